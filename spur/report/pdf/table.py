"""A table with its caption, header, rows and notes, in the largest type in which its words and numbers fit."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from reportlab.platypus import Paragraph
from reportlab.platypus import Table as Grid

from spur.report.document import Column, Table
from spur.report.pdf import style
from spur.report.pdf.columns import GAP, PADDING, fit, groups, texts
from spur.wording import Wording

_KEPT_WHOLE = 0.4 * style.HEIGHT
"""A table that is no taller than this is not split over two pages."""
_TALLEST_HEADER = 0.12 * style.HEIGHT
_TALLEST_ROW = 0.3 * style.HEIGHT
"""A row that is taller is cut into pieces, each a row: a page has room for caption, headers and the tallest row."""
_PIECE = 0.1 * style.HEIGHT
_COMPANION = 0.12 * style.HEIGHT
"""Only rows no taller than this stay together with others: four of them have room on a page."""
_LETTER = re.compile(r"^(\w) ")


class ReportGrid(Grid):
    """reportlab's table, which splits only where that makes sense."""

    _height: float
    _rowHeights: list[float | None]  # noqa: N815 (reportlab's name)

    def split(self, width: float, height: float) -> list[Any]:
        return [] if self._is_kept_whole() else super().split(width, height)

    def beginning(self) -> float:
        """The height without which the table does not begin on a page: its header and two rows, or all of it."""
        if self._is_kept_whole():
            return self._height
        return sum(filter(None, self._rowHeights[: self.repeatRows + 2]))

    def _is_kept_whole(self) -> bool:
        """Of a long table only the rows that may fit are measured; the others have no height yet."""
        return self._height <= _KEPT_WHOLE and None not in self._rowHeights


def table(block: Table, caption: Paragraph, wording: Wording) -> ReportGrid:
    """The table as a flowable that repeats its caption and header on every page."""
    columns = tuple(replace(column, header=_glued(column.header), over=_glued(column.over)) for column in block.columns)
    written = texts(block, wording)
    size, header_size, widths = fit(columns, written)
    header = _header(columns, header_size, widths)
    above = 1 + len(header)
    blank = [""] * (len(columns) - 1)
    inner = _inner(widths, PADDING[size])
    body: list[list[Paragraph]] = []
    firsts: list[int] = []
    for cells, row in zip(written, block.rows, strict=True):
        font = style.BOLD if row.kind == "total" else style.REGULAR
        firsts.append(len(body))
        body += _pieces(
            [_paragraph(*cell, font) for cell in zip(cells, [size] * len(cells), widths, columns, strict=True)], inner
        )
    notes = [
        piece for note in block.notes for piece in _pieces([Paragraph(style.markup(note), style.SMALL)], [style.WIDTH])
    ]
    commands = [
        *_padding(size),
        *_over_rules(columns, len(header)),
        *_rules(above, firsts, len(body)),
        *_kept(above, [_height(cells, inner) for cells in body], [_height(note, [style.WIDTH]) for note in notes]),
        *_notes(above + len(body), len(notes)),
        *_totals(block, [above + first for first in firsts]),
    ]
    grid = [[caption, *blank], *header, *body, *([*note, *blank] for note in notes)]
    return ReportGrid(grid, widths, repeatRows=above, style=commands, spaceBefore=12, spaceAfter=18)


def _glued(header: str) -> str:
    """A header whose lone first letter ("D Handledning") stays on the line of the word after it."""
    return _LETTER.sub(rf"\1{style.NO_BREAK}", header)


def _inner(widths: list[float], padding: float) -> list[float]:
    """How wide the text of each column is: the table has no padding at its edges."""
    inner = [width - 2 * padding for width in widths]
    inner[0] += padding
    inner[-1] += padding
    return inner


def _height(cells: list[Paragraph], widths: list[float]) -> float:
    return max(cell.wrap(width, style.HEIGHT)[1] for cell, width in zip(cells, widths, strict=True))


