"""A table as people save it (a CSV file; for surveys a workbook's sheet too) → rows of text, however many there are.

Everything is read as text and typed afterwards by what the column means: type inference turns the municipality code
0180 into 180. Swedish Excel saves cp1252 with semicolons; registers send UTF-8 with commas; both are told apart in
``spur.intake.textfile``.
"""

import csv
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain, count, islice
from pathlib import Path

from spur.intake.book import a1
from spur.intake.textfile import OpenText, TextFile, Unreadable, changed, look_at
from spur.intake.told import Told
from spur.records.problem import Code, Place, Problem, nearest

MOST_COLUMNS = 16_384  # as many as Excel has
COLUMNS_TOLD, LETTERS_TOLD = 12, 30  # of those that a file has, where one is missing

ROWS_BETWEEN = 4_096  # rows from one report of progress to the next

Progress = Callable[[float], None]
"""Is told how much of the file has been read, from 0 to 1."""

Record = str | Sequence[str]
"""A row: a line of CSV without any quotation mark, not divided yet; or its cells."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where an open table's rows come from: one record a row, from the file's row ``first_row`` on. ``share`` is how
    much of it has been read, from 0 to 1. In a sheet the first column may not be A. ``ended``: the last row has a line
    break, so that it cannot have been cut off. ``delimiter`` stands between the cells of a line; a sheet's is only what
    its cells may be put together with."""

    file: str
    hash: str
    records: Iterator[Record]
    share: Callable[[], float]
    first_row: int = 1
    sheet: str = ""
    first_column: int = 1
    ended: bool = True
    delimiter: str = ""


