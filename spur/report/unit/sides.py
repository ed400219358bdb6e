"""The unit's areas from every side: the grade beside what was answered, its own assessment and the earlier round."""

from spur.analysis.comparison import baseline_group, baseline_id
from spur.analysis.unit_grades import POINTS
from spur.report.document import Block, Paragraph, Section
from spur.report.triangulation import Source, disagreeing, triangulation_table
from spur.report.unit.material import UnitMaterial


def sides_section(m: UnitMaterial) -> list[Section]:
    """Left out where there is nothing but the grades."""
    if not m.has_grades() or not m.has_own_grades():
        return []
    grade = Source(
        m("triangulation.grade"),
        m("column.grade"),
        lambda area: (m.letter(m.of_own(f"area:{area}", POINTS)), "1", ""),
    )
    group = baseline_group(m.baseline, m.group) if m.baseline else ""
    baseline = baseline_id(m.baseline, group) if m.baseline else ""
    table = triangulation_table(m, m.part, baseline, grade, m("triangulation.unit-table"))
    if table is None:
        return []
    areas = m.quoted([m.area_title(area) for area in disagreeing(m, m.part)])
    blocks: list[Block] = (
        [Paragraph(m("triangulation.disagree", role=m.role_title(m.role), areas=areas))] if areas else []
    )
    return [Section(m("triangulation.title"), (*blocks, table), level=2)]
