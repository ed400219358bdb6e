"""Out of the database: the grades and the files that lie behind a figure."""

from collections.abc import Iterator, Mapping
from datetime import date

from spur.analysis.figure import Figure
from spur.analysis.scopes import cell
from spur.app.earlier import events_of
from spur.app.gathering import Asked
from spur.app.rubrics import kept_rubric, rubric_of_round
from spur.ledger.reading import View
from spur.records.event import EventKind
from spur.records.grade import GradeEvent, GradeKind
from spur.records.imported import Import, ImportKind
from spur.records.unit import Unit
from spur.report.explanation import About, Behind
from spur.report.explanation.behind import Given, UnitGrade, total_of
from spur.report.explanation.formula import Formula, Source
from spur.report.explanation.formulas import formula_of
from spur.report.material import Material
from spur.rubric.model import Rubric

KINDS: Mapping[Source, frozenset[ImportKind]] = {
    "grades": frozenset({"units"}),  # and those that told of the grades
    "answers": frozenset({"units", "survey", "shares"}),
    "responses": frozenset({"units", "survey", "invited"}),
    "invited": frozenset({"units", "survey", "invited"}),
    "texts": frozenset({"units", "survey", "texts", "coding"}),
    "indicators": frozenset({"indicators"}),
    "own": frozenset({"inspection"}),
    "findings": frozenset({"units", "inspection"}),
    "plans": frozenset({"units", "grades", "inspection"}),
    "measures": frozenset({"units", "grades", "inspection", "actions"}),
    "actions": frozenset({"actions"}),
}
_OF_A_ROUND = frozenset({"survey", "shares", "invited", "texts", "coding", "inspection", "grades", "actions"})


def behind_figure(view: View, about: About, figure: Figure, asked: Asked | None) -> Behind:
    """What a figure is made from; nothing for one that is withheld. Of answers, every file of the round is told of
    whoever is in it, so that the list tells of nobody; ``asked`` is None of a report on indicators."""
    formula = formula_of(figure, about.kind)
    if figure.withheld or formula is None:
        return Behind()
    own: tuple[UnitGrade, ...] = ()
    if "grades" in formula.sources and asked is not None and isinstance(about.of, Material):
        same = figure.round == about.round
        rubric = about.rubric if same else rubric_of_round(view, figure.round, drafts=asked.drafts).model
        own = tuple(_unit_grades(view, about.of, rubric, figure, formula, asked))
    telling = {given.number for each in own for given in each.events}
    grades = _incomplete(own, about) if figure.statistic == "incomplete" else own
    grades = tuple(each for each in grades if _is_counted(each, figure.statistic))
    imports = [(number, each) for number, each, in_force in view.imports() if in_force]
    told = [(n, each) for n, each in imports if n in telling or _is_behind(view, each, about, figure, formula)]
    return Behind(grades, tuple(told))


def _is_counted(own: UnitGrade, statistic: str) -> bool:
    """Whether a unit's grade is one of those that a number of grades counts."""
    prefix, _, code = statistic.partition(":")
    return prefix != "count" or own.grade == code


def _incomplete(grades: tuple[UnitGrade, ...], about: About) -> tuple[UnitGrade, ...]:
    by_unit = Behind(grades).by_unit().values()
    return tuple(each for own in by_unit if total_of(own, about.rubric) is None for each in own)


def _unit_grades(
    view: View, m: Material, rubric: Rubric, figure: Figure, formula: Formula, asked: Asked
) -> Iterator[UnitGrade]:
    """The grades of the figure's units in its area, or in all areas, with the events that they follow from."""
    round_, kinds = figure.round, list(GradeKind)
    units = _units(view.units(), m, figure)
    areas = [each.id for each in rubric.areas if formula.totals or figure.subject == f"area:{each.id}"]
    events: dict[tuple[str, str], dict[GradeKind, GradeEvent]] = {}
    told = events_of(view, round_, rubric, drafts=asked.drafts)
    for event in sorted(told, key=lambda event: (kinds.index(event.kind), event.on or date.min)):
        past = asked.as_of is None or event.on is None or event.on <= asked.as_of
        used = figure.grades_used != "at-inspection" or event.kind is GradeKind.AT_INSPECTION
        if past and used and event.unit_id in units and event.area in areas:
            events.setdefault((event.unit_id, event.area), {})[event.kind] = event
    numbers = view.grade_imports(round_, drafts=asked.drafts)
    plans = [each for each in view.inspection_events(round_) if each.kind is EventKind.PLAN]
    by = {(each.unit_id, each.area, each.on): each.by for each in plans}
    for unit, area in ((unit, area) for unit in sorted(units) for area in areas if (unit, area) in events):
        own = events[unit, area].values()
        given = (
            Given(each, numbers.get((unit, area, each.kind)), by.get((unit, area, each.on or date.min), ""))
            for each in own
        )
        yield UnitGrade(unit, area, tuple(given))


def _units(units: Mapping[str, Unit], m: Material, figure: Figure) -> set[str]:
    if figure.scope == "unit":
        return {figure.scope_id}
    region = [each for each in units.values() if each.region == m.region.whole.id]
    in_group = figure.scope != "group"
    return {each.id for each in region if in_group or cell(each, m.region.by) == figure.scope_id}


def _is_behind(view: View, each: Import, about: About, figure: Figure, formula: Formula) -> bool:
    """Whether a file that is in force is of the kind, the round and the name that a figure is made from."""
    if each.kind == "baseline":
        return each.name in (figure.versus, figure.scope_id.partition(":")[0] if figure.scope == "baseline" else None)
    if figure.scope == "baseline" or not any(each.kind in KINDS[source] for source in formula.sources):
        return False
    if each.kind == "indicators":
        return kept_rubric(view, each.rubric_hash or "").model.id == about.rubric.id
    if each.kind in _OF_A_ROUND and each.round not in (figure.round, figure.versus.removeprefix("round:")):
        return False
    return each.kind != "shares" or each.name == figure.scope_id or figure.scope == "group"
