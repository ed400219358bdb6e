"""Charts of horizontal bars, drawn as vectors: panels in a grid on one common axis."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from reportlab.platypus import Flowable

from spur.analysis.figure import Figure
from spur.report.document import Bar, Chart, Panel
from spur.report.lines import plain, width
from spur.report.pdf import style
from spur.report.pdf.style import Look
from spur.report.pdf.tags import Tagged, TaggedCanvas, figure
from spur.report.pdf.tree import Node
from spur.report.shown import Format, number, shown
from spur.statistics.exact import Root
from spur.wording import Wording

_GUTTER = 28
_GAP = 6
_BELOW_CAPTION = 5
_BELOW_LEGEND = 9
_DASH = 22
_BELOW_TITLE = 5
_AXIS_HEIGHT = 23
_BETWEEN_ROWS = 14
_AXIS_SIZE = 7.5
_TITLE = style.style(9.5, 12, style.BOLD)
_LEGEND = style.style(8.5, 11)
_TALLEST_TEXT = 0.08 * style.HEIGHT
"""A legend, a panel's title or a bar's label is shortened to this, so that bars have room on every page."""
_SPLIT_FROM = 0.3 * style.HEIGHT
"""A chart goes on over a page break, between its rows of panels, only where more than this is left of the page."""


@dataclass(frozen=True)
class _Scale:
    """What all panels of a chart have in common, measured on their texts."""

    columns: int
    size: float
    panel_width: float
    label_width: float
    plot_width: float
    pitch: float
    maximum: int

    @property
    def left(self) -> float:
        return self.label_width + _GAP

    def x(self, value: float) -> float:
        """Where a value stands. One outside the axis stands at its end."""
        return self.left + min(max(value / self.maximum, 0), 1) * self.plot_width


class ChartDrawing(Flowable):
    """A chart; or, after a page break, the panels that are left, without the caption."""

    canv: TaggedCanvas

    def __init__(
        self, chart: Chart, scale: _Scale, caption: Tagged | None, wording: Wording, look: Look, node: Node
    ) -> None:
        super().__init__()
        self.node = node
        self.spaceBefore, self.spaceAfter = 12, 18
        self.chart, self.scale, self.caption, self.wording, self.look = chart, scale, caption, wording, look
        self.rows = [
            chart.panels[first : first + scale.columns] for first in range(0, len(chart.panels), scale.columns)
        ]
        self.head = (caption.wrap(style.WIDTH, style.HEIGHT)[1] + _BELOW_CAPTION) if caption else 0
        self.legend = (
            style.fitting(chart.line.label, _LEGEND, style.WIDTH - _DASH - _GAP, _TALLEST_TEXT) if chart.line else None
        )
        self.head += (self.legend.height + _BELOW_LEGEND) if self.legend else 0
        self.heights = [self._row_height(row) for row in self.rows]
        self.height = self.head + sum(self.heights) + _BETWEEN_ROWS * (len(self.rows) - 1)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return style.WIDTH, self.height

    def beginning(self, _left: float) -> float:
        """The height without which the chart does not begin on a page."""
        return min(self.height, max(_SPLIT_FROM, self.head + max(self.heights, default=0)))

    def tallest_around(self) -> float:
        """How much of a page is not bars, at most."""
        return self.head + max(map(self._title_height, self.rows), default=0) + _AXIS_HEIGHT

    def split(self, width: float, height: float) -> list[Any]:
        if height < _SPLIT_FROM:
            return []
        fitting = 0
        used = self.head
        while fitting < len(self.rows) and used + self.heights[fitting] <= height:
            used += self.heights[fitting] + _BETWEEN_ROWS
            fitting += 1
        if not 0 < fitting < len(self.rows):
            return []
        here, there = (sum(rows, ()) for rows in (self.rows[:fitting], self.rows[fitting:]))
        return [self._part(here, self.caption), self._part(there, None)]

    def _part(self, panels: tuple[Panel, ...], caption: Tagged | None) -> "ChartDrawing":
        chart = replace(self.chart, panels=panels)
        return ChartDrawing(chart, self.scale, caption, self.wording, self.look, self.node)

    def draw(self) -> None:
        top = self.height
        if self.caption:
            self.caption.drawOn(self.canv, 0, top - self.caption.height)
            top -= self.caption.height + _BELOW_CAPTION
        with self.canv.figure(self.node, style.WIDTH, top):
            self._draw_panels(top)

    def _draw_panels(self, top: float) -> None:
        if self.legend:
            self._draw_line(0, top - 7, _DASH, top - 7)
            self.legend.drawOn(self.canv, _DASH + _GAP, top - self.legend.height)
            top -= self.legend.height + _BELOW_LEGEND
        for row, height in zip(self.rows, self.heights, strict=True):
            bars_top = top - self._title_height(row)
            for index, panel in enumerate(row):
                self.canv.saveState()
                self.canv.translate(index * (self.scale.panel_width + _GUTTER), bars_top)
                self._draw_panel(panel)
                self.canv.restoreState()
            top -= height + _BETWEEN_ROWS

    def _row_height(self, row: tuple[Panel, ...]) -> float:
        return self._title_height(row) + max(len(panel.bars) for panel in row) * self.scale.pitch + _AXIS_HEIGHT

    def _title_height(self, row: tuple[Panel, ...]) -> float:
        titles = [self._title(panel).height for panel in row if panel.title]
        return max(titles) + _BELOW_TITLE if titles else 0

    def _title(self, panel: Panel) -> Tagged:
        return style.fitting(panel.title, _TITLE, self.scale.panel_width, _TALLEST_TEXT)

    def _draw_panel(self, panel: Panel) -> None:
        """A panel whose bars begin at y = 0 and go down; its title stands above."""
        scale = self.scale
        foot = -len(panel.bars) * scale.pitch
        if panel.title:
            self._title(panel).drawOn(self.canv, 0, _BELOW_TITLE)
        self._draw_axis(foot)
        for index, bar in enumerate(panel.bars):
            length = _length(bar.figure)
            if length is not None:
                self.canv.setFillColor(self.look.bar)
                thickness = min(0.6 * scale.pitch, 11)
                y = -(index + 0.5) * scale.pitch - thickness / 2
                self.canv.rect(scale.left, y, scale.x(length) - scale.left, thickness, stroke=0, fill=1)
        if self.chart.line:
            x = scale.x(self.chart.line.value)
            self.canv.setStrokeColor(style.WHITE)
            self.canv.setLineWidth(3)
            self.canv.line(x, 0, x, foot)
            self._draw_line(x, 2, x, foot - 2)
        for index, bar in enumerate(panel.bars):
            self._draw_texts(bar, -(index + 0.5) * scale.pitch)

    def _draw_axis(self, foot: float) -> None:
        canvas, scale = self.canv, self.scale
        canvas.setFont(style.REGULAR, _AXIS_SIZE)
        canvas.setFillColor(style.GREY)
        canvas.setLineWidth(0.5)
        for value, label in _ticks(scale.maximum, self.wording):
            x = scale.x(float(value))
            canvas.setStrokeColor(style.HAIRLINE if value else style.GREY)
            canvas.line(x, 0, x, foot)
            canvas.drawCentredString(x, foot - 9, label)
        canvas.drawRightString(scale.x(scale.maximum), foot - 18.5, plain(self.chart.axis_label))

    def _draw_texts(self, bar: Bar, middle: float) -> None:
        """The label at the left; the value after its bar, on white where the line would run through it."""
        canvas, scale = self.canv, self.scale
        label = _label(bar, scale.size, scale.label_width)
        label.drawOn(canvas, 0, middle - label.height / 2)
        length = _length(bar.figure)
        text = plain(shown(bar.figure, self.wording))
        font = style.ITALIC if length is None else style.BOLD
        x = scale.x(length or 0) + _GAP - 1
        wide = width(text, font, scale.size)
        canvas.setFillColor(style.WHITE)
        canvas.rect(x - 2.5, middle - 0.55 * scale.size, wide + 5, 1.1 * scale.size, stroke=0, fill=1)
        canvas.setFillColor(style.GREY if length is None else style.INK)
        canvas.setFont(font, scale.size)
        canvas.drawString(x, middle - 0.33 * scale.size, text)

    def _draw_line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        canvas = self.canv
        canvas.saveState()
        canvas.setStrokeColor(style.RED)
        canvas.setLineWidth(1.3)
        canvas.setDash(4, 2.5)
        canvas.line(x1, y1, x2, y2)
        canvas.restoreState()


def chart(block: Chart, caption: Tagged, wording: Wording, look: Look) -> ChartDrawing:
    """The chart as a flowable, drawn to a scale on which all its texts find room."""
    columns = 1 if len(block.panels) == 1 else 2
    size = 9 if columns == 1 else 8
    panel_width = (style.WIDTH - _GUTTER * (columns - 1)) / columns
    bars = [bar for panel in block.panels for bar in panel.bars]
    labels = [width(plain(bar.label), style.REGULAR, size) + 1 for bar in bars]
    label_width = min(max(labels, default=0), 0.45 * panel_width)
    values = [width(shown(bar.figure, wording), style.BOLD, size) for bar in bars if _length(bar.figure) is not None]
    scale = _Scale(
        columns=columns,
        size=size,
        panel_width=panel_width,
        label_width=label_width,
        plot_width=panel_width - label_width - 3 * _GAP - max(values, default=0),
        pitch=max([size * 1.9, *(_label(bar, size, label_width).height + 3 for bar in bars)]),
        maximum=block.axis_max,
    )
    node = figure(caption, block.alt or block.caption)
    drawing = ChartDrawing(block, scale, caption, wording, look, node)
    most = int((style.HEIGHT - drawing.tallest_around()) / scale.pitch)
    panels = tuple(part for panel in block.panels for part in _parts(panel, most))
    return ChartDrawing(replace(block, panels=panels), scale, caption, wording, look, node)


def _parts(panel: Panel, most: int) -> Iterator[Panel]:
    """A panel with more bars than have room on a page, as several."""
    for first in range(0, len(panel.bars), most):
        yield replace(panel, bars=panel.bars[first : first + most])


def _ticks(maximum: int, wording: Wording) -> Iterator[tuple[Fraction, str]]:
    """Whole numbers in four or five even steps where there are such; quarters of an axis of shares, which ends at 1."""
    if maximum == 1:
        for quarter in range(5):
            yield Fraction(quarter, 4), plain(number(Fraction(quarter, 4), Format.PERCENT, wording))
        return
    step = next(step for step in range(1, maximum + 1) if maximum % step == 0 and maximum // step <= 5)
    for value in range(0, maximum + 1, step):
        yield Fraction(value), number(value, Format.WHOLE, wording)


def _length(figure: Figure) -> float | None:
    """What a bar is as long as; None where there is no number."""
    value = figure.value
    return float(value) if isinstance(value, int | Fraction | Root) and not figure.withheld else None


def _label(bar: Bar, size: float, width: float) -> Tagged:
    return style.fitting(bar.label, style.style(size, size * 1.12), width, _TALLEST_TEXT)
