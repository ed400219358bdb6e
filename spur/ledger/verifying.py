"""Whether what the ledger holds is whole: the file itself, references, hashes, and every tally against a recount."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, CursorResult, Table, func, select

from spur.ledger.copying import everything
from spur.ledger.counting import counts
from spur.ledger.schema import (
    action_event,
    answer_tally,
    area_judgement,
    finding,
    grade_event,
    import_,
    indicator_count,
    inspection,
    invited,
    kept_tables,
    recommendation,
    response,
    response_tally,
    rubric,
    unit_record,
)
from spur.records.problem import Code, Place, Problem
from spur.rubric.load import loads
from spur.rubric.model import Rubric
from spur.rubric.slot import Slot

Tallied = tuple[str, str, str, str]
"""Unit, role, slot and mark; of responses, the last two are ""."""

TELLING_OF_UNITS = (
    grade_event.c.unit_id,
    inspection.c.unit_id,
    action_event.c.unit_id,
    response_tally.c.unit_id,
    invited.c.unit_id,
    indicator_count.c.scope_id,
)


def verify(connection: Connection) -> Iterator[Problem]:
    """Every fault found; none in a ledger that is whole."""
    yield from _file(connection)
    rubrics = dict(_rubrics(connection))
    for rubric_hash, model in rubrics.items():
        if model is None:
            yield Problem(Code.LEDGER_RUBRIC, Place(""), found=rubric_hash)
    known = {rubric_hash: model for rubric_hash, model in rubrics.items() if model is not None}
    yield from _tallies(connection, known)
    yield from _words(connection, known)
    yield from _subjects(connection, known)
    for unit, by in undescribed(connection):
        yield Problem(Code.LEDGER_UNIT, Place(by), found=unit)


def _file(connection: Connection) -> Iterator[Problem]:
    """What SQLite finds of its own file. A server holds its files and references to account itself."""
    if connection.dialect.name == "sqlite":
        for (said,) in connection.exec_driver_sql("PRAGMA integrity_check"):
            if said != "ok":
                yield Problem(Code.LEDGER_FILE, Place(""), found=str(said))
        for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield Problem(Code.LEDGER_REFERENCE, Place(f"{table} {row}"), found=str(parent))


def _rubrics(connection: Connection) -> Iterator[tuple[str, Rubric | None]]:
    """Each kept rubric by the hash that it is kept under; None where its text is not what the hash says."""
    for row in everything(connection, rubric):
        loaded = loads(row["source"], row["hash"])
        yield row["hash"], loaded.rubric if loaded.content_hash == row["hash"] else None


def _tallies(connection: Connection, rubrics: Mapping[str, Rubric]) -> Iterator[Problem]:
    """The tallies of each survey against a recount of its rows, whether it is in force or not."""
    surveys = select(import_.c.id, import_.c.file_name, import_.c.rubric_hash).where(import_.c.kind == "survey")
    for survey in connection.execute(surveys.order_by(import_.c.id)).all():
        if (model := rubrics.get(survey.rubric_hash)) is None:
            continue
        counted, strange = _recounted(connection, survey.id, model.slots)
        tallied = _tallied(connection, survey.id)
        place = Place(f"{survey.file_name}, import {survey.id}")
        for row, mark in strange:
            yield Problem(Code.LEDGER_MARK, place, found=mark, also=str(row))
        for key in sorted(counted.keys() | tallied.keys()):
            if counted[key] != tallied[key]:
                found = " ".join(filter(None, key))
                yield Problem(Code.LEDGER_TALLY, place, found, also=f"{tallied[key]} ≠ {counted[key]}")


def _recounted(
    connection: Connection, number: int, slots: tuple[Slot, ...]
) -> tuple[Counter[Tallied], list[tuple[int, str]]]:
    """The rows' own count, and the marks that may not stand where they do."""
    counted: Counter[Tallied] = Counter()
    strange = []
    # joined by the database and split here: see the measurements behind spur.ledger.answering
    grouped = (
        select(response.c.unit_id, response.c.role, func.count().label("n"))
        .add_columns(func.aggregate_strings(response.c.answers, "").label("answers"))
        .where(response.c.import_id == number)
        .group_by(response.c.unit_id, response.c.role)
    )
    for row in connection.execute(grouped):
        counted[row.unit_id, row.role, "", ""] = row.n
        for index, slot in enumerate(slots):
            own = row.answers[index :: len(slots)]
            for mark in sorted(set(own)):
                counted[row.unit_id, row.role, slot.id, mark] = own.count(mark)
                if mark not in slot.marks:
                    strange.append((index, mark))
    return counted, strange


