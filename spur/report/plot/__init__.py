"""Plots laid out as marks on a plane, for every renderer that draws vectors."""

from spur.report.document import DivergingBars, DotPlot, Plot
from spur.report.plot.diverging import diverging
from spur.report.plot.dots import dots
from spur.report.plot.funnel import funnel
from spur.report.plot.marks import Drawing
from spur.wording import Wording

__all__ = ["laid_out"]

_ALL = slice(None)


def laid_out(block: Plot, width: float, wording: Wording, rows: slice = _ALL) -> Drawing:
    """The plot without its caption, ``width`` points wide; of one with a row for each question these rows, on the scale
    of all."""
    if isinstance(block, DivergingBars):
        return diverging(block, width, wording, rows)
    return dots(block, width, wording, rows) if isinstance(block, DotPlot) else funnel(block, width, wording)
