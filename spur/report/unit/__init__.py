"""A unit's report: beside its specialty group, its region and the country. The chapters are written from figures."""

from spur.report import facts
from spur.report.document import Document, Section
from spur.report.marked import filled
from spur.report.region.method import method_chapter
from spur.report.region.rounds import round_methods
from spur.report.unit.answers import answer_chapters
from spur.report.unit.checklist import checklist_chapter
from spur.report.unit.grades import grade_chapters
from spur.report.unit.inspectors import inspector_chapter
from spur.report.unit.material import UnitMaterial
from spur.report.unit.responses import response_chapter
from spur.report.unit.rounds import round_chapter
from spur.report.unit.sides import sides_section
from spur.report.unit.signals import has_flags, signal_sections
from spur.report.unit.summary import summary_chapter


def unit_document(material: UnitMaterial) -> Document:
    """The whole report. A chapter that there is nothing to tell of is left out."""
    m = material
    answers = answer_chapters(m)
    sections: list[Section] = [
        *summary_chapter(m),
        *grade_chapters(m),
        *sides_section(m),
        *checklist_chapter(m),
        *inspector_chapter(m),
        *answers[:1],
        *signal_sections(m),
        *answers[1:],
        *round_chapter(m),
        *response_chapter(m),
        *method_chapter(m, _methods(m)),
    ]
    words = {"unit": m.written(m.unit.name), "region": m.name, "round": m.round, "rubric": m.rubric_title}
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


def _facts(m: UnitMaterial) -> tuple[tuple[str, str], ...]:
    unit, name = m.unit, m.written(m.unit.name)
    told = [*facts.secrecy(m), (m("column.unit"), filled("{} ({})".format, name, unit.id))]
    told += [(m("column.specialty"), m.written(unit.specialty)), (m("column.group"), m.group_name)]
    told += [(m("column.place"), m.written(unit.place)), (m("column.region"), m.name), *facts.instrument(m)]
    if m.has_own_grades():
        days = m.wording.listed([day.isoformat() for day in m.inspected_on])
        told.append((m("unit.inspected-on"), days or m("fact.as-of-unknown")))
        if m.state is not None:
            since = m("unit.state-since", on=m.state_on.isoformat()) if m.state_on else ""
            told.append((m("unit.state"), f"{m(f'unit.state-{m.state}')}{since}"))
        told += facts.grades(m)
    told += facts.as_of(m) if m.has_grades() else []
    told += [*facts.reservations(m, "unit.drafts"), *facts.compared(m, has_then=m.has_then)]
    return tuple((label, text) for label, text in told if text)


def _methods(m: UnitMaterial) -> list[str]:
    """The ways of counting that the report has use of."""
    told = ["grades", "as-of"] if m.has_grades() else []
    told += ["rounding", *(["unit-beside"] if m.has_grades() or m.has_answers() else [])]
    if m.has_answers():
        told += ["positive", "denominator", "interval", "unit-disclosure"]
    told += ["signals"] if has_flags(m) else []
    told += round_methods(m) if m.has_then else []
    return [*told, "rubric", "software"]
