"""The course of an inspection: its state, the unit's comments, the action plans, and its history."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from spur import __version__
from spur.analysis.history import Entry, round_history
from spur.analysis.plans import OwedPlan, owed_plans, plan_problems, plans_without_effect, with_lifts
from spur.analysis.states import may_become, move_problems, state_of, too_early
from spur.app.known import drafts, known, known_unit, left_out, to_come, today, unknown, unknown_unit
from spur.app.rubrics import kept_rubric, rubric_of_round
from spur.ledger.ledger import Ledger
from spur.ledger.reading import View
from spur.records.event import EventKind, InspectionEvent, State
from spur.records.grade import GradeEvent
from spur.records.problem import Code, InvalidInput, Place, Problem
from spur.records.unit import Unit
from spur.rubric.model import PinnedRubric
from spur.settings import load_settings

Events = tuple[InspectionEvent, ...]


@dataclass(frozen=True, slots=True)
class PlansOwed:
    """Who owes an action plan, the overdue first; the units that owe them; and what a reader should know of it."""

    plans: tuple[OwedPlan, ...]
    units: dict[str, Unit]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class UnitHistory:
    unit: Unit
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


def latest_round(db: str) -> str:
    """The round that grades or a workbook came in for last. Raises InvalidInput before any has."""
    with Ledger.open(db).view() as view:
        round_ = view.latest_round()
    if round_ is None:
        raise InvalidInput([Problem(Code.NOTHING_INSPECTED, Place(""))])
    return round_


def move_inspections(
    db: str, units: Sequence[str] | None, state: State, round_: str, *, on: date, by: str, note: str = ""
) -> Events:
    """Move the inspections of these units to a state, all of them or none. Without units: every inspection of the round
    that may go there, be they none. Returns the moves."""

    def decide(view: View) -> Events:
        known(round_, view.rounds(), Code.ROUND_UNKNOWN)
        known_units, inspected, last = view.units(), view.inspected_on(round_), view.states(round_)
        chosen = units
        if chosen is None:
            chosen = [unit for unit in inspected if may_become(state_of(last.get(unit)), state)]
        problems = list(to_come(on))
        moves = [_event(EventKind.STATE, unit, round_, on, by, note, state=state) for unit in dict.fromkeys(chosen)]
        for move in moves:
            unit = move.unit_id
            uninspected = _uninspected(unit, round_, known_units, inspected)
            problems += uninspected or move_problems(move, inspected[unit], last.get(unit))
        return _unless(problems, moves)

    return Ledger.open(db).record(decide)


def comment_inspection(
    db: str, unit: str, area: str, round_: str, text: str, *, on: date, by: str
) -> InspectionEvent:  # fmt: skip
    """Record what a unit says of what the inspectors wrote of an area."""
    comment = _event(EventKind.COMMENT, unit, round_, on, by, text, area=area)

    def decide(view: View) -> Events:
        known(round_, view.rounds(), Code.ROUND_UNKNOWN)
        inspected = view.inspected_on(round_)
        uninspected = _uninspected(unit, round_, view.units(), inspected)
        problems = [*to_come(on), *uninspected]
        if not uninspected and (found := view.inspection(unit, round_)):
            rubric_hash, _ = found
            problems += unknown(area, _areas(kept_rubric(view, rubric_hash)), Code.AREA_UNKNOWN)
            problems += too_early(comment, inspected[unit])
        return _unless(problems, [comment])

    return Ledger.open(db).record(decide)[0]


def receive_plans(
    db: str, unit: str, areas: Sequence[str], round_: str, *, on: date, note: str, by: str = ""
) -> Events:  # fmt: skip
    """Record the action plan that a unit has sent in for these areas, all of them or none. What it lifts is not kept:
    that follows from it and the grade (see ``spur.analysis.plans``)."""

    def decide(view: View) -> Events:
        known_unit(unit, view.units())
        known(round_, view.rounds(), Code.ROUND_UNKNOWN)
        plans = [_event(EventKind.PLAN, unit, round_, on, by, note, area=area) for area in dict.fromkeys(areas)]
        # a unit's plan is for the grade by the rubric that the unit was graded by, whatever the round's others were
        pinned = view.grade_rubrics(round_, unit, drafts=True) | view.grade_rubrics(round_, unit)
        hashes = set(pinned.values()) or view.rubrics_of_round(round_, drafts=True)
        rubrics = {each: kept_rubric(view, each) for each in hashes}
        there = {area for each in rubrics.values() for area in _areas(each)}
        grades, recorded, tables = _grades_or_drafts(view, round_), view.events_of_unit(unit), view.table_plans(round_)
        of_round = [each for each in recorded if each.round == round_]
        problems = list(to_come(on))
        for plan in plans:
            if plan.area in pinned:
                model = rubrics[pinned[plan.area]].model
                graded = [each for each in grades if (each.unit_id, each.area) == (unit, plan.area)]
                problems += plan_problems(plan, with_lifts(graded, of_round, model, tables), model)
            elif plan.area in there or not there:
                problems.append(Problem(Code.GRADE_ABSENT, Place(f"{unit} {plan.area}"), found=round_))
            else:
                problems += unknown(plan.area, there, Code.AREA_UNKNOWN)
        return _unless(problems, plans)

    return Ledger.open(db).record(decide)


def plans_owed(
    db: str, round_: str, only: Collection[str] = (), *, as_of: date | None = None, settings: Path | None = None
) -> PlansOwed:
    """Who owes an action plan on a day, today unless another is named: of ``only`` these units, where any are named.
    Plans are due by the region's settings file; without one there is no deadline."""
    as_of = as_of or today()
    region = load_settings(settings) if settings else None
    with Ledger.open(db).view() as view:
        known(round_, view.rounds(), Code.ROUND_UNKNOWN)
        units, graded = view.units(), view.grade_events(round_)
        if problems := [problem for unit in only for problem in unknown_unit(unit, units)]:
            raise InvalidInput(problems)
        notices = left_out(drafts(view, round_, as_of=as_of))
        if region:
            known(region.region.id, {each.region for each in units.values()}, Code.REGION_UNKNOWN)
            answering = {unit for unit, _ in view.response_counts(round_)}
            told = {each.unit_id for each in graded} | {*view.inspected_on(round_)} | answering
            if not any(units[unit].region == region.region.id for unit in told):
                raise InvalidInput([Problem(Code.NOTHING_TO_REPORT, Place(""), found=region.region.id, also=round_)])
        if not graded:
            return PlansOwed((), units, notices)
        rubric = rubric_of_round(view, round_).model
        recorded, tables = view.inspection_events(round_), view.table_plans(round_)
        grades = with_lifts(graded, recorded, rubric, tables)
        notices += tuple(plans_without_effect(grades, recorded, rubric, tables, as_of))
    days = region.plan.days if region else None
    deadlines = {each.id: days for each in units.values() if region and days and each.region == region.region.id}
    owed = owed_plans(grades, rubric, as_of, deadlines)
    return PlansOwed(tuple(each for each in owed if not only or each.unit_id in only), units, notices)


