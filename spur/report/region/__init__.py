"""The region's report: the chapters of the 2020 report's results, written from figures."""

from spur.report import facts
from spur.report.document import Document, Section
from spur.report.material import Material
from spur.report.region.agreement import agreement_chapter
from spur.report.region.answers import answer_chapters
from spur.report.region.appendix import appendix
from spur.report.region.basis import basis_chapter
from spur.report.region.between import between_chapter
from spur.report.region.comparison import comparison_chapter
from spur.report.region.grades import grade_chapter
from spur.report.region.grades_and_answers import grade_answer_chapter
from spur.report.region.groups import group_chapters, question_chapter
from spur.report.region.indicators import indicator_chapter
from spur.report.region.method import method_chapter
from spur.report.region.options import option_chapters
from spur.report.region.plans import plan_chapter
from spur.report.region.proposals import proposal_chapter
from spur.report.region.recommendations import advice_chapters
from spur.report.region.requirements import requirement_chapter
from spur.report.region.rounds import round_chapter
from spur.report.region.sides import sides_chapter
from spur.report.region.signals import signal_chapter
from spur.report.region.summary import summary_chapter
from spur.report.region.texts import text_chapter
from spur.report.region.written import written_chapter


def region_document(material: Material) -> Document:
    """The whole report. A chapter that there is no data for is left out."""
    m = material
    sections: list[Section] = [*summary_chapter(m), *written_chapter(m, "summary"), *basis_chapter(m)]
    if m.has_grades():
        sections += grade_chapter(m)
    if m.has_answers() and not m.only_asks:
        sections += answer_chapters(m)
    sections += option_chapters(m)
    if m.has_answers():
        sections += comparison_chapter(m)
    sections += round_chapter(m)
    sections += agreement_chapter(m)
    sections += sides_chapter(m)
    if m.has_grades():
        sections += [*group_chapters(m), *between_chapter(m)]
    if m.has_answers() and not m.only_asks:
        sections += question_chapter(m)
    sections += signal_chapter(m)
    if m.has_grades():
        sections += grade_answer_chapter(m)
    sections += [*written_chapter(m, "interviews"), *plan_chapter(m), *requirement_chapter(m)]
    sections += indicator_chapter(m)
    sections += text_chapter(m)
    sections += [*written_chapter(m, "conclusions"), *proposal_chapter(m), *advice_chapters(m)]
    sections += [*method_chapter(m), *appendix(m)]
    words = {"rubric": m.rubric_title, "region": m.name, "round": m.round}
    return Document(
        title=m("region.title", title=_title(m), region=m.name),
        subtitle=m.marked(m("region.subtitle", **words)),
        lang=m.wording.lang,
        facts=_facts(m),
        sections=tuple(sections),
        footer=m.marked(m("region.footer", **words)),
        as_of=m.as_of,
        mark=m.mark,
    )


def _title(m: Material) -> str:
    """What a report on the instrument is called."""
    return m.in_language(m.rubric.head.report_title) or m.rubric_title


def _facts(m: Material) -> tuple[tuple[str, str], ...]:
    told = [*facts.secrecy(m), *facts.instrument(m)]
    if m.has_grades() or m.only_asks:
        told.append((m("fact.units"), m("fact.units-value", n=m.of_region("units", "n"))))
    if m.rubric.roles:
        told.append((m("fact.responses"), m("fact.responses-value", n=m.of_region("responses", "n"))))
    if m.has_grades():
        told += [*facts.grades(m), *facts.as_of(m)]
    if len(m.group_ids) > 1:
        told.append((m("fact.by"), m.by))
    if m.protection.published:
        told.append((m("fact.published"), m.protection.published))
    return (*told, *facts.reservations(m, "fact.inspections-drafts"), *facts.compared(m, has_then=True))
