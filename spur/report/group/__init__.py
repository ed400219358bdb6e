"""A group's report: its units together, beside their region and the country; written from figures."""

from spur.report.document import Document, Section
from spur.report.group.grades import grade_chapters
from spur.report.group.material import GroupMaterial
from spur.report.group.summary import summary_chapter
from spur.report.region.method import method_chapter
from spur.report.region.plans import who_has_sent
from spur.report.region.requirements import requirement_chapter
from spur.report.region.rounds import round_methods
from spur.report.unit.answers import answer_chapters
from spur.report.unit.responses import response_chapter
from spur.report.unit.rounds import round_chapter


def group_document(material: GroupMaterial) -> Document:
    """The whole report. A chapter that there is nothing to tell of is left out."""
    m = material
    sections: list[Section] = [
        *summary_chapter(m),
        *grade_chapters(m),
        *answer_chapters(m),
        *round_chapter(m),
        *requirement_chapter(m, m.part),
        *_plans(m),
        *response_chapter(m),
        *method_chapter(m, _methods(m)),
    ]
    words = {"unit": m.group_name, "region": m.name, "round": m.round, "rubric": m.rubric_title}
    return Document(
        title=m("unit.title", **words),
        subtitle=m.marked(m("unit.subtitle", **words)),
        lang=m.wording.lang,
        facts=_facts(m),
        sections=tuple(sections),
        footer=m.marked(m("unit.footer", **words)),
        as_of=m.as_of,
        brief=True,
    )


def _plans(m: GroupMaterial) -> list[Section]:
    """Which of its units have sent the action plans that they were asked for."""
    if not m.register.plans:
        return []
    return [Section(m("plans.title"), (who_has_sent(m),), tab=m("plans.tab"))]


def _facts(m: GroupMaterial) -> tuple[tuple[str, str], ...]:
    facts = [(m("fact.confidential"), m("fact.confidential-text"))] if m.protection.confidential else []
    facts += [(m("column.region"), m.name), (m("fact.round"), m.round), (m("fact.rubric"), m.rubric_title)]
    facts.append((m("unit.units"), m("unit.units-value", n=len(m.units), all=len(m.region.whole.units))))
    if m.has_grades():
        if m.rubric.grading.adjusted_after_plan:
            facts.append((m("fact.grades"), m(f"grades-used.{m.grades_used}")))
        facts.append((m("fact.as-of"), m.as_of or m("fact.as-of-unknown")))
    if m.example:
        facts.append((m("fact.example"), m("fact.example-text")))
    if m.drafts:
        facts.append((m("fact.inspections"), m("unit.drafts", n=m.drafts)))
    if m.baseline:
        key = "excludes" if m.baseline.excludes == m.region.whole.id else "includes"
        facts.append((m("fact.baseline"), m(f"fact.baseline-{key}", baseline=m.baseline.name, region=m.name)))
    if m.earlier:
        facts.append((m("fact.earlier"), m.earlier.round))
    return tuple(facts)


def _methods(m: GroupMaterial) -> list[str]:
    """The ways of counting that the report has use of."""
    told = ["grades", "as-of", "mean"] if m.has_grades() else []
    told.append("rounding")
    if m.has_answers():
        told += ["positive", "denominator", "interval", "disclosure"]
    told += round_methods(m)
    return [*told, "rubric", "software"]
