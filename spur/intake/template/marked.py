"""Workbooks of one row a thing, which go out to be filled in and are found again by hidden ids: what the coding
workbook and the list of actions have alike (read back by ``spur.intake.marked``).

Column A (hidden) holds the rows' ids, row 1 (hidden) the columns', the corner between them what the sheet is.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from xlsxwriter.utility import xl_range, xl_range_abs

from spur.excel import ExactWorkbook
from spur.intake.template.growing import GrowingSheet
from spur.intake.template.look import ACCENT, BODY, FONT, TAB_OTHER, Look
from spur.intake.template.measure import MOST, height, lines
from spur.intake.template.names import quoted, sheet_names
from spur.intake.workbook import STATIC, printed

FIRST_ROW = 3
"""Of the rows to fill in, from 0: above them stand the ids, the title and the heads."""

_TITLE, _HEAD = 1, 2
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": {"font_name": FONT, "font_size": BODY},
    "default_row_height": 17,
}
_CREATED = datetime(2020, 1, 1)  # noqa: DTZ001 (not the clock's: the same rows give the same bytes)
_FORMULA_STARTS = ("=", "+", "-", "@")
_AIR, _LEAST = 6.0, 22.0
_RULES_WIDTH = 620.0
_MARGIN = 0.35  # inches: as near the edge as printers print


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its id and its head, its width in points, and whether it is read again."""

    id: str
    title: str
    width: float
    read: bool


@dataclass(frozen=True, slots=True)
class Cell:
    value: str | int | date | None
    styles: tuple[str, ...] = ("cell",)


@contextmanager
def marked_workbook(path: Path, title: str, names: Sequence[str]) -> Iterator[tuple[ExactWorkbook, list[GrowingSheet]]]:
    """A workbook with a sheet for each of ``names``, as far as Excel takes them."""
    with ExactWorkbook(str(path), _OPTIONS) as workbook:
        workbook.set_properties({"title": title, "author": "spur", "created": _CREATED})
        yield workbook, [workbook.add_worksheet(name, worksheet_class=GrowingSheet) for name in sheet_names(names)]


def write_table(
    sheet: GrowingSheet,
    look: Look,
    kind: str,
    title: str,
    columns: Sequence[Column],
    rows: Sequence[tuple[str, Sequence[Cell]]],
    *,
    frozen: int,
    least: float = _LEAST,
) -> int:
    """Writes a sheet with a row for each of ``rows``: its id and its cells, at ``least`` so high. So many columns are
    ``frozen``, the hidden one among them. Returns the last row's number."""
    _mark(sheet, kind)
    for at, column in enumerate(columns, 1):
        sheet.write_string(0, at, column.id if column.read else STATIC)
        sheet.set_column_pixels(at, at, round(column.width / 0.75))
        sheet.write_string(_HEAD, at, column.title, look("header"))
    for row, points in ((_TITLE, 30.0), (_HEAD, 34.0)):
        sheet.write_string(row, 0, STATIC)
        sheet.set_row(row, points)
    sheet.write_string(_TITLE, 1, title, look("title", "spill"))
    for row, (id_, cells) in enumerate(rows, FIRST_ROW):
        sheet.write_string(row, 0, id_)
        high = [_write(sheet, row, at, cell, columns[at - 1].width, look) for at, cell in enumerate(cells, 1)]
        sheet.set_row(row, min(max(least, *high), MOST))
    last = FIRST_ROW + max(len(rows), 1) - 1
    sheet.growing = set(range(FIRST_ROW, last + 1))
    sheet.autofilter(_HEAD, 0, last, len(columns))
    sheet.freeze_panes(FIRST_ROW, frozen)
    sheet.repeat_rows(_HEAD)
    _print(sheet)
    sheet.set_tab_color(ACCENT)
    # without a password: against slips, not against people
    sheet.protect("", dict.fromkeys(("format_columns", "format_rows", "autofilter", "sort"), True))
    sheet.ignore_errors({"number_stored_as_text": xl_range(0, 0, last, len(columns))})
    return last


def _write(sheet: GrowingSheet, row: int, column: int, cell: Cell, width: float, look: Look) -> float:
    """Writes a cell and returns how high its row must be for it."""
    match cell.value:
        case None | "":
            sheet.write_blank(row, column, None, look(*cell.styles))
        case int():
            sheet.write_number(row, column, cell.value, look(*cell.styles))
        case date() as on:
            sheet.write_datetime(row, column, datetime(on.year, on.month, on.day), look(*cell.styles))  # noqa: DTZ001
        case str():
            text = printed(cell.value)
            quotes = ("quoted",) if text.startswith(_FORMULA_STARTS) else ()
            sheet.write_string(row, column, text, look(*cell.styles, *quotes))
            return height(lines(text, width, BODY), BODY) + _AIR
    return 0.0


def choose(sheet: GrowingSheet, column: int, last: int, source: str, title: str, message: str) -> None:
    """Makes a column's cells drop-downs of the list with a defined name."""
    options = {"validate": "list", "source": f"={source}", "error_title": title, "error_message": message}
    sheet.data_validation(FIRST_ROW, column, last, column, options)


def write_rules(sheet: GrowingSheet, look: Look, kind: str, title: str, rules: Sequence[str]) -> None:
    """The sheet that tells how the workbook is filled in. Nothing is read from it."""
    _mark(sheet, kind)
    sheet.set_column_pixels(1, 1, round(_RULES_WIDTH / 0.75))
    sheet.write_string(_TITLE, 1, title, look("title"))
    sheet.set_row(_TITLE, 34)
    for row, rule in enumerate(rules, _TITLE + 1):
        text = f"{row - _TITLE}.  {rule}"
        sheet.write_string(row, 1, text, look("lead"))
        sheet.set_row(row, height(lines(text, _RULES_WIDTH, 11), 11) + 10)
    _print(sheet)
    sheet.set_tab_color(TAB_OTHER)
    sheet.protect("")


def write_about(
    workbook: ExactWorkbook,
    sheet: GrowingSheet,
    marks: tuple[str, str],
    facts: Mapping[str, str],
    lists: Mapping[str, Collection[str]],
) -> None:
    """The hidden sheet: what the workbook is, and the ``lists`` behind its drop-downs by their defined names. ``marks``
    are the sheet's kind and the id of its only column."""
    for column, mark in enumerate(marks):
        sheet.write_string(0, column, mark)
    for row, (name, fact) in enumerate(facts.items(), 1):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, fact)
    for column, (name, words) in enumerate(lists.items(), 3):
        for row, word in enumerate(words):
            sheet.write_string(row, column, word)
        there = f"{quoted(str(sheet.get_name()))}!{xl_range_abs(0, column, len(words) - 1, column)}"
        workbook.define_name(name, f"={there}")
    sheet.very_hidden()


def _mark(sheet: GrowingSheet, kind: str) -> None:
    sheet.write_string(0, 0, kind)
    sheet.set_row(0, None, None, {"hidden": True})
    sheet.set_column(0, 0, None, None, {"hidden": True})


def _print(sheet: GrowingSheet) -> None:
    """On paper: A4 on its side, as wide as the page, and numbered."""
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(_MARGIN, _MARGIN, _MARGIN, 2 * _MARGIN)
    sheet.set_footer("&L&8&A&R&8&P / &N", {"margin": _MARGIN})
