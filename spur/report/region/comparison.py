"""How the trainees' answers stand against the country's: the region's, and each specialty group's."""

from collections.abc import Iterable
from fractions import Fraction

from spur.analysis.figure import Figure
from spur.report.certainty import how_certain, legend, marked
from spur.report.document import Block, Column, Paragraph, Row, Section, Table
from spur.report.material import Material
from spur.report.region.answers import answer, asked_questions, named
from spur.report.region.differences import difference_section, mark_notes
from spur.rubric.parts import Question
from spur.statistics.certainty import Certainty
from spur.statistics.comparison import Verdict

ORDER = (Verdict.MORE, Verdict.LESS, Verdict.WITHIN)
CLASSES = {
    Verdict.MORE: (Certainty.CLEAR, Certainty.POSSIBLE),
    Verdict.LESS: (Certainty.CLEAR, Certainty.POSSIBLE),
    Verdict.WITHIN: (Certainty.SMALL, Certainty.IN_LINE, Certainty.UNDECIDED),
}


def comparison_chapter(m: Material) -> list[Section]:
    """2020 report, Table 6, now with the baseline's share, the difference and both n; and group by group where the
    baseline tells of specialty groups."""
    if m.baseline is None:
        return []
    of_groups = list(_groups(m))
    compared = compared_questions(m)
    if not compared:
        about = Paragraph(_about_the_baseline(m), "note")
        return [Section(m("comparison.title"), (*each.blocks, about), tab=m("comparison.tab")) for each in of_groups]
    ordered = {
        (verdict, kind): _by_difference(m, [q for q in compared if (_verdict(m, q), _class(m, q)) == (verdict, kind)])
        for verdict in ORDER
        for kind in CLASSES[verdict]
    }
    points = m.rubric.comparison.five_point_rule
    blocks: list[Block] = [
        Paragraph(m("comparison.lead", baseline=m.baseline.name, points=points, role=m.role_title(m.role))),
        Paragraph(counted(m)),
    ]
    for (verdict, kind), questions in ordered.items():
        if verdict is not Verdict.WITHIN and questions:
            told = named(m, questions)
            blocks.append(Paragraph(m(f"comparison.{kind.value}-{verdict.value}", questions=told)))
    blocks.append(_table(m, [question for questions in ordered.values() for question in questions]))
    blocks.append(Paragraph(_about_the_baseline(m), "note"))
    return [Section(m("comparison.title"), tuple(blocks), tab=m("comparison.tab")), *of_groups]


def _groups(m: Material) -> Iterable[Section]:
    """Each specialty group against the baseline's answers of that group."""
    name = m.baseline.name if m.baseline else ""
    if not any(f.scope == "group" and f.versus == name and f.role == m.role for f in m.figures):
        return
    lead = m("comparison.groups-lead", baseline=name)
    yield difference_section(m, m("comparison.groups-title"), lead, name, m("comparison.groups-table"))


def compared_questions(m: Material) -> list[Question]:
    """The questions that have a verdict; none without a baseline."""
    return [question for question in asked_questions(m) if _verdict(m, question) is not None] if m.baseline else []


def counted(m: Material) -> str:
    """How many questions are more positive, less positive and neither, and how certain that is."""
    name = m.baseline.name if m.baseline else ""

    def count(of: Verdict | Certainty) -> Figure | None:
        whole = m.region.whole.id
        return m.figures.get("region", whole, "items", f"count:{of.value}", role=m.role, versus=name)

    points = m.rubric.comparison.five_point_rule
    counts = {verdict.value: count(verdict) for verdict in ORDER}
    return f"{m('comparison.counted', points=points, **counts)} {how_certain(m, count)}".strip()


def _verdict(m: Material, question: Question) -> Verdict | None:
    """The point rule's verdict; None where the question is not compared or may not be shown."""
    verdict = _found(m, question, "five_point_verdict")
    return Verdict(verdict.value) if verdict is not None and isinstance(verdict.value, str) else None


def _class(m: Material, question: Question) -> Certainty | None:
    kind = _found(m, question, "class")
    return Certainty(kind.value) if kind is not None and isinstance(kind.value, str) else None


def _found(m: Material, question: Question, statistic: str) -> Figure | None:
    name = m.baseline.name if m.baseline else ""
    return m.figures.get("region", m.region.whole.id, f"item:{question.id}", statistic, role=m.role, versus=name)


def _versus(m: Material, question: Question, statistic: str) -> Figure:
    name = m.baseline.name if m.baseline else ""
    return m.of_region(f"item:{question.id}", statistic, role=m.role, versus=name)


def _by_difference(m: Material, questions: list[Question]) -> list[Question]:
    """The widest difference first."""

    def width(question: Question) -> Fraction:
        difference = _versus(m, question, "diff").value
        return abs(difference) if isinstance(difference, Fraction) else Fraction(0)

    return sorted(questions, key=width, reverse=True)


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
        (legend(m), m("comparison.table-note", points=m.rubric.comparison.five_point_rule), *mark_notes(m, rows)),
    )


def _about_the_baseline(m: Material) -> str:
    """Whether the whole that the region is compared with contains the region itself."""
    excludes = m.baseline.excludes if m.baseline else None
    return m("comparison.excludes" if excludes == m.region.whole.id else "comparison.includes", region=m.name)
