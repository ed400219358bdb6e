"""Whose answers a row holds: the unit and the role that stand in it."""

from collections.abc import Mapping

from spur.intake.survey.cells import Reader, Unfit
from spur.intake.survey.plan import Plan
from spur.records.problem import Code
from spur.records.unit import Unit
from spur.rubric.model import Rubric
from spur.rubric.parts import folded


def unit_reader(units: Mapping[str, Unit], plan: Plan, seen: set[str]) -> Reader:
    """A text → the unit's id; what is found is added to ``seen``."""
    called: dict[str, list[str]] = {}
    for unit in units.values():
        called.setdefault(folded(unit.name), []).append(unit.id)
    names = [unit.name for unit in units.values() if len(called[folded(unit.name)]) == 1]

    def read(text: str) -> str:
        if not text:
            raise Unfit(Code.VALUE_MISSING, "")
        named = plan.units.get(folded(text), text)
        if named not in units:
            if len(alike := called.get(folded(text), [])) > 1:
                raise Unfit(Code.UNIT_AMBIGUOUS, text, also=", ".join(alike))
            # hundreds of units may be allowed: only the nearest is told
            raise Unfit(Code.UNIT_UNKNOWN, text, near=(*units, *names))
        seen.add(named)
        return named

    return read


def role_reader(rubric: Rubric, plan: Plan) -> Reader:
    """A text → the role's id."""
    ids = [role.id for role in rubric.roles]
    titles = [title for role in rubric.roles for title in role.title.values()]

    def read(text: str) -> str:
        if not text:
            raise Unfit(Code.VALUE_MISSING, "", ids)
        named = plan.roles.get(folded(text), text)
        if named not in ids:
            raise Unfit(Code.ROLE_UNKNOWN, text, ids, near=(*titles, *ids))
        return named

    return read