def unit_history(db: str, unit: str, round_: str | None = None) -> UnitHistory:
    """Everything that has happened to a unit's grades, in one round or in each of them."""
    with Ledger.open(db).view() as view:
        about = known_unit(unit, view.units())
        rounds = view.rounds()
        if round_ is not None:
            known(round_, rounds, Code.ROUND_UNKNOWN)
            rounds = [round_]
        entries: list[Entry] = []
        problems: list[Problem] = []
        for each in rounds:
            told, lost = _round_history(view, unit, each)
            entries += told
            problems += lost
        return UnitHistory(about, tuple(entries), tuple(problems))


def _round_history(view: View, unit: str, round_: str) -> tuple[tuple[Entry, ...], list[Problem]]:
    """The entries of a round, and which plans change no grade."""
    imports = [each for each in view.imports_of_unit(unit) if each.file.round == round_]
    recorded = [each for each in view.events_of_unit(unit) if each.round == round_]
    telling = view.telling_imports(round_, unit)
    tables = [each for each in view.table_plans(round_) if each.unit_id == unit]
    lifts: list[GradeEvent] = []
    lost: list[Problem] = []
    # a report refuses a round of several rubrics; the history of one tells each grade by its own
    for rubric_hash in sorted({each.file.rubric_hash for each in imports if each.file.rubric_hash}):
        standing = [
            event
            for each in imports
            for event in each.events
            if each.file.rubric_hash == rubric_hash and telling.get(event.area) == each.number
        ]
        rubric = kept_rubric(view, rubric_hash).model
        grades = with_lifts(standing, recorded, rubric, tables)
        lifts += grades[len(standing) :]
        lost += plans_without_effect(grades, recorded, rubric, tables)
    return round_history(round_, imports, recorded, lifts, telling), lost


def _grades_or_drafts(view: View, round_: str) -> list[GradeEvent]:
    """The grades that count and, where a unit has none in an area, a draft's: a plan may come in before its inspection
    has been calibrated."""
    counted = view.grade_events(round_)
    there = {(each.unit_id, each.area) for each in counted}
    return counted + [
        each for each in view.grade_events(round_, drafts=True) if (each.unit_id, each.area) not in there
    ]  # fmt: skip


def _event(
    kind: EventKind,
    unit: str,
    round_: str,
    on: date,
    by: str,
    note: str,
    *,
    area: str = "",
    state: State | None = None,
) -> InspectionEvent:
    return InspectionEvent(kind, unit, round_, on, by, note, datetime.now(UTC), __version__, area, state)


def _uninspected(unit: str, round_: str, units: Collection[str], inspected: Collection[str]) -> list[Problem]:
    """A problem for a unit that nobody has heard of, or of which the round has no joint workbook."""
    problems = list(unknown_unit(unit, units))
    if not problems and unit not in inspected:
        problems.append(Problem(Code.INSPECTION_UNKNOWN, Place(""), found=unit, also=round_))
    return problems


def _areas(pinned: PinnedRubric) -> list[str]:
    return [area.id for area in pinned.model.areas]


def _unless(problems: Sequence[Problem], events: Sequence[InspectionEvent]) -> Events:
    """The events, unless something speaks against them."""
    if problems:
        raise InvalidInput(problems)
    return tuple(events)
