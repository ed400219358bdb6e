"""The two sides of a comparison of answers, and what is said of them: the difference and the point rule's verdict."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from spur.analysis.figure import Figure, Figures
from spur.analysis.scopes import Part
from spur.records.baseline import BaselineRow
from spur.statistics.comparison import Verdict, point_rule, printed_rule

SHARE = "share_positive"


@dataclass(frozen=True, slots=True)
class Side:
    """One side: the exact share of positive answers, of ``n`` where that is known. None where there is none, because
    nobody answered or, which ``withheld`` tells, because it may not be shown."""

    share: Fraction | None
    n: int | None = None
    withheld: bool = False

    @property
    def positive(self) -> Fraction | None:
        """How many gave a positive answer; None unless both numbers are known."""
        return None if self.share is None or self.n is None else self.share * self.n


@dataclass(frozen=True, slots=True)
class Pair:
    """What is compared: a question's answers from one role, on its own side and on the other. ``question`` is the id
    that it has in the report's rubric."""

    role: str
    question: str
    own: Side
    other: Side


def side(figures: Figures, part: Part, question_id: str, role: str, *, round_: str = "") -> Side | None:
    """What is shown of a part's answers to a question; None where it was not put to them or nobody answered."""
    at = partial(figures.get, part.scope, part.id, f"item:{question_id}", role=role, round_=round_)
    share, n = at(SHARE), at("n")
    if share is None:
        return None
    return Side(
        share.value if isinstance(share.value, Fraction) else None,
        n.value if n is not None and isinstance(n.value, int) else None,
        share.withheld,
    )


def rest(whole: Side, part: Side, least: int) -> Side:
    """The whole without the part. Withheld where either is, and where fewer than ``least`` people are left; whoever
    sees the two can work it out, so it is never told of people that the two do not give away."""
    if whole.withheld or part.withheld:
        return Side(None, withheld=True)
    if whole.n is None or part.n is None or whole.n == part.n:
        return Side(None)
    n = whole.n - part.n
    if n < least:
        return Side(None, withheld=True)
    positive = (whole.positive or 0) - (part.positive or 0)
    return Side(Fraction(positive, n), n)


def compared(round_: str, part: Part, versus: str, pairs: Iterable[Pair], points: int) -> Iterator[Figure]:
    """For each pair the difference (own minus other) and the verdict; ``rounded_verdict`` where the shares as they are
    printed would give another. Then how many of each role's questions got which verdict."""
    figure = partial(Figure, round_, part.scope, part.id, versus=versus)
    verdicts: dict[str, Counter[Verdict]] = {}
    for pair in pairs:
        of_question = partial(figure, f"item:{pair.question}", role=pair.role)
        own, other = pair.own.share, pair.other.share
        if own is None or other is None:
            withheld = pair.own.withheld or pair.other.withheld
            yield of_question("diff", None, withheld=withheld)
            yield of_question("five_point_verdict", None, withheld=withheld)
            continue
        verdict, of_printed = point_rule(own, other, points), printed_rule(own, other, points)
        yield of_question("diff", own - other)
        yield of_question("five_point_verdict", verdict.value)
        if of_printed is not verdict:
            yield of_question("rounded_verdict", of_printed.value)
        verdicts.setdefault(pair.role, Counter())[verdict] += 1
    for role, found in verdicts.items():
        for verdict in Verdict:
            yield figure("items", f"count:{verdict.value}", found[verdict], role=role)


def row_figures(figure: "partial[Figure]", row: BaselineRow) -> Iterator[Figure]:
    """What a row of counts, or of shares alone, tells."""
    of_row = partial(figure, f"item:{row.question}", role=row.role)
    n = row.denominator
    yield of_row("n", n)
    yield of_row("share_positive", row.share)
    if row.positive is None:
        return
    yield of_row("missing", row.missing)
    for statistic, count in (("positive", row.positive), ("neutral", row.neutral), ("negative", row.negative)):
        yield of_row(statistic, count)
        if statistic != "positive" and count is not None:
            yield of_row(f"share_{statistic}", Fraction(count, n) if n else None)
