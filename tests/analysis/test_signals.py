"""Which units answer unlike the others: flags, one answer from another flag, and nothing of what is not shown."""

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spur import app
from spur.analysis.answers import answer_figures
from spur.analysis.atoms import atoms, of_shown_units
from spur.analysis.clusters import cluster_figures
from spur.analysis.comparison import WHOLE
from spur.analysis.figure import Figure, Figures
from spur.analysis.scopes import Part, Region
from spur.analysis.signals import signal_figures
from spur.disclosure.release import Protection
from spur.rubric.model import Rubric
from spur.statistics.tally import Tally
from tests.conftest import RUBRIC

ITEM, ROLE = "item:st.helhet", "st-lakare"

Answered = Mapping[str, tuple[int, int]]
"""(positive, n) by unit."""


@cache
def one_question() -> Rubric:
    """The shipped rubric with a single question."""
    whole = app.pinned_rubric(RUBRIC).model
    return whole.model_copy(
        update={"questions": tuple(q for q in whole.questions if q.id == ITEM.removeprefix("item:"))}
    )


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return one_question()


def region(units: Answered) -> Region:
    """Three groups; a unit is in that of its name's first letter."""
    groups = [Part("group", g, frozenset(u for u in units if u[0] == g)) for g in sorted({u[0] for u in units})]
    return Region(Part("region", "r", frozenset(units)), tuple(groups))


def told(units: Answered, rubric: Rubric, protection: Protection | None = None) -> Figures:
    """What a region's report has of one question."""
    own = region(units)
    tallies = {(unit, ROLE, ITEM.removeprefix("item:")): Tally.of({5: k, 1: n - k}) for unit, (k, n) in units.items()}
    answered = answer_figures("2025", own, tallies, rubric, protection or Protection(), units=True)
    figures = Figures.of(of_shown_units(answered))
    return Figures.of(
        figures, signal_figures("2025", own, figures, rubric), cluster_figures("2025", own, figures, rubric)
    )


def of_unit(figures: Figures, unit: str, statistic: str) -> Figure | None:
    return figures.get("unit", unit, ITEM, statistic, role=ROLE, versus=WHOLE)


def flags(figures: Figures) -> dict[str, object]:
    return {each.scope_id: each.value for each in figures if each.statistic == "flag"}


ALIKE = {f"{'abc'[at % 3]}{at:02}": (14 + at % 4, 20) for at in range(30)}


def test_a_unit_unlike_the_others_is_flagged_on_its_side_and_the_others_are_not(rubric: Rubric) -> None:
    found = flags(told(ALIKE | {"a90": (4, 20), "b91": (40, 40)}, rubric))
    assert found.pop("a90") == "strong-less"
    assert found.pop("b91") == "strong-more"
    assert set(found.values()) == {"none"}


def test_where_units_differ_widely_none_of_them_stands_out(rubric: Rubric) -> None:
    apart = {f"{'abc'[at % 3]}{at:02}": (4 + at % 15, 20) for at in range(30)}
    assert set(flags(told(apart, rubric)).values()) == {"none"}


def test_less_than_five_points_is_no_signal_however_certain(rubric: Rubric) -> None:
    sure = {"a0": (9200, 10_000), **{f"{'abc'[at % 3]}{at:02}": (8840, 10_000) for at in range(10, 25)}}
    figures = told(sure, rubric)
    p = of_unit(figures, "a0", "funnel_p")
    assert p is not None
    assert p.value < Fraction(1, 1000)  # type: ignore[operator]
    assert set(flags(figures).values()) == {"none"}


def test_one_answer_from_another_flag_is_just_that(rubric: Rubric) -> None:
    """What ``near`` says is what comes out when one person answers otherwise, as far as the others stay as they are."""
    for positive in range(4, 15):
        now = told(ALIKE | {"a90": (positive, 20)}, rubric)
        near = of_unit(now, "a90", "near") is not None
        own = flags(now)["a90"]
        beside = {flags(told(ALIKE | {"a90": (positive + step, 20)}, rubric))["a90"] for step in (-1, 1)}
        assert near == (beside != {own}), positive


