"""A table with its caption, header, rows and notes, in the largest type in which its words and numbers fit."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Paragraph
from reportlab.platypus import Table as Grid

from spur.analysis.figure import Figure
from spur.report.document import Cell, Column, Table
from spur.report.pdf import style
from spur.report.shown import shown
from spur.wording import Wording

_BODY_SIZES = (9, 8.5, 8, 7.5)
_SMALLEST_HEADER = 7
_PADDING = {9: 5, 8.5: 4.5, 8: 3.5, 7.5: 3}
_ROOMY = 17
"""How many times its type's size a column of running text is wide, at least, where there is room for that."""
_GAP = 3
"""What the rule beneath a header of several columns is shorter than they are, at each end."""
_KEPT_WHOLE = 0.4 * style.HEIGHT
"""A table that is no taller than this is not split over two pages."""


class ReportGrid(Grid):
    """reportlab's table, which splits only where that makes sense."""

    _height: float
    _rowHeights: list[float | None]  # noqa: N815 (reportlab's name)

    def split(self, width: float, height: float) -> list[Any]:
        if self._height <= _KEPT_WHOLE:
            return []
        # Only a row that no page has room for is split inside
        self.splitInRow = int(max(height or 0 for height in self._rowHeights) > 0.8 * style.HEIGHT)
        return super().split(width, height)

    def beginning(self) -> float:
        """The height without which the table does not begin on a page: its header and two rows, or all of it."""
        if self._height <= _KEPT_WHOLE:
            return self._height
        return sum(filter(None, self._rowHeights[: self.repeatRows + 2]))


def table(block: Table, caption: str, wording: Wording) -> ReportGrid:
    """The table as a flowable that repeats its caption and header on every page."""
    texts = [[_text(cell, wording) for cell in row.cells] for row in block.rows]
    size, header_size, widths = _fit(block.columns, texts)
    header = _header(block.columns, header_size, widths)
    above = 1 + len(header)
    blank = [""] * (len(block.columns) - 1)
    body = [
        [
            _paragraph(text, size, width, column, style.BOLD if row.kind == "total" else style.REGULAR)
            for text, width, column in zip(cells, widths, block.columns, strict=True)
        ]
        for cells, row in zip(texts, block.rows, strict=True)
    ]
    notes = [Paragraph(style.markup(note), style.SMALL) for note in block.notes]
    cells = [[Paragraph(caption, style.CAPTION), *blank], *header, *body, *([[notes, *blank]] if notes else [])]
    commands = [
        *_padding(size),
        *_over_rules(block.columns, len(header)),
        *_rules(above, len(body), bool(notes)),
        *_totals(block, above),
    ]
    return ReportGrid(cells, widths, repeatRows=above, style=commands, spaceBefore=12, spaceAfter=18)


def _text(cell: Cell, wording: Wording) -> str:
    return shown(cell, wording) if isinstance(cell, Figure) else cell


def _fit(columns: tuple[Column, ...], texts: list[list[str]]) -> tuple[float, float, list[float]]:
    """The largest type of body and header in which the columns are roomy, or at least no word breaks, and the columns'
    widths; where there is none, the smallest type and widths that break the longest words."""
    for roomy in (True, False):
        for size in _BODY_SIZES:
            for header_size in _header_sizes(size):
                needed = _needed(columns, texts, size, header_size, roomy)
                if sum(needed) <= style.WIDTH:
                    return size, header_size, _shared_out(columns, needed)
    cap = style.WIDTH / len(columns)
    return size, header_size, _shared_out(columns, [min(width, cap) for width in needed])


def _header_sizes(size: float) -> Iterator[float]:
    while size >= _SMALLEST_HEADER:
        yield size
        size -= 0.5


def _needed(
    columns: tuple[Column, ...], texts: list[list[str]], size: float, header_size: float, roomy: bool
) -> list[float]:
    """How wide each column must be, padding included: for its longest word, or, if it is to be roomy, for its longest
    number with unit and for a few words of running text."""
    needed = []
    for index, column in enumerate(columns):
        widest = style.widest_word(column.header, style.BOLD, header_size)
        for cells in texts:
            widest = max(widest, style.widest_word(cells[index], style.BOLD, size))
            if roomy:
                whole = stringWidth(style.plain(cells[index]), style.BOLD, size)
                widest = max(widest, whole if column.numeric else min(whole, _ROOMY * size))
        needed.append(widest + 2 * _PADDING[size] + 0.5)
    for over, first, last in _groups(columns):
        lacking = style.widest_word(over, style.BOLD, header_size) + 2 * _GAP + 0.5 - sum(needed[first : last + 1])
        if over and lacking > 0:
            for index in range(first, last + 1):
                needed[index] += lacking / (last + 1 - first)
    return needed


