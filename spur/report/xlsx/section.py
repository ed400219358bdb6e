"""Draws the blocks of a section under each other."""

from itertools import accumulate, count
from math import ceil

from xlsxwriter import Workbook

from spur.report.document import (
    Block,
    Bullets,
    Chart,
    DivergingBars,
    DotPlot,
    Funnel,
    KeyFigures,
    Paragraph,
    Plot,
    Section,
    Table,
)
from spur.report.xlsx.chart import chart_height, draw_chart
from spur.report.xlsx.grid import Lines
from spur.report.xlsx.look import size_of
from spur.report.xlsx.measure import wrap
from spur.report.xlsx.page import Page
from spur.report.xlsx.plots import draw_plot, plot_height
from spur.report.xlsx.table import draw_table

_GAP = 11.0
_ROW = 19.0  # a table's row of one line
_TILE = 85.0  # the least width of a key figure
_MOST_LINES = 26  # a row is at most 409 points high; a longer text goes on in the next


class Painter:
    """Draws sections, and counts tables and figures over the whole workbook."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._numbers = {"table": count(1), "figure": count(1)}

    def section(self, page: Page, section: Section) -> None:
        style = "heading" if section.level == 1 else "subheading"
        if page.row:
            page.down(_GAP)
        page.keep(60 + sum(_together(block, page) for block in section.blocks[:2]))
        page.down(page.put(section.title, 0, page.grid.text_end, style) + 8)
        page.down(_GAP)
        for block in section.blocks:
            self._block(page, block)
            page.down(_GAP * (2 if isinstance(block, Table | Chart | Plot) else 1))

    def _block(self, page: Page, block: Block) -> None:
        match block:
            case Paragraph(text, kind):
                _paragraph(page, text, {"body": "text", "lead": "lead", "note": "small", "label": "label"}[kind])
            case Bullets(items, numbers):
                for item, number in zip(items, numbers or ("•",) * len(items), strict=True):
                    page.put(number, 0, 0, "marker")
                    page.down(page.put(item, 1, page.grid.text_end, "text") + 3)
            case KeyFigures():
                _key_figures(page, block)
            case Table():
                page.keep(_together(block, page))
                self._caption(page, "table", block.caption)
                draw_table(page, Lines.of(block, page.wording))
                for note in block.notes:
                    page.down(page.put(note, 0, page.grid.text_end, "small") + 3)
            case Chart():
                page.keep(_together(block, page))
                self._caption(page, "figure", block.caption)
                draw_chart(page, block, self._workbook)
            case DivergingBars() | DotPlot() | Funnel():
                page.keep(_together(block, page))
                self._caption(page, "figure", block.caption)
                draw_plot(page, block, self._workbook)

    def _caption(self, page: Page, kind: str, caption: str) -> None:
        number = page.wording(f"xlsx.{kind}", number=next(self._numbers[kind]))
        page.down(page.put(f"{number} {caption}", 0, page.grid.text_end, "caption") + 5)


def _together(block: Block, page: Page) -> float:
    """How much of a block must stand on one printed page: all of it, where it is not long; else a chart without its
    numbers, or the beginning of a table."""
    match block:
        case Chart():
            height = chart_height(block)
            whole, least = height + 110 + _ROW * len(Lines.of(block, page.wording).rows), height + 60
        case DivergingBars() | DotPlot() | Funnel():
            height = plot_height(block, page)
            whole, least = height + 110 + _ROW * len(Lines.of(block, page.wording).rows), height + 60
        case Table():
            whole, least = 90 + _ROW * len(block.rows), 130.0
        case _:
            return 40
    return whole if whole < page.paper * 0.8 else least


def _paragraph(page: Page, text: str, style: str) -> None:
    end = page.grid.text_end
    lines = wrap(text, page.grid.width(0, end), size_of(style))
    for start in range(0, len(lines), _MOST_LINES):
        piece = text if len(lines) <= _MOST_LINES else " ".join(lines[start : start + _MOST_LINES])
        page.down(page.put(piece, 0, end, style) + 3)


def _key_figures(page: Page, block: KeyFigures) -> None:
    """Up to four beside each other, the number large and its label beneath."""
    tiles = _tiles(page, len(block.items))
    for start in range(0, len(block.items), len(tiles)):
        items = list(zip(block.items[start : start + len(tiles)], tiles, strict=False))
        page.keep(90)
        page.down(max(page.put(figure, *tile, "number") for (figure, _), tile in items) + 8)
        page.down(max(page.put(label, *tile, "small") for (_, label), tile in items) + _GAP)


def _tiles(page: Page, items: int) -> list[tuple[int, int]]:
    """The columns of the tiles in a row: as even as the sheet's grid lets them be."""
    edges = list(accumulate(page.grid.widths[: page.grid.text_end + 1]))
    most = ceil(items / ceil(items / 4))
    for tiles in range(most, 1, -1):
        goals = [edges[-1] * (i + 1) / tiles for i in range(tiles)]
        lasts = [min((abs(edge - goal), i) for i, edge in enumerate(edges))[1] for goal in goals]
        firsts = [0, *(last + 1 for last in lasts[:-1])]
        if all(page.grid.width(*tile) >= _TILE for tile in zip(firsts, lasts, strict=True)):
            return list(zip(firsts, lasts, strict=True))
    return [(0, page.grid.text_end)]
