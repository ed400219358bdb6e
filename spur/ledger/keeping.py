"""Keeping an import: its rows, its tallies and its own row, in the one transaction that the caller holds."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection, Table, insert, select

from spur.ledger.counting import counts, newest_grades, rubrics_of_round
from spur.ledger.schema import (
    grade_event,
    import_,
    indicator_count,
    inspection,
    rubric,
    text_answer,
    text_coding,
    unit,
    unit_record,
)
from spur.records.grade import GradeEvent
from spur.records.imported import Import, Kept
from spur.records.inspection import Judgement
from spur.records.problem import Code, InvalidInput, Place, Problem
from spur.records.unit import Unit
from spur.rubric.model import PinnedRubric


def has_rubric(connection: Connection, rubric_hash: str | None) -> bool:
    return connection.scalar(select(rubric.c.hash).where(rubric.c.hash == rubric_hash)) is not None


def keep_rubric(connection: Connection, pinned: PinnedRubric) -> None:
    """Keep a rubric's text by its hash, so that what is pinned to it can be read for ever."""
    if not has_rubric(connection, pinned.hash):
        row = {
            "hash": pinned.hash,
            "id": pinned.model.id,
            "version": pinned.model.version,
            "source": pinned.text,
        }
        add(connection, rubric, [row])


def already_kept(connection: Connection, new: Import) -> Kept | None:
    """The import that has kept this very file for this rubric and round, if it is in force and no later file has
    overtaken any of it: then the file is kept anew, which takes a correction back."""
    same = (
        (import_.c.kind == new.kind)
        & (import_.c.file_hash == new.file_hash)
        & import_.c.rubric_hash.is_not_distinct_from(new.rubric_hash)
        & import_.c.round.is_not_distinct_from(new.round)
        & import_.c.name.is_not_distinct_from(new.name)
        & import_.c.excludes.is_not_distinct_from(new.excludes)
    )
    newest_first = select(import_.c.id).where(same, counts()).order_by(import_.c.id.desc())
    number = connection.scalar(newest_first)
    return None if number is None or _overtaken(connection, number) else Kept(number, already=True)


def _overtaken(connection: Connection, number: int) -> bool:
    """Whether a later import in force tells of a unit, of a unit's grade in an area, of a text or of an indicator that
    this one told of. A joint workbook tells of all areas, the blank ones too. A coding is overtaken, too, when texts
    that it tells of are no longer in force."""
    round_ = connection.scalar(select(import_.c.round).where(import_.c.id == number))
    described = select(unit_record.c.unit_id)
    graded = select(grade_event.c.unit_id, grade_event.c.area)
    graded_units = select(grade_event.c.unit_id)
    inspected = select(inspection.c.unit_id).where(inspection.c.judgement == Judgement.JOINT.value)
    # the categories in a file of texts are no coding of their own: a later one leaves the texts in force
    coded = select(text_coding.c.text_id).where(
        text_coding.c.import_id.in_(select(import_.c.id).where(import_.c.kind == "coding"))
    )
    counted = select(
        indicator_count.c.scope, indicator_count.c.scope_id, indicator_count.c.indicator, indicator_count.c.period
    )
    for told, told_later in (
        (coded, coded),
        (counted, counted),
        (described, described),
        (graded, graded),
        (graded_units, inspected),
        (inspected, graded_units),
    ):
        own = told.join(import_).where(import_.c.id == number)
        later = told_later.join(import_).where(
            import_.c.id > number, import_.c.round.is_not_distinct_from(round_), counts()
        )
        if connection.execute(own.intersect(later).limit(1)).first() is not None:
            return True
    gone = (
        select(text_answer.c.id)
        .join(text_coding, text_coding.c.text_id == text_answer.c.id)
        .join(import_, import_.c.id == text_answer.c.import_id)
        .where(text_coding.c.import_id == number, ~counts())
    )
    return connection.execute(gone.limit(1)).first() is not None


