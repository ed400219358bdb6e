"""A unit's report: beside its specialty group, its region and a baseline."""

from datetime import date
from pathlib import PurePath

from spur.analysis.figure import Figures
from spur.analysis.grades import grades_as_of, openly_told
from spur.analysis.scopes import Part, Region, unit_part
from spur.analysis.states import state_of
from spur.analysis.triangulation import Sources, triangulation_figures
from spur.analysis.unit_grades import AreaPlan, area_plans, first_grade_figures, unit_grade_figures
from spur.app.everybody import Everybody, Gathering, regions_of_round
from spur.app.gathering import Asked, Gathered, alike, newest_day
from spur.app.invited import doubts_about_invited
from spur.app.known import known_unit
from spur.app.register import with_register
from spur.ledger.reading import View
from spur.records.event import EventKind
from spur.records.grade import GradeKind
from spur.records.inspection import Inspection
from spur.records.problem import Code, InvalidInput, Place, Problem
from spur.records.unit import Unit
from spur.report.unit.material import UnitMaterial


def unit_stem(unit_id: str, round_: str) -> PurePath:
    """A unit's report has a folder of its own."""
    return PurePath(f"unit-{unit_id}") / f"unit-{unit_id}-{round_}"


def unit_ids(view: View, asked: Asked, region: str, everybody: Gathering) -> list[str]:
    regions = regions_of_round(view, asked, region)
    return sorted(unit for each in regions for unit in everybody(view, each, asked).found.region.whole.units)


def unit_material(
    view: View, unit_id: str, asked: Asked, everybody: Gathering
) -> tuple[UnitMaterial, tuple[Problem, ...]]:  # fmt: skip
    """The figures of this unit, its specialty group, its region and the baseline, and of no other unit."""
    unit = known_unit(unit_id, view.units())
    told = everybody(view, unit.region, asked)
    found, own = told.found, unit_part(unit_id)
    region, rubric = found.region, found.rubric
    group = next((group for group in region.groups if unit_id in group.units), None)
    if group is None:
        raise InvalidInput([Problem(Code.UNIT_WITHOUT_ROUND, Place(""), unit_id, also=asked.round), *found.notices])
    inspection = _inspection(view, unit_id, found, asked)
    state = view.states(asked.round).get(unit_id)
    comments = tuple(
        event
        for event in view.events_of_unit(unit_id)
        if event.kind is EventKind.COMMENT and event.round == asked.round and not _is_later(event.on, asked)
    )
    graded = newest_day((event for event in found.events if event.unit_id in region.whole.units), asked)
    days = [event.on.isoformat() for event in (*comments, *([state] if state and inspection else [])) if event.on]
    as_of = graded if asked.as_of else max((graded, *days))
    events = [event for event in found.events if event.unit_id == unit_id and not _is_later(event.on, asked)]
    material = UnitMaterial(
        **alike(found, asked),
        units=(unit,),
        figures=_figures(told, own, group, asked),
        as_of=as_of,
        part=own,
        group=group,
        unit=unit,
        inspected_on=tuple(sorted({e.on for e in events if e.on and e.kind is GradeKind.AT_INSPECTION})),
        inspection=inspection,
        state=state_of(state) if inspection else None,
        state_on=state.on if state else None,
        comments=comments,
        plans=_plans(found, unit, asked, date.fromisoformat(as_of) if as_of else date.max),
    )
    material = with_register(view, found, told.called, asked, material, [own])
    return material, (*found.notices, *doubts_about_invited(own, found.responses, found.invited, rubric))


def _figures(everybody: Everybody, own: Part, group: Part, asked: Asked) -> Figures:
    """Those of the region's report, with the unit's, as far as they are of the unit, its group, its region and the
    baseline."""
    found, round_, rubric = everybody.found, asked.round, everybody.found.rubric
    parts = Region(found.region.whole, (group, own))
    figures = Figures.of(everybody.of_parts(parts))
    if rubric.grades:
        first = grades_as_of(found.events, "at-inspection", asked.as_of)
        figures = figures.plus(
            unit_grade_figures(round_, own, found.grades, asked.grades_used, rubric),
            first_grade_figures(round_, own, first, rubric),
        )
    figures = everybody.compared(figures, parts, own)
    sources = Sources(figures, rubric, found.baseline, found.earlier, found.own)
    return openly_told(figures.plus(triangulation_figures([own], sources)), found.protection)


def _inspection(view: View, unit_id: str, found: Gathered, asked: Asked) -> Inspection | None:
    """The unit's workbook in force, where it counts."""
    in_force = view.inspection(unit_id, asked.round)
    if in_force is None or in_force[0] != found.pinned.hash:
        return None
    told = in_force[1]
    counts = asked.drafts or state_of(view.states(asked.round).get(unit_id)).counts
    return told if counts and not _is_later(told.inspected_on, asked) else None


def _plans(found: Gathered, unit: Unit, asked: Asked, as_of: date) -> tuple[AreaPlan, ...]:
    days = asked.settings.plan.days if asked.settings else None
    return area_plans(unit_part(unit.id), found.events, found.rubric, as_of, {unit.id: days} if days else {})


def _is_later(on: date | None, asked: Asked) -> bool:
    """Whether something happened after the day up to which the report tells."""
    return on is not None and asked.as_of is not None and on > asked.as_of
