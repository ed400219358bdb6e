"""How high a row must be to show its texts. Excel computes it when somebody types, not when a file is opened."""

from functools import lru_cache
from math import ceil

from reportlab.pdfbase.pdfmetrics import stringWidth

LINE = 1.28
"""Height of a line of text, in font sizes."""

MOST = 409.0
"""Points: no row in Excel is higher."""

_PADDING = 6.0
# Screens draw Arial at whole pixels, a little wider than its metrics (Helvetica's), and not every machine has Arial.
_SCREEN = 1.1


def lines(text: str, points: float, size: float, *, bold: bool = False) -> int:
    """The lines into which a cell ``points`` wide breaks a text; a word wider than the cell takes several."""
    font = "Helvetica-Bold" if bold else "Helvetica"
    room = max(points - _PADDING, size) / (size * _SCREEN)
    space = _width(" ", font)
    count = 0
    for paragraph in text[: round(MOST * room)].split("\n"):  # no row shows more than that
        count += 1
        used = 0.0
        for word in paragraph.split(" "):
            taken = _width(word, font)
            if used and used + space + taken <= room:
                used += space + taken
                continue
            cuts = max(ceil(taken / room) - 1, 0)
            count += cuts + (used > 0)
            used = taken - cuts * room
    return count


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The points that a text takes on one line."""
    return _width(text, "Helvetica-Bold" if bold else "Helvetica") * size * _SCREEN


def height(count: int, size: float) -> float:
    """The height of so many lines."""
    return min(count * size * LINE, MOST)


@lru_cache(maxsize=4096)
def _width(word: str, font: str) -> float:
    """In font sizes."""
    return float(stringWidth(word, font, 1))
