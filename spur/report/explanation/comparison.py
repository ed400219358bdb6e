"""How a comparison of answers comes about: the two sides, what sets them apart, and whether chance alone would."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from spur.analysis.comparison import REST, WHOLE
from spur.analysis.figure import Figure
from spur.analysis.sides import SHARE, Side, rest
from spur.report.explanation.here import Here, with_unit
from spur.report.explanation.numbers import passing, plus, unrounded
from spur.report.shown import Format, number
from spur.statistics.comparison import PRINTED_DECIMALS, Verdict
from spur.statistics.exact import round_half_up
from spur.statistics.proportion import wilson

AT_LINE = "share_at_line"


@dataclass(frozen=True, slots=True)
class Told:
    """One side as it is told of: what it is called, and its share as "169 / 206"."""

    who: str
    side: Side
    share: str

    @property
    def counts(self) -> tuple[int, int] | None:
        """How many were positive, of how many; None where that is not known."""
        return self.side.counts


def sides(here: Here) -> Iterator[str]:
    """What is compared with what: each side's share, of how many."""
    for told in _sides(here):
        if told.side.share is not None:
            share = number(told.side.share, Format.PERCENT, here.about.wording)
            yield here("tally.side", who=told.who, share=share, of=told.share)


def difference(here: Here) -> Iterator[str]:
    shares = [told.share for told in _sides(here) if told.side.share is not None]
    if len(shares) == 2:
        yield here.equals(" − ".join(f"({share})" for share in shares))


def verdict(here: Here) -> Iterator[str]:
    """The rule, put to the exact shares."""
    found = here.beside(statistic="diff")
    if found is not None and isinstance(found.value, Fraction):
        yield _ruled(here, abs(found.value) * 100, unrounded(abs(found.value) * 100, here.about.wording))


def rounded_verdict(here: Here) -> Iterator[str]:
    """The same rule, put to the shares as they are printed."""
    shares = [told.side.share for told in _sides(here) if told.side.share is not None]
    if len(shares) == 2:
        own, other = (round_half_up(share, PRINTED_DECIMALS) * 100 for share in shares)
        yield _ruled(here, abs(own - other), f"|{own} − {other}| = {abs(own - other)}")


def end_of_difference(here: Here) -> Iterator[str]:
    """Newcombe's interval, from Wilson's of the two sides."""
    own, other = _apart(here)
    if own.counts is None or other.counts is None:
        return
    wording, low = here.about.wording, here.figure.statistic == "diff_low"
    shares, squares = [], []
    for told, lower in ((own, low), (other, not low)):
        k, n = told.counts or (0, 0)
        ends = wilson(k, n)
        yield here("worked.wilson", who=told.who, low=passing(ends.low, wording), high=passing(ends.high, wording))
        shares.append(f"{k}/{n}")
        squares.append(f"({k}/{n} − {passing(ends.low if lower else ends.high, wording)})²")
    expression = f"{shares[0]} − {shares[1]} {'−' if low else '+'} √({' + '.join(squares)})"
    if nested(here.figure):
        others, everybody = other.counts[1], own.counts[1] + other.counts[1]
        expression = f"({others} / {everybody}) · ({expression})"
    yield here.equals(expression)


def chance(here: Here) -> Iterator[str]:
    """The table that Fisher's test is put to."""
    own, other = _apart(here)
    if own.counts is not None and other.counts is not None and isinstance(here.figure.value, Fraction):
        (first, n1), (second, n2) = own.counts, other.counts
        counts = {"first": first, "not_first": n1 - first, "second": second, "not_second": n2 - second}
        yield here("worked.fisher", who=own.who, other=other.who, **counts)
        yield here("worked.gives", number=unrounded(here.figure.value, here.about.wording), shown=here.figure)


def certainty(here: Here) -> Iterator[str]:
    """Everything that a class is decided on."""
    if not isinstance(here.figure.value, str):
        return
    diff, low, high, q = (here.beside(statistic=each) for each in ("diff", "diff_low", "diff_high", "q"))
    if diff is not None:
        yield here("worked.class-diff", diff=with_unit(here.about, diff), points=here.rubric.comparison.five_point_rule)
    if low is not None and high is not None and q is not None:
        yield here("worked.class-interval", low=low, high=with_unit(here.about, high), q=q)
    yield here(f"class.{here.figure.value}")


def in_questions(here: Here) -> Iterator[str]:
    """Which questions got the verdict or the class that is counted."""
    own = here.figure
    same = (own.round, own.scope, own.scope_id, own.role, own.versus)
    code = own.statistic.partition(":")[2]
    found = [
        each.subject.partition(":")[2]
        for each in here.about.figures
        if each.value == code and each.statistic in ("five_point_verdict", "class")
        if (each.round, each.scope, each.scope_id, each.role, each.versus) == same
    ]
    if found:
        yield here("worked.questions", questions=", ".join(found))


def all_verdicts(here: Here) -> Iterator[str]:
    """The counts that the number of compared questions is the sum of."""
    counts = [here.count(f"count:{each.value}") for each in Verdict]
    if None not in counts:
        yield here.equals(plus(counts))


def _sides(here: Here) -> tuple[Told, Told]:
    figure, about = here.figure, here.about
    statistic = AT_LINE if figure.subject.startswith("area:") else SHARE
    own = _side(here, about.beside(figure, versus="", statistic=statistic))
    other = _side(here, about.other_side(figure, statistic))
    by_role = figure.versus.startswith("role:")
    who = about.role_title(figure.role) if by_role else about.scope_title(figure.scope, figure.scope_id)
    return Told(who, own, _ratio(own, here)), _rest(here, own, other) if figure.versus == REST else Told(
        about.versus_title(figure.versus), other, _ratio(other, here)
    )


def _rest(here: Here, own: Side, whole: Side) -> Told:
    """The whole without what the figure is about: a difference of counts."""
    left = rest(whole, own, 0)
    text = ""
    if left.n is not None and own.n is not None and own.positive is not None and whole.positive is not None:
        text = f"({whole.positive} − {own.positive}) / ({whole.n} − {own.n})"
    versus, about = here.figure.versus, here.about
    who = about.versus_title(versus)
    return Told(about("versus.others", whole=who) if nested(here.figure) else who, left, text)


def _apart(here: Here) -> tuple[Told, Told]:
    """The two sides as chance is reckoned for them: of a whole that holds the first, the rest."""
    own, other = _sides(here)
    return (own, _rest(here, own.side, other.side)) if nested(here.figure) else (own, other)


def nested(figure: Figure) -> bool:
    """Whether what the figure compares with holds what it is about."""
    return figure.versus == WHOLE or (figure.scope == "unit" and figure.versus.startswith("group:"))


def _ruled(here: Here, distance: Fraction, text: str) -> str:
    points = here.rubric.comparison.five_point_rule
    key = "worked.reaches" if distance >= points else "worked.falls-short"
    return here(key, distance=text, points=points, verdict=here.figure)


def _side(here: Here, share: Figure | None) -> Side:
    """The share that a figure shows, of how many."""
    n = None if share is None else here.about.beside(share, statistic="n")
    return Side(
        share.value if share is not None and isinstance(share.value, Fraction) else None,
        n.value if n is not None and isinstance(n.value, int) else None,
        share is not None and share.withheld,
    )


def _ratio(side: Side, here: Here) -> str:
    """ "169 / 206"; "0,63" where it is not known of how many, or the share was printed so that it gives no whole
    number."""
    if side.share is None:
        return ""
    if side.positive is not None and side.positive.denominator == 1:
        return f"{side.positive} / {side.n}"
    return unrounded(side.share, here.about.wording)