def test_the_limits_hold_what_is_expected_and_are_shares(rubric: Rubric) -> None:
    figures = told(ALIKE | {"a90": (4, 20)}, rubric)
    for unit in (*ALIKE, "a90"):
        far, low, high, beyond = (
            of_unit(figures, unit, end).value  # type: ignore[union-attr]
            for end in ("far_limit_low", "limit_low", "limit_high", "far_limit_high")
        )
        assert 0 <= far <= low < Fraction(3, 4) < high <= beyond <= 1  # type: ignore[operator]


def test_a_unit_is_held_against_the_others_without_itself(rubric: Rubric) -> None:
    figures = told({"a1": (10, 50), "b1": (20, 25), "c1": (20, 25)}, rubric)
    low = of_unit(figures, "a1", "limit_low")
    assert low is not None
    assert low.value > Fraction(2, 5)  # type: ignore[operator]  # around .8, where the region with it has .5


def test_with_few_units_what_they_cannot_tell_is_assumed_and_said(rubric: Rubric) -> None:
    figures = told({"a1": (16, 20), "a2": (12, 20), "b1": (14, 20)}, rubric)
    assert figures.get("region", "r", ITEM, "tau2_assumed", role=ROLE) is not None
    assert figures.get("region", "r", ITEM, "prior_rho_assumed", role=ROLE) is not None
    assert figures.get("region", "r", ITEM, "tau2", role=ROLE) is None
    assert figures.get("region", "r", ITEM, "deff", role=ROLE) is None


def test_a_unit_that_is_the_whole_region_has_nothing_to_differ_from(rubric: Rubric) -> None:
    assert flags(told({"a1": (9, 20)}, rubric)) == {}


def test_units_that_all_answer_alike_have_no_flags(rubric: Rubric) -> None:
    everybody = {f"a{at:02}": (12, 12) for at in range(12)}
    assert set(flags(told(everybody, rubric)).values()) == {"none"}
    # one unit with two who were not positive, where nobody else was not: seldom, yet not impossible
    assert of_unit(told(everybody | {"a11": (10, 12)}, rubric), "a11", "funnel_p").value > 0  # type: ignore


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(1, 12)), min_size=4, max_size=24))
@settings(max_examples=60)
def test_nothing_but_what_is_shown_goes_in(counts: list[tuple[int, int]]) -> None:
    """The parts add up to the region, none of them is smaller than k, and every unit among them is shown. People may
    change places between units that are not shown: everything comes out the same."""
    rubric = one_question()
    units = {f"{'abc'[at % 3]}{at:02}": (min(k, n), n) for at, (k, n) in enumerate(counts)}
    figures = told(units, rubric)
    own = region(units)
    parts = atoms(figures, own, ITEM, ROLE)
    if not parts:
        assert flags(figures) == {}
        return
    assert sum(part.n for part in parts) == sum(n for _, n in units.values())
    assert sum(part.positive for part in parts) == sum(k for k, _ in units.values())
    assert min(part.n for part in parts) >= Protection().k
    shown = {part.unit for part in parts if part.unit}
    for group in own.groups:
        too_few = sorted(unit for unit in group.units - shown if units[unit][1] < Protection().k)
        for first, second in pairwise(too_few):
            (k1, n1), (k2, n2) = units[first], units[second]
            if k1 > 0 and k2 < n2:
                moved = units | {first: (k1 - 1, n1), second: (k2 + 1, n2)}
                assert list(told(moved, rubric)) == list(figures)


def test_a_design_effect_is_told_where_there_are_clusters_enough(rubric: Rubric) -> None:
    figures = told(ALIKE, rubric)
    assert figures("region", "r", ITEM, "clusters", role=ROLE).value == 30
    assert figures("region", "r", ITEM, "deff", role=ROLE).value < 1  # they differ by less than chance
    # one unit with more answers than all others together makes of thirty clusters hardly two
    uneven = told(ALIKE | {"a90": (700, 900)}, rubric)
    assert uneven.get("region", "r", ITEM, "deff", role=ROLE) is None
