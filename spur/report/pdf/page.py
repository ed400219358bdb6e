"""The pages: cover, header and footer, metadata, bookmarks and the entries of the contents."""

from pathlib import Path
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from spur.report.document import UNDATED, Document
from spur.report.pdf import style
from spur.report.pdf.story import Heading
from spur.wording import Wording

_LOCALES = {"sv": "sv-SE", "en": "en-GB"}
_BAND = 18
_COVER_TOP, _BRIEF_TOP = 250, 92
_EDGE_SIZE = 8.5


class Pages(BaseDocTemplate):
    """The file that a story is laid out in, as often as it takes for the contents to tell the right page numbers."""

    def __init__(self, path: Path, document: Document, wording: Wording) -> None:
        super().__init__(
            str(path),
            pagesize=(style.PAGE_WIDTH, style.PAGE_HEIGHT),
            invariant=1,
            initialFontName=style.REGULAR,
            title=document.title,
            subject=document.subtitle,
            author="spur",
            creator="spur",
            lang=_LOCALES[document.lang],
            displayDocTitle=1,
        )
        self.document, self.wording = document, wording
        self.last_page = self.pages = 0
        self.top = _BRIEF_TOP if document.brief else _COVER_TOP
        self.addPageTemplates(
            [
                PageTemplate("cover", [_frame(self.top)], onPage=self._draw_cover),
                PageTemplate("page", [_frame(style.TOP)], onPageEnd=self._draw_edges),
            ]
        )

    def beforeDocument(self) -> None:  # noqa: N802 (reportlab's name)
        self.pages = self.last_page  # as the layout before this one counted them
        self.chapter = self.running_title = ""
        self.outline_level = -1

    def beforePage(self) -> None:  # noqa: N802
        self.running_title = self.chapter

    def afterPage(self) -> None:  # noqa: N802
        self.last_page = self.page

    def afterFlowable(self, flowable: Any) -> None:  # noqa: N802
        if not isinstance(flowable, Heading):
            return
        if flowable.level == 1:
            self.chapter, self.running_title = flowable.title, ""
        # An outline may not begin or go on with a level that nothing stands above
        self.outline_level = min(flowable.level - 1, self.outline_level + 1)
        self.canv.addOutlineEntry(flowable.title, flowable.key, self.outline_level)
        self.notify("TOCEntry", (flowable.level - 1, flowable.text, self.page, flowable.key))

    def _draw_cover(self, canvas: Any, _: Any) -> None:
        canvas.setDateFormatter(lambda *_: f"D:{(self.document.as_of or UNDATED).replace('-', '')}")
        canvas.setFillColor(style.ACCENT)
        canvas.rect(0, style.PAGE_HEIGHT - _BAND, style.PAGE_WIDTH + 1, _BAND, stroke=0, fill=1)
        canvas.rect(style.LEFT, style.PAGE_HEIGHT - self.top + 22, 44, 3.5, stroke=0, fill=1)
        if self.document.brief:
            self._draw_foot(canvas)
            return
        canvas.setFont(style.REGULAR, _EDGE_SIZE)
        canvas.setFillColor(style.GREY)
        canvas.drawString(style.LEFT, style.BOTTOM - 30, _cut(self.document.footer, style.WIDTH))

    def _draw_edges(self, canvas: Any, _: Any) -> None:
        """The chapter that goes on above the page; below it the footer and the page's number."""
        canvas.setFont(style.REGULAR, _EDGE_SIZE)
        canvas.setFillColor(style.GREY)
        canvas.drawString(style.LEFT, style.PAGE_HEIGHT - 42, _cut(self.running_title, style.WIDTH))
        self._draw_foot(canvas)

    def _draw_foot(self, canvas: Any) -> None:
        right, below = style.PAGE_WIDTH - style.RIGHT, style.BOTTOM - 30
        canvas.setFont(style.REGULAR, _EDGE_SIZE)
        canvas.setFillColor(style.GREY)
        canvas.drawString(style.LEFT, below, _cut(self.document.footer, style.WIDTH - 80))
        canvas.drawRightString(right, below, self.wording("pdf.page", page=self.page, pages=self.pages))
        canvas.setStrokeColor(style.HAIRLINE)
        canvas.setLineWidth(0.5)
        canvas.line(style.LEFT, below + 13, right, below + 13)


def _cut(text: str, width: float) -> str:
    """The text, or as much of it as has room on a line."""
    line = style.plain(text)
    while stringWidth(line, style.REGULAR, _EDGE_SIZE) > width:
        line = line[:-2].rstrip() + "…"
    return line


def _frame(top: float) -> Frame:
    return Frame(
        style.LEFT,
        style.BOTTOM,
        style.WIDTH,
        style.PAGE_HEIGHT - top - style.BOTTOM,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
