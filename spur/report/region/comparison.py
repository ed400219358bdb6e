"""How the trainees' answers stand against the country's: the region's, and each specialty group's."""

from collections.abc import Iterable
from fractions import Fraction

from spur.analysis.figure import Figure
from spur.report.document import Block, Column, Paragraph, Row, Section, Table
from spur.report.material import Material
from spur.report.region.answers import answer, asked_questions, named
from spur.report.region.differences import difference_section, mark_notes, marked
from spur.rubric.parts import Question
from spur.statistics.comparison import Verdict

ORDER = (Verdict.MORE, Verdict.LESS, Verdict.WITHIN)


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
    """How many questions are more positive, less positive and in line, in a sentence."""
    name = m.baseline.name if m.baseline else ""
    counts = {v.value: m.of_region("items", f"count:{v.value}", role=m.role, versus=name) for v in ORDER}
    return m("comparison.counted", **counts)


def _verdict(m: Material, question: Question) -> str | None:
    """The point rule's verdict; None where the question is not compared or may not be shown."""
    name = m.baseline.name if m.baseline else ""
    item = f"item:{question.id}"
    verdict = m.figures.get("region", m.region.whole.id, item, "five_point_verdict", role=m.role, versus=name)
    return verdict.value if verdict is not None and isinstance(verdict.value, str) else None


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
    own_id = m.region.whole.id

    def row(question: Question) -> Row:
        theirs = [m.figures("baseline", name, f"item:{question.id}", s, role=m.role) for s in ("share_positive", "n")]
        verdict = _versus(m, question, "five_point_verdict")
        rounded = m.figures.get("region", own_id, f"item:{question.id}", "rounded_verdict", role=m.role, versus=name)
        own = [answer(m, question, statistic) for statistic in ("share_positive", "n")]
        return Row(
            (m.question_text(question), *own, *theirs, _versus(m, question, "diff"), marked(m, verdict, rounded))
        )

    rows = tuple(row(question) for question in questions)
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
        rows,
        (m("comparison.table-note", points=m.rubric.comparison.five_point_rule), *mark_notes(m, rows)),
    )


def _about_the_baseline(m: Material) -> str:
    """Whether the whole that the region is compared with contains the region itself."""
    excludes = m.baseline.excludes if m.baseline else None
    return m("comparison.excludes" if excludes == m.region.whole.id else "comparison.includes", region=m.name)
