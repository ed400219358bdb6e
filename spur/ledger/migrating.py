"""Moving a database of an earlier version to the program's own, in one transaction, verified before it is kept.

A step is a function that takes the tables of one version to those of the next, with Alembic's operations. Steps never
look at ``spur.ledger.schema``, which goes on changing, but at the snapshots of it (``spur.ledger.snapshot``).
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, MetaData, inspect, select, update

from spur.ledger.copying import add_all
from spur.ledger.schema import SCHEMA_VERSION, schema_version
from spur.ledger.snapshot import statements
from spur.ledger.verifying import verify
from spur.records.problem import InvalidInput

_MADE = re.compile(r'CREATE (?:TABLE|INDEX \w+ ON) "?(?P<table>\w+)"?')

Rows = dict[str, list[dict[str, Any]]]
"""Everything that a database holds, by table."""


def migrate_tables(connection: Connection, version: int) -> None:
    """Take the tables from a version to the newest. Raises InvalidInput, changing nothing, where what comes out is not
    whole."""
    operations = Operations(MigrationContext.configure(connection))
    for step in range(version + 1, SCHEMA_VERSION + 1):
        STEPS[step](operations)
    connection.execute(update(schema_version).values(version=SCHEMA_VERSION))
    if faults := tuple(verify(connection)):
        raise InvalidInput(faults)


def to_2(_operations: Operations) -> None:
    """Inspections. Their tables are made by the next step, which makes every table anew."""


def to_3(operations: Operations) -> None:
    """Every type of question, who was invited, texts, indicators; who imported, undoing and erasing. A response's row
    in its file was not kept before: it is numbered in the order of ids."""
    connection = operations.get_bind()
    assert connection is not None
    rows = _all_rows(connection)
    slots = {row["hash"]: row.pop("n_closed") for row in rows["rubric"]}
    for row in rows["import"]:
        row |= {"imported_by": "", "slots": slots[row["rubric_hash"]] if row["kind"] == "survey" else None}
    seen: Counter[int] = Counter()
    for row in sorted(rows["response"], key=lambda row: (row["import_id"], row["id"])):
        seen[row["import_id"]] += 1
        row |= {"row": seen[row["import_id"]] + 1, "slots": row.pop("n_closed")}
        del row["rubric_hash"]
    for row in rows["answer_tally"]:
        row["slot"] = row.pop("question")
    _rebuild(operations, 3, rows)


def to_4(operations: Operations) -> None:
    """The register of actions, and the reports that are handed out from now on. What was before is not known: nothing
    tells whom it was shown to."""
    connection = operations.get_bind()
    assert connection is not None
    _allow_actions(operations)
    there = set(inspect(connection).get_table_names())
    for statement in statements(4, connection.dialect.name):
        if (made := _MADE.match(statement)) and made["table"] not in there:
            operations.execute(statement)


def _allow_actions(operations: Operations) -> None:
    """Let imports be of one kind more. SQLite has no command for it, and to write the table anew would take every table
    that refers to it along; its own way of widening a CHECK is to mend the words that it keeps of the table, on which
    no row depends (sqlite.org/lang_altertable.html, section 7)."""
    connection = operations.get_bind()
    assert connection is not None
    old, new = "'indicators')", "'indicators', 'actions')"
    if connection.dialect.name == "sqlite":
        version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
        connection.exec_driver_sql("PRAGMA writable_schema = ON")
        connection.exec_driver_sql(
            "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = 'import'", (old, new)
        )
        connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
        connection.exec_driver_sql("PRAGMA writable_schema = OFF")
        return
    [table] = (each for each in statements(4, connection.dialect.name) if each.startswith("CREATE TABLE import ("))
    check = next(line.strip() for line in table.splitlines() if new in line).removesuffix(",")
    operations.execute("ALTER TABLE import DROP CONSTRAINT import_kind_check")
    operations.execute(f"ALTER TABLE import ADD CONSTRAINT import_kind_check {check}")


STEPS: Mapping[int, Callable[[Operations], None]] = {2: to_2, 3: to_3, 4: to_4}
"""By the version that a step leads to."""

OLDEST = min(STEPS) - 1
"""The earliest version that can be moved."""


def _all_rows(connection: Connection) -> Rows:
    tables = MetaData()
    tables.reflect(connection)
    return {
        table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
        for table in tables.sorted_tables
    }


def _rebuild(operations: Operations, version: int, rows: Rows) -> None:
    """Make the tables of a version anew and put the rows into them, parents first."""
    connection = operations.get_bind()
    assert connection is not None
    old = MetaData()
    old.reflect(connection)
    for table in reversed(old.sorted_tables):
        operations.drop_table(table.name)
    for statement in statements(version, connection.dialect.name):
        operations.execute(statement)
    new = MetaData()
    new.reflect(connection)
    for table in new.sorted_tables:
        add_all(connection, table, rows.get(table.name, []))
