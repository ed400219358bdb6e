"""Which exact numbers can lie behind a printed one? That depends on how halves are rounded, which nobody prints."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor


class Rounding(StrEnum):
    """Where a number halfway between two printable ones goes: to the larger, or to the one with an even last digit (as
    Python and R round)."""

    HALF_UP = "half-up"
    HALF_EVEN = "half-even"


@dataclass(frozen=True, slots=True)
class Band:
    """The exact numbers from ``low`` to ``high``; whether each end belongs to them."""

    low: Fraction
    high: Fraction
    low_in: bool = True
    high_in: bool = True

    @classmethod
    def of(cls, number: Fraction, decimals: int, rounding: Rounding = Rounding.HALF_UP) -> "Band":
        """What is printed as ``number`` with so many decimals. For numbers >= 0, as all are that this is asked of."""
        half = Fraction(1, 2 * 10**decimals)
        if rounding is Rounding.HALF_UP:
            return cls(number - half, number + half, True, False)
        even = int(number * 10**decimals) % 2 == 0
        return cls(number - half, number + half, even, even)

    def __contains__(self, number: Fraction | int) -> bool:
        above = number > self.low or (self.low_in and number == self.low)
        return above and (number < self.high or (self.high_in and number == self.high))

    def meets(self, other: "Band") -> bool:
        """Whether any number lies in both."""
        first, last = (self, other) if (self.high, self.high_in) <= (other.high, other.high_in) else (other, self)
        return first.high > last.low or (first.high == last.low and first.high_in and last.low_in)

    def counts(self, n: int) -> range:
        """The whole numbers that are a number of this band times ``n``: sums of n values with a mean of it, counts of n
        people with a share of it."""
        low, high = self.low * n, self.high * n
        first = ceil(low) + (not self.low_in and low.denominator == 1)
        last = floor(high) - (not self.high_in and high.denominator == 1)
        return range(first, last + 1)

    def over(self, number: int) -> "Band":
        """Each of its numbers divided by another: percents as shares with 100."""
        return Band(self.low / number, self.high / number, self.low_in, self.high_in)

    def squared(self) -> "Band":
        """The squares of its numbers, of those that are not negative."""
        if self.low < 0:
            return Band(Fraction(0), self.high**2, True, self.high_in)
        return Band(self.low**2, self.high**2, self.low_in, self.high_in)
