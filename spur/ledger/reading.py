"""What the ledger hands out: records and tallies. Reports read tallies only, never single responses."""

import json
from datetime import date

from sqlalchemy import ColumnElement, Subquery, func, select, true

from spur.ledger.acting import Acted
from spur.ledger.counting import counts, newest_grades, newest_tables, of_round, rubrics_of_round, telling_imports
from spur.ledger.keeping import has_rubric
from spur.ledger.rows import day, grade_event_of, import_of, inspection_event_of, inspections, ledger_event_of
from spur.ledger.schema import (
    area_judgement,
    grade_event,
    import_,
    inspection,
    inspection_event,
    ledger_event,
    rubric,
    unit_record,
)
from spur.records.event import EventKind, InspectionEvent
from spur.records.grade import GradeEvent, GradeKind
from spur.records.imported import Import, UnitImport
from spur.records.inspection import Inspection, Judgement, OwnGrade
from spur.records.ledger_event import LedgerEvent
from spur.records.unit import Unit


class View(Acted):
    """One consistent view of the ledger. Nothing that another writes while it is held can be seen through it."""

    def units(self) -> dict[str, Unit]:
        """Every unit by its id, as its newest description in force has it, in the order of ids."""
        newest = (
            select(unit_record.c.unit_id, func.max(unit_record.c.import_id).label("import_id"))
            .join(import_)
            .where(counts())
            .group_by(unit_record.c.unit_id)
            .subquery()
        )
        rows = self._connection.execute(
            select(unit_record)
            .join(
                newest,
                (newest.c.unit_id == unit_record.c.unit_id) & (newest.c.import_id == unit_record.c.import_id),
            )
            .order_by(unit_record.c.unit_id)
        )
        return {
            row.unit_id: Unit(
                row.unit_id,
                row.name,
                row.specialty,
                row.specialty_group,
                row.place,
                row.region,
                tuple((column, text) for column, text in json.loads(row.further)),
            )
            for row in rows
        }

    def imports(self) -> list[tuple[int, Import, bool]]:
        """Every import in the order in which they came, with its number and whether it is in force."""
        in_force = set(self._connection.scalars(select(import_.c.id).where(counts())))
        rows = self._connection.execute(select(import_).order_by(import_.c.id))
        return [(row.id, import_of(row), row.id in in_force) for row in rows]

    def ledger_events(self) -> list[LedgerEvent]:
        """Every undoing, redoing and erasure, in the order in which they were done."""
        rows = self._connection.execute(select(ledger_event).order_by(ledger_event.c.id))
        return [ledger_event_of(row) for row in rows]

    def every_inspection_event(self) -> list[InspectionEvent]:
        """Everything that was recorded of inspections, in the order in which it was."""
        return self._events(true())

    def rounds(self) -> list[str]:
        """Every round that has something in force: grades, answers, or workbooks that do not count yet."""
        named = select(import_.c.round).where(import_.c.round.is_not(None), counts()).distinct()
        return sorted(self._connection.scalars(named))

    def latest_round(self) -> str | None:
        """The round that grades or a workbook came in for last; None before any has."""
        graded = import_.c.kind.in_(("grades", "inspection")) & counts()
        return self._connection.scalar(select(import_.c.round).where(graded).order_by(import_.c.id.desc()).limit(1))

    def rubrics_of_round(self, round_: str, *, drafts: bool = False) -> list[str]:
        """The hashes of the rubrics that the round's grades and answers that count are pinned to."""
        return sorted(self._connection.scalars(rubrics_of_round(round_, drafts=drafts)))

    def has_rubric(self, rubric_hash: str) -> bool:
        return has_rubric(self._connection, rubric_hash)

    def rubric_source(self, rubric_hash: str) -> str:
        """The text of a rubric that something is pinned to."""
        return str(self._connection.execute(select(rubric.c.source).where(rubric.c.hash == rubric_hash)).scalar_one())

    def grade_events(self, round_: str, *, drafts: bool = False) -> list[GradeEvent]:
        """The events of a round that count: for each unit and area, those of the newest import that tells of them,
        and of the unit's joint workbook or later ones. The grades of inspections that are still drafts count only when
        asked for."""
        return self._events_of(newest_grades(round_, drafts=drafts))

    def table_plans(self, round_: str) -> list[GradeEvent]:
        """The plans that grades files tell of: for each unit and area, the newest file's that tells of them. They have
        come in whether or not a workbook has since put the file's grade out of force."""
        told = self._events_of(newest_tables(round_))
        return [event for event in told if event.kind is GradeKind.AFTER_PLAN]

    def grade_imports(self, round_: str, *, drafts: bool = False) -> dict[tuple[str, str, GradeKind], int]:
        """By unit, area and kind, the number of the import that tells of the event that counts, or of the plan that a
        grades file tells of."""
        told = (*self._told(newest_tables(round_)), *self._told(newest_grades(round_, drafts=drafts)))
        return {(event.unit_id, event.area, event.kind): number for number, event in told}

    def _events_of(self, newest: Subquery) -> list[GradeEvent]:
        return [event for _, event in self._told(newest)]

    def _told(self, newest: Subquery) -> list[tuple[int, GradeEvent]]:
        """The events that the import named for each unit and area has brought, each with its number."""
        rows = self._connection.execute(
            select(grade_event)
            .join(
                newest,
                (newest.c.unit_id == grade_event.c.unit_id)
                & (newest.c.area == grade_event.c.area)
                & (newest.c.import_id == grade_event.c.import_id),
            )
            .order_by(grade_event.c.unit_id, grade_event.c.area, grade_event.c.id)
        )
        return [(row.import_id, grade_event_of(row)) for row in rows]

    def inspected_on(self, round_: str) -> dict[str, date | None]:
        """The units whose inspection has a joint workbook in force, in the order of ids, each with its day."""
        rows = self._connection.execute(
            select(inspection.c.unit_id, inspection.c.inspected_on)
            .join(import_)
            .where(inspection.c.judgement == Judgement.JOINT.value, of_round("inspection", round_))
            .order_by(inspection.c.unit_id)
        )
        return {row.unit_id: day(row.inspected_on) for row in rows}

    def inspection(self, unit_id: str, round_: str) -> tuple[str, Inspection] | None:
        """The joint inspection in force of a unit, with the hash of its rubric; None where there is none."""
        joint = (inspection.c.unit_id == unit_id) & (inspection.c.judgement == Judgement.JOINT.value)
        found = inspections(self._connection, joint & of_round("inspection", round_))
        for number, told in found.items():
            pinned = select(import_.c.rubric_hash).where(import_.c.id == number)
            return str(self._connection.execute(pinned).scalar_one()), told
        return None

    def inspections(self, round_: str) -> list[Inspection]:
        """The workbooks in force of a round, word for word: joint ones and own ones, in the order of imports."""
        return list(inspections(self._connection, of_round("inspection", round_)).values())

    def own_grades(self, round_: str) -> list[OwnGrade]:
        """The grades in the single inspectors' own workbooks of a round that are in force, in the order of imports."""
        own = (inspection.c.judgement == Judgement.OWN.value) & (area_judgement.c.grade != "")
        rows = self._connection.execute(
            select(inspection, area_judgement.c.area, area_judgement.c.grade, import_.c.rubric_hash)
            .join(import_)
            .join(area_judgement, area_judgement.c.import_id == inspection.c.import_id)
            .where(own, of_round("inspection", round_))
            .order_by(area_judgement.c.import_id, area_judgement.c.id)
        )
        return [
            OwnGrade(row.unit_id, row.area, row.inspector, row.grade, day(row.inspected_on), row.rubric_hash)
            for row in rows
        ]

    def inspection_events(self, round_: str) -> list[InspectionEvent]:
        """Everything that was recorded of a round's inspections, in the order in which it was."""
        return self._events(inspection_event.c.round == round_)

    def states(self, round_: str) -> dict[str, InspectionEvent]:
        """The newest change of state by unit. A unit that is not there is still a draft."""
        return {each.unit_id: each for each in self.inspection_events(round_) if each.kind is EventKind.STATE}

    def imports_of_unit(self, unit_id: str) -> list[UnitImport]:
        """Every import that has told of the unit's grades, in force or not, in the order of imports."""
        events: dict[int, list[GradeEvent]] = {}
        rows = self._connection.execute(
            select(grade_event).where(grade_event.c.unit_id == unit_id).order_by(grade_event.c.id)
        )
        for row in rows:
            events.setdefault(row.import_id, []).append(grade_event_of(row))
        told = inspections(self._connection, inspection.c.unit_id == unit_id)
        imports = self._connection.execute(
            select(import_).where(import_.c.id.in_({*events, *told})).order_by(import_.c.id)
        )
        return [UnitImport(row.id, import_of(row), tuple(events.get(row.id, ())), told.get(row.id)) for row in imports]

    def events_of_unit(self, unit_id: str) -> list[InspectionEvent]:
        """Everything that was recorded of the unit's inspections, of any round, in the order in which it was."""
        return self._events(inspection_event.c.unit_id == unit_id)

    def telling_imports(self, round_: str, unit_id: str) -> dict[str, int]:
        """By area, the number of the import whose grade of the unit counts."""
        return telling_imports(self._connection, round_, unit_id)

    def grade_rubrics(self, round_: str, unit_id: str, *, drafts: bool = False) -> dict[str, str]:
        """By area, the hash of the rubric that the unit's grade that counts is pinned to."""
        newest = newest_grades(round_, drafts=drafts)
        rows = self._connection.execute(
            select(newest.c.area, import_.c.rubric_hash)
            .join(import_, import_.c.id == newest.c.import_id)
            .where(newest.c.unit_id == unit_id)
        )
        return {row.area: row.rubric_hash for row in rows}

    def _events(self, where: ColumnElement[bool]) -> list[InspectionEvent]:
        rows = self._connection.execute(select(inspection_event).where(where).order_by(inspection_event.c.id))
        return [inspection_event_of(row) for row in rows]