def _pieces(cells: list[Paragraph], widths: list[float]) -> Iterator[list[Paragraph]]:
    """The row; or, where it is too tall, rows of a few lines each that go on with each other's cells."""
    if _height(cells, widths) <= _TALLEST_ROW:
        yield cells
        return
    split = [_cut(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for index in range(max(map(len, split))):
        yield [
            pieces[index] if index < len(pieces) else Paragraph("", cell.style)
            for pieces, cell in zip(split, cells, strict=True)
        ]


def _cut(paragraph: Paragraph, width: float) -> list[Paragraph]:
    pieces: list[Any] = []
    rest: Any = paragraph
    while rest.wrap(width, style.HEIGHT)[1] > _PIECE:
        piece, rest = rest.split(width, _PIECE)
        pieces.append(piece)
    return [*pieces, rest]


def _header(columns: tuple[Column, ...], size: float, widths: list[float]) -> list[list[Any]]:
    own = [
        _paragraph(column.header, size, width, column, style.BOLD, _TALLEST_HEADER)
        for column, width in zip(columns, widths, strict=True)
    ]
    if not any(column.over for column in columns):
        return [own]
    above: list[Any] = []
    for over, first, last in groups(columns):
        # A column that stands under nothing has its header in the upper of the two merged cells
        above.append(_over(over, size, sum(widths[first : last + 1])) if over else own[first])
        above.extend([""] * (last - first))
    return [above, [cell if column.over else "" for cell, column in zip(own, columns, strict=True)]]


def _over(text: str, size: float, width: float) -> Paragraph:
    look = style.style(size, size * 1.25, style.BOLD, textColor=style.ACCENT, alignment=style.CENTRED)
    return style.fitting(text, look, width - 2 * GAP, _TALLEST_HEADER)


def _paragraph(text: str, size: float, width: float, column: Column, font: str, most: float | None = None) -> Paragraph:
    look = style.style(size, size * 1.28, font, alignment=style.RIGHT_ALIGNED if column.numeric else style.LEFT_ALIGNED)
    return style.fitting(text, look, width - 2 * PADDING.get(size, 3), most)


def _padding(size: float) -> list[tuple[Any, ...]]:
    padding = PADDING[size]
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
    for over, first, last in groups(columns) if levels == 2 else ():
        if not over:
            commands.append(("SPAN", (first, 1), (first, 2)))
            continue
        commands += [
            ("SPAN", (first, 1), (last, 1)),
            ("LEFTPADDING", (first, 1), (first, 1), GAP),
            ("RIGHTPADDING", (first, 1), (first, 1), GAP),
            ("LINEBELOW", (first, 1), (last, 1), 0.5, style.ACCENT),
            ("LINEBEFORE", (first, 1), (first, 1), 2 * GAP, style.WHITE),
            ("LINEAFTER", (last, 1), (last, 1), 2 * GAP, style.WHITE),
        ]
    return commands


def _rules(above: int, firsts: list[int], pieces: int) -> list[tuple[Any, ...]]:
    """The rules beneath caption, header and rows; none, and no padding, between the pieces of a row."""
    commands: list[tuple[Any, ...]] = [
        ("SPAN", (0, 0), (-1, 0)),
        ("BOTTOMPADDING", (0, 0), (-1, 0), 6),
        ("VALIGN", (0, 1), (-1, above - 1), "BOTTOM"),
        ("LINEABOVE", (0, 1), (-1, 1), 1, style.ACCENT),
        ("LINEBELOW", (0, above - 1), (-1, above - 1), 0.8, style.ACCENT),
    ]
    for first, after in zip(firsts, [*firsts, pieces][1:], strict=True):
        last = above + after - 1
        look = (0.8, style.ACCENT) if after == pieces else (0.4, style.HAIRLINE)
        commands.append(("LINEBELOW", (0, last), (-1, last), *look))
        if after - first > 1:
            commands += [
                ("BOTTOMPADDING", (0, above + first), (-1, last - 1), 0),
                ("TOPPADDING", (0, above + first + 1), (-1, last), 0),
            ]
    return commands


def _kept(above: int, body: list[float], notes: list[float]) -> Iterator[tuple[Any, ...]]:
    """What must stay together, if it is not too tall: the first two rows, and the last two with the note after them."""
    last = len(body) - 1
    for rows in (range(min(2, len(body))), range(max(0, last - 1), last + 1 + bool(notes))):
        if body and all(height <= _COMPANION for height in [*body, *notes[:1]][rows.start : rows.stop]):
            yield "NOSPLIT", (0, above + rows.start), (0, above + rows.stop - 1)


def _notes(first: int, count: int) -> Iterator[tuple[Any, ...]]:
    for row in range(first, first + count):
        yield "SPAN", (0, row), (-1, row)
        yield "TOPPADDING", (0, row), (-1, row), 6 if row == first else 0
        yield "BOTTOMPADDING", (0, row), (-1, row), 0
        # A last column's or a first one's padding would be the spanned cell's
        yield "RIGHTPADDING", (0, row), (0, row), 0


def _totals(block: Table, firsts: list[int]) -> list[tuple[Any, ...]]:
    return [
        ("LINEABOVE", (0, first), (-1, first), 0.8, style.ACCENT)
        for first, row in zip(firsts, block.rows, strict=True)
        if row.kind == "total"
    ]
