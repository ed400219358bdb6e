"""A web page: its tables, every other text, and what is told to programs and to those who do not see it."""

from html.parser import HTMLParser
from itertools import takewhile
from pathlib import Path

from spur.intake.rendered.contents import Cell, Heading, Line, Rendered, Table, Text, captions

_TOLD = ("alt", "title", "aria-label", "content", "value", "summary", "placeholder", "id", "class", "href", "src")
_VOID = ("br", "img", "meta", "link", "input", "hr", "col", "wbr", "source")


def read_page(path: Path) -> Rendered:
    """Its tables and texts: also of scripts, comments and attributes. Raises ValueError where it is no text."""
    reader = _Reader()
    reader.feed(path.read_bytes().decode("utf-8"))
    reader.close()
    return Rendered(path.name, tuple(reader.tables), tuple(reader.texts))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[Table] = []
        self.texts: list[Text] = []
        self._text = ""
        self._cells: list[tuple[str, bool, int, int]] = []
        self._rows: list[list[tuple[str, bool, int, int]]] | None = None
        self._caption = ""
        self._span = (1, 1)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attributes}
        told = (v for name, v in own.items() if name in _TOLD or name.startswith(("data-", "aria-")))
        self.texts += [Text(value, self._place, hidden=True) for value in told if value.strip()]
        if tag == "table":
            self._tell()
            self._rows, self._caption = [], ""
        elif tag == "tr":
            self._cells = []
        elif tag in ("td", "th"):
            self._tell()
            self._span = (_span(own.get("colspan", "")), _span(own.get("rowspan", "")))
        elif tag not in _VOID and tag not in ("span", "b", "i", "em", "strong", "sup", "sub", "small", "a", "abbr"):
            self._tell()

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._rows is not None:
            self._cells.append((self._tell(), tag == "th", *self._span))
        elif tag == "tr" and self._rows is not None:
            self._rows.append(self._cells)
        elif tag == "caption":
            self._caption = self._tell()
        elif tag == "table" and self._rows is not None:
            self.tables.append(_table(self._caption, self._rows, self._place))
            self._rows = None
        elif tag not in ("span", "b", "i", "em", "strong", "sup", "sub", "small", "a", "abbr"):
            self._tell()

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_comment(self, data: str) -> None:
        self.texts.append(Text(data, self._place, hidden=True))

    def close(self) -> None:
        super().close()
        self._tell()

    @property
    def _place(self) -> str:
        return str(self.getpos()[0])

    def _tell(self) -> str:
        """What has been read since the last time; it is a text of its own."""
        text, self._text = " ".join(self._text.split()), ""
        if text:
            self.texts.append(Text(text, self._place))
        return text


def _span(text: str) -> int:
    return min(int(text), 100) if text.isdigit() else 1


def _table(caption: str, rows: list[list[tuple[str, bool, int, int]]], place: str) -> Table:
    """Its headings are the first rows, those of headings alone; a cell that goes over several columns is over those
    below it."""
    rows = [row for row in rows if row]
    above = [*takewhile(_is_above, rows)]
    columns: dict[int, list[str]] = {}
    taken: set[tuple[int, int]] = set()
    for level, row in enumerate(above):
        at = 0
        for text, _, across, down in row:
            while (level, at) in taken:
                at += 1
            for column in range(at, at + across):
                columns.setdefault(column, []).append(text)
                taken |= {(level + deeper, column) for deeper in range(down)}
            at += across
    headings = tuple(
        Heading(own[-1], own[0] if len(own) > 1 else "") for _, own in sorted(columns.items())
    )  # fmt: skip
    lines = []
    for row in rows[len(above) :]:
        cells, at = [], row[0][2]
        for text, _, across, _ in row[1:]:
            if text:
                cells.append(Cell(at if at < len(headings) else -1, text, place))
            at += across
        lines.append(Line(row[0][0], tuple(cells)))
    begun = captions().match(caption)
    return Table(caption[begun.end() :] if begun else caption, headings, tuple(lines))


def _is_above(row: list[tuple[str, bool, int, int]]) -> bool:
    """Whether a row is of headings alone, and of cells without a text."""
    headings = [is_heading for text, is_heading, _, _ in row if text]
    return bool(headings) and all(headings)
