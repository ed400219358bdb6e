"""What a printed number tells of those it is about: between which whole numbers of people its exact value must lie.

A count k is k. A percent P of N is from ⌈(2P − 1)N/200⌉ to ⌈(2P + 1)N/200⌉ − 1, a mean of m tenths a sum of points from
⌈(2m − 1)N/20⌉ to ⌈(2m + 1)N/20⌉ − 1, "at most t" from 0 to t; with other roundings likewise, each a band of numbers
(:class:`~spur.statistics.printed_as.Band`). Standard deviations are not sums: the distributions that give them are
counted out.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from math import ceil, floor

from spur.disclosure.attack.puzzle import Known, OneOf, Sum, Term
from spur.statistics.grades_feasible import histograms
from spur.statistics.printed_as import Band

DIGITS = 12
"""Of an unrounded value in figures.csv (significant ones)."""

MOST_PEOPLE, MOST_DISTRIBUTIONS = 30, 3_000
"""Distributions behind a standard deviation are counted out up to so many people and distributions; beyond, the mean
and the sum of squares are bounded, which is a little less than could be known."""

_WIDEST = 2_000
"""No weight of a sum is larger than this times a number of people: the solver reckons in floats."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Those whom a printed number is about: ``given`` are all answers that count, ``n`` how many gave one; None where
    that is not known."""

    units: frozenset[str]
    given: frozenset[str]
    n: int | None


@lru_cache(maxsize=65_536)
def as_written(text: str) -> Band:
    """The numbers that are written so, as the value of a figure that is no count: with twelve significant digits."""
    number = Fraction(text)
    half = Fraction(1, 2) * Fraction(10) ** (Decimal(text).adjusted() - DIGITS + 1) if number else Fraction(0)
    return Band(number - half, number + half)


def as_shown(number: Fraction, decimals: int) -> Band:
    """The numbers that are shown so, rounded half away from zero."""
    if number >= 0:
        return Band.of(number, decimals)
    half = Fraction(1, 2 * 10**decimals)
    return Band(number - half, number + half, False, True)


def counted(asked: Asked, answers: Collection[str], number: int) -> Sum:
    """``number`` of them gave one of these answers."""
    return Sum.of(asked.units, answers, number, number)


def at_most(asked: Asked, answers: Collection[str], number: int) -> Sum:
    """``number`` of them gave one of these answers, or fewer."""
    return Sum.of(asked.units, answers, None, number)


def share(asked: Asked, answers: Collection[str], band: Band) -> list[Known]:
    """The share who gave one of these answers lies in the band."""
    return mean(asked, dict.fromkeys(answers, 1), band)


def mean(asked: Asked, points: Mapping[str, int], band: Band) -> list[Known]:
    """The mean of what their answers are worth lies in the band; an answer that has no points is worth none."""
    terms = tuple(Term(asked.units, frozenset({answer}), worth) for answer, worth in points.items())
    if asked.n is not None:
        sums = band.counts(asked.n)
        return [_between(terms, sums)]
    # low <= Σ/n and Σ/n <= high, each times n and a common denominator, with n a sum of people too
    low, high = (_coarse(band.low, floor), _coarse(band.high, ceil))
    ends = []
    for end, sign, exact in (
        (low, 1, band.low == low and not band.low_in),
        (high, -1, band.high == high and not band.high_in),
    ):
        scaled = (Term(term.units, term.answers, sign * term.weight * end.denominator) for term in terms)
        ends.append(Sum((*scaled, Term(asked.units, asked.given, -sign * end.numerator)), int(exact), None))
    return [*ends]


def spread(asked: Asked, points: Mapping[str, int], of_mean: Band, of_sd: Band) -> list[Known]:
    """The mean and the standard deviation (with divisor n) of what their answers are worth lie in these bands."""
    told = mean(asked, points, of_mean)
    n = asked.n
    if n is None or not n:
        return told
    squares = tuple(Term(asked.units, frozenset({answer}), worth * worth) for answer, worth in points.items())
    sums = of_mean.counts(n)
    over = of_sd.squared().counts(n * n)  # D = n·q − s²
    if len(sums) == len(over) == 1:
        return [*told, _between(squares, _multiple(over[0] + sums[0] ** 2, n))]
    if n <= MOST_PEOPLE:
        each = {worth: [a for a in points if points[a] == worth] for worth in points.values()}
        if all(len(answers) == 1 for answers in each.values()):
            found = tuple(islice(histograms(n, of_mean, of_sd, points=tuple(each)), MOST_DISTRIBUTIONS + 1))
            if len(found) <= MOST_DISTRIBUTIONS:
                return [OneOf(asked.units, tuple(answers[0] for answers in each.values()), found)]
    if not sums or not over:
        return [_between(squares, range(0))]
    low, high = over[0] + min(s * s for s in (sums[0], sums[-1])), over[-1] + max(s * s for s in (sums[0], sums[-1]))
    return [*told, _between(squares, range(-(-low // n), high // n + 1))]


def _between(terms: tuple[Term, ...], numbers: range) -> Sum:
    """From the first to the last of these numbers; impossible where there is none."""
    return Sum(terms, numbers[0], numbers[-1]) if numbers else Sum(terms, 1, 0)


def _multiple(number: int, n: int) -> range:
    """A sum of squares of which ``number`` is n times; none where that is no whole number."""
    return range(number // n, number // n + 1) if number % n == 0 else range(0)


def _coarse(number: Fraction, towards: Callable[[Fraction], int]) -> Fraction:
    """A number with a small denominator, not inside of where it was."""
    return number if number.denominator <= _WIDEST else Fraction(towards(number * _WIDEST), _WIDEST)
