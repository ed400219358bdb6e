"""What a plot is made of: boxes, strokes, dots and words on a plane, in points from the upper left corner.

A plot is laid out once, whatever draws it: the PDF with reportlab, a web page as SVG. No colours here but their names;
what differs in colour differs in shade, pattern or shape too, so that a copy in black and white says the same.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from spur.analysis.figure import Figure
from spur.statistics.exact import Root

Tone = Literal["ink", "grey", "hairline", "pale", "accent", "bar", "red", "white"]


@dataclass(frozen=True, slots=True)
class Box:
    """``hatched`` is filled with slanting lines of its tone on white."""

    x: float
    y: float
    width: float
    height: float
    tone: Tone
    hatched: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    points: tuple[tuple[float, float], ...]
    tone: Tone
    thickness: float = 0.5
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """A circle, or a diamond; white within where it is not ``filled``."""

    x: float
    y: float
    radius: float
    tone: Tone
    filled: bool = True
    diamond: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text, whose foot is at ``y``."""

    x: float
    y: float
    text: str
    size: float
    tone: Tone = "ink"
    bold: bool = False
    anchor: Literal["start", "middle", "end"] = "start"


Mark = Box | Stroke | Dot | Words


@dataclass(frozen=True, slots=True)
class Drawing:
    width: float
    height: float
    marks: tuple[Mark, ...]


def drawn(figure: Figure) -> float | None:
    """What a figure is drawn as; None where there is no number, or it is withheld."""
    value = figure.value
    return float(value) if isinstance(value, int | Fraction | Root) and not figure.withheld else None
