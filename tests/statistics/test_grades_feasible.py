"""Which whole grades lie behind a printed mean and spread: against trying them all, and against the 2020 report."""

from collections import Counter
from fractions import Fraction
from itertools import product
from math import isqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spur.statistics.exact import Root, round_half_up
from spur.statistics.feasible import counts_of, pooled_shares
from spur.statistics.grades_feasible import (
    CONVENTIONS,
    Convention,
    Divisor,
    feasible_sums,
    histograms,
    only_histogram,
)
from spur.statistics.printed_as import Band, Rounding

POINTS = (4, 3, 2, 1)
histogram_of = st.tuples(*[st.integers(0, 14)] * 4).filter(any)
conventions = st.sampled_from(CONVENTIONS)


def mean_and_variance(histogram: tuple[int, ...], divisor: Divisor) -> tuple[Fraction, Fraction | None]:
    n = sum(histogram)
    total = sum(map(int.__mul__, histogram, POINTS))
    squares = sum(count * point**2 for count, point in zip(histogram, POINTS, strict=True))
    over = n * n if divisor is Divisor.N else n * (n - 1)
    return Fraction(total, n), Fraction(n * squares - total**2, over) if over else None


def printed(number: Fraction | Root, decimals: int, rounding: Rounding) -> Fraction:
    """A number as a report prints it; Python's round of a Fraction is half to even, and exact."""
    if isinstance(number, Root):
        root = Fraction(isqrt(number.square.numerator), isqrt(number.square.denominator))
        if root**2 != number.square:
            return round_half_up(number, decimals)  # no halfway number
        number = root
    return Fraction(round(number, decimals)) if rounding is Rounding.HALF_EVEN else round_half_up(number, decimals)


def bands(histogram: tuple[int, ...], convention: Convention, decimals: int = 1) -> tuple[Band, Band | None]:
    mean, variance = mean_and_variance(histogram, convention.divisor)
    rounding = convention.rounding
    sd = None if variance is None else Band.of(printed(Root(variance), decimals, rounding), decimals, rounding)
    return Band.of(printed(mean, decimals, rounding), decimals, rounding), sd


@given(histogram_of, conventions, st.integers(0, 2))
def test_whatever_real_grades_are_printed_as_can_be_had(
    histogram: tuple[int, ...], convention: Convention, decimals: int
) -> None:
    mean, sd = bands(histogram, convention, decimals)
    if sd is not None:
        assert histogram in set(histograms(sum(histogram), mean, sd, convention.divisor))


@pytest.mark.parametrize("convention", CONVENTIONS)
@pytest.mark.parametrize("n", range(1, 7))
def test_it_agrees_with_trying_every_histogram(n: int, convention: Convention) -> None:
    every = [each for each in product(range(n + 1), repeat=4) if sum(each) == n]
    by_printed: dict[tuple[Band, Band | None], set[tuple[int, ...]]] = {}
    for histogram in every:
        by_printed.setdefault(bands(histogram, convention), set()).add(histogram)
    steps = [Fraction(step, 10) for step in range(10, 41)], [Fraction(step, 10) for step in range(22)]
    for mean, sd in product(*steps):
        cell = Band.of(mean, 1, convention.rounding), Band.of(sd, 1, convention.rounding)
        assert set(histograms(n, *cell, convention.divisor)) == by_printed.get(cell, set()), (mean, sd)


@pytest.mark.parametrize("n", [1, 2, 5])
def test_points_of_any_kind(n: int) -> None:
    """The scale of four grades is the commonest, not the only one."""
    for points in ((1,), (0, 1), (5, 4, 3, 2, 1), (10, 4, 0)):
        found = set(histograms(n, None, None, points=points))
        assert found == {each for each in product(range(n + 1), repeat=len(points)) if sum(each) == n}


