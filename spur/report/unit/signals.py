"""Whether the unit's answers are so unlike the others' in the region that it is worth asking why, question by
question."""

from spur.analysis.answers import scored_questions
from spur.analysis.sides import SHARE
from spur.report.document import Cell, Column, Paragraph, Row, Section, Table
from spur.report.signals import (
    assumed_notes,
    expected_cells,
    expected_columns,
    flag,
    mark_notes,
    roles_of_shown_units,
)
from spur.report.unit.material import UnitMaterial
from spur.rubric.parts import Question


def signal_sections(m: UnitMaterial) -> list[Section]:
    """Every question of which the unit's answers are shown, with its flag; a table for each role. Left out where there
    is none."""
    tables = [table for role in roles_of_shown_units(m) if (table := _table(m, role)) is not None]
    if not tables:
        return []
    points = m.rubric.comparison.five_point_rule
    about = (Paragraph(m("signals.lead", points=points)), Paragraph(f"{m('signals.what')} {m('signals.unit-above')}"))
    return [Section(m("signals.unit-title"), (*about, *tables), level=2)]


def has_flags(m: UnitMaterial) -> bool:
    return any(figure.scope == "unit" and figure.statistic == "flag" for figure in m.figures)


def _table(m: UnitMaterial, role: str) -> Table | None:
    told = [q for q in scored_questions(m.rubric) if flag(m, m.unit.id, f"item:{q.id}", role) is not None]
    if not told:
        return None
    columns = (
        Column(m("column.question"), 7),
        Column(m("column.n"), 0.6, True),
        Column(m("column.positive-short"), 0.9, True),
        *expected_columns(m),
    )
    rows = tuple(Row((m.question_text(question), *_cells(m, role, question))) for question in told)
    items = [f"item:{question.id}" for question in told]
    notes = (m("signals.unit-note"), *mark_notes(m, rows), *assumed_notes(m, role, items))
    return Table(m("signals.unit-table", role=m.role_title(role)), columns, rows, notes)


def _cells(m: UnitMaterial, role: str, question: Question) -> list[Cell]:
    item = f"item:{question.id}"
    return [
        m.of_own(item, "n", role=role),
        m.of_own(item, SHARE, role=role),
        *expected_cells(m, m.unit.id, item, role),
    ]
