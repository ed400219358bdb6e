"""A group's report: its units together, beside their region and the country; written from figures."""

from spur.report import facts
from spur.report.document import Document, Section
from spur.report.group.grades import grade_chapters
from spur.report.group.material import GroupMaterial
from spur.report.group.signals import has_flags, signal_sections
from spur.report.group.summary import summary_chapter
from spur.report.group.texts import text_chapter
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
    answers = answer_chapters(m)
    sections: list[Section] = [
        *summary_chapter(m),
        *grade_chapters(m),
        *answers[:1],
        *signal_sections(m),
        *answers[1:],
        *text_chapter(m),
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
        mark=m.mark,
        brief=True,
    )


def _plans(m: GroupMaterial) -> list[Section]:
    """Which of its units have sent the action plans that they were asked for."""
    if not m.register.plans:
        return []
    return [Section(m("plans.title"), (who_has_sent(m),), tab=m("plans.tab"))]


def _facts(m: GroupMaterial) -> tuple[tuple[str, str], ...]:
    told = [*facts.secrecy(m), (m("column.region"), m.name), *facts.instrument(m)]
    told.append((m("unit.units"), m("unit.units-value", n=len(m.units), all=len(m.region.whole.units))))
    if m.has_grades():
        told += [*facts.grades(m), *facts.as_of(m)]
    return (*told, *facts.reservations(m, "unit.drafts"), *facts.compared(m, has_then=m.has_then))


def _methods(m: GroupMaterial) -> list[str]:
    """The ways of counting that the report has use of."""
    told = ["grades", "as-of", "mean"] if m.has_grades() else []
    told.append("rounding")
    if m.has_answers():
        told += ["positive", "denominator", "interval", *(["signals"] if has_flags(m) else []), "disclosure"]
    told += round_methods(m) if m.has_then else []
    return [*told, "rubric", "software"]
