"""The arithmetic behind every printed number, against exact decimal arithmetic and the standard library."""

import statistics
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction
from itertools import combinations_with_replacement, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spur.statistics.comparison import Verdict, point_rule
from spur.statistics.exact import Root, decimal, round_half_up, significant
from spur.statistics.ranking import rank_shown
from spur.statistics.tally import Tally

PRECISE = Context(prec=60)

counts = st.integers(0, 40)
tallies = st.builds(
    Tally.of,
    st.dictionaries(st.integers(-3, 32), counts, max_size=6),
    missing=counts,
    dont_know=counts,
    not_applicable=counts,
)
fractions = st.fractions(max_denominator=10**6)


def as_decimal(number: Fraction) -> Decimal:
    with localcontext(PRECISE):
        return Decimal(number.numerator) / Decimal(number.denominator)


def printed(number: Decimal, decimals: int) -> str:
    with localcontext(PRECISE):
        return str(number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


def answers_of_up_to(n: int, levels: int) -> Iterator[tuple[int, ...]]:
    """Every set of 1 to ``n`` answers on a scale of ``levels`` steps: as many as there are histograms."""
    for size in range(1, n + 1):
        yield from combinations_with_replacement(range(1, levels + 1), size)


# Tallies add up


@given(tallies, tallies, tallies)
def test_tallies_add_up_in_any_order_and_in_any_grouping(a: Tally, b: Tally, c: Tally) -> None:
    assert a + b == b + a
    assert (a + b) + c == a + (b + c) == Tally.total([c, a, b])
    assert a + Tally() == a == Tally.total([a])
    assert (a + b).asked == a.asked + b.asked


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 3))))
def test_however_answers_are_divided_over_files_their_tally_is_the_same(answers: list[tuple[int, int]]) -> None:
    files = (Tally.of_values(value for value, file in answers if file == number) for number in range(4))
    assert Tally.total(files) == Tally.of_values(value for value, _ in answers)


@given(tallies)
def test_missing_is_not_zero(tally: Tally) -> None:
    """Blank, "vet ej" and "ej relevant" are counted, and change neither n nor mean nor SD nor median."""
    without = Tally(tally.counts)
    assert (tally.n, tally.mean, tally.population_sd, tally.median) == (
        without.n,
        without.mean,
        without.population_sd,
        without.median,
    )
    assert tally.asked == tally.n + tally.missing + tally.dont_know + tally.not_applicable


def test_nobody_has_no_mean_no_sd_no_median_and_no_share() -> None:
    nobody = Tally.of({4: 0}, missing=7)
    assert (nobody.n, nobody.mean, nobody.population_sd, nobody.median, nobody.share(0)) == (0, None, None, None, None)


def test_a_count_is_never_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        Tally.of({1: -1})
    with pytest.raises(ValueError, match="negative"):
        Tally.of({}, missing=-1)


# Rounding: every set of up to 12 grades or answers that there is


@pytest.mark.parametrize("levels", [4, 5])
def test_mean_sd_shares_and_median_of_every_small_histogram_agree_with_decimal_arithmetic(levels: int) -> None:
    histograms = 0
    for answers in answers_of_up_to(12, levels):
        tally, n = Tally.of_values(answers), len(answers)
        mean = Fraction(sum(answers), n)
        variance = sum((value - mean) ** 2 for value in answers) / n
        with localcontext(PRECISE):
            sd = as_decimal(variance).sqrt()
        for decimals in (0, 1, 2):
            assert decimal(round_half_up(tally.mean, decimals), decimals) == printed(as_decimal(mean), decimals)
            assert decimal(round_half_up(tally.population_sd, decimals), decimals) == printed(sd, decimals)
        for step in range(1, levels + 1):
            at_least = sum(value >= step for value in answers)
            share = round_half_up(tally.share(tally.at_least(step)), 2) * 100
            assert decimal(share, 0) == printed(as_decimal(Fraction(100 * at_least, n)), 0)
            assert tally.at_least(step) + tally.at_most(step - 1) == n
        assert (tally.median.low, tally.median.high) == (
            statistics.median_low(answers),
            statistics.median_high(answers),
        )
        histograms += 1
    assert histograms == {4: 1820 - 1, 5: 6188 - 1}[levels]  # all but the empty one


@given(fractions, st.integers(0, 6))
def test_halves_are_rounded_away_from_zero_and_a_number_and_its_negative_alike(number: Fraction, places: int) -> None:
    rounded = round_half_up(number, places)
    assert decimal(rounded, places).replace("-", "") == printed(as_decimal(abs(number)), places)
    assert round_half_up(-number, places) == -rounded
    assert round_half_up(rounded, places) == rounded


