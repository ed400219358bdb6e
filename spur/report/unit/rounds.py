"""The unit's answers now and in an earlier round; the group's where the unit's are not shown."""

from spur.analysis.figure import Figure
from spur.analysis.rounds import SMALLEST_BASE, Like
from spur.analysis.sides import SHARE
from spur.report.document import Cell, Column, Paragraph, Row, Section, Table
from spur.report.part import PartMaterial
from spur.report.prose.compared import counted
from spur.report.prose.rounds import with_the_earlier
from spur.report.region.differences import MAPPED, mark_notes
from spur.report.region.round_bases import base_in_words
from spur.report.unit.answers import share_cells, share_columns, told_part, verdict_cells


def round_chapter(m: PartMaterial) -> list[Section]:
    """The questions that may be compared, in the rubric's order."""
    earlier = m.earlier
    if earlier is None or not m.has_answers():
        return []
    own = told_part(m, m.role)
    likes = [like for like in earlier.questions if m.role in m.rubric.question(like.here).roles]
    likes = [
        like
        for like in likes
        if m.of(own, f"item:{like.there}", SHARE, role=m.role, round_=earlier.round)
        if m.of(own, f"item:{like.here}", SHARE, role=m.role)
    ]
    title, tab = m("rounds.title", then=earlier.round), m("rounds.tab")
    who = m.own_or(own)
    if not likes:
        return []

    def base(like: Like) -> Figure | None:
        return m.of(own, f"item:{like.here}", SMALLEST_BASE, role=m.role, versus=earlier.versus)

    bases = any(base(like) for like in likes)

    def row(like: Like) -> Row:
        cells: list[Cell] = []
        for question, round_ in ((like.there, earlier.round), (like.here, m.round)):
            figures = (m.of(own, f"item:{question}", s, role=m.role, round_=round_) for s in (SHARE, "n"))
            cells += share_cells(m, *figures)
        text = m.question_text(m.rubric.question(like.here)) + (f" {MAPPED}" if like.mapping else "")
        certain = [base_in_words(m, base(like))] if bases else []
        return Row((text, *cells, *verdict_cells(m, own, f"item:{like.here}", earlier.versus), *certain))

    rows = tuple(row(like) for like in likes)
    columns = (
        Column(m("column.question"), 5),
        *share_columns(m, earlier.round),
        *share_columns(m, m.round),
        Column(m("column.difference-short"), 1, True),
        Column("", 0.4),
        *([Column(m("rounds.base"), 1.9)] if bases else []),
    )
    notes = [m("differences.note"), *mark_notes(m, rows)]
    notes += [m("unit.mapped", mark=MAPPED)] if any(like.mapping for like in likes) else []
    table = Table(m("unit.rounds-table", who=who, role=m.role_title(m.role)), columns, rows, tuple(notes))
    comparison = with_the_earlier(m, own)
    lead = [Paragraph(m("unit.rounds-lead", who=who, then=earlier.round, now=m.round))]
    lead += [Paragraph(changed)] if comparison and (changed := counted(m, comparison)) else []
    lead += [Paragraph(m("rounds.later", then=earlier.round, now=m.round))] if earlier.later else []
    printed = [Paragraph(m("rounds.printed", then=earlier.round), "note")] if earlier.printed else []
    return [Section(title, (*lead, table, *printed), tab=tab)]
