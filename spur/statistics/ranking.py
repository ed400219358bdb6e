"""Ranks, as the 2020 report gives them: on the mean as it is shown, the best first, ties sharing the better place."""

from collections.abc import Mapping
from fractions import Fraction
from typing import TypeVar

from spur.statistics.exact import Exact, round_half_up

Key = TypeVar("Key")


def rank_shown(numbers: Mapping[Key, Exact], decimals: int) -> dict[Key, int]:
    """The place of each number once rounded to ``decimals``, 1 for the largest; equals share a place and the next is
    skipped ("1224"). 2020 report, Figure 6: areas E, G and H share place 6 though their exact means differ."""
    shown: dict[Key, Fraction] = {key: round_half_up(number, decimals) for key, number in numbers.items()}
    return {key: 1 + sum(other > own for other in shown.values()) for key, own in shown.items()}
