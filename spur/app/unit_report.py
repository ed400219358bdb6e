"""A unit's report: beside its specialty group, its region and a baseline."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from spur.analysis.clusters import cluster_figures
from spur.analysis.comparison import baseline_figures, baseline_id, unit_comparison_figures
from spur.analysis.figure import Figure, Figures, GradesUsed
from spur.analysis.grades import grades_as_of, openly_told
from spur.analysis.rounds import round_figures
from spur.analysis.scopes import Part, Region, unit_part
from spur.analysis.signals import signal_figures
from spur.analysis.states import state_of
from spur.analysis.triangulation import Sources, triangulation_figures
from spur.analysis.unit_grades import AreaPlan, area_plans, first_grade_figures, unit_grade_figures
from spur.app.gathering import Asked, Gathered, gathered, newest_day, shared_figures
from spur.app.invited import doubts_about_invited
from spur.app.known import known_unit
from spur.app.releasing import folder_of, hand_out
from spur.app.reports import OUTPUTS, Output, write_report
from spur.app.request import Request
from spur.disclosure.release import Profile
from spur.ledger.reading import View
from spur.records.event import EventKind
from spur.records.grade import GradeKind
from spur.records.inspection import Inspection
from spur.records.problem import Code, InvalidInput, Place, Problem
from spur.records.unit import Unit
from spur.report.unit import unit_document
from spur.report.unit.material import UnitMaterial
from spur.settings import load_settings
from spur.wording import Lang, Wording


@dataclass(frozen=True, slots=True)
class UnitReport:
    """A unit's report that was written: its files, what it was written from, and what a reader should know of it."""

    files: tuple[Path, ...]
    material: UnitMaterial
    problems: tuple[Problem, ...] = ()


def report_unit(
    db: str,
    unit: str,
    round_: str,
    *,
    baseline: str | None = None,
    versus_round: str | None = None,
    self_assessment: str | None = None,
    outputs: Sequence[Output] = OUTPUTS,
    lang: Lang = "sv",
    out: Path = Path("out"),
    grades_used: GradesUsed = "after-plan",
    as_of: date | None = None,
    drafts: bool = False,
    settings: Path | None = None,
    example: bool = False,
    profile: Profile = Profile.UNIT,
    preview: bool = False,
) -> UnitReport:
    """Write a unit's report into a folder of its own in ``out``: ``unit-ID/unit-ID-ROUND.pdf`` and ``.xlsx``,
    ``figures.csv`` and ``.json``. They hold figures of this unit, its specialty group, its region and the baseline, and
    of no other unit. The rest is asked for as in :func:`spur.app.report_region`."""
    own = load_settings(settings) if settings else None
    told = Asked(round_, baseline, versus_round, lang, grades_used, as_of, drafts, own, example)
    asked = replace(told, self_assessment=self_assessment, profile=profile, preview=preview)
    material, asked, problems = hand_out(db, asked, "unit", unit, unit_material)
    stem = folder_of(out, preview) / f"unit-{unit}" / f"unit-{unit}-{round_}"
    request = Request("unit", unit, asked)
    files = write_report(unit_document(material), material.figures, material.wording, outputs, stem, request)
    return UnitReport(files, material, problems)


