"""A Document as reportlab's flowables, in reading order; and where the pages may break."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import CondPageBreak, NextPageTemplate, PageBreak, Paragraph, Spacer
from reportlab.platypus import Table as Grid
from reportlab.platypus.doctemplate import IndexingFlowable
from reportlab.platypus.tableofcontents import TableOfContents

from spur.report.document import Block, Bullets, Chart, Document, KeyFigures, Table
from spur.report.document import Paragraph as Text
from spur.report.pdf import blocks, style
from spur.report.pdf.chart import chart
from spur.report.pdf.columns import parts
from spur.report.pdf.table import table
from spur.wording import Wording

_LEFT_FOR_A_CHAPTER = 0.45 * style.HEIGHT
"""A chapter begins on a new page where less than this is left of the old one."""
_LEFT_IN_A_BRIEF_REPORT = 0.15 * style.HEIGHT
_TALLEST_CAPTION = 0.1 * style.HEIGHT
_LINES_FOR_A_PARAGRAPH = 3
"""How much of a paragraph must follow its heading before a page ends."""


class Heading(Paragraph):
    """A section's title, which the contents and the outline point to."""

    def __init__(self, title: str, level: int, key: str) -> None:
        super().__init__(style.markup(title), style.HEADINGS[level])
        self.title, self.level, self.key = title, level, key

    def draw(self) -> None:
        self.canv.bookmarkHorizontal(self.key, 0, self.height + 12)
        super().draw()


class SecondPass(IndexingFlowable):
    """Nothing on the page: has the report laid out twice, so that pages can tell how many there are. Where there is a
    list of contents, that does."""

    def __init__(self) -> None:
        super().__init__()
        self.passes = 0

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None: ...

    def afterBuild(self) -> None:  # noqa: N802 (reportlab's name)
        self.passes += 1

    def isSatisfied(self) -> bool:  # noqa: N802
        return self.passes > 1


class Room(CondPageBreak):
    """A new page, unless these flowables and the beginning of the last of them have room on this one."""

    def __init__(self, flowables: list[Any], least: float = 0) -> None:
        super().__init__(least)
        self.flowables, self.least = flowables, least

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        *introducing, last = self.flowables
        needed = sum(self._height(flowable, width) for flowable in introducing) + self._beginning(last, width)
        self.height = min(max(needed, self.least), 0.9 * style.HEIGHT)
        return super().wrap(width, height)

    def _height(self, flowable: Any, width: float) -> float:
        return flowable.getSpaceBefore() + flowable.wrapOn(self.canv, width, style.HEIGHT)[1] + flowable.getSpaceAfter()

    def _beginning(self, flowable: Any, width: float) -> float:
        height = self._height(flowable, width)
        if hasattr(flowable, "beginning"):
            return flowable.getSpaceBefore() + flowable.beginning()
        if isinstance(flowable, Paragraph):
            return min(height, flowable.getSpaceBefore() + _LINES_FOR_A_PARAGRAPH * flowable.style.leading)
        return height


def story(document: Document, wording: Wording) -> list[Any]:
    """The whole report: cover, contents, sections; of a brief one only its title and facts before the sections."""
    if document.brief:
        return [SecondPass(), *_cover(document), NextPageTemplate("page"), *_sections(document, wording)]
    contents = _contents(wording) if document.sections else ()
    return [*_cover(document), *contents, *_sections(document, wording)]


def _cover(document: Document) -> Iterator[Any]:
    yield Paragraph(style.markup(_name_kept(document.title)), style.COVER_TITLE)
    yield Paragraph(style.markup(document.subtitle), style.COVER_SUBTITLE)
    yield Spacer(0, 14 if document.brief else 60)
    facts = [
        [Paragraph(style.markup(name), style.FACT_NAME), Paragraph(style.markup(fact), style.FACT)]
        for name, fact in document.facts
    ]
    widths = [0.36 * style.WIDTH, 0.64 * style.WIDTH]
    if document.brief:  # two beside each other
        half = (len(facts) + 1) // 2
        beside = [*facts[half:], *([Paragraph("", style.FACT)] * 2 for _ in range(len(facts) % 2))]
        facts = [left + right for left, right in zip(facts, beside, strict=False)]
        widths = [0.22 * style.WIDTH, 0.28 * style.WIDTH] * 2
    if facts:
        yield Grid(facts, widths, style=style.RULED_LIST)


def _name_kept(title: str) -> str:
    """A title whose last two words, a region's name, stand on one line."""
    before, _, last = title.rpartition(" ")
    before, _, first = before.rpartition(" ")
    look = style.COVER_TITLE
    name = f"{first}{style.NO_BREAK}{last}"
    return f"{before} {name}" if before and stringWidth(name, look.fontName, look.fontSize) <= style.WIDTH else title


def _contents(wording: Wording) -> Iterator[Any]:
    yield NextPageTemplate("page")
    yield PageBreak()
    yield Paragraph(style.markup(wording("pdf.contents")), style.CONTENTS_HEADING)
    yield TableOfContents(levelStyles=style.CONTENTS, tableStyle=style.RULED_LIST, dotsMinLevel=-1)
    yield PageBreak()


def _sections(document: Document, wording: Wording) -> Iterator[Any]:
    """Headings, and paragraphs that end with a colon, stay with the beginning of what they introduce; the last item of
    a list with the one before it."""
    numbers: dict[type, Iterator[int]] = {Table: count(1), Chart: count(1)}
    introducing: list[Any] = []
    left = _LEFT_IN_A_BRIEF_REPORT if document.brief else _LEFT_FOR_A_CHAPTER
    for index, section in enumerate(document.sections):
        introducing.append(Heading(section.title, section.level, f"section-{index}"))
        for block in section.blocks:
            flowables = list(_flowables(block, numbers, wording))
            for position, flowable in enumerate(flowables, 1):
                introducing.append(flowable)
                last_but_one = isinstance(block, Bullets) and position == len(flowables) - 1
                if not (last_but_one or (isinstance(block, Text) and block.text.endswith(":"))):
                    yield from _together(introducing, left)
                    introducing = []
    yield from _together(introducing, left)


def _together(flowables: list[Any], left: float) -> Iterator[Any]:
    if len(flowables) > 1:
        chapter = isinstance(flowables[0], Heading) and flowables[0].level == 1
        yield Room(flowables, left if chapter else 0)
    yield from flowables


def _flowables(block: Block, numbers: dict[type, Iterator[int]], wording: Wording) -> Iterator[Any]:
    match block:
        case Text():
            yield blocks.paragraph(block)
        case Bullets():
            yield from blocks.bullets(block)
        case KeyFigures():
            yield from blocks.key_figures(block, wording)
        case Table():
            number, divided = next(numbers[Table]), parts(block, wording)
            for index, part in enumerate(divided):
                # "Tabell 8a (1/2)."; after z comes aa
                letter = chr(ord("a") + index % 26) * (index // 26 + 1)
                name = f"{number}{letter} ({index + 1}/{len(divided)})" if len(divided) > 1 else str(number)
                yield table(part, _caption("pdf.table", name, block.caption, wording), wording)
        case Chart():
            yield chart(block, _caption("pdf.figure", str(next(numbers[Chart])), block.caption, wording), wording)


def _caption(key: str, number: str, text: str, wording: Wording) -> Paragraph:
    lead = style.markup(wording(key, number=number), bold=True)
    return style.fitting(text, style.CAPTION, style.WIDTH, _TALLEST_CAPTION, f"{lead} ")
