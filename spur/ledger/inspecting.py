"""Keeping inspections: what a workbook tells, the grades that it sets, and what a person records of its course."""

import json
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, select

from spur.ledger.counting import of_round, telling_imports
from spur.ledger.keeping import add, add_grades, already_kept, keep_rubric, open_import, second_rubric
from spur.ledger.schema import area_judgement, finding, import_, inspection, inspection_event
from spur.records.event import InspectionEvent
from spur.records.grade import GradeEvent, GradeKind
from spur.records.imported import Import, Kept
from spur.records.inspection import Inspection, Judgement
from spur.records.problem import Code, InvalidInput, Place, Problem
from spur.rubric.model import PinnedRubric
from spur.rubric.parts import folded

Item = tuple[Import, PinnedRubric, Inspection]


def refuse_twice(items: Sequence[Item]) -> None:
    """Raises InvalidInput where two unlike files tell of the same inspection: nothing says which of them applies."""
    first: dict[tuple[str, ...], Import] = {}
    problems = []
    for new, _, told in items:
        other = first.setdefault((told.unit_id, told.round, told.judgement, folded(told.inspector)), new)
        if other.file_hash != new.file_hash:
            place = Place(new.file_name)
            problems.append(Problem(Code.INSPECTION_TWICE, place, found=told.unit_id, also=other.file_name))
    if problems:
        raise InvalidInput(problems)


def keep_inspections(connection: Connection, items: Sequence[Item]) -> tuple[Kept, ...]:
    """Keep workbooks. A rubric that is not the rest of the round's is told of once, at the first of its workbooks."""
    kept, warned = [], set[tuple[str, str]]()
    for new, pinned, told in items:
        each = _keep(connection, new, pinned, told)
        # what one inspector thinks comes into no report
        if told.judgement is Judgement.JOINT and not each.already and (told.round, pinned.hash) not in warned:
            second = second_rubric(connection, replace(new, round=told.round))
            each = replace(each, problems=(*each.problems, *second))
            warned |= {(told.round, pinned.hash)} if second else set()
        kept.append(each)
    return tuple(kept)


def _keep(connection: Connection, new: Import, pinned: PinnedRubric, told: Inspection) -> Kept:
    """Keep a workbook. It replaces the one in force for the same inspection: the joint one of the unit and round, or
    the same inspector's own."""
    new = replace(new, round=told.round)
    if (kept := already_kept(connection, new)) is not None:
        return kept
    keep_rubric(connection, pinned)
    replaced = _in_force(connection, told)
    graded = select(area_judgement.c.area).where(area_judgement.c.import_id == replaced, area_judgement.c.grade != "")
    superseded = set(connection.scalars(graded))
    before = telling_imports(connection, told.round, told.unit_id)
    number = open_import(connection, replace(new, replaces=replaced))
    _insert_inspection(connection, number, told)
    after = telling_imports(connection, told.round, told.unit_id)
    # where the inspection counts already, a grades file's grades of the unit give way too
    superseded |= {area for area, by in before.items() if after.get(area) != by}
    settled = replaced is not None and replaced in before.values()
    told_of = Problem(Code.INSPECTION_SETTLED, Place(new.file_name), found=told.unit_id)
    return Kept(number, superseded=len(superseded), problems=(told_of,) if settled else ())


def keep_events(connection: Connection, events: Sequence[InspectionEvent]) -> None:
    rows = (
        {
            "kind": each.kind.value,
            "unit_id": each.unit_id,
            "round": each.round,
            "area": each.area,
            "state": each.state.value if each.state else "",
            "note": each.note,
            "happened_on": each.on.isoformat(),
            "by_whom": each.by,
            "recorded_at": each.at.isoformat(timespec="seconds"),
            "tool_version": each.tool_version,
        }
        for each in events
    )
    add(connection, inspection_event, rows)


def _in_force(connection: Connection, told: Inspection) -> int | None:
    same = (inspection.c.unit_id == told.unit_id) & (inspection.c.judgement == told.judgement.value)
    rows = connection.execute(
        select(inspection.c.import_id, inspection.c.inspector)
        .join(import_)
        .where(same, of_round("inspection", told.round))
    )
    own = folded(told.inspector)
    return next((row.import_id for row in rows if folded(row.inspector) == own), None)


def _insert_inspection(connection: Connection, number: int, told: Inspection) -> None:
    row: dict[str, object] = {
        "import_id": number,
        "unit_id": told.unit_id,
        "judgement": told.judgement.value,
        "inspector": told.inspector,
        "inspected_on": told.inspected_on.isoformat() if told.inspected_on else None,
        "inspectors": json.dumps(told.inspectors, ensure_ascii=False),
    }
    areas = [
        {
            "import_id": number,
            "area": each.area,
            "grade": each.grade,
            "motivation": each.motivation,
            "description": each.description,
            "strengths": each.strengths,
            "weaknesses": each.weaknesses,
            "possibilities": each.possibilities,
            "comment": each.comment,
        }
        for each in told.areas
    ]
    found = [
        {
            "import_id": number,
            "area": area.area,
            "requirement": each.requirement,
            "finding": each.finding,
            "note": each.note,
        }
        for area in told.areas
        for each in area.found
    ]
    # what one inspector thinks is no grade of the unit's
    graded = [each for each in told.areas if each.grade and told.judgement is Judgement.JOINT]
    grades = (
        GradeEvent(told.unit_id, each.area, GradeKind.AT_INSPECTION, each.grade, told.inspected_on) for each in graded
    )
    for table, rows in ((inspection, [row]), (area_judgement, areas), (finding, found)):
        add(connection, table, rows)
    add_grades(connection, number, grades)
