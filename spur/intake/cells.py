"""A workbook file → its cells, by openpyxl. Runs in the sandbox only, and only on what the guard let in.

openpyxl finds the parts, tells dates by their number formats and types the cells; it reads rows as they stand in the
file (its full mode), never by the sheet's declared size; one pass gives values and formulas both. What is not taken
from it: pictures, charts, comments, merged ranges and pivot tables, which nothing here needs and of which each is a
parser more; its reading of styles, which gives up a whole file for a fill that it does not know; and its texts, which
lose a typed "x005F_".
"""

import math
import re
from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from typing import IO, Any, Literal
from xml.etree.ElementTree import Element, fromstring, iterparse
from zipfile import ZipFile, ZipInfo

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import builtin_format_code, is_date_format, is_timedelta_format
from openpyxl.worksheet._reader import CELL_TAG, FORMULA_TAG, ROW_TAG, VALUE_TAG, WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS

from spur.intake.book import Book, Cell, Sheet, Value, a1
from spur.intake.part import Refused, is_readable
from spur.records.problem import Code

STRING, TEXT, RUN = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("si", "t", "r"))
NAMES = {"": SHEET_MAIN_NS}

# int() and float() take "1_000", "١٢" and "-1" as an index; a workbook may not.
WRITTEN = {
    "n": re.compile(r"\s*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?\s*"),
    "s": re.compile(r"\s*[0-9]+\s*"),
    "b": re.compile(r"[01]"),
}

# ECMA-376 part 1, 22.9.2.19 (ST_Xstring). Halves of a surrogate pair are left as written: they are no characters.
ESCAPED = re.compile(r"_x(?![dD][89a-fA-F])([0-9a-fA-F]{4})_")


Reader = Any
"""openpyxl's ExcelReader. Its stubs, where they are installed, know half of what it has."""


class ScannedParts(ZipFile):
    """The parts that the guard has scanned. To open another, however the file leads to it, raises Refused."""

    def open(
        self,
        name: str | ZipInfo,
        mode: Literal["r", "w"] = "r",
        pwd: bytes | None = None,
        *,
        force_zip64: bool = False,
    ) -> IO[bytes]:
        part = name.filename if isinstance(name, ZipInfo) else name
        if not is_readable(part):
            raise Refused(Code.FILE_SUSPICIOUS, part, "zip")
        return super().open(name, mode, pwd, force_zip64=force_zip64)


def read_book(path: Path) -> Book:
    """Raises Refused for a cell that cannot be, and nearly anything for a file that openpyxl cannot read."""
    reader: Reader = ExcelReader(path, keep_links=False, data_only=True)
    reader.archive.close()
    with ScannedParts(path) as reader.archive:
        reader.read_manifest()
        reader.read_workbook()
        reader.read_custom()
        sheets = tuple(_sheets(reader))
    properties = {each.name: each.value for each in reader.wb.custom_doc_props.props if each.value is not None}
    return Book(path.name, sheets, properties)


def unescaped(text: str) -> str:
    """A text as it was typed: ``_x000D_`` is a carriage return, ``_x005F_`` the underscore of a typed ``_x000D_``."""
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _related(reader: Reader, kind: str) -> str | None:
    """The name of the part that the workbook relates to as its styles, or its shared strings."""
    return next((each.target for each in reader.parser.rels.values() if each.Type.endswith(f"/{kind}")), None)


def _sheets(reader: Reader) -> Iterator[Sheet]:
    texts, (dates, durations) = _shared_texts(reader), _date_styles(reader)
    for sheet, relation in reader.parser.find_sheets():
        if relation.Type.endswith("/worksheet"):
            with reader.archive.open(relation.target) as source:
                parser = WorkSheetParser(source, texts, True, reader.wb.epoch, dates, durations)
                yield Sheet(sheet.name, sheet.state != "visible", _cells(parser, sheet.name))


def _date_styles(reader: Reader) -> tuple[set[int], set[int]]:
    """The numbers of the cell styles that show a number as a date or a time, and those that show it as a duration."""
    part = _related(reader, "styles")
    if part is None:
        return set(), set()
    root = fromstring(reader.archive.read(part))
    custom = {each.get("numFmtId"): each.get("formatCode") for each in root.iterfind("numFmts/numFmt", NAMES)}
    styles = [each.get("numFmtId", "0") for each in root.iterfind("cellXfs/xf", NAMES)]
    shown = list(enumerate(custom.get(style) or builtin_format_code(int(style)) for style in styles))
    dates = {number for number, code in shown if is_date_format(code)}
    return dates, {number for number, code in shown if is_timedelta_format(code)}


def _shared_texts(reader: Reader) -> list[str]:
    part = _related(reader, "sharedStrings")
    if part is None:
        return []
    texts = []
    with reader.archive.open(part) as source:
        for _, element in iterparse(source):
            if element.tag == STRING:
                texts.append("".join(_runs(element)))
                element.clear()
    return texts


def _runs(string: Element) -> Iterator[str]:
    """A text's pieces, one a format; what stands beside them is reading aid (furigana)."""
    for child in string:
        if child.tag == TEXT:
            yield child.text or ""
        elif child.tag == RUN:
            yield child.findtext(TEXT, "")


def _cells(parser: WorkSheetParser, title: str) -> dict[tuple[int, int], Cell]:
    cells: dict[tuple[int, int], Cell] = {}
    for _, row in iterparse(parser.source):
        if row.tag == ROW_TAG:
            parser.row_counter, parser.col_counter = int(row.get("r", parser.row_counter + 1)), 0
            for element in row.iterfind(CELL_TAG):
                at, cell = _cell(parser, element, title)
                if at in cells:
                    raise Refused(Code.FILE_DAMAGED, a1(*at), sheet=title, cell=a1(*at))
                if cell is not None:
                    cells[at] = cell
            row.clear()
    return cells


def _cell(parser: WorkSheetParser, element: Element, title: str) -> tuple[tuple[int, int], Cell | None]:
    """A cell's position and content, None for blank. Raises Refused at the cell for a value that is not of its type."""
    try:
        kind, written = element.get("t", "n"), element.findtext(VALUE_TAG)
        if written and kind in WRITTEN and not WRITTEN[kind].fullmatch(written):
            raise ValueError(written)
        parsed = parser.parse_cell(element)
        at = parsed["row"], parsed["column"]
        value = None if parsed["value"] is None else _plain(parsed["value"])
    except (ValueError, IndexError, KeyError, TypeError, OverflowError) as error:
        name = element.get("r", "")
        raise Refused(Code.FILE_DAMAGED, name or title, sheet=title, cell=name) from error
    if parsed["data_type"] == "e" and value is not None:
        return at, Cell(value, "error")
    formula = element.find(FORMULA_TAG)
    if formula is None:
        return at, Cell(value) if value not in (None, "") else None
    if value is None and kind == "str" and written is not None:
        value = ""  # openpyxl takes the result "" for none
    return at, Cell(f"={formula.text or ''}", "uncached") if value is None else Cell(value, "formula")


def _plain(value: Value) -> Value:
    """Raises ValueError for an infinite number."""
    if isinstance(value, str):
        return unescaped(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(value)
    return value
