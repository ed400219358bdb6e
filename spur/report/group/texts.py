"""What was written in the group, by category, beside the region."""

from spur.analysis.scopes import Part
from spur.report.document import Block, Cell, Column, Paragraph, Row, Section, Table
from spur.report.group.material import GroupMaterial
from spur.report.material import exact


def text_chapter(m: GroupMaterial) -> list[Section]:
    """Left out where nobody in the group wrote, or there are no categories."""
    roles = [role.id for role in m.rubric.roles if _wrote(m, role.id)] if m.rubric.categories else []
    blocks = [block for role in roles for block in _role(m, role)]
    return [Section(m("texts.title"), tuple(blocks), tab=m("texts.tab"))] if blocks else []


def _wrote(m: GroupMaterial, role: str) -> bool:
    n = m.of(m.part, "texts", "n", role=role)
    return n is not None and (n.withheld or bool(n.value))


def _role(m: GroupMaterial, role: str) -> list[Block]:
    who = m.role_title(role)
    n, coded = (m.of_own("texts", statistic, role=role) for statistic in ("n", "coded"))
    if n.withheld:
        return [Paragraph(m("texts.group-withheld", role=who))]
    if not exact(coded):
        return [Paragraph(m("texts.not-coded", role=who, n=n))]
    blocks: list[Block] = [Paragraph(m("texts.group-lead", role=who, n=n))]
    blocks += [Paragraph(m("texts.coded", n=n, coded=coded))] if n.value != coded.value else []
    return [*blocks, _table(m, role)]


def _table(m: GroupMaterial, role: str) -> Table:
    """The categories that most of the group's texts have first."""
    parts = (m.part, *m.wholes)
    columns = [Column(m("texts.column-category"), 3.6)]
    for title in (m.own_or(m.part), *map(m.whole_title, m.wholes)):
        columns += [Column(m("texts.column-n"), 0.9, True, title), Column(m("column.positive-short"), 0.9, True, title)]

    def cells(category: str) -> list[Cell]:
        at = [m.figures(part.scope, part.id, f"category:{category}", s, role=role) for part in parts for s in _TOLD]
        return [cell for first in range(0, len(at), len(_TOLD)) for cell in m.once(at[first : first + len(_TOLD)])]

    def all_of(part: Part) -> list[Cell]:
        return [m.figures(part.scope, part.id, "texts", "n", role=role), ""]

    ranked = sorted(
        m.rubric.categories, key=lambda each: exact(m.of_own(f"category:{each.id}", "n", role=role)), reverse=True
    )
    rows = [Row((m.category_title(each.id), *cells(each.id))) for each in ranked]
    rows.append(Row((m("texts.all"), *(cell for part in parts for cell in all_of(part))), "total"))
    return Table(m("texts.group-table", role=m.role_title(role)), tuple(columns), tuple(rows), (m("texts.note"),))


_TOLD = ("n", "share")
