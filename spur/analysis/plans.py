"""Which action plans have come in, what they lift, and who owes one.

A lift is no fact of its own: it follows from the grade set at the inspection and the plan that came in. So a corrected
workbook keeps its plan, and a grade that is corrected to one that calls for no plan is not lifted.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from spur.records.event import EventKind, InspectionEvent
from spur.records.grade import GradeEvent, GradeKind
from spur.records.problem import Code, Place, Problem
from spur.rubric.model import Rubric


def with_lifts(
    grades: Sequence[GradeEvent],
    recorded: Iterable[InspectionEvent],
    rubric: Rubric,
    tables: Iterable[GradeEvent] = (),
) -> tuple[GradeEvent, ...]:
    """The grade events, and after them the lifts that received plans bring: a grade that the rubric lifts is lifted on
    the day of the first plan that came in on the day of its inspection or later. What a file tells of itself stands.
    ``tables`` are the plans that grades files tell of, whose own grade a workbook may have put out of force."""
    lift = rubric.grading.adjusted_after_plan
    plans, by_table = _plan_days(recorded), {(each.unit_id, each.area): each for each in tables}
    told = _after_plan(grades)
    lifted: list[GradeEvent] = []
    for grade in grades:
        key = (grade.unit_id, grade.area)
        if lift is None or key in told or not _lifted_by_plan(grade, rubric):
            continue
        table, days = by_table.get(key), [on for on in plans.get(key, ()) if grade.on is None or on >= grade.on]
        if table and (table.on is None or grade.on is None or table.on >= grade.on):
            # a plan may be said to have lifted nothing
            lifted.append(replace(table, grade=table.grade if table.grade == grade.grade else lift.to_grade))
        elif days:
            lifted.append(GradeEvent(*key, GradeKind.AFTER_PLAN, lift.to_grade, min(days)))
    return (*grades, *lifted)


def plans_without_effect(
    grades: Sequence[GradeEvent],
    recorded: Iterable[InspectionEvent],
    rubric: Rubric,
    tables: Iterable[GradeEvent] = (),
    as_of: date | None = None,
) -> Iterator[Problem]:
    """A warning for each grade that would be lifted, had its plan not come in before the inspection: a workbook may be
    corrected to a later day. ``grades`` are those with the lifts."""
    plans, received = _plan_days(recorded), _after_plan(grades)
    for each in tables:
        if each.on:
            plans.setdefault((each.unit_id, each.area), []).append(each.on)
    for grade in grades:
        key = (grade.unit_id, grade.area)
        past = as_of is None or grade.on is None or grade.on <= as_of
        if past and _lifted_by_plan(grade, rubric) and key in plans and key not in received:
            place = Place(" ".join(key))
            yield Problem(Code.PLAN_WITHOUT_EFFECT, place, found=str(max(plans[key])), also=str(grade.on))


@dataclass(frozen=True, slots=True)
class OwedPlan:
    """A plan that has not come in: ``since`` the inspection (None when its day is not known), and ``due`` when the
    region has set a deadline."""

    unit_id: str
    area: str
    grade: str
    since: date | None
    due: date | None
    overdue: bool


def owed_plans(
    grades: Sequence[GradeEvent], rubric: Rubric, as_of: date, days: Mapping[str, int]
) -> tuple[OwedPlan, ...]:
    """Who owed a plan on a day: the overdue first, then by how long it has been owed. ``grades`` are those with the
    lifts; ``days`` is the deadline by unit, where there is one."""
    received = {key for key, on in _after_plan(grades).items() if on is None or on <= as_of}
    owed = [
        _owed(grade, as_of, days.get(grade.unit_id))
        for grade in grades
        if _lifted_by_plan(grade, rubric) and (grade.unit_id, grade.area) not in received
        if grade.on is None or grade.on <= as_of
    ]
    return tuple(sorted(owed, key=lambda each: (not each.overdue, each.since or date.max, each.unit_id, each.area)))


def plan_problems(plan: InspectionEvent, grades: Sequence[GradeEvent], rubric: Rubric) -> Iterator[Problem]:
    """What speaks against recording a plan. ``grades`` are those with the lifts of the plans recorded so far."""
    key = (plan.unit_id, plan.area)
    place = Place(" ".join(key))
    at_inspection = {(each.unit_id, each.area): each for each in grades if each.kind is GradeKind.AT_INSPECTION}
    grade, received = at_inspection.get(key), _after_plan(grades)
    if grade is None:
        yield Problem(Code.GRADE_ABSENT, place, found=plan.round)
    elif not _lifted_by_plan(grade, rubric):
        lift = rubric.grading.adjusted_after_plan
        yield Problem(Code.PLAN_NOT_CALLED_FOR, place, grade.grade, also=lift.from_grade if lift else "–")
    elif key in received:
        yield Problem(Code.PLAN_ALREADY_RECEIVED, place, found=str(received[key]))
    elif grade.on and plan.on < grade.on:
        yield Problem(Code.PLAN_BEFORE_INSPECTION, place, found=str(plan.on), also=str(grade.on))


def _lifted_by_plan(grade: GradeEvent, rubric: Rubric) -> bool:
    lift = rubric.grading.adjusted_after_plan
    return lift is not None and grade.kind is GradeKind.AT_INSPECTION and grade.grade == lift.from_grade


def _after_plan(grades: Iterable[GradeEvent]) -> dict[tuple[str, str], date | None]:
    """The day on which a plan came in, by unit and area."""
    return {(each.unit_id, each.area): each.on for each in grades if each.kind is GradeKind.AFTER_PLAN}


def _plan_days(recorded: Iterable[InspectionEvent]) -> dict[tuple[str, str], list[date]]:
    days: dict[tuple[str, str], list[date]] = {}
    for each in recorded:
        if each.kind is EventKind.PLAN:
            days.setdefault((each.unit_id, each.area), []).append(each.on)
    return days


def _owed(grade: GradeEvent, as_of: date, days: int | None) -> OwedPlan:
    due = grade.on + timedelta(days) if grade.on and days is not None else None
    return OwedPlan(grade.unit_id, grade.area, grade.grade, grade.on, due, due is not None and due < as_of)
