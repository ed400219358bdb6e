"""Who is highest and who is lowest."""

from collections.abc import Mapping
from typing import TypeVar

from spur.statistics.exact import Exact
from spur.statistics.ranking import rank_shown

Key = TypeVar("Key")


def ends(numbers: Mapping[Key, Exact], decimals: int, named: int = 1) -> tuple[list[Key], list[Key]]:
    """Those with the ``named`` highest numbers, the highest first, and those with as many of the lowest, the lowest
    first, by the numbers as they are shown (to so many decimals): all that share the last of these places are there, in
    their own order. Fewer are named where the two would meet; none where all are alike."""
    ranks = rank_shown(numbers, decimals)
    best_first = sorted(ranks, key=lambda key: ranks[key])
    for n in range(min(named, len(ranks)), 0, -1):
        first, last = ranks[best_first[n - 1]], ranks[best_first[-n]]
        if first < last:
            worst_first = sorted(ranks, key=lambda key: -ranks[key])
            return [k for k in best_first if ranks[k] <= first], [k for k in worst_first if ranks[k] >= last]
    return [], []
