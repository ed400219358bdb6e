"""What did the inspectors find at one unit? Its grade in every area as points, and the action plans asked of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial

from spur.analysis.figure import Figure, GradesUsed
from spur.analysis.grades import Grades
from spur.analysis.plans import OwedPlan, owed_plans
from spur.analysis.scopes import Part
from spur.records.grade import GradeEvent, GradeKind
from spur.rubric.model import Rubric

POINTS, FIRST = "points", "points_at_inspection"
AT_LINE = "share_at_line"


def unit_grade_figures(
    round_: str, unit: Part, grades: Grades, used: GradesUsed, rubric: Rubric
) -> Iterator[Figure]:  # fmt: skip
    """The points of a unit in every area, and whether they are at the line (1 or 0); None where it has no grade. And
    their total, of a unit that is graded in every area."""
    figure = partial(Figure, round_, "unit", unit.id, grades_used=used)
    points = _points(unit, grades, rubric)
    for area_id, own in points.items():
        yield figure(f"area:{area_id}", POINTS, own)
        yield figure(f"area:{area_id}", AT_LINE, None if own is None else Fraction(own >= rubric.line_points))
    known = [own for own in points.values() if own is not None]
    yield figure("total", POINTS, sum(known) if known and len(known) == len(points) else None)


def first_grade_figures(round_: str, unit: Part, grades: Grades, rubric: Rubric) -> Iterator[Figure]:
    """The points as they were set at the inspection, beside those that an action plan has lifted. ``grades`` are those
    of the inspection."""
    for area_id, own in _points(unit, grades, rubric).items():
        yield Figure(round_, "unit", unit.id, f"area:{area_id}", FIRST, own, grades_used="at-inspection")


@dataclass(frozen=True, slots=True)
class AreaPlan:
    """The action plan that a grade calls for: the day on which it came in and the grade since then, or that it is
    owed."""

    area: str
    at_inspection: str
    lifted_to: str = ""
    received_on: date | None = None
    owed: OwedPlan | None = None


def area_plans(
    unit: Part, events: Iterable[GradeEvent], rubric: Rubric, as_of: date, days: Mapping[str, int]
) -> tuple[AreaPlan, ...]:
    """The plans that a unit was asked for by a day, in the rubric's order. ``events`` are the grades with the lifts;
    ``days`` is the deadline by unit, where there is one."""
    own = [event for event in events if event.unit_id in unit.units and (event.on is None or event.on <= as_of)]
    received = {event.area: event for event in own if event.kind is GradeKind.AFTER_PLAN}
    first = {event.area: event.grade for event in own if event.kind is GradeKind.AT_INSPECTION}
    owed = {plan.area: plan for plan in owed_plans(own, rubric, as_of, days)}
    plans = []
    for area in (area.id for area in rubric.areas if area.id in received or area.id in owed):
        if area in received:
            plans.append(AreaPlan(area, first.get(area, ""), received[area].grade, received[area].on))
        else:
            plans.append(AreaPlan(area, first[area], owed=owed[area]))
    return tuple(plans)


def _points(unit: Part, grades: Grades, rubric: Rubric) -> dict[str, int | None]:
    own = {area.id: grades.get((unit.id, area.id)) for area in rubric.areas}
    return {area_id: None if grade is None else rubric.points(grade) for area_id, grade in own.items()}
