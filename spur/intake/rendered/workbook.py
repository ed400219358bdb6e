"""A workbook's cells, and every other text in its file: alternative texts, names, charts' caches, properties, comments;
and whatever lies where spur writes nothing, such as a hidden column."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

from spur.intake.book import Cell as Filled
from spur.intake.book import Sheet, a1
from spur.intake.guard import BROKEN_ZIP, guard
from spur.intake.part import Refused, column_number
from spur.intake.rendered.contents import Cell, Heading, Line, Rendered, Table, Text, captions, is_number
from spur.intake.rendered.positions import without_positions
from spur.records.problem import Severity
from spur.wording import LANGUAGES, Wording

_LOOKS = ("xl/styles.xml", "xl/theme/", "[Content_Types].xml", "xl/sharedStrings.xml")
_SHEETS = "xl/worksheets/sheet"
_NOT_WRITTEN = ("docProps/custom.xml", "xl/comments", "xl/threadedComments", "xl/externalLinks", "customXml/")
"""Parts that no report has."""
_TOLD = ("descr", "title", "name", "tooltip", "display", "prompt", "promptTitle")
"""Attributes that hold words."""
_OF_CELLS = ("v", "f", "t", "is", "r", "c", "row", "sheetData")
_DATES = ("created", "modified")
_PROPERTIES = ("coreProperties", "title", "subject", "creator", "lastModifiedBy", *_DATES)
_DIGITS = re.compile(r"\d+")
_CELL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}c"
_TERM = re.compile(r"([-+]?)(?:N\()?([A-Z]+\d+)\)?(?:/(\d))?")
_SUM = re.compile(f"(?:{_TERM.pattern})+")
_CLOSE = 1e-6
_OWN_NAMES = ("_xlnm.Print_Titles", "_xlnm.Print_Area", "_xlnm._FilterDatabase")

_Cells = dict[tuple[int, int], Filled]


def read_workbook(path: Path) -> Rendered:
    """Its tables, all other cells, and every other text. Raises ValueError where it is no workbook that can be read."""
    refused = [problem for problem in guard(path) if problem.severity is Severity.ERROR]
    if refused:
        raise ValueError(refused[0].code)
    from spur.intake.cells import read_book

    tables: list[Table] = []
    texts: list[Text] = []
    try:
        book = read_book(path)
        for sheet in book.sheets:
            found, others = _tables(sheet)
            tables += found
            texts += others
        seen = " ".join(text.text for text in texts)
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            sheets = {sheet.title: sheet for sheet in book.sheets}
            for name in (each for each in names if each.endswith((".xml", ".rels", ".vml"))):
                root = ElementTree.fromstring(archive.read(name))
                if name.startswith(_SHEETS):
                    texts += _beside_cells(root, name)
                elif name.startswith("xl/charts/chart"):
                    texts += _chart(root, name, sheets)
                elif not name.startswith(_LOOKS):
                    texts += _texts(root, name, seen)
            texts += _unused(archive, book.sheets)
    except (*BROKEN_ZIP, Refused, KeyError, TypeError, AttributeError, ElementTree.ParseError) as error:
        raise ValueError(str(error)) from error
    unread = tuple(name for name in names if not name.endswith((".xml", ".rels", ".vml", "/")))
    return Rendered(path.name, tuple(tables), tuple(texts), unread)


def _tables(sheet: Sheet) -> tuple[list[Table], list[Text]]:
    """A table begins with its caption; its headings are the row below, and the next if nothing stands first in it. A
    number outside of them has its label below, or is odd."""
    last = max((row for row, _ in sheet.cells), default=0)
    rows: list[_Cells] = [{} for _ in range(last)]
    read = without_positions(sheet.cells)
    written = (item for item in sorted(read.items()) if item[1].kind == "value")  # formulas: _beside_cells
    for (row, column), cell in written:
        rows[row - 1][row, column] = cell
    numbers = {Wording(lang)("xlsx.numbers") for lang in LANGUAGES}
    tables: list[Table] = []
    texts: list[Text] = [Text(sheet.title, sheet.title, odd=True)] if sheet.hidden else []
    at = 0
    while at < len(rows):
        own = rows[at]
        at += 1
        for (row, column), cell in own.items():
            is_labelled = isinstance(below := sheet.cells.get((row + 1, column), cell).value, str) and bool(below)
            exact = _exact(cell)
            texts.append(
                Text(str(cell.value), _place(sheet, row, column), bool(exact), odd=bool(exact and not is_labelled))
            )
        caption = str(next(iter(own.values())).value) if len(own) == 1 else ""
        begun = captions().match(caption)
        if not (begun or caption in numbers):
            continue
        above = rows[at : at + 1]
        if above and min((column for _, column in above[0]), default=0) == 1:
            above += [row for row in rows[at + 1 : at + 2] if row and min(column for _, column in row) > 1]
        at += len(above)
        headings = _headings(above)
        body = []
        while at < len(rows) and rows[at] and not captions().match(str(next(iter(rows[at].values())).value)):
            body.append(rows[at])
            at += 1
        tables.append(
            Table(
                caption[begun.end() :] if begun else "",
                tuple(headings.values()),
                tuple(_line(sheet, each, list(headings)) for each in body),
            )
        )
        firsts = [dict([next(iter(each.items()))]) for each in body]
        told = (item for each in (*above, *firsts) for item in each.items())
        texts += [Text(str(cell.value), _place(sheet, *where)) for where, cell in told]
    return tables, texts


def _headings(rows: list[_Cells]) -> dict[int, Heading]:
    """Each column's heading; of two levels the upper one is over the columns up to the next that stands there."""
    upper = {column: str(cell.value) for (_, column), cell in rows[0].items()} if rows else {}
    lower = {column: str(cell.value) for row in rows[1:] for (_, column), cell in row.items()}
    found = {column: Heading(text) for column, text in lower.items()}
    for column, text in upper.items():
        end = min((each for each in upper if each > column), default=column + len(lower) + 1)
        under = [each for each in lower if column <= each < end]
        found |= {each: Heading(lower[each], text) for each in under} or {column: Heading(text)}
    return dict(sorted(found.items()))


