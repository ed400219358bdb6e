"""Two groups on a scale that has an order, such as grades: which stands higher, and could it be chance?

Everything comes from how many have each value; higher values are better. Where the numbers are small every way to
divide the values between the groups is counted, with those that are alike (ties) taken as they are. No approximation is
then made, and none is good for groups of two and four.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import combinations
from math import erfc, prod, sqrt

from spur.statistics.adjustment import holm
from spur.statistics.permutation import least_two_sided, sums_of_draws, two_sided
from spur.statistics.tally import Tally

EXACT_UP_TO, EXACT_DRAWS = 30, 200_000
"""Exact where the smaller group has at most so many, or where no more draws than this differ; else by the normal
distribution, which is good then, as no value can be nearly alone."""


@dataclass(frozen=True, slots=True)
class RankTest:
    """One group against another. ``delta`` is Cliff's δ; ``p`` two-sided; ``least`` the smallest p-value that any
    outcome could have with so many in each group and these values, None where ``p`` is not exact."""

    delta: Fraction
    p: float
    least: float | None

    @property
    def reversed(self) -> "RankTest":
        """The other group against this one."""
        return RankTest(-self.delta, self.p, self.least)


@lru_cache(maxsize=4096)
def mann_whitney(own: Tally, other: Tally) -> RankTest:
    """Mann–Whitney's test: exact with ties as far as that is reckoned in a moment, else by the normal distribution.
    Raises ValueError where a group is empty."""
    drawn = min(own.n, other.n)
    if drawn > EXACT_UP_TO and _different_draws(own + other, drawn) > EXACT_DRAWS:
        return RankTest(cliffs_delta(own, other), normal_p(own, other), None)
    return RankTest(cliffs_delta(own, other), exact_p(own, other), least_p(own.n, own + other))


def mann_whitney_u(own: Tally, other: Tally) -> Fraction:
    """U: of all pairs with one from each group, in how many the own one is higher; equals count half."""
    higher = sum(count * (other.n - other.at_least(value)) for value, count in own.counts)
    equal = sum(count * other.count(value) for value, count in own.counts)
    return higher + Fraction(equal, 2)


def cliffs_delta(own: Tally, other: Tally) -> Fraction:
    """Cliff's δ = 2·U/(m·n) − 1 (Cliff 1993): of all pairs with one from each group, the share in which the own one is
    higher minus the share in which it is lower. 1 where all of the own are higher, 0 where neither group is. Raises
    ValueError where a group is empty."""
    if not own.n or not other.n:
        raise ValueError("a group is empty")
    return 2 * mann_whitney_u(own, other) / (own.n * other.n) - 1


def exact_p(own: Tally, other: Tally) -> float:
    """The two-sided p-value by permutation: of all C(m+n, m) ways to say which values are the own ones, the share with
    a rank sum at least as far from the expected one. Ranks of equal values are their mean.
    (``scipy.stats.mannwhitneyu`` with ``method="exact"`` leaves ties out of account.)"""
    ranks = doubled_ranks(own + other)
    seen = sum(count * ranks[value] for value, count in own.counts)
    return two_sided(_rank_sums(own + other, own.n), seen, _expected(own.n, other.n))


def least_p(own_n: int, pooled: Tally) -> float:
    """The smallest two-sided p-value that a group of ``own_n`` could have among these values, ``pooled`` of both
    groups: where it is above 5 %, no outcome is beyond chance. Between 0 and 1."""
    return least_two_sided(_rank_sums(pooled, own_n), _expected(own_n, pooled.n - own_n))


def normal_p(own: Tally, other: Tally, *, continuity: bool = True) -> float:
    """The two-sided p-value from the normal distribution, for larger groups: z = (|U − mn/2| − ½)/σ with
    σ² = mn/12·((N+1) − Σ(t³−t)/(N(N−1))), t being how many have the same value. ``continuity`` is the ½ (R's default).
    1 where all values are alike."""
    pairs, n = own.n * other.n, own.n + other.n
    tied = sum(count**3 - count for _, count in (own + other).counts)
    if n < 2 or tied == n**3 - n:
        return 1.0
    variance = Fraction(pairs, 12) * (n + 1 - Fraction(tied, n * (n - 1)))
    distance = abs(mann_whitney_u(own, other) - Fraction(pairs, 2))
    distance = max(distance - Fraction(1, 2), Fraction(0)) if continuity else distance
    return erfc(distance / sqrt(2 * variance))


def pairwise(groups: Sequence[Tally]) -> dict[tuple[int, int], tuple[RankTest, float]]:
    """Every two of the groups, by their places: the first against the second, with the p-value that Holm makes of it
    among all the pairs. Pairs with an empty group are left out."""
    filled = [at for at, group in enumerate(groups) if group.n]
    tests = {(i, j): mann_whitney(groups[i], groups[j]) for i, j in combinations(filled, 2)}
    adjusted = [p for p in holm([test.p for test in tests.values()]) if p is not None]
    return {pair: (test, p) for (pair, test), p in zip(tests.items(), adjusted, strict=True)}


def doubled_ranks(pooled: Tally) -> dict[int, int]:
    """Twice the rank of each value among all, 1 for the lowest; equal values share their mean rank, so that twice it
    is whole."""
    ranks, below = {}, 0
    for value, count in pooled.counts:
        ranks[value] = 2 * below + count + 1
        below += count
    return ranks


@lru_cache(maxsize=256)
def _rank_sums(pooled: Tally, own_n: int) -> dict[int, int]:
    """How many draws of ``own_n`` have each doubled rank sum. The smaller group is drawn: it is less work, and the
    larger one has what is left of the whole sum."""
    ranks = doubled_ranks(pooled)
    levels = {ranks[value]: count for value, count in pooled.counts}
    drawn = min(own_n, pooled.n - own_n)
    sums = sums_of_draws(levels, drawn)
    whole = pooled.n * (pooled.n + 1)
    return sums if drawn == own_n else {whole - total: weight for total, weight in sums.items()}


def _different_draws(pooled: Tally, take: int) -> int:
    """At most so many draws differ: the commonest value is what the others leave room for."""
    fewer = sorted(count for _, count in pooled.counts)[:-1]
    return prod(min(count, take) + 1 for count in fewer)


def _expected(own_n: int, other_n: int) -> tuple[int, int]:
    """The expected doubled rank sum m·(N+1), as a fraction."""
    return own_n * (own_n + other_n + 1), 1
