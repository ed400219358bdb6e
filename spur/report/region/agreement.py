"""How far the roles agree: 2020 report, "störst … minst samstämmighet", with the numbers that it did not print."""

from spur.analysis.answers import scored_questions
from spur.analysis.figure import Figure
from spur.report.document import Block, Cell, Column, Paragraph, Row, Section, Table
from spur.report.material import Material, exact
from spur.report.prose.roles import agreement
from spur.report.shown import shown
from spur.rubric.parts import Question


def agreement_chapter(m: Material) -> list[Section]:
    """The areas and the questions that the roles agree on most and least. Left out where no two roles can be shown."""
    compared = [question for question in scored_questions(m.rubric) if _of(m, question, "role_range") is not None]
    compared.sort(key=lambda question: exact(m.of_region(f"item:{question.id}", "role_range")), reverse=True)
    if not has_agreement(m):
        return []
    areas = [area.id for area in m.rubric.areas if any(question.area == area.id for question in compared)]
    blocks: list[Block] = [Paragraph(sentence) for sentence in agreement(m)]
    if areas:
        blocks.append(_area_table(m, areas))
    blocks.append(_question_table(m, compared))
    return [Section(m("agreement.title"), tuple(blocks), tab=m("agreement.tab"))]


def has_agreement(m: Material) -> bool:
    """Whether the shares of at least two roles are shown for any question."""
    told = m.figures.get("region", m.region.whole.id, "items", "questions_compared")
    return told is not None and told.value is not None


def _of(m: Material, question: Question, statistic: str, role: str = "") -> Figure | None:
    """The region's figure; None where the question was not put to the role, or nobody of it answered."""
    return m.figures.get("region", m.region.whole.id, f"item:{question.id}", statistic, role=role)


def _area_table(m: Material, areas: list[str]) -> Table:
    """The areas that agree most first; those of which nothing is shown stand last, in the rubric's order."""
    ranked = sorted(areas, key=lambda area: exact(m.of_region(f"area:{area}", "agreement")), reverse=True)
    statistics = ("questions_compared", "role_range", "agreement", "agreement_rank")

    def cells(area: str) -> tuple[Cell, ...]:
        subject = f"area:{area}"
        return (*(m.of_region(subject, each) for each in statistics), _roles(m, m.of_region(subject, "lowest_role")))

    return Table(
        m("agreement.areas"),
        (
            Column(m("column.area"), 4),
            Column(m("column.n-questions"), 0.9, numeric=True),
            Column(m("column.range"), 1.1, numeric=True),
            Column(m("column.agreement"), 1.4, numeric=True),
            Column(m("column.place-in-order"), 0.8, numeric=True),
            Column(m("column.most-often-lowest"), 2),
        ),
        tuple(Row((m.lettered(area), *cells(area))) for area in ranked),
        (m("agreement.areas-note"),),
    )


def _question_table(m: Material, questions: list[Question]) -> Table:
    roles = m.answering_roles
    columns = [Column(m("column.question"), 4.6)]
    columns += [Column(m("column.area-letter"), 0.8, numeric=True)] if m.rubric.areas else []
    for role in roles:
        title = m.role_heading(role)
        columns += [Column(m("column.positive-short"), 1, True, title), Column(m("column.n"), 0.7, True, title)]
    columns += [Column(m("column.range"), 1.1, numeric=True), Column(m("agreement.certain"), 1.2)]
    columns += [Column(m("column.lowest"), 1.6)]

    def cells(question: Question) -> list[Cell]:
        own = [_of(m, question, statistic, role) for role in roles for statistic in ("share_positive", "n")]
        item = f"item:{question.id}"
        compared: list[Cell] = [m.of_region(item, statistic) for statistic in ("role_range", "range_class")]
        compared.append(_roles(m, m.of_region(item, "lowest_role")))
        return [*("–" if cell is None else cell for cell in own), *compared]

    def area(question: Question) -> list[Cell]:
        return [question.area or "–"] if m.rubric.areas else []

    rows = tuple(Row((m.question_text(question), *area(question), *cells(question))) for question in questions)
    notes = [m("agreement.questions-note", points=m.rubric.comparison.five_point_rule)]
    if any(isinstance(cell, Figure) and cell.withheld for row in rows for cell in row.cells):
        notes.append(m("questions.withheld", k=m.protection.k))
    return Table(m("agreement.questions"), tuple(columns), rows, tuple(notes))


def _roles(m: Material, figure: Figure) -> str:
    """The roles that a figure names, as a cell begins: with a capital."""
    text = shown(figure, m.wording)
    return text[:1].upper() + text[1:]
