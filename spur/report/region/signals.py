"""The units whose answers are so unlike the others' that it is worth asking why. No league table: the units stand in
the alphabet's order, those without a signal are not named, and of those that are not shown nothing is told."""

from spur.analysis.answers import scored_questions
from spur.analysis.scopes import alphabet
from spur.analysis.sides import SHARE
from spur.records.unit import Unit
from spur.report.charts import funnel_charts
from spur.report.document import Block, Cell, Column, Paragraph, Row, Section, Table
from spur.report.material import Material
from spur.report.signals import (
    assumed_notes,
    expected_cells,
    expected_columns,
    flag,
    is_signal,
    mark_notes,
    roles_of_shown_units,
)
from spur.rubric.parts import Question

Told = tuple[Unit, Question]

FUNNELS = 4
"""The most that are drawn: of the question on the whole, and of questions with signals."""


def signal_chapter(m: Material) -> list[Section]:
    """Each role of which any unit is shown, that of the report first; left out where there is none."""
    roles = roles_of_shown_units(m)
    if not roles:
        return []
    points = m.rubric.comparison.five_point_rule
    about = (Paragraph(m("signals.lead", points=points)), Paragraph(m("signals.what")))
    title, tab = m("signals.title"), m("signals.tab")
    if len(roles) == 1:
        return [Section(title, (*about, *_blocks(m, roles[0])), tab=tab)]
    of_roles = (Section(m("signals.of-role", role=m.role_title(r)), _blocks(m, r), level=2) for r in roles)
    return [Section(title, about, tab=tab), *of_roles]


def has_signals(m: Material) -> bool:
    """Whether any unit is shown, and so tested."""
    return bool(roles_of_shown_units(m))


def _blocks(m: Material, role: str) -> tuple[Block, ...]:
    counts = {
        "shown": m.of_region("units", "units_shown", role=role),
        "units": m.of_region("units", "units_in_region", role=role),
        "flagged": m.of_region("units", "units_flagged", role=role),
        "tests": m.of_region("flags", "n", role=role),
    }
    how_many = m("signals.shown", role=m.role_title(role), **counts)
    told = signals_of(m, role)
    drawn = [q for q in scored_questions(m.rubric) if not q.area or any(q is of for _, of in told)]
    funnels = tuple(funnel_charts(m, role, drawn[:FUNNELS]))
    if not told:
        return Paragraph(how_many), *funnels
    return Paragraph(f"{how_many} {m('signals.chance')}"), signal_table(m, role, told), *funnels


def signals_of(m: Material, role: str) -> list[Told]:
    """The report's units that have a signal, in the alphabet's order, each with the question that it is on."""
    by_name = sorted(m.units, key=lambda unit: (alphabet(unit.name), unit.id))
    tested = ((unit, question) for unit in by_name for question in scored_questions(m.rubric))
    return [(unit, q) for unit, q in tested if is_signal(flag(m, unit.id, f"item:{q.id}", role))]


def signal_table(m: Material, role: str, told: list[Told]) -> Table:
    columns = (
        Column(m("column.unit"), 3),
        Column(m("column.question"), 4.4),
        Column(m("column.n"), 0.6, True, m("unit.the-unit")),
        Column(m("column.positive-short"), 0.9, True, m("unit.the-unit")),
        Column(m("signals.drawn"), 0.9, True, m("unit.the-unit")),
        Column(m("column.positive-short"), 1.1, True, m("unit.the-region")),
        *expected_columns(m),
    )
    rows = tuple(
        Row((m.written(unit.name), m.question_text(question), *_cells(m, role, unit, question)))
        for unit, question in told
    )
    items = [f"item:{question.id}" for _, question in told]
    notes = (
        m("signals.note"),
        m("signals.drawn-note"),
        *mark_notes(m, rows),
        *assumed_notes(m, role, items, drawn=True),
    )
    return Table(m("signals.table", role=m.role_title(role)), columns, rows, notes)


def _cells(m: Material, role: str, unit: Unit, question: Question) -> list[Cell]:
    item = f"item:{question.id}"
    n, share = (m.figures("unit", unit.id, item, statistic, role=role) for statistic in ("n", SHARE))
    drawn = m.figures.get("unit", unit.id, item, "shrunken", role=role)
    own: list[Cell] = [n, share, "–" if drawn is None else drawn]
    return [*own, m.of_region(item, SHARE, role=role), *expected_cells(m, unit.id, item, role)]
