"""A CSV file as people save it → rows of text.

Everything is read as text and typed afterwards by what the column means: type inference turns the municipality code
0180 into 180. Swedish Excel saves cp1252 with semicolons; registers send UTF-8 with commas; both are told apart here.
"""

import codecs
import csv
import io
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from spur.records.problem import Code, Place, Problem, nearest

DELIMITERS = ",;\t"
COLUMNS_TOLD = 12  # of those that a file has, where one is missing


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
    """A file's rows by column, with what was wrong with the file as such. ``blank_rows`` have no text in any cell."""

    file: str
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    blank_rows: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def rows_read(self) -> int:
        return len(self.rows) + self.blank_rows

    def renamed(self, wanted: Sequence[str]) -> "Table":
        """The same table with each column that is spelled like a wanted one (case, white space) named as wanted."""
        names = {_plain(name): name for name in wanted}
        rename = {column: names.get(_plain(column), column) for column in self.columns}
        rows = tuple(Row(r.file, r.number, {rename[c]: text for c, text in r.cells.items()}) for r in self.rows)
        return Table(self.file, tuple(rename[c] for c in self.columns), rows, self.blank_rows, self.problems)

    def missing_columns(self, wanted: Iterable[str]) -> list[Problem]:
        """A problem for each wanted column that is not there; none when the file has no columns at all."""
        there = ", ".join(self.columns[:COLUMNS_TOLD]) + (" …" if len(self.columns) > COLUMNS_TOLD else "")
        place = Place(self.file, row=1)
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
    """Read a CSV file: UTF-8 (with or without BOM), UTF-16 or cp1252; comma, semicolon or tab."""
    name = path.name
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return _unreadable(name, Code.FILE_MISSING, str(path))
    except OSError as error:
        problem = Problem(Code.FILE_UNREADABLE, Place(name), found=str(path), also=error.strerror or str(error))
        return Table(name, problems=(problem,))
    decoded = _decode(raw)
    if decoded is None:
        return _unreadable(name, Code.FILE_NOT_TEXT, name)
    text, encoding = decoded
    if not text.strip():
        return _unreadable(name, Code.FILE_EMPTY, name)
    problems: list[Problem] = []
    if encoding == "cp1252":
        problems.append(Problem(Code.ENCODING_ASSUMED, Place(name), found=encoding))
    delimiter, text, skipped = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[tuple[int, list[str]]] = []
    try:
        for number, record in enumerate(reader, start=1 + skipped):
            records.append((number, [cell.strip() for cell in record]))
    except csv.Error:
        problems.append(Problem(Code.FILE_BROKEN_QUOTE, Place(name, row=len(records) + 1 + skipped)))
        return Table(name, problems=tuple(problems))
    filled = [(number, record) for number, record in records if any(record)]
    # Excel saves columns that were once used as empty ones at the end: they are none
    width = max(len(record) - _blanks_at_end(record) for _, record in filled)
    columns = tuple(filled[0][1][:width])
    problems += _header_problems(name, filled[0][0], columns)
    rows = []
    for number, record in filled[1:]:
        # Empty cells beyond the last column are Excel's; a row that is short may have lost a cell in its middle.
        if len(record) < len(columns) or any(record[len(columns) :]):
            problems.append(
                Problem(Code.ROW_WIDTH, Place(name, row=number), found=str(len(record)), also=str(len(columns)))
            )
        else:
            rows.append(Row(name, number, dict(zip(columns, record, strict=False))))
    if len(filled) == 1:
        problems.append(Problem(Code.NO_ROWS, Place(name), found=name))
    return Table(name, columns, tuple(rows), len(records) - len(filled), tuple(problems))


def _blanks_at_end(record: Sequence[str]) -> int:
    return next((index for index, cell in enumerate(reversed(record)) if cell), len(record))


def _unreadable(name: str, code: Code, found: str) -> Table:
    return Table(name, problems=(Problem(code, Place(name), found=found),))


def _decode(raw: bytes) -> tuple[str, str] | None:
    """The text and the encoding it was read by; None for what is no text (a workbook, a picture)."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\0" in raw:
        return None
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return raw.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return None


def _delimiter(text: str) -> tuple[str, str, int]:
    """The delimiter, the text without Excel's "sep=;" line, and how many lines that took."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == len("sep=;"):
        return first[len("sep=")], rest, 1
    header = first if first.strip() else text.lstrip().partition("\n")[0]
    unquoted = "".join(header.split('"')[::2])
    return max(DELIMITERS, key=unquoted.count), text, 0


def _header_problems(name: str, row: int, columns: tuple[str, ...]) -> list[Problem]:
    seen: dict[str, int] = {}
    problems = []
    for index, column in enumerate(columns, start=1):
        if not column:
            problems.append(Problem(Code.COLUMN_UNNAMED, Place(name, row=row), found=str(index)))
        elif _plain(column) in seen:
            problems.append(Problem(Code.COLUMN_DUPLICATE, Place(name, row=row, column=column), found=column))
        seen[_plain(column)] = index
    return problems


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
