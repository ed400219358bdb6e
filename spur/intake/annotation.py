"""The problems of a workbook → marks at its cells, for a copy that an inspector gets back."""

from spur.intake.inspection import ReadInspection
from spur.intake.sentences import sentence
from spur.intake.template import Mark
from spur.intake.workbook import Address
from spur.records.problem import Severity
from spur.wording import Lang, Wording


def marks_of(read: ReadInspection, lang: Lang) -> dict[Address, Mark]:
    """A mark for each cell with a problem: what stood there, and what is said of it.

    What is said of no cell of the copy (a missing sheet, words outside the cells) is a mark of its own, which the copy
    shows at its title.
    """
    said = Wording(lang)
    marks: dict[Address, Mark] = {}
    for problem in read.problems:
        place = problem.place
        address = read.addresses.get((place.sheet, place.cell), ("", place.sheet, place.cell))
        found = problem.found if problem.severity is Severity.ERROR else ""
        earlier = marks.get(address, Mark("", ""))
        comment = "\n".join(filter(None, [earlier.comment, sentence(problem, said)]))
        marks[address] = Mark(earlier.found or found, comment)
    return marks
