"""What a report says, apart from how any format draws it.

A :class:`Document` holds texts and figures in reading order. The renderers (PDF, Excel) only draw; a cell keeps its
:class:`~spur.analysis.figure.Figure` until the last moment, so Excel gets numbers and the PDF the same ones, rounded.
"""

from dataclasses import dataclass
from typing import Literal

from spur.analysis.figure import Figure
from spur.wording import Lang

Cell = str | Figure
"""Any text may be a :class:`~spur.report.marked.Marked` one."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A region's own look. Colours are written "#12475A": ``accent`` is that of headings, rules and the strongest part
    of a chart, ``bar`` of plain bars. ``logo`` is a PNG or JPEG file's content; ``contact`` stands on the first
    page."""

    accent: str = "#12475A"
    bar: str = "#5E8FA1"
    logo: bytes = b""
    contact: str = ""


def tinted(colour: str) -> str:
    """A pale ground of the same hue, on which every text of a report can be read."""
    parts = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{255 - (255 - part) * 2 // 25:02X}" for part in parts)


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
class Answers:
    """How a question was answered: three shares of 1, and of how many."""

    label: str
    negative: Figure
    neutral: Figure
    positive: Figure
    n: Figure

    @property
    def parts(self) -> tuple[Figure, Figure, Figure]:
        return self.negative, self.neutral, self.positive


@dataclass(frozen=True, slots=True)
class DivergingBars:
    """Stacked bars of answers, a row a question, laid so that the middle of the neutral answers stands on one line:
    what is negative is to the left of it and what is positive to the right. ``kinds`` are the words for the three.
    Only what is shown has a row."""

    caption: str
    alt: str
    kinds: tuple[str, str, str]
    n_label: str
    rows: tuple[Answers, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference of shares with the ends of its interval, None where it has none. ``mark`` is the sign of its
    verdict; what is ``clear`` has a filled dot."""

    label: str
    figure: Figure
    low: Figure | None
    high: Figure | None
    mark: str = ""
    clear: bool = False


@dataclass(frozen=True, slots=True)
class DotPlot:
    """Differences as dots with their intervals, a row each, beside a line at zero and lines at plus and minus
    ``points`` percentage points. ``clear`` and ``other`` are the words for filled dots and hollow ones, ``between``
    those for the lines."""

    caption: str
    alt: str
    axis_label: str
    points: int
    clear: str
    other: str
    between: str
    rows: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """One of those that a funnel holds against each other: its share of ``n``, and the limits between which chance
    would leave 95 and 99.8 of 100. ``label`` is empty for what is not to be named."""

    label: str
    n: Figure
    share: Figure
    low: Figure
    high: Figure
    far_low: Figure
    far_high: Figure


@dataclass(frozen=True, slots=True)
class Funnel:
    """Shares against how many they are of, between the limits that narrow with n. ``middle`` is the share of all.
    Only those whose figures are shown are in it: no axis and no limit tells of others."""

    caption: str
    alt: str
    x_label: str
    y_label: str
    middle: Figure
    middle_label: str
    near_label: str
    far_label: str
    places: tuple[Place, ...]


Plot = DivergingBars | DotPlot | Funnel


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    kind: Literal["body", "lead", "note", "label"] = "body"
    """A label is a small heading below the section's own, in neither the contents nor the outline."""


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]
    numbers: tuple[str, ...] = ()
    """The number before each item where it is not a plain bullet ("1", "2", "6", "6"); else empty."""


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """A few numbers that a reader sees first, each with its label."""

    items: tuple[tuple[Figure, str], ...]


Block = Paragraph | Bullets | KeyFigures | Table | Chart | Plot


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
    theme: Theme = Theme()
    mark: str = ""
    """A warning that stands on every page, large: that this may not be handed out, or is a draft."""
