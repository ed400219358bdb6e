"""Which populations a printed rate allows: every one that gives it and no other; and which rates none can give."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from spur.statistics.exact import round_half_up
from spur.statistics.populations import Printed, Span, allowed, contradictions, largest_agreeing, shared

spans = st.builds(
    lambda low, more: Span(low, None if more is None else low + more),
    st.integers(1, 40),
    st.none() | st.integers(-1, 15),
)


def printed(count: int, population: int, decimals: int) -> Printed:
    return Printed(round_half_up(Fraction(count * 100_000, population), decimals), decimals)


@given(st.integers(0, 20_000), st.integers(1, 12_000_000), st.integers(0, 3))
def test_the_population_that_a_rate_was_computed_from_is_allowed_and_the_ends_are_tight(count, population, decimals):
    rate = printed(count, population, decimals)
    span = allowed(count, rate)
    assert population in span
    assert printed(count, span.low, decimals) == rate
    assert span.low == 1 or printed(count, span.low - 1, decimals) != rate
    if span.high is None:
        assert printed(count, 10**15, decimals) == rate
    else:
        assert printed(count, span.high, decimals) == rate
        assert printed(count, span.high + 1, decimals) != rate


def test_a_rate_on_the_half_is_rounded_up():
    """1 of 8,000,000 is 0.0125, printed 0.013; so 8,000,000 is the last that gives 0.013, not the first of 0.012."""
    assert allowed(1, Printed(Fraction("0.013"), 3)).high == 8_000_000
    assert allowed(1, Printed(Fraction("0.012"), 3)).low == 8_000_001


def test_more_decimals_tell_more():
    """51 per 18,0 is not 51 per 18."""
    assert allowed(51, Printed(Fraction(18), 1)) == Span(282_549, 284_122)
    assert allowed(51, Printed(Fraction(18), 0)) == Span(275_676, 291_428)


def test_nobody_is_told_of_by_a_rate_of_none():
    assert allowed(0, Printed(Fraction(0), 1)) == Span(1)
    assert allowed(0, Printed(Fraction(1), 1)).empty
    assert allowed(3, Printed(Fraction(0), 0)).high is None


@given(st.lists(spans, max_size=6))
def test_what_spans_share_is_what_is_in_all_of_them(several):
    numbers = range(1, 80)
    assert [n for n in numbers if n in shared(several)] == [n for n in numbers if all(n in span for span in several)]


@given(st.lists(spans, max_size=6))
def test_without_a_contradiction_all_agree_and_the_largest_sets_are_the_largest(several):
    by_key = dict(enumerate(several))
    agreeing = [[key for key, span in by_key.items() if n in span] for n in range(1, 80)]
    most = max(map(len, agreeing))
    assert {tuple(keys) for keys in agreeing if len(keys) == most > 0} == set(largest_agreeing(by_key))
    pairs = contradictions(by_key)
    assert all((by_key[a] & by_key[b]).empty for a, b in pairs)
    if not pairs and len(several) > 1:
        assert not shared(several).empty
