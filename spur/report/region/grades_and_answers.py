"""The units' grades beside what was answered there: do they follow each other, and where do they not?"""

from spur.analysis.answers import scored_questions
from spur.analysis.figure import Figure
from spur.analysis.grades_and_answers import CORRELATED_FROM, GRADES, LEAST_ANSWERS
from spur.analysis.scopes import alphabet
from spur.report.document import Block, Cell, Column, Paragraph, Row, Section, Table
from spur.report.material import Material, exact
from spur.report.shown import shown
from spur.report.signals import flag
from spur.rubric.parts import Question
from spur.statistics.certainty import ALPHA


def grade_answer_chapter(m: Material) -> list[Section]:
    """Left out where no question has units enough whose answers are shown."""
    questions = _compared(m)
    if not questions:
        return []
    role = m.role_title(m.role)
    blocks: list[Block] = [
        Paragraph(m("grades-answers.lead", role=role, least=LEAST_ANSWERS)),
        Paragraph(_how_many(m, questions)),
        _question_table(m, questions),
        *_apart(m),
    ]
    return [Section(m("grades-answers.title"), tuple(blocks), tab=m("grades-answers.tab"))]


def has_grades_and_answers(m: Material) -> bool:
    return bool(_compared(m))


def _compared(m: Material) -> list[Question]:
    """Area by area."""
    order = {area.id: at for at, area in enumerate(m.rubric.areas)}
    told = [q for q in scored_questions(m.rubric) if q.area and _of(m, q, "units_compared") is not None]
    return sorted(told, key=lambda question: order[question.area or ""])


def _of(m: Material, question: Question, statistic: str, versus: str = GRADES) -> Figure | None:
    whole = m.region.whole.id
    return m.figures.get("region", whole, f"item:{question.id}", statistic, role=m.role, versus=versus)


def _sign(m: Material, question: Question) -> int:
    """1 where answers rise with the grades beyond chance, −1 where they fall, 0 where that cannot be told."""
    q, rho, z = (_of(m, question, statistic) for statistic in ("q", "rho", "trend_z"))
    direction = rho or z
    if q is None or q.value is None or exact(q) > ALPHA or direction is None or direction.value is None:
        return 0
    return 1 if exact(direction) > 0 else -1


def _how_many(m: Material, questions: list[Question]) -> str:
    signs = [_sign(m, question) for question in questions]
    told = {"n": len(questions), "more": signs.count(1), "less": signs.count(-1)}
    if not any(signs):
        return m("grades-answers.none", **told)
    return m("grades-answers.some" if told["less"] else "grades-answers.some-more", **told)


def _question_table(m: Material, questions: list[Question]) -> Table:
    grades = [grade.code for grade in m.rubric.grades]
    used = [code for code in grades if any(_of(m, q, "n", f"grade:{code}") is not None for q in questions)]

    def cells(question: Question) -> tuple[Cell, ...]:
        by_grade = (_of(m, question, s, f"grade:{code}") for code in used for s in ("share_positive", "n"))
        rho = _of(m, question, "rho")
        units = _of(m, question, "units_compared")
        key = {1: "follows", 0: "chance", -1: "against"}[_sign(m, question)]
        words = m(f"grades-answers.{key}")
        return (*("–" if cell is None else cell for cell in (*by_grade, units, rho)), words)

    columns = [Column(m("column.question"), 4.2), Column(m("column.area-letter"), 0.8)]
    for code in used:
        over = m("grades-answers.of-grade", grade=code)
        columns += [Column(m("column.positive-short"), 0.9, True, over), Column(m("column.n"), 0.6, True, over)]
    columns += [Column(m("column.n-units"), 0.8, numeric=True), Column(m("grades-answers.rho"), 0.7, numeric=True)]
    columns += [Column(m("grades-answers.connection"), 1.8)]
    notes = [m("grades-answers.note")]
    if any(_of(m, question, "rho") is None for question in questions):
        notes.append(m("grades-answers.few", n=CORRELATED_FROM))
    rows = tuple(Row((m.question_text(q), q.area or "", *cells(q))) for q in questions)
    return Table(m("grades-answers.table", role=m.role_title(m.role)), tuple(columns), rows, tuple(notes))


def _apart(m: Material) -> list[Block]:
    """The units whose grade and answers point apart, in the alphabet's order."""
    by_name = sorted(m.units, key=lambda unit: (alphabet(unit.name), unit.id))
    told = [
        (unit, question)
        for unit in by_name
        for question in scored_questions(m.rubric)
        if m.figures.get("unit", unit.id, f"item:{question.id}", "apart", role=m.role, versus=GRADES) is not None
    ]
    if not told:
        return [Paragraph(m("grades-answers.apart-none"))]

    def cells(unit: str, question: Question) -> tuple[Cell, ...]:
        item, area = f"item:{question.id}", f"area:{question.area}"
        share, n = (m.figures("unit", unit, item, statistic, role=m.role) for statistic in ("share_positive", "n"))
        points = m.figures("unit", unit, area, "points", versus=GRADES)
        grade = next((grade.code for grade in m.rubric.grades if grade.points == points.value), "–")
        found = flag(m, unit, item, m.role)
        words = shown(found, m.wording) if found is not None else "–"
        whole = m.of_region(item, "share_positive", role=m.role)
        return (m.lettered(question.area or ""), grade, m.question_text(question), share, n, whole, words)

    columns = (
        Column(m("column.unit"), 2.4),
        Column(m("column.area"), 2.2),
        Column(m("column.grade"), 0.9),
        Column(m("column.question"), 3),
        Column(m("column.positive-short"), 0.8, True, m("unit.the-unit")),
        Column(m("column.n"), 0.6, True, m("unit.the-unit")),
        Column(m("column.positive-short"), 0.8, True, m("unit.the-region")),
        Column(m("signals.signal"), 1.7),
    )
    rows = tuple(Row((m.written(unit.name), *cells(unit.id, question))) for unit, question in told)
    lead = Paragraph(m("grades-answers.apart", line=m.rubric.grading.line))
    return [lead, Table(m("grades-answers.apart-table"), columns, rows, (m("grades-answers.apart-note"),))]
