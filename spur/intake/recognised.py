"""A book → spur's sheets in it, with the rows and columns that mean something, wherever they now are.

Everything goes by the ids of ``spur.intake.workbook``. What was put beside them is told, as it is not read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from spur.intake.book import Book, Cell, Sheet
from spur.intake.workbook import (
    ABOUT,
    COMMENTS,
    FORMAT,
    START,
    STATIC,
    SUMMARY,
    TEXT_LIMIT,
    UNFIT,
    VALUE,
    About,
    Address,
    area_sheet,
    utf16_length,
)
from spur.records.problem import Code, Place, Problem, nearest
from spur.wording import LANGUAGES, Wording

KINDS = (START, COMMENTS, SUMMARY, ABOUT, area_sheet(""))
_LINE_BREAKS = {ord("\v"): "\n", ord("\f"): "\n"}  # Word's, in what is pasted from there

TOLD = 60  # characters of a text that a problem repeats


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in one input cell: ``text`` as a person reads it, ``value`` as the file has it."""

    text: str
    value: object
    place: Place


@dataclass(frozen=True, slots=True)
class Cover:
    """What a workbook says of itself on its hidden sheet."""

    rubric: str
    rubric_hash: str
    unit: str
    round: str
    language: str


@dataclass
class Page:
    """One sheet of spur's, with the rows and columns that mean something, wherever they now are."""

    file: str
    kind: str
    sheet: Sheet
    rows: dict[str, int]
    columns: dict[str, int]
    problems: list[Problem] = field(default_factory=list)
    addresses: dict[str, Address] = field(default_factory=dict)
    """The address of each cell that was looked at, by its A1 name."""

    def entry(self, row_id: str, column_id: str) -> Entry:
        """The cell's content; an error cell, or a formula whose result was never computed, is a problem."""
        row, column = self.rows.get(row_id), self.columns.get(column_id)
        if row is None or column is None:
            return Entry("", None, Place(self.file, self.sheet.title))
        name = self.sheet.a1(row, column)
        place = Place(self.file, self.sheet.title, cell=name)
        self.addresses[name] = (self.kind, row_id, column_id)
        cell = self.sheet.cells.get((row, column))
        if cell is None:
            return Entry("", None, place)
        if cell.kind == "error":
            self.problems.append(Problem(Code.CELL_ERROR, place, found=str(cell.value)))
            return Entry("", None, place)
        if cell.kind == "uncached":
            self.problems.append(Problem(Code.CELL_NOT_COMPUTED, place, found=str(cell.value)))
            return Entry("", None, place)
        text = _as_text(cell).translate(_LINE_BREAKS)
        if unfit := UNFIT.search(text):
            self.problems.append(Problem(Code.CELL_UNFIT, place, found=f"U+{ord(unfit[0]):04X}"))
            text = UNFIT.sub("\ufffd", text)
        elif (length := utf16_length(text)) > TEXT_LIMIT:
            self.problems.append(Problem(Code.CELL_TOO_LONG, place, found=str(length), also=str(TEXT_LIMIT)))
            text = text[: TEXT_LIMIT // 2]
        return Entry(text, cell.value, place)

    def require(self, row_ids: Sequence[str], column_ids: Sequence[str]) -> None:
        """A problem for every row and column that should be there and is not, and for every row that should not."""
        for column_id in column_ids:
            if column_id not in self.columns:
                problem = Problem(Code.SHEET_COLUMN_MISSING, Place(self.file, self.sheet.title), _title_of(column_id))
                self.problems.append(problem)
        for row_id in row_ids:
            if row_id not in self.rows:
                self.problems.append(
                    Problem(
                        Code.ROW_MISSING, Place(self.file, self.sheet.title), found=row_id.partition(":")[2] or row_id
                    )
                )
        for row_id, row in self.rows.items():
            if row_id not in row_ids:
                place = Place(self.file, self.sheet.title, row=row)
                self.problems.append(Problem(Code.ROW_UNKNOWN, place, row_id, suggestion=nearest(row_id, row_ids)))


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook's sheets of spur's by their kind, its cover, and what was wrong with it as such.

    ``cover`` is None when the file is no workbook of spur's, or one of a format that cannot be read.
    """

    file: str
    cover: Cover | None
    pages: Mapping[str, Page]
    problems: tuple[Problem, ...]


def recognise(book: Book) -> Workbook:
    """Find spur's sheets in a book and read what it says of itself."""
    pages: dict[str, Page] = {}
    problems: list[Problem] = []
    for sheet in book.sheets:
        page = _page(book.file, sheet)
        if page is None:
            problems.append(Problem(Code.SHEET_IGNORED, Place(book.file, sheet.title), found=sheet.title))
        elif page.kind in pages:
            place = Place(book.file, sheet.title)
            problems.append(Problem(Code.SHEET_DUPLICATE, place, sheet.title, also=pages[page.kind].sheet.title))
        else:
            pages[page.kind] = page
            problems += page.problems
            page.problems.clear()
    about = pages.get(ABOUT)
    if about is None:
        return Workbook(book.file, None, {}, (Problem(Code.WORKBOOK_FOREIGN, Place(book.file), found=book.file),))
    said = {each: about.entry(each, VALUE).text for each in About}
    if said[About.FORMAT] != str(FORMAT):
        problem = Problem(Code.WORKBOOK_FORMAT, Place(book.file), found=said[About.FORMAT], also=str(FORMAT))
        return Workbook(book.file, None, pages, (problem,))
    cover = Cover(
        said[About.RUBRIC], said[About.RUBRIC_HASH], said[About.UNIT], said[About.ROUND], said[About.LANGUAGE]
    )  # fmt: skip
    return Workbook(book.file, cover, pages, tuple(problems))


def _page(file: str, sheet: Sheet) -> Page | None:
    """The sheet as one of spur's, or None. Its corner, the first cell with a kind of sheet, may have moved."""
    corner = next(
        (
            (place, cell.value)
            for place, cell in sorted(sheet.cells.items())
            if isinstance(cell.value, str) and cell.value.startswith(KINDS)
        ),
        None,
    )
    if corner is None:
        return None
    (top, left), kind = corner
    page = Page(file, kind, sheet, {}, {})
    marked_rows, marked_columns = {top}, {left}
    for (row, column), cell in sorted(sheet.cells.items()):
        if not isinstance(cell.value, str) or not cell.value:
            continue
        if row == top and column > left:
            marked_columns.add(column)
            if cell.value != STATIC and cell.value in page.columns:
                place, first = Place(file, sheet.title, cell=sheet.a1(row, column)), page.columns[cell.value]
                also = sheet.a1(row, first).rstrip("0123456789")
                page.problems.append(Problem(Code.SHEET_COLUMN_DUPLICATE, place, _title_of(cell.value), also=also))
            page.columns.setdefault(cell.value, column)
        elif column == left and row > top:
            marked_rows.add(row)
            if cell.value == STATIC:
                continue
            if cell.value in page.rows:
                place = Place(file, sheet.title, row=row)
                problem = Problem(Code.ROW_DUPLICATE, place, cell.value, also=str(page.rows[cell.value]))
                page.problems.append(problem)
            page.rows.setdefault(cell.value, row)
    page.problems += [
        Problem(Code.WORDS_OUTSIDE, Place(file, sheet.title, cell=sheet.a1(row, column)), found=_beginning(cell))
        for (row, column), cell in sorted(sheet.cells.items())
        if (row not in marked_rows or column not in marked_columns) and _as_text(cell).strip()
    ]
    return page


def _title_of(column_id: str) -> str:
    """What people see at the head of a column."""
    said = Wording(LANGUAGES[0])
    return said(f"workbook.column.{column_id}") if said.has(f"workbook.column.{column_id}") else column_id


def _beginning(cell: Cell) -> str:
    text = _as_text(cell)
    return text if len(text) <= TOLD else f"{text[:TOLD]}…"


def _as_text(cell: Cell) -> str:
    """A cell as a person reads it: a whole number without decimals, a date as ISO."""
    match cell.value:
        case None:
            return ""
        case bool():
            return "TRUE" if cell.value else "FALSE"
        case float() if cell.value.is_integer():
            return str(int(cell.value))
        case datetime() if cell.value.time().isoformat() == "00:00:00":
            return cell.value.date().isoformat()
        case datetime() | date():
            return cell.value.isoformat()
        case _:
            return str(cell.value)
