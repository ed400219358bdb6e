"""A ledger copied as it stands, row by row, out of any database into an empty one of any kind."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Connection, CursorResult, Select, Table, func, select, text

from spur.ledger.keeping import add
from spur.ledger.schema import kept_tables

AT_A_TIME = 5_000  # rows


def copy(source: Connection, target: Connection) -> int:
    """Copy every row of every table, parents first; returns how many. The target's tables are there and empty."""
    return sum(add_all(target, table, everything(source, table)) for table in kept_tables())


def everything(source: Connection, table: Table) -> Iterator[dict[str, Any]]:
    """Every row of a table, however many, in the order of its numbers or names."""
    return map(dict, streamed(source, select(table).order_by(*table.primary_key)).mappings())


def streamed(source: Connection, rows: Select[Any]) -> CursorResult[Any]:
    """The rows as they are asked for: never all of them at once."""
    return source.execute(rows, execution_options={"yield_per": AT_A_TIME})


def add_all(target: Connection, table: Table, rows: Iterable[dict[str, object]]) -> int:
    """Add rows of any number, which bring the table's own numbers with them or not; returns how many."""
    rows, added = iter(rows), 0
    while block := list(islice(rows, AT_A_TIME)):
        add(target, table, block)
        added += len(block)
    number_on(target, table)
    return added


def number_on(target: Connection, table: Table) -> None:
    """PostgreSQL goes on numbering where its own counter stands, which rows that bring their numbers leave behind."""
    own = table.autoincrement_column
    if target.dialect.name == "postgresql" and own is not None:
        highest = target.scalar(select(func.max(own)))
        if highest is not None:
            counter = target.scalar(select(func.pg_get_serial_sequence(f'"{table.name}"', own.name)))
            target.execute(text("SELECT setval(:counter, :highest)"), {"counter": counter, "highest": highest})
