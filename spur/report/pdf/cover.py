"""The first page: title, facts, and what the region wants to stand there."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from reportlab.lib.utils import ImageReader
from reportlab.platypus import Image, Spacer, TableStyle
from reportlab.platypus import Table as Grid

from spur.report.document import Document
from spur.report.lines import NO_BREAK, plain, width
from spur.report.marked import language_of
from spur.report.pdf import style
from spur.report.pdf.style import Look
from spur.report.pdf.tags import Tagged, tagged
from spur.report.pdf.tree import LIST, Node

_LOGO = (150.0, 48.0)
"""The room for a logo, in points."""


def cover(document: Document, look: Look) -> Iterator[Any]:
    title = _name_kept(document.title, look)
    yield tagged(Tagged(style.markup(title), look.cover_title), Node("H1", lang=language_of(document.title)))
    yield tagged(Tagged(style.markup(document.subtitle), style.COVER_SUBTITLE), Node("P"))
    yield Spacer(0, 14 if document.brief else 60)
    if document.facts:
        yield _brief_facts(document) if document.brief else _facts(document)
    if document.theme.contact:
        yield Spacer(0, 6 if document.brief else 24)
        yield tagged(Tagged(style.markup(document.theme.contact), style.FACT_NAME), Node("P"))


def logo(content: bytes) -> Image:
    """A region's logo, as large as it has room to be."""
    wide, high = ImageReader(BytesIO(content)).getSize()
    scale = min(_LOGO[0] / wide, _LOGO[1] / high)
    return Image(BytesIO(content), wide * scale, high * scale)


def _facts(document: Document) -> Grid:
    widths = [0.36 * style.WIDTH, 0.64 * style.WIDTH]
    own = Node("L", attributes=LIST)
    return Grid([_fact(fact, own) for fact in document.facts], widths, style=style.RULED_LIST)


def _brief_facts(document: Document) -> Grid:
    """Two beside each other, where both have room on a line; a longer one by itself, after the row that it came in."""
    names = max(width(plain(name), style.REGULAR, style.FACT_NAME.fontSize) for name, _ in document.facts) + 12
    names = min(names, 0.3 * style.WIDTH)
    room = style.WIDTH / 2 - names - 8
    rows: list[list[tuple[str, str]]] = []
    longer: list[list[tuple[str, str]]] = []
    half: list[tuple[str, str]] = []
    for fact in document.facts:
        if width(plain(fact[1]), style.BOLD, style.FACT.fontSize) > room:
            longer.append([fact])
        else:
            half.append(fact)
        if len(half) != 1:
            rows += [half] * bool(half) + longer
            half, longer = [], []
    rows += [[*half, ("", "")]] * bool(half) + longer
    spans = [("SPAN", (1, i), (3, i)) for i, row in enumerate(rows) if len(row) == 1]
    own = Node("L", attributes=LIST)
    drawn = {fact: _fact(fact, own) for fact in (*document.facts, ("", ""))}
    cells = [[cell for fact in (*row, ("", ""))[:2] for cell in drawn[fact]] for row in rows]
    look = TableStyle([*style.RULED_LIST.getCommands(), *spans])
    return Grid(cells, [names, style.WIDTH / 2 - names] * 2, style=look)


def _fact(fact: tuple[str, str], own: Node) -> list[Tagged]:
    """A fact's name and what it is, read in the order in which the facts are told, wherever each has room; of a place
    that is left empty, nothing is read."""
    cells = [Tagged(style.markup(text), look) for text, look in zip(fact, (style.FACT_NAME, style.FACT), strict=True)]
    if not any(fact):
        return cells
    item = Node("LI", own)
    item.stand(own)
    body = Node("LBody", item)
    return [tagged(cell, Node("P", body, lang=language_of(t))) for cell, t in zip(cells, fact, strict=True)]


def _name_kept(title: str, look: Look) -> str:
    """A title whose last two words, a region's name, stand on one line."""
    before, _, last = title.rpartition(" ")
    before, _, first = before.rpartition(" ")
    name = f"{first}{NO_BREAK}{last}"
    fits = width(name, look.cover_title.fontName, look.cover_title.fontSize) <= style.WIDTH
    return f"{before} {name}" if before and fits else title
