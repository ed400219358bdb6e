"""Looking into a database from outside, past everything of spur's."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.pool import NullPool


@contextmanager
def looking_into(db: str) -> Iterator[Connection]:
    engine = create_engine(db, poolclass=NullPool)
    with engine.begin() as connection:
        yield connection


def content(db: str) -> dict[str, list[str]]:
    """Every row of every table that a database holds, whatever program's it is."""
    with looking_into(db) as connection:
        return {
            table: sorted(str(tuple(row)) for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"'))
            for table in inspect(connection).get_table_names()
        }


def query(db: str, sql: str) -> list[tuple[Any, ...]]:
    with looking_into(db) as connection:
        return [tuple(row) for row in connection.execute(text(sql))]


def change(db: str, *statements: str) -> None:
    with looking_into(db) as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