def test_decimal_refuses_a_number_that_has_not_been_rounded() -> None:
    with pytest.raises(ValueError, match="round it first"):
        decimal(Fraction(1, 8), 2)


# Unrounded numbers in open data


@given(st.one_of(fractions, st.builds(Root, fractions.map(abs)), st.integers(-(10**30), 10**30)))
def test_open_data_hold_twelve_significant_digits_that_parse_back(number: Fraction | Root | int) -> None:
    text = significant(number)
    with localcontext(PRECISE):
        exact = as_decimal(number.square).sqrt() if isinstance(number, Root) else as_decimal(Fraction(number))
        back = Decimal(text)
        assert "e" not in text.lower()
        assert not ("." in text and text.endswith(("0", ".")))
        assert text != "-0"
        if exact == exact.to_integral_value():
            assert back == exact
        else:
            half_a_step = Decimal(1).scaleb(min(exact.adjusted() - 11, 0)) / 2
            assert abs(back - exact) <= half_a_step * (1 + Decimal(10) ** -30)
            assert len(back.as_tuple().digits) <= 12 or back == back.to_integral_value()


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (206, "206"),
        (Fraction(66, 17), "3.88235294118"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(2, 3) / 10**6, "0.000000666666666667"),
        (Fraction(10**13 - 1, 10**12), "10"),
        (Root(Fraction(2)), "1.41421356237"),
        (Root(Fraction(1, 4)), "0.5"),
        (123456789012345678901234567890, "123456789012345678901234567890"),
    ],
)
def test_how_an_unrounded_number_is_written(number: Fraction | Root | int, text: str) -> None:
    assert significant(number) == text


# Ranks


@given(st.dictionaries(st.sampled_from("ABCDEFGH"), st.fractions(1, 4, max_denominator=60), min_size=1), st.data())
def test_ranks_are_those_of_the_printed_means(means: dict[str, Fraction], data: st.DataObject) -> None:
    ranks = rank_shown(means, 1)
    shown = {area: Decimal(printed(as_decimal(mean), 1)) for area, mean in means.items()}
    best_first = sorted(shown.values(), reverse=True)
    assert ranks == {area: best_first.index(mean) + 1 for area, mean in shown.items()}
    shuffled = data.draw(st.permutations(list(means.items())))
    assert rank_shown(dict(shuffled), 1) == ranks
    assert rank_shown({area: mean + 1 for area, mean in means.items()}, 1) == ranks


def test_areas_whose_means_differ_only_before_rounding_share_a_place_and_the_next_is_skipped() -> None:
    means = {"E": Fraction(131, 51), "G": Fraction(133, 51), "H": Fraction(135, 51), "D": Fraction(5, 2)}
    assert rank_shown(means, 1) == {"E": 1, "G": 1, "H": 1, "D": 4}


# The five-point rule


def integer_rule(k1: int, n1: int, k2: int, n2: int) -> bool:
    return 20 * abs(k1 * n2 - k2 * n1) >= n1 * n2


def assert_keeps_the_integer_rule(k1: int, n1: int, k2: int, n2: int) -> None:
    verdict = point_rule(Fraction(k1, n1), Fraction(k2, n2), 5)
    assert (verdict is not Verdict.WITHIN) == integer_rule(k1, n1, k2, n2)
    if verdict is not Verdict.WITHIN:
        assert (verdict is Verdict.MORE) == (k1 * n2 > k2 * n1)


def test_the_five_point_rule_is_the_integer_rule_for_all_small_shares() -> None:
    for n1, n2 in product([*range(1, 13), 20, 40], repeat=2):
        for k1, k2 in product(range(n1 + 1), range(n2 + 1)):
            assert_keeps_the_integer_rule(k1, n1, k2, n2)


sizes = st.integers(1, 10**7)


@given(sizes, sizes, st.data())
def test_the_five_point_rule_is_the_integer_rule_for_large_shares_also_at_its_edge(
    n1: int, n2: int, data: st.DataObject
) -> None:
    k2 = data.draw(st.integers(0, n2))
    edge = (20 * k2 * n1 + data.draw(st.sampled_from([-1, 1])) * n1 * n2) // (20 * n2)
    k1 = data.draw(st.one_of(st.integers(0, n1), st.integers(edge - 1, edge + 1).filter(lambda k: 0 <= k <= n1)))
    assert_keeps_the_integer_rule(k1, n1, k2, n2)


def test_exactly_five_points_is_a_difference_and_what_is_only_printed_as_five_is_none() -> None:
    assert point_rule(Fraction(82, 100), Fraction(77, 100), 5) is Verdict.MORE
    assert point_rule(Fraction(77, 100), Fraction(82, 100), 5) is Verdict.LESS
    assert point_rule(Fraction(8196, 10000), Fraction(77, 100), 5) is Verdict.WITHIN
