"""Do answers follow the grades? Only units that are shown are looked at, and no other unit leaves any trace."""

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spur import app
from spur.analysis.answers import answer_figures
from spur.analysis.atoms import of_shown_units
from spur.analysis.figure import Figure, Figures
from spur.analysis.grades_and_answers import grade_answer_figures, is_apart
from spur.analysis.scopes import Part, Region
from spur.analysis.signals import signal_figures
from spur.disclosure.release import Protection
from spur.statistics.tally import Tally
from tests.conftest import RUBRIC

MODEL = app.pinned_rubric(RUBRIC).model
TRAINEES = MODEL.roles[0].id
QUESTION, ITEM, AREA = "st.allsidig", "item:st.allsidig", "A"
POSITIVE, NOT_POSITIVE = 5, 2

Answered = Mapping[str, tuple[str, int, int]]
"""The grade of each unit, and how many of how many were positive."""


def beside(answered: Answered) -> Figures:
    """All units in one group, so that nothing but their own size decides what is shown of them."""
    region = Region(Part("region", "r", frozenset(answered)), (Part("group", "g", frozenset(answered)),))
    tallies = {
        (unit, TRAINEES, QUESTION): Tally.of({POSITIVE: k, NOT_POSITIVE: n - k}) for unit, (_, k, n) in answered.items()
    }
    told = answer_figures("2019", region, tallies, MODEL, Protection(), units=True)
    figures = Figures.of(of_shown_units(told))
    figures = Figures.of(figures, signal_figures("2019", region, figures, MODEL))
    grades = {(unit, AREA): grade for unit, (grade, _, _) in answered.items()}
    own = grade_answer_figures("2019", region, figures, grades, "after-plan", TRAINEES, MODEL)
    return Figures.of(own)


def of_region(figures: Figures, statistic: str, versus: str = "grades") -> Figure | None:
    return figures.get("region", "r", ITEM, statistic, role=TRAINEES, versus=versus)


RISING = {
    **{f"A{i}": ("A", 17 + i % 2, 20) for i in range(4)},
    **{f"B{i}": ("B", 15, 20) for i in range(4)},
    **{f"C{i}": ("C", 12 + i % 2, 20) for i in range(3)},
}


def test_units_with_higher_grades_and_more_positive_answers_are_seen_to_go_together():
    figures = beside(RISING)
    units, rho, q = (of_region(figures, statistic) for statistic in ("units_compared", "rho", "q"))
    assert units is not None
    assert units.value == 11
    assert rho is not None
    assert float(rho.value) > 0.9
    assert q is not None
    assert float(q.value) < 0.01
    assert of_region(figures, "share_positive", "grade:B").value == Fraction(60, 80)
    assert of_region(figures, "n", "grade:C").value == 60
    assert of_region(figures, "n", "grade:D") is None


def test_with_few_units_the_trend_of_the_shares_is_tested_instead():
    few = {unit: told for unit, told in RISING.items() if unit.endswith(("0", "1"))}
    figures = beside(few)
    assert of_region(figures, "units_compared").value == 6
    assert of_region(figures, "rho") is None
    assert float(of_region(figures, "trend_z").value) > 0
    assert 0.05 < float(of_region(figures, "trend_p").value) < 0.1  # .01 if all answers were independent


def test_one_grade_alone_or_fewer_than_four_units_are_no_comparison():
    assert not beside({f"U{i}": ("A", 15, 20) for i in range(9)}).all
    assert not beside({"A": ("A", 18, 20), "B": ("B", 15, 20), "C": ("C", 12, 20)}).all


def test_a_good_grade_beside_poor_answers_is_told_and_a_poor_one_beside_them_is_not():
    others = {f"U{i:02}": (("A", "B")[i % 2], 34 + i % 3, 40) for i in range(12)}
    figures = beside({**others, "X": ("A", 12, 40), "Y": ("D", 12, 40)})
    assert [f.scope_id for f in figures if f.statistic == "apart"] == ["X"]
    (points,) = (f for f in figures if f.scope == "unit" and f.statistic == "points")
    assert (points.scope_id, points.value) == ("X", 4)


@pytest.mark.parametrize(
    ("points", "flag", "apart"),
    [
        (4, "strong-less", True), (3, "signal-less", True), (3, "signal-more", False), (2, "signal-less", False),
        (2, "signal-more", True), (1, "strong-more", True), (4, "none", False), (1, "none", False),
    ],
)  # fmt: skip
def test_what_points_apart(points, flag, apart):
    assert is_apart(points, flag, MODEL) is apart


people = st.integers(0, 14).flatmap(lambda n: st.tuples(st.sampled_from("ABCD"), st.integers(0, n), st.just(n)))
regions = st.lists(people, min_size=4, max_size=14).map(lambda own: {f"U{i:02}": each for i, each in enumerate(own)})


@given(regions, st.data())
def test_the_grades_of_units_that_are_not_shown_change_nothing(answered, data):
    whole = Region(Part("region", "r", frozenset(answered)), (Part("group", "g", frozenset(answered)),))
    tallies = {
        (unit, TRAINEES, QUESTION): Tally.of({POSITIVE: k, NOT_POSITIVE: n - k}) for unit, (_, k, n) in answered.items()
    }
    shown = {
        figure.scope_id
        for figure in answer_figures("2019", whole, tallies, MODEL, Protection(), units=True)
        if figure.scope == "unit" and figure.statistic == "share_positive" and figure.value is not None
    }
    moved = {
        unit: told if unit in shown else (data.draw(st.sampled_from("ABCD")), *told[1:])
        for unit, told in answered.items()
    }
    assert beside(answered) == beside(moved)
