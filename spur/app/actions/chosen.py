"""Which units' actions, and which of their plans are lacking."""

from collections.abc import Mapping, Sequence

from spur.app.known import known, unknown_unit
from spur.app.register import CalledFor
from spur.records.grade import GradeKind
from spur.records.problem import Code, InvalidInput
from spur.records.unit import Unit


def chosen_units(units: Mapping[str, Unit], named: Sequence[str], region: str | None) -> list[str]:
    """The units that were named, or every one of the region."""
    if region is not None:
        known(region, {unit.region for unit in units.values()}, Code.REGION_UNKNOWN)
        return [unit.id for unit in units.values() if unit.region == region]
    if problems := [problem for unit in named for problem in unknown_unit(unit, units)]:
        raise InvalidInput(problems)
    return list(dict.fromkeys(named))


def plans_owed_by(told: CalledFor | None) -> frozenset[tuple[str, str]]:
    """The units and areas that were graded so that a plan is called for, and of which none has come in."""
    lift = told.rubric.grading.adjusted_after_plan if told else None
    if told is None or lift is None:
        return frozenset()
    received = {(each.unit_id, each.area) for each in told.events if each.kind is GradeKind.AFTER_PLAN}
    return frozenset(key for key, grade in told.grades.items() if grade == lift.from_grade and key not in received)