def open_import(connection: Connection, new: Import, slots: int | None = None) -> int:
    """Add the import's own row and return its number. ``slots`` is the length of a survey's every response. Raises
    InvalidInput if it is to replace one that is not there."""
    if new.replaces is not None:
        replaceable = select(import_.c.id).where(
            import_.c.id == new.replaces,
            import_.c.kind == new.kind,
            import_.c.round.is_not_distinct_from(new.round),
            import_.c.name.is_not_distinct_from(new.name),
            counts(),
        )
        if connection.scalar(replaceable) is None:
            raise InvalidInput([Problem(Code.REPLACED_UNKNOWN, Place(new.file_name), found=str(new.replaces))])
    row = {
        "kind": new.kind,
        "file_name": new.file_name,
        "file_hash": new.file_hash,
        "rubric_hash": new.rubric_hash,
        "round": new.round,
        "name": new.name,
        "excludes": new.excludes,
        "replaces": new.replaces,
        "slots": slots,
        "imported_at": new.at.isoformat(timespec="seconds"),
        "imported_by": new.by,
        "tool_version": new.tool_version,
    }
    return add_one(connection, import_, row)


def keep_units(connection: Connection, number: int, units: Sequence[Unit]) -> int:
    """Keep the units; returns how many of them were described before (the newest description counts)."""
    known = know_units(connection, {each.id for each in units})
    add(
        connection,
        unit_record,
        (
            {
                "import_id": number,
                "unit_id": each.id,
                "name": each.name,
                "specialty": each.specialty,
                "specialty_group": each.group,
                "place": each.place,
                "region": each.region,
                "further": json.dumps(each.further, ensure_ascii=False),
            }
            for each in units
        ),
    )
    return len(known)


def know_units(connection: Connection, ids: Collection[str]) -> set[str]:
    """Add the units that the ledger has never heard of; returns those that it has."""
    known = set(connection.scalars(select(unit.c.id))) & set(ids)
    add(connection, unit, ({"id": each} for each in sorted(set(ids) - known)))
    return known


def keep_grades(connection: Connection, number: int, new: Import, events: Sequence[GradeEvent]) -> int:
    """Keep the events; returns how many grades (of a unit in an area) they put out of force in this round."""
    known: set[tuple[str, str]] = set()
    for drafts in (False, True):
        newest = newest_grades(new.round or "", drafts=drafts).c
        known |= {(row.unit_id, row.area) for row in connection.execute(select(newest.unit_id, newest.area))}
    add_grades(connection, number, events)
    return len(known & {(each.unit_id, each.area) for each in events})


def add_grades(connection: Connection, number: int, events: Iterable[GradeEvent]) -> None:
    """Add the grades that an import tells of."""
    rows = (
        {
            "import_id": number,
            "unit_id": each.unit_id,
            "area": each.area,
            "kind": each.kind.value,
            "grade": each.grade,
            "happened_on": each.on.isoformat() if each.on else None,
        }
        for each in events
    )
    add(connection, grade_event, rows)


def second_rubric(connection: Connection, new: Import) -> tuple[Problem, ...]:
    """A warning when what has just been kept is pinned to another rubric than the rest of its round."""
    pinned = connection.scalars(rubrics_of_round(new.round or "", drafts=True))
    others = {each for each in pinned if each != new.rubric_hash}
    if not others or new.round is None or new.rubric_hash is None or new.kind == "shares":
        return ()  # printed shares are never counted together with anything
    rows = connection.execute(select(rubric).where(rubric.c.hash.in_({*others, new.rubric_hash})))
    names = {row.hash: f"{row.id}@{row.version} ({row.hash[:8]})" for row in rows}
    also = ", ".join(sorted(names[each] for each in others))
    return (Problem(Code.RUBRIC_SECOND, Place(new.file_name), names[new.rubric_hash], also=also),)


def add(connection: Connection, table: Table, rows: Iterable[Mapping[str, object]]) -> None:
    """Add rows to a table; none is nothing."""
    if listed := list(rows):
        connection.execute(insert(table), listed)


def add_one(connection: Connection, table: Table, row: Mapping[str, object]) -> int:
    """Add a row to a table that numbers its rows; returns its number."""
    return int(connection.execute(insert(table).returning(table.c.id), row).scalar_one())
