"""A PDF as it was laid out: reportlab draws each cell and each paragraph in a frame of its own, whose corner tells the
column and whose first line the row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from spur.intake.rendered.contents import Cell, Heading, Line, Rendered, Table, Text, captions

_NEAR = 2.0  # points


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text; ``frame`` is the corner of what it is drawn in, ``y`` its own line's height on the page."""

    text: str
    frame: tuple[float, float]
    y: float
    bold: bool


@dataclass(frozen=True, slots=True)
class _Block:
    """The text of a frame. ``left`` is its edge, ``top`` and ``bottom`` the heights of its first and its last line."""

    text: str
    left: float
    top: float
    bottom: float
    bold: bool
    place: str


def read_pdf(path: Path) -> Rendered:
    """Its tables, all other texts, and its properties. Raises ValueError where it is no PDF that can be read."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(path)
        tables: list[Table] = []
        texts: list[Text] = []
        for number, page in enumerate(reader.pages, 1):
            found, others = _tables(_blocks(page, str(number)))
            tables += found
            texts += others
            texts += [Text(str(each), str(number), hidden=True) for each in _notes(page)]
        properties = [str(value) for value in (reader.metadata or {}).values()]
        root: Any = reader.trailer["/Root"].get_object()
        texts += [Text(told, "", hidden=True) for told in _told(root.get("/StructTreeRoot", {}))]
        xmp = root.get("/Metadata")
        if xmp is not None:
            properties.append(xmp.get_object().get_data().decode("utf-8", "replace"))
        texts += [Text(each, "", hidden=True) for each in properties if each.strip()]
        unread = tuple(reader.attachments)
    except (PyPdfError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(str(error)) from error
    return Rendered(path.name, tuple(tables), tuple(texts), unread)


def _told(tree: Any) -> Iterator[str]:
    """What a screen reader is told instead of what is drawn: alternative texts, in the elements of the tree."""
    from pypdf.generic import DictionaryObject, IndirectObject

    seen, waiting = set[int](), [tree]
    while waiting:
        element = waiting.pop()
        if isinstance(element, IndirectObject):
            if element.idnum in seen:
                continue
            seen.add(element.idnum)
            element = element.get_object()
        if isinstance(element, list):
            waiting += element
        elif isinstance(element, DictionaryObject):
            yield from (str(element[key]) for key in ("/Alt", "/ActualText", "/E", "/T") if key in element)
            waiting += [element.raw_get("/K")] if "/K" in element else []


def _blocks(page: Any, place: str) -> list[_Block]:
    """The texts of the page's frames, in the order in which they are drawn."""
    pieces: list[_Piece] = []

    def visit(text: str, cm: Sequence[float], tm: Sequence[float], font: Any, _size: float) -> None:
        if text.strip():
            bold = "bold" in str((font or {}).get("/BaseFont", "")).lower()
            pieces.append(_Piece(text, (round(cm[4], 1), round(cm[5], 1)), cm[5] + tm[5], bold))

    page.extract_text(visitor_text=visit)
    return [_block(list(own), place) for _, own in groupby(pieces, attrgetter("frame"))]


def _block(pieces: list[_Piece], place: str) -> _Block:
    text = ""
    for line in "".join(piece.text for piece in pieces).split("\n"):
        # a line that ends with a hyphen goes on in the middle of a word
        text += line if text.endswith("-") or not text else f" {line}"
    heights = [piece.y for piece in pieces]
    bold = all(piece.bold for piece in pieces)
    return _Block(" ".join(text.split()), pieces[0].frame[0], max(heights), min(heights), bold, place)


def _tables(blocks: list[_Block]) -> tuple[list[Table], list[Text]]:
    """The tables among the blocks, and the texts outside them. A table begins with its caption and has headings in
    bold; its rows are the blocks that stand in the columns of its headings."""
    tables: list[Table] = []
    texts: list[Text] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        at += 1
        texts.append(Text(block.text, block.place))
        begun = captions().match(block.text)
        if begun is None:
            continue
        first = at
        while at < len(blocks) and blocks[at].bold and not captions().match(blocks[at].text):
            at += 1
        headings = blocks[first:at]
        columns = _columns(headings)
        if not columns:
            at = first
            continue
        rows: list[list[_Block]] = []
        while at < len(blocks) and not captions().match(blocks[at].text):
            if _column(columns, blocks[at]) == 0:
                rows.append([blocks[at]])
            elif rows and _goes_on(rows[-1], blocks[at]):
                rows[-1].append(blocks[at])
            else:
                break
            at += 1
        lines = tuple(_line(columns, row) for row in rows)
        tables.append(Table(block.text[begun.end() :], tuple(heading for _, heading in columns), lines))
        texts += [Text(each.text, each.place) for each in (*headings, *(row[0] for row in rows))]
    return tables, texts


def _goes_on(row: list[_Block], block: _Block) -> bool:
    """Whether a block stands in a row: to the right of the last one, with its first line as high."""
    return block.left > row[-1].left + _NEAR and abs(block.top - row[0].top) <= _NEAR


def _columns(headings: list[_Block]) -> list[tuple[float, Heading]]:
    """Each column's edge and heading, from left to right. Of two levels the lower stands on one line."""
    if not headings:
        return []
    foot = min(block.bottom for block in headings)
    lower = sorted((block for block in headings if block.bottom <= foot + _NEAR), key=attrgetter("left"))
    upper = sorted((block for block in headings if block.bottom > foot + _NEAR), key=attrgetter("left"))
    # what stands under nothing is written before the lower level is
    alone = {id(block) for block in headings[: _first_of_lower(headings, foot)]}
    columns = []
    for block in lower:
        above = [each for each in upper if each.left <= block.left + _NEAR] if id(block) not in alone else []
        columns.append((block.left, Heading(block.text, above[-1].text if above else "")))
    return columns


def _first_of_lower(headings: list[_Block], foot: float) -> int:
    """Where the lower level of two begins: after the last heading of the upper one, where the columns begin anew."""
    last = max((index for index, block in enumerate(headings) if block.bottom > foot + _NEAR), default=len(headings))
    left = headings[last - 1].left if last == len(headings) else headings[last].left
    for index in range(last + 1, len(headings)):
        if headings[index].left < left + _NEAR or headings[index].left < headings[index - 1].left:
            return index
        left = headings[index].left
    return len(headings)


def _column(columns: list[tuple[float, Heading]], block: _Block) -> int | None:
    near = (index for index, (left, _) in enumerate(columns) if abs(left - block.left) <= _NEAR)
    return next(near, None)


def _line(columns: list[tuple[float, Heading]], row: list[_Block]) -> Line:
    """A row. A cell in a column without a heading has the index −1."""
    cells = (Cell(-1 if (column := _column(columns, b)) is None else column, b.text, b.place) for b in row[1:])
    return Line(row[0].text, tuple(cells))


def _notes(page: Any) -> Iterator[str]:
    """What stands in comments and form fields."""
    for annotation in page.get("/Annots") or ():
        own = annotation.get_object()
        yield from (str(own[key]) for key in ("/Contents", "/TU", "/V") if key in own)