class OpenTable:
    """A table that is read while it is iterated over, once: the rows below the header, each with the number that Excel
    shows beside it, and with at least as many cells as there are ``columns``. Cells are as they stand; blank rows are
    counted and not handed over, and rows of another width are a problem. Whatever is wrong is told as it is found."""

    def __init__(self, source: Source, told: Told) -> None:
        self.file, self.hash, self.sheet = source.file, source.hash, source.sheet
        self.told = told
        self.columns: tuple[str, ...] = ()
        self.header_row = source.first_row
        self.rows_read = self.blank_rows = 0
        self.delimiter = source.delimiter
        self._source = source
        self._header_width = self._blank_above = 0
        self._short: Problem | None = None
        self._last_row: int | None = None
        self._body = self._numbered()
        self._find_header()

    @property
    def share(self) -> float:
        return self._source.share()

    def __iter__(self) -> Iterator[tuple[int, Sequence[str]]]:
        for number, record in self.undivided():
            if (cells := self.divided(number, record)) is not None:
                yield number, cells
        self.finish()

    def undivided(self) -> Iterator[tuple[int, Record]]:
        """The rows as they come, for who knows how to read them whole: any of them may be ``divided``, and when there
        are no more, the table is to be told to ``finish``."""
        return self._body

    def divided(self, number: int, record: Record) -> Sequence[str] | None:
        """A row's cells; None for a blank row, and (with a problem) for one that has not the header's width. Empty
        cells beyond the last column are Excel's; a row that is short may have lost a cell in its middle."""
        cells = self._split(record)
        width, n = len(self.columns), len(cells)
        if not any(map(str.strip, cells)):
            self.blank_rows += 1
            return None
        if n < width:
            self._tell_short(Problem(Code.ROW_WIDTH, self._row(number), found=str(n), also=str(width)))
            return None
        if n > width and any(map(str.strip, cells[width:])):
            self._tell_short(None)
            self.told.add(self._beyond(number, cells))
            return None
        return cells

    def sample(self, n: int) -> list[tuple[str, ...]]:
        """The first n rows at most, stripped. They are handed over by iterating all the same."""
        ahead = list(islice(self._body, n))
        self._body = chain(ahead, self._body)
        cells = (self._split(record)[: len(self.columns)] for _, record in ahead)
        return [tuple(map(str.strip, each)) for each in cells if len(each) == len(self.columns)]

    def place(self, row: int, column: int) -> Place:
        """The cell in this row and the column with this index."""
        cell = a1(row, self._source.first_column + column) if self.sheet else ""
        return Place(self.file, self.sheet, row, self.columns[column], cell)

    def _split(self, record: Record) -> Sequence[str]:
        return record.split(self.delimiter) if isinstance(record, str) else record

    def _row(self, number: int) -> Place:
        return Place(self.file, self.sheet, row=number)

    def _numbered(self) -> Iterator[tuple[int, Record]]:
        """The records; a problem where they cannot be read on."""
        numbers = count(self._source.first_row)
        try:
            yield from zip(numbers, self._source.records, strict=False)
        except csv.Error:
            self.told.add(Problem(Code.FILE_BROKEN_QUOTE, self._row(next(numbers) - 1)))
        except Unreadable as unreadable:
            self.told.add(unreadable.problem)
        else:
            self._last_row = next(numbers) - 2  # a number more was taken before the records ended
            self.rows_read = max(self._last_row - self.header_row, 0) + self._blank_above

    def _find_header(self) -> None:
        header: Sequence[str] = ()
        for number, record in self._body:
            if any(map(str.strip, self._split(record))):
                self.header_row, header = number, self._split(record)
                break
        self._blank_above = self.blank_rows = self.header_row - self._source.first_row
        # Excel saves columns that were once used as empty ones at the end: they are none
        names = [cell.strip() for cell in header]
        self._header_width = width = len(names)
        while width and not names[width - 1]:
            width -= 1
        if width > MOST_COLUMNS:
            problem = Problem(Code.TOO_MANY_COLUMNS, self._row(self.header_row), str(width), also=str(MOST_COLUMNS))
            self.told.add(problem)
            self._body = iter(())
            return
        self.columns = tuple(names[:width])
        self.told.extend(self._header_problems())

    def _tell_short(self, problem: Problem | None) -> None:
        """A short row waits, since of the file's last it is told otherwise."""
        if self._short is not None:
            self.told.add(self._short)
        self._short = problem

    def finish(self) -> None:
        """Tell what can only be told when all rows have been divided, or read otherwise."""
        if self._short is not None:
            cut = self._short.place.row == self._last_row and not self._source.ended
            self.told.add(replace(self._short, code=Code.FILE_CUT_OFF) if cut else self._short)
        if self._last_row is not None and self.rows_read == self.blank_rows:
            code = Code.NO_ROWS if self.columns else Code.FILE_EMPTY
            self.told.add(Problem(code, Place(self.file, self.sheet), found=self.file))

    def _beyond(self, number: int, cells: Sequence[str]) -> Problem:
        """A row with something in it to the right of the last heading."""
        width = len(self.columns)
        at = next(at for at in range(width, len(cells)) if cells[at].strip())
        if at < self._header_width or self.sheet:
            return Problem(Code.COLUMN_UNNAMED, self._row(self.header_row), found=str(at + 1))
        return Problem(Code.ROW_WIDTH, self._row(number), found=str(len(cells)), also=str(width))

    def _header_problems(self) -> Iterator[Problem]:
        seen: set[str] = set()
        for index, column in enumerate(self.columns):
            if not column:
                place = Place(self.file, self.sheet, row=self.header_row)
                yield Problem(Code.COLUMN_UNNAMED, place, found=str(index + 1))
            elif plain(column) in seen:
                yield Problem(Code.COLUMN_DUPLICATE, self.place(self.header_row, index), found=column)
            seen.add(plain(column))


@contextmanager
def open_csv(path: Path, told: Told) -> Iterator[OpenTable]:
    """A CSV file of any length: UTF-8 (with or without BOM), UTF-16 or cp1252; comma, semicolon or tab. Raises
    Unreadable where nothing of it can be read."""
    file = look_at(path)
    if file.encoding == "cp1252":
        told.add(Problem(Code.ENCODING_ASSUMED, Place(path.name), found=file.encoding))
    with file.open() as opened:
        ended = file.ended and not file.cut
        source = Source(
            path.name, file.hash, _records(file, opened), opened.share, file.first_line,
            ended=ended, delimiter=file.delimiter,
        )  # fmt: skip
        yield OpenTable(source, told)


