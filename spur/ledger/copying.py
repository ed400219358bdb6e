"""A ledger copied as it stands, row by row, out of any database into an empty one of any kind."""

from collections.abc import Iterator

from sqlalchemy import Connection, Table, func, insert, select, text

from spur.ledger.schema import kept_tables

AT_A_TIME = 5_000  # rows


def copy(source: Connection, target: Connection) -> int:
    """Copy every row of every table, parents first; returns how many. The target's tables are there and empty."""
    copied = 0
    for table in kept_tables():
        for block in _blocks(source, table):
            target.execute(insert(table), block)
            copied += len(block)
        number_on(target, table)
    return copied


def _blocks(source: Connection, table: Table) -> Iterator[list[dict[str, object]]]:
    rows = source.execution_options(yield_per=AT_A_TIME).execute(select(table).order_by(*table.primary_key))
    for block in rows.mappings().partitions():
        yield [dict(row) for row in block]


def number_on(target: Connection, table: Table) -> None:
    """PostgreSQL goes on numbering where its own counter stands, which rows that bring their numbers leave behind."""
    own = table.autoincrement_column
    if target.dialect.name == "postgresql" and own is not None:
        highest = target.scalar(select(func.max(own)))
        if highest is not None:
            counter = target.scalar(select(func.pg_get_serial_sequence(f'"{table.name}"', own.name)))
            target.execute(text("SELECT setval(:counter, :highest)"), {"counter": counter, "highest": highest})
