"""Columns that several files share: which unit a row is about, and whose answers it holds."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from spur.intake.table import Row
from spur.intake.typed import read_word
from spur.records.problem import Code, Place, Problem, nearest
from spur.records.unit import Unit
from spur.rubric.model import Rubric


def known_unit(row: Row, units: Mapping[str, Unit], problems: list[Problem]) -> Unit | None:
    """The unit that the row names, or None with a problem added: no units file has named it."""
    if row["unit_id"] in units:
        return units[row["unit_id"]]
    if row["unit_id"]:
        # hundreds of units may be allowed: only the nearest is told
        problem = row.problem(Code.UNIT_UNKNOWN, "unit_id")
        problems.append(replace(problem, suggestion=nearest(row["unit_id"], units)))
    else:
        problems.append(row.problem(Code.VALUE_MISSING, "unit_id"))
    return None


def read_role(row: Row, rubric: Rubric, problems: list[Problem]) -> str:
    """The role's id, given as that or as its title in any language; "" with a problem added for anything else."""
    titles = {title: role.id for role in rubric.roles for title in role.title.values()}
    ids = [role.id for role in rubric.roles]
    return read_word(row, "role", ids, Code.ROLE_UNKNOWN, problems, required=True, names=titles)


def units_outside_groups(
    file: str, unit_ids: Iterable[str], units: Mapping[str, Unit], rubric: Rubric
) -> list[Problem]:
    """A warning for each specialty group that units have and the rubric does not: it has no title and stands last."""
    known = tuple(group.id for group in rubric.groups)
    strange = {units[unit_id].group for unit_id in unit_ids if unit_id in units} - set(known)
    return [
        Problem(Code.GROUP_UNKNOWN, Place(file), group, known, nearest(group, known)) for group in sorted(strange)
    ]  # fmt: skip
