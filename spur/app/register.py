"""Out of the database: what a round calls for, and what has come of it."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from functools import cmp_to_key
from typing import TypeVar

from spur.analysis.checklist import (
    Before,
    Measure,
    checklist,
    followed,
    measure_figures,
    requirement_figures,
)
from spur.analysis.figure import Figure
from spur.analysis.grades import Grades, grades_as_of, is_large
from spur.analysis.register import Advised, Register, UnitPlan, advice_figures, named_now, plan_figures
from spur.analysis.scopes import Part, unit_part
from spur.analysis.states import state_of
from spur.analysis.unit_grades import area_plans
from spur.app.earlier import events_of, is_later
from spur.app.gathering import Asked, Gathered, newest_day
from spur.app.rubrics import kept_rubric
from spur.ledger.reading import View
from spur.records.action import NO_STANDING, ActionEvent, ActionKey, Standing
from spur.records.grade import GradeEvent, GradeKind
from spur.records.inspection import Inspection, Judgement
from spur.report.material import Material
from spur.rubric.model import PinnedRubric, Rubric

VISITS_BACK = 2
"""How many earlier inspections of a unit are looked at: what was recommended longer ago is history."""

_M = TypeVar("_M", bound=Material)


@dataclass(frozen=True, slots=True)
class CalledFor:
    """What a round calls for in some units, by one rubric: the grades at the inspection, the inspections that count,
    and the measures that follow from them, with how each stands."""

    round: str
    pinned: PinnedRubric
    events: tuple[GradeEvent, ...]
    grades: Grades
    inspections: tuple[Inspection, ...]
    measures: tuple[Measure, ...]
    acted: tuple[ActionEvent, ...]
    """What has been told of the round's actions, of these units' and of any other."""

    def of(self, units: Collection[str]) -> "CalledFor":
        """The same of some of the units."""
        return replace(
            self,
            grades={key: grade for key, grade in self.grades.items() if key[0] in units},
            inspections=tuple(each for each in self.inspections if each.unit_id in units),
            measures=tuple(each for each in self.measures if each.unit in units),
        )

    @property
    def rubric(self) -> Rubric:
        return self.pinned.model

    @property
    def inspected_on(self) -> dict[str, date]:
        """The day on which each unit was inspected, as far as that is known."""
        graded = {each.unit_id: each.on for each in self.events if each.kind is GradeKind.AT_INSPECTION and each.on}
        return graded | {each.unit_id: each.inspected_on for each in self.inspections if each.inspected_on}

    @property
    def inspected(self) -> frozenset[str]:
        return frozenset(unit for unit, _ in self.grades) | {each.unit_id for each in self.inspections}


def called_for(
    view: View, round_: str, units: Collection[str], *, drafts: bool = False, as_of: date | None = None
) -> CalledFor | None:
    """What a round calls for, with what earlier rounds say of the same; None where nothing was graded by any one
    rubric."""
    told = _alone(view, round_, units, drafts=drafts, as_of=as_of)
    if told is None:
        return None
    befores: list[Before] = []
    visited: Counter[str] = Counter()
    for each in reversed(earlier_rounds(view, round_)):
        news = {unit for unit in told.inspected if visited[unit] < VISITS_BACK}
        before = _alone(view, each, news, as_of=as_of) if news else None
        if before is not None and before.rubric.grading.authority == told.rubric.grading.authority:
            befores.insert(0, Before(each, before.rubric, before.grades, before.measures))
            visited.update(before.inspected)
    return replace(told, measures=followed(told.measures, told.rubric, befores))


def earlier_rounds(view: View, round_: str) -> list[str]:
    """The rounds that are known to be earlier, the oldest first."""
    rounds = [each for each in view.rounds() if each != round_ and is_later(view, round_, each)]

    def compared(one: str, other: str) -> int:
        return is_later(view, one, other) - is_later(view, other, one)

    return sorted(rounds, key=cmp_to_key(compared))


def standings(events: Collection[ActionEvent], as_of: date | None = None) -> dict[ActionKey, ActionEvent]:
    """The newest event of each action, up to a day."""
    return {each.key: each for each in events if as_of is None or (each.at is not None and each.at.date() <= as_of)}


def _alone(
    view: View, round_: str, units: Collection[str], *, drafts: bool = False, as_of: date | None = None
) -> CalledFor | None:
    """The same, without what earlier rounds say."""
    hashes = view.rubrics_of_round(round_, drafts=drafts)
    pinned = kept_rubric(view, hashes[0]) if len(hashes) == 1 else None
    if pinned is None or not pinned.model.grades:
        return None
    rubric = pinned.model
    events = events_of(view, round_, rubric, drafts=drafts)
    graded = grades_as_of(events, "at-inspection", as_of)
    grades = {key: grade for key, grade in graded.items() if key[0] in units}
    inspections = _inspections(view, round_, units, drafts=drafts, as_of=as_of)
    by_unit = {each.unit_id: each for each in inspections}
    told = {unit for unit, _ in grades} | by_unit.keys()
    acted = view.action_events(round_)
    stand = standings(acted, as_of)
    measures = []
    for unit in sorted(told):
        for measure in checklist(unit, grades, by_unit.get(unit), rubric):
            event = stand.get(ActionKey(unit, "", measure.subject))
            measures.append(replace(measure, standing=event.standing, told=True) if event else measure)
    return CalledFor(round_, pinned, events, grades, inspections, tuple(measures), tuple(acted))


def _inspections(
    view: View, round_: str, units: Collection[str], *, drafts: bool, as_of: date | None
) -> tuple[Inspection, ...]:
    """The joint workbooks of units that count."""
    states = view.states(round_)
    return tuple(
        each
        for each in view.inspections(round_)
        if each.judgement is Judgement.JOINT
        and each.unit_id in units
        and (drafts or state_of(states.get(each.unit_id)).counts)
        if as_of is None or each.inspected_on is None or each.inspected_on <= as_of
    )


def called_for_in(view: View, found: Gathered, asked: Asked) -> CalledFor | None:
    """What a report's round calls for in the units of its region."""
    if not found.rubric.grades:
        return None
    return called_for(view, asked.round, found.region.whole.units, drafts=asked.drafts, as_of=asked.as_of)


