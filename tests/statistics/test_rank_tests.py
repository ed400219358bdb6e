"""Grades of two and more groups: against lists of every permutation, and what must hold of any groups."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, permutations
from math import comb, isclose, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spur.statistics import kruskal_wallis as kruskal
from spur.statistics.kruskal_wallis import DRAWS, divisions, kruskal_wallis
from spur.statistics.rank_tests import (
    cliffs_delta,
    exact_p,
    least_p,
    mann_whitney,
    mann_whitney_u,
    normal_p,
    pairwise,
)
from spur.statistics.tally import Tally
from spur.statistics.trend import cochran_armitage
from tests.statistics.oracles.ordinal import chi2_p

few_grades = st.lists(st.integers(1, 4), min_size=1, max_size=5)
grades = st.lists(st.integers(1, 4), min_size=1, max_size=40)
positive_of = st.integers(0, 4).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def of(*abcd: int) -> Tally:
    return Tally.of({4 - at: count for at, count in enumerate(abcd)})


def ranks(values: Sequence[int]) -> list[float]:
    return [sum(other < own for other in values) + (sum(other == own for other in values) + 1) / 2 for own in values]


def ways_to_choose(own: Sequence[int], other: Sequence[int]) -> tuple[float, list[float]]:
    """The rank sum's distance from the expected one, as seen and in every choice of the own values."""
    ranked = ranks([*own, *other])
    expected = len(own) * (len(ranked) + 1) / 2
    chosen = [abs(sum(choice) - expected) for choice in combinations(ranked, len(own))]
    return abs(sum(ranked[: len(own)]) - expected), chosen


@given(few_grades, few_grades)
def test_the_exact_p_is_that_of_a_list_of_every_choice(own: list[int], other: list[int]) -> None:
    seen, chosen = ways_to_choose(own, other)
    p = exact_p(Tally.of_values(own), Tally.of_values(other))
    assert isclose(p, sum(distance >= seen - 1e-9 for distance in chosen) / len(chosen))
    farthest = sum(distance >= max(chosen) - 1e-9 for distance in chosen) / len(chosen)
    assert isclose(least_p(len(own), Tally.of_values([*own, *other])), farthest)


@given(grades, grades)
def test_u_and_delta_count_the_pairs_and_are_mirrored(own: list[int], other: list[int]) -> None:
    first, second = Tally.of_values(own), Tally.of_values(other)
    pairs = [(a > b) - (a < b) for a in own for b in other]
    assert mann_whitney_u(first, second) == sum(Fraction(sign + 1, 2) for sign in pairs)
    assert cliffs_delta(first, second) == Fraction(sum(pairs), len(pairs))
    assert mann_whitney_u(first, second) + mann_whitney_u(second, first) == len(pairs)
    assert mann_whitney(first, second).reversed == mann_whitney(second, first)


@given(grades, grades, st.integers(0, 40))
def test_split_tallies_give_what_joined_ones_give(own: list[int], other: list[int], at: int) -> None:
    whole, against = Tally.of_values(own), Tally.of_values(other)
    joined = Tally.of_values(own[at:]) + Tally.of_values(own[:at])
    assert mann_whitney(joined, against) == mann_whitney(whole, against)
    assert kruskal_wallis((joined, against)) == kruskal_wallis((whole, against))


@given(grades, grades)
def test_p_values_lie_between_the_least_and_one(own: list[int], other: list[int]) -> None:
    test = mann_whitney(Tally.of_values(own), Tally.of_values(other))
    assert test.least is not None
    assert min(2 / comb(len(own) + len(other), len(own)), 1) <= 2 * test.least * (1 + 1e-12), "were none alike"
    assert 0 < test.least <= test.p <= 1
    assert 0 <= normal_p(Tally.of_values(own), Tally.of_values(other)) <= 1


def test_with_all_values_alike_nothing_can_be_seen() -> None:
    alike = mann_whitney(of(0, 3, 0, 0), of(0, 9, 0, 0))
    assert (alike.delta, alike.p, alike.least) == (0, 1, 1)
    assert normal_p(of(0, 3, 0, 0), of(0, 9, 0, 0)) == 1
    several = kruskal_wallis((of(0, 3, 0, 0), of(0, 9, 0, 0), of(0, 1, 0, 0)))
    assert several is not None
    assert (several.h, several.p, several.least) == (0, 1, 1)


def test_large_groups_with_many_values_are_compared_by_the_normal_distribution() -> None:
    own, other = of(60, 50, 40, 30), of(50, 50, 50, 50)
    test = mann_whitney(own, other)
    assert (test.p, test.least) == (normal_p(own, other), None)
    assert isclose(test.p, exact_p(own, other), abs_tol=0.002)
    nearly_alike = mann_whitney(of(31, 0, 0, 0), of(40, 1, 0, 0))  # the normal distribution would say .40
    assert nearly_alike.p == 1
    assert nearly_alike.least is not None


def test_an_empty_group_is_compared_with_nothing() -> None:
    with pytest.raises(ValueError, match="empty"):
        mann_whitney(Tally(), of(1, 1, 0, 0))
    assert kruskal_wallis((of(1, 1, 0, 0), Tally())) is None
    assert set(pairwise([of(1, 0, 0, 0), Tally(), of(0, 1, 0, 0)])) == {(0, 2)}