def unit_material(view: View, unit_id: str, asked: Asked) -> tuple[UnitMaterial, tuple[Problem, ...]]:
    unit = known_unit(unit_id, view.units())
    found = gathered(view, unit.region, asked, units_too=True)
    own, region, rubric = unit_part(unit_id), found.region, found.rubric
    group = next((group for group in region.groups if unit_id in group.units), None)
    if group is None:
        raise InvalidInput([Problem(Code.UNIT_WITHOUT_ROUND, Place(""), unit_id, also=asked.round), *found.notices])
    as_of = newest_day((event for event in found.events if event.unit_id in region.whole.units), asked)
    inspection = _inspection(view, unit_id, found, asked)
    state = view.states(asked.round).get(unit_id)
    events = [event for event in found.events if event.unit_id == unit_id and not _is_later(event.on, asked)]
    material = UnitMaterial(
        wording=Wording(asked.lang),
        name=found.name,
        round=asked.round,
        rubric=rubric,
        rubric_hash=found.pinned.hash,
        region=region,
        units=(unit,),
        figures=_figures(found, own, group, asked),
        grades_used=asked.grades_used,
        as_of=as_of,
        role=found.role,
        protection=found.protection,
        interval=asked.interval,
        baseline=found.baseline,
        earlier=found.earlier,
        own=found.own,
        drafts=len(found.unfinished) if asked.drafts else 0,
        example=asked.example,
        preview=asked.preview,
        unit=unit,
        group=group,
        inspected_on=tuple(sorted({e.on for e in events if e.on and e.kind is GradeKind.AT_INSPECTION})),
        inspection=inspection,
        state=state_of(state) if inspection else None,
        state_on=state.on if state else None,
        comments=tuple(
            event
            for event in view.events_of_unit(unit_id)
            if event.kind is EventKind.COMMENT and event.round == asked.round and not _is_later(event.on, asked)
        ),
        plans=_plans(found, unit, asked, date.fromisoformat(as_of) if as_of else date.max),
    )
    return material, (*found.notices, *doubts_about_invited(own, found.responses, found.invited, rubric))


def _figures(found: Gathered, own: Part, group: Part, asked: Asked) -> Figures:
    """Those of the region's report, with the unit's, as far as they are of the unit, its group, its region and the
    baseline. What may be shown of the unit is decided as if every unit of the region had a report."""
    round_, region, rubric = asked.round, found.region, found.rubric
    parts = Region(region.whole, (group, own))
    everybody = Figures.of(shared_figures(found, asked, units_too=True))
    clusters = cluster_figures(round_, region, everybody, rubric)
    signals = signal_figures(round_, region, everybody, rubric)
    figures = Figures.of(_of_parts((*everybody, *clusters, *signals), parts, found))
    if rubric.grades:
        first = grades_as_of(found.events, "at-inspection", asked.as_of)
        figures = Figures.of(
            figures,
            unit_grade_figures(round_, own, found.grades, asked.grades_used, rubric),
            first_grade_figures(round_, own, first, rubric),
        )
    against: list[Figure] = []
    if found.baseline is not None and found.there is not None:
        of_all = baseline_figures(round_, region, figures, rubric, found.baseline, found.there)
        # the group's own comparison with the baseline is made below as the unit's is
        against += (figure for figure in _of_parts(of_all, parts, found) if figure.scope != "group")
    for part in (own, group):
        compared = unit_comparison_figures(
            round_, part, group, region, figures, rubric, found.baseline, found.there
        )  # fmt: skip
        against += (figure for figure in compared if figure.versus != part.key)
    figures = figures.plus(against)
    if found.earlier is not None:
        figures = figures.plus(_of_parts(found.then, parts, found))
        then = round_figures(parts, figures, found.earlier, rubric)
        # that a unit has crossed the line is no difference of shares
        changes = (each for each in then if each.scope != "unit" or not each.subject.startswith("area:"))
        figures = figures.plus(changes)
    figures = figures.plus(_of_parts(found.own_figures, parts, found))
    sources = Sources(figures, rubric, found.baseline, found.earlier, found.own)
    return Figures.of(openly_told(figures.plus(triangulation_figures([own], sources)), found.protection))


def _of_parts(figures: Iterable[Figure], parts: Region, found: Gathered) -> Iterator[Figure]:
    """The figures of these parts and of the baseline, for all and for the unit's group."""
    keys = {(part.scope, part.id) for part in parts}
    if found.baseline is not None:
        keys |= {("baseline", baseline_id(found.baseline, group)) for group in ("", parts.groups[0].id)}
    return (figure for figure in figures if (figure.scope, figure.scope_id) in keys)


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
