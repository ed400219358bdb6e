"""A workbook's cells, hidden ones too, and every other text in its file: comments, alternative texts, names, charts'
caches, properties."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from spur.intake.guard import BROKEN_ZIP, guard
from spur.intake.rendered.contents import Cell, Heading, Line, Rendered, Table, Text, captions, is_number
from spur.records.problem import Severity
from spur.wording import LANGUAGES, Wording

_LOOKS = ("xl/styles.xml", "xl/theme/", "[Content_Types].xml")
_SHEETS = ("xl/worksheets/sheet", "xl/sharedStrings.xml")
_EDGES = ("Header", "Footer")
_TOLD = ("descr", "title", "name")
"""Attributes that hold words."""


def read_workbook(path: Path) -> Rendered:
    """Its tables, all other cells, and every other text. Raises ValueError where it is no workbook that can be read."""
    refused = [problem for problem in guard(path) if problem.severity is Severity.ERROR]
    if refused:
        raise ValueError(refused[0].code)
    from openpyxl import load_workbook

    tables: list[Table] = []
    texts: list[Text] = []
    try:
        book = load_workbook(path)
        for sheet in book.worksheets:
            found, others = _tables(sheet)
            tables += found
            texts += others
        used = {str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
        book.close()
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            texts += [text for name in names if _is_told(name) for text in _texts(archive.read(name), name)]
            texts += _unused(archive, used)
    except (*BROKEN_ZIP, KeyError, TypeError, AttributeError, ElementTree.ParseError) as error:
        raise ValueError(str(error)) from error
    unread = tuple(name for name in names if not name.endswith((".xml", ".rels", "/")))
    return Rendered(path.name, tuple(tables), tuple(texts), unread)


def _tables(sheet: Any) -> tuple[list[Table], list[Text]]:
    """A table begins with its caption; its headings are the row below, and the next if nothing stands first in it."""
    spans = {(span.min_row, span.min_col): span.max_col for span in sheet.merged_cells.ranges}
    rows = [[cell for cell in row if cell.value is not None] for row in sheet.iter_rows()]
    numbers = {Wording(lang)("xlsx.numbers") for lang in LANGUAGES}
    tables: list[Table] = []
    texts: list[Text] = [
        Text(str(cell.comment.text), _place(cell), hidden=True)
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    ]
    at = 0
    while at < len(rows):
        row = rows[at]
        at += 1
        texts += [Text(str(cell.value), _place(cell), bare=bool(_exact(cell))) for cell in row]
        caption = str(row[0].value) if len(row) == 1 else ""
        begun = captions().match(caption)
        if not (begun or caption in numbers):
            continue
        above = rows[at : at + 1]
        if above and above[0] and above[0][0].column == 1:
            above += [row for row in rows[at + 1 : at + 2] if row and row[0].column > 1]
        at += len(above)
        headings = _headings([row for row in above if row], spans)
        body = []
        while at < len(rows) and rows[at] and not captions().match(str(rows[at][0].value)):
            body.append(rows[at])
            at += 1
        lines = tuple(_line(own, headings) for own in body)
        told = tuple(heading for _, heading in headings)
        tables.append(Table(caption[begun.end() :] if begun else "", told, lines))
        texts += [Text(str(cell.value), _place(cell)) for own in above for cell in own]
        texts += [Text(str(own[0].value), _place(own[0])) for own in body]
    return tables, texts


def _headings(rows: list[list[Any]], spans: dict[tuple[int, int], int]) -> list[tuple[int, Heading]]:
    """Each column with its heading; of two levels the upper one is over the columns that it is merged across."""
    if not rows:
        return []
    upper = {cell.column: cell for cell in rows[0]}
    lower = {cell.column: cell for row in rows[1:] for cell in row}
    found = {}
    for column, cell in upper.items():
        last = spans.get((cell.row, column), column)
        under = [each for each in lower if column <= each <= last]
        for each in under:
            found[each] = Heading(str(lower[each].value), str(cell.value))
        if not under:
            found[column] = Heading(str(cell.value))
    return sorted(({column: Heading(str(cell.value)) for column, cell in lower.items()} | found).items())


def _line(row: list[Any], headings: list[tuple[int, Heading]]) -> Line:
    """A row. A cell is of the heading that it stands under; −1 where that has no column of its own."""
    columns = {column: index for index, (column, _) in enumerate(headings)}
    cells = (Cell(columns.get(cell.column, -1), str(cell.value), _place(cell), _exact(cell)) for cell in row[1:])
    return Line(str(row[0].value), tuple(cells))


def _place(cell: Any) -> str:
    return f"{cell.parent.title}!{cell.coordinate}"


def _exact(cell: Any) -> str:
    number = cell.value
    return repr(number) if isinstance(number, int | float) and not isinstance(number, bool) else ""


def _is_told(name: str) -> bool:
    """Whether a part of the file holds texts that are not cells: neither sheets nor looks."""
    return name.endswith((".xml", ".rels", ".vml")) and not name.startswith((*_LOOKS, *_SHEETS))


def _texts(part: bytes, name: str) -> Iterator[Text]:
    for element in ElementTree.fromstring(part).iter():
        if element.tag.endswith("}AppVersion"):
            continue
        told = [element.text or "", element.tail or "", *(element.get(key, "") for key in _TOLD)]
        for text in (text.strip() for text in told):
            if text:
                cached = element.tag.endswith("}v") and is_number(text) is not None
                yield Text(text, name, bare=cached, hidden=True)


def _unused(archive: zipfile.ZipFile, used: set[str]) -> Iterator[Text]:
    """The texts that are kept beside the sheets and stand in no cell; and what is written at a printed page's edges."""
    for name in archive.namelist():
        if name == "xl/sharedStrings.xml":
            for entry in ElementTree.fromstring(archive.read(name)):
                text = "".join(entry.itertext())
                if text not in used:
                    yield Text(text, name, hidden=True)
        elif name.startswith("xl/worksheets/sheet"):
            for each in ElementTree.fromstring(archive.read(name)).iter():
                if each.tag.endswith(_EDGES) and each.text and each.text.strip():
                    yield Text(each.text, name, hidden=True)
