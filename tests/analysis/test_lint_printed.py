"""A report that prints what really was contradicts itself nowhere, however it reckons and rounds."""

from collections.abc import Iterator
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from spur.analysis.lint.printed import printed_remarks
from spur.analysis.lint.remark import Weight
from spur.records.printed import WHOLE, Cell, Claim, Listed, Moved, PrintedReport, Statistic
from spur.records.problem import Place
from spur.statistics.exact import Root
from spur.statistics.grades_feasible import CONVENTIONS, Convention, Divisor
from spur.statistics.ranking import rank_shown
from tests.statistics.test_grades_feasible import printed

AREAS = ("A", "B", "C")
POINTS = {"A": 4, "B": 3, "C": 2, "D": 1}
unit = st.tuples(*[st.integers(1, 4)] * len(AREAS))
groups_of = st.dictionaries(st.sampled_from("xyzw"), st.lists(unit, min_size=1, max_size=8), min_size=1)
answers_of = st.lists(st.sampled_from(["positive", "neutral", "negative", "blank"]), min_size=1, max_size=30)


def copied(
    groups: dict[str, list[tuple[int, ...]]],
    answers: dict[str, list[str]],
    convention: Convention,
    said: bool,
    with_n: bool,
) -> PrintedReport:
    """Everything that could be printed of these units and answers."""
    whole = {**groups, WHOLE: [unit for own in groups.values() for unit in own]}
    everybody = {**answers, WHOLE: [each for own in answers.values() for each in own]}
    cells: list[Cell] = []

    def tell(group: str, subject: str, statistic: Statistic, number: Fraction | Root, decimals: int) -> Fraction:
        told = printed(number, decimals, convention.rounding)
        cells.append(Cell("T", group, subject, statistic, told, decimals, Place("t")))
        return told

    for group, units in whole.items():
        tell(group, "units", "count", Fraction(len(units)), 0)
        means = {}
        for index, area in enumerate(AREAS):
            means[area] = _tell_spread(tell, group, area, [unit[index] for unit in units], convention)
        _tell_spread(tell, group, "total", [sum(unit) for unit in units], convention)
        for area, rank in rank_shown(means, 1).items():
            tell(group, area, "rank", Fraction(rank), 0)
    for group, own in everybody.items():
        tell(group, "answers", "count", Fraction(len(own)), 0)
        n = len(own) - own.count("blank")
        if n:
            for statistic, answer in (("share", "positive"), ("neutral", "neutral"), ("negative", "negative")):
                tell(group, "q", statistic, Fraction(100 * own.count(answer), n), 0)
            if with_n:
                tell(group, "q", "n", Fraction(n), 0)
    return PrintedReport(
        file="t",
        groups=dict(zip(groups, groups, strict=True)),
        areas=dict(zip(AREAS, AREAS, strict=True)),
        points=POINTS,
        line=3,
        divisor=convention.divisor if said else "",
        rounding=convention.rounding if said else "",
        cells=tuple(cells),
        lists=(Listed("L", "units", {group: len(units) for group, units in groups.items()}, {}),),
        claims=tuple(_claims(groups)),
    )


def _tell_spread(tell, group: str, subject: str, points: list[int], convention: Convention) -> Fraction:
    n, total = len(points), sum(points)
    over = n * n if convention.divisor is Divisor.N else n * (n - 1)
    if over:
        tell(group, subject, "sd", Root(Fraction(n * sum(each**2 for each in points) - total**2, over)), 1)
    return tell(group, subject, "mean", Fraction(total, n), 1)


def _claims(groups: dict[str, list[tuple[int, ...]]]) -> Iterator[Claim]:
    """Sentences that are true of the exact means."""
    exact = {group: Fraction(sum(unit[0] for unit in units), len(units)) for group, units in groups.items()}
    reach = tuple(group for group, mean in exact.items() if mean >= 3)
    below = tuple(group for group in groups if group not in reach)
    best = max(exact, key=lambda group: exact[group])
    worst = min(exact, key=lambda group: exact[group])
    rest = {each: tuple(group for group in groups if group != each) for each in (best, worst)}
    if reach:
        yield Claim("T", "at-least", "mean", "A", "", reach, below)
        yield Claim("T", "only-at-least", "mean", "A", "", reach, below)
    if below:
        yield Claim("T", "below", "mean", "A", "", below, reach)
    yield Claim("T", "highest", "mean", "A", "", (best,), rest[best])
    yield Claim("T", "lowest", "mean", "A", "", (worst,), rest[worst])
    for group, units in groups.items():
        now = sum(unit[0] == 2 for unit in units)
        yield Claim("T", "moved", "mean", "A", group, (), moved=Moved(now, len(units), 1, 2))


@settings(max_examples=150)
@given(groups_of, st.data(), st.sampled_from(CONVENTIONS), st.booleans(), st.booleans())
def test_the_truth_contradicts_itself_nowhere(groups, data, convention: Convention, said: bool, with_n: bool) -> None:
    answers = {group: data.draw(answers_of) for group in groups}
    report = copied(groups, answers, convention, said, with_n)
    assert [each for each in printed_remarks(report) if each.weight is Weight.CONTRADICTION] == []
