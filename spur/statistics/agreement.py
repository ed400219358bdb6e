"""Do two judges of the same things give the same grades? From a table of pairs: how often the one gave this grade and
the other that.

A share of equal grades says how often they agree; κ and AC1 say how much more often than if each had dealt out as many
of every grade as they did, but at random. κ falls to nothing where nearly all grades are the same, however well the two
agree (47 of 51 equal: κ = −0.04); AC1 does not (0.92). Therefore the three are always told together.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property, lru_cache
from math import sqrt

from spur.statistics.interval import Interval, quantile

Pair = tuple[int, int]

ASYMPTOTIC_FROM = 20
"""With fewer pairs than this the interval is found by drawing the pairs anew instead of by a formula."""

DRAWS, SEED = 2_000, 2020


class Distance(StrEnum):
    """How far apart two grades are, from their points: any two alike, by steps, or by their square."""

    UNWEIGHTED = "unweighted"
    LINEAR = "linear"
    QUADRATIC = "quadratic"

    def between(self, one: int, other: int) -> int:
        match self:
            case Distance.UNWEIGHTED:
                return int(one != other)
            case Distance.LINEAR:
                return abs(one - other)
            case Distance.QUADRATIC:
                return (one - other) ** 2


@dataclass(frozen=True)
class PairTable:
    """How many pairs have which points by the one and by the other judge. ``levels`` are the points of every grade that
    there is, the lowest first, whether or not they occur: distances come from them, not from what happened to be given.

    ``interchangeable`` where pairs of several judges are in the same table, so that no column is one person's: then it
    makes no difference who of a pair stands first. Tables of the same levels add up.
    """

    levels: tuple[int, ...]
    counts: tuple[tuple[Pair, int], ...] = ()
    interchangeable: bool = False

    @classmethod
    def of(cls, levels: Iterable[int], counts: Mapping[Pair, int], *, interchangeable: bool = False) -> "PairTable":
        """Raises ValueError for a negative count and for points that no grade has."""
        own = tuple(sorted(set(levels)))
        if any(count < 0 for count in counts.values()):
            raise ValueError("a count is never negative")
        if strange := {points for pair, count in counts.items() if count for points in pair} - set(own):
            raise ValueError(f"no grade has these points: {sorted(strange)}")
        return cls(own, tuple(sorted((pair, count) for pair, count in counts.items() if count)), interchangeable)

    def __add__(self, other: "PairTable") -> "PairTable":
        if (self.levels, self.interchangeable) != (other.levels, other.interchangeable):
            raise ValueError("tables of unlike grades or judges do not add up")
        counts = Counter(dict(self.counts))
        counts.update(dict(other.counts))
        return PairTable.of(self.levels, counts, interchangeable=self.interchangeable)

    @cached_property
    def n(self) -> int:
        return sum(count for _, count in self.counts)

    @property
    def turned(self) -> "PairTable":
        """The same pairs with the other judge first."""
        return PairTable.of(
            self.levels, {(b, a): count for (a, b), count in self.counts}, interchangeable=self.interchangeable
        )

    @cached_property
    def margins(self) -> tuple[Mapping[int, Fraction], Mapping[int, Fraction]]:
        """The share of each level among the one's grades and among the other's; the mean of both for both where the
        judges are interchangeable."""
        first, second = Counter[int](), Counter[int]()
        for (a, b), count in self.counts:
            first[a] += count
            second[b] += count
        if self.interchangeable:
            first = second = first + second
        n = 2 * self.n if self.interchangeable else self.n
        of_one, of_other = ({level: Fraction(own[level], n) for level in self.levels} for own in (first, second))
        return of_one, of_other


def exact_agreement(table: PairTable) -> Fraction | None:
    """The share of the pairs with the same grade; None where there is no pair."""
    return _share(table, 0)


def within_one_agreement(table: PairTable) -> Fraction | None:
    """The share of the pairs with the same grade or neighbouring ones, as the grades follow each other."""
    return _share(table, 1)


def kappa(table: PairTable, distance: Distance = Distance.QUADRATIC) -> Fraction | None:
    """Cohen's κ (1960, weighted 1968): 1 − Σ d·O / Σ d·E, with the distances d, the pairs O and those E that would be
    expected from the margins alone. 1 is full agreement, 0 no more than by chance, below 0 less.

    None where there is no pair, and where it is not defined: both gave one and the same grade throughout, so that
    nothing else could be expected. With interchangeable judges the expectation is from their joint margins.
    """
    if not table.n:
        return None
    seen, expected = _distances(table, distance)
    return 1 - seen / expected if expected else None


def gwet_ac1(table: PairTable) -> Fraction | None:
    """Gwet's AC1 (2008): (p − e) / (1 − e), with the share p of equal grades and e = Σ π(1 − π) / (q − 1) over the q
    grades there are, π being a grade's mean share among what both judges gave. From −1 to 1; None without a pair, and
    where there is one grade only."""
    seen = exact_agreement(table)
    if seen is None or len(table.levels) < 2:
        return None
    mean = ((a + b) / 2 for a, b in zip(*(margin.values() for margin in table.margins), strict=True))
    expected = sum((share * (1 - share) for share in mean), Fraction(0)) / (len(table.levels) - 1)
    return (seen - expected) / (1 - expected)


def kappa_variance(table: PairTable, distance: Distance = Distance.QUADRATIC) -> Fraction | None:
    """The asymptotic variance of κ (Fleiss, Cohen and Everitt 1969), for many pairs that are independent of each other:
    [Σ p·(w − (w̄ᵢ + w̄ⱼ)(1 − κ))² − (κ − e(1 − κ))²] / (n·(1 − e)²) with the weights w = 1 − d, their means w̄ over the
    other judge's margin, and the expected e = Σ w·E. None where κ is."""
    value = kappa(table, distance)
    if value is None:
        return None
    first, second = table.margins
    off_first = {a: sum(second[b] * distance.between(a, b) for b in table.levels) for a in table.levels}
    off_second = {b: sum(first[a] * distance.between(a, b) for a in table.levels) for b in table.levels}
    expected = 1 - sum((first[a] * off_first[a] for a in table.levels), Fraction(0))
    spread = sum(
        (
            Fraction(count, table.n)
            * (1 - distance.between(a, b) - (2 - off_first[a] - off_second[b]) * (1 - value)) ** 2
            for (a, b), count in table.counts
        ),
        Fraction(0),
    )
    return (spread - (value - expected * (1 - value)) ** 2) / (table.n * (1 - expected) ** 2)


