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
    """The reports that are handed out from now on. What was before is not known: nothing tells whom it was shown to."""
    connection = operations.get_bind()
    assert connection is not None
    there = set(inspect(connection).get_table_names())
    for statement in statements(4, connection.dialect.name):
        if (made := _MADE.match(statement)) and made["table"] not in there:
            operations.execute(statement)


STEPS: Mapping[int, Callable[[Operations], None]] = {3: to_3, 4: to_4}
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
