"""Draws a chart as a native Excel chart above its numbers: a cluster of columns a label, a series a panel."""

from itertools import cycle
from typing import Any

from xlsxwriter import Workbook

from spur.analysis.figure import Figure
from spur.report.document import Chart, Panel
from spur.report.shown import Format, format_of, shown, unrounded
from spur.report.xlsx.grid import LABEL_SIZE, Lines, chart_width, labels_fit
from spur.report.xlsx.look import ACCENT, FONT, INK, QUIET, RED, RULE
from spur.report.xlsx.page import Page
from spur.report.xlsx.table import draw_table
from spur.wording import Wording

_ROW = 15.0
_ROWS = 18
_SIZE = 8

_COLUMNS = {"border": {"color": ACCENT, "width": 0.75}, "gap": 55, "overlap": 0}

# A line ends in the middle of the first and last column; its trend reaches half a column further on both sides.
_DASHES = {"color": RED, "width": 1.75, "dash_type": "dash"}
_ACROSS = {
    "line": {"none": True},
    "marker": {"type": "none"},
    "trendline": {"type": "linear", "forward": 0.5, "backward": 0.5, "line": _DASHES},
}

# Told apart in grey print too: dark, light, striped, mid, white, dotted.
_FILLS: tuple[dict[str, Any], ...] = (
    {"fill": {"color": ACCENT}},
    {"fill": {"color": "#BBD4DC"}},
    {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": ACCENT, "bg_color": "#FFFFFF"}},
    {"fill": {"color": "#6C9DB0"}},
    {"fill": {"color": "#FFFFFF"}},
    {"pattern": {"pattern": "small_check", "fg_color": ACCENT, "bg_color": "#FFFFFF"}},
)


def chart_height(chart: Chart) -> float:
    """The height of the chart itself, without its numbers."""
    return _ROW * (_ROWS + len(chart.panels) // 3)


def draw_chart(page: Page, chart: Chart, workbook: Workbook) -> None:
    """Draws a chart and, beneath it, its numbers."""
    top = page.row
    for _ in range(int(chart_height(chart) / _ROW)):
        page.down(_ROW)
    page.down(page.put(page.wording("xlsx.numbers"), 0, page.grid.text_end, "small") + 4)
    numbers = Lines.of(chart)
    places = [first for first, _ in draw_table(page, numbers)]
    end = max(page.grid.span_of(chart_width(chart)), page.grid.text_end, page.grid.spans(numbers, page.wording)[-1][1])

    series = _series(numbers, places, page)
    columns = workbook.add_chart({"type": "column"})
    for of_panel, panel, fill in zip(series, chart.panels, cycle(_FILLS), strict=False):
        columns.add_series(of_panel | _COLUMNS | fill | {"data_labels": _data_labels(panel, page.wording)})
    if chart.line:
        line = workbook.add_chart({"type": "line"})
        line.add_series(series[-1] | _ACROSS)
        columns.combine(line)
    _dress(columns, chart)
    columns.set_size({"width": _pixels(page.grid.width(0, end)) - 8, "height": _pixels(chart_height(chart)) - 8})
    page.worksheet.insert_chart(top, 0, columns, {"description": chart.alt, "object_position": 1, "y_offset": 4})


def _series(numbers: Lines, places: list[int], page: Page) -> list[dict[str, Any]]:
    """The cells of each column of numbers, all but the labels. What is withheld leaves no zero in the numbers that the
    file keeps for viewers."""
    first, last, sheet = page.row - len(numbers.rows), page.row - 1, page.worksheet.get_name()
    return [
        {
            "name": [sheet, first - 1, place],
            "categories": [sheet, first, places[0], last, places[0]],
            "values": [sheet, first, place, last, place],
            "values_data": [_number(row[i], page.wording) for row in numbers.rows],
        }
        for i, place in enumerate(places)
        if i
    ]


def _dress(drawn: Any, chart: Chart) -> None:
    """The axes, the legend and the fonts."""
    font = {"name": FONT, "size": _SIZE, "color": INK, "bold": False}
    format = _format(chart.panels)
    upright = {"rotation": 0} if labels_fit(chart) else {}
    key = {"name": f"– – –  {chart.line.label}", "name_font": {**font, "color": RED}} if chart.line else {}
    drawn.set_x_axis(
        {"num_font": font | {"size": LABEL_SIZE} | upright, "line": {"color": QUIET}, "major_tick_mark": "none", **key}
    )
    drawn.set_y_axis(
        {
            "name": chart.axis_label.lstrip("="),  # XlsxWriter takes a name that begins with = for a formula
            "name_font": font,
            "num_font": font,
            "num_format": "0%" if format is Format.PERCENT else "0",
            "min": 0,
            "max": chart.axis_max,
            "major_unit": 1 if 1 < chart.axis_max <= 5 else chart.axis_max / 4,
            "line": {"none": True},
            "major_gridlines": {"visible": True, "line": {"color": RULE, "width": 0.5}},
            "major_tick_mark": "none",
        }
    )
    if len(chart.panels) == 1:
        drawn.set_legend({"none": True})
    else:
        line = [len(chart.panels), len(chart.panels) + 1] if chart.line else []  # and its trendline
        drawn.set_legend({"position": "top", "font": font, "delete_series": line})
    drawn.set_title({"none": True})
    drawn.set_chartarea({"border": {"none": True}})


def _data_labels(panel: Panel, wording: Wording) -> dict[str, Any]:
    """The number at each column's end; the word in its place where there is no number."""
    figures = [bar.figure for bar in panel.bars]
    font = {"name": FONT, "size": _SIZE, "color": INK}
    words = [None if _number(f, wording) is not None else {"value": shown(f, wording)} for f in figures]
    labels: dict[str, Any] = {
        "value": True,
        "position": "outside_end",
        "num_format": _format((panel,)).value,
        "font": font,
    }
    upright = {"name": FONT, "size": _SIZE, "color": QUIET, "rotation": -90}
    if any(words):
        labels["custom"] = [word and {**word, "font": upright} for word in words]
    return labels


def _format(panels: tuple[Panel, ...]) -> Format:
    """The format of a chart's figures, which are all of one statistic."""
    return next((format_of(bar.figure.statistic) for panel in panels for bar in panel.bars), Format.WHOLE)


def _number(content: object, wording: Wording) -> float | None:
    value = unrounded(content, wording) if isinstance(content, Figure) else content
    return value if isinstance(value, int | float) else None


def _pixels(points: float) -> int:
    return round(points / 0.75)
