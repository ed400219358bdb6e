"""What does a unit have to do? The measures that its findings and grades call for, and how far each has come."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import partial

from spur.analysis.figure import Figure
from spur.analysis.grades import Grades
from spur.analysis.rounds import like_areas, like_requirements
from spur.analysis.scopes import Part
from spur.records.action import NO_STANDING, ActionState, Standing
from spur.records.inspection import AreaJudgement, Inspection
from spur.rubric.model import Rubric


class Need(StrEnum):
    """How urgent a measure is, the most urgent first."""

    REQUIRED = "required"
    RECOMMENDED = "recommended"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Measure:
    """A line of a unit's checklist: a requirement that is not met or, where no unmet requirement says why, an area
    graded below the line (``requirement`` is then ""). ``grade`` is the area's at the inspection, "" where it has none;
    ``finding`` a finding's code; ``own`` what the inspectors wrote of the area themselves (their
    notes beside a requirement are for them to remember); ``again`` the earlier rounds, the
    oldest first, in which the same was called for."""

    unit: str
    area: str
    need: Need
    grade: str = ""
    requirement: str = ""
    finding: str = ""
    own: str = ""
    again: tuple[str, ...] = ()
    standing: Standing = NO_STANDING
    told: bool = False
    """Whether somebody has told how it stands, in this round or, where it was still open, in an earlier one."""

    @property
    def subject(self) -> str:
        return f"requirement:{self.requirement}" if self.requirement else f"area:{self.area}"


def class_needs(rubric: Rubric) -> Mapping[str, Need]:
    """What an unmet requirement of each class calls for: a class that every grade but the worst takes in full is
    required, any other that the line takes is recommended, and the rest is what could be developed."""
    line = rubric.grade(rubric.grading.line)
    passing = rubric.grades[:-1]

    def need(class_id: str) -> Need:
        if passing and all(grade.requires.get(class_id, 0) == 100 for grade in passing):
            return Need.REQUIRED
        return Need.RECOMMENDED if line.requires.get(class_id, 0) else Need.POSSIBLE

    return {each.id: need(each.id) for each in rubric.classes}


def grade_need(grade: str, rubric: Rubric) -> Need | None:
    """What a grade by itself calls for: the worst requires measures, any other below the line recommends them."""
    if not grade or rubric.points(grade) >= rubric.line_points:
        return None
    return Need.REQUIRED if grade == rubric.grades[-1].code else Need.RECOMMENDED


def checklist(unit: str, grades: Grades, inspection: Inspection | None, rubric: Rubric) -> tuple[Measure, ...]:
    """A unit's measures, the most urgent first and then in the rubric's order. ``grades`` are those at the inspection:
    a plan lifts a grade, it does not yet meet a requirement. Without an ``inspection`` there are the grades alone."""
    judged = {each.area: each for each in inspection.areas} if inspection else {}
    measures: list[Measure] = []
    for area in rubric.areas:
        grade, own = grades.get((unit, area.id), ""), judged.get(area.id)
        unmet = list(_unmet(unit, area.id, grade, own, rubric)) if own else []
        need, needs = grade_need(grade, rubric), list(Need)
        if need and not any(needs.index(each.need) <= needs.index(need) for each in unmet):
            measures.append(Measure(unit, area.id, need, grade, own=_written(own)))
        measures += unmet
    return tuple(sorted(measures, key=lambda each: list(Need).index(each.need)))


def _unmet(unit: str, area: str, grade: str, judged: AreaJudgement, rubric: Rubric) -> Iterator[Measure]:
    needs, found = class_needs(rubric), {each.requirement: each for each in judged.found}
    for requirement in rubric.requirements_of(area):
        own = found.get(requirement.id)
        finding = rubric.finding(own.finding) if own else None
        if own and finding and finding.met is not None and finding.met < 100:
            need = needs[requirement.requirement_class]
            yield Measure(unit, area, need, grade, requirement.id, finding.code)


def _written(judged: AreaJudgement | None) -> str:
    """What the inspectors wrote of what the area could do."""
    return (judged.possibilities.strip() or judged.motivation.strip()) if judged else ""


@dataclass(frozen=True, slots=True)
class Before:
    """What an earlier round called for in the same units: its ``grades`` at the inspection and its ``measures``, with
    how each stood."""

    round: str
    rubric: Rubric
    grades: Grades
    measures: tuple[Measure, ...]


def followed(measures: Iterable[Measure], rubric: Rubric, earlier: Sequence[Before]) -> tuple[Measure, ...]:
    """The measures with what earlier rounds (the oldest first) say of the same: which called for it too and, where
    nobody has told how it stands now, what came over from the newest that knows. What was ``done`` or ``rejected`` then
    and is called for again begins anew; who saw to it stays."""
    told = tuple(measures)
    for before in earlier:
        areas = {like.here: like.there for like in like_areas(rubric, before.rubric)}
        requirements = like_requirements(rubric, before.rubric)
        then = {(each.unit, each.subject): each for each in before.measures}
        told = tuple(_followed(each, before, areas, requirements, then) for each in told)
    return told


def _followed(
    measure: Measure,
    before: Before,
    areas: Mapping[str, str],
    requirements: Mapping[str, str],
    then: Mapping[tuple[str, str], Measure],
) -> Measure:
    if measure.requirement:
        subject = f"requirement:{requirements.get(measure.requirement, '')}"
        again = (measure.unit, subject) in then
    else:
        there = areas.get(measure.area, "")
        subject = f"area:{there}"
        again = bool(there) and grade_need(before.grades.get((measure.unit, there), ""), before.rubric) is not None
    if again:
        measure = replace(measure, again=(*measure.again, before.round))
    earlier = then.get((measure.unit, subject))
    if earlier is None or not earlier.told or measure.told:
        return measure
    carried = earlier.standing if earlier.standing.state.is_open else Standing(owner=earlier.standing.owner)
    # what a later round knows goes over what an earlier one did; only what was told in this round stands
    return replace(measure, standing=carried)


def measure_figures(
    round_: str, parts: Iterable[Part], measures: Sequence[Measure], inspected: frozenset[str], on: date
) -> Iterator[Figure]:
    """How many measures of each need the inspected units of a part have, how many of them have come how far, and how
    many should have been ready by a day and are not."""
    for part in parts:
        own = [each for each in measures if each.unit in part.units]
        if not part.units & inspected:
            continue
        for need in Need:
            of_need = [each for each in own if each.need is need]
            figure = partial(Figure, round_, part.scope, part.id, f"measures:{need}")
            yield figure("n", len(of_need))
            yield figure("units", len({each.unit for each in of_need}))
            for state in ActionState:
                yield figure(f"count:{state}", sum(each.standing.state is state for each in of_need))
            yield figure("overdue", sum(each.standing.is_overdue(on) for each in of_need))


def requirement_figures(
    round_: str, parts: Iterable[Part], inspections: Sequence[Inspection], rubric: Rubric
) -> Iterator[Figure]:
    """Of each requirement that was assessed anywhere: in how many inspected units it was assessed and applies, in how
    many it is not met, and their share."""
    met = {
        (told.unit_id, each.requirement): finding.met
        for told in inspections
        for area in told.areas
        for each in area.found
        if (finding := rubric.finding(each.finding)) and finding.met is not None
    }
    assessed = [each.id for each in rubric.requirements if any(own == each.id for _, own in met)]
    for part in parts:
        for requirement in assessed:
            own = [percent for (unit, its), percent in met.items() if its == requirement and unit in part.units]
            unmet = sum(percent < 100 for percent in own)
            figure = partial(Figure, round_, part.scope, part.id, f"requirement:{requirement}")
            yield figure("n", len(own))
            yield figure("unmet", unmet)
            yield figure("share_unmet", Fraction(unmet, len(own)) if own else None)
