"""Who answered at the unit, of how many; of roles that are single persons only the groups' and the region's counts."""

from spur.report.document import Cell, Column, Row, Section, Table
from spur.report.material import exact
from spur.report.part import PartMaterial

_COUNTS = (("responses", "n", "answered"), ("invited", "n", "invited"), ("responses", "share_of_invited", "rate"))


def response_chapter(m: PartMaterial) -> list[Section]:
    """Responses, invited and rate by role, with the rates of the group and the region. Left out where nobody was
    asked."""
    parts = (m.part, *m.wholes)
    roles = [
        role.id
        for role in m.rubric.roles
        if any(
            figure is not None and figure.value
            for part in parts
            for figure in (m.of(part, subject, "n", role=role.id) for subject in ("responses", "invited"))
        )
    ]
    if not roles:
        return []
    titles = (m("unit.the-unit"), *(m.whole_title(part) for part in m.wholes))
    columns = [Column(m("column.role"), 2.4)]
    for title in titles:
        columns += [Column(m(f"unit.{header}"), 1, True, title) for *_, header in _COUNTS]

    def row(role: str) -> Row:
        cells: list[Cell] = []
        for part in parts:
            figures = (m.of(part, subject, statistic, role=role) for subject, statistic, _ in _COUNTS)
            cells += m.once("–" if figure is None else figure for figure in figures)
        return Row((m.role_heading(role), *cells))

    notes = tuple(m("unit.exceeding", role=m.role_title(role)) for role in roles if _exceeds(m, role))
    table = Table(m("unit.responses-table"), tuple(columns), tuple(map(row, roles)), notes)
    return [Section(m("unit.responses-title"), (table,), tab=m("unit.responses-tab"))]


def _exceeds(m: PartMaterial, role: str) -> bool:
    """Whether more answered than were invited: one of the numbers is wrong, and neither is bent to the other."""
    responses, invited = (m.of(m.part, subject, "n", role=role) for subject in ("responses", "invited"))
    return bool(responses and invited and invited.value is not None and exact(responses) > exact(invited))
