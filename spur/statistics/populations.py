"""What a printed rate tells of the population behind it: which numbers of inhabitants give it, and which rates no
single number can give.

``count`` posts in a population of N are ``count · per / N``, with ``per`` 100,000; that is rounded half up to some
decimals and printed. So a printed r with steps of u stands for everything from r − u/2 (included) to r + u/2 (not
included), and N is every whole number from just above ``count · per / (r + u/2)`` up to and including
``count · per / (r − u/2)``.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import floor
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

PER = 100_000


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as a source printed it; "18,0" with one decimal tells more than "18". What it was rounded from is not
    known. With ``percent`` it is a share of 1 that was printed in percent, with so many decimals of those."""

    number: Fraction
    decimals: int
    percent: bool = False

    @property
    def low(self) -> Fraction:
        """The least that is printed so, half up."""
        return self.number - self._half

    @property
    def beyond(self) -> Fraction:
        """The least above it that is printed as the next."""
        return self.number + self._half

    @property
    def _half(self) -> Fraction:
        return Fraction(1, 2 * 10**self.decimals * (100 if self.percent else 1))


@dataclass(frozen=True, slots=True)
class Span:
    """The whole numbers from ``low`` to ``high``, both included; without an upper end where ``high`` is None. There are
    none where ``high`` is below ``low``."""

    low: int
    high: int | None = None

    @property
    def empty(self) -> bool:
        return self.high is not None and self.high < self.low

    def __contains__(self, number: int) -> bool:
        return self.low <= number and (self.high is None or number <= self.high)

    def __and__(self, other: "Span") -> "Span":
        highs = [high for high in (self.high, other.high) if high is not None]
        return Span(max(self.low, other.low), min(highs, default=None))

    def __add__(self, other: "Span") -> "Span":
        """What a number of this and a number of the other add up to."""
        high = None if self.high is None or other.high is None else self.high + other.high
        return Span(self.low + other.low, high)


ANY = Span(1)


def allowed(count: int, rate: Printed, per: int = PER) -> Span:
    """Every population in which ``count`` is printed as ``rate``."""
    if count == 0:
        return ANY if rate.low <= 0 else Span(1, 0)
    high = floor(count * per / rate.low) if rate.low > 0 else None
    return Span(max(floor(count * per / rate.beyond) + 1, 1), high)


def shared(spans: Iterable[Span]) -> Span:
    """What all of them hold; of none, every population."""
    common = ANY
    for span in spans:
        common &= span
    return common


def contradictions(spans: Mapping[Key, Span]) -> list[tuple[Key, Key]]:
    """The pairs that have no number in common, in the mapping's order. Where no two contradict each other, all have one
    in common (Helly's theorem on a line), unless one is empty by itself."""
    return [(a, b) for a, b in combinations(spans, 2) if (spans[a] & spans[b]).empty]


def largest_agreeing(spans: Mapping[Key, Span]) -> list[tuple[Key, ...]]:
    """Every largest set of keys whose spans share a number, in the mapping's order. Those outside it are the fewest to
    doubt; where there are several such sets, the numbers do not tell which."""
    lows = dict.fromkeys(span.low for span in spans.values())  # a largest set's common numbers begin at one of these
    sets = dict.fromkeys(tuple(key for key, span in spans.items() if low in span) for low in lows)
    most = max(map(len, sets), default=0)
    return [keys for keys in sets if len(keys) == most > 0]
