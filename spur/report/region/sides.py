"""The areas from every side: do grades, answers, own assessment, country and earlier round say the same?"""

from spur.analysis.scopes import Part
from spur.report.document import Block, Column, Paragraph, Row, Section, Table
from spur.report.material import Material
from spur.report.triangulation import Source, disagreeing, status, triangulation_table


def sides_chapter(m: Material) -> list[Section]:
    """Left out where there is nothing but the grades."""
    if not m.has_grades():
        return []
    whole = m.region.whole
    grade = Source(
        m("triangulation.grade"),
        m("column.mean"),
        lambda area: (m.of_region(f"area:{area}", "mean"), m.of_region(f"area:{area}", "n"), ""),
    )
    table = triangulation_table(m, whole, m.baseline.name if m.baseline else "", grade, m("triangulation.table"))
    if table is None:
        return []
    blocks: list[Block] = [Paragraph(m("triangulation.lead")), Paragraph(_about_answers(m, whole)), table]
    if len(m.region.groups) > 1:
        blocks.append(_group_table(m))
    return [Section(m("triangulation.title"), tuple(blocks), tab=m("triangulation.tab"))]


def _about_answers(m: Material, part: Part) -> str:
    areas = m.quoted([m.area_title(area) for area in disagreeing(m, part)])
    key = "triangulation.disagree" if areas else "triangulation.agree"
    return m(key, role=m.role_title(m.role), areas=areas)


def _group_table(m: Material) -> Table:
    """One status for each area and group."""
    columns = [Column(m("column.area"), 2.6)]
    columns += [Column(m.group_title(group.id, short=True), 1.5) for group in m.region.groups]
    rows = (
        Row((m.lettered(area.id), *(status(m, group, area.id) for group in m.region.groups))) for area in m.rubric.areas
    )
    return Table(m("triangulation.groups"), tuple(columns), tuple(rows), (_note(m),))


def _note(m: Material) -> str:
    return m("triangulation.status-note", line=m.rubric.grading.line)
