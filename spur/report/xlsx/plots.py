"""Draws diverging bars, differences with their intervals, and funnels as native Excel charts above their numbers."""

from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import quote_sheetname, xl_range_abs

from spur.report.document import Difference, DivergingBars, DotPlot, Funnel, Plot
from spur.report.plot.diverging import quarters
from spur.report.plot.dots import axis_of
from spur.report.plot.marks import drawn
from spur.report.xlsx.chart import draw_numbers, insert, quiet_name, series_of
from spur.report.xlsx.grid import MEASURE
from spur.report.xlsx.look import FONT, INK, PALE, QUIET, RED, RULE
from spur.report.xlsx.page import Page

_SIZE = 8
_ROW = 18.0
_AROUND = 75.0
_FUNNEL = 270.0
_LABELS = 0.46
"""How much of a chart's width the questions have."""
_FONT = {"name": FONT, "size": _SIZE, "color": INK, "bold": False}
_HATCHED = {"pattern": "wide_upward_diagonal", "fg_color": RED, "bg_color": "#FFFFFF"}


def plot_height(block: Plot, page: Page) -> float:
    """The height of the chart itself, in points: no more than has room on a printed page."""
    natural = _FUNNEL if isinstance(block, Funnel) else _AROUND + _ROW * len(block.rows)
    return min(natural, 0.85 * page.paper)


def draw_plot(page: Page, block: Plot, workbook: Workbook) -> None:
    top, height = page.row, plot_height(block, page)
    numbers, spans = draw_numbers(page, block, height)
    series = [series_of(page, numbers, i, spans[i][0]) for i in range(1, len(spans))]
    match block:
        case DivergingBars():
            chart = _diverging(page, block, workbook)
        case DotPlot():
            chart = _dots(page, block, workbook, series[0])
        case Funnel():
            chart = _funnel(page, block, workbook, series)
    chart.set_title({"none": True})
    chart.set_chartarea({"border": {"none": True}})
    insert(page, chart, top, max(MEASURE, page.grid.width(0, page.grid.text_end)), height, block.alt)


def _diverging(page: Page, block: DivergingBars, workbook: Workbook) -> Any:
    """Excel stacks bars from zero on: what is to the left is a negative number, and half of the neutral answers is on
    either side."""

    shares = [[drawn(part) or 0.0 for part in row.parts] for row in block.rows]
    places = [(-neutral / 2, -negative, neutral / 2, positive) for negative, neutral, positive in shares]
    first, last, sheet = page.row - len(block.rows), page.row - 1, page.worksheet.get_name()
    start = _beside(page, places, "0%;0%")
    neutral = {"fill": {"color": PALE}}
    looks: tuple[dict[str, Any], ...] = (
        neutral,
        {"pattern": _HATCHED, "border": {"color": RED, "width": 0.5}} | _labelled(INK, {"fill": {"color": "#FFFFFF"}}),
        neutral,
        {"fill": {"color": page.look.accent}} | _labelled("#FFFFFF", {}),
    )
    chart = workbook.add_chart({"type": "bar", "subtype": "stacked"})
    negative, middle, positive = block.kinds
    for column, (name, look) in enumerate(zip((middle, negative, middle, positive), looks, strict=True), start):
        values = [sheet, first, column, last, column]
        series = {"name": quiet_name(name), "categories": [sheet, first, 0, last, 0], "values": values, "gap": 35}
        chart.add_series(series | look)
    chart.set_legend({"none": True})
    sides = quiet_name(f"←  {negative}    ({middle})    {positive}  →")
    low, high = (float(end) for end in quarters(block))
    axis = {"num_format": "0%;0%", "major_unit": 0.25, "min": -low, "max": high}
    _rows(chart, axis | {"name": sides, "name_font": _FONT})
    return chart


def _labelled(colour: str, more: dict[str, Any]) -> dict[str, Any]:
    font = _FONT | {"bold": True, "color": colour}
    return {"data_labels": {"value": True, "num_format": "0%;0%", "font": font, "position": "center", **more}}


def _beside(page: Page, rows: Sequence[Sequence[float]], number_format: str) -> int:
    """Writes what a chart needs and nobody reads, beside its numbers and outside of what is printed. Returns the first
    column. They are no formulas: a program that saves the workbook without computing them would empty the chart."""
    first, top = len(page.grid.widths) + 1, page.row - len(rows)
    page.aside()
    page.worksheet.write_string(top - 1, first, page.wording("xlsx.positions"), page.look("small", "unwrapped"))
    look = page.look("small", number_format=number_format)
    for row, values in enumerate(rows, top):
        for column, value in enumerate(values, first):
            page.worksheet.write_number(row, column, value, look)
    return first


