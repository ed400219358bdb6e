"""A Document as reportlab's flowables, in reading order; and where the pages may break."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from reportlab.platypus import CondPageBreak, NextPageTemplate, PageBreak, Paragraph

from spur.report.document import Block, Bullets, Chart, Document, KeyFigures, Table
from spur.report.document import Paragraph as Text
from spur.report.marked import language_of
from spur.report.pdf import blocks, style
from spur.report.pdf.chart import chart
from spur.report.pdf.columns import parts
from spur.report.pdf.contents import Entry, contents
from spur.report.pdf.cover import cover
from spur.report.pdf.plots import plot
from spur.report.pdf.style import Look
from spur.report.pdf.table import table
from spur.report.pdf.tags import Tagged, tagged
from spur.report.pdf.tree import Node
from spur.wording import Wording

_LEFT_FOR_A_CHAPTER = 0.2 * style.HEIGHT
"""A chapter begins on a new page where less than this is left of the old one."""
_LEFT_IN_A_BRIEF_REPORT = 0.15 * style.HEIGHT
_TALLEST_CAPTION = 0.1 * style.HEIGHT
_LINES_FOR_A_PARAGRAPH = 3
"""How much of a paragraph must follow its heading before a page ends."""


class Heading(Tagged):
    """A section's title, which the contents and the outline point to. ``depth`` is its level, or less where nothing
    stands above it: neither the outline nor the headings may skip a level."""

    def __init__(self, title: str, level: int, depth: int, key: str, look: Look) -> None:
        super().__init__(style.markup(title), look.headings[level])
        self.title, self.level, self.depth, self.key = title, level, depth, key
        self.node = Node(f"H{depth + 1}", lang=language_of(title))

    def draw(self) -> None:
        self.canv.bookmarkHorizontal(self.key, 0, self.height + 12)
        super().draw()


class Room(CondPageBreak):
    """A new page, unless these flowables and the beginning of the last of them have room on this one."""

    def __init__(self, flowables: list[Any], least: float = 0) -> None:
        super().__init__(least)
        self.flowables, self.least = flowables, least

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        *introducing, last = self.flowables
        before = sum(self._height(flowable, width) for flowable in introducing)
        needed = before + self._beginning(last, width, height - before)
        self.height = min(max(needed, self.least), 0.9 * style.HEIGHT)
        return super().wrap(width, height)

    def _height(self, flowable: Any, width: float) -> float:
        return flowable.getSpaceBefore() + flowable.wrapOn(self.canv, width, style.HEIGHT)[1] + flowable.getSpaceAfter()

    def _beginning(self, flowable: Any, width: float, left: float) -> float:
        if hasattr(flowable, "beginning"):
            return float(flowable.getSpaceBefore() + flowable.beginning(left))
        height = self._height(flowable, width)
        if isinstance(flowable, Paragraph):
            return min(height, flowable.getSpaceBefore() + _LINES_FOR_A_PARAGRAPH * flowable.style.leading)
        return height


def story(document: Document, wording: Wording, look: Look, pages: dict[str, int]) -> list[Any]:
    """The whole report: cover, contents, sections; of a brief one only its title and facts before the sections.
    ``pages`` are where the headings stood in the layout before this one."""
    after_cover: list[Any] = [NextPageTemplate("page")]
    if document.sections and not document.brief:
        entries = [Entry(section.title, section.level, _key(i)) for i, section in enumerate(document.sections)]
        heading = tagged(Tagged(style.markup(wording("pdf.contents")), look.headings[1]), Node("H2"))
        after_cover += [PageBreak(), heading, *contents(entries, pages, look), PageBreak()]
    return [*cover(document, look), *after_cover, *_sections(document, wording, look)]


def _key(index: int) -> str:
    return f"section-{index}"


def _sections(document: Document, wording: Wording, look: Look) -> Iterator[Any]:
    """Headings, paragraphs that end with a colon, and the only paragraph of a chapter whose sections follow, stay with
    the beginning of what they introduce; the last item of a list with the one before it."""
    numbers: dict[type, Iterator[int]] = {Table: count(1), Chart: count(1)}
    introducing: list[Any] = []
    left = _LEFT_IN_A_BRIEF_REPORT if document.brief else _LEFT_FOR_A_CHAPTER
    depth = 0
    for index, (section, after) in enumerate(zip(document.sections, (*document.sections[1:], None), strict=False)):
        introduces = len(section.blocks) == 1 and after is not None and after.level > section.level
        depth = min(section.level, depth + 1)
        introducing.append(Heading(section.title, section.level, depth, _key(index), look))
        for block in section.blocks:
            flowables = list(_flowables(block, numbers, wording, look, depth))
            for position, flowable in enumerate(flowables, 1):
                introducing.append(flowable)
                last_but_one = isinstance(block, Bullets) and position == len(flowables) - 1
                leads_on = isinstance(block, Text) and (introduces or block.kind == "label" or block.text.endswith(":"))
                if not (last_but_one or leads_on):
                    yield from _together(introducing, left)
                    introducing = []
    yield from _together(introducing, left)


def _together(flowables: list[Any], left: float) -> Iterator[Any]:
    if len(flowables) > 1:
        chapter = isinstance(flowables[0], Heading) and flowables[0].level == 1
        yield Room(flowables, left if chapter else 0)
    yield from flowables


def _flowables(
    block: Block, numbers: dict[type, Iterator[int]], wording: Wording, look: Look, depth: int
) -> Iterator[Any]:
    match block:
        case Text():
            yield blocks.paragraph(block, look, depth)
        case Bullets():
            yield from blocks.bullets(block)
        case KeyFigures():
            yield from blocks.key_figures(block, wording, look)
        case Table():
            number, divided = next(numbers[Table]), parts(block, wording)
            for index, part in enumerate(divided):
                # "Tabell 8a (1/2)."; after z comes aa
                letter = chr(ord("a") + index % 26) * (index // 26 + 1)
                name = f"{number}{letter} ({index + 1}/{len(divided)})" if len(divided) > 1 else str(number)
                yield table(part, _caption("pdf.table", name, block.caption, wording), wording, look)
        case _:
            caption = _caption("pdf.figure", str(next(numbers[Chart])), block.caption, wording)
            if isinstance(block, Chart):
                yield chart(block, caption, wording, look)
            else:
                yield plot(block, caption, wording, look)


def _caption(key: str, number: str, text: str, wording: Wording) -> Tagged:
    lead = style.markup(wording(key, number=number), bold=True)
    return style.fitting(text, style.CAPTION, style.WIDTH, _TALLEST_CAPTION, f"{lead} ")
