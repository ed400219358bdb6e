"""What the ledger holds ⇄ the cells of a CSV file that Excel opens as it stands.

Nothing is lost on the way, and nothing in a cell is run as a formula: a text that would be, and one that begins with an
apostrophe, has an apostrophe more in front. A number has a decimal comma; one that no decimals write exactly stays a
fraction, such as 1/3.
"""

from collections.abc import Sequence
from fractions import Fraction

from spur.intake.survey.cells import number_mark
from spur.ledger.whole import FlatColumn, Value
from spur.records.problem import Code, InvalidInput, Place, Problem
from spur.records.response import Response
from spur.rubric.model import PinnedRubric
from spur.rubric.parts import BLANK, MARKS
from spur.rubric.slot import CHOSEN, NOT_CHOSEN, Slot
from spur.statistics.exact import decimal

GUARD = "'"
GUARDED = (GUARD, "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
MOST_PLACES = 20  # with which a number is written as a decimal
LARGEST = 2**63 - 1  # whole number that a database holds

Cells = Sequence[str]


def words(text: str) -> str:
    return GUARD + text if text.startswith(GUARDED) else text


def number(value: Fraction) -> str:
    places = next((n for n in range(MOST_PLACES) if (value * 10**n).denominator == 1), None)
    return str(value) if places is None else decimal(value, places).replace(".", ",")


def number_in(cell: str) -> Fraction:
    """Raises ValueError or ZeroDivisionError for what is no number."""
    return Fraction(cell.replace(",", "."))


def cell_of(value: Value, column: FlatColumn) -> str:
    """A value as it is written. None is blank; a text without letters where None may stand is a lone apostrophe."""
    if value is None:
        return ""
    if column.kind == "fraction":
        return number(Fraction(value))
    return words(str(value)) or (GUARD if column.nullable else "")


def value_of(cell: str, column: FlatColumn) -> Value:
    """The value that was written. Raises ValueError or ZeroDivisionError for what none is written as."""
    if not cell and column.nullable:
        return None
    if column.kind == "whole":
        if not 0 <= int(cell) <= LARGEST:
            raise ValueError(cell)
        return int(cell)
    return str(number_in(cell)) if column.kind == "fraction" else cell.removeprefix(GUARD)


WHO = (
    FlatColumn("import_id", "whole"),
    FlatColumn("row", "whole"),
    FlatColumn("response_id", "words"),
    FlatColumn("unit_id", "words"),
    FlatColumn("role", "words"),
)


class SurveyTable:
    """The table of the responses that are pinned to a rubric: a column a slot, that is a question, or an option of a
    multiple choice (1 where it was chosen, 0 where not), with the codes of the answers or the number that was given."""

    def __init__(self, pinned: PinnedRubric) -> None:
        self.model = pinned.model
        self.header = (*(column.name for column in WHO), *(slot.id for slot in pinned.model.slots))
        self._cells = [_cells(slot) for slot in pinned.model.slots]
        self._marks = [{cell: mark for mark, cell in cells.items()} for cells in self._cells]
        self._numbers = [(i, slot.question) for i, slot in enumerate(pinned.model.slots) if not self._cells[i]]

    def cells(self, import_id: int, response: Response) -> list[str]:
        """Raises InvalidInput for a number that is not what was counted."""
        who: tuple[Value, ...] = (import_id, response.row, response.id, response.unit_id, response.role)
        answers = [cells.get(mark, "") for cells, mark in zip(self._cells, response.answers, strict=True)]
        given = dict(response.numbers)
        for i, question in self._numbers:
            value = given.get(question.id)
            if number_mark(question, value) != response.answers[i]:
                place = Place(f"import {import_id}", row=response.row, column=question.id)
                raise InvalidInput([Problem(Code.LEDGER_MARK, place, found=response.answers[i], also=str(i))])
            answers[i] = "" if value is None else number(value)
        return [*map(cell_of, who, WHO), *answers]

    def response(self, cells: Cells) -> tuple[int, Response]:
        """The response in a row, and the number of its import. Raises ValueError, ZeroDivisionError or KeyError for
        what none is written as."""
        import_id, row, response_id, unit_id, role = map(value_of, cells, WHO)
        answers = cells[len(WHO) :]
        given = {i: (question, number_in(answers[i]) if answers[i] else None) for i, question in self._numbers}
        marks = [
            number_mark(*given[i]) if i in given else marks[cell]
            for i, (marks, cell) in enumerate(zip(self._marks, answers, strict=True))
        ]
        numbers = tuple(sorted((question.id, value) for question, value in given.values() if value is not None))
        response = Response(str(response_id), str(unit_id), str(role), "".join(marks), int(row or 0), numbers)
        return int(import_id or 0), response


def _cells(slot: Slot) -> dict[str, str]:
    """What is written for each mark; nothing for a number, which is written itself."""
    if slot.scale is None:
        return {}
    if slot.option is not None:
        return {BLANK: "", CHOSEN: "1", NOT_CHOSEN: "0"}
    return {mark: words(option.code) for mark, option in zip(MARKS, slot.scale.options, strict=False)} | {BLANK: ""}
