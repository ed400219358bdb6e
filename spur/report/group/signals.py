"""Which of the group's units answer so unlike the region's others that it is worth asking why."""

from spur.analysis.answers import scored_questions
from spur.report.document import Block, Paragraph, Section
from spur.report.group.material import GroupMaterial
from spur.report.region.signals import signal_table, signals_of
from spur.report.signals import flag, roles_of_shown_units


def signal_sections(m: GroupMaterial) -> list[Section]:
    """Each role of which a unit of the group is shown; left out where there is none."""
    roles = [role for role in roles_of_shown_units(m) if _is_any_shown(m, role)]
    if not roles:
        return []
    points = m.rubric.comparison.five_point_rule
    blocks: list[Block] = [Paragraph(m("signals.lead", points=points)), Paragraph(m("signals.what"))]
    for role in roles:
        told = signals_of(m, role)
        key = "signals.group-some" if told else "signals.group-none"
        blocks.append(Paragraph(m(key, role=m.role_title(role))))
        blocks += [signal_table(m, role, told)] if told else []
    return [Section(m("signals.group-title"), tuple(blocks), level=2)]


def has_flags(m: GroupMaterial) -> bool:
    return any(_is_any_shown(m, role) for role in roles_of_shown_units(m))


def _is_any_shown(m: GroupMaterial, role: str) -> bool:
    return any(flag(m, unit.id, f"item:{q.id}", role) for unit in m.units for q in scored_questions(m.rubric))