def with_register(
    view: View, found: Gathered, called: CalledFor | None, asked: Asked, material: _M, parts: Collection[Part]
) -> _M:
    """A report's material with the register of the units that it tells of, and the register's figures. ``called`` is
    what the round calls for in the region; ``parts`` are those that the report has figures of. The region's
    recommendations belong to a report that has the region among them.

    In what everybody may read there is nothing of groups of units, and of the region only where it is large."""
    units = frozenset[str]().union(*(part.units for part in parts))
    openly = found.protection.openly
    register, figures = Register(), list[Figure]()
    told = called.of(units) if called else None
    inspected = told.inspected if told else frozenset[str]()
    told_of = [part for part in parts if not openly or part.scope == "unit" or is_large(part, inspected)]
    if told is not None and told_of:
        named = not openly or all(part.scope == "unit" for part in told_of)
        # also where grades at the inspection are told of, a plan that has come in is none that is owed
        newest = newest_day((each for each in found.events if each.unit_id in found.region.whole.units), asked)
        plans = _plans(found, sorted(units), asked, newest)
        register = Register(
            measures=told.measures if named else (),
            plans=plans if named else (),
            on=_known_on(told, asked, units, found.region.whole.id, newest),
        )
        day = date.fromisoformat(register.on) if register.on else date.max
        figures += measure_figures(asked.round, told_of, told.measures, told.inspected, day)
        figures += requirement_figures(asked.round, told_of, told.inspections, told.rubric)
        of_several = [part for part in told_of if part.scope != "unit"]
        figures += plan_figures(asked.round, of_several, plans, told.inspected, told.rubric)
    if found.region.whole in parts:
        register, then = _with_advice(view, found, asked, register, told_of)
        figures += [*advice_figures(asked.round, found.region.whole, register), *then]
    return replace(material, register=register, figures=material.figures.plus(figures))


def _known_on(told: CalledFor, asked: Asked, units: Collection[str], region: str, as_of: str) -> str:
    """The ISO day up to which it is known how actions stand: the one that was asked for, else that of the newest list
    that was read in, or of the report's newest event."""
    if asked.as_of is not None:
        return asked.as_of.isoformat()
    events = (each for each in told.acted if each.key.unit in units or each.key.region == region)
    return max([as_of, *(each.at.date().isoformat() for each in events if each.at)])


def _with_advice(
    view: View, found: Gathered, asked: Asked, register: Register, told_of: Collection[Part]
) -> tuple[Register, list[Figure]]:
    """The register with what the region recommends now and recommended before; and the figures that the earlier round
    has of requirements, where those of the region are told of."""
    whole, as_of = found.region.whole, asked.as_of
    register = replace(register, advised=advised_after(view, asked.round, whole.id, as_of))
    then = _earlier_with_advice(view, asked.round, whole.id, asked.versus_round)
    if not then:
        return register, []
    before = _alone(view, then, whole.units, as_of=as_of)
    there = before.rubric if before else found.rubric
    earlier = tuple(
        replace(each, now=named_now(each.recommendation.about, found.rubric, there))
        for each in advised_after(view, then, whole.id, as_of)
    )
    large_then = is_large(whole, before.inspected if before else ())
    parts = [whole] if whole in told_of and (large_then or not found.protection.openly) else []
    figures = requirement_figures(then, parts, before.inspections if before else (), there)
    on = max([register.on, *(each.at.date().isoformat() for each in view.action_events(then) if each.at)])
    on = as_of.isoformat() if as_of else on
    return replace(register, earlier=earlier, earlier_round=then, on=on), list(figures)


def advised_after(view: View, round_: str, region: str, as_of: date | None = None) -> tuple[Advised, ...]:
    """What a region recommends after a round, in the order of its numbers, with how each stands."""
    stand = standings(view.action_events(round_), as_of)
    found = sorted(view.recommendations(round_, region).values(), key=lambda each: numbered(each.number))
    return tuple(
        Advised(each, _standing(stand.get(ActionKey("", region, f"recommendation:{each.number}"))))
        for each in found
        if each.text
    )


def numbered(number: str) -> tuple[tuple[bool, int, str], ...]:
    """The order of recommendations' numbers: 1.10 comes after 1.9."""
    return tuple((not each.isdigit(), int(each) if each.isdigit() else 0, each) for each in number.split("."))


def _standing(event: ActionEvent | None) -> Standing:
    return event.standing if event else NO_STANDING


def _earlier_with_advice(view: View, round_: str, region: str, versus: str | None) -> str:
    """The round that the report is compared with or else the newest earlier one, if the region recommended anything
    after it; "" for none."""
    rounds = [each for each in earlier_rounds(view, round_) if view.recommendations(each, region)]
    return versus if versus in rounds else rounds[-1] if rounds else ""


def _plans(found: Gathered, units: list[str], asked: Asked, as_of: str) -> tuple[UnitPlan, ...]:
    days = asked.settings.plan.days if asked.settings else None
    on = date.fromisoformat(as_of) if as_of else date.max
    return tuple(
        UnitPlan(unit, plan)
        for unit in units
        for plan in area_plans(unit_part(unit), found.events, found.rubric, on, {unit: days} if days else {})
    )
