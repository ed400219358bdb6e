"""The problems of a workbook → marks at its cells, for a copy that an inspector gets back."""

from spur.intake.inspection import ReadInspection
from spur.intake.sentences import sentence
from spur.intake.template import Mark
from spur.intake.workbook import Address
from spur.wording import Lang, Wording


def marks_of(read: ReadInspection, lang: Lang) -> dict[Address, Mark]:
    """A mark for each cell with a problem: what stood there, and what is said of it."""
    said = Wording(lang)
    marks: dict[Address, Mark] = {}
    for problem in read.problems:
        address = read.addresses.get((problem.place.sheet, problem.place.cell))
        if address is None:
            continue
        earlier = marks.get(address)
        comment = sentence(problem, said)
        found = problem.found if problem.severity == "error" else ""
        marks[address] = (
            Mark(found, comment) if earlier is None else Mark(earlier.found or found, f"{earlier.comment}\n{comment}")
        )
    return marks
