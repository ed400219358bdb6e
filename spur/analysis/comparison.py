"""Whose answers are more positive? The region and its groups against a baseline, and against each other; and a unit
against what it is a part of. Only what may be shown is compared."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import combinations

from spur.analysis.answers import scored_questions
from spur.analysis.figure import Figure, Figures
from spur.analysis.rounds import same_question
from spur.analysis.scopes import SPECIALTY_GROUP, Part, Region
from spur.analysis.sides import Pair, Side, compared, compared_two_by_two, rest, row_figures, side
from spur.records.baseline import Baseline, BaselineRow
from spur.rubric.model import Rubric

REST, WHOLE = "rest", "region"
"""What a group is compared with (``versus``): the region without it, and the region with it."""

MOST_PAIRED = 8
"""With more groups than this they are not compared two by two: the figures would be many, and of use to nobody."""


def within_figures(round_: str, region: Region, answers: Figures, rubric: Rubric, least: int) -> Iterator[Figure]:
    """Each group against the rest of the region, against the region with it and, where the groups are few, against each
    other group (``versus`` is then ``group:ID``). Fewer than ``least`` people are no rest."""
    if len(region.groups) < 2:
        return
    points = rubric.comparison.five_point_rule
    for group in region.groups:
        of_group = partial(_pairs, answers, rubric, group)
        against_rest = of_group(lambda whole, own: rest(whole, own, least), region.whole)
        yield from compared(round_, group, REST, against_rest, points)
        yield from compared(round_, group, WHOLE, of_group(_as_it_is, region.whole), points)
    if len(region.groups) <= MOST_PAIRED:
        two_by_two = (
            (group, other.key, _pairs(answers, rubric, group, _as_it_is, other))
            for group, other in combinations(region.groups, 2)
        )
        yield from compared_two_by_two(round_, two_by_two, points)


def baseline_figures(
    round_: str, region: Region, answers: Figures, rubric: Rubric, baseline: Baseline, there: Rubric
) -> Iterator[Figure]:
    """The baseline's own figures, for every question and role that both have; the region against its rows for all
    groups, and each specialty group against its rows for that group. ``there`` is the baseline's rubric."""
    by_group: dict[str, list[BaselineRow]] = {}
    for row in baseline.rows:
        if same_question(row.question, rubric, there):
            by_group.setdefault(row.group, []).append(row)
    specialty_groups = region.groups if region.by == SPECIALTY_GROUP else ()
    for part, group in ((region.whole, ""), *((group, group.id) for group in specialty_groups)):
        rows = [row for row in by_group.get(group, ()) if _answered(answers, part, row)]
        for row in rows:
            yield from row_figures(partial(Figure, round_, "baseline", baseline_id(baseline, group)), row)
        yield from _against_rows(round_, part, answers, baseline, rows, rubric)


def baseline_id(baseline: Baseline, group: str = "") -> str:
    """By what a baseline's own figures are found: its name, of one specialty group with the group's id."""
    return f"{baseline.name}:{group}" if group else baseline.name


def baseline_group(baseline: Baseline, group: Part) -> str:
    """Of which specialty group the rows are that a baseline has for the units of a group: "" where only those of all
    groups are to be had."""
    return group.id if any(row.group == group.id for row in baseline.rows) else ""


def unit_comparison_figures(
    round_: str,
    unit: Part,
    group: Part,
    region: Region,
    answers: Figures,
    rubric: Rubric,
    baseline: Baseline | None = None,
    there: Rubric | None = None,
) -> Iterator[Figure]:
    """A unit against its specialty group and its region, which both contain it, and against a baseline's rows for its
    group or, where the baseline tells of no such group, for all. ``answers`` hold the unit's figures too
    (``answer_figures(…, units=True)``); the baseline's own figures and the region's are those of the region's report.
    Never against the rest: a complement gives every unit away."""
    points = rubric.comparison.five_point_rule
    for whole, versus in ((group, group.key), (region.whole, WHOLE)):
        yield from compared(round_, unit, versus, _pairs(answers, rubric, unit, _as_it_is, whole), points)
    if baseline is not None and there is not None:
        beside = baseline_group(baseline, group)
        rows = [row for row in baseline.rows if row.group == beside and same_question(row.question, rubric, there)]
        rows = [row for row in rows if _answered(answers, unit, row)]
        yield from _against_rows(round_, unit, answers, baseline, rows, rubric)


def _pairs(
    answers: Figures, rubric: Rubric, part: Part, other_side: Callable[[Side, Side], Side], other: Part
) -> Iterator[Pair]:
    """Every question and role of a part, beside what ``other_side`` makes of another part and this one."""
    nested = other_side is _as_it_is and part.units <= other.units
    for role in (role.id for role in rubric.roles):
        for question in scored_questions(rubric):
            own = side(answers, part, question.id, role)
            whole = side(answers, other, question.id, role)
            if own is not None and whole is not None:
                yield Pair(role, question.id, own, other_side(whole, own), nested=nested)


def _as_it_is(other: Side, _own: Side) -> Side:
    return other


def _answered(answers: Figures, part: Part, row: BaselineRow) -> bool:
    return side(answers, part, row.question, row.role) is not None


def _against_rows(
    round_: str, part: Part, answers: Figures, baseline: Baseline, rows: Iterable[BaselineRow], rubric: Rubric
) -> Iterator[Figure]:
    def pairs() -> Iterator[Pair]:
        for row in rows:
            own = side(answers, part, row.question, row.role)
            if own is not None:
                yield Pair(row.role, row.question, own, Side(row.share, row.denominator))

    points = rubric.comparison.five_point_rule
    yield from compared(round_, part, baseline.name, pairs(), points)
