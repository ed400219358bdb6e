"""What a report says, apart from how any format draws it.

A :class:`Document` holds texts and figures in reading order. The renderers (PDF, Excel) only draw; a cell keeps its
:class:`~spur.analysis.figure.Figure` until the last moment, so Excel gets numbers and the PDF the same ones, rounded.
"""

from dataclasses import dataclass
from typing import Literal

from spur.analysis.figure import Figure
from spur.wording import Lang

Cell = str | Figure

UNDATED = "2000-01-01"
"""The date in the properties of a report that tells of nothing with a date: never the clock."""


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column. Neighbours with the same ``over`` share a header above their own. ``width`` is relative."""

    header: str
    width: float = 1.0
    numeric: bool = False
    over: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Cell, ...]
    kind: Literal["body", "total"] = "body"


@dataclass(frozen=True, slots=True)
class Table:
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Panel:
    """One small chart: horizontal bars under each other, best read against the panels beside it."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A vertical line across every panel, such as the grade from which the rules are followed."""

    value: int
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars in panels on one common axis from 0 to ``axis_max``. ``alt`` tells its numbers in words."""

    caption: str
    alt: str
    axis_label: str
    axis_max: int
    panels: tuple[Panel, ...]
    line: Line | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    kind: Literal["body", "lead", "note"] = "body"


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]
    numbers: tuple[str, ...] = ()
    """The number before each item where it is not a plain bullet ("1", "2", "6", "6"); else empty."""


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """A few numbers that a reader sees first, each with its label."""

    items: tuple[tuple[Figure, str], ...]


Block = Paragraph | Bullets | KeyFigures | Table | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it. Level 1 starts a chapter (in Excel: a sheet, named ``tab``)."""

    title: str
    blocks: tuple[Block, ...]
    level: Literal[1, 2] = 1
    tab: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report. ``facts`` stand on the first page (region, round, grades used, as of)."""

    title: str
    subtitle: str
    lang: Lang
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    footer: str
    as_of: str
    """ISO date of the newest event told of; no other date is in a file, so the same data gives the same bytes."""
    brief: bool = False
    """A report of a few pages, which begins on the first one: without a cover and a list of contents."""
