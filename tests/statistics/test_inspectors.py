"""Agreement: what must hold of any table of pairs, and the cases that are easily got wrong."""

from collections import Counter
from fractions import Fraction
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spur.statistics.agreement import (
    Distance,
    PairTable,
    exact_agreement,
    gwet_ac1,
    kappa,
    kappa_interval,
    within_one_agreement,
)
from spur.statistics.alpha import Scale, krippendorff_alpha
from spur.statistics.correlation import kendall_tau_b, spearman, spearman_p
from spur.statistics.tally import Tally

LEVELS = (1, 2, 3, 4)
grades = st.sampled_from(LEVELS)
pairs = st.lists(st.tuples(grades, grades), min_size=1, max_size=60)
distances = st.sampled_from(Distance)


def table(own, *, interchangeable: bool = False) -> PairTable:
    return PairTable.of(LEVELS, Counter(own), interchangeable=interchangeable)


@given(pairs, distances, st.booleans())
def test_it_makes_no_difference_which_of_the_two_stands_first(own, distance, interchangeable):
    one = table(own, interchangeable=interchangeable)
    for measure in (exact_agreement, within_one_agreement, gwet_ac1):
        assert measure(one) == measure(one.turned)
    assert kappa(one, distance) == kappa(one.turned, distance)
    here, there = kappa_interval(one, distance), kappa_interval(one.turned, distance)
    assert (here is None) == (there is None)
    if here and there:
        assert isclose(here.low, there.low, abs_tol=1e-12)
        assert isclose(here.high, there.high, abs_tol=1e-12)


@given(pairs, distances, st.data())
def test_interchangeable_judges_may_change_places_pair_by_pair(own, distance, data):
    turned = [(b, a) if data.draw(st.booleans()) else (a, b) for a, b in own]
    one, other = table(own, interchangeable=True), table(turned, interchangeable=True)
    assert kappa(one, distance) == kappa(other, distance)
    assert gwet_ac1(one) == gwet_ac1(other)


@given(pairs, pairs)
def test_tables_add_up_to_the_pooled_one(own, more):
    assert table(own) + table(more) == table(more) + table(own) == table([*own, *more])
    assert PairTable(LEVELS) + table(own) == table(own)


@given(st.lists(grades, min_size=2).filter(lambda given: len(set(given)) > 1), distances)
def test_full_agreement_on_two_grades_or_more_is_one(own, distance):
    full = table([(grade, grade) for grade in own])
    assert kappa(full, distance) == gwet_ac1(full) == exact_agreement(full) == 1
    assert krippendorff_alpha(Tally.of({grade: 2}) for grade in own) == 1
    assert kappa_interval(full, distance) is None, "no width would be more certain than so few pairs are"


@given(pairs, distances)
def test_every_measure_is_in_its_range_and_in_its_interval(own, distance):
    one = table(own)
    exact, within, ac1, value = exact_agreement(one), within_one_agreement(one), gwet_ac1(one), kappa(one, distance)
    assert exact is not None and within is not None and ac1 is not None  # noqa: PT018
    assert 0 <= exact <= within <= 1
    assert -1 <= ac1 <= 1
    assert value is None or -1 <= value <= 1
    interval = kappa_interval(one, distance)
    if interval is not None and one.n >= 20:
        assert value in interval
    assert interval is None or -1 <= interval.low < interval.high <= 1


@given(pairs.filter(lambda own: len({grade for pair in own for grade in pair}) > 1))
def test_alpha_of_two_judges_is_the_interchangeable_kappa_mended_for_few_grades(own):
    """Krippendorff's interval α = 1 − (1 − κ)(2n − 1)/2n: two ways to the same number."""
    one = kappa(table(own, interchangeable=True))
    several = krippendorff_alpha((Tally.of_values(pair) for pair in own), Scale.INTERVAL)
    assert one is not None
    assert several == 1 - (1 - one) * Fraction(2 * len(own) - 1, 2 * len(own))


@given(st.lists(st.lists(grades, max_size=4), max_size=12), st.data())
def test_alpha_asks_neither_for_order_nor_for_those_judged_once(cases, data):
    own = [Tally.of_values(case) for case in cases]
    more = [Tally.of_values([data.draw(grades)])]
    assert krippendorff_alpha(own) == krippendorff_alpha([*more, *reversed(own)])


def test_kappa_is_not_defined_where_one_grade_alone_was_given_and_nothing_without_pairs():
    constant = table([(4, 4)] * 5)
    assert kappa(constant) is None
    assert (exact_agreement(constant), gwet_ac1(constant)) == (1, 1)
    assert kappa_interval(constant) is None
    assert krippendorff_alpha([Tally.of({4: 2})] * 5) is None
    empty = table([])
    assert {f(empty) for f in (kappa, exact_agreement, within_one_agreement, gwet_ac1, kappa_interval)} == {None}


def test_distances_are_those_of_the_grades_there_are_not_of_those_that_were_given():
    own = [(4, 4), (4, 2), (2, 2), (1, 1), (2, 4), (4, 4), (1, 2), (2, 2)]  # nobody gave 3
    assert kappa(table(own)) == Fraction(13, 22)
    three = PairTable.of((1, 2, 4), Counter(own))
    assert kappa(three) == Fraction(13, 22), "the points tell, not their places"
    assert within_one_agreement(table(own)) == Fraction(6, 8)
    assert within_one_agreement(three) == 1, "4 and 2 are neighbours where there is no 3"


def test_a_table_of_what_no_grade_is_worth_and_unlike_tables_are_refused():
    with pytest.raises(ValueError, match="no grade has these points"):
        table([(5, 4)])
    with pytest.raises(ValueError, match="never negative"):
        PairTable.of(LEVELS, {(1, 1): -1})
    with pytest.raises(ValueError, match="do not add up"):
        table([(1, 1)]) + table([(1, 1)], interchangeable=True)


values = st.lists(st.tuples(grades, st.integers(0, 8)), min_size=3, max_size=25)


@given(values)
def test_rank_correlations_turn_with_the_order_and_hold_for_any_ruler(own):
    one, other = ([each[at] for each in own] for at in (0, 1))
    for measure in (spearman, kendall_tau_b):
        value = measure(one, other)
        assert value == measure(other, one)
        assert value == measure([grade * grade for grade in one], [Fraction(each, 7) for each in other])
        assert value is None or -1 <= value <= 1
        turned = measure(one, [-each for each in other])
        assert turned == (None if value is None else -value)
    p = spearman_p(one, other)
    assert (p is None) == (spearman(one, other) is None)
    assert p is None or 0 < p <= 1


def test_chance_is_told_from_order():
    grade, share = [1, 1, 2, 2, 3, 3, 4, 4], [10, 20, 30, 35, 60, 70, 80, 90]
    assert spearman(grade, share) == pytest.approx(0.9759, abs=1e-4)
    assert spearman_p(grade, share) < 0.01
    assert spearman_p(grade, [50, 20, 90, 35, 60, 10, 30, 55]) > 0.5
    assert spearman_p(grade, [5] * 8) is None
