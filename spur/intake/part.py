"""One XML part of a workbook, scanned in a stream before anything builds a tree of it.

The scan keeps counts and nothing else, so it costs the same memory for a kilobyte and a gigabyte. It is made with
expat, the parser that openpyxl's reading ends in too: a part cannot mean one thing here and another there.
"""

import codecs
import re
from dataclasses import dataclass
from functools import lru_cache
from xml.parsers import expat

from spur.intake.book import a1
from spur.records.problem import Code, Place, Problem

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"

MOST_CELLS = 150_000
"""Cells with a value or only a format. An inspection of 12 sheets by 60 rows by 12 columns has 9,000."""

MOST_ELEMENTS = 800_000
"""XML elements of all parts: four a cell with a text of its own, and room for the rest. Each costs a tree 100 bytes."""

LONGEST_RUN = 1_000_000
"""Bytes from one tag to the next. A cell's 32,767 characters, each escaped ("_x000D_"), make 230,000."""

ROOMY_AREA = 1_000_000
"""A sheet may spread over so many cells however few are filled: 10,000 rows by 100 columns."""

SPARSEST = 1_000
"""Beyond that, one cell in so many is filled; else what stands far out was hardly meant to stand there."""

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""Excel's own, XFD1048576."""

_ROW_NUMBER = re.compile(r"[1-9][0-9]{0,6}")
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


class Refused(Exception):
    """Why a file is not read: a problem that does not know its file yet."""

    def __init__(self, code: Code, found: str = "", also: str = "", *, sheet: str = "", cell: str = "") -> None:
        super().__init__(code, found, also, sheet, cell)

    def problem(self, file: str) -> Problem:
        code, found, also, sheet, cell = self.args
        return Problem(code, Place(file, sheet, cell=cell), printable(found), also=printable(also))


def printable(text: str) -> str:
    """A name out of a stranger's file, fit for a terminal: short and without control characters."""
    return "".join(letter if letter.isprintable() else "�" for letter in text[:200])


def ran_out_of_memory(error: Exception) -> bool:
    """Whether expat gave up for want of memory, here or under ElementTree: no fault of the file's."""
    return getattr(error, "code", None) == expat.errors.codes[expat.errors.XML_ERROR_NO_MEMORY]


def is_readable(name: str) -> bool:
    """Whether a part may be parsed at all, here or later.

    Not other programs' own XML (customXml: Power Query keeps megabytes there, in UTF-16) and not what only ends in
    something else (Excel's VML drawings are not well-formed). Whatever opens a part asks this first.
    """
    lower = name.lower()
    return lower.endswith((".xml", ".rels")) and not lower.startswith("customxml/")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may have at most, all parts together: bytes on disk, unpacked and of XML, cells, elements; and what
    is said of one that is larger or has more cells."""

    disk: int
    unpacked: int
    xml: int
    cells: int = MOST_CELLS
    elements: int = MOST_ELEMENTS
    too_large: Code = Code.FILE_TOO_LARGE
    too_many_cells: Code = Code.FILE_TOO_MANY_CELLS


class Budget:
    """What is left of the limits that hold for the whole file."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._cells, self._elements = limits.cells, limits.elements

    def spend(self, part: str, *, elements: int = 0, cells: int = 0) -> None:
        """Raises Refused where a part has more than is left."""
        self._elements -= elements
        self._cells -= cells
        if self._elements < 0:
            raise Refused(Code.FILE_SUSPICIOUS, part, f"> {self._limits.elements} XML")
        if self._cells < 0:
            raise Refused(self._limits.too_many_cells, f"{self._limits.cells}")


