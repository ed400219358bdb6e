"""Rows of the tables as records."""

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, CursorResult, Row, Table, select

from spur.ledger.schema import area_judgement, finding, import_, inspection
from spur.records.event import EventKind, InspectionEvent, State
from spur.records.grade import GradeEvent, GradeKind
from spur.records.imported import Import
from spur.records.inspection import AreaJudgement, FoundRequirement, Inspection, Judgement
from spur.records.ledger_event import LedgerEvent, LedgerEventKind


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def import_of(row: Row[Any]) -> Import:
    return Import(
        row.kind,
        row.file_name,
        row.file_hash,
        datetime.fromisoformat(row.imported_at),
        row.tool_version,
        row.rubric_hash,
        row.round,
        row.name,
        row.excludes,
        row.replaces,
        row.imported_by,
    )


def grade_event_of(row: Row[Any]) -> GradeEvent:
    return GradeEvent(row.unit_id, row.area, GradeKind(row.kind), row.grade, day(row.happened_on))


def ledger_event_of(row: Row[Any]) -> LedgerEvent:
    return LedgerEvent(
        kind=LedgerEventKind(row.kind),
        import_number=row.import_id,
        reason=row.reason,
        by=row.by_whom,
        at=datetime.fromisoformat(row.recorded_at),
        tool_version=row.tool_version,
        row=row.row,
        text_id=row.text_id,
        number=row.id,
    )


def inspection_event_of(row: Row[Any]) -> InspectionEvent:
    return InspectionEvent(
        kind=EventKind(row.kind),
        unit_id=row.unit_id,
        round=row.round,
        on=date.fromisoformat(row.happened_on),
        by=row.by_whom,
        note=row.note,
        at=datetime.fromisoformat(row.recorded_at),
        tool_version=row.tool_version,
        area=row.area,
        state=State(row.state) if row.state else None,
    )


def inspections(connection: Connection, where: ColumnElement[bool]) -> dict[int, Inspection]:
    """The inspections that satisfy a condition on ``inspection`` and ``import``, word for word, by import."""
    chosen = select(inspection, import_.c.round).join(import_).where(where).order_by(inspection.c.import_id)
    ids = select(chosen.subquery().c.import_id)

    def brought(table: Table) -> CursorResult[Any]:
        return connection.execute(select(table).where(table.c.import_id.in_(ids)).order_by(table.c.id))

    found: dict[tuple[int, str], list[FoundRequirement]] = {}
    for row in brought(finding):
        found.setdefault((row.import_id, row.area), []).append(FoundRequirement(row.requirement, row.finding, row.note))
    areas: dict[int, list[AreaJudgement]] = {}
    for row in brought(area_judgement):
        judgement = AreaJudgement(
            area=row.area,
            grade=row.grade,
            motivation=row.motivation,
            description=row.description,
            strengths=row.strengths,
            weaknesses=row.weaknesses,
            possibilities=row.possibilities,
            comment=row.comment,
            found=tuple(found.get((row.import_id, row.area), ())),
        )
        areas.setdefault(row.import_id, []).append(judgement)
    return {
        row.import_id: Inspection(
            unit_id=row.unit_id,
            round=row.round,
            inspected_on=day(row.inspected_on),
            inspectors=tuple(json.loads(row.inspectors)),
            judgement=Judgement(row.judgement),
            inspector=row.inspector,
            areas=tuple(areas.get(row.import_id, ())),
        )
        for row in connection.execute(chosen)
    }
