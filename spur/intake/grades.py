"""grades.csv → grade events: what each unit got in each area at the inspection, and after its action plan."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from spur.intake.shared_columns import known_unit, units_outside_groups
from spur.intake.table import Row, read_table
from spur.intake.typed import read_date, read_word
from spur.records.grade import GradeEvent, GradeKind
from spur.records.problem import Code, Place, Problem
from spur.records.reading import Reading
from spur.records.unit import Unit
from spur.rubric.model import Rubric

REQUIRED = ("unit_id", "area", "grade_at_inspection")
OPTIONAL = ("grade_after_plan", "inspected_on", "plan_received_on")


def read_grades(path: Path, rubric: Rubric, units: Mapping[str, Unit]) -> Reading[GradeEvent]:
    """Read one row a unit and area. A grade left blank is a grade not given; a unit without all of the rubric's areas
    is kept and told (it is left out of totals)."""
    table = read_table(path).renamed((*REQUIRED, *OPTIONAL))
    lacking = table.missing_columns(REQUIRED)
    problems = [*table.problems, *lacking, *table.ignored_columns((*REQUIRED, *OPTIONAL))]
    events: list[GradeEvent] = []
    first_row: dict[tuple[str, str], int] = {}
    used = 0
    for row in table.rows if not lacking else ():
        unit = known_unit(row, units, problems)
        area = read_word(row, "area", [a.id for a in rubric.areas], Code.AREA_UNKNOWN, problems, required=True)
        if unit and area and (earlier := first_row.setdefault((unit.id, area), row.number)) != row.number:
            problems.append(row.problem(Code.GRADE_DUPLICATE, "area", found=f"{unit.id} {area}", also=str(earlier)))
        of_row = tuple(_events(row, unit.id if unit else "", area, rubric, problems))
        events += of_row
        used += bool(of_row)
    problems += units_outside_groups(table.file, {event.unit_id for event in events}, units, rubric)
    problems += _ungraded(table.file, events, rubric)
    problems += _owed_plans(table.file, events, rubric)
    return Reading(tuple(events), tuple(problems), table.rows_read, used, table.hash)


def _events(row: Row, unit_id: str, area: str, rubric: Rubric, problems: list[Problem]) -> Iterable[GradeEvent]:
    """The one or two events that a row tells of; none when no grade was given."""
    codes = [grade.code for grade in rubric.grades]
    before = read_word(row, "grade_at_inspection", codes, Code.GRADE_UNKNOWN, problems)
    after = read_word(row, "grade_after_plan", codes, Code.GRADE_UNKNOWN, problems)
    inspected_on = read_date(row, "inspected_on", problems)
    received_on = read_date(row, "plan_received_on", problems)
    if not row["grade_at_inspection"] and row["grade_after_plan"]:
        problems.append(row.problem(Code.GRADE_WITHOUT_INSPECTION, "grade_at_inspection"))
    if before and not row["inspected_on"]:
        problems.append(row.problem(Code.INSPECTION_UNDATED, "inspected_on"))
    if inspected_on and received_on and received_on < inspected_on:
        problems.append(row.problem(Code.PLAN_BEFORE_INSPECTION, "plan_received_on", also=inspected_on.isoformat()))
    if before and after and after != before:
        problems += _lift_problems(row, before, after, rubric)
    if before:
        yield GradeEvent(unit_id, area, GradeKind.AT_INSPECTION, before, inspected_on)
        if received_on:
            lift = rubric.grading.adjusted_after_plan
            lifted = lift.to_grade if lift and before == lift.from_grade else before
            yield GradeEvent(unit_id, area, GradeKind.AFTER_PLAN, after or lifted, received_on)


def _lift_problems(row: Row, before: str, after: str, rubric: Rubric) -> list[Problem]:
    """A grade changes after the inspection only as the rubric says (D → C), and on the day when the plan came in."""
    lift, change = rubric.grading.adjusted_after_plan, f"{before} → {after}"
    if lift is None or (before, after) != (lift.from_grade, lift.to_grade):
        allowed = f"{lift.from_grade} → {lift.to_grade}" if lift else "–"
        return [row.problem(Code.GRADE_LIFT_FORBIDDEN, "grade_after_plan", found=change, also=allowed)]
    if not row["plan_received_on"]:
        return [row.problem(Code.GRADE_LIFT_UNDATED, "plan_received_on", found=change)]
    return []


def _ungraded(file: str, events: list[GradeEvent], rubric: Rubric) -> list[Problem]:
    graded: dict[str, set[str]] = {}
    for event in events:
        graded.setdefault(event.unit_id, set()).add(event.area)
    return [
        Problem(Code.AREAS_UNGRADED, Place(file), found=unit_id, also=", ".join(missing))
        for unit_id, areas in graded.items()
        if unit_id and (missing := [area.id for area in rubric.areas if area.id not in areas])
    ]


def _owed_plans(file: str, events: list[GradeEvent], rubric: Rubric) -> list[Problem]:
    """The units with a grade that calls for an action plan (rubric: ``adjusted_after_plan``) which hasn't come in."""
    lift = rubric.grading.adjusted_after_plan
    with_plan = {(event.unit_id, event.area) for event in events if event.kind is GradeKind.AFTER_PLAN}
    owed: dict[str, list[str]] = {}
    for event in events:
        if lift and event.grade == lift.from_grade and (event.unit_id, event.area) not in with_plan:
            owed.setdefault(event.unit_id, []).append(event.area)
    return [Problem(Code.PLAN_OWED, Place(file), found=unit, also=", ".join(areas)) for unit, areas in owed.items()]