def test_no_units_have_no_grades() -> None:
    assert list(histograms(0, Band.of(Fraction(3), 1), None)) == []
    assert list(histograms(1, Band.of(Fraction(3), 1), Band.of(Fraction(0), 1), Divisor.N_MINUS_1)) == []


# the report of 2020


@pytest.fixture
def cells(published: dict) -> dict[tuple[str, str], tuple[int, Fraction, Fraction]]:
    sizes = published["table_2_units"]
    return {
        (group, area): (sizes[group], Fraction(str(cell["mean"])), Fraction(str(cell["sd"])))
        for group, areas in published["figures_8_9_groups"].items()
        for area, cell in areas.items()
    }


def possible(cell: tuple[int, Fraction, Fraction], convention: Convention) -> bool:
    n, mean, sd = cell
    rounding = convention.rounding
    found = histograms(n, Band.of(mean, 1, rounding), Band.of(sd, 1, rounding), convention.divisor)
    return any(True for _ in found)


def test_the_report_of_2020_divided_by_n_and_rounded_half_up(cells) -> None:
    ways = Counter(tuple(possible(cell, Convention(divisor)) for divisor in Divisor) for cell in cells.values())
    assert ways == {(True, True): 31, (True, False): 17}
    to_even = Convention(rounding=Rounding.HALF_EVEN)
    assert [key for key, cell in cells.items() if not possible(cell, to_even)] == [
        ("enskilda-bas", "B"),  # 13/4, printed 3,3
        ("enskilda-bas", "E"),  # 9/4, printed 2,3
    ]


def test_most_of_its_cells_give_every_grade_away(cells) -> None:
    found = {key: only_histogram(n, Band.of(mean, 1), Band.of(sd, 1)) for key, (n, mean, sd) in cells.items()}
    assert sum(each is not None for each in found.values()) == 38
    assert found["diagnostik", "E"] == (3, 1, 1, 0)
    assert found["enskilda-bas", "D"] is None  # two solutions


def test_at_most_nineteen_units_of_general_practice_can_have_c_in_area_d(cells) -> None:
    n, mean, sd = cells["allmanmedicin", "D"]
    assert max(each[2] for each in histograms(n, Band.of(mean, 1), Band.of(sd, 1))) == 19


def test_the_sums_of_medicine_are_the_areas_sums(cells) -> None:
    own = [cells["medicin", area] for area in "ABCDEFGH"]
    sums = [feasible_sums(n, Band.of(mean, 1), Band.of(sd, 1)) for n, mean, sd in own]
    assert sum(map(min, sums)) == sum(map(max, sums)) == 316


# bands and shares


@given(st.integers(0, 60), st.integers(0, 2), st.sampled_from(Rounding), st.fractions(0, 7, max_denominator=400))
def test_a_band_holds_what_is_printed_as_its_number(
    step: int, decimals: int, rounding: Rounding, exact: Fraction
) -> None:
    number = Fraction(step, 10**decimals)
    assert (exact in Band.of(number, decimals, rounding)) == (printed(exact, decimals, rounding) == number)


@given(st.integers(0, 60), st.sampled_from(Rounding), st.integers(1, 40))
def test_the_counts_of_a_band(step: int, rounding: Rounding, n: int) -> None:
    band = Band.of(Fraction(step, 10), 1, rounding)
    assert list(band.counts(n)) == [count for count in range(-n, 8 * n) if Fraction(count, n) in band]


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 6)), min_size=1, max_size=3))
def test_pooled_shares_are_the_least_and_the_largest_of_all(groups: list[tuple[int, int]]) -> None:
    answered = [
        [(n, own) for n in range(1, most + 1) if (own := counts_of(percent, n))] for percent, most in groups
    ]  # fmt: skip
    every = [
        Fraction(sum(count for count, _ in chosen), sum(n for _, n in chosen))
        for chosen in product(*([(count, n) for n, own in group for count in own] for group in answered))
        if chosen
    ]
    assert pooled_shares(answered) == ((min(every), max(every)) if every else None)
