"""A unit beside others: the funnel, the drawn shares and the design effect keep what their words promise."""

from collections.abc import Sequence
from fractions import Fraction
from math import isclose

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import betabinom, binom

from spur.statistics.clustering import cluster_variance, design_effect, intraclass_correlation
from spur.statistics.funnel import FAR_LIMIT, LIMIT, binomial_limit, dispersion, funnel, funnel_p
from spur.statistics.interval import Interval
from spur.statistics.shrinkage import ASSUMED, Prior, beta_binomial, log_likelihood, shrunken, spread
from spur.statistics.signal import Signal, Standing, signal, standing

targets = st.floats(0.02, 0.98)
sizes = st.integers(1, 120)
unit_counts = st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
many_units = st.lists(unit_counts, min_size=2, max_size=30)


@given(sizes, targets, st.sampled_from((LIMIT, FAR_LIMIT)), st.floats(0, 0.1))
def test_the_limits_contain_the_target_and_the_wider_ones_the_narrower(
    n: int, target: float, tail: float, added: float
) -> None:
    limits, far = funnel(n, target, tail, added), funnel(n, target, FAR_LIMIT, added)
    assert target in limits
    assert far.low <= limits.low <= limits.high <= far.high
    wider = funnel(n, target, tail, added + 0.01)
    assert wider.low < limits.low <= limits.high < wider.high


@given(st.integers(5, 60), st.floats(0.2, 0.8), st.floats(0, 0.02))
def test_the_limits_shrink_with_n(n: int, target: float, added: float) -> None:
    # by a tenth of the answers at least: the steps of whole answers are never that large
    few, many = (funnel(size, target, LIMIT, added) for size in (n, 2 * n))
    assert few.low < many.low
    assert many.high < few.high


@given(sizes, targets, st.floats(0, 0.1))
def test_the_limits_mirror_when_positive_and_negative_are_swapped(n: int, target: float, added: float) -> None:
    limits, mirrored = funnel(n, target, LIMIT, added), funnel(n, 1 - target, LIMIT, added)
    assert isclose(limits.low, 1 - mirrored.high, abs_tol=1e-9)
    assert isclose(limits.high, 1 - mirrored.low, abs_tol=1e-9)


@given(sizes, targets, st.data())
def test_a_unit_is_outside_just_when_its_tail_is_less_than_the_limits(
    n: int, target: float, data: st.DataObject
) -> None:
    positive = data.draw(st.integers(0, n))
    limits = funnel(n, target, LIMIT)
    below, above = binom.cdf(positive, n, target), binom.sf(positive - 1, n, target)
    assume(all(abs(tail - LIMIT) > 1e-9 for tail in (below, above)))
    assert (positive / n < limits.low) == (below < LIMIT)
    assert (positive / n > limits.high) == (above < LIMIT)
    assert isclose(funnel_p(positive, n, target), min(2 * min(below, above), 1), abs_tol=1e-12)


@given(sizes, targets, st.floats(0, 0.1), st.sampled_from((LIMIT, FAR_LIMIT)), st.data())
def test_p_says_the_same_as_the_limits(
    n: int, target: float, added: float, tail: float, data: st.DataObject
) -> None:  # fmt: skip
    positive = data.draw(st.integers(0, n))
    limits, p = funnel(n, target, tail, added), funnel_p(positive, n, target, added)
    assert 0 <= p <= 1
    assume(abs(p - 2 * tail) > 1e-9)
    assert (p < 2 * tail) == (positive / n not in limits)


def test_everybody_positive_is_outside_only_where_that_is_rare() -> None:
    # Spiegelhalter's upper limit calls ten of ten beyond 99.8 % around .77, which one unit in fourteen has by chance
    assert binomial_limit(1 - FAR_LIMIT, 10, 0.77) < 1
    assert 1.0 in funnel(10, 0.77, LIMIT)
    assert 1.0 not in funnel(10, 0.5, FAR_LIMIT)


@given(many_units, st.floats(0.05, 0.95))
def test_dispersion_is_at_least_none_and_the_order_of_units_is_nothing_to_it(
    counts: list[tuple[int, int]], target: float
) -> None:
    found, other_way = dispersion(counts, target), dispersion(counts[::-1], target)
    assert found.phi >= 0
    assert found.tau2 >= 0
    assert isclose(found.phi, other_way.phi)
    assert isclose(found.tau2, other_way.tau2, abs_tol=1e-12)
    assert max(map(abs, found.winsorised)) <= max(map(abs, found.z)) + 1e-12


def test_a_single_unit_tells_nothing_of_how_units_differ() -> None:
    assert dispersion([(3, 9)], 0.77).tau2 == 0
    with pytest.raises(ValueError, match="0 units"):
        dispersion([], 0.77)
    with pytest.raises(ValueError, match="around 1"):
        dispersion([(3, 9), (4, 9)], 1)