def _dots(page: Page, block: DotPlot, workbook: Workbook, series: dict[str, Any]) -> Any:
    """Thin bars from zero to the difference, with the interval as error bars."""
    ends = [_points(row) for row in block.rows]
    chart = workbook.add_chart({"type": "bar"})
    bars = series | {"fill": {"color": page.look.bar}, "gap": 180}
    if any(row.low for row in block.rows):
        first, last, sheet = page.row - len(block.rows), page.row - 1, page.worksheet.get_name()

        start = _beside(page, [(middle - low, high - middle) for low, middle, high in ends], "0.0")
        below, above = (xl_range_abs(first, column, last, column) for column in (start, start + 1))
        quoted = quote_sheetname(sheet)
        bars |= {
            "y_error_bars": {
                "type": "custom",
                "minus_values": f"={quoted}!{below}",
                "plus_values": f"={quoted}!{above}",
                "minus_data": [middle - low for low, middle, _ in ends],
                "plus_data": [high - middle for _, middle, high in ends],
                "line": {"color": INK, "width": 1},
            }
        }
    chart.add_series(bars)
    chart.set_legend({"none": True})
    low, high, step = axis_of(block)
    name = {"name": quiet_name(block.axis_label), "name_font": _FONT}
    axis = {"num_format": "+0;\N{MINUS SIGN}0;0", "major_unit": step, "min": low, "max": high}
    _rows(chart, name | axis)
    return chart


def _points(row: Difference) -> tuple[float, float, float]:
    """The lower end, the difference and the upper end, in percentage points."""
    middle = 100 * (drawn(row.figure) or 0.0)
    low, high = (middle if end is None else 100 * (drawn(end) or 0.0) for end in (row.low, row.high))
    return low, middle, high


def _rows(chart: Any, axis: dict[str, Any]) -> None:
    """The axes of a chart with a row a question, the first on top, and the room for the questions beside it."""
    chart.set_plotarea({"layout": {"x": _LABELS, "y": 0.06, "width": 0.97 - _LABELS, "height": 0.86}})
    chart.set_y_axis(
        {
            "reverse": True,
            "crossing": "max",
            "num_font": _FONT | {"size": 7},
            "label_position": "low",
            "line": {"color": INK},
            "major_tick_mark": "none",
        }
    )
    chart.set_x_axis(
        {
            "num_font": _FONT,
            "line": {"none": True},
            "major_gridlines": {"visible": True, "line": {"color": RULE, "width": 0.5}},
            **axis,
        }
    )


def _funnel(page: Page, block: Funnel, workbook: Workbook, series: list[dict[str, Any]]) -> Any:
    """A scatter of shares against n, with the limits as lines through those of each place."""
    n, share, *limits, middle = series
    chart = workbook.add_chart({"type": "scatter", "subtype": "straight_with_markers"})
    across = {"categories": n["values"], "categories_data": n["values_data"]}
    dots = {
        "type": "circle",
        "size": 7,
        "fill": {"color": page.look.accent},
        "border": {"color": "#FFFFFF"},
    }
    chart.add_series(share | across | {"marker": dots, "line": {"none": True}})
    near = {"color": page.look.bar, "width": 1.25, "dash_type": "dash"}
    far = {"color": page.look.accent, "width": 1.25}
    for limit, line in zip(limits, (near, near, far, far), strict=True):
        chart.add_series(limit | across | {"line": line, "marker": {"type": "none"}})
    chart.add_series(middle | across | {"line": {"color": INK, "width": 1}, "marker": {"type": "none"}})
    chart.set_x_axis({"name": quiet_name(block.x_label), "name_font": _FONT, "num_font": _FONT, "min": 0,
                      "major_gridlines": {"visible": False}, "line": {"color": QUIET}})  # fmt: skip
    chart.set_y_axis({"name": quiet_name(block.y_label), "name_font": _FONT, "num_font": _FONT, "max": 1,
                      "num_format": "0%", "major_gridlines": {"visible": True, "line": {"color": RULE}}})  # fmt: skip
    chart.set_legend({"position": "top", "font": _FONT})
    return chart
