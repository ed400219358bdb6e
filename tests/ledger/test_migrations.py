"""A database that an earlier spur made becomes this one's, with everything that was in it."""

import json
from pathlib import Path

import pytest
from sqlalchemy import MetaData, insert, inspect

from spur import app
from spur.cli import run
from spur.ledger.copying import number_on
from spur.ledger.ledger import Ledger
from spur.ledger.schema import SCHEMA_VERSION
from spur.ledger.snapshot import DIALECTS, of_the_program, path_of
from spur.records.problem import Code, InvalidInput
from tests.conftest import GOLDEN, read_figures
from tests.ledger.databases import empty_database
from tests.ledger.files import FILES
from tests.ledger.looking import change, content, looking_into, query

SCHEMAS = Path(__file__).parent / "schemas"
RELEASED = (1, 2, 3)  # every version that a user's database may have


def database_of(version: int, db: str) -> None:
    """A database as that version left it: a few units, a corrected survey, a baseline, from version 2 workbooks."""
    dialect = "sqlite" if db.startswith("sqlite") else "postgresql"
    ddl = (SCHEMAS / f"{version}.{dialect}.sql").read_text(encoding="utf-8")
    rows = json.loads((SCHEMAS / f"{version}.rows.json").read_text(encoding="utf-8"))
    change(db, *(each for each in ddl.split(";\n") if each.strip()))
    with looking_into(db) as connection:
        tables = MetaData()
        tables.reflect(connection)
        for table in tables.sorted_tables:
            if rows.get(table.name):
                connection.execute(insert(table), rows[table.name])
                number_on(connection, table)


@pytest.mark.parametrize("version", RELEASED)
def test_a_database_of_an_earlier_version_is_moved_and_gives_the_figures_that_it_gave(
    version: int, url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database_of(version, url)
    with pytest.raises(InvalidInput) as refused:
        app.import_units(url, GOLDEN / FILES["units"])
    assert [problem.code for problem in refused.value.problems] == [Code.DATABASE_OLDER]
    assert run(["migrate", "--db", url]) == 0
    assert app.verify(url).problems == ()
    out = tmp_path / "out"
    app.report_region(url, "vastmanland", "2019", baseline="riket", outputs=["csv"], out=out)
    before, after = shown(SCHEMAS / f"{version}.figures.csv"), shown(out / "figures.csv")
    both = before.keys() & after.keys()
    assert {each: after[each] for each in both} == {each: before[each] for each in both}
    assert len(both) > 0.99 * len(before)  # what is withheld is a rule of its own, which a later version has sharpened
    with Ledger.open(url).view() as view:
        told = {unit: each.by for unit, each in view.states("2019").items()}
    assert told == ({"AM-01": "Kalibreringsmötet"} if version > 1 else {})  # the first knew of no inspections
    # and work goes on in it
    assert app.import_units(url, GOLDEN / FILES["units"]).kept.number == query(url, "SELECT max(id) FROM import")[0][0]
    assert run(["migrate", "--db", url]) == 0
    aside = list(tmp_path.glob("own-schema-*.db"))
    assert len(aside) == url.startswith("sqlite")
    for copy in aside:
        assert query(f"sqlite:///{copy}", "SELECT version FROM spur_schema") == [(version,)]
    assert "Traceback" not in capsys.readouterr().err


def shown(path: Path) -> dict[tuple[str, ...], str]:
    """The figures that are not withheld, without how they are worded."""
    return {
        tuple(text for column, text in row.items() if column not in ("value", "shown")): row["value"]
        for row in read_figures(path)
        if not row["withheld"]
    }


@pytest.mark.parametrize("version", RELEASED)
def test_a_moved_database_has_the_tables_of_a_new_one(version: int, url: str, server: str, tmp_path: Path) -> None:
    database_of(version, url)
    app.migrate(url)
    new = f"sqlite:///{tmp_path / 'new.db'}" if url.startswith("sqlite") else empty_database(server)
    app.init(new)
    assert shape(url) == shape(new)


def test_a_move_that_fails_leaves_the_database_as_it_was(url: str) -> None:
    database_of(2, url)
    change(url, "UPDATE answer_tally SET answers = answers + 1 WHERE unit_id = 'AM-01' AND question = 'st.helhet'")
    before = content(url)
    with pytest.raises(InvalidInput) as refused:
        app.migrate(url)
    assert {problem.code for problem in refused.value.problems} == {Code.LEDGER_TALLY}
    assert content(url) == before


def test_a_database_of_before_the_first_version_is_told_so(url: str) -> None:
    database_of(2, url)
    change(url, "UPDATE spur_schema SET version = 0")
    with pytest.raises(InvalidInput) as refused:
        app.migrate(url)
    assert [problem.code for problem in refused.value.problems] == [Code.DATABASE_TOO_OLD]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_table_is_never_changed_without_a_new_version(dialect: str) -> None:
    """If this fails: raise SCHEMA_VERSION, write its step in migrating.py, and run python -m spur.ledger.snapshot."""
    assert path_of(SCHEMA_VERSION, dialect).read_text(encoding="utf-8") == of_the_program(dialect)


def shape(db: str) -> dict[str, dict[str, list[str]]]:
    """Every table with its columns, keys, references, checks and indexes, as the database itself tells of them."""
    with looking_into(db) as connection:
        tables = inspect(connection)
        told = {
            "columns": tables.get_multi_columns(),
            "key": {table: [key] for table, key in tables.get_multi_pk_constraint().items()},
            "references": tables.get_multi_foreign_keys(),
            "unique": tables.get_multi_unique_constraints(),
            "checks": tables.get_multi_check_constraints(),
            "indexes": tables.get_multi_indexes(),
        }
    return {
        what: {table: sorted(map(str, parts)) for (_, table), parts in by_table.items()}
        for what, by_table in told.items()
    }