def _shared_out(columns: tuple[Column, ...], needed: list[float]) -> list[float]:
    """The page's width shared out by the columns' relative widths, where none gets less than it needs."""
    widths = list(needed)
    free = set(range(len(columns)))
    while free:
        room = style.WIDTH - sum(widths[index] for index in range(len(columns)) if index not in free)
        unit = room / sum(columns[index].width for index in free)
        short = {index for index in free if columns[index].width * unit < needed[index]}
        if not short:
            for index in free:
                widths[index] = columns[index].width * unit
            break
        free -= short
    return widths


def _groups(columns: tuple[Column, ...]) -> Iterator[tuple[str, int, int]]:
    """Neighbours under the same header: it, and the first and the last of them. A column without one is by itself."""
    for over, group in groupby(enumerate(columns), lambda pair: pair[1].over or pair[0]):
        indices = [index for index, _ in group]
        yield over if isinstance(over, str) else "", indices[0], indices[-1]


def _header(columns: tuple[Column, ...], size: float, widths: list[float]) -> list[list[Any]]:
    own = [
        _paragraph(column.header, size, width, column, style.BOLD)
        for column, width in zip(columns, widths, strict=True)
    ]
    if not any(column.over for column in columns):
        return [own]
    above: list[Any] = []
    for over, first, last in _groups(columns):
        # A column that stands under nothing has its header in the upper of the two merged cells
        above.append(_over(over, size, sum(widths[first : last + 1])) if over else own[first])
        above.extend([""] * (last - first))
    return [above, [cell if column.over else "" for cell, column in zip(own, columns, strict=True)]]


def _over(text: str, size: float, width: float) -> Paragraph:
    look = style.style(size, size * 1.25, style.BOLD, textColor=style.ACCENT, alignment=style.CENTRED)
    return Paragraph(style.markup(style.hyphenated(text, style.BOLD, size, width - 2 * _GAP)), look)


def _paragraph(text: str, size: float, width: float, column: Column, font: str) -> Paragraph:
    alignment = style.RIGHT_ALIGNED if column.numeric else style.LEFT_ALIGNED
    look = style.style(size, size * 1.28, font, alignment=alignment)
    return Paragraph(style.markup(style.hyphenated(text, font, size, width - 2 * _PADDING.get(size, 3))), look)


def _padding(size: float) -> list[tuple[Any, ...]]:
    padding = _PADDING[size]
    return [
        # For the empty cells beneath merged ones, which would else bring in a font that is not embedded
        ("FONTNAME", (0, 0), (-1, -1), style.REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), padding),
        ("RIGHTPADDING", (0, 0), (-1, -1), padding),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
    ]


def _over_rules(columns: tuple[Column, ...], levels: int) -> list[tuple[Any, ...]]:
    """The merged cells of a header of two levels, and the short rules between them."""
    commands: list[tuple[Any, ...]] = []
    for over, first, last in _groups(columns) if levels == 2 else ():
        if not over:
            commands.append(("SPAN", (first, 1), (first, 2)))
            continue
        commands += [
            ("SPAN", (first, 1), (last, 1)),
            ("LEFTPADDING", (first, 1), (first, 1), _GAP),
            ("RIGHTPADDING", (first, 1), (first, 1), _GAP),
            ("LINEBELOW", (first, 1), (last, 1), 0.5, style.ACCENT),
            ("LINEBEFORE", (first, 1), (first, 1), 2 * _GAP, style.WHITE),
            ("LINEAFTER", (last, 1), (last, 1), 2 * _GAP, style.WHITE),
        ]
    return commands


def _rules(above: int, rows: int, notes: bool) -> list[tuple[Any, ...]]:
    """The rules; and what must stay together: the header with the first two rows, the notes with the last two."""
    last = above + rows - 1
    commands: list[tuple[Any, ...]] = [
        ("SPAN", (0, 0), (-1, 0)),
        ("BOTTOMPADDING", (0, 0), (-1, 0), 6),
        ("VALIGN", (0, 1), (-1, above - 1), "BOTTOM"),
        ("LINEABOVE", (0, 1), (-1, 1), 1, style.ACCENT),
        ("LINEBELOW", (0, above - 1), (-1, above - 1), 0.8, style.ACCENT),
    ]
    if rows:
        commands += [
            ("LINEBELOW", (0, above), (-1, last - 1), 0.4, style.HAIRLINE),
            ("LINEBELOW", (0, last), (-1, last), 0.8, style.ACCENT),
            ("NOSPLIT", (0, above), (0, min(above + 1, last))),
            ("NOSPLIT", (0, max(above, last - 1)), (0, last + notes)),
        ]
    if notes:
        commands += [("SPAN", (0, -1), (-1, -1)), ("TOPPADDING", (0, -1), (-1, -1), 6)]
    return commands


def _totals(block: Table, above: int) -> list[tuple[Any, ...]]:
    return [
        ("LINEABOVE", (0, above + index), (-1, above + index), 0.8, style.ACCENT)
        for index, row in enumerate(block.rows)
        if row.kind == "total"
    ]
