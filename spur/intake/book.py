"""A workbook as values: what stands in its cells, and nothing of how it looks."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

Value = str | int | float | bool | date | datetime | time | timedelta

Kind = Literal["value", "formula", "error", "uncached"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not blank, of one of four kinds.

    ``value``: typed in. ``formula``: ``value`` is what the formula last gave ("" is a result too). ``error``: typed or
    computed, ``value`` is its text ("#N/A"). ``uncached``: a formula that was never computed; ``value`` is the formula
    as written in the file ("=A1+1"; only "=" where Excel shares a neighbour's).

    A text is as it was typed. A date without a time of day is a ``date``; a duration ([h]:mm) is a ``timedelta``.
    """

    value: Value
    kind: Kind = "value"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's cells by (row, column), both from 1; what is not there is blank. Charts and the like are not read."""

    title: str
    hidden: bool
    cells: dict[tuple[int, int], Cell]

    def a1(self, row: int, column: int) -> str:
        """The cell's name as Excel shows it: ``a1(12, 6)`` is "F12"."""
        return a1(row, column)


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook's sheets in order, and its custom document properties by name."""

    file: str
    sheets: tuple[Sheet, ...]
    properties: dict[str, Value]


def a1(row: int, column: int) -> str:
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"
