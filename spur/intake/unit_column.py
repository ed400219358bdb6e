"""The column that every file about units shares: which unit a row is about."""

from collections.abc import Iterable, Mapping

from spur.intake.table import Row
from spur.records.problem import Code, Place, Problem, nearest
from spur.records.unit import Unit
from spur.rubric.model import Rubric


def known_unit(row: Row, units: Mapping[str, Unit], problems: list[Problem]) -> Unit | None:
    """The unit that the row names, or None with a problem added: no units file has named it."""
    if row["unit_id"] in units:
        return units[row["unit_id"]]
    if row["unit_id"]:
        # hundreds of units may be allowed: only the nearest is told
        problems.append(
            row.problem(Code.UNIT_UNKNOWN, "unit_id", allowed=filter(None, [nearest(row["unit_id"], units)]))
        )
    else:
        problems.append(row.problem(Code.VALUE_MISSING, "unit_id"))
    return None


def units_outside_groups(
    file: str, unit_ids: Iterable[str], units: Mapping[str, Unit], rubric: Rubric
) -> list[Problem]:
    """A warning for each specialty group that units have and the rubric does not: it has no title and stands last."""
    known = tuple(group.id for group in rubric.groups)
    strange = {units[unit_id].group for unit_id in unit_ids if unit_id in units} - set(known)
    return [
        Problem(Code.GROUP_UNKNOWN, Place(file), group, known, nearest(group, known)) for group in sorted(strange)
    ]  # fmt: skip