def _tallied(connection: Connection, number: int) -> Counter[Tallied]:
    """What the tallies say."""

    def brought(table: Table) -> CursorResult[Any]:
        return connection.execute(select(table).where(table.c.import_id == number))

    tallied: Counter[Tallied] = Counter()
    for row in brought(response_tally):
        tallied[row.unit_id, row.role, "", ""] = row.responses
    for row in brought(answer_tally):
        tallied[row.unit_id, row.role, row.slot, row.mark] = row.answers
    return tallied


def _words(connection: Connection, rubrics: Mapping[str, Rubric]) -> Iterator[Problem]:
    """Areas, grades and findings that the import's rubric does not have."""
    for table, told in ((grade_event, "grade"), (area_judgement, "grade"), (finding, "finding")):
        words = (table.c.area.label("area"), table.c[told].label("word"))
        rows = (
            select(import_.c.id, import_.c.file_name, import_.c.rubric_hash, *words)
            .join(table, table.c.import_id == import_.c.id)
            .distinct()
        )
        for row in connection.execute(rows):
            if (model := rubrics.get(row.rubric_hash)) is None:
                continue
            known = {"", *(each.code for each in (model.grades if told == "grade" else model.findings))}
            place = Place(f"{row.file_name}, import {row.id}")
            if all(area.id != row.area for area in model.areas):
                yield Problem(Code.LEDGER_WORD, place, found=row.area, also="area")
            if row.word not in known:
                yield Problem(Code.LEDGER_WORD, place, found=row.word, also=told)


def _subjects(connection: Connection, rubrics: Mapping[str, Rubric]) -> Iterator[Problem]:
    """Actions on what the import's rubric does not have, or on a recommendation that nobody has written."""
    rows = (
        select(import_.c.id, import_.c.file_name, import_.c.rubric_hash, action_event.c.region, action_event.c.subject)
        .join(action_event, action_event.c.import_id == import_.c.id)
        .distinct()
    )
    written = {(row.region, f"recommendation:{row.number}") for row in connection.execute(select(recommendation))}
    for row in connection.execute(rows.order_by(import_.c.id, action_event.c.subject)):
        if (model := rubrics.get(row.rubric_hash)) is None:
            continue
        own = {f"area:{each.id}" for each in model.areas} | {f"requirement:{each.id}" for each in model.requirements}
        if (row.region, row.subject) not in written if row.region is not None else row.subject not in own:
            yield Problem(Code.LEDGER_WORD, Place(f"{row.file_name}, import {row.id}"), row.subject, also="subject")


def undescribed(connection: Connection) -> Iterator[tuple[str, str]]:
    """For each import in force that tells of units which nothing in force describes: one of them, and the import."""
    described = select(unit_record.c.unit_id).join(import_).where(counts())
    for column in TELLING_OF_UNITS:
        left = (
            select(import_.c.id, import_.c.file_name, func.min(column).label("unit"))
            .select_from(column.table)
            .join(import_)
            .where(counts(), column.not_in(described))
            .group_by(import_.c.id, import_.c.file_name)
        )
        if column.table is indicator_count:
            left = left.where(indicator_count.c.scope == "unit")
        for row in connection.execute(left):
            yield row.unit, f"{row.file_name}, import {row.id}"


def sizes(connection: Connection) -> dict[str, int]:
    """How many rows each table has."""
    return {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in kept_tables()}
