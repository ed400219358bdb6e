"""Which imports count: those that nobody has undone and no later import replaces; of workbooks, those whose inspection
has come far enough."""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, Subquery, and_, func, or_, select

from spur.ledger.schema import (
    grade_event,
    import_,
    inspection,
    inspection_event,
    ledger_event,
    response,
    text_coding,
)
from spur.records.event import State
from spur.records.inspection import Judgement
from spur.records.ledger_event import LedgerEventKind


@cache
def counts() -> ColumnElement[bool]:
    """The import is in force: it has not been undone, and nothing replaces it but imports that have been undone. Built
    once: SQLAlchemy takes longer to put it together than a database to answer it."""
    return ~undone(import_) & ~replacing(import_.c.id).exists()


def replacing(number: ColumnElement[int] | int) -> Select[Any]:
    """The import that replaces this one and has not been undone."""
    later = import_.alias("later")
    return select(later.c.id).where(later.c.replaces == number, ~undone(later))


def undone(imports: FromClause) -> ColumnElement[bool]:
    """The import has been undone, and not put in force again since."""
    event = ledger_event.alias()
    newest = (
        select(event.c.kind)
        .where(event.c.import_id == imports.c.id, event.c.kind != LedgerEventKind.ERASED.value)
        .order_by(event.c.id.desc())
        .limit(1)
        .correlate(imports)
        .scalar_subquery()
    )
    return func.coalesce(newest, "") == LedgerEventKind.UNDONE.value


def of_round(kind: str, round_: str) -> ColumnElement[bool]:
    """The import is of this kind and round, and in force."""
    return and_(import_.c.kind == kind, import_.c.round == round_, counts())


def newest_grades(round_: str, *, drafts: bool) -> Subquery:
    """By unit and area, the import whose grade counts: the newest that tells of them, from the unit's joint workbook
    on. Where that has left an area blank, no earlier grade stands. A grades file's grades always count; a workbook's
    do when its inspection is calibrated or final, or with ``drafts`` in any state."""
    workbook = (
        select(inspection.c.unit_id, func.max(inspection.c.import_id).label("import_id"))
        .join(import_)
        .where(inspection.c.judgement == Judgement.JOINT.value, _workbook_counts(round_, inspection.c.unit_id, drafts))
        .group_by(inspection.c.unit_id)
        .subquery()
    )
    telling = _newest_telling().outerjoin(workbook, workbook.c.unit_id == grade_event.c.unit_id)
    return telling.where(
        or_(of_round("grades", round_), _workbook_counts(round_, grade_event.c.unit_id, drafts)),
        or_(workbook.c.import_id.is_(None), grade_event.c.import_id >= workbook.c.import_id),
    ).subquery()


def newest_tables(round_: str) -> Subquery:
    """By unit and area, the newest grades file that tells of them."""
    return _newest_telling().where(of_round("grades", round_)).subquery()


def telling_imports(connection: Connection, round_: str, unit_id: str) -> dict[str, int]:
    """By area, the number of the import whose grade of the unit counts."""
    newest = newest_grades(round_, drafts=False).c
    rows = connection.execute(select(newest.area, newest.import_id).where(newest.unit_id == unit_id))
    return {row.area: row.import_id for row in rows}


def responses_of(round_: str) -> Select[Any]:
    """Who answered in the round: the responses in force with their units and roles."""
    in_force = select(response.c.id, response.c.unit_id, response.c.role).join(import_)
    return in_force.where(of_round("survey", round_))


def codings_of(round_: str) -> Select[Any]:
    """The codings in force of the round's texts, the newest of each last."""
    return select(text_coding).join(import_).where(import_.c.round == round_, counts()).order_by(import_.c.id)


def rubrics_of_round(round_: str, *, drafts: bool) -> Select[Any]:
    """The hashes of the rubrics that the round's grades and answers that count are pinned to."""
    telling = select(newest_grades(round_, drafts=drafts).c.import_id)
    return select(import_.c.rubric_hash).where(import_.c.id.in_(telling) | of_round("survey", round_)).distinct()


def _newest_telling() -> Select[Any]:
    """By unit and area, the newest import that tells of a grade."""
    unit_id, area = grade_event.c.unit_id, grade_event.c.area
    newest = select(unit_id, area, func.max(grade_event.c.import_id).label("import_id"))
    return newest.join(import_).group_by(unit_id, area)


def _workbook_counts(round_: str, unit_id: ColumnElement[object], drafts: bool) -> ColumnElement[bool]:
    in_force = of_round("inspection", round_)
    return in_force if drafts else in_force & _state_of(unit_id, round_).in_([s.value for s in State if s.counts])


def _state_of(unit_id: ColumnElement[object], round_: str) -> ColumnElement[str]:
    """The newest state of the unit's inspection; null for one that has never been moved on from a draft."""
    event = inspection_event.c
    return (
        select(event.state)
        .where(event.kind == "state", event.round == round_, event.unit_id == unit_id)
        .order_by(event.id.desc())
        .limit(1)
        .correlate_except(inspection_event)
        .scalar_subquery()
    )
