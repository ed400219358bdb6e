"""A worksheet that is filled from the top, row by row, each as high as its texts need."""

from xlsxwriter.worksheet import Worksheet

from spur.analysis.figure import Figure
from spur.report.shown import excel_format, unrounded
from spur.report.xlsx.grid import Content, Grid, as_shown
from spur.report.xlsx.look import FORMULA_STARTS, Look, is_bold, size_of
from spur.report.xlsx.measure import height
from spur.wording import Wording

_A4 = (595.0, 842.0)
_MARGIN = 34.0  # left and right
_MARGINS_BESIDE = 110.0  # above and below, with the footer
_MOST = 405.0  # Excel's rows end at 409 points

_LONG = 20  # rows of a table that cannot be seen with its header
_HEAD = 200.0  # frozen rows must leave the screen to the table
UPRIGHT_TO = 700.0
"""A workbook whose sheets are all up to this width prints upright: the print is then no smaller than three quarters."""


class Page:
    """One worksheet, its next free ``row``, and the height of the ``paper`` on which it is printed."""

    def __init__(self, worksheet: Worksheet, grid: Grid, look: Look, wording: Wording, *, upright: bool = True) -> None:
        self.worksheet = worksheet
        self.grid = grid
        self.look = look
        self.wording = wording
        self.row = 0
        self._breaks: list[int] = []
        self._tables = 0
        self._header: tuple[int, int] | None = None
        self._header_height = 0.0
        self._near_top = False
        self._used = 0.0
        self._aside = False
        width = grid.width(0, len(grid.widths))
        paper_width, paper_height = _A4 if upright else _A4[::-1]
        scale = min((paper_width - 2 * _MARGIN) / width, 1)
        self.paper = (paper_height - _MARGINS_BESIDE) / scale
        worksheet.hide_gridlines(2)
        worksheet.set_paper(9)
        worksheet.set_portrait() if upright else worksheet.set_landscape()
        worksheet.set_margins(left=_MARGIN / 72, right=_MARGIN / 72, top=0.55, bottom=0.8)
        worksheet.fit_to_pages(1, 0)
        for column, points in enumerate(grid.widths):
            worksheet.set_column_pixels(column, column, round(points / 0.75))

    def put(
        self, content: Content, first: int, last: int, *styles: str, down: int = 0, row: int | None = None
    ) -> float:
        """Writes into the columns ``first``–``last`` of a row (the next one), merged with ``down`` rows below it.
        Returns the height that the text needs."""
        row = self.row if row is None else row
        value: str | float
        if isinstance(content, Figure):
            value, format = unrounded(content, self.wording), excel_format(content)
            styles = (*styles, "withheld") if content.withheld else styles
        else:
            value, format = content, "General"
        look = self.look(
            *styles, number_format=format, quoted=isinstance(value, str) and value.startswith(FORMULA_STARTS)
        )
        if down or first != last:
            self.worksheet.merge_range(row, first, row + down, last, "", look)
        if value == "":
            self.worksheet.write_blank(row, first, None, look)
        elif isinstance(value, str):
            self.worksheet.write_string(row, first, value, look)
        else:
            self.worksheet.write_number(row, first, value, look)
        size, bold = size_of(*styles), is_bold(*styles)
        return height(as_shown(content, self.wording), self.grid.width(first, last), size, bold=bold)

    def down(self, points: float) -> None:
        """Gives the row its height and goes to the next."""
        points = min(points, _MOST)
        self.keep(points)
        self.worksheet.set_row(self.row, points)
        self._used += points
        self.row += 1

    def keep(self, points: float) -> None:
        """Starts a new printed page if the next ``points`` would be cut by the end of this one. Every page ends here
        and not where a printer's own measures would end it, so that the next ones are foreseen rightly."""
        if self._used > self._header_height and self._used + min(points, self.paper) > self.paper:
            self._breaks.append(self.row)
            self._used = self._header_height

    def header(self, rows: int, height: float, body: int) -> None:
        """Tells that the last ``rows`` were a table's header, with ``body`` rows to come."""
        self._tables += 1
        self._header = (self.row - rows, self.row - 1) if body >= _LONG else None
        self._header_height = height if self._header else 0.0
        self._near_top = not self._breaks and self._used < _HEAD

    def aside(self) -> None:
        """Tells that cells beside the grid are filled, which are not to be printed."""
        self._aside = True

    def close(self, footer: str, header: str = "") -> None:
        """Sets what can be told only when the page is full. A long table that ends the sheet repeats its header on
        every printed page; one that is alone on it keeps its header on the screen."""
        if self._header:
            self.worksheet.repeat_rows(*self._header)
        if self._header and self._tables == 1 and self._near_top:
            self.worksheet.freeze_panes(self._header[1] + 1, 0)
        if self._aside:
            self.worksheet.print_area(0, 0, max(self.row - 1, 0), len(self.grid.widths) - 1)
        self.worksheet.set_h_pagebreaks(self._breaks)
        self.worksheet.set_footer(footer)
        if header:
            self.worksheet.set_header(header)
