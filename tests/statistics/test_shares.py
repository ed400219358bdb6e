"""Shares, their differences and what is called certain: what must hold for all counts, whatever R says of a few."""

from collections.abc import Callable
from fractions import Fraction
from itertools import product
from math import comb, isclose, sqrt

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from scipy.stats import binom

from spur.statistics import difference
from spur.statistics.adjustment import benjamini_hochberg, holm
from spur.statistics.certainty import ALPHA, Certainty, Contrast, certainty, contrast
from spur.statistics.difference import EXACT_UP_TO, cohens_h, fisher_mid_p, newcombe
from spur.statistics.interval import Z95, Interval, quantile
from spur.statistics.proportion import IntervalMethod, clopper_pearson, jeffreys, wilson
from spur.statistics.tally import Tally

METHODS = list(IntervalMethod)
Counts = tuple[int, int, int, int]

levels = st.sampled_from([0.90, 0.95, 0.99])
sizes = st.one_of(st.integers(1, 30), st.integers(1, 5_000_000))
p_values = st.lists(st.one_of(st.none(), st.floats(0, 1), st.sampled_from([0.0, 0.01, 0.05, 1.0])), max_size=25)


@st.composite
def one_share(draw: st.DrawFn) -> tuple[int, int]:
    n = draw(sizes)
    return draw(st.one_of(st.integers(0, n), st.sampled_from([0, n]))), n


@st.composite
def two_shares(draw: st.DrawFn, most: int = 5_000_000) -> Counts:
    n1, n2 = (draw(st.one_of(st.integers(1, 30), st.integers(1, most))) for _ in range(2))
    return draw(st.integers(0, n1)), n1, draw(st.integers(0, n2)), n2


def near(own: Interval, low: float, high: float) -> bool:
    """Alike up to what floats can tell: the ends are differences of numbers up to 1."""
    return isclose(own.low, low, abs_tol=1e-12) and isclose(own.high, high, abs_tol=1e-12)


# One share


@pytest.mark.parametrize("method", METHODS)
@given(one_share(), levels)
def test_an_interval_holds_the_share_and_lies_between_none_and_all(
    method: IntervalMethod, counts: tuple[int, int], level: float
) -> None:
    positive, n = counts
    interval = method.interval(positive, n, level)
    assert Fraction(positive, n) in interval
    assert 0 <= interval.low < interval.high <= 1
    assert (interval.low == 0) == (positive == 0)
    assert (interval.high == 1) == (positive == n)


@pytest.mark.parametrize("method", METHODS)
@given(one_share(), st.integers(2, 50), levels)
def test_the_same_share_of_more_people_has_a_narrower_interval(
    method: IntervalMethod, counts: tuple[int, int], times: int, level: float
) -> None:
    positive, n = counts
    few, many = method.interval(positive, n, level), method.interval(times * positive, times * n, level)
    assert many.high - many.low < few.high - few.low


@pytest.mark.parametrize("method", METHODS)
@given(one_share(), levels)
def test_the_interval_of_those_who_were_not_positive_is_the_mirror_image(
    method: IntervalMethod, counts: tuple[int, int], level: float
) -> None:
    positive, n = counts
    interval = method.interval(positive, n, level)
    assert near(method.interval(n - positive, n, level), 1 - interval.high, 1 - interval.low)


@pytest.mark.parametrize("method", METHODS)
@given(one_share())
def test_more_certainty_takes_a_wider_interval(method: IntervalMethod, counts: tuple[int, int]) -> None:
    narrow, usual, wide = (method.interval(*counts, level) for level in (0.90, 0.95, 0.99))
    assert wide.low <= usual.low <= narrow.low < narrow.high <= usual.high <= wide.high


@given(one_share())
def test_wilsons_ends_are_the_shares_whose_test_gives_just_five_percent(counts: tuple[int, int]) -> None:
    """The definition: |k/n − p| = z·√(p(1−p)/n)."""
    positive, n = counts
    interval = wilson(positive, n)
    for end, edge in ((interval.low, 0), (interval.high, n)):
        if positive != edge:
            assert isclose(abs(positive / n - end), Z95 * sqrt(end * (1 - end) / n), rel_tol=1e-6)


