"""The workbook's few formulas, each with the value that Excel will compute: they count, and nothing is read from them.

Only operators and functions that Excel and LibreOffice have had since the beginning.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from string import Formatter

from spur.intake.template.names import GRADES, POINTS
from spur.rubric.model import Rubric

NO_GRADE = "–"
"""Stands where a grade is still to be set. No grade's code looks like it: those begin with a letter or a digit."""


@dataclass(frozen=True, slots=True)
class Counter:
    formula: str
    value: int | str


def blanks(cells: str, values: Sequence[object]) -> Counter:
    """How many of the cells are blank."""
    return Counter(f"=COUNTBLANK({cells})", sum(value == "" for value in values))


NOTHING_TO_COUNT = Counter("=0", 0)


def grade_in(cell: str, value: object, rubric: Rubric) -> Counter:
    """The grade in a cell, or a dash where there is none that the rubric knows."""
    known = _same(value, rubric) is not None
    return Counter(f'=IF(SUMPRODUCT(({GRADES}={cell})*1)=0,"{NO_GRADE}",{cell})', str(value) if known else NO_GRADE)


def points_in(cell: str, value: object, rubric: Rubric) -> Counter:
    """The points of the grade in a cell, blank where there is none."""
    points = _same(value, rubric)
    formula = f'=IF(SUMPRODUCT(({GRADES}={cell})*1)=0,"",SUMPRODUCT(({GRADES}={cell})*{POINTS}))'
    return Counter(formula, "" if points is None else points)


def total(cells: str, counters: Sequence[Counter]) -> Counter:
    """The sum of the cells that hold these counters."""
    return Counter(f"=SUM({cells})", sum(each.value for each in counters if isinstance(each.value, int)))


def grades_missing(cells: str, grades: Sequence[Counter]) -> Counter:
    return Counter(f'=COUNTIF({cells},"{NO_GRADE}")', sum(each.value == NO_GRADE for each in grades))


def sentence(template: str, **counters: Counter) -> Counter:
    """A sentence with ``{names}`` of counters in it, put together by the formula."""
    parts = []
    for literal, name, _, _ in Formatter().parse(template):
        if literal:
            parts.append('"' + literal.replace('"', '""') + '"')
        if name:
            parts.append(counters[name].formula.removeprefix("="))
    values = {name: each.value for name, each in counters.items()}
    return Counter(f"={'&'.join(parts)}", template.format(**values))


def _same(value: object, rubric: Rubric) -> int | None:
    """The points of the grade that Excel finds equal to a value: it compares without regard to case."""
    return next((grade.points for grade in rubric.grades if grade.code.casefold() == str(value).casefold()), None)
