"""The list of contents: on one page, each line a link to its heading."""

from dataclasses import dataclass
from typing import Any

from reportlab.platypus import Flowable

from spur.report.lines import broken, width
from spur.report.marked import language_of
from spur.report.pdf import style
from spur.report.pdf.style import Look
from spur.report.pdf.tags import TaggedCanvas
from spur.report.pdf.tree import Node

_SIZES = {1: 10.5, 2: 10.0}
_INDENT = 14
_NUMBER = 40
_LINE = {1: 23.0, 2: 17.0}
"""How high a line is, where there is room for that."""
_LOWEST = 10.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading, and the name of its place in the file."""

    title: str
    level: int
    key: str


class Contents(Flowable):
    """As many entries as have room on a page, with the numbers of their pages as the layout before this one found
    them."""

    canv: TaggedCanvas

    def __init__(self, entries: list[Entry], pages: dict[str, int], look: Look, own: Node) -> None:
        super().__init__()
        self.entries, self.pages, self.look, self.own = entries, pages, look, own
        natural = sum(_LINE[entry.level] for entry in entries)
        self.scale = min(1.0, (0.9 * style.HEIGHT) / natural) if natural else 1.0
        self.height = natural * self.scale

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return style.WIDTH, self.height

    def draw(self) -> None:
        y = self.height
        for entry in self.entries:
            line = _LINE[entry.level] * self.scale
            if entry.level == 1:
                self._rule(y)
            self._draw_entry(entry, y, line)
            y -= line
        self._rule(y)

    def _draw_entry(self, entry: Entry, top: float, line: float) -> None:
        canvas = self.canv
        size = min(_SIZES[entry.level], line * 0.8)
        font, left = (style.BOLD, 0) if entry.level == 1 else (style.REGULAR, _INDENT)
        (title,) = broken(entry.title, font, size, style.WIDTH - left - _NUMBER, most=1)
        baseline = top - line / 2 - 0.33 * size
        node = Node("Link", Node("Reference", Node("TOCI", self.own)), lang=language_of(entry.title))
        number = f" {self.pages.get(entry.key, '')}"
        with canvas.marked(node):
            canvas.setFont(font, size)
            canvas.setFillColor(style.INK)
            canvas.drawString(left, baseline, title)
            canvas.drawString(style.WIDTH - width(number, font, size), baseline, number)
        canvas.link(node, entry.title, entry.key, (0, top - line, style.WIDTH, top))

    def _rule(self, y: float) -> None:
        self.canv.setStrokeColor(style.HAIRLINE)
        self.canv.setLineWidth(0.4)
        self.canv.line(0, y, style.WIDTH, y)


def contents(entries: list[Entry], pages: dict[str, int], look: Look) -> list[Any]:
    """The entries on one page; where there are too many to be read there, on several."""
    most, own = int(0.9 * style.HEIGHT / _LOWEST), Node("TOC")
    if sum(_LINE[entry.level] for entry in entries) * _LOWEST / _LINE[2] <= 0.9 * style.HEIGHT:
        return [Contents(entries, pages, look, own)]
    starts = range(0, len(entries), most // 2)
    return [Contents(entries[first : first + most // 2], pages, look, own) for first in starts]
