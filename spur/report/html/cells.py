"""A table as cells of HTML: which are headings and of what, how far they reach, and what a screen reader says."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, takewhile

from spur.analysis.figure import Figure
from spur.report.document import Column, Table
from spur.report.shown import shown
from spur.wording import Wording

_ROOMY = 16
"""A column of texts longer than this is not made as narrow as its longest word."""

_DENSE = 9


@dataclass(frozen=True, slots=True)
class Head:
    """A heading of a column, or with ``across`` of several. Where it has no ``text`` it is an empty cell."""

    text: str
    scope: str
    numeric: bool = False
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class Cell:
    """``sign`` is what it begins with where that is a sign: with no words after it, it is read as ``read``."""

    text: str
    heading: bool = False
    numeric: bool = False
    roomy: bool = False
    sign: str = ""
    read: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    cells: tuple[Cell, ...]
    total: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """``groups`` are how many columns each group of columns has; ``heads`` one or two rows of headings."""

    groups: tuple[int, ...]
    heads: tuple[tuple[Head, ...], ...]
    lines: tuple[Line, ...]

    @property
    def is_dense(self) -> bool:
        """Whether it has so many columns that it is printed in small type."""
        return sum(self.groups) >= _DENSE


def grid(block: Table, wording: Wording) -> Grid:
    groups = [[*group] for _, group in groupby(enumerate(block.columns), lambda pair: pair[1].over or pair[0])]
    lines = tuple(Line(tuple(_cells(block, row.cells, wording)), row.kind == "total") for row in block.rows)
    return Grid(tuple(map(len, groups)), tuple(_heads([[column for _, column in group] for group in groups])), lines)


def _heads(groups: list[list[Column]]) -> Iterator[tuple[Head, ...]]:
    """The headings over several columns, with those that stand beneath none reaching down beside them; and the rest."""
    columns = [column for group in groups for column in group]
    if not any(column.over for column in columns):
        yield tuple(Head(column.header, "col", column.numeric) for column in columns)
        return
    yield tuple(
        Head(group[0].over, "colgroup", across=len(group))
        if group[0].over
        else Head(group[0].header, "col", group[0].numeric, down=2)
        for group in groups
    )
    yield tuple(Head(column.header, "col", column.numeric) for column in columns if column.over)


def _cells(block: Table, row: tuple[str | Figure, ...], wording: Wording) -> Iterator[Cell]:
    """The first cell says what the row is about, and the second too where the first is a code without a heading."""
    headings = 2 if len(block.columns) > 2 and not block.columns[0].header else len(block.columns) > 1
    for index, (content, column) in enumerate(zip(row, block.columns, strict=True)):
        text = shown(content, wording) if isinstance(content, Figure) else content
        sign, read, rest = _sign(text, wording)
        roomy = not column.numeric and len(text) > _ROOMY
        yield Cell(rest, index < headings and bool(text), column.numeric, roomy, sign, read)


def _sign(text: str, wording: Wording) -> tuple[str, str, str]:
    """The signs that a text begins with, how they are read, and the rest. With words after them, they need not be."""
    signs = [*takewhile(lambda word: wording.has(f"html.sign.{word.rstrip('*')}"), text.split(" "))]
    if not signs:
        return "", "", text
    sign = " ".join(signs)
    rest = text[len(sign) :]
    told = ", ".join(wording(f"html.sign.{each.rstrip('*')}") for each in signs)
    return sign, "" if any(letter.isalpha() for letter in rest) else told, rest
