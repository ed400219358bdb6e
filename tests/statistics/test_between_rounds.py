"""Between rounds: within groups, with another mix of them, the same units twice, and a base that nobody knows."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spur.statistics.difference import newcombe
from spur.statistics.exact import round_half_up
from spur.statistics.paired import mcnemar_mid_p, signed_rank_p
from spur.statistics.smallest_base import smallest_base
from spur.statistics.strata import Stratum, mantel_haenszel, mantel_haenszel_test, standardised


@st.composite
def shares(draw: st.DrawFn, least: int = 0, most: int = 60) -> tuple[int, int]:
    n = draw(st.integers(least, most))
    return draw(st.integers(0, n)), n


@st.composite
def groups(draw: st.DrawFn) -> Stratum:
    return Stratum(*draw(shares()), *draw(shares()))


# within groups


@given(shares(1), shares(1))
def test_one_group_gives_the_plain_difference(own: tuple[int, int], other: tuple[int, int]) -> None:
    pooled = mantel_haenszel([Stratum(*own, *other)])
    assert pooled
    assert pooled.difference == Fraction(*own) - Fraction(*other)


@given(st.lists(groups(), max_size=6))
def test_the_sides_mirror_each_other_and_groups_on_one_side_tell_nothing(strata: list[Stratum]) -> None:
    pooled = mantel_haenszel(strata)
    mirrored = mantel_haenszel([Stratum(s.other_positive, s.other_n, s.positive, s.n) for s in strata])
    if pooled is None:
        assert not any(s.n and s.other_n for s in strata)
        assert mirrored is None
        assert mantel_haenszel_test(strata).p == 1
        return
    assert mirrored
    assert mirrored.difference == -pooled.difference
    assert mirrored.standard_error == pytest.approx(pooled.standard_error)
    assert mirrored.interval.low == pytest.approx(-pooled.interval.high)
    assert float(pooled.difference) in pooled.interval
    assert mantel_haenszel([*strata, Stratum(3, 7, 0, 0), Stratum(0, 0, 2, 5)]) == pooled
    assert mantel_haenszel([*reversed(strata)]) == pooled


@given(st.lists(groups(), min_size=1, max_size=4), st.integers(2, 5))
def test_more_groups_alike_change_nothing_but_the_certainty(strata: list[Stratum], times: int) -> None:
    once, often = mantel_haenszel(strata), mantel_haenszel(strata * times)
    if once and often:
        assert often.difference == once.difference
        assert often.standard_error == pytest.approx(once.standard_error / times**0.5)


def test_a_difference_that_only_the_mix_makes_is_gone_within_the_groups() -> None:
    """In both groups the same share as before; but most answers come from the positive one now."""
    strata = [Stratum(90, 100, 18, 20), Stratum(6, 20, 30, 100)]
    pooled = mantel_haenszel(strata)
    assert pooled
    assert (pooled.difference, mantel_haenszel_test(strata).p) == (0, 1)
    assert standardised([(18, 20), (30, 100)], [100, 20]).share == Fraction(96, 120)


# another mix


@given(st.lists(shares(1), min_size=1, max_size=6), st.integers(1, 9))
def test_standardised_to_its_own_mix_a_share_is_as_it_was(strata: list[tuple[int, int]], times: int) -> None:
    own = standardised(strata, [times * n for _, n in strata])
    positive, n = (sum(each[at] for each in strata) for at in (0, 1))
    assert own.share == Fraction(positive, n)


@given(st.lists(st.tuples(shares(1), st.integers(0, 50)), min_size=1, max_size=6))
def test_standardised_a_share_lies_among_those_of_its_groups(told: list[tuple[tuple[int, int], int]]) -> None:
    strata, weights = [each for each, _ in told], [weight for _, weight in told]
    if not any(weights):
        with pytest.raises(ValueError, match="no weights"):
            standardised(strata, weights)
        return
    weighted = [Fraction(*each) for each, weight in told if weight]
    assert min(weighted) <= standardised(strata, weights).share <= max(weighted)


def test_a_group_with_weight_that_nobody_answered_in_has_no_share() -> None:
    assert standardised([(3, 4), (0, 0)], [5, 0]).share == Fraction(3, 4)
    with pytest.raises(ValueError, match="no share"):
        standardised([(3, 4), (0, 0)], [5, 1])


# the same units


def by_every_way(moved: int, seen: int) -> tuple[Fraction, Fraction]:
    """Two-sided probabilities of counts as far from the middle as ``seen``, and farther, by trying every way."""
    counts = [sum(way) for way in product((0, 1), repeat=moved)]
    farther, as_far = (
        sum(abs(2 * count - moved) > abs(2 * seen - moved) - equal for count in counts) for equal in (0, 1)
    )
    return Fraction(farther, len(counts)), Fraction(as_far, len(counts))


@given(st.integers(0, 9), st.integers(0, 9))
def test_mcnemar_is_every_way_of_rising_and_falling(risen: int, fallen: int) -> None:
    farther, as_far = by_every_way(risen + fallen, risen)
    assert mcnemar_mid_p(risen, fallen) == pytest.approx(float((farther + as_far) / 2 if risen != fallen else 1))
    assert mcnemar_mid_p(risen, fallen) == mcnemar_mid_p(fallen, risen)


@given(st.lists(st.integers(-3, 3), max_size=9))
def test_signed_rank_is_every_way_of_turning_the_signs(changes: list[int]) -> None:
    sizes = [abs(change) for change in changes if change]
    ranks = [sum(other < size for other in sizes) + (sizes.count(size) + 1) / 2 for size in sizes]
    told = zip((change for change in changes if change), ranks, strict=True)
    seen = sum(rank for change, rank in told if change > 0)
    sums = [sum(r for r, risen in zip(ranks, way, strict=True) if risen) for way in product((0, 1), repeat=len(ranks))]
    middle = sum(ranks) / 2
    assert signed_rank_p(changes) == sum(abs(s - middle) >= abs(seen - middle) for s in sums) / len(sums)


def test_hundreds_of_units_cost_nothing_and_counts_are_not_negative() -> None:
    assert 0.008 < signed_rank_p([1, -1] * 400 + [2] * 40 + [0] * 99) < 0.009
    with pytest.raises(ValueError, match="no counts"):
        mcnemar_mid_p(-1, 3)


# a base that nobody knows


@given(st.integers(0, 100), shares(1, 300), st.integers(2, 400))
def test_the_smallest_base_is_the_one_after_the_last_that_fails(percent: int, own: tuple[int, int], up_to: int) -> None:
    printed = Fraction(percent, 100)
    failing = 0
    for base in range(2, up_to + 1):
        count = int(printed * base + Fraction(1, 2))
        if round_half_up(Fraction(count, base), 2) == printed:
            interval = newcombe(*own, count, base)
            failing = base if interval.low <= 0 <= interval.high else failing
    assert smallest_base(printed, *own, up_to) == (None if failing == up_to else failing + 1)


def test_a_share_printed_with_decimals_stands_for_fewer_bases() -> None:
    """33 of 41 is the first that is 80.5 %; 81 % can be 17 of 21."""
    assert [smallest_base(Fraction(805, 1000), 8, 10, up_to) for up_to in (40, 41)] == [1, None]
    assert smallest_base(Fraction(81, 100), 8, 10, 21) is None
    with pytest.raises(ValueError, match="no share"):
        smallest_base(Fraction(3, 2), 1, 2)
