"""survey.csv → responses: one row a person, one column a question."""

from collections.abc import Collection, Mapping
from pathlib import Path

from spur.intake.shared_columns import known_unit, read_role, units_outside_groups
from spur.intake.table import Row, Table, read_table
from spur.records.problem import Code, Place, Problem, nearest
from spur.records.reading import Read
from spur.records.response import Response
from spur.records.unit import Unit
from spur.rubric.model import Rubric
from spur.rubric.parts import BLANK, Question, Scale, folded

REQUIRED = ("response_id", "unit_id", "role")


def read_survey(
    path: Path, rubric: Rubric, units: Mapping[str, Unit], *, ignore: Collection[str] = ()
) -> Read[Response]:
    """Read the responses. A column is a question of the rubric (by id, alias or text) or a problem, unless it is one to
    ``ignore``; a question without a column counts as unanswered, and is told."""
    table = read_table(path).renamed(REQUIRED)
    lacking = table.missing_columns(REQUIRED)
    column_of, column_problems = _match_columns(table, rubric, ignore)
    problems = [*table.problems, *lacking, *column_problems]
    asked = [(slot.question, slot.scale, column_of.get(slot.id)) for slot in rubric.slots]
    responses: list[Response] = []
    for row in table.rows if not lacking else ():
        unit = known_unit(row, units, problems)
        role = read_role(row, rubric, problems)
        response_id = row["response_id"]
        if not response_id:
            problems.append(row.problem(Code.VALUE_MISSING, "response_id"))
        marks = "".join(_mark(row, role, question, scale, column, problems) for question, scale, column in asked)
        responses.append(Response(response_id, unit.id if unit else "", role, marks, row.number))
    problems += units_outside_groups(table.file, {response.unit_id for response in responses}, units, rubric)
    return Read(tuple(responses), tuple(problems), table.rows_read, len(responses))


def _mark(
    row: Row, role: str, question: Question, scale: Scale | None, column: str | None, problems: list[Problem]
) -> str:  # fmt: skip
    """The mark of the row's answer to a question; blank when there is none, or (with a problem) an unknown one."""
    if column is None or scale is None or not (answer := row[column]):
        return BLANK
    mark = scale.mark_of(answer)
    if mark is None:
        problems.append(row.problem(Code.ANSWER_UNKNOWN, column, allowed=[option.code for option in scale.options]))
    elif role and role not in question.roles:
        problems.append(row.problem(Code.QUESTION_NOT_FOR_ROLE, column, found=column, also=role))
    return mark or BLANK


def _match_columns(table: Table, rubric: Rubric, ignore: Collection[str]) -> tuple[dict[str, str], list[Problem]]:
    """Which column holds each question (column by question id), and what is wrong with the columns."""
    question_of = {
        folded(name): question
        for question in rubric.questions
        for name in (question.id, *question.aliases, *question.text.values())
    }
    left_out = {folded(column) for column in ignore}
    column_of: dict[str, str] = {}
    problems: list[Problem] = []
    for column in (column for column in table.columns if column and column not in REQUIRED):
        question, place = question_of.get(folded(column)), Place(table.file, row=1, column=column)
        if folded(column) in left_out:
            problems.append(Problem(Code.COLUMN_IGNORED, place, found=column))
        elif question is None:
            suggestion = nearest(column, [question.id for question in rubric.questions])
            problems.append(Problem(Code.COLUMN_UNKNOWN, place, found=column, suggestion=suggestion))
        elif question.id in column_of:
            problems.append(Problem(Code.COLUMN_DUPLICATE, place, found=column, also=column_of[question.id]))
        elif question.type not in ("scale", "single"):
            problems.append(Problem(Code.COLUMN_IGNORED, place, found=column))  # kept from a later release on
        else:
            column_of[question.id] = column
    present = {folded(column) for column in table.columns}
    problems += [
        Problem(Code.IGNORED_ABSENT, Place(table.file, row=1), found=column)
        for column in ignore
        if folded(column) not in present
    ]
    if table.columns:
        problems += [
            Problem(Code.QUESTION_ABSENT, Place(table.file, row=1), found=question.id)
            for question in rubric.questions
            if question.type in ("scale", "single") and question.id not in column_of
        ]
    return column_of, problems
