"""What the report rests on: how many units were inspected, and who answered."""

from dataclasses import replace

from spur.analysis.figure import Figure, Scope
from spur.report.document import Block, Cell, Column, Paragraph, Row, Section, Table
from spur.report.material import Material, exact


def basis_chapter(m: Material) -> list[Section]:
    """2020 report, Tables 2 and 4, with everybody who was asked: units and responses per group, responses and response
    rates per role, and the units where nobody answered."""
    roles = _asked_roles(m)
    tables = [_group_table(m, roles), *([_role_table(m, roles)] if len(roles) > 1 else [])]
    tables[-1] = replace(tables[-1], notes=(*_silent(m), *_unknown(m)))
    blocks: list[Block] = [Paragraph(" ".join((_lead(m), *_exceeding(m)))), *tables]
    if m.has_grades() and exact(m.of_region("units", "incomplete")) > 0:
        blocks.append(Paragraph(m("basis.incomplete", n=m.of_region("units", "incomplete")), "note"))
    return [Section(m("basis.title"), tuple(blocks), tab=m("basis.tab"))]


def _lead(m: Material) -> str:
    """How much there is, and how many were asked."""
    role = m.role if m.has_grades() else ""
    responses = m.of_region("responses", "n", role=role)
    key = "basis.lead" if m.has_grades() else "basis.lead-answers"
    units = m.of_region("units", "n")
    told = {
        "units": m("basis.one-unit" if units.value == 1 else "basis.units", n=units),
        "responses": m("basis.one-response" if responses.value == 1 else "basis.responses", n=responses),
    }
    lead = m(key, **told, role=m.role_title(role))
    invited = _figure(m, "region", m.region.whole.id, "invited", "n", role)
    if invited is None or invited.value is None:
        return lead
    key = "basis.invited-fewer" if exact(invited) < exact(responses) else "basis.invited"
    rate = m.of_region("responses", "share_of_invited", role=role)
    return f"{lead} {m(key, invited=invited, responses=responses, rate=rate)}"


def _group_table(m: Material, roles: list[str]) -> Table:
    own = m.role_heading(m.role)
    columns = [Column(m("column.group"), 3.2)]
    asked: list[tuple[str, str, str]] = []  # subject, statistic and role of each column
    if m.has_grades():
        columns.append(Column(m("column.units"), 1.2, numeric=True))
        asked.append(("units", "n", ""))
    rate = _known_rate(m, m.role)
    for subject, statistic, header in (_RATE if rate else _RATE[:1]) if m.rubric.roles else ():
        columns.append(Column(m(f"column.{header}"), 1.1, numeric=True, over=own))
        asked.append((subject, statistic, m.role))
    others = [role for role in roles if role != m.role]
    for role in others:
        columns.append(Column(m.role_heading(role), 1.4, numeric=True, over=m("column.responses-others")))
        asked.append(("responses", "n", role))
    if others:
        columns.append(Column(m("column.responses-all"), 0.9, numeric=True))
        asked.append(("responses", "n", ""))

    def cells(scope_id: str | None) -> tuple[Cell, ...]:
        if scope_id is None:
            return tuple(m.of_region(subject, statistic, role=role) for subject, statistic, role in asked)
        return tuple(m.of_group(scope_id, subject, statistic, role=role) for subject, statistic, role in asked)

    rows = [Row((m.group_title(group), *cells(group))) for group in m.group_ids]
    caption = m("basis.caption" if m.has_grades() else "basis.caption-answers")
    return Table(caption, tuple(columns), (*rows, Row((m("total"), *cells(None)), "total")))


_RATE = (
    ("responses", "n", "answered"),
    ("invited", "n", "invited"),
    ("responses", "share_of_invited", "response-rate"),
)


def _role_table(m: Material, roles: list[str]) -> Table:
    """Beside the responses, how many were asked and how many units are silent, which a small role needs most."""
    rate = any(_known_rate(m, role) for role in ("", *roles))
    columns = [Column(m("column.role"), 3)]
    columns += [Column(m(f"column.{header}"), 1.2, numeric=True) for *_, header in (_RATE if rate else _RATE[:1])]
    columns.append(Column(m("column.units-silent"), 1.4, numeric=True))

    def row(role: str) -> tuple[Cell, ...]:
        counts = [_figure(m, "region", m.region.whole.id, s, t, role) for s, t, _ in (_RATE if rate else _RATE[:1])]
        silent = m.of_region("units", "without_responses", role=role)
        return (*("–" if count is None else count for count in counts), silent)

    rows = [Row((m.role_heading(role), *row(role))) for role in roles]
    return Table(m("basis.roles"), tuple(columns), (*rows, Row((m("basis.all-roles"), *row("")), "total")))


def _exceeding(m: Material) -> list[str]:
    """The units with more responses than invited: one of the numbers is wrong, and neither is bent to the other. That
    is for those who can mend it, not for everybody."""
    if m.protection.openly:
        return []
    named = [
        m("basis.exceeding-unit", unit=unit.name, role=m.role_title(role), responses=responses, invited=invited)
        for unit in m.units
        for role in _asked_roles(m)
        if (invited := _figure(m, "unit", unit.id, "invited", "n", role)) is not None
        if (responses := m.figures("unit", unit.id, "responses", "n", role=role)) and _exceeds(responses, invited)
    ]
    return [m("basis.exceeding", units=m.wording.listed(named))] if named else []


def _exceeds(responses: Figure, invited: Figure) -> bool:
    return invited.value is not None and exact(responses) > exact(invited)


def _unknown(m: Material) -> list[str]:
    """The units for want of whose number of invited there is no rate."""
    sentences = []
    for role in _asked_roles(m):
        rate = _figure(m, "region", m.region.whole.id, "invited", "n", role)
        if rate is None or rate.value is not None:
            continue
        units = [
            unit.name
            for unit in m.units
            if exact(m.figures("unit", unit.id, "responses", "n", role=role)) > 0
            if m.figures("unit", unit.id, "invited", "n", role=role).value is None
        ]
        sentences.append(m("basis.unknown", role=m.role_title(role), units=m.wording.listed(units)))
    return sentences


def _silent(m: Material) -> list[str]:
    """The units where nobody of the role that the report tells of has answered."""
    if m.role not in _asked_roles(m):
        return []
    n = m.of_region("units", "without_responses", role=m.role)
    silent = [u.name for u in m.units if m.figures("unit", u.id, "units", "without_responses", role=m.role).value]
    named = m.wording.listed(silent)
    return [m("basis.silent", n=n, role=m.role_title(m.role), units=named)] if silent else []


def _asked_roles(m: Material) -> list[str]:
    """The roles that anybody answered as, or was invited as."""
    answering = m.answering_roles
    return [
        role.id
        for role in m.rubric.roles
        if role.id in answering or _figure(m, "region", m.region.whole.id, "invited", "n", role.id) is not None
    ]


def _known_rate(m: Material, role: str) -> bool:
    """Whether it is known, for any part of the region, how many of the role were invited."""
    figures = [_figure(m, part.scope, part.id, "invited", "n", role) for part in m.region]
    return any(figure is not None and figure.value is not None for figure in figures)


def _figure(m: Material, scope: Scope, scope_id: str, subject: str, statistic: str, role: str) -> Figure | None:
    """The figure, or None where nobody said how many of the role were invited."""
    return m.figures.get(scope, scope_id, subject, statistic, role=role)
