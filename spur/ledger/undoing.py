"""Taking back: an import as a whole, which can itself be taken back, and what a person has the right to have erased."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from spur.ledger.answering import kept_already
from spur.ledger.counting import counts, undone
from spur.ledger.rows import import_of
from spur.ledger.schema import (
    ERASED,
    answer_tally,
    grade_event,
    import_,
    indicator_count,
    inspection,
    invited,
    ledger_event,
    number_answer,
    response,
    response_tally,
    text_answer,
    text_coding,
    unit_record,
)
from spur.records.imported import Import
from spur.records.ledger_event import LedgerEvent
from spur.records.problem import Code, InvalidInput, Place, Problem
from spur.rubric.model import Rubric
from spur.rubric.parts import BLANK

TELLING_OF_UNITS = (grade_event.c.unit_id, inspection.c.unit_id, response_tally.c.unit_id, invited.c.unit_id)


def undo(connection: Connection, event: LedgerEvent) -> Import:
    """Put an import out of force as a whole, as if it had not come in. Raises InvalidInput where there is none such, it
    is out of force already, or others in force need it."""
    undone_import = _import(connection, event.import_number)
    _refuse_unless_in_force(connection, event.import_number)
    add_event(connection, event)
    if undone_import.kind == "units" and (needed := list(_undescribed(connection, event.import_number))):
        raise InvalidInput(needed)
    return undone_import


def redo(connection: Connection, event: LedgerEvent) -> Import:
    """Put an import in force again that was undone. Raises InvalidInput where it was not, or something that came in
    since has taken its place."""
    redone = _import(connection, event.import_number)
    if connection.scalar(select(import_.c.id).where(import_.c.id == event.import_number, undone(import_))) is None:
        raise InvalidInput([Problem(Code.IMPORT_NOT_UNDONE, Place(""), found=str(event.import_number))])
    add_event(connection, event)
    if clashes := list(_clashes(connection, event.import_number, redone)):
        raise InvalidInput(clashes)
    return redone


def erase_response(connection: Connection, event: LedgerEvent, model: Rubric) -> None:
    """Blank a response, its numbers and its texts, and take it out of the tallies. The event names it by its row."""
    where = (response.c.import_id == event.import_number) & (response.c.row == event.row)
    row = connection.execute(select(response).where(where)).one()
    number = add_event(connection, event)
    who = {"import_id": row.import_id, "unit_id": row.unit_id, "role": row.role, "correction": number}
    connection.execute(insert(response_tally), who | {"responses": -1})
    taken_back = [
        who | {"slot": slot.id, "mark": mark, "answers": -1}
        for slot, mark in zip(model.slots, row.answers, strict=True)
    ]
    if taken_back:
        connection.execute(insert(answer_tally), taken_back)
    connection.execute(update(response).where(where).values(answers=BLANK * len(row.answers), id=f"{ERASED}{number}"))
    connection.execute(
        number_answer.delete().where(number_answer.c.import_id == row.import_id, number_answer.c.row == row.row)
    )
    given = (text_answer.c.response_id == row.id) & text_answer.c.import_id.in_(
        select(import_.c.id).where(import_.c.round == _import(connection, row.import_id).round)
    )
    _blank_texts(connection, given)
    connection.execute(update(text_answer).where(given).values(response_id=f"{ERASED}{number}"))


def erase_text(connection: Connection, event: LedgerEvent) -> None:
    """Blank a free text. The event names it by its id."""
    add_event(connection, event)
    _blank_texts(connection, text_answer.c.id == event.text_id)


def _blank_texts(connection: Connection, which: ColumnElement[bool]) -> None:
    """Neither the texts nor the words in which somebody rewrote them to be printed remain."""
    coded = text_coding.c.text_id.in_(select(text_answer.c.id).where(which))
    connection.execute(update(text_coding).where(coded).values(categories="[]", quotable=0, quotation=""))
    connection.execute(update(text_answer).where(which).values(text=ERASED))


def add_event(connection: Connection, event: LedgerEvent) -> int:
    row = {
        "import_id": event.import_number,
        "kind": event.kind.value,
        "row": event.row,
        "text_id": event.text_id,
        "reason": event.reason,
        "by_whom": event.by,
        "recorded_at": event.at.isoformat(timespec="seconds"),
        "tool_version": event.tool_version,
    }
    return int(connection.execute(insert(ledger_event).returning(ledger_event.c.id), row).scalar_one())


def _import(connection: Connection, number: int) -> Import:
    row = connection.execute(select(import_).where(import_.c.id == number)).one_or_none()
    if row is None:
        raise InvalidInput([Problem(Code.IMPORT_UNKNOWN, Place(""), found=str(number))])
    return import_of(row)


def _refuse_unless_in_force(connection: Connection, number: int) -> None:
    if connection.scalar(select(import_.c.id).where(import_.c.id == number, counts())) is not None:
        return
    later = import_.alias("later")
    replacing = connection.scalar(select(later.c.id).where(later.c.replaces == number, ~undone(later)))
    code = Code.IMPORT_NOT_IN_FORCE if replacing is None else Code.IMPORT_REPLACED
    raise InvalidInput([Problem(code, Place(""), found=str(number), also=str(replacing or ""))])


def _undescribed(connection: Connection, number: int) -> Iterator[Problem]:
    """A problem for each import in force that tells of a unit which nothing in force describes any more."""
    described = select(unit_record.c.unit_id).join(import_).where(counts())
    for column in (*TELLING_OF_UNITS, indicator_count.c.scope_id):
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
            also = f"{row.file_name}, import {row.id}"
            yield Problem(Code.IMPORT_NEEDED, Place(row.unit), found=str(number), also=also)


def _clashes(connection: Connection, number: int, redone: Import) -> Iterator[Problem]:
    """What stands in the way of putting an import in force again: what has come in its place."""
    others = select(import_.c.id).where(counts(), import_.c.id != number, import_.c.kind == redone.kind)
    same_round = import_.c.round.is_not_distinct_from(redone.round) & import_.c.name.is_not_distinct_from(redone.name)
    in_its_place: set[int] = set()
    if redone.replaces is not None:
        in_its_place |= set(connection.scalars(others.where(import_.c.replaces == redone.replaces)))
    if redone.kind in ("baseline", "shares"):
        in_its_place |= set(connection.scalars(others.where(same_round)))
    if redone.kind == "inspection":
        own = select(inspection).where(inspection.c.import_id == number).subquery()
        the_same = (inspection.c.unit_id == own.c.unit_id) & (inspection.c.judgement == own.c.judgement)
        same = select(inspection.c.import_id).join(own, the_same & (inspection.c.inspector == own.c.inspector))
        in_its_place |= set(connection.scalars(others.where(same_round, import_.c.id.in_(same))))
    if redone.kind == "survey":
        yield from kept_already(connection, number, redone)
    for other in sorted(in_its_place):
        yield Problem(Code.IMPORT_CLASHES, Place(redone.file_name), found=str(number), also=str(other))