@given(st.integers(1, 2_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), levels)
def test_clopper_and_pearsons_ends_leave_half_of_the_rest_beyond_the_count(
    counts: tuple[int, int], level: float
) -> None:
    """The definition: P(X ≥ k | low) = P(X ≤ k | high) = α/2."""
    positive, n = counts
    interval, tail = clopper_pearson(positive, n, level), (1 - level) / 2
    if positive > 0:
        assert isclose(binom.sf(positive - 1, n, interval.low), tail, rel_tol=1e-9)
    if positive < n:
        assert isclose(binom.cdf(positive, n, interval.high), tail, rel_tol=1e-9)


@given(one_share(), levels)
def test_jeffreys_interval_lies_within_clopper_and_pearsons(counts: tuple[int, int], level: float) -> None:
    inner, outer = jeffreys(*counts, level), clopper_pearson(*counts, level)
    assert outer.low <= inner.low < inner.high <= outer.high


@pytest.mark.parametrize(
    ("positive", "n", "low", "high"),
    [(8, 17, 26, 69), (15, 15, 80, 100), (0, 5, 0, 43), (169, 206, 76, 87), (3, 7, 16, 75)],
)
def test_wilsons_interval_in_percent(positive: int, n: int, low: int, high: int) -> None:
    interval = wilson(positive, n)
    assert (int(interval.low * 100 + 0.5), int(interval.high * 100 + 0.5)) == (low, high)


@pytest.mark.parametrize("method", METHODS)
def test_what_is_no_share_has_no_interval(method: IntervalMethod) -> None:
    for positive, n in ((0, 0), (-1, 5), (6, 5), (0, -1)):
        with pytest.raises(ValueError, match="no share"):
            method.interval(positive, n)
    for level in (0.0, 1.0, 95.0):
        with pytest.raises(ValueError, match="between 0 and 1"):
            method.interval(1, 2, level)


def test_any_level_has_its_quantile() -> None:
    assert isclose(quantile(0.99), 2.5758293035489)
    assert isclose(quantile(0.95 + 1e-12), Z95)
    with pytest.raises(ValueError, match="no interval"):
        Interval(0.2, 0.1)


# Two shares


@given(two_shares(), levels)
@example((10, 10, 0, 10), 0.95)
@example((0, 10, 10, 10), 0.95)
def test_newcombes_interval_holds_the_difference_and_mirrors(counts: Counts, level: float) -> None:
    k1, n1, k2, n2 = counts
    interval = newcombe(*counts, level)
    assert -1 <= interval.low < interval.high <= 1
    assert interval.low - 1e-15 <= Fraction(k1, n1) - Fraction(k2, n2) <= interval.high + 1e-15
    assert near(newcombe(k2, n2, k1, n1, level), -interval.high, -interval.low)  # the sides swapped
    assert near(newcombe(n1 - k1, n1, n2 - k2, n2, level), -interval.high, -interval.low)  # positive and negative


@given(two_shares(), st.integers(2, 50), levels)
def test_the_same_difference_between_more_people_has_a_narrower_interval(
    counts: Counts, times: int, level: float
) -> None:
    few, many = newcombe(*counts, level), newcombe(*(times * count for count in counts), level)
    assert many.high - many.low < few.high - few.low


@given(two_shares(), levels)
def test_newcombes_interval_is_no_wider_than_the_two_shares_intervals_together(counts: Counts, level: float) -> None:
    k1, n1, k2, n2 = counts
    own, other, interval = wilson(k1, n1, level), wilson(k2, n2, level), newcombe(*counts, level)
    assert own.low - other.high <= interval.low + 1e-12
    assert interval.high <= own.high - other.low + 1e-12


def by_definition(k1: int, n1: int, k2: int, n2: int) -> Fraction:
    """Fisher's two-sided mid-p: the tables rarer than the one seen, and half of those as rare."""
    positive, everybody = k1 + k2, n1 + n2
    seen_in = range(max(0, positive - n2), min(n1, positive) + 1)
    if len(seen_in) == 1:
        return Fraction(1)
    p = {t: Fraction(comb(n1, t) * comb(n2, positive - t), comb(everybody, positive)) for t in seen_in}
    assert sum(p.values()) == 1
    margin = p[k1] / 10_000_000
    rarer = sum(each for each in p.values() if each < p[k1] - margin)
    return Fraction(rarer + sum(each for each in p.values() if abs(each - p[k1]) <= margin) / 2)


