"""Draws a plot's marks on the page."""

from typing import Any

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable

from spur.report.document import Funnel, Plot
from spur.report.lines import BOLD, REGULAR, plain, width
from spur.report.pdf import style
from spur.report.pdf.style import Look
from spur.report.pdf.tags import Tagged, TaggedCanvas, figure
from spur.report.pdf.tree import Node
from spur.report.plot import laid_out
from spur.report.plot.funnel import HEIGHT, LEAST_HEIGHT, funnel
from spur.report.plot.marks import Box, Dot, Drawing, Mark, Stroke, Tone, Words
from spur.wording import Wording

_BELOW_CAPTION = 6.0
_SPLIT_FROM = 0.22 * style.HEIGHT
"""A plot goes on over a page break only where more than this is left of the page."""
_FEWEST_ROWS = 3
_HATCH = 3.2
_DASH = (4, 2.5)


class PlotDrawing(Flowable):
    """A plot with its caption; after a page break the ``rows`` that are left, without it."""

    canv: TaggedCanvas

    def __init__(
        self, block: Plot, caption: Tagged | None, wording: Wording, look: Look, rows: range, node: Node
    ) -> None:
        super().__init__()
        self.node = node
        self.block, self.caption, self.wording, self.look, self.rows = block, caption, wording, look, rows
        self.spaceBefore, self.spaceAfter = 12, 18
        self.head = caption.wrap(style.WIDTH, style.HEIGHT)[1] + _BELOW_CAPTION if caption else 0.0
        self._lay_out(laid_out(block, style.WIDTH, wording, slice(rows.start, rows.stop)))

    def _lay_out(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.height = self.head + drawing.height

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return style.WIDTH, self.height

    def beginning(self, left: float) -> float:
        """The height without which the plot does not begin where so much is ``left`` of a page."""
        if isinstance(self.block, Funnel):
            return self.height - (HEIGHT - LEAST_HEIGHT)
        return _SPLIT_FROM if self._may_split(left) else self.height

    def _may_split(self, left: float) -> bool:
        return left >= _SPLIT_FROM and len(self.rows) >= 2 * _FEWEST_ROWS

    def split(self, width: float, height: float) -> list[Any]:
        """As many rows as have room, if neither here nor on the next page are only a few; of a funnel all, lower."""
        if isinstance(self.block, Funnel) and self.beginning(height) <= height:
            lower = PlotDrawing(self.block, self.caption, self.wording, self.look, self.rows, self.node)
            lower._lay_out(funnel(self.block, style.WIDTH, self.wording, HEIGHT - (self.height - height)))
            return [lower]
        if not self._may_split(height):
            return []
        for count in range(len(self.rows) - _FEWEST_ROWS, _FEWEST_ROWS - 1, -1):
            here = PlotDrawing(self.block, self.caption, self.wording, self.look, self.rows[:count], self.node)
            if here.height <= height:
                rest = self.rows[count:]
                return [here, PlotDrawing(self.block, None, self.wording, self.look, rest, self.node)]
        return []

    def draw(self) -> None:
        if self.caption:
            self.caption.drawOn(self.canv, 0, self.height - self.caption.height)
        with self.canv.figure(self.node, style.WIDTH, self.drawing.height):
            for mark in self.drawing.marks:
                self._draw(mark)

    def _draw(self, mark: Mark) -> None:
        canvas, top = self.canv, self.drawing.height
        match mark:
            case Box():
                self._draw_box(mark, top - mark.y - mark.height)
            case Stroke():
                canvas.setStrokeColor(self._colour(mark.tone))
                canvas.setLineWidth(mark.thickness)
                canvas.setDash(*(_DASH if mark.dashed else ()))
                path = canvas.beginPath()
                (x, y), *others = mark.points
                path.moveTo(x, top - y)
                for x, y in others:
                    path.lineTo(x, top - y)
                canvas.drawPath(path)
                canvas.setDash()
            case Dot():
                self._draw_dot(mark, top - mark.y)
            case Words():
                font = BOLD if mark.bold else REGULAR
                text = plain(mark.text)
                shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[mark.anchor] * width(text, font, mark.size)
                canvas.setFillColor(self._colour(mark.tone))
                canvas.setFont(font, mark.size)
                canvas.drawString(mark.x - shift, top - mark.y, text)

    def _draw_box(self, box: Box, y: float) -> None:
        canvas = self.canv
        canvas.setFillColor(style.WHITE if box.hatched else self._colour(box.tone))
        canvas.rect(box.x, y, box.width, box.height, stroke=0, fill=1)
        if not box.hatched:
            return
        canvas.saveState()
        edge = canvas.beginPath()
        edge.rect(box.x, y, box.width, box.height)
        canvas.setStrokeColor(self._colour(box.tone))
        canvas.setLineWidth(0.7)
        canvas.clipPath(edge, stroke=1, fill=0)
        lines = canvas.beginPath()
        x = box.x - box.height
        while x < box.x + box.width:
            lines.moveTo(x, y)
            lines.lineTo(x + box.height, y + box.height)
            x += _HATCH
        canvas.drawPath(lines)
        canvas.restoreState()

    def _draw_dot(self, dot: Dot, y: float) -> None:
        canvas = self.canv
        canvas.setStrokeColor(self._colour(dot.tone))
        canvas.setFillColor(self._colour(dot.tone) if dot.filled else style.WHITE)
        canvas.setLineWidth(1.1)
        if not dot.diamond:
            canvas.circle(dot.x, y, dot.radius, stroke=1, fill=1)
            return
        path = canvas.beginPath()
        path.moveTo(dot.x - dot.radius, y)
        for x, dy in ((dot.x, dot.radius), (dot.x + dot.radius, 0), (dot.x, -dot.radius)):
            path.lineTo(x, y + dy)
        path.close()
        canvas.drawPath(path, stroke=1, fill=1)

    def _colour(self, tone: Tone) -> Color:
        own: dict[str, Any] = {"accent": self.look.accent, "bar": self.look.bar}
        fixed = {
            "ink": style.INK,
            "grey": style.GREY,
            "hairline": style.HAIRLINE,
            "pale": style.PALE,
            "red": style.RED,
            "white": style.WHITE,
        }
        colour: Color = (own | fixed)[tone]
        return colour


def plot(block: Plot, caption: Tagged, wording: Wording, look: Look) -> PlotDrawing:
    """The plot as a flowable, which may go on over a page break between its rows."""
    rows = range(0 if isinstance(block, Funnel) else len(block.rows))
    return PlotDrawing(block, caption, wording, look, rows, figure(caption, block.alt or block.caption))
