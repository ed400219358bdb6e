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


def largest_n(percents: Sequence[int], most: int) -> int | None:
    """The largest number of answers, at most ``most``, of which whole counts are printed as these percents; None where
    no number of answers gives them, as with two options of 50 and 49 %."""
    return next((n for n in range(most, 0, -1) if whole_counts(percents, n) is not None), None)


def largest_n_of_several(percents: Iterable[int], most: int) -> int | None:
    """The same where a person may choose several options, so that the counts need not add up."""
    told = tuple(percents)
    return next((n for n in range(most, 0, -1) if all(counts_of(percent, n) for percent in told)), None)
