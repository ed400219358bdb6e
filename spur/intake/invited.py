"""invited.csv → how many people of each role were asked at each unit."""

from collections.abc import Mapping
from pathlib import Path

from spur.intake.shared_columns import known_unit, read_role
from spur.intake.table import read_table
from spur.intake.typed import read_count
from spur.records.problem import Code, Problem
from spur.records.reading import Reading
from spur.records.response import Invited
from spur.records.unit import Unit
from spur.rubric.model import Rubric

COLUMNS = ("unit_id", "role", "invited")


def read_invited(
    path: Path, rubric: Rubric, units: Mapping[str, Unit], answered: Mapping[tuple[str, str], int]
) -> Reading[Invited]:
    """Read one row a unit and role. Where fewer were invited than have ``answered`` already, by unit and role, the
    number is kept and told."""
    table = read_table(path).renamed(COLUMNS)
    lacking = table.missing_columns(COLUMNS)
    problems: list[Problem] = [*table.problems, *lacking, *table.ignored_columns(COLUMNS)]
    records: list[Invited] = []
    first_row: dict[tuple[str, str], int] = {}
    for row in table.rows if not lacking else ():
        unit = known_unit(row, units, problems)
        role = read_role(row, rubric, problems)
        n = read_count(row, "invited", problems)
        if not row["invited"]:
            problems.append(row.problem(Code.VALUE_MISSING, "invited"))
        if unit is None or not role:
            continue
        key, both = (unit.id, role), f"{unit.id}, {role}"
        if (earlier := first_row.setdefault(key, row.number)) != row.number:
            problems.append(row.problem(Code.INVITED_DUPLICATE, "role", found=both, also=str(earlier)))
        elif n is not None:
            records.append(Invited(unit.id, role, n))
            if (responses := answered.get(key, 0)) > n:
                also = f"{responses} > {n}"
                problems.append(row.problem(Code.RESPONSES_EXCEED_INVITED, "invited", found=both, also=also))
    return Reading(tuple(records), tuple(problems), table.rows_read, len(records), table.hash)
