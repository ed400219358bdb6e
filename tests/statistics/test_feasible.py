"""Which counts can lie behind printed percents: against trying them all."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spur.statistics.feasible import counts_of, whole_counts


def half_up(count: int, n: int) -> int:
    return (200 * count + n) // (2 * n)


@given(st.integers(0, 100), st.integers(1, 80))
def test_the_counts_of_a_percent_are_those_that_are_printed_as_it(percent: int, n: int) -> None:
    assert [*counts_of(percent, n)] == [count for count in range(n + 1) if half_up(count, n) == percent]


@given(st.lists(st.integers(0, 100), min_size=1, max_size=3), st.integers(1, 14))
def test_whole_counts_are_found_exactly_where_there_are_any(percents: list[int], n: int) -> None:
    possible = [
        counts
        for counts in product(range(n + 1), repeat=len(percents))
        if sum(counts) == n and [half_up(count, n) for count in counts] == percents
    ]
    assert (whole_counts(percents, n) in possible) if possible else whole_counts(percents, n) is None


@pytest.mark.parametrize(("percent", "n", "counts"), [(85, 7, []), (86, 7, [6]), (32, 74, [24]), (100, 6, [6])])
def test_the_answer_rates_of_the_survey_on_career_models(percent: int, n: int, counts: list[int]) -> None:
    """85 % of 7 regions is what no whole number is: 6 of 7 is 85,7 %."""
    assert [*counts_of(percent, n)] == counts
