"""The region's report: the chapters of the 2020 report's results, written from figures."""

from spur.report.document import Document, Section
from spur.report.material import Material
from spur.report.region.answers import answer_chapters
from spur.report.region.appendix import appendix
from spur.report.region.comparison import comparison_chapter
from spur.report.region.grades import basis_chapter, grade_chapter
from spur.report.region.groups import group_chapters, question_chapter
from spur.report.region.method import method_chapter
from spur.report.region.summary import summary_chapter


def region_document(material: Material) -> Document:
    """The whole report. A chapter that there is no data for is left out."""
    m = material
    sections: list[Section] = [*summary_chapter(m), *basis_chapter(m)]
    if m.has_grades():
        sections += grade_chapter(m)
    if m.has_answers():
        sections += answer_chapters(m)
        sections += comparison_chapter(m)
    if m.has_grades():
        sections += group_chapters(m)
    if m.has_answers():
        sections += question_chapter(m)
    sections += [*method_chapter(m), *appendix(m)]
    return Document(
        title=m("region.title", region=m.name),
        subtitle=_marked(m, m("region.subtitle", round=m.round)),
        lang=m.wording.lang,
        facts=_facts(m),
        sections=tuple(sections),
        footer=_marked(m, m("region.footer", region=m.name, round=m.round)),
        as_of=m.as_of,
    )


def _marked(m: Material, text: str) -> str:
    """The text, marked where drafts are counted and where the data are made up."""
    text = m("region.drafts", text=text) if m.drafts else text
    return m("region.example", text=text) if m.example else text


def _facts(m: Material) -> tuple[tuple[str, str], ...]:
    facts = [
        (m("fact.round"), m.round),
        (m("fact.rubric"), m.rubric.in_language(m.rubric.head.title, m.wording.lang)),
        (m("fact.units"), m("fact.units-value", n=m.of_region("units", "n"))),
        (m("fact.responses"), m("fact.responses-value", n=m.of_region("responses", "n"))),
        (m("fact.grades"), m(f"grades-used.{m.grades_used}")),
        (m("fact.as-of"), m.as_of or m("fact.as-of-unknown")),
    ]
    if m.example:
        facts.append((m("fact.example"), m("fact.example-text")))
    if m.drafts:
        facts.append((m("fact.inspections"), m("fact.inspections-drafts", n=m.drafts)))
    if m.baseline:
        facts.append((m("fact.baseline"), m.baseline.name))
    return tuple(facts)
