"""Draws a chart as a native Excel chart above its numbers: a cluster of columns a label, a series a panel."""

from itertools import cycle
from typing import Any

from xlsxwriter import Workbook

from spur.analysis.figure import Figure
from spur.report.document import Chart, Plot
from spur.report.shown import Format, format_of, unrounded
from spur.report.xlsx.grid import LABEL_SIZE, Content, Lines, as_shown, chart_width, labels_fit
from spur.report.xlsx.look import FONT, INK, PALE, QUIET, RED, RULE, Look
from spur.report.xlsx.page import Page
from spur.report.xlsx.table import draw_table
from spur.wording import Wording

_ROW = 15.0
_ROWS = 16
_SIZE = 8

_COLUMNS = {"gap": 55, "overlap": 0}

# A line ends in the middle of the first and last column; its trend reaches half a column further on both sides.
_DASHES = {"color": RED, "width": 1.75, "dash_type": "dash"}
_ACROSS = {
    "line": {"none": True},
    "marker": {"type": "none"},
    "trendline": {"type": "linear", "forward": 0.5, "backward": 0.5, "line": _DASHES},
}


def _fills(look: Look) -> tuple[dict[str, Any], ...]:
    """Told apart in grey print too: dark, light, striped, mid, white, dotted and so on."""
    dark, mid, light, white = look.accent, look.bar, PALE, "#FFFFFF"
    return (
        {"fill": {"color": dark}},
        {"fill": {"color": light}},
        {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": dark, "bg_color": white}},
        {"fill": {"color": mid}},
        {"fill": {"color": white}},
        {"pattern": {"pattern": "small_check", "fg_color": dark, "bg_color": white}},
        {"pattern": {"pattern": "wide_downward_diagonal", "fg_color": white, "bg_color": mid}},
        {"pattern": {"pattern": "dark_horizontal", "fg_color": mid, "bg_color": white}},
    )


def chart_height(chart: Chart) -> float:
    """The height of the chart itself, without its numbers."""
    return _ROW * (_ROWS + len(chart.panels) // 3)


def draw_chart(page: Page, chart: Chart, workbook: Workbook) -> None:
    """Draws a chart and, beneath it, its numbers."""
    top = page.row
    numbers, spans = draw_numbers(page, chart, chart_height(chart))
    end = max(page.grid.span_of(chart_width(chart)), page.grid.text_end, spans[-1][1])

    series = [series_of(page, numbers, i, spans[i][0]) for i in range(1, len(spans))]
    columns = workbook.add_chart({"type": "column"})
    border = {"border": {"color": page.look.accent, "width": 0.75}}
    for i, fill in zip(range(len(chart.panels)), cycle(_fills(page.look)), strict=False):
        labels = _data_labels([row[i + 1] for row in numbers.rows], _format(chart), page.wording)
        columns.add_series(series[i] | _COLUMNS | border | fill | {"data_labels": labels})
    if chart.line:
        line = workbook.add_chart({"type": "line"})
        line.add_series(series[-1] | _ACROSS)
        columns.combine(line)
    _dress(columns, chart)
    insert(page, columns, top, page.grid.width(0, end), chart_height(chart), chart.alt)


def draw_numbers(page: Page, chart: Chart | Plot, height: float) -> tuple[Lines, list[tuple[int, int]]]:
    """Leaves room for a chart and draws its numbers beneath. Returns them, and the grid columns of each column."""
    for _ in range(int(height / _ROW)):
        page.down(_ROW)
    page.down(page.put(page.wording("xlsx.numbers"), 0, page.grid.text_end, "small") + 4)
    numbers = Lines.of(chart, page.wording)
    return numbers, draw_table(page, numbers)


def insert(page: Page, drawn: Any, top: int, width: float, height: float, alt: str) -> None:
    """Puts a chart on the sheet, from the row ``top``; ``width`` and ``height`` in points."""
    drawn.set_size({"width": _pixels(width) - 8, "height": _pixels(height) - 8})
    page.worksheet.insert_chart(top, 0, drawn, {"description": alt, "object_position": 1, "y_offset": 4})


def series_of(page: Page, numbers: Lines, column: int, place: int) -> dict[str, Any]:
    """The cells of a column of numbers, just drawn in the grid column ``place``. What is withheld leaves no zero among
    the numbers that the file keeps for viewers."""
    first, last, sheet = page.row - len(numbers.rows), page.row - 1, page.worksheet.get_name()
    return {
        "name": [sheet, first - 1, place],
        "categories": [sheet, first, 0, last, 0],
        "values": [sheet, first, place, last, place],
        "values_data": [_number(row[column], page.wording) for row in numbers.rows],
    }


def _dress(drawn: Any, chart: Chart) -> None:
    """The axes, the legend and the fonts."""
    font = {"name": FONT, "size": _SIZE, "color": INK, "bold": False}
    upright = {"rotation": 0} if labels_fit(chart) else {}
    key = {"name": quiet_name(f"– – –  {chart.line.label}"), "name_font": {**font, "color": RED}} if chart.line else {}
    drawn.set_x_axis(
        {"num_font": font | {"size": LABEL_SIZE} | upright, "line": {"color": QUIET}, "major_tick_mark": "none", **key}
    )
    drawn.set_y_axis(
        {
            "name": quiet_name(chart.axis_label),
            "name_font": font,
            "num_font": font,
            "num_format": "0%" if _format(chart) is Format.PERCENT else "0",
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


def _data_labels(contents: list[Content], format: Format, wording: Wording) -> dict[str, Any]:
    """The number at each column's end, and upright in its place the word where there is no number."""
    font = {"name": FONT, "size": _SIZE, "color": INK}
    quiet = font | {"color": QUIET, "rotation": -90}
    words = [
        None if _number(content, wording) is not None else {"value": as_shown(content, wording) or " ", "font": quiet}
        for content in contents
    ]
    labels = {"value": True, "position": "outside_end", "num_format": format.value, "font": font}
    return labels | ({"custom": words} if any(words) else {})


def _format(chart: Chart) -> Format:
    """The format of a chart's figures, which are all of one statistic."""
    return next((format_of(bar.figure.statistic) for panel in chart.panels for bar in panel.bars), Format.WHOLE)


def _number(content: Content, wording: Wording) -> float | None:
    value = unrounded(content, wording) if isinstance(content, Figure) else content
    return None if isinstance(value, str) else value


def quiet_name(text: str) -> str:
    """A text as XlsxWriter takes it: it reads "Sheet!A1" within a name as a reference to a cell."""
    return text.replace("!", "! ")


def _pixels(points: float) -> int:
    return round(points / 0.75)
