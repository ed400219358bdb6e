"""The same units twice: have more of them risen than fallen? Units that are as they were tell neither way."""

from collections import Counter
from collections.abc import Iterable
from math import comb


def mcnemar_mid_p(risen: int, fallen: int) -> float:
    """McNemar's exact test with the mid-p, two-sided: were rising and falling equally likely, the probability of a
    count less probable than the one that was seen, and half of that of the seen. ``risen`` units have come to the line
    and ``fallen`` have left it; 2·P(X ≤ min) − P(X = min), X binomial with n = risen + fallen and ½. 1 where none
    moved."""
    fewest, moved = _moved(risen, fallen)
    return (2 * _at_most(fewest, moved) - comb(moved, fewest)) / (1 << moved)


def signed_rank_p(changes: Iterable[int]) -> float:
    """Wilcoxon's signed rank test, exact and two-sided: were each change as likely to have gone the other way, the
    probability of ranks of the risen that lie at least as far from their middle as the seen ones.

    ``changes`` are the units' grades now minus then, in points. Those of 0 are dropped; equal sizes share their middle
    rank. In whole numbers (ranks are doubled), by size instead of by unit: a few sizes and hundreds of units cost
    nothing. 1 where nothing has changed.
    """
    told = [change for change in changes if change]
    sizes = Counter(abs(change) for change in told)
    rank, below = {}, 0  # doubled middle ranks
    for size in sorted(sizes):
        rank[size] = 2 * below + sizes[size] + 1
        below += sizes[size]
    seen = sum(rank[change] for change in told if change > 0)
    ways = {0: 1}  # by the doubled rank sum of the risen: how many of the 2^n ways of rising and falling have it
    for size, count in sizes.items():
        further: Counter[int] = Counter()
        for reached, own in ways.items():
            for risen in range(count + 1):
                further[reached + risen * rank[size]] += own * comb(count, risen)
        ways = further
    middle = sum(rank[size] * count for size, count in sizes.items())  # twice the mean of the sums
    distance = abs(2 * seen - middle)
    return sum(own for reached, own in ways.items() if abs(2 * reached - middle) >= distance) / (1 << len(told))


def _moved(risen: int, fallen: int) -> tuple[int, int]:
    if min(risen, fallen) < 0:
        raise ValueError(f"no counts: {risen} and {fallen}")
    return min(risen, fallen), risen + fallen


def _at_most(count: int, n: int) -> int:
    """In how many of 2^n ways at most ``count`` of n rise."""
    return sum(comb(n, k) for k in range(count + 1))
