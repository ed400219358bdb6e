"""What the unit has to do: measures required, recommended and possible, and how far each has come."""

from datetime import date

from spur.analysis.checklist import Measure, Need
from spur.report.document import Block, Cell, Column, KeyFigures, Paragraph, Row, Section, Table
from spur.report.marked import filled
from spur.report.unit.grades import plan_words
from spur.report.unit.material import UnitMaterial
from spur.rubric.parts import Requirement


def checklist_chapter(m: UnitMaterial) -> list[Section]:
    """An action plan that is lacking first of all. Left out where there is nothing to do."""
    measures = m.register.measures
    if not measures:
        return []
    owed = [
        Paragraph(m("checklist.plan-owed", area=m.lettered(plan.area), words=plan_words(m, plan)), "lead")
        for plan in m.plans
        if plan.owed
    ]
    grading, found = m.grading, any(each.requirement for each in measures)
    lead = m("checklist.lead" if found else "checklist.lead-grades", line=m.rubric.grading.line, worst=grading["worst"])
    needs = [need for need in Need if any(each.need is need for each in measures)]
    counts = tuple((m.of_own(f"measures:{need}", "n"), m(f"checklist.{need}")) for need in needs)
    blocks: list[Block] = [*owed, KeyFigures(counts), Paragraph(lead)]
    blocks += [_table(m, need) for need in needs]
    blocks += [Paragraph(note, "note") for note in _notes(m)]
    return [Section(m("checklist.title"), tuple(blocks), tab=m("checklist.tab"))]


def requirement_text(m: UnitMaterial, requirement: Requirement) -> str:
    """ "D1 Det finns ett program. (SOSFS 2015:8)"."""
    text, source = (m.in_language(each) for each in (requirement.text, requirement.source))
    key = "checklist.of-requirement-source" if source else "checklist.of-requirement"
    return m(key, id=requirement.id, text=text, source=source)


def _table(m: UnitMaterial, need: Need) -> Table:
    own = [each for each in m.register.measures if each.need is need]
    owing = [plan.area for plan in m.plans if plan.owed]
    own.sort(key=lambda each: each.area not in owing)
    openly = m.protection.openly
    evidence = not openly and any(each.standing.evidence for each in own)
    columns = [Column(m("checklist.requirement"), 3.4), Column(m("checklist.advice"), 3.4)]
    columns += [] if openly else [Column(m("checklist.owner"), 1.3)]
    columns += [Column(m("checklist.due"), 1.2), Column(m("checklist.state"), 1.2)]
    columns += [Column(m("checklist.evidence"), 1.7)] if evidence else []

    def row(measure: Measure) -> Row:
        standing = measure.standing
        cells: list[Cell] = [_called(m, measure), _advice(m, measure)]
        cells += [] if openly else [m.written(standing.owner)]
        late = bool(m.register.on) and standing.is_overdue(date.fromisoformat(m.register.on))
        due = standing.due.isoformat() if standing.due else ""
        cells += [f"{due} {m('checklist.overdue')}" if late else due, m.wording(f"actions.state.{standing.state}")]
        return Row((*cells, m.written(standing.evidence)) if evidence else tuple(cells))

    return Table(m(f"checklist.{need}"), tuple(columns), tuple(row(each) for each in own))


def _called(m: UnitMaterial, measure: Measure) -> str:
    """The requirement with its source, and what was found where that is not simply that it is not met."""
    if not measure.requirement:
        return m("checklist.of-area", area=m.lettered(measure.area), grade=measure.grade)
    [requirement] = (each for each in m.rubric.requirements if each.id == measure.requirement)
    finding = m.rubric.finding(measure.finding)
    partly = bool(finding and finding.met)
    told = m("checklist.partly", finding=m.in_language(finding.label).lower()) if finding and partly else ""
    text = requirement_text(m, requirement)
    return filled("{} {}".format, text, told) if told else text


def _advice(m: UnitMaterial, measure: Measure) -> str:
    """The inspectors' own words of the area or else what the rubric recommends, and when the same was called for
    before."""
    rubric = m.rubric
    text = next((each.recommendation for each in rubric.requirements if each.id == measure.requirement), {})
    advice = m.written(measure.own) if measure.own else m.in_language(text or rubric.grade(measure.grade).label)
    again = m("checklist.again", before=m.wording.listed([*measure.again]), now=m.round) if measure.again else ""
    return filled("{} {}".format, advice, again) if again else advice


def _notes(m: UnitMaterial) -> list[str]:
    told = any(each.told for each in m.register.measures)
    return [m("checklist.note-register", on=m.register.on) if told else m("checklist.note-unregistered")]
