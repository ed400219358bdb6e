"""The two sides of a comparison of answers, and what is said of them: the difference, the point rule's verdict, and
whether chance alone would set them so far apart."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from spur.analysis.figure import Figure, Figures
from spur.analysis.scopes import Part
from spur.records.baseline import BaselineRow
from spur.statistics.adjustment import benjamini_hochberg, holm
from spur.statistics.certainty import (
    Certainty,
    Contrast,
    certainty,
    certainty_of_shares,
    contrast,
    contrast_with_whole,
)
from spur.statistics.comparison import Verdict, point_rule, printed_rule
from spur.statistics.exact import round_half_up

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

    @property
    def counts(self) -> tuple[int, int] | None:
        """How many gave a positive answer, of how many; of a share that is known only as it was printed the nearest
        count. None where either is not known, or nobody answered."""
        return None if self.positive is None or not self.n else (int(round_half_up(self.positive, 0)), self.n)


@dataclass(frozen=True, slots=True)
class Pair:
    """What is compared: a question's answers from one role, on its own side and on the other. ``question`` is the id
    that it has in the report's rubric. ``nested`` tells that the other side holds the own."""

    role: str
    question: str
    own: Side
    other: Side
    nested: bool = False


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


@dataclass(frozen=True, slots=True, eq=False)
class _Compared:
    """A pair with the part that it is about and what it is compared with; ``verdict`` is None where either side is not
    shown, ``contrast`` also where it is not known how many answered."""

    part: Part
    versus: str
    pair: Pair
    verdict: Verdict | None
    contrast: Contrast | None

    @classmethod
    def of(cls, part: Part, versus: str, pair: Pair, points: int) -> "_Compared":
        own, other = pair.own.share, pair.other.share
        verdict = None if own is None or other is None else point_rule(own, other, points)
        return cls(part, versus, pair, verdict, _contrast(pair))

    @property
    def comparison(self) -> tuple[str, str, str]:
        """Whose answers are compared with what: all its questions are counted together."""
        return self.part.key, self.versus, self.pair.role


Adjusted = Mapping[_Compared, float | None]
"""The p-value of each, adjusted for the others of its family."""


def compared(round_: str, part: Part, versus: str, pairs: Iterable[Pair], points: int) -> Iterator[Figure]:
    """For each pair the difference (own minus other), the point rule's verdict (``rounded_verdict`` where the shares as
    they are printed would give another) and its class; where it is known how many answered, the interval and the
    p-value behind that. All questions of a role are one family, whose p-values are adjusted together (``q``). Then how
    many of each role's questions got which verdict and class."""
    told = [_Compared.of(part, versus, pair, points) for pair in pairs]
    adjusted = _adjusted(told, lambda each: each.pair.role, benjamini_hochberg)
    return _compared_figures(round_, told, adjusted, points)


def compared_two_by_two(
    round_: str, pairs: Iterable[tuple[Part, str, Iterable[Pair]]], points: int
) -> Iterator[Figure]:  # fmt: skip
    """The same for parts that are compared with each other. Here the pairs of parts within one question are a family,
    with Holm's adjustment."""
    told = [_Compared.of(part, versus, pair, points) for part, versus, own in pairs for pair in own]
    adjusted = _adjusted(told, lambda each: (each.pair.role, each.pair.question), holm)
    return _compared_figures(round_, told, adjusted, points)


def _contrast(pair: Pair) -> Contrast | None:
    own, other = pair.own.counts, pair.other.counts
    if own is None or other is None:
        return None
    return contrast_with_whole(*own, *other) if pair.nested else contrast(*own, *other)


def _adjusted(
    told: Iterable[_Compared],
    family: Callable[[_Compared], Hashable],
    adjust: Callable[[Sequence[float | None]], list[float | None]],
) -> Adjusted:
    found: dict[_Compared, float | None] = {}
    for own in _grouped(told, family):
        found.update(zip(own, adjust([each.contrast.p if each.contrast else None for each in own]), strict=True))
    return found


def _grouped(told: Iterable[_Compared], key: Callable[[_Compared], Hashable]) -> Iterable[list[_Compared]]:
    groups: dict[Hashable, list[_Compared]] = {}
    for each in told:
        groups.setdefault(key(each), []).append(each)
    return groups.values()


def _compared_figures(
    round_: str, told: Sequence[_Compared], adjusted: Adjusted, points: int
) -> Iterator[Figure]:  # fmt: skip
    classes = {each: _class(each, adjusted[each], points) for each in told}
    for each in told:
        yield from _pair_figures(round_, each, adjusted[each], classes[each], points)
    for own in _grouped(told, lambda each: each.comparison):
        yield from _count_figures(round_, own, classes)


def _class(each: _Compared, q: float | None, points: int) -> Certainty | None:
    own, other = each.pair.own.share, each.pair.other.share
    if own is None or other is None:
        return None
    if each.contrast is None or q is None:
        return certainty_of_shares(own - other, points)
    return certainty(each.contrast, q, points)


def _pair_figures(
    round_: str, each: _Compared, q: float | None, kind: Certainty | None, points: int
) -> Iterator[Figure]:
    pair, part = each.pair, each.part
    subject = f"item:{pair.question}"
    figure = partial(Figure, round_, part.scope, part.id, subject, role=pair.role, versus=each.versus)
    own, other = pair.own.share, pair.other.share
    if own is None or other is None or each.verdict is None:
        withheld = pair.own.withheld or pair.other.withheld
        for statistic in ("diff", "five_point_verdict", "class"):
            yield figure(statistic, None, withheld=withheld)
        return
    difference, of_printed = own - other, printed_rule(own, other, points)
    yield figure("diff", difference)
    if each.contrast is not None and q is not None:
        # a float's last digit must not set the difference outside its own interval
        yield figure("diff_low", min(Fraction(each.contrast.interval.low), difference))
        yield figure("diff_high", max(Fraction(each.contrast.interval.high), difference))
        yield figure("p", Fraction(each.contrast.p))
        yield figure("q", Fraction(q))
    yield figure("five_point_verdict", each.verdict.value)
    if of_printed is not each.verdict:
        yield figure("rounded_verdict", of_printed.value)
    yield figure("class", kind.value if kind else None)


def _count_figures(
    round_: str, told: Sequence[_Compared], classes: Mapping[_Compared, Certainty | None]
) -> Iterator[Figure]:
    """How many of a comparison's questions got which verdict and, where it is known of all how many answered, which
    class."""
    shown = [each for each in told if each.verdict is not None and classes[each] is not None]
    part, versus, role = told[0].part, told[0].versus, told[0].pair.role
    figure = partial(Figure, round_, part.scope, part.id, "items", role=role, versus=versus)
    if shown:
        verdicts = Counter(each.verdict for each in shown)
        yield figure("questions_compared", len(shown))
        for verdict in Verdict:
            yield figure(f"count:{verdict.value}", verdicts[verdict])
        if all(each.contrast for each in told if each.verdict is not None):
            counts = Counter(classes[each] for each in shown)
            for kind in Certainty:
                yield figure(f"count:{kind.value}", counts[kind])


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