def _records(file: TextFile, opened: OpenText) -> Iterator[Record]:
    """The lines; the csv module divides those with a quotation mark, which may go on in the next, unless every cell is
    quoted and none needs to be."""
    text, delimiter = opened.text, file.delimiter
    between = f'"{delimiter}"'
    begun: list[str] = []

    def lines() -> Iterator[str]:
        while (line := begun.pop() if begun else next(text, "")) != "":
            yield line

    reader = csv.reader(lines(), delimiter=delimiter, strict=True)
    try:
        for line in text:
            if '"' not in line:
                yield line.rstrip("\r\n")
                continue
            whole = line.rstrip("\r\n")
            bare = whole[1:-1].replace(between, delimiter)
            taken = len(whole) - 2 - len(bare)  # two quotation marks at each delimiter that stands between cells
            if '"' not in bare and taken == 2 * bare.count(delimiter) and whole[0] == whole[-1] == '"':
                yield bare
            else:
                begun.append(line)
                yield next(reader)
    except UnicodeDecodeError as error:
        raise changed(file.path) from error
    opened.check()


@dataclass(frozen=True, slots=True)
class Row:
    """One row: ``number`` is the one that Excel shows beside it, the header being row 1. Cells are stripped."""

    file: str
    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def problem(
        self, code: Code, column: str, *, found: str | None = None, allowed: Sequence[str] = (), also: str = ""
    ) -> Problem:
        """A problem at this row's cell. ``found`` is what stands there unless told; the nearest allowed word is
        suggested."""
        found = self[column] if found is None else found
        place = Place(self.file, row=self.number, column=column)
        return Problem(code, place, found, tuple(allowed), nearest(found, allowed), also)


@dataclass(frozen=True, slots=True)
class Table:
    """A file's rows by column, with what was wrong with the file as such. ``blank_rows`` have no text in any cell.
    ``hash`` is that of the bytes that were read."""

    file: str
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    blank_rows: int = 0
    problems: tuple[Problem, ...] = ()
    hash: str = ""

    @property
    def rows_read(self) -> int:
        return len(self.rows) + self.blank_rows

    def renamed(self, wanted: Sequence[str]) -> "Table":
        """The same table with each column that is spelled like a wanted one (case, white space) named as wanted."""
        names = {plain(name): name for name in wanted}
        rename = {column: names.get(plain(column), column) for column in self.columns}
        rows = tuple(Row(r.file, r.number, {rename[c]: text for c, text in r.cells.items()}) for r in self.rows)
        return replace(self, columns=tuple(rename[c] for c in self.columns), rows=rows)

    def missing_columns(self, wanted: Iterable[str]) -> list[Problem]:
        """A problem for each wanted column that is not there; none when the file has no columns at all."""
        there, place = in_short(self.columns), Place(self.file, row=1)
        return [
            Problem(Code.COLUMN_MISSING, place, column, suggestion=nearest(column, self.columns), also=there)
            for column in wanted
            if self.columns and column not in self.columns
        ]

    def ignored_columns(self, known: Collection[str]) -> list[Problem]:
        """A notice for each column that nothing is read from."""
        return [
            Problem(Code.COLUMN_IGNORED, Place(self.file, row=1, column=column), found=column)
            for column in self.columns
            if column and column not in known
        ]


def read_table(path: Path) -> Table:
    """A small CSV file as a whole, its cells stripped."""
    told = Told(path.name)
    try:
        with open_csv(path, told) as table:
            rows = tuple(
                Row(table.file, number, {c: cell.strip() for c, cell in zip(table.columns, cells, strict=False)})
                for number, cells in table
            )
            return Table(table.file, table.columns, rows, table.blank_rows, told.problems, table.hash)
    except Unreadable as unreadable:
        return Table(path.name, problems=(*told.problems, unreadable.problem))


def in_short(columns: Sequence[str]) -> str:
    """The columns that a file has, told where one is missing: the first of them, and of each the beginning."""
    told = (column if len(column) <= LETTERS_TOLD else f"{column[: LETTERS_TOLD - 1]}…" for column in columns)
    return ", ".join(islice(told, COLUMNS_TOLD)) + (" …" if len(columns) > COLUMNS_TOLD else "")


def plain(text: str) -> str:
    return " ".join(text.casefold().split())