def test_fishers_mid_p_of_every_small_table() -> None:
    for n1, n2 in product(range(1, 9), repeat=2):
        for k1, k2 in product(range(n1 + 1), range(n2 + 1)):
            assert fisher_mid_p(k1, n1, k2, n2) == float(by_definition(k1, n1, k2, n2))


@given(two_shares(most=300))
def test_fishers_mid_p_is_what_exact_fractions_give(counts: Counts) -> None:
    assert fisher_mid_p(*counts) == float(by_definition(*counts))


@given(st.integers(1, 400), st.integers(-20, 0), st.data())
def test_where_whole_numbers_give_way_to_floats_the_two_agree(n1: int, below: int, data: st.DataObject) -> None:
    n2 = EXACT_UP_TO + below - n1
    counts = data.draw(st.integers(0, n1)), n1, data.draw(st.integers(0, n2)), n2
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(difference, "EXACT_UP_TO", 0)
        in_floats = fisher_mid_p.__wrapped__(*counts)
    assert isclose(fisher_mid_p(*counts), in_floats, rel_tol=1e-9, abs_tol=1e-200)


@given(two_shares(most=2_000))
@example((0, 10, 0, 20))
@example((5, 5, 20, 20))
def test_fishers_mid_p_is_a_probability_whichever_side_and_end_comes_first(counts: Counts) -> None:
    k1, n1, k2, n2 = counts
    p = fisher_mid_p(*counts)
    assert 0 <= p <= 1
    assert p == 1 or 0 < k1 + k2 < n1 + n2
    assert isclose(p, fisher_mid_p(k2, n2, k1, n1), rel_tol=1e-12)
    assert isclose(p, fisher_mid_p(n1 - k1, n1, n2 - k2, n2), rel_tol=1e-12)


@given(st.fractions(0, 1), st.fractions(0, 1))
def test_cohens_h_has_the_differences_sign_and_mirrors(share1: Fraction, share2: Fraction) -> None:
    h = cohens_h(float(share1), float(share2))
    assert isclose(h, -cohens_h(float(share2), float(share1)), abs_tol=1e-15)
    assert isclose(h, cohens_h(float(1 - share2), float(1 - share1)), abs_tol=1e-6)
    assume(abs(share1 - share2) > Fraction(1, 10**9))
    assert (h > 0) == (share1 > share2)


# However the answers are divided


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 1), st.integers(0, 3)), min_size=1))
def test_everything_that_is_said_of_split_tallies_is_said_of_joined_ones(answers: list[tuple[int, int, int]]) -> None:
    """Answers of two sides, in four files."""

    def everything(told: Callable[[int], Tally]) -> tuple[object, ...]:
        sides = [told(side) for side in (0, 1)]
        counts = [(tally.at_least(4), tally.n) for tally in sides]
        of_one = [method.interval(*each) for each in counts if each[1] for method in METHODS]
        return sides, of_one, contrast(*counts[0], *counts[1]) if all(n for _, n in counts) else None

    def split(side: int) -> Tally:
        files = (Tally.of_values(v for v, of, file in answers if (of, file) == (side, number)) for number in range(4))
        return Tally.total(files)

    assert everything(split) == everything(lambda side: Tally.of_values(v for v, of, _ in answers if of == side))


# Many comparisons at once


@pytest.mark.parametrize("adjusted", [benjamini_hochberg, holm])
@given(p_values, st.randoms(use_true_random=False))
def test_adjusted_p_values_keep_the_order_and_do_not_depend_on_it(adjusted, p_values, chance) -> None:
    q_values = adjusted(p_values)
    known = sorted((p, q) for p, q in zip(p_values, q_values, strict=True) if p is not None)
    assert [q for _, q in known] == sorted(q for _, q in known)
    assert all(p <= q <= 1 for p, q in known)
    assert all((p is None) == (q is None) for p, q in zip(p_values, q_values, strict=True))
    shuffled = chance.sample(range(len(p_values)), len(p_values))
    assert adjusted([p_values[at] for at in shuffled]) == [q_values[at] for at in shuffled]
    assert adjusted([p for p in p_values if p is not None]) == [q for q in q_values if q is not None]


