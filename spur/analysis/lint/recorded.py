"""What came in for a region and a round: units that may stand twice, answers and inspections that do not meet, plans
that are lacking, and grades that the rubric's rule does not expect. Nothing is told of how anybody answered."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spur.analysis.grades import Grades
from spur.analysis.lint.names import name_remarks
from spur.analysis.lint.remark import Remark, RemarkCode, Several, Slot, Title, Word
from spur.analysis.plans import OwedPlan
from spur.analysis.responses import Counts, more_than_invited
from spur.records.inspection import Inspection, Judgement
from spur.records.unit import Unit
from spur.rubric.expected import expected_grade, speaking_against
from spur.rubric.model import Rubric


@dataclass(frozen=True, slots=True)
class Recorded:
    """A region's round as it was read in. ``units`` are all units of the region; ``drafts`` those whose inspection does
    not count yet."""

    units: Mapping[str, Unit]
    rubric: Rubric
    grades: Grades
    responses: Counts
    invited: Counts
    inspections: Sequence[Inspection]
    owed: Sequence[OwedPlan]
    drafts: Sequence[str] = ()

    def named(self, unit: str) -> str:
        """ "KI-06 Provenheten Tjäder"."""
        return f"{unit} {self.units[unit].name}".rstrip() if unit in self.units else unit


def recorded_remarks(recorded: Recorded) -> Iterator[Remark]:
    """Everything about the region's round that a person should look at."""
    units = list(recorded.units.values())
    called = [", ".join(filter(None, (recorded.named(unit.id), unit.place))) for unit in units]
    yield from name_remarks([f"{unit.name} {unit.place}" for unit in units], called=called)
    yield from _more_than_invited(recorded)
    yield from _not_met(recorded)
    yield from _plans(recorded)
    yield from _rules(recorded)


def _more_than_invited(recorded: Recorded) -> Iterator[Remark]:
    """Without the numbers: of a unit's single chief nobody is told whether the one answered."""
    own = {key: n for key, n in recorded.responses.items() if key[0] in recorded.units}
    for unit, role in more_than_invited(own, recorded.invited):
        title = next((each.title for each in recorded.rubric.roles if each.id == role), {})
        where = (recorded.named(unit), Title(title) if title else role)
        yield Remark(RemarkCode.ANSWERS_EXCEED_INVITED, where)


def _not_met(recorded: Recorded) -> Iterator[Remark]:
    """Where the round has both inspections and answers: the units that have only one of the two."""
    graded = {unit for unit, _ in recorded.grades if unit in recorded.units}
    inspected = graded | set(recorded.drafts)
    answered = {unit for (unit, _), n in recorded.responses.items() if n and unit in recorded.units}
    if not inspected or not answered:
        return
    for unit in sorted(answered - inspected):
        yield Remark(RemarkCode.ANSWERED_NOT_INSPECTED, (recorded.named(unit),))
    for unit in sorted(inspected - answered):
        yield Remark(RemarkCode.INSPECTED_NOT_ANSWERED, (recorded.named(unit),))


def _plans(recorded: Recorded) -> Iterator[Remark]:
    """One remark a unit, with every area that it owes a plan for."""
    areas: dict[tuple[str, str], list[str]] = {}
    for plan in recorded.owed:
        if plan.unit_id in recorded.units:
            areas.setdefault((plan.unit_id, plan.grade), []).append(plan.area)
    for (unit, grade), owed in sorted(areas.items()):
        about: dict[str, Slot] = {"grade": grade, "areas": Several(tuple(sorted(owed)))}
        yield Remark(RemarkCode.PLAN_LACKING, (recorded.named(unit),), about=about)


def _rules(recorded: Recorded) -> Iterator[Remark]:
    """Grades at the line or better though, by the workbook's own findings, the rules are not followed. The inspectors'
    grade stands."""
    rubric = recorded.rubric
    for inspection in _joint(recorded.inspections):
        counts = inspection.unit_id in recorded.units and inspection.unit_id not in recorded.drafts
        for judged in inspection.areas if counts else ():
            if judged.grade not in {grade.code for grade in rubric.grades}:
                continue
            expected = expected_grade(rubric, judged.area, judged.findings)
            at_line = rubric.points(judged.grade) >= rubric.line_points
            if expected is not None and at_line and rubric.points(expected) < rubric.line_points:
                unmet = speaking_against(rubric, judged.area, judged.findings, rubric.grading.line)
                where = (recorded.named(inspection.unit_id), Word("area", {"area": judged.area}))
                about: dict[str, Slot] = {"requirements": Several(unmet)}
                yield Remark(RemarkCode.RULES_UNMET, where, judged.grade, expected, about)


def _joint(inspections: Iterable[Inspection]) -> Iterator[Inspection]:
    return (each for each in inspections if each.judgement is Judgement.JOINT)
