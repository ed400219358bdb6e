"""How the trainees' answers stand against the country's."""

from fractions import Fraction

from spur.analysis.figure import Figure
from spur.report.document import Block, Column, Paragraph, Row, Section, Table
from spur.report.material import Material
from spur.report.region.answers import answer, asked_questions, named
from spur.report.shown import shown
from spur.rubric.parts import Question
from spur.statistics.comparison import Verdict

ORDER = (Verdict.MORE, Verdict.LESS, Verdict.WITHIN)
MARKS = {Verdict.MORE: "▲", Verdict.LESS: "▼", Verdict.WITHIN: "="}  # a symbol and a word, never a colour alone


def comparison_chapter(m: Material) -> list[Section]:
    """2020 report, Table 6, now with the baseline's share, the difference and both n."""
    compared = compared_questions(m)
    if m.baseline is None or not compared:
        return []
    by_verdict = {verdict: [q for q in compared if _verdict(m, q) == verdict] for verdict in ORDER}
    points = m.rubric.comparison.five_point_rule
    blocks: list[Block] = [
        Paragraph(m("comparison.lead", baseline=m.baseline.name, points=points, role=m.role_title(m.role))),
        Paragraph(counted(m)),
    ]
    for verdict in (Verdict.MORE, Verdict.LESS):
        if by_verdict[verdict]:
            questions = named(m, _by_difference(m, by_verdict[verdict]))
            blocks.append(Paragraph(m(f"comparison.{verdict.value}", questions=questions)))
    blocks.append(_table(m, [q for verdict in ORDER for q in _by_difference(m, by_verdict[verdict])]))
    blocks.append(Paragraph(_about_the_baseline(m), "note"))
    return [Section(m("comparison.title"), tuple(blocks), tab=m("comparison.tab"))]


def compared_questions(m: Material) -> list[Question]:
    """The questions that have a verdict; none without a baseline."""
    return [question for question in asked_questions(m) if _verdict(m, question) is not None] if m.baseline else []


def counted(m: Material) -> str:
    """How many questions are more positive, less positive and in line, in a sentence."""
    name = m.baseline.name if m.baseline else ""
    counts = {v.value: m.of_region("items", f"count:{v.value}", role=m.role, versus=name) for v in ORDER}
    return m("comparison.counted", **counts)


def _verdict(m: Material, question: Question) -> str | None:
    """The point rule's verdict; None where the question is not compared or may not be shown."""
    try:
        value = _versus(m, question, "five_point_verdict").value
    except KeyError:
        return None
    return value if isinstance(value, str) else None


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
        verdict = _versus(m, question, "five_point_verdict")
        marked = f"{MARKS[Verdict(str(verdict.value))]} {shown(verdict, m.wording)}"
        own = [answer(m, question, statistic) for statistic in ("share_positive", "n")]
        return Row((m.question_text(question), *own, *theirs, _versus(m, question, "diff"), marked))

    return Table(
        m("comparison.table"),
        (
            Column(m("column.question"), 5.4),
            Column(m("column.positive"), 1, numeric=True, over=m.name),
            Column(m("column.n"), 0.7, numeric=True, over=m.name),
            Column(m("column.positive"), 1, numeric=True, over=m("column.baseline")),
            Column(m("column.n"), 0.8, numeric=True, over=m("column.baseline")),
            Column(m("column.difference"), 1.2, numeric=True),
            Column(m("column.verdict"), 1.9),
        ),
        tuple(row(question) for question in questions),
        (m("comparison.table-note", points=m.rubric.comparison.five_point_rule),),
    )


def _about_the_baseline(m: Material) -> str:
    """Whether the whole that the region is compared with contains the region itself."""
    excludes = m.baseline.excludes if m.baseline else None
    return m("comparison.excludes" if excludes == m.region.whole.id else "comparison.includes", region=m.name)
