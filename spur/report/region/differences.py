"""A table of the questions that groups differ on."""

from collections.abc import Collection, Sequence

from spur.analysis.figure import Figure
from spur.report.certainty import ROUNDED, legend, symbol
from spur.report.document import Block, Cell, Column, Paragraph, Row, Section, Table
from spur.report.material import Material
from spur.report.region.answers import asked_questions
from spur.rubric.parts import Question
from spur.statistics.comparison import Verdict

MAPPED = "†"
"""Beside what is compared only because a rubric's mapping says that it corresponds."""


def mark_notes(m: Material, rows: Sequence[Row]) -> tuple[str, ...]:
    """What the asterisk and the word for what is withheld mean, where they stand in a table."""
    cells = [cell for row in rows for cell in row.cells]
    notes = [m("comparison.rounded")] if any(isinstance(cell, str) and cell.endswith(ROUNDED) for cell in cells) else []
    if any(isinstance(cell, Figure) and cell.withheld for cell in cells):
        notes.append(m("questions.withheld", k=m.protection.k))
    return tuple(notes)


def difference_section(
    m: Material, title: str, lead: str, versus: str, caption: str, mapped: Collection[str] = ()
) -> Section:
    """What the groups are compared with, and the questions on which any of them is seen to differ. ``mapped`` are the
    ids of the questions that only a mapping makes comparable."""
    points = m.rubric.comparison.five_point_rule
    table = difference_table(m, versus, caption, mapped)
    told = any(_differs(m, group, q, versus) is not None for group in m.group_ids for q in asked_questions(m))
    none = m("differences.none" if told else "differences.nothing", points=points)
    blocks: tuple[Block, ...] = (Paragraph(f"{lead} {none}"),)
    if table is not None:
        blocks = (Paragraph(f"{lead} {m('differences.lead', points=points)}"), table)
    return Section(title, blocks, level=2)


def difference_table(m: Material, versus: str, caption: str, mapped: Collection[str] = ()) -> Table | None:
    """The questions on which any group differs by the point rule from what it is compared with: the mark and the
    difference, group by group. No shares are printed here that rounding could make seem otherwise. The rows stand in
    the rubric's order and are chosen by what is shown alone, so that neither tells of what is withheld. None where no
    group is seen to differ."""
    questions = asked_questions(m)
    groups = [
        group for group in m.group_ids if any(_of(m, group, q, "five_point_verdict", versus) for q in questions)
    ]  # fmt: skip
    differing = [q for q in questions if any(_differs(m, group, q, versus) for group in groups)]
    if not differing:
        return None
    columns = [Column(m("column.question"), 4.6)]
    for group in groups:
        title = m.group_title(group, short=True)
        columns += [Column("", 0.4, over=title), Column(m("column.difference-short"), 1, True, title)]
    rows = tuple(
        Row(
            (
                m.question_text(q) + (f" {MAPPED}" if q.id in mapped else ""),
                *(cell for group in groups for cell in _cells(m, group, q, versus)),
            )
        )
        for q in differing
    )
    notes = [m("differences.mapped", mark=MAPPED)] if any(q.id in mapped for q in differing) else []
    return Table(caption, tuple(columns), rows, (*legend(m, rows), m("differences.note"), *mark_notes(m, rows), *notes))


def _cells(m: Material, group: str, question: Question, versus: str) -> tuple[Cell, Cell]:
    verdict, kind, diff = (_of(m, group, question, each, versus) for each in ("five_point_verdict", "class", "diff"))
    return symbol(verdict, kind), "–" if diff is None else diff


def _differs(m: Material, group: str, question: Question, versus: str) -> bool | None:
    """None where the two are not compared."""
    verdict = _of(m, group, question, "five_point_verdict", versus)
    return None if verdict is None or verdict.value is None else verdict.value != Verdict.WITHIN


def _of(m: Material, group: str, question: Question, statistic: str, versus: str) -> Figure | None:
    return m.figures.get("group", group, f"item:{question.id}", statistic, role=m.role, versus=versus)


def base(m: Material, n: Figure | None, share: Figure | None) -> Cell:
    """The n of a share; "unknown" where only the share was ever printed."""
    if n is None:
        return "–"
    known = n.withheld or n.value is not None or share is None or share.value is None
    return n if known else m("unknown")