class PartScan:
    """A part's scan: ``feed`` it its bytes and ``close`` it. Each may raise Refused.

    Afterwards ``root`` is its outermost element ("namespace name"); a workbook part has its ``titles`` by relation id
    and those that are ``hidden``, a relations part its ``targets`` by id, and a sheet can be asked for its ``stray``
    cell.
    """

    def __init__(self, name: str, budget: Budget) -> None:
        self.name = name
        self.root = ""
        self.titles: dict[str, str] = {}
        self.hidden: set[str] = set()
        self.targets: dict[str, str] = {}
        self._budget = budget
        self._fed = self._last_tag = 0
        self._row = self._column = 0
        self._filled = self._rows = self._columns = 0
        self._furthest = (0, 0)
        # The encoding is fixed here and checked in _declaration: OPC (ECMA-376 part 2) allows UTF-16 too, but no
        # spreadsheet program writes it, and one encoding leaves no room for two readings.
        self._parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        self._parser.XmlDeclHandler = self._declaration
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._element

    def feed(self, chunk: bytes) -> None:
        if not self._fed and (chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in chunk[:4]):
            raise Refused(Code.FILE_SUSPICIOUS, self.name, "UTF-16")
        self._fed += len(chunk)
        self._parse(chunk, last=False)
        if self._fed - self._last_tag > LONGEST_RUN:
            raise Refused(Code.FILE_SUSPICIOUS, self.name, f"> {LONGEST_RUN} B")

    def close(self) -> None:
        self._parse(b"", last=True)
        del self._parser  # its buffers, and the circle of handlers

    def stray(self) -> str:
        """The A1 name of the furthest filled cell if it lies far from all the rest, else ""."""
        area = self._rows * self._columns
        return a1(*self._furthest) if area > ROOMY_AREA and area > self._filled * SPARSEST else ""

    def _parse(self, chunk: bytes, *, last: bool) -> None:
        try:
            self._parser.Parse(chunk, last)
        except expat.ExpatError as error:
            if ran_out_of_memory(error):
                raise MemoryError from error
            raise Refused(Code.FILE_DAMAGED, self.name) from error

    def _declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding is not None and encoding.lower() not in ("utf-8", "us-ascii"):
            raise Refused(Code.FILE_SUSPICIOUS, self.name, encoding)

    def _doctype(self, *_: object) -> None:
        """Every entity attack needs a DOCTYPE, and no workbook has one."""
        raise Refused(Code.FILE_SUSPICIOUS, self.name, "DOCTYPE")

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        self.root = self.root or name
        self._last_tag = self._parser.CurrentByteIndex
        self._budget.spend(self.name, elements=1)
        known = _ELEMENTS.get(name)
        if known is not None:
            known(self, attributes)

    def _on_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", str(self._row + 1))
        if not _ROW_NUMBER.fullmatch(number) or int(number) > LAST_ROW:
            raise Refused(Code.FILE_SUSPICIOUS, self.name, number)
        self._row, self._column = int(number), 0

    def _on_cell(self, attributes: dict[str, str]) -> None:
        self._budget.spend(self.name, cells=1)
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            self._row, self._column = self._position(reference)

    def _on_content(self, _: dict[str, str]) -> None:
        """A value, formula or text in the cell at hand. A cell without is only formatted, and may lie anywhere."""
        self._filled += 1
        self._rows, self._columns = max(self._rows, self._row), max(self._columns, self._column)
        self._furthest = max(self._furthest, (self._row, self._column), key=lambda at: at[0] * at[1])

    def _on_sheet(self, attributes: dict[str, str]) -> None:
        self.titles[attributes.get(f"{OFFICE_RELATIONS} id", "")] = title = attributes.get("name", "")
        if attributes.get("state", "visible") != "visible":
            self.hidden.add(title)

    def _on_relation(self, attributes: dict[str, str]) -> None:
        self.targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def _position(self, reference: str) -> tuple[int, int]:
        match = _REFERENCE.fullmatch(reference)
        row, column = (int(match[2]), column_number(match[1])) if match else (0, 0)
        if match is None or row > LAST_ROW or column > LAST_COLUMN:
            raise Refused(Code.FILE_SUSPICIOUS, self.name, reference)
        return row, column


_ELEMENTS = {
    f"{MAIN} row": PartScan._on_row,
    f"{MAIN} c": PartScan._on_cell,
    f"{MAIN} v": PartScan._on_content,
    f"{MAIN} f": PartScan._on_content,
    f"{MAIN} is": PartScan._on_content,
    f"{MAIN} sheet": PartScan._on_sheet,
    f"{PACKAGE_RELATIONS} Relationship": PartScan._on_relation,
}


@lru_cache(maxsize=LAST_COLUMN)
def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