def divided(values: Sequence[int], sizes: Sequence[int]) -> Iterator[list[list[int]]]:
    """Every division between groups of these sizes; each the same number of times."""
    for order in permutations(values):
        parts, at = [], 0
        for size in sizes:
            parts.append(list(order[at : at + size]))
            at += size
        yield parts


def spread(parts: Sequence[Sequence[int]]) -> float:
    ranked, at, total = ranks([value for part in parts for value in part]), 0, 0.0
    for part in parts:
        total += sum(ranked[at : at + len(part)]) ** 2 / len(part)
        at += len(part)
    return total


@given(
    st.lists(st.lists(st.integers(1, 4), min_size=1, max_size=3), min_size=2, max_size=3).filter(
        lambda p: sum(map(len, p)) < 8
    )
)
def test_kruskal_wallis_counts_what_a_list_of_every_division_counts(parts: list[list[int]]) -> None:
    test = kruskal_wallis(tuple(map(Tally.of_values, parts)))
    spreads = [spread(each) for each in divided([v for part in parts for v in part], list(map(len, parts)))]
    assert test is not None
    assert isclose(test.p, sum(each >= spread(parts) - 1e-9 for each in spreads) / len(spreads))
    assert test.least is not None
    assert isclose(test.least, sum(each >= max(spreads) - 1e-9 for each in spreads) / len(spreads))


@given(st.lists(grades, min_size=3, max_size=4))
@settings(max_examples=10)
def test_the_order_of_the_groups_does_not_matter(parts: list[list[int]]) -> None:
    groups = tuple(map(Tally.of_values, parts))
    assert kruskal_wallis(groups) == kruskal_wallis(groups[::-1]) == kruskal_wallis((*groups[1:], groups[0]))


def test_the_drawn_p_lies_within_its_own_error_of_the_counted_one(monkeypatch: pytest.MonkeyPatch) -> None:
    groups = (of(1, 0, 1, 0), of(1, 0, 2, 1), of(3, 1, 1, 0))
    counted = kruskal_wallis(groups)
    monkeypatch.setattr(kruskal, "ENUMERATED_UP_TO", 0)
    drawn = kruskal_wallis.__wrapped__(groups)
    assert counted is not None
    assert drawn is not None
    assert (counted.draws, drawn.draws) == (0, DRAWS)
    assert drawn.p != counted.p
    assert abs(drawn.p - counted.p) < 4 * sqrt(counted.p * (1 - counted.p) / DRAWS)


def test_the_draws_are_the_same_on_every_computer() -> None:
    """How many were as far apart in the draws when this was written: no computer and no numpy may draw otherwise."""
    groups = (of(3, 8, 12, 3), of(4, 1, 5, 3), of(5, 3, 2, 1), of(3, 6, 1, 1), of(11, 5, 2, 0), of(2, 3, 4, 5))
    test = kruskal_wallis(groups)
    assert test is not None
    assert test.p == 75 / (DRAWS + 1)
    assert isclose(test.p, chi2_p(test), abs_tol=0.001)


def test_two_groups_are_compared_alike_by_both_tests() -> None:
    own, other = of(4, 1, 0, 0), of(3, 7, 12, 3)
    several, pair = kruskal_wallis((own, other)), mann_whitney(own, other)
    assert several is not None
    assert (several.p, several.least) == (pair.p, pair.least)


def test_divisions_are_multinomials() -> None:
    assert divisions([2, 4, 5]) == 6930 == comb(11, 5) * comb(6, 4)
    assert divisions([3]) == divisions([]) == 1


def test_pairs_are_adjusted_together() -> None:
    pairs = pairwise([of(0, 8, 12, 3), of(4, 1, 0, 0), of(11, 0, 0, 0)])
    assert set(pairs) == {(0, 1), (0, 2), (1, 2)}
    smallest = min(test.p for test, _ in pairs.values())
    assert all(test.p <= adjusted <= 1 for test, adjusted in pairs.values())
    assert min(adjusted for _, adjusted in pairs.values()) == 3 * smallest


# Trends of shares over grades


@given(st.lists(positive_of, min_size=2, max_size=4).filter(lambda groups: any(n for _, n in groups)))
def test_a_trend_is_mirrored_and_knows_no_unit_of_scores(groups: list[tuple[int, int]]) -> None:
    positive, n = zip(*groups, strict=True)
    scores = list(range(len(n)))
    trend = cochran_armitage(positive, n, scores)
    assert 0 <= trend.p <= 1
    negative = [of_score - count for count, of_score in groups]
    assert isclose(cochran_armitage(negative, n, scores).z, -trend.z, abs_tol=1e-12)
    assert isclose(cochran_armitage(positive, n, [10 + 3 * score for score in scores]).z, trend.z, abs_tol=1e-12)
    assert isclose(cochran_armitage(positive[::-1], n[::-1], scores).z, -trend.z, abs_tol=1e-12)


def test_no_trend_where_everybody_or_nobody_is_positive_or_one_grade_only_is_there() -> None:
    for positive, n in (((3, 4), (3, 4)), ((0, 0), (3, 4)), ((2, 0), (5, 0))):
        assert (cochran_armitage(positive, n, (1, 2)).z, cochran_armitage(positive, n, (1, 2)).p) == (0, 1)
    with pytest.raises(ValueError, match="no share"):
        cochran_armitage((6, 0), (5, 5), (1, 2))
    with pytest.raises(ValueError, match="no share"):
        cochran_armitage((0, 0), (0, 0), (1, 2))
