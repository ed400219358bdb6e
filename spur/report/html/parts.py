"""The parts of a Document as the page's template sees them: numbered, with the levels of their headings and the
names of their places in the file."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

from markupsafe import Markup

from spur.report.document import Block, Bullets, Chart, Document, KeyFigures, Paragraph, Plot, Table
from spur.report.html.bars import bars
from spur.report.html.cells import Grid, grid
from spur.report.html.numbers import numbers
from spur.report.html.svg import svg
from spur.report.plot import laid_out
from spur.report.plot.marks import Drawing
from spur.report.shown import shown
from spur.wording import Wording

_WIDE, _NARROW = 520.0, 220.0
"""How many points wide a chart is laid out for a screen or a paper, and for a telephone."""


@dataclass(frozen=True, slots=True)
class Part:
    """A block: ``kind`` is the name of the macro that writes it, ``own`` what it writes."""

    kind: str
    own: Any


@dataclass(frozen=True, slots=True)
class Tabular:
    """A table: ``name`` is its place in the file, ``lead`` stands before its caption ("Tabell 4.")."""

    name: str
    lead: str
    caption: str
    grid: Grid
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pictured:
    """A figure, drawn for wide pages and for narrow ones, and its numbers as a table."""

    name: str
    lead: str
    caption: str
    wide: Markup
    narrow: Markup
    summary: str
    table: Tabular


@dataclass(frozen=True, slots=True)
class Titled:
    """A section. ``level`` is that of its heading, below the page's own, and never more than one below the last."""

    name: str
    title: str
    level: int
    parts: tuple[Part, ...]


def chapters(sections: list[Titled]) -> list[list[Titled]]:
    """Each chapter with the sections beneath it."""
    told: list[list[Titled]] = []
    for section in sections:
        if not told or section.level <= told[-1][0].level:
            told.append([])
        told[-1].append(section)
    return told


class Writer:
    """Counts tables and figures over the whole page, as the PDF and the workbook do."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._tables, self._figures = count(1), count(1)

    def sections(self, document: Document) -> Iterator[Titled]:
        level = 1
        for index, section in enumerate(document.sections, 1):
            level = min(section.level + 1, level + 1)
            parts = tuple(self._part(block, level) for block in section.blocks)
            yield Titled(f"section-{index}", section.title, level, parts)

    def _part(self, block: Block, level: int) -> Part:
        match block:
            case Paragraph(kind="label"):
                return Part("label", (block.text, level + 1))
            case Paragraph():
                return Part("paragraph", block)
            case Bullets():
                return Part("bullets", block)
            case KeyFigures():
                return Part("key_figures", [(shown(figure, self._wording), label) for figure, label in block.items])
            case Table():
                return Part("table", self._table(block))
        return Part("figure", self._figure(block))

    def _table(self, block: Table) -> Tabular:
        number = next(self._tables)
        lead = self._wording("html.table", number=number)
        return Tabular(f"table-{number}", lead, block.caption, grid(block, self._wording), block.notes)

    def _figure(self, block: Chart | Plot) -> Pictured:
        number = next(self._figures)
        name, lead = f"figure-{number}", self._wording("html.figure", number=number)
        title = lead if block.caption in block.alt else f"{lead} {block.caption}"
        wide, narrow = (
            svg(self._drawing(block, width), f"{name}-{kind}", title, block.alt)
            for kind, width in (("wide", _WIDE), ("narrow", _NARROW))
        )
        told, summary = numbers(block, self._wording), self._wording("html.numbers", number=number)
        cells = grid(told, self._wording)
        table = Tabular(f"{name}-numbers", self._wording("html.numbers-of", number=number), told.caption, cells)
        return Pictured(name, lead, block.caption, wide, narrow, summary, table)

    def _drawing(self, block: Chart | Plot, width: float) -> Drawing:
        return bars(block, width, self._wording) if isinstance(block, Chart) else laid_out(block, width, self._wording)
