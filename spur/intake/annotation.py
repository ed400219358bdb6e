"""The problems of a workbook → marks at its cells, for a copy that an inspector gets back."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from spur.intake.book import Book
from spur.intake.inspection import ReadInspection
from spur.intake.sentences import raw_sentence
from spur.intake.template import Mark, input_cells
from spur.intake.workbook import Address
from spur.records.problem import Code, Problem, Severity
from spur.rubric.model import Rubric
from spur.wording import Lang, Wording

KEEPING_WORDS = {Code.CELL_UNFIT, Code.CELL_TOO_LONG, Code.ROW_SHIFTED, Code.COPY_UNMENDED}
"""Problems that tell of a cell something else than the words in it: the copy shows those as they are read."""


ELSEWHERE: Address = ("", "", "")

Words = Mapping[tuple[str, str], str]
"""What stands in cells, by the sheet's title and the cell's A1 name."""


def words_outside(book: Book, problems: Iterable[Problem]) -> Words:
    """All of the words that stand outside the cells that are read, of which the problems repeat the beginnings."""
    told = {(each.place.sheet, each.place.cell) for each in problems if each.code is Code.WORDS_OUTSIDE}
    titles = {sheet for sheet, _ in told}
    return {
        place: cell.value
        for sheet in book.sheets
        if sheet.title in titles
        for at, cell in sheet.cells.items()
        if isinstance(cell.value, str) and (place := (sheet.title, sheet.a1(*at))) in told
    }


def marks_of(read: ReadInspection, rubric: Rubric, outside: Words, lang: Lang) -> dict[Address, Mark]:
    """A mark for each cell with a problem: what stood there, and what is said of it.

    What is said of no cell of the copy (a missing sheet, words outside the cells) is a mark of its own, which the copy
    shows at its title: there the words in ``outside`` stand whole.
    """
    said, cells = Wording(lang), set(input_cells(rubric))
    marks: dict[Address, Mark] = {}
    for problem in read.problems:
        place = problem.place
        address = read.addresses.get((place.sheet, place.cell), ELSEWHERE)
        if address not in cells:
            address = ELSEWHERE
        error = problem.severity is Severity.ERROR
        found = problem.found if error and problem.code not in KEEPING_WORDS else ""
        earlier = marks.get(address, Mark("", ""))
        whole = replace(problem, found=outside.get((place.sheet, place.cell), problem.found))
        told = raw_sentence(whole if problem.code is Code.WORDS_OUTSIDE else problem, said)
        comment = "\n".join(filter(None, [earlier.comment, told]))
        marks[address] = Mark(earlier.found or found, comment, earlier.must_mend or error)
    return marks
