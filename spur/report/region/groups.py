"""The region's specialty groups beside each other: grades, and the questions that divide them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spur.analysis.answers import RESIDUAL, by_range_between_groups
from spur.analysis.comparison import REST
from spur.analysis.figure import Figure
from spur.analysis.scopes import Part
from spur.report.document import Bar, Block, Bullets, Cell, Chart, Column, Panel, Paragraph, Row, Section, Table
from spur.report.material import Material
from spur.report.prose.groups import of_area, of_question, totals
from spur.report.region.answers import asked_questions, overall_questions
from spur.report.region.differences import difference_section
from spur.report.region.grades import count_columns, counts, line_at_b
from spur.rubric.parts import Area, Question

ENDS_AND_MIDDLE = ("min", "median", "max")
AREAS_IN_A_CHART = 4  # 2020 report, Figures 8 and 9: A–D and E–H


def group_chapters(m: Material) -> list[Section]:
    """2020 report, Figures 7, 8 and 9."""
    areas = m.rubric.areas
    chunks = [areas[i : i + AREAS_IN_A_CHART] for i in range(0, len(areas), AREAS_IN_A_CHART)]
    sections = [_totals(m), *(_areas(m, chunk) for chunk in chunks)]
    last = sections[-1]
    return [*sections[:-1], replace(last, blocks=(*last.blocks, *_given_away(m)))]


def _given_away(m: Material) -> list[Block]:
    """What whoever passes the tables on should know: of how many cells the mean and the SD give the grades back."""
    cells, given_away = (m.figures.get("region", m.region.whole.id, "areas", s) for s in ("cells", "cells_given_away"))
    if cells is None or given_away is None or not given_away.value:
        return []
    return [Paragraph(m("groups.given-away", n=given_away, cells=cells))]


def _totals(m: Material) -> Section:
    groups = [group for group in m.group_ids if m.of_group(group, "total", "mean").value is not None]
    sentences = " ".join(totals(m))
    blocks: list[Block] = [Paragraph(sentences)] if sentences else []
    bars = tuple(Bar(m.group_title(group), m.of_group(group, "total", "mean")) for group in groups)
    ends = tuple(s for s in ENDS_AND_MIDDLE if m.tells(m.region.whole, s))
    spread = tuple(s for s in ("mean", "sd") if m.tells(m.region.whole, s))
    columns = ("n", *spread, *ends)
    blocks.append(Paragraph(m("groups.totals-caveat"), "note"))
    if bars:
        blocks.append(
            Chart(
                caption=m("groups.totals-chart", maximum=m.rubric.max_total),
                alt=m("alt.chart", what=m("groups.totals-short"), numbers=_numbers(m, bars)),
                axis_label=m("axis.total"),
                axis_max=m.rubric.max_total,
                panels=(Panel("", bars),),
            )
        )
    blocks.append(
        Table(
            m("groups.totals-table"),
            (
                Column(m("column.group"), 4),
                Column(m("column.n-units"), 1, numeric=True),
                *(Column(m(f"column.{s}"), 1, numeric=True) for s in spread),
                *(Column(m(f"column.{s}"), 1, numeric=True, over=m("column.totals")) for s in ends),
            ),
            (
                *(
                    Row((m.group_title(group), *(m.of_group(group, "total", s) for s in columns)))
                    for group in m.group_ids
                ),
                Row((m("whole-region"), *(m.of_region("total", s) for s in columns)), "total"),
            ),
            (m("groups.totals-note"),),
        )
    )
    return Section(m("groups.title"), tuple(blocks), tab=m("groups.tab"))


def _areas(m: Material, areas: Sequence[Area]) -> Section:
    """One chart with a panel an area, and its numbers."""
    span = f"{areas[0].id}–{areas[-1].id}" if len(areas) > 1 else areas[0].id
    panels = tuple(
        Panel(
            m.lettered(area.id),
            tuple(
                Bar(m.group_title(group, short=True), m.of_group(group, f"area:{area.id}", "mean"))
                for group in m.group_ids
            ),
        )
        for area in areas
    )
    numbers = ". ".join(f"{panel.title}: {_numbers(m, panel.bars)}" for panel in panels)
    line = line_at_b(m)
    chart = Chart(
        caption=m("groups.areas-chart", areas=span, line=m.rubric.grading.line),
        alt=m("alt.chart", what=m("groups.areas-short", areas=span), numbers=numbers),
        axis_label=m("axis.mean", **m.grading),
        axis_max=max(grade.points for grade in m.rubric.grades),
        panels=panels,
        line=line,
    )
    statistics = tuple(s for s in ("mean", "sd") if m.tells(m.region.whole, s))
    by_grade = bool(m.region.groups) and all(count_columns(m, "", group) for group in m.region.groups)

    def of_part(part: Part) -> tuple[Figure, ...]:
        """In every area the mean and the SD, and beside them how many units got each grade, where that is told."""
        return tuple(
            figure
            for area in areas
            for figure in (
                *(m.figures(part.scope, part.id, f"area:{area.id}", s) for s in statistics),
                *(counts(m, part, area.id) if by_grade else ()),
            )
        )

    table = Table(
        m("groups.areas-table", areas=span),
        (
            Column(m("column.group"), 3.4),
            Column(m("column.n-units"), 0.8, numeric=True),
            *(
                column
                for area in areas
                for column in (
                    *(Column(m(f"column.{s}-short"), 0.9, numeric=True, over=m.lettered(area.id)) for s in statistics),
                    *(count_columns(m, m.lettered(area.id), m.region.groups[0]) if by_grade else ()),
                )
            ),
        ),
        (
            *(
                Row((m.group_title(group.id), m.of_group(group.id, "units", "n"), *of_part(group)))
                for group in m.region.groups
            ),
            Row((m("whole-region"), m.of_region("units", "n"), *of_part(m.region.whole)), "total"),
        ),
        (m("groups.areas-note"),) if by_grade else (),
    )
    sentences = [sentence for area in areas if (sentence := of_area(m, area.id))]
    text: list[Block] = [Bullets(tuple(sentences))] if sentences else []
    return Section(m("groups.areas-title", areas=span), (*text, chart, table), level=2)


def question_chapter(m: Material) -> list[Section]:
    """2020 report, Table 7: every question per group with n in every cell, the widest range between groups first."""
    questions = by_range_between_groups(m.figures, m.region, asked_questions(m), m.role)
    lead = "questions.lead" if len(m.group_ids) > 1 else "questions.lead-one"
    blocks: list[Block] = [Paragraph(m(lead, role=m.role_title(m.role)))]
    for question in overall_questions(questions):
        blocks += [Paragraph(sentence) for sentence in of_question(m, question)]
    columns = [Column(m("column.question"), 5.6)]
    for group in m.group_ids:
        title = m.group_title(group, short=True)
        columns += [Column(m("column.positive-short"), 1.05, True, title), Column(m("column.n"), 0.75, True, title)]

    with_rest = any(_of_residual(m, question, "n") for question in questions)
    if with_rest:
        title = m("questions.residual")
        columns += [Column(m("column.positive-short"), 1.05, True, title), Column(m("column.n"), 0.75, True, title)]

    def cells(question: Question) -> Iterator[Cell]:
        for group in m.group_ids:
            yield from m.once(m.of_group(group, f"item:{question.id}", s, role=m.role) for s in ("share_positive", "n"))
        if with_rest:
            yield from (_of_residual(m, question, s) or "" for s in ("share_positive", "n"))

    rows = tuple(Row((m.question_text(question), *cells(question))) for question in questions)
    notes = [m("questions.note")]
    if any(isinstance(cell, Figure) and cell.withheld for row in rows for cell in row.cells):
        notes.append(m("questions.withheld", k=m.protection.k))
    notes += [m("questions.residual-note")] if with_rest else []
    if m.region.crossed:
        blocks.append(Paragraph(m("questions.crossed"), "note"))
    blocks.append(Table(m("questions.table", role=m.role_title(m.role)), tuple(columns), rows, tuple(notes)))
    return [Section(m("questions.title"), tuple(blocks), tab=m("questions.tab")), *_against_the_rest(m)]


def _of_residual(m: Material, question: Question, statistic: str) -> Figure | None:
    """Of the groups that are withheld for a question, taken together; None where nobody is, or all are."""
    return m.figures.get(RESIDUAL, m.region.whole.id, f"item:{question.id}", statistic, role=m.role)


def _against_the_rest(m: Material) -> list[Section]:
    """Each group against the region without it, in the questions where any is seen to differ."""
    if len(m.group_ids) < 2:
        return []
    caption = m("questions.rest-table", role=m.role_title(m.role))
    return [difference_section(m, m("questions.rest-title"), m("questions.rest-lead"), REST, caption)]


def _numbers(m: Material, bars: Sequence[Bar]) -> str:
    return "; ".join(m("alt.bar", label=bar.label, value=bar.figure) for bar in bars)
