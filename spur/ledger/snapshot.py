"""The tables of a version as SQL, so that migrations can make them when the program has long gone on to the next.

``python -m spur.ledger.snapshot`` writes those of the version that the program now has. The tests hold them to the
schema: whoever changes a table without a new version is told.
"""

from pathlib import Path

from sqlalchemy import create_mock_engine
from sqlalchemy.schema import CreateIndex, CreateTable, ExecutableDDLElement

from spur.ledger.schema import SCHEMA_VERSION, metadata

DIALECTS = ("sqlite", "postgresql+psycopg")
FOLDER = Path(__file__).parent / "schemas"


def statements(version: int, dialect: str) -> list[str]:
    """What makes the tables of a version."""
    text = path_of(version, dialect).read_text(encoding="utf-8")
    return [each.strip() for each in text.split(";\n") if each.strip()]


def of_the_program(dialect: str) -> str:
    """What makes the tables that this program has."""
    compiler = create_mock_engine(f"{dialect}://", lambda *_: None).dialect
    made: list[ExecutableDDLElement] = [CreateTable(table) for table in metadata.sorted_tables]
    indexes = (index for table in metadata.sorted_tables for index in table.indexes)
    made += [CreateIndex(index) for index in sorted(indexes, key=lambda index: str(index.name))]
    return "".join(f"{str(each.compile(dialect=compiler)).strip()};\n\n" for each in made)


def path_of(version: int, dialect: str) -> Path:
    return FOLDER / f"{version}.{dialect.partition('+')[0]}.sql"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name in DIALECTS:
        path_of(SCHEMA_VERSION, name).write_text(of_the_program(name), encoding="utf-8")