@given(unit_counts, st.floats(0.1, 50), st.floats(0.1, 50))
def test_a_drawn_share_lies_between_its_own_and_what_units_have(count: tuple[int, int], a: float, b: float) -> None:
    (positive, n), common = count, a / (a + b)
    found = shrunken(positive, n, a, b)
    low, high = sorted((positive / n, common))
    assert low - 1e-12 <= found.share <= high + 1e-12
    assert found.share in found.interval or abs(found.share - 0.5) > 0.4  # a skewed one may leave out its own mean
    assert isclose(found.share, found.weight * positive / n + (1 - found.weight) * common)
    # the more have answered the same, the less it is drawn
    assert abs(shrunken(10 * positive, 10 * n, a, b).share - positive / n) <= abs(found.share - positive / n) + 1e-12


def test_with_few_units_the_correlation_is_assumed() -> None:
    counts = [(3, 5), (5, 6), (9, 10), (12, 20), (4, 9), (20, 25), (7, 8), (2, 7), (15, 18), (6, 6)]
    of_ten, of_nine = spread(counts), spread(counts[:9])
    assert of_ten is not None
    assert of_nine is not None
    assert not of_ten.assumed
    assert (of_nine.rho, of_nine.assumed) == (ASSUMED, True)
    assert isclose(of_nine.mu, 77 / 108)
    alike = spread([(3, 4)] * 12)  # they differ by less than chance would have it
    assert alike is not None
    assert alike.assumed
    assert spread([(4, 4)] * 12) is None


@given(st.lists(unit_counts, min_size=10, max_size=25))
def test_no_other_spread_is_more_likely_than_the_one_found(counts: list[tuple[int, int]]) -> None:
    found = beta_binomial(counts)
    if found is None:
        return
    assert 0 < found.mu < 1
    assert 0 < found.rho < 1
    best = log_likelihood(counts, found)
    for mu, rho in ((0.99 * found.mu, found.rho), (found.mu, 0.99 * found.rho), (1 - 1.01 * (1 - found.mu), found.rho)):
        assert log_likelihood(counts, Prior(mu, rho)) <= best + 1e-9
    assert isclose(best, sum(betabinom.logpmf(k, n, found.a, found.b) for k, n in counts), rel_tol=1e-6, abs_tol=1e-6)
    assert beta_binomial(counts[::-1]) == found


@given(many_units)
def test_swapping_positive_and_negative_changes_no_clustering(counts: list[tuple[int, int]]) -> None:
    swapped = [(n - k, n) for k, n in counts]
    assert design_effect(counts) == design_effect(swapped)
    assert intraclass_correlation(counts) == intraclass_correlation(swapped)
    assert cluster_variance(counts) == cluster_variance(swapped)


@given(many_units, st.permutations(range(30)))
def test_the_order_of_units_changes_no_clustering(counts: list[tuple[int, int]], order: Sequence[int]) -> None:
    again = [counts[at] for at in order if at < len(counts)]
    assert design_effect(again) == design_effect(counts)
    assert intraclass_correlation(again) == intraclass_correlation(counts)


def test_people_who_answer_by_themselves_have_a_design_effect_of_one() -> None:
    alone = [(1, 1)] * 30 + [(0, 1)] * 10
    assert design_effect(alone) == 1
    assert intraclass_correlation(alone) is None
    together = [(10, 10)] * 3 + [(0, 10)]  # whoever is asked at a unit answers the same
    assert design_effect(together) == 13
    assert intraclass_correlation(together) == 1
    assert design_effect([(5, 5), (4, 4)]) is None


def _standing(difference: Fraction, p: float) -> Standing:
    return Standing(difference, Interval(0.5, 0.9), Interval(0.4, 1.0), p)


@pytest.mark.parametrize(
    ("points", "p", "q", "expected"),
    [
        (-20, 0.0019, 0.4, Signal.STRONG_LESS),
        (20, 0.0019, 0.4, Signal.STRONG_MORE),
        (-20, 0.002, 0.05, Signal.LESS),
        (20, 0.049, 0.05, Signal.MORE),
        (20, 0.049, 0.0501, Signal.NONE),
        (20, 0.05, 0.05, Signal.NONE),
        (5, 0.0019, 0.01, Signal.STRONG_MORE),
        (Fraction(499, 100), 0.0001, 0.001, Signal.NONE),
    ],
)
def test_a_signal_takes_the_limits_the_points_and_the_other_units(
    points: Fraction, p: float, q: float, expected: Signal
) -> None:
    assert signal(_standing(Fraction(points) / 100, p), q, 5) is expected


def test_the_fewer_the_others_are_the_less_they_tell() -> None:
    few, many = standing(5, 10, 8, 10, 0.0), standing(5, 10, 800, 1000, 0.0)
    assert few.difference == many.difference == Fraction(-3, 10)
    assert few.limits.low < many.limits.low
    assert many.p < few.p
    # close to what it would be if the others' share were known
    assert isclose(many.limits.low, funnel(10, 0.8).low, abs_tol=0.01)


def test_what_none_of_the_others_answered_is_not_impossible() -> None:
    assert 0 < standing(9, 12, 50, 50, 0.0).p < 0.05
    assert standing(12, 12, 50, 50, 0.0).p == 1
