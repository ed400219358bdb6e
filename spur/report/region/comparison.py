"""How the trainees' answers stand against the country's: the region's, and each specialty group's."""

from collections.abc import Iterable
from functools import partial

from spur.analysis.figure import Figure
from spur.report.certainty import legend, marked
from spur.report.charts import difference_chart
from spur.report.document import Block, Column, Paragraph, Row, Section, Table
from spur.report.material import Material
from spur.report.prose.baseline import NAMED, questions_of, with_the_country
from spur.report.prose.compared import Compared, counted, differing, of_class
from spur.report.region.answers import answer, asked_questions
from spur.report.region.differences import difference_section, mark_notes
from spur.rubric.parts import Question
from spur.statistics.certainty import Certainty
from spur.statistics.comparison import Verdict

ORDER = (Verdict.MORE, Verdict.LESS, Verdict.WITHIN)
CLASSES = {
    Verdict.MORE: (Certainty.CLEAR, Certainty.POSSIBLE, None),
    Verdict.LESS: (Certainty.CLEAR, Certainty.POSSIBLE, None),
    Verdict.WITHIN: (Certainty.SMALL, Certainty.IN_LINE, Certainty.UNDECIDED, None),
}
"""In the order of the table; None where it is not known how many answered."""


def comparison_chapter(m: Material) -> list[Section]:
    """2020 report, Table 6, now with the baseline's share, the difference and both n; and group by group where the
    baseline tells of specialty groups."""
    country = with_the_country(m)
    if country is None:
        return []
    of_groups = list(_groups(m))
    told = questions_of(m, country, asked_questions(m))
    if not told:
        about = Paragraph(_about_the_baseline(m), "note")
        return [Section(m("comparison.title"), (*each.blocks, about), tab=m("comparison.tab")) for each in of_groups]
    points = m.rubric.comparison.five_point_rule
    drawn = [(m.question_text(question), partial(_found, m, question)) for question in _in_order(told)]
    blocks: list[Block] = [
        Paragraph(m("comparison.lead", baseline=country.name, points=points, role=m.role_title(m.role))),
        Paragraph(counted(m, country)),
        *(Paragraph(sentence) for sentence in differing(m, country, told, NAMED)),
        *difference_chart(m, m("plot.baseline"), drawn),
        _table(m, _in_order(told)),
    ]
    blocks.append(Paragraph(_about_the_baseline(m), "note"))
    return [Section(m("comparison.title"), tuple(blocks), tab=m("comparison.tab")), *of_groups]


def _groups(m: Material) -> Iterable[Section]:
    """Each specialty group against the baseline's answers of that group."""
    name = m.baseline.name if m.baseline else ""
    if not any(f.scope == "group" and f.versus == name and f.role == m.role for f in m.figures):
        return
    lead = m("comparison.groups-lead", baseline=m("unit.named-baseline"))
    yield difference_section(m, m("comparison.groups-title"), lead, name, m("comparison.groups-table"))


def _in_order(told: list[Compared]) -> list[Question]:
    """Those that differ before those that do not, the certain before the others, the widest difference first."""
    return [
        each.question
        for verdict in ORDER
        for kind in CLASSES[verdict]
        for each in of_class(told, verdict, kind)
    ]  # fmt: skip


def _found(m: Material, question: Question, statistic: str) -> Figure | None:
    name = m.baseline.name if m.baseline else ""
    return m.figures.get("region", m.region.whole.id, f"item:{question.id}", statistic, role=m.role, versus=name)


def _versus(m: Material, question: Question, statistic: str) -> Figure:
    name = m.baseline.name if m.baseline else ""
    return m.of_region(f"item:{question.id}", statistic, role=m.role, versus=name)


def _table(m: Material, questions: list[Question]) -> Table:
    name = m.baseline.name if m.baseline else ""

    def row(question: Question) -> Row:
        theirs = [m.figures("baseline", name, f"item:{question.id}", s, role=m.role) for s in ("share_positive", "n")]
        own = [answer(m, question, statistic) for statistic in ("share_positive", "n")]
        interval = [_found(m, question, end) for end in ("diff_low", "diff_high")]
        verdict, kind = _versus(m, question, "five_point_verdict"), _versus(m, question, "class")
        mark = marked(m, verdict, kind, _found(m, question, "rounded_verdict"), both_n_known=all(interval))
        return Row(
            (
                m.question_text(question),
                *own,
                *theirs,
                _versus(m, question, "diff"),
                *(end or "–" for end in interval),
                mark,
            )
        )

    rows = tuple(row(question) for question in questions)
    return Table(
        m("comparison.table"),
        (
            Column(m("column.question"), 4.4),
            Column(m("column.positive-short"), 0.9, numeric=True, over=m.name),
            Column(m("column.n"), 0.7, numeric=True, over=m.name),
            Column(m("column.positive-short"), 0.9, numeric=True, over=m("column.baseline")),
            Column(m("column.n"), 0.8, numeric=True, over=m("column.baseline")),
            Column(m("column.difference-short"), 0.9, numeric=True),
            Column(m("column.from"), 0.9, numeric=True, over=m("column.interval")),
            Column(m("column.to"), 0.9, numeric=True, over=m("column.interval")),
            Column(m("column.verdict"), 2.1),
        ),
        rows,
        (
            *legend(m, rows),
            m("comparison.table-note", points=m.rubric.comparison.five_point_rule),
            *mark_notes(m, rows),
        ),
    )


def _about_the_baseline(m: Material) -> str:
    """Whether the whole that the region is compared with contains the region itself."""
    excludes = m.baseline.excludes if m.baseline else None
    return m("comparison.excludes" if excludes == m.region.whole.id else "comparison.includes", region=m.name)
