"""What a figure is and how it comes about: an entry of the tables in ``formulas`` and ``tested``.

Its ``key`` names two sentences in the wording: ``explain.name.KEY``, what the number is called, and
``explain.meaning.KEY``, what it is and how it is reckoned.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from spur.report.explanation import answers, comparison, grades
from spur.report.explanation.here import Here, Tell, nothing

Source = Literal[
    "grades", "answers", "responses", "invited", "texts", "indicators", "own",
    "findings", "plans", "measures", "actions",
]  # fmt: skip
"""What came in that a figure is made from; "own" are the inspectors' own judgements, "measures" what their findings and
grades call for."""


@dataclass(frozen=True, slots=True)
class Formula:
    """``tally`` writes what is counted, ``worked`` the formula with the numbers put in. ``totals`` tells that a figure
    is of units' grades in all areas."""

    key: str
    sources: tuple[Source, ...]
    tally: Tell = nothing
    worked: Tell = nothing
    totals: bool = False


def both(first: Tell, second: Tell) -> Tell:
    """The lines of the first, and then of the second."""

    def tell(here: Here) -> Iterator[str]:
        yield from first(here)
        yield from second(here)

    return tell


def of_interval(key: str, over: str) -> Formula:
    return of_answers(key, both(answers.method, answers.interval(over)))


def of_grades(key: str, worked: Tell = nothing, tally: Tell = grades.grade_tally) -> Formula:
    return Formula(key, ("grades",), tally, worked)


def of_totals(key: str, worked: Tell = nothing, tally: Tell = grades.total_tally) -> Formula:
    return Formula(key, ("grades",), tally, worked, totals=True)


def of_answers(key: str, worked: Tell = nothing, tally: Tell = answers.tally) -> Formula:
    return Formula(key, ("answers",), tally, worked)


def of_comparison(key: str, worked: Tell = nothing) -> Formula:
    return Formula(key, ("answers",), comparison.sides, worked)


Table = Mapping[str, Formula]
"""Formulas by statistic; "count:" is that of every statistic that begins so."""
