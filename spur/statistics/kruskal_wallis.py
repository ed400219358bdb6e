"""Several groups on a scale that has an order: do they differ more than chance alone would make them?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import comb, lcm, prod
from typing import TYPE_CHECKING, Any

from spur.statistics.rank_tests import doubled_ranks, mann_whitney
from spur.statistics.tally import Tally

if TYPE_CHECKING:
    import numpy as np

ENUMERATED_UP_TO = 200_000
"""With so many ways to divide the values between the groups all are counted; with more they are drawn."""

DRAWS, SEED = 99_999, 2020


@dataclass(frozen=True, slots=True)
class KruskalWallis:
    """``h`` is the exact H, ``df`` the number of groups less one. ``p`` comes from all divisions of the values, or from
    ``draws`` of them (0 where all were counted): it is then certain to ± 2·√(p(1−p)/draws). ``least`` is the smallest
    p-value that any outcome could have, None where that was not reckoned."""

    h: Fraction
    df: int
    p: float
    draws: int
    least: float | None


@lru_cache(maxsize=1024)
def kruskal_wallis(groups: tuple[Tally, ...]) -> KruskalWallis | None:
    """Kruskal's and Wallis' test (1952) by permutation. H = [12/(N(N+1))·Σ R²/n − 3(N+1)] / (1 − Σ(t³−t)/(N³−N)), where
    R is a group's rank sum and t how many have the same value.

    p is the share of the divisions of the values between groups of these sizes with an H at least as large: of all of
    them where they are at most 200,000, else of 99,999 that are drawn, counting the one that was seen
    ((1 + larger) / (1 + drawn)). The draws come from a fixed seed through whole numbers, and so are the same on every
    computer. Two groups are compared as :func:`mann_whitney` does, which asks the same.

    Empty groups are left out; None where fewer than two are left. H = 0 and p = 1 where all values are alike.
    """
    # in an order of their own, so that the same draws are made however the groups are listed; the largest last
    filled = sorted((group for group in groups if group.n), key=lambda group: (group.n, group.counts))
    if len(filled) < 2:
        return None
    pooled = Tally.total(filled)
    h, df = _h(filled, pooled), len(filled) - 1
    if len(pooled.counts) == 1:
        return KruskalWallis(h, df, 1.0, 0, 1.0)
    if df == 1:
        pair = mann_whitney(*filled)
        return KruskalWallis(h, df, pair.p, 0, pair.least)
    sizes = [group.n for group in filled]
    levels = [count for _, count in pooled.counts]
    ranks = list(doubled_ranks(pooled).values())
    seen = [_rank_sum(group, pooled) for group in filled]
    if divisions(sizes) <= ENUMERATED_UP_TO:
        spreads = _every_spread(sizes, levels, ranks)
        own = _spread(seen, sizes, lcm(*sizes))
        p, least = (_share_from(spreads, least) for least in (own, max(spreads)))
        return KruskalWallis(h, df, p, 0, least)
    as_far = _as_far(_drawn(sizes, levels, ranks), seen, sizes)
    return KruskalWallis(h, df, (1 + as_far) / (1 + DRAWS), DRAWS, None)


def divisions(sizes: Sequence[int]) -> int:
    """In how many ways so many values can be divided between groups of these sizes: N! / Π n!."""
    return prod(comb(sum(sizes[: at + 1]), size) for at, size in enumerate(sizes))


def _h(groups: Sequence[Tally], pooled: Tally) -> Fraction:
    n = pooled.n
    tied = sum(count**3 - count for _, count in pooled.counts)
    if tied == n**3 - n:
        return Fraction(0)
    squares = sum((Fraction(_rank_sum(group, pooled) ** 2, 4 * group.n) for group in groups), Fraction(0))
    return (12 * squares / (n * (n + 1)) - 3 * (n + 1)) / (1 - Fraction(tied, n**3 - n))


def _rank_sum(group: Tally, pooled: Tally) -> int:
    """Twice the rank sum."""
    ranks = doubled_ranks(pooled)
    return sum(count * ranks[value] for value, count in group.counts)


def _spread(rank_sums: Sequence[int], sizes: Sequence[int], scale: int) -> int:
    """Σ R²/n times a number that all sizes divide: grows with H, and is whole."""
    return sum(total * total * (scale // size) for total, size in zip(rank_sums, sizes, strict=True))


def _every_spread(sizes: Sequence[int], levels: Sequence[int], ranks: Sequence[int]) -> dict[int, int]:
    """Every spread that a division of the values can have, and how many divisions have it. Group after group takes
    its share of each level; what is left of the levels is all that the next one needs to know."""
    scale = lcm(*sizes)
    states: dict[tuple[tuple[int, ...], int], int] = {(tuple(levels), 0): 1}
    for size in sizes:
        grown: dict[tuple[tuple[int, ...], int], int] = {}
        for (left, spread), weight in states.items():
            for taken in _shares_out(size, left):
                total = sum(count * rank for count, rank in zip(taken, ranks, strict=True))
                after = tuple(have - count for have, count in zip(left, taken, strict=True))
                key = (after, spread + _spread([total], [size], scale))
                ways = prod(comb(have, count) for have, count in zip(left, taken, strict=True))
                grown[key] = grown.get(key, 0) + weight * ways
        states = grown
    spreads: dict[int, int] = {}
    for (_, spread), weight in states.items():
        spreads[spread] = spreads.get(spread, 0) + weight
    return spreads


def _shares_out(take: int, levels: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Every way to take so many, told by how many of each level."""
    if len(levels) == 1:
        if take <= levels[0]:
            yield (take,)
        return
    for first in range(max(take - sum(levels[1:]), 0), min(take, levels[0]) + 1):
        for others in _shares_out(take - first, levels[1:]):
            yield (first, *others)


