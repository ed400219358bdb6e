"""units.csv → units."""

from pathlib import Path

from spur.intake.table import read_table
from spur.intake.typed import read_id
from spur.records.problem import Code
from spur.records.reading import Reading
from spur.records.unit import Unit

COLUMNS = ("unit_id", "unit_name", "specialty", "specialty_group", "place", "region")
REQUIRED = ("unit_id", "unit_name", "specialty_group", "region")


def read_units(path: Path) -> Reading[Unit]:
    """Read the units. ``unit_id``, ``unit_name``, ``specialty_group`` and ``region`` must be there and filled in;
    columns beyond the known ones are kept with the unit."""
    table = read_table(path).renamed(COLUMNS)
    problems = [*table.problems, *table.missing_columns(REQUIRED)]
    further = [column for column in table.columns if column not in COLUMNS]
    units: list[Unit] = []
    first_row: dict[str, int] = {}
    for row in table.rows:
        unit_id, group, region = (
            read_id(row, column, problems) if column in table.columns else ""
            for column in ("unit_id", "specialty_group", "region")
        )
        if "unit_name" in table.columns and not row["unit_name"]:
            problems.append(row.problem(Code.VALUE_MISSING, "unit_name"))
        if unit_id and unit_id in first_row:
            problems.append(row.problem(Code.UNIT_DUPLICATE, "unit_id", also=str(first_row[unit_id])))
        first_row.setdefault(unit_id, row.number)
        units.append(
            Unit(
                id=unit_id,
                name=row["unit_name"],
                specialty=row["specialty"],
                group=group,
                place=row["place"],
                region=region,
                further=tuple((column, row[column]) for column in further),
            )
        )
    return Reading(tuple(units), tuple(problems), table.rows_read, len(table.rows), table.hash)
