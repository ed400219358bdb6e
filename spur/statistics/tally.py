"""The tally: how many gave each value. Every reported number about grades and answers comes from tallies alone."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from spur.statistics.exact import Root


@dataclass(frozen=True, slots=True)
class Middle:
    """A median: the middle value, or the two between which an even number of answers splits."""

    low: int
    high: int

    @property
    def midpoint(self) -> Fraction:
        return Fraction(self.low + self.high, 2)


@dataclass(frozen=True)
class Tally:
    """Counts by value, and beside them the three kinds of no answer, which are never in a denominator.

    Tallies add up: ``+`` is commutative and associative with ``Tally()`` as its zero, so any split of the data over
    files or machines gives the same digits. Values are integers (points 4–1, steps of a scale, totals 8–32).
    """

    counts: tuple[tuple[int, int], ...] = ()
    missing: int = 0
    dont_know: int = 0
    not_applicable: int = 0

    @classmethod
    def of(cls, counts: Mapping[int, int], *, missing: int = 0, dont_know: int = 0, not_applicable: int = 0) -> "Tally":
        """A tally from counts by value. Raises ValueError for a negative count."""
        if any(count < 0 for count in (*counts.values(), missing, dont_know, not_applicable)):
            raise ValueError("a count is never negative")
        kept = tuple(sorted((value, count) for value, count in counts.items() if count))
        return cls(kept, missing, dont_know, not_applicable)

    @classmethod
    def of_values(cls, values: Iterable[int]) -> "Tally":
        """A tally of single values."""
        return cls.of(Counter(values))

    @classmethod
    def total(cls, tallies: Iterable["Tally"]) -> "Tally":
        """All of them added up; ``Tally()`` for none."""
        counts: Counter[int] = Counter()
        missing = dont_know = not_applicable = 0
        for tally in tallies:
            counts.update(dict(tally.counts))
            missing += tally.missing
            dont_know += tally.dont_know
            not_applicable += tally.not_applicable
        return cls.of(counts, missing=missing, dont_know=dont_know, not_applicable=not_applicable)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally.total((self, other))

    @cached_property
    def n(self) -> int:
        """How many gave a value: the denominator."""
        return sum(count for _, count in self.counts)

    @cached_property
    def asked(self) -> int:
        """Everyone: those who gave a value and those who did not."""
        return self.n + self.missing + self.dont_know + self.not_applicable

    @cached_property
    def sum(self) -> int:
        return sum(value * count for value, count in self.counts)

    def count(self, value: int) -> int:
        return dict(self.counts).get(value, 0)

    def at_least(self, value: int) -> int:
        """How many gave ``value`` or more."""
        return sum(count for step, count in self.counts if step >= value)

    def at_most(self, value: int) -> int:
        """How many gave ``value`` or less."""
        return sum(count for step, count in self.counts if step <= value)

    @property
    def mean(self) -> Fraction | None:
        """The exact mean, None when nobody gave a value."""
        return Fraction(self.sum, self.n) if self.n else None

    @property
    def population_sd(self) -> Root | None:
        """The standard deviation with divisor n, sqrt(n·Σv² − (Σv)²)/n: the 2020 report's (its printed cells are
        impossible with n − 1). None when nobody gave a value."""
        if not self.n:
            return None
        squares = sum(value * value * count for value, count in self.counts)
        return Root(Fraction(self.n * squares - self.sum**2, self.n**2))

    @property
    def median(self) -> Middle | None:
        """The middle value, or the two around an even split; None when nobody gave a value."""
        return Middle(self._nth((self.n - 1) // 2), self._nth(self.n // 2)) if self.n else None

    def share(self, count: int) -> Fraction | None:
        """``count`` of those who gave a value; None when nobody did."""
        return Fraction(count, self.n) if self.n else None

    def _nth(self, index: int) -> int:
        for value, count in self.counts:
            if index < count:
                return value
            index -= count
        raise IndexError(index)
