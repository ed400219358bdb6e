"""Taking back: an import as a whole, which can itself be taken back, and what a person has the right to have erased."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, delete, select, update

from spur.ledger.answering import kept_already
from spur.ledger.counting import counts, replacing, undone
from spur.ledger.keeping import add_one
from spur.ledger.rows import import_of
from spur.ledger.schema import (
    ERASED,
    answer_tally,
    import_,
    inspection,
    ledger_event,
    number_answer,
    response,
    response_tally,
    text_answer,
    text_coding,
)
from spur.ledger.verifying import undescribed
from spur.records.imported import Import
from spur.records.ledger_event import LedgerEvent
from spur.records.problem import Code, InvalidInput, Place, Problem
from spur.rubric.model import Rubric


def undo(connection: Connection, event: LedgerEvent) -> Import:
    """Put an import out of force as a whole, as if it had not come in. Raises InvalidInput where there is none such, it
    is out of force already, or others in force need it."""
    undone_import = _import(connection, event.import_number)
    _refuse_unless_in_force(connection, event.import_number)
    add_event(connection, event)
    if undone_import.kind == "units":
        needed = [
            Problem(Code.IMPORT_NEEDED, Place(unit), found=str(event.import_number), also=by)
            for unit, by in undescribed(connection)
        ]
        if needed:
            raise InvalidInput(needed)
    return undone_import


def redo(connection: Connection, event: LedgerEvent) -> Import:
    """Put an import in force again that was undone. Raises InvalidInput where it was not, or something that came in
    since has taken its place."""
    redone = _import(connection, event.import_number)
    if not _is(connection, event.import_number, undone(import_)):
        raise InvalidInput([Problem(Code.IMPORT_NOT_UNDONE, Place(""), found=str(event.import_number))])
    add_event(connection, event)
    if clashes := list(_clashes(connection, event.import_number, redone)):
        raise InvalidInput(clashes)
    return redone


def erase_response(connection: Connection, event: LedgerEvent, model: Rubric) -> None:
    """Take a response away with its numbers, blank its texts, and count the tallies down: a correction beside
    them would tell what was erased. The event, which names the response by its row, is what remains."""
    where = (response.c.import_id == event.import_number) & (response.c.row == event.row)
    row = connection.execute(select(response).where(where)).one()
    number = add_event(connection, event)
    for table in (number_answer, response):
        connection.execute(delete(table).where(table.c.import_id == row.import_id, table.c.row == row.row))
    _count_down(connection, response_tally.c.responses, row, [{}])
    answered = [{"slot": slot.id, "mark": mark} for slot, mark in zip(model.slots, row.answers, strict=True)]
    _count_down(connection, answer_tally.c.answers, row, answered)
    given = (text_answer.c.response_id == row.id) & text_answer.c.import_id.in_(
        select(import_.c.id).where(import_.c.round == _import(connection, row.import_id).round)
    )
    _blank_texts(connection, given)
    connection.execute(update(text_answer).where(given).values(response_id=f"{ERASED}{number}"))


def _count_down(
    connection: Connection, count: Column[Any], who: Row[Any], counted: Sequence[Mapping[str, str]]
) -> None:  # fmt: skip
    """One less of each that was counted, of the response's unit and role. What nobody is left of is no count."""
    tally = count.table.c
    own = (tally.import_id == who.import_id) & (tally.unit_id == who.unit_id) & (tally.role == who.role)
    for each in counted:
        same = [tally[name] == value for name, value in each.items()]
        connection.execute(update(count.table).where(own, *same).values({count: count - 1}))
    connection.execute(delete(count.table).where(own, count == 0))


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
    return add_one(connection, ledger_event, row)


def _import(connection: Connection, number: int) -> Import:
    row = connection.execute(select(import_).where(import_.c.id == number)).one_or_none()
    if row is None:
        raise InvalidInput([Problem(Code.IMPORT_UNKNOWN, Place(""), found=str(number))])
    return import_of(row)


def _refuse_unless_in_force(connection: Connection, number: int) -> None:
    if _is(connection, number, counts()):
        return
    later = connection.scalar(replacing(number))
    code = Code.IMPORT_NOT_IN_FORCE if later is None else Code.IMPORT_REPLACED
    raise InvalidInput([Problem(code, Place(""), found=str(number), also=str(later or ""))])


def _is(connection: Connection, number: int, condition: ColumnElement[bool]) -> bool:
    """Whether an import satisfies a condition on ``import``."""
    return connection.scalar(select(import_.c.id).where(import_.c.id == number, condition)) is not None


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