def _line(sheet: Sheet, row: _Cells, headings: list[int]) -> Line:
    """A row. A cell is of the heading that it stands under; −1 where that has no column of its own."""
    (_, label), *others = row.items()
    cells = (
        Cell(
            headings.index(column) if column in headings else -1,
            str(cell.value),
            _place(sheet, at, column),
            _exact(cell),
        )
        for (at, column), cell in others
    )
    return Line(str(label.value), tuple(cells))


def _place(sheet: Sheet, row: int, column: int) -> str:
    return f"{sheet.title}!{a1(row, column)}"


def _exact(cell: Filled) -> str:
    number = cell.value
    return repr(number) if isinstance(number, int | float) and not isinstance(number, bool) else ""


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _beside_cells(root: ElementTree.Element, name: str) -> Iterator[Text]:
    """What a sheet has beside its written cells: the edges of a printed page, hints; formulas that reports do not have,
    and hidden rows and columns, of which no report has any."""
    values = {cell.get("r"): next((v.text for v in cell if _local(v) == "v"), "") for cell in root.iter(_CELL)}
    for element in root.iter():
        kind = _local(element)
        formula = next((f.text or "" for f in element if _local(f) == "f"), None) if kind == "c" else None
        if formula is not None and not _follows(formula, values[element.get("r")], values):
            yield Text(f"={formula}", f"{name}!{element.get('r')}", odd=True)
        if kind in ("row", "col") and element.get("hidden") in ("1", "true"):
            yield Text(f"{kind} {element.get('r') or element.get('min')}", name, hidden=True, odd=True)
        told = [element.text or "" if kind not in _OF_CELLS else "", *(element.get(key, "") for key in _TOLD)]
        yield from (Text(text, name, hidden=True) for text in told if text.strip())


def _follows(formula: str, kept: str | None, values: Mapping[str | None, str | None]) -> bool:
    """Whether a formula only adds and subtracts cells, or halves of them, and what it keeps is what they give."""
    if not _SUM.fullmatch(formula):
        return False
    terms = _TERM.findall(formula)
    found = sum(float(f"{sign or '+'}1") * float(values.get(cell) or 0) / int(by or 1) for sign, cell, by in terms)
    return not kept or abs(found - float(kept)) < _CLOSE


def _chart(root: ElementTree.Element, name: str, sheets: dict[str, Sheet]) -> Iterator[Text]:
    """Its texts, and what it keeps of the cells that it draws, where these hold other numbers."""
    drawn: set[str] = set()
    for element in root.iter():
        kind, text = _local(element), (element.text or "").strip()
        if kind == "f":
            drawn = set(_drawn(text, sheets))
        elif kind == "v" and is_number(text):
            if _digits(float(text)) not in drawn:
                yield Text(text, name, hidden=True, odd=True)
        elif text:
            yield Text(text, name, hidden=True)


def _drawn(reference: str, sheets: dict[str, Sheet]) -> Iterator[str]:
    """The numbers, to nine digits, in the cells that a chart refers to, as "Regionen!$C$33:$C$40"."""
    title, _, cells = reference.rpartition("!")
    title = title.removeprefix("'").removesuffix("'").replace("''", "'")
    ends = [each.split("$")[1:] for each in cells.split(":")]
    if title not in sheets or not all(len(each) == 2 and each[1].isdigit() for each in ends):
        return
    (left, top), (right, bottom) = ((column_number(column), int(row)) for column, row in (ends[0], ends[-1]))
    for (row, column), cell in sheets[title].cells.items():
        if top <= row <= bottom and left <= column <= right and isinstance(cell.value, int | float):
            yield _digits(float(cell.value))


def _digits(number: float) -> str:
    """To nine digits: the last ones are written in more ways than one."""
    return f"{number + 0.0:.9g}"  # -0.0 is 0


def _texts(root: ElementTree.Element, name: str, seen: str) -> Iterator[Text]:
    """The words of any other part. A property tells nothing that is not ``seen`` in the cells."""
    for element in root.iter():
        kind = _local(element)
        if kind == "AppVersion":
            continue
        told = [element.text or "", element.tail or "", *(element.get(key, "") for key in _TOLD)]
        for text in (each.strip() for each in told if each.strip()):
            odd = name.startswith(_NOT_WRITTEN) or (kind == "definedName" and element.get("name") not in _OWN_NAMES)
            if name == "docProps/core.xml":
                odd = kind not in _PROPERTIES or (
                    kind not in _DATES and not all(n in seen for n in _DIGITS.findall(text))
                )
            yield Text(text, name, hidden=True, odd=odd)


def _unused(archive: zipfile.ZipFile, sheets: tuple[Sheet, ...]) -> Iterator[Text]:
    """The texts that are kept for cells and stand in none."""
    if "xl/sharedStrings.xml" not in archive.namelist():
        return
    used = {str(cell.value) for sheet in sheets for cell in sheet.cells.values()}
    for entry in ElementTree.fromstring(archive.read("xl/sharedStrings.xml")):
        text = "".join(entry.itertext())
        if text.strip() and text not in used:
            yield Text(text, "xl/sharedStrings.xml", hidden=True, odd=True)