@given(p_values)
def test_adjusted_p_values_are_the_definitions(p_values: list[float | None]) -> None:
    known = sorted(p for p in p_values if p is not None)
    m = len(known)
    for p, of_list, of_pairs in zip(p_values, benjamini_hochberg(p_values), holm(p_values), strict=True):
        if p is not None and of_list is not None and of_pairs is not None:
            assert isclose(of_list, min(1, *(known[i] * m / (i + 1) for i in range(m) if known[i] >= p)))
            assert isclose(of_pairs, max(min(1, known[i] * (m - i)) for i in range(m) if known[i] <= p))
            assert of_list <= of_pairs * (1 + 1e-15)


# Certain or chance


@st.composite
def two_shares_at_the_limit(draw: st.DrawFn) -> Counts:
    """Shares whose difference is five points, or as near as whole people come."""
    _, n1, k2, n2 = draw(two_shares(most=5_000))
    edge = (20 * k2 * n1 + draw(st.sampled_from([-1, 1])) * n1 * n2) // (20 * n2) + draw(st.integers(-1, 1))
    return min(max(edge, 0), n1), n1, k2, n2


@given(st.one_of(two_shares(most=5_000), two_shares_at_the_limit()), st.floats(0, 1))
@example((41, 50, 77, 100), 0.5)
@example((77, 100, 41, 50), 0.0)
def test_what_differs_by_five_points_is_clear_or_possible_and_nothing_else_is(counts: Counts, q: float) -> None:
    k1, n1, k2, n2 = counts
    told = contrast(*counts)
    kind = certainty(told, q, 5)
    by_the_rule = 20 * abs(k1 * n2 - k2 * n1) >= n1 * n2
    assert (kind in (Certainty.CLEAR, Certainty.POSSIBLE)) == by_the_rule
    hardly_chance = q <= ALPHA and 0 not in told.interval
    assert (kind is Certainty.CLEAR) == (by_the_rule and hardly_chance)
    if kind is Certainty.IN_LINE:
        assert -0.05 < told.narrow.low <= told.narrow.high < 0.05
    if kind is Certainty.SMALL:
        assert hardly_chance


@given(two_shares(most=5_000), st.floats(0, 1))
def test_the_class_is_the_same_whichever_side_comes_first(counts: Counts, q: float) -> None:
    k1, n1, k2, n2 = counts
    assert certainty(contrast(*counts), q, 5) is certainty(contrast(k2, n2, k1, n1), q, 5)


@pytest.mark.parametrize(
    ("counts", "kind"),
    [
        ((8, 17, 2754, 3576), Certainty.CLEAR),
        ((169, 206, 2754, 3576), Certainty.POSSIBLE),  # +5,0 points, the interval from −0,9 to 9,9
        ((1640, 2000, 2861, 3576), Certainty.IN_LINE),  # 90 %: from 0,2 to 3,8
        ((1194, 1500, 2754, 3576), Certainty.IN_LINE),  # 90 %: from 0,5 to 4,6; 95 %: to 5,002
        ((8200, 10000, 7720, 10000), Certainty.SMALL),
        ((160, 206, 2754, 3576), Certainty.UNDECIDED),
    ],
)
def test_each_class_at_its_own_q(counts: Counts, kind: Certainty) -> None:
    told = contrast(*counts)
    assert certainty(told, told.p, 5) is kind


def test_a_difference_that_is_clear_alone_is_only_possible_among_many() -> None:
    told = contrast(11, 17, 240, 260)
    assert certainty(told, told.p, 5) is Certainty.CLEAR
    many = benjamini_hochberg([told.p, *[0.9] * 99])[0]
    assert many is not None
    assert certainty(told, many, 5) is Certainty.POSSIBLE


def test_a_contrast_tells_the_exact_difference() -> None:
    told = contrast(169, 206, 2754, 3576)
    assert told == Contrast(
        Fraction(169, 206) - Fraction(2754, 3576),
        newcombe(169, 206, 2754, 3576),
        newcombe(169, 206, 2754, 3576, 0.90),
        fisher_mid_p(169, 206, 2754, 3576),
    )
    assert isclose(told.p, 0.0956, abs_tol=5e-4)
