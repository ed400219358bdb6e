"""Which counts can lie behind printed whole percents? Exact, for percents that were rounded half up."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import ceil


def counts_of(percent: int, n: int) -> range:
    """The counts of ``n`` whose share is printed as this whole percent; empty where there is none (85 % of 7)."""
    low, high = Fraction(2 * percent - 1, 200) * n, Fraction(2 * percent + 1, 200) * n
    return range(max(ceil(low), 0), min(ceil(high), n + 1))  # half up: the lower end counts as this percent


def whole_counts(percents: Sequence[int], n: int) -> tuple[int, ...] | None:
    """Counts that add up to ``n`` and are printed as these percents (of several such, the one with the first counts as
    large as may be); None where there are none. For a question to which everybody chose one option."""
    possible = [counts_of(percent, n) for percent in percents]
    if not all(possible) or not sum(p[0] for p in possible) <= n <= sum(p[-1] for p in possible):
        return None
    counts = [p[0] for p in possible]
    for index, each in enumerate(possible):
        counts[index] += min(each[-1] - each[0], n - sum(counts))
    return tuple(counts)


Answered = tuple[int, range]
"""A number of answers, and the counts of them that are printed as a certain share."""


def pooled_shares(groups: Sequence[Sequence[Answered]]) -> tuple[Fraction, Fraction] | None:
    """The smallest and the largest share of all groups together, where each group's share is printed and its number of
    answers may be any of several; None where a group has no possible number.

    Dinkelbach's steps make Σk/Σn as small as can be: with a share λ, each group by itself makes k − λ·n smallest; what
    they then give together is the next λ.
    """
    if not groups or not all(groups):
        return None
    ends = [[(count, n) for n, counts in group for count in (counts[0], counts[-1])] for group in groups]

    def extreme(sign: int) -> Fraction:
        share, better = Fraction(sign < 0), Fraction(sign > 0)
        while share != better:
            share = better
            chosen = [_farthest(share, own, sign) for own in ends]
            better = Fraction(sum(count for count, _ in chosen), sum(n for _, n in chosen))
        return share

    return extreme(1), extreme(-1)


def _farthest(share: Fraction, answered: Iterable[tuple[int, int]], sign: int) -> tuple[int, int]:
    """The count and n that lie farthest below a share (with sign −1, above it), in people."""
    return min(answered, key=lambda each: sign * (each[0] - share * each[1]))
