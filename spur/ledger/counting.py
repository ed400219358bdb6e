"""Which imports count: those that no later import replaces and, of workbooks, those whose inspection has come far
enough."""

from sqlalchemy import ColumnElement, and_, or_, select

from spur.ledger.schema import grade_event, import_, inspection_event
from spur.records.event import State


def counts() -> ColumnElement[bool]:
    """The import is in force."""
    later = import_.alias("later")
    return ~select(later.c.id).where(later.c.replaces == import_.c.id).exists()


def of_round(kind: str, round_: str) -> ColumnElement[bool]:
    """The import is of this kind and round, and in force."""
    return and_(import_.c.kind == kind, import_.c.round == round_, counts())


def graded(round_: str, *, drafts: bool) -> ColumnElement[bool]:
    """The grade event is of this round and counts: a grades file's always does; a workbook's does when its inspection
    is calibrated or final, or with ``drafts`` in any state."""
    from_workbook = of_round("inspection", round_)
    if not drafts:
        from_workbook &= _state_of_unit(round_).in_([state.value for state in State if state.counts])
    return or_(of_round("grades", round_), from_workbook)


def _state_of_unit(round_: str) -> ColumnElement[str]:
    """The newest state of the graded unit's inspection; null for one that has never been moved on from a draft."""
    event = inspection_event.c
    return (
        select(event.state)
        .where(event.kind == "state", event.round == round_, event.unit_id == grade_event.c.unit_id)
        .order_by(event.id.desc())
        .limit(1)
        .scalar_subquery()
    )
