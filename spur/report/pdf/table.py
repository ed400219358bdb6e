"""A table with its caption, header, rows and notes, in the largest type in which its words and numbers fit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable

from spur.report.document import Column, Table
from spur.report.lines import NO_BREAK, broken, width, words
from spur.report.marked import Marked, cut, filled, language_of, runs_of, spoken
from spur.report.pdf import style
from spur.report.pdf.columns import GAP, PADDING, fit, groups, stub_of, texts
from spur.report.pdf.style import Look
from spur.report.pdf.tags import Tagged, TaggedCanvas, tagged
from spur.report.pdf.tree import TH_COLUMN, TH_ROW, Node
from spur.wording import Wording

_KEPT_WHOLE = 0.35 * style.HEIGHT
_SPLIT_FROM = 0.22 * style.HEIGHT
"""A table no taller than the first is split over two pages only where more than the second is left of a page, which
would else stay empty; one that is no taller than the second never is."""
_TALLEST_HEADER = 0.12 * style.HEIGHT
_TALLEST_ROW = 0.3 * style.HEIGHT
"""A row that is taller is cut into pieces, each a row: a page has room for caption, headers and the tallest row."""
_PIECE = 0.1 * style.HEIGHT
_COMPANIONS = 3
"""So many of the first rows stand together, and of the last, with the first note after them, if they are not too tall:
no taller each than ``_COMPANION``."""
_COMPANION = 0.09 * style.HEIGHT
_LEADING, _HEADER_LEADING = 1.28, 1.25
_ABOVE, _BELOW = 3.0, 4.0
_BELOW_CAPTION, _ABOVE_NOTES = 6.0, 6.0
_LETTER = re.compile(r"^(\w) ")

Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """A row as it is printed: the lines of its cells and what they are in the tree, its height, and whether it is the
    first and the last piece of it. ``line`` is the height of a line."""

    cells: tuple[Lines, ...]
    nodes: tuple[Node, ...]
    line: float
    total: bool = False
    first: bool = True
    last: bool = True

    @property
    def height(self) -> float:
        lines = max(map(len, self.cells), default=1)
        return lines * self.line + (_ABOVE if self.first else 0) + (_BELOW if self.last else 0)


@dataclass(frozen=True)
class Shape:
    """What all pages of a table have in common: its columns, ``widths`` and ``sizes`` in points, its head, and what it
    is in the tree."""

    caption: Tagged
    columns: tuple[Column, ...]
    widths: list[float]
    size: float
    header_size: float
    look: Look
    over: tuple[tuple[Lines, int, int], ...]
    headers: tuple[Lines, ...]
    node: Node

    @property
    def of_terms(self) -> bool:
        """Whether it explains words: they then stand out."""
        return len(self.columns) == 2 and not any(column.numeric for column in self.columns)

    def inner(self, first: int, last: int | None = None) -> tuple[float, float]:
        """Where the text of the columns begins and ends: the table has no padding at its edges."""
        last = first if last is None else last
        padding = PADDING[self.size]
        left = sum(self.widths[:first]) + (padding if first else 0)
        right = sum(self.widths[: last + 1]) - (padding if last < len(self.widths) - 1 else 0)
        return left, right

    @property
    def header_line(self) -> float:
        return self.header_size * _HEADER_LEADING

    @property
    def over_height(self) -> float:
        lines = max((len(lines) for lines, *_ in self.over), default=0)
        return lines * self.header_line + _ABOVE + _BELOW if lines else 0.0

    @property
    def own_height(self) -> float:
        """Of the headers themselves: those that stand under nothing may reach up beside the ones above."""
        beneath = [len(lines) for lines, column in zip(self.headers, self.columns, strict=True) if column.over]
        alone = [len(lines) for lines, column in zip(self.headers, self.columns, strict=True) if not column.over]
        own = max(beneath, default=0) * self.header_line + _ABOVE + _BELOW
        return max(own, max(alone, default=0) * self.header_line + _ABOVE + _BELOW - self.over_height)

    @property
    def height(self) -> float:
        caption: float = self.caption.wrap(style.WIDTH, style.HEIGHT)[1]
        return caption + _ABOVE + _BELOW_CAPTION + self.over_height + self.own_height


class ReportGrid(Flowable):
    """A table on a page, which splits only where that makes sense. The head is repeated on every page."""

    canv: TaggedCanvas

    def __init__(self, shape: Shape, rows: list[Printed], notes: list[Tagged], first: bool = True) -> None:
        super().__init__()
        self.shape, self.rows, self.notes = shape, rows, notes
        self.spaceBefore, self.spaceAfter = (10 if first else 0), 15
        self.heights = [row.height for row in rows]
        self.note_heights = [note.wrap(style.WIDTH, style.HEIGHT)[1] for note in notes]
        self.height = shape.height + sum(self.heights) + self._notes_height(len(notes))

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return style.WIDTH, self.height

    def beginning(self, left: float) -> float:
        """The height without which the table does not begin where so much is ``left`` of a page: its header and first
        rows, or all of it."""
        return self.height if self._is_kept_whole(left) else self.shape.height + sum(self.heights[: self._least()])

    def _is_kept_whole(self, left: float) -> bool:
        return self.height <= (_KEPT_WHOLE if left < _SPLIT_FROM else _SPLIT_FROM)

    def split(self, width: float, height: float) -> list[Any]:
        if self._is_kept_whole(height):
            return []
        fitting, used = 0, self.shape.height
        while fitting < len(self.rows) and used + self.heights[fitting] <= height:
            used += self.heights[fitting]
            fitting += 1
        if fitting == len(self.rows):
            return self._split_at_notes(height - used)
        fitting = min(fitting, len(self.rows) - self._kept_last())
        if fitting < self._least():
            return []
        return [self._part(self.rows[:fitting], [], True), self._part(self.rows[fitting:], self.notes)]

    def _split_at_notes(self, left: float) -> list[Any]:
        """All rows fit, and not all notes: these go on the next page with the last rows. Where they are more than have
        room beside rows, as many as fit stay."""
        kept = len(self.rows) - self._kept_last()
        if kept >= self._least() and self._notes_height(len(self.notes)) <= _KEPT_WHOLE:
            return [self._part(self.rows[:kept], [], True), self._part(self.rows[kept:], self.notes)]
        count = next(n for n in range(len(self.notes), -1, -1) if self._notes_height(n) <= left)
        here = self._part(self.rows, self.notes[:count], True)
        here.spaceAfter = 0
        return [here, *self.notes[count:]]

    def _part(self, rows: list[Printed], notes: list[Tagged], first: bool = False) -> "ReportGrid":
        return ReportGrid(self.shape, rows, notes, first)

    def _least(self) -> int:
        """How many rows must stand on the first page: a few, or one where they are tall."""
        few = self.heights[:_COMPANIONS]
        return len(few) if all(height <= _COMPANION for height in few) else 1

    def _kept_last(self) -> int:
        few = self.heights[-_COMPANIONS:]
        return len(few) if all(height <= _COMPANION for height in few) else 1

    def _notes_height(self, count: int) -> float:
        return sum(self.note_heights[:count]) + (_ABOVE_NOTES if count else 0)

    def draw(self) -> None:
        shape, look, goes_on = self.shape, self.shape.look, self.shape.node.stands
        if goes_on:
            shape.caption.node = None
        y = self.height - _ABOVE - shape.caption.height
        shape.caption.drawOn(self.canv, 0, y)
        y -= _BELOW_CAPTION
        self._rule(y, 1, look.accent)
        foot = y - shape.over_height - shape.own_height
        self._draw_headers(y, foot, None if goes_on else Node("THead", shape.node))
        self._rule(foot, 0.8, look.accent)
        bottom = self._draw_rows(foot) - _ABOVE_NOTES
        if not self.rows:
            self.canv.place(Node("TBody", shape.node))  # a head is not without a body
        for note in self.notes:
            bottom -= note.height
            note.drawOn(self.canv, 0, bottom)

    def _draw_headers(self, top: float, foot: float, head: Node | None) -> None:
        """From left to right those above others and those by themselves, then those beneath. A short rule is under each
        that is above several columns. Without a ``head`` they are there once more, and not read."""
        shape, canvas, between = self.shape, self.canv, top - self.shape.over_height
        type_ = (style.BOLD, shape.header_size, shape.header_line)
        over = {first: (lines, last) for lines, first, last in shape.over}
        beneath = [bool(shape.over and column.over) for column in shape.columns]
        for level in (False, True):
            row = Node("TR", head) if head else None
            for column, lines in enumerate(shape.headers):
                if not level and column in over:
                    above, last = over[column]
                    left, right = sum(shape.widths[:column]) + GAP, sum(shape.widths[: last + 1]) - GAP
                    place = (left, right, between + _BELOW + len(above) * shape.header_line, 0.5)
                    node = _header(row, f"/ColSpan {last + 1 - column}", shape.columns[column].over, above)
                    self._write(above, place, type_, shape.look.accent, node)
                    canvas.setStrokeColor(shape.look.accent)
                    canvas.setLineWidth(0.5)
                    canvas.line(left, between, right, between)
                if beneath[column] == level:
                    place = self._place(column, foot + _BELOW + len(lines) * shape.header_line)
                    tall = "/RowSpan 2" if shape.over and not level else ""
                    node = _header(row, tall, shape.columns[column].header, lines)
                    self._write(lines, place, type_, style.INK, node)

    def _draw_rows(self, y: float) -> float:
        shape, size = self.shape, self.shape.size
        for index, row in enumerate(self.rows):
            if row.total and row.first:
                self._rule(y, 0.8, shape.look.accent)
            top = y - (_ABOVE if row.first else 0)
            type_ = (style.BOLD if row.total else style.REGULAR, size, row.line)
            for column, lines in enumerate(row.cells):
                colour = shape.look.accent if column == 0 and shape.of_terms else style.INK
                self._write(lines, self._place(column, top), type_, colour, row.nodes[column])
            y -= self.heights[index]
            if index == len(self.rows) - 1:
                self._rule(y, 0.8, shape.look.accent)
            elif row.last:
                self._rule(y, 0.4, style.HAIRLINE)
        return y

    def _place(self, column: int, top: float) -> tuple[float, float, float, float]:
        """The left and right of a column's text, the top of its first line, and where in the room each line is: 0 at
        the left, 1 at the right."""
        return *self.shape.inner(column), top, float(self.shape.columns[column].numeric)

    def _write(
        self,
        lines: Lines,
        place: tuple[float, float, float, float],
        type_: tuple[str, float, float],
        colour: Color,
        node: Node | None,
    ) -> None:
        """A cell's lines, in a frame of its own, as whoever reads the page back needs it. ``type_`` is the font, its
        size and the height of a line."""
        (left, right, top, aligned), (font, size, line), canvas = place, type_, self.canv
        if node:
            canvas.place(node)
        if not any(lines):
            return
        canvas.saveState()
        canvas.translate(left, top - len(lines) * line)
        text = canvas.beginText()
        text.setFont(font, size)
        text.setFillColor(colour)
        for number, each in enumerate(lines, 1):
            x = aligned * (right - left - width(each, font, size)) if aligned else 0
            text.setTextOrigin(x, (len(lines) - number + 1) * line - size)
            for run in runs_of(each):
                text.spoken(run.lang)
                text.textOut(run.text)
            text.spoken(None)
            if number < len(lines) and not each.endswith("-"):
                text.textOut(" ")
        with canvas.marked(node):
            canvas.drawText(text)
        canvas.restoreState()

    def _rule(self, y: float, thickness: float, colour: Any) -> None:
        canvas = self.canv
        canvas.setStrokeColor(colour)
        canvas.setLineWidth(thickness)
        canvas.line(0, y, sum(self.shape.widths), y)


def table(block: Table, caption: Tagged, wording: Wording, look: Look) -> ReportGrid:
    """The table as a flowable that repeats its caption and header on every page."""
    columns = tuple(replace(column, header=_glued(column.header), over=_glued(column.over)) for column in block.columns)
    written = texts(block, wording)
    size, header_size, widths = fit(columns, written)
    shape = _shape(caption, columns, widths, (size, header_size), look)
    caption.node = Node("Caption", shape.node)
    body = Node("TBody", shape.node)
    rows = [
        piece
        for cells, row in zip(written, block.rows, strict=True)
        for piece in _pieces(_printed(shape, cells, row.kind == "total", Node("TR", body)))
    ]
    return ReportGrid(shape, rows, [piece for note in block.notes for piece in _note(note)])


def _shape(
    caption: Tagged, columns: tuple[Column, ...], widths: list[float], sizes: tuple[float, float], look: Look
) -> Shape:
    size, header_size = sizes
    bare = Shape(caption, columns, widths, size, header_size, look, (), (), Node("Table"))
    most = int(_TALLEST_HEADER / bare.header_line)
    over = tuple(
        (broken(over, style.BOLD, header_size, sum(widths[first : last + 1]) - 2 * GAP, most), first, last)
        for over, first, last in groups(columns)
        if over
    )
    headers = tuple(
        broken(column.header, style.BOLD, header_size, _room(bare, index), most) for index, column in enumerate(columns)
    )
    return replace(bare, over=over, headers=headers)


def _glued(header: str) -> str:
    """A header whose lone first letter ("D Handledning") stays on the line of the word after it."""
    glued = _LETTER.sub(rf"\1{NO_BREAK}", header)
    return spoken(glued, lang) if (lang := language_of(header)) else glued


def _room(shape: Shape, column: int) -> float:
    left, right = shape.inner(column)
    return right - left


def _header(row: Node | None, spans: str, text: str, lines: Lines) -> Node | None:
    return Node("TH", row, TH_COLUMN + spans, language_of(text), said=_whole(text, lines)) if row else None


def _whole(text: str, lines: Lines) -> str:
    """The text if its lines divide or shorten a word."""
    return text if len(lines) > 1 and words(text) != words(" ".join(lines)) else ""


def _printed(shape: Shape, cells: list[str], total: bool, row: Node) -> Printed:
    font = style.BOLD if total else style.REGULAR
    lines = tuple(_broken(cell, font, shape.size, _room(shape, index) + 0.01) for index, cell in enumerate(cells))
    heads = stub_of(shape.columns)
    kinds = [("TH", TH_ROW)] * heads + [("TD", "")] * (len(cells) - heads)
    nodes = tuple(
        Node(kind, row, scope, language_of(cell), said=_whole(cell, own))
        for (kind, scope), cell, own in zip(kinds, cells, lines, strict=True)
    )
    return Printed(lines, nodes, shape.size * _LEADING, total)


def _broken(cell: str, font: str, size: float, room: float) -> Lines:
    """A cell's lines, marked where they are in several languages: of one in a single language the node says which."""
    lines = broken(cell, font, size, room)
    return tuple(cut(cell, lines)) if isinstance(cell, Marked) and language_of(cell) is None else lines


def _pieces(row: Printed) -> Iterator[Printed]:
    """The row; or, where it is too tall, rows of a few lines each that go on with each other's cells."""
    if row.height <= _TALLEST_ROW:
        yield row
        return
    step = int(_PIECE / row.line)
    starts = range(0, max(map(len, row.cells)), step)
    for start in starts:
        cells = tuple(_going_on(lines[start : start + step]) for lines in row.cells)
        yield replace(row, cells=cells, first=start == 0, last=start == starts[-1])


def _going_on(lines: Lines) -> Lines:
    """With a space between the last word and the next piece's first, which would else be read as one."""
    return lines if not lines or lines[-1].endswith("-") else (*lines[:-1], filled("{} ".format, lines[-1]))


def _note(note: str) -> list[Tagged]:
    """A note, in pieces that have room on a page."""
    pieces: list[Any] = []
    rest: Any = tagged(Tagged(style.markup(note), style.SMALL), Node("P", lang=language_of(note)))
    while rest.wrap(style.WIDTH, style.HEIGHT)[1] > _PIECE:
        piece, rest = rest.split(style.WIDTH, _PIECE)
        piece.wrap(style.WIDTH, style.HEIGHT)
        pieces.append(piece)
    return [*pieces, rest]