@lru_cache(maxsize=4096)
def kappa_interval(table: PairTable, distance: Distance = Distance.QUADRATIC) -> Interval | None:
    """An interval of 95 % for κ, within −1 and 1: κ ± z·√variance from 20 pairs on; with fewer, the middle 95 % of what
    κ is in tables whose pairs are drawn anew from this one, with a fixed seed.

    None where κ is not defined, and where all pairs are equal or alike: an interval without width would be no more
    certain than the few pairs that it comes from.
    """
    value, variance = kappa(table, distance), kappa_variance(table, distance)
    if value is None or variance is None or value == 1 or len(table.counts) < 2:
        return None
    if table.n < ASYMPTOTIC_FROM:
        return _drawn_anew(min(table, table.turned, key=lambda each: each.counts), distance)
    half = quantile(0.95) * sqrt(variance)
    return Interval(max(float(value) - half, -1.0), min(float(value) + half, 1.0))


def _drawn_anew(table: PairTable, distance: Distance) -> Interval | None:
    """Which of the two judges stands first must not decide what is drawn: the caller sees to that."""
    import numpy

    # the legacy generator's stream never changes from version to version
    shares = [count / table.n for _, count in table.counts]
    drawn = numpy.random.RandomState(SEED).multinomial(table.n, shares, DRAWS) / table.n
    levels = {level: at for at, level in enumerate(table.levels)}
    one, other = numpy.zeros((len(shares), len(levels))), numpy.zeros((len(shares), len(levels)))
    for at, ((a, b), _) in enumerate(table.counts):
        one[at, levels[a]] = other[at, levels[b]] = 1
    apart = numpy.array([[distance.between(a, b) for b in levels] for a in levels], dtype=float)
    first, second = drawn @ one, drawn @ other
    if table.interchangeable:
        first = second = (first + second) / 2
    seen = drawn @ numpy.array([distance.between(a, b) for (a, b), _ in table.counts], dtype=float)
    expected = ((first @ apart) * second).sum(axis=1)
    defined = expected > 1e-12
    if 2 * defined.sum() < DRAWS:
        return None
    low, high = numpy.percentile(1 - seen[defined] / expected[defined], (2.5, 97.5))
    return Interval(max(float(low), -1.0), min(float(high), 1.0)) if low < high else None


def _share(table: PairTable, steps: int) -> Fraction | None:
    place = {level: at for at, level in enumerate(table.levels)}
    near = sum(count for (a, b), count in table.counts if abs(place[a] - place[b]) <= steps)
    return Fraction(near, table.n) if table.n else None


def _distances(table: PairTable, distance: Distance) -> tuple[Fraction, Fraction]:
    """The mean distance of the pairs, and the one to be expected from the margins."""
    first, second = table.margins
    seen = Fraction(sum(count * distance.between(a, b) for (a, b), count in table.counts), table.n)
    pairs = ((a, b) for a in table.levels for b in table.levels)
    return seen, sum((first[a] * second[b] * distance.between(a, b) for a, b in pairs), Fraction(0))
