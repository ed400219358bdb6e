"""The blocks of running text: paragraphs, notes, lists and key figures."""

from collections.abc import Iterator
from functools import cache
from math import ceil
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from spur.report.document import Bullets, KeyFigures, Paragraph
from spur.report.lines import plain, width
from spur.report.marked import Marked, language_of
from spur.report.pdf import style
from spur.report.pdf.style import Look
from spur.report.pdf.tags import Tagged, TaggedCanvas, tagged
from spur.report.pdf.tree import LIST, Node
from spur.report.shown import shown
from spur.wording import Wording

_MOST_BESIDE = 5
_KEY_GAP = 16
_AFTER_NUMBER = 5
_TALLEST_LABEL = 0.3 * style.HEIGHT
_KEY_SIZES = (27, 22, 18, 15, 12, 10)


class Note(Tagged):
    """A paragraph in a tinted box with a rule at its left."""

    def split(self, width: float, height: float) -> list[Any]:
        """Whole, unless it is longer than a page."""
        return super().split(width, height) if self.height > 0.5 * style.HEIGHT else []

    def draw(self) -> None:
        canvas = self.canv
        canvas.saveState()
        canvas.setFillColor(self.style.ground)
        canvas.rect(0, -9, self.width, self.height + 17, stroke=0, fill=1)
        canvas.setFillColor(self.style.rule)
        canvas.rect(0, -9, 2.5, self.height + 17, stroke=0, fill=1)
        canvas.restoreState()
        super().draw()


def paragraph(block: Paragraph, look: Look, depth: int) -> Tagged:
    """``depth`` is that of the heading above: a label is a heading one below it."""
    looks = look.paragraphs[block.kind]
    if isinstance(block.text, Marked):
        looks = unhyphenated(looks)
    drawn = (Note if block.kind == "note" else Tagged)(style.markup(block.text), looks)
    return tagged(drawn, Node(f"H{depth + 2}" if block.kind == "label" else "P", lang=language_of(block.text)))


@cache
def unhyphenated(look: ParagraphStyle) -> ParagraphStyle:
    """For a text of several types: reportlab loses its hyphens when it is measured again."""
    return ParagraphStyle("", parent=look, embeddedHyphenation=0)


class Item(Tagged):
    """A paragraph with its bullet or number hanging at its left, which is its ``label``."""

    label: Node | None = None
    bulletText: str | None  # noqa: N815 (the name that reportlab has)

    def split(self, width: float, height: float) -> list[Any]:
        parts = super().split(width, height)
        if parts:
            parts[0].label = self.label
        return parts

    def draw(self) -> None:
        mark = self.bulletText
        self.bulletText = None
        if mark:
            with self.canv.marked(self.label):
                self.canv.setFillColor(self.style.textColor)
                self.canv.setFont(self.style.fontName, self.style.fontSize)
                self.canv.drawString(self.style.bulletIndent, self.height - self.style.fontSize, mark)
        super().draw()


def bullets(block: Bullets) -> Iterator[Tagged]:
    """The items; a wide number moves all of them to the right."""
    own, wide = Node("L", attributes="/O/List/ListNumbering" + ("/Decimal" if block.numbers else "/Disc")), style.BULLET
    widest = max((width(number, wide.fontName, wide.fontSize) for number in block.numbers), default=0)
    if widest > wide.leftIndent - wide.bulletIndent - _AFTER_NUMBER:
        left = wide.bulletIndent + widest + _AFTER_NUMBER
        wide = ParagraphStyle("", parent=wide, leftIndent=left)
    for index, item in enumerate(block.items):
        whole = Node("LI", own)
        mark = block.numbers[index] if block.numbers else "•"
        drawn = Item(style.markup(item), unhyphenated(wide) if isinstance(item, Marked) else wide, bulletText=mark)
        drawn.label = Node("Lbl", whole)
        yield tagged(drawn, Node("LBody", whole, lang=language_of(item)))


class KeyFigureRow(Flowable):
    """Up to five large numbers beside each other, each over its label."""

    canv: TaggedCanvas

    def __init__(self, items: list[tuple[str, str]], columns: int, look: Look, own: Node) -> None:
        super().__init__()
        self.items, self.columns, self.look, self.own = items, columns, look, own
        self.spaceBefore, self.spaceAfter = 14, 16

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.cell = (width - _KEY_GAP * (self.columns - 1)) / self.columns
        self.labels = [style.fitting(label, style.KEY_LABEL, self.cell, _TALLEST_LABEL) for _, label in self.items]
        self.height = 40 + max(label.height for label in self.labels)
        return width, self.height

    def draw(self) -> None:
        canvas = self.canv
        for index, ((text, told), label) in enumerate(zip(self.items, self.labels, strict=True)):
            left = index * (self.cell + _KEY_GAP)
            canvas.setStrokeColor(self.look.accent)
            canvas.setLineWidth(1)
            canvas.line(left, self.height, left + self.cell, self.height)
            body = Node("LBody", Node("LI", self.own))
            with canvas.marked(Node("P", body)):
                canvas.setFillColor(self.look.accent)
                canvas.setFont(style.BOLD, self._size(text))
                canvas.drawString(left, self.height - 30, text)
            tagged(label, Node("P", body, lang=language_of(told))).drawOn(canvas, left, self.height - 37 - label.height)

    def _size(self, text: str) -> float:
        """The largest size in which the number, or the word in its place, fits."""
        fitting = (size for size in _KEY_SIZES if width(text, style.BOLD, size) <= self.cell)
        return next(fitting, _KEY_SIZES[-1])


def key_figures(block: KeyFigures, wording: Wording, look: Look) -> Iterator[Any]:
    """Rows of key figures, as even as can be: six stand three and three."""
    items = [(plain(shown(figure, wording)), label) for figure, label in block.items]
    rows = ceil(len(items) / _MOST_BESIDE)
    columns = ceil(len(items) / rows) if rows else 0
    own = Node("L", attributes=LIST)
    for first in range(0, len(items), columns or 1):
        yield KeyFigureRow(items[first : first + columns], columns, look, own)
