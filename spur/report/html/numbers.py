"""The numbers of a figure as a table, for those who do not see it or want to copy them."""

from collections.abc import Iterator

from spur.report.document import Cell, Chart, Column, DivergingBars, DotPlot, Funnel, Plot, Row, Table
from spur.wording import Wording


def numbers(block: Chart | Plot, wording: Wording) -> Table:
    """A row for each bar, dot or place, in the figure's order."""
    headers: tuple[str, ...]
    rows: Iterator[tuple[Cell, ...]]
    match block:
        case DivergingBars():
            about, headers = "html.question", (*block.kinds, block.n_label)
            rows = ((row.label, *row.parts, row.n) for row in block.rows)
        case DotPlot():
            about, headers = "html.question", (block.axis_label, wording("html.from"), wording("html.to"))
            rows = ((row.label, row.figure, row.low or "–", row.high or "–") for row in block.rows)
        case Funnel():
            ends = (wording("html.low"), wording("html.high"))
            limits = (f"{label} {end}" for label in (block.near_label, block.far_label) for end in ends)
            about, headers = "html.unit", (block.x_label, block.y_label, *limits)
            rows = _places(block, wording)
        case Chart():
            about, headers = "html.bar", tuple(panel.title or block.axis_label for panel in block.panels)
            rows = _bars(block)
    columns = (Column(wording(about)), *(Column(header, numeric=True) for header in headers))
    return Table(block.caption, columns, tuple(map(Row, rows)))


def _places(block: Funnel, wording: Wording) -> Iterator[tuple[Cell, ...]]:
    yield block.middle_label, "", block.middle, "", "", "", ""
    for place in block.places:
        label = place.label or wording("html.unnamed")
        yield label, place.n, place.share, place.low, place.high, place.far_low, place.far_high


def _bars(block: Chart) -> Iterator[tuple[Cell, ...]]:
    panels = [{bar.label: bar.figure for bar in panel.bars} for panel in block.panels]
    for label in dict.fromkeys(bar.label for panel in block.panels for bar in panel.bars):
        yield label, *(panel.get(label, "") for panel in panels)
