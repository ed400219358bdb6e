"""Which whole grades can lie behind a printed mean and a printed standard deviation?

``n`` units have a grade each, worth some points; h of them the first, and so on: a histogram. With s the sum of the
points and q the sum of their squares, the mean is s/n and D = n·q − s²; the standard deviation is √(D/n²) with divisor
n and √(D/(n(n − 1))) with n − 1. A printed number stands for a band of exact ones (``spur.statistics.printed_as``), so
s and D lie in ranges of whole numbers and the histograms can be counted out: exactly, without a float.

Small groups give themselves away: with three units or fewer, n, mean and SD at one decimal tell every grade, with five
in 86 % of all cases.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, product

from spur.statistics.printed_as import Band, Rounding

Histogram = tuple[int, ...]
"""How many have each grade, in the order of the points."""

POINTS = (4, 3, 2, 1)


class Divisor(StrEnum):
    """What the sum of squares is divided by in a standard deviation."""

    N = "n"
    N_MINUS_1 = "n-1"


@dataclass(frozen=True, slots=True)
class Convention:
    """How a mean and a standard deviation became the numbers that are printed."""

    divisor: Divisor = Divisor.N
    rounding: Rounding = Rounding.HALF_UP


CONVENTIONS = tuple(Convention(divisor, rounding) for rounding, divisor in product(Rounding, Divisor))
"""Every convention, the likeliest first: half up with n, half up with n − 1, then the same to even."""


def histograms(
    n: int, mean: Band | None, sd: Band | None, divisor: Divisor = Divisor.N, points: Sequence[int] = POINTS
) -> Iterator[Histogram]:
    """Every histogram of ``n`` grades with a mean and a standard deviation in these bands; None for what is not
    printed. ``points`` are whole numbers, no two alike. None of a single grade with divisor n − 1, which has no SD."""
    for total, squares in _moments(n, mean, sd, divisor, points):
        yield from _filled(tuple(points), n, total, squares)


def feasible_sums(
    n: int, mean: Band | None, sd: Band | None, divisor: Divisor = Divisor.N, points: Sequence[int] = POINTS
) -> frozenset[int]:
    """The sums of points that any such histogram has."""
    return frozenset(
        total for total, squares in _moments(n, mean, sd, divisor, points)
        if any(True for _ in _filled(tuple(points), n, total, squares))
    )  # fmt: skip


def only_histogram(
    n: int, mean: Band, sd: Band, divisor: Divisor = Divisor.N, points: Sequence[int] = POINTS
) -> Histogram | None:
    """The grades that a printed n, mean and SD give away; None where several histograms are printed so, or none is."""
    found = list(islice(histograms(n, mean, sd, divisor, points), 2))
    return found[0] if len(found) == 1 else None


def _moments(
    n: int, mean: Band | None, sd: Band | None, divisor: Divisor, points: Sequence[int]
) -> Iterator[tuple[int, range]]:
    """The sums of points that give the mean, each with the sums of squares that give the standard deviation."""
    least, most = min(points) * n, max(points) * n
    sums = mean.counts(n) if mean else range(least, most + 1)
    for total in range(max(sums.start, least), min(sums.stop, most + 1)) if n else ():
        yield total, _squares(n, total, sd, divisor, points)


def _squares(n: int, total: int, sd: Band | None, divisor: Divisor, points: Sequence[int]) -> range:
    """The sums of squares that give a standard deviation in the band, where the points add up to ``total``."""
    if sd is None:
        return range(n * max(each * each for each in points) + 1)
    over = n * n if divisor is Divisor.N else n * (n - 1)
    if not over:
        return range(0)
    spread = sd.squared().counts(over)  # D = n·q − s²
    return range(-(-(spread.start + total**2) // n), (spread.stop - 1 + total**2) // n + 1)


def _filled(points: tuple[int, ...], n: int, total: int, squares: range) -> Iterator[Histogram]:
    """Every way to give ``n`` these points so that they add up to ``total`` and their squares to one of ``squares``."""
    first, rest = points[0], points[1:]
    if not rest:
        if first * n == total and first * total in squares:
            yield (n,)
        return
    if len(rest) == 1:
        count, left_over = divmod(total - rest[0] * n, first - rest[0])
        if not left_over and 0 <= count <= n and first**2 * count + rest[0] ** 2 * (n - count) in squares:
            yield (count, n - count)
        return
    low, high = min(rest), max(rest)
    for count in range(n + 1):
        left, remaining = n - count, total - first * count
        if not low * left <= remaining <= high * left:
            continue
        wanted = range(squares.start - first**2 * count, squares.stop - first**2 * count)
        # of numbers from low to high: r²/l <= the sum of their squares <= (low + high)·r − low·high·l
        if remaining**2 <= (wanted.stop - 1) * left and (low + high) * remaining - low * high * left >= wanted.start:
            yield from ((count, *others) for others in _filled(rest, left, remaining, wanted))