def _share_from(spreads: dict[int, int], least: int) -> float:
    return sum(weight for spread, weight in spreads.items() if spread >= least) / sum(spreads.values())


def _drawn(sizes: Sequence[int], levels: Sequence[int], ranks: Sequence[int]) -> "list[np.ndarray]":
    """Each group's doubled rank sum in every draw. One value after the other is drawn from those that are left, without
    putting any back: multivariate hypergeometric tables. The raw numbers of PCG64 do not change with numpy's versions,
    as those of its distributions may."""
    import numpy as np

    bits = np.random.PCG64(SEED)
    place_type: type[np.signedinteger[Any]] = np.int16 if sum(sizes) < 2**15 else np.int64  # twice as fast
    left = np.repeat(np.array(levels, dtype=place_type)[:, None], DRAWS, axis=1)
    values_left, rank_sums = sum(sizes), []
    for size in sizes[:-1]:
        rank_sum = np.zeros(DRAWS, dtype=np.int64)
        for _ in range(size):
            upper = bits.random_raw(DRAWS) >> np.uint64(32)  # 32 random bits, to a whole number below values_left
            place = (upper * np.uint64(values_left) >> np.uint64(32)).astype(place_type)
            for level, rank in enumerate(ranks):
                here = (place >= 0) & (place < left[level])
                place -= left[level]
                left[level] -= here
                rank_sum += rank * here
            values_left -= 1
        rank_sums.append(rank_sum)
    last = sum(sizes) * (sum(sizes) + 1) - np.sum(rank_sums, axis=0)  # has what is left
    return [*rank_sums, last]


def _as_far(rank_sums: "Sequence[np.ndarray]", seen: Sequence[int], sizes: Sequence[int]) -> int:
    """In how many of the draws Σ R²/n is at least as large as what was seen: in floats, in which equals may differ by
    one part in 10¹⁵."""
    own = sum(total * total / size for total, size in zip(seen, sizes, strict=True))
    spreads = sum(total * total / size for total, size in zip(rank_sums, sizes, strict=True))
    return int((spreads >= own * (1 - 1e-12)).sum())
