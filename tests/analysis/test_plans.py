"""What an action plan lifts, and who owes one: by the grades and plans alone, with no database."""

from datetime import UTC, date, datetime

import pytest

from spur import app
from spur.analysis.grades import grades_as_of
from spur.analysis.plans import owed_plans, with_lifts
from spur.records.event import EventKind, InspectionEvent
from spur.records.grade import GradeEvent, GradeKind
from tests.conftest import RUBRIC

MARCH, MAY, JULY = date(2019, 3, 1), date(2019, 5, 1), date(2019, 7, 1)


@pytest.fixture(scope="module")
def rubric():
    return app.pinned_rubric(RUBRIC).model


def graded(grade: str, on: date | None = MARCH, unit: str = "X-1", area: str = "D") -> GradeEvent:
    return GradeEvent(unit, area, GradeKind.AT_INSPECTION, grade, on)


def plan(on: date, unit: str = "X-1", area: str = "D") -> InspectionEvent:
    return InspectionEvent(EventKind.PLAN, unit, "2019", on, "", "plan", datetime(2020, 1, 1, tzinfo=UTC), "0", area)


def lift(on: date, grade: str = "C") -> GradeEvent:
    return GradeEvent("X-1", "D", GradeKind.AFTER_PLAN, grade, on)


@pytest.mark.parametrize(
    ("grades", "plans", "lifts"),
    [
        ([graded("D")], [], []),
        ([graded("D")], [plan(MAY)], [lift(MAY)]),
        ([graded("D")], [plan(MARCH)], [lift(MARCH)]),
        ([graded("C")], [plan(MAY)], []),
        ([graded("D", on=MAY)], [plan(MARCH)], []),
        ([graded("D", on=MAY)], [plan(MARCH), plan(JULY)], [lift(JULY)]),
        ([graded("D")], [plan(JULY), plan(MAY)], [lift(MAY)]),
        ([graded("D", on=None)], [plan(MAY)], [lift(MAY)]),
        ([graded("D")], [plan(MAY, area="E"), plan(MAY, unit="X-2")], []),
        ([graded("D"), lift(JULY)], [plan(MAY)], []),
        ([graded("D"), lift(MAY, "D")], [plan(JULY)], []),
    ],
    ids=[
        "no plan",
        "a plan",
        "on the day of the inspection",
        "a grade that no plan lifts",
        "before the inspection",
        "a second plan, after the corrected day",
        "the first of two",
        "an inspection without a day",
        "another area's and another unit's",
        "a lift that a file told of",
        "a plan that a file says lifted nothing",
    ],
)
def test_what_a_plan_lifts(grades, plans, lifts, rubric):
    assert with_lifts(grades, plans, rubric) == (*grades, *lifts)


def test_a_rubric_that_lifts_nothing(rubric):
    stern = rubric.model_copy(update={"grading": rubric.grading.model_copy(update={"adjusted_after_plan": None})})
    assert with_lifts([graded("D")], [plan(MAY)], stern) == (graded("D"),)
    assert owed_plans([graded("D")], stern, JULY, {}) == ()


def test_a_lift_counts_from_its_day_on(rubric):
    events = with_lifts([graded("D")], [plan(MAY)], rubric)
    assert grades_as_of(events, "after-plan", date(2019, 4, 30)) == {("X-1", "D"): "D"}
    assert grades_as_of(events, "after-plan", MAY) == {("X-1", "D"): "C"}
    assert grades_as_of(events, "at-inspection", JULY) == {("X-1", "D"): "D"}


def test_a_plan_is_owed_from_the_inspection_until_it_comes_in(rubric):
    events = with_lifts([graded("D")], [plan(MAY)], rubric)
    owed = {day: len(owed_plans(events, rubric, day, {})) for day in (date(2019, 2, 28), MARCH, date(2019, 4, 30), MAY)}
    assert list(owed.values()) == [0, 1, 1, 0]


def test_the_overdue_come_first_and_only_where_there_is_a_deadline(rubric):
    events = [graded("D", unit="X-1"), graded("D", unit="X-2", on=MAY), graded("D", unit="X-3", on=None)]
    none = owed_plans(events, rubric, JULY, {})
    assert [(each.unit_id, each.due, each.overdue) for each in none] == [
        ("X-1", None, False),
        ("X-2", None, False),
        ("X-3", None, False),
    ]
    some = owed_plans(events, rubric, JULY, {"X-2": 30, "X-3": 30})
    assert [(each.unit_id, each.due, each.overdue) for each in some] == [
        ("X-2", date(2019, 5, 31), True),
        ("X-1", None, False),
        ("X-3", None, False),
    ]
    assert not any(each.overdue for each in owed_plans(events, rubric, date(2019, 5, 31), {"X-2": 30}))
