"""A worksheet that is filled from the top, its hidden ids beside it, each row as high as its texts need."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from xlsxwriter.utility import xl_rowcol_to_cell

from spur.intake.template.contents import Contents
from spur.intake.template.counters import Counter
from spur.intake.template.growing import GrowingSheet
from spur.intake.template.look import MARKED, Look, is_bold, size_of
from spur.intake.template.measure import MOST, height, lines
from spur.intake.template.names import quoted
from spur.intake.workbook import FIRST_DATE, LAST_DATE, STATIC

_FORMULA_STARTS = ("=", "+", "-", "@")
_AIR = 5.0
_FROZEN_AT_MOST = 220.0  # points: more would leave too little of a small screen
_A4 = (842.0, 595.0)
_MARGIN, _ABOVE, _BELOW = 36.0, 36.0, 54.0
_SURE = 0.92  # of a page: rows that fit themselves to other fonts take a little more
_FOOTER = 90  # Excel takes 255 characters at most, with the codes and each & twice


@dataclass(frozen=True, slots=True)
class Column:
    """A column's width in points, and its id where it has one."""

    width: float
    id: str = ""


@dataclass
class Sheet:
    """One sheet of the workbook. ``row`` is the one that is written to; the columns of the contract count from 1."""

    worksheet: GrowingSheet
    kind: str
    columns: Sequence[Column]
    look: Look
    contents: Contents
    row: int = 1
    _row_id: str = ""
    _heights: dict[int, float] = field(default_factory=dict)
    _pinned: set[int] = field(default_factory=set)
    _identified: set[int] = field(default_factory=set)
    _block: int | None = None
    _first_input: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        sheet = self.worksheet
        sheet.write_string(0, 0, self.kind)
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.set_column(0, 0, None, None, {"hidden": True})
        for number, column in enumerate(self.columns, 1):
            sheet.write_string(0, number, column.id or STATIC)
            sheet.set_column_pixels(number, number, round(column.width / 0.75))
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=_MARGIN / 72, right=_MARGIN / 72, top=_ABOVE / 72, bottom=_BELOW / 72)
        sheet.fit_to_pages(1, 0)
        # Without a password: against slips, not against people.
        allowed = ("format_columns", "format_rows", "autofilter")
        sheet.protect("", dict.fromkeys(allowed, True))

    @property
    def name(self) -> str:
        return str(self.worksheet.get_name())

    @property
    def last(self) -> int:
        """The last column."""
        return len(self.columns)

    def identify(self, row_id: str) -> None:
        """Gives the row its id."""
        self._row_id = row_id
        self._identified.add(self.row)
        self.worksheet.write_string(self.row, 0, row_id)

    def _mark_static(self) -> None:
        if self.row and self.row not in self._identified:
            self.worksheet.write_string(self.row, 0, STATIC)

    def put(self, column: int, text: str, *styles: str, to: int | None = None) -> None:
        """Writes a text that is not to be changed, over the columns up to ``to``."""
        self._mark_static()
        if text.startswith(_FORMULA_STARTS):
            styles = (*styles, "quoted")
        look = self.look(*styles)
        if to is not None and to > column:
            self.worksheet.merge_range(self.row, column, self.row, to, "", look)
            self._pinned.add(self.row)
        if text:
            self.worksheet.write_string(self.row, column, text, look)
        else:
            self.worksheet.write_blank(self.row, column, None, look)
        if "spill" not in styles:
            self._need(column, to or column, text, styles)

    def spill(self, column: int, text: str, to: int, *styles: str) -> None:
        """Writes one line over the blank cells up to ``to``; unlike a merged one it lets its row grow."""
        self.put(column, text, *styles, "spill")
        for each in range(column + 1, to + 1):
            self.put(each, "", *styles)

    def room(self, column: int, text: str, least: int, style: str = "hint") -> None:
        """Writes a text that keeps its row at least so many lines high, to have room to write in beside it.

        A row that grows with its text also shrinks to it; line breaks after a text that stays hold it open.
        """
        used = lines(text, self.columns[column - 1].width, size_of(style), bold=is_bold(style))
        self.put(column, text + "\n" * max(least - used, 0), style)

    def link(self, column: int, text: str, sheet: str, *styles: str) -> None:
        """Writes a text that leads to another sheet."""
        self._mark_static()
        if text.startswith(_FORMULA_STARTS):
            styles = (*styles, "quoted")
        self.worksheet.write_url(self.row, column, f"internal:{quoted(sheet)}!A1", self.look(*styles), string=text)
        self._need(column, column, text, styles)

    def count(self, column: int, counter: Counter, *styles: str) -> str:
        """Writes a counter with its value, and returns the cell's address on this sheet."""
        self._mark_static()
        self.worksheet.write_formula(self.row, column, counter.formula, self.look(*styles), counter.value)
        self._need(column, column, str(counter.value), styles)
        return str(xl_rowcol_to_cell(self.row, column))

    def input(self, column: int, *styles: str) -> str:
        """Writes what an input cell of this row holds, and returns the cell's address on this sheet."""
        address = (self.kind, self._row_id, self.columns[column - 1].id)
        value, mark = self.contents.values[address], self.contents.marks.get(address)
        styles = ("input", *styles, *(("marked",) if mark else ()))
        if isinstance(value, date):
            self.worksheet.write_datetime(self.row, column, value, self.look(*styles))
        elif value:
            quotes = ("quoted",) if value.startswith(_FORMULA_STARTS) else ()
            self.worksheet.write_string(self.row, column, value, self.look(*styles, *quotes))
            self._need(column, column, value, styles)
        else:
            self.worksheet.write_blank(self.row, column, None, self.look(*styles))
        if mark:
            self._mark(column)
            self.comment(column, mark.comment)
        self._first_input = self._first_input or (self.row, column)
        return str(xl_rowcol_to_cell(self.row, column))

    def comment(self, column: int, text: str) -> None:
        """Attaches a comment to a cell, in a box that shows all of it."""
        box = {"width": 260, "height": 24 + 14 * lines(text, 190, 8), "author": "spur"}
        self.worksheet.write_comment(self.row, column, text, box)

    def down(self, least: float = 0.0) -> None:
        """Goes to the next row; this one is at least so high."""
        self._heights[self.row] = max(self._heights.get(self.row, 0.0), least)
        self.row += 1
        self._row_id = ""

    def choose(self, column: int, first: int, last: int, source: str, title: str, message: str) -> None:
        """Makes cells drop-downs of the list with a defined name."""
        options = {"validate": "list", "source": f"={source}", "error_title": title, "error_message": message}
        self.worksheet.data_validation(first, column, last, column, options)

    def ask_date(self, column: int, row: int, title: str, message: str) -> None:
        """Takes nothing but a date in a cell."""
        options = {"validate": "date", "criteria": "between", "minimum": FIRST_DATE, "maximum": LAST_DATE}
        self.worksheet.data_validation(
            row, column, row, column, {**options, "error_title": title, "error_message": message}
        )

    def highlight(
        self,
        column: int,
        first: int,
        last: int,
        condition: str,
        properties: Mapping[str, object],
        to: int | None = None,
    ) -> None:
        """Formats the cells for which a formula, as it reads for the first of them, is true."""
        rule = {"type": "formula", "criteria": f"={condition}", "format": self.look.rule(properties)}
        self.worksheet.conditional_format(first, column, last, to or column, rule)

    def freeze(self) -> None:
        """Keeps what stands above on the screen and on every printed page."""
        self.worksheet.repeat_rows(1, self.row - 1)
        if sum(self._heights.values()) <= _FROZEN_AT_MOST:
            self.worksheet.freeze_panes(self.row, 0)

    def keep_together(self) -> None:
        """Prints this row and all that follow on a page of their own, unless one page takes the whole sheet."""
        self._block = self.row

    def there(self, cells: str) -> str:
        """Cells of this sheet as other sheets call them."""
        return f"{quoted(self.name)}!{cells}"

    def close(self, footer: str, page: str) -> None:
        """Sets what can be told only when the sheet is full."""
        for row, points in self._heights.items():
            self.worksheet.set_row(row, min(points, MOST))
        # Excel fits no row to a merged text, so those keep the height that they get here.
        self.worksheet.growing = self._heights.keys() - self._pinned
        if self._block is not None and not self._fits_one_page():
            self.worksheet.set_h_pagebreaks([self._block])
        text = footer[:_FOOTER].replace("&", "&&")
        size = '&"Arial,Regular"&8 '
        self.worksheet.set_footer(f"&L{size}{text}&C{size}&A&R{size}{page}")
        if self._first_input:
            self.worksheet.set_selection(*self._first_input, *self._first_input)
        # Ids such as "1" are texts on purpose.
        self.worksheet.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(self.row, self.last)}"})

    def _fits_one_page(self) -> bool:
        scale = min((_A4[0] - 2 * _MARGIN) / sum(column.width for column in self.columns), 1.0)
        return sum(self._heights.values()) * scale <= (_A4[1] - _ABOVE - _BELOW) * _SURE

    def _need(self, first: int, last: int, text: str, styles: Sequence[str]) -> None:
        width = sum(column.width for column in self.columns[first - 1 : last])
        size = size_of(*styles)
        points = height(lines(text, width, size, bold=is_bold(*styles)), size) + _AIR
        self._heights[self.row] = max(self._heights.get(self.row, 0.0), points)

    def _mark(self, column: int) -> None:
        """Colours a cell before every other rule does: a marked cell stays marked also where it is open."""
        rule = {"type": "formula", "criteria": "=TRUE", "format": self.look.rule(MARKED), "stop_if_true": True}
        self.worksheet.conditional_format(self.row, column, self.row, column, rule)
