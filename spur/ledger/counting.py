"""Which imports count: those that no later import replaces."""

from sqlalchemy import ColumnElement, and_, select

from spur.ledger.schema import import_


def counts() -> ColumnElement[bool]:
    """The import is in force."""
    later = import_.alias("later")
    return ~select(later.c.id).where(later.c.replaces == import_.c.id).exists()


def of_round(kind: str, round_: str) -> ColumnElement[bool]:
    """The import is of this kind and round, and in force."""
    return and_(import_.c.kind == kind, import_.c.round == round_, counts())
