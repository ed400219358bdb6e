"""The pages: cover, header and footer, metadata and bookmarks."""

from typing import Any, BinaryIO

from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from spur.report.document import UNDATED, Document
from spur.report.lines import broken, plain, width
from spur.report.pdf import style
from spur.report.pdf.cover import logo
from spur.report.pdf.story import Heading
from spur.report.pdf.style import Look
from spur.report.pdf.tree import LOCALES
from spur.wording import Wording

_BAND = 18
_COVER_TOP, _BRIEF_TOP = 250, 88
_EDGE_SIZE = 8.5
_MARK_SIZE, _MARK_PADDING = 11.0, 7.0


class Pages(BaseDocTemplate):
    """A file that a story is laid out in. ``pages`` is how many there are, as the layout before this one counted them;
    without that it is only measured, and not written. This layout's count is in ``page`` when it is done, and in
    ``found`` the page of every heading."""

    def __init__(self, file: BinaryIO, document: Document, wording: Wording, look: Look, pages: int = 0) -> None:
        super().__init__(
            file,
            pagesize=(style.PAGE_WIDTH, style.PAGE_HEIGHT),
            invariant=1,
            initialFontName=style.REGULAR,
            title=document.title,
            subject=document.subtitle,
            author="spur",
            creator="spur",
            lang=LOCALES[document.lang],
            displayDocTitle=1,
        )
        self.document, self.wording, self.look, self.pages = document, wording, look, pages
        self._doSave = bool(pages)
        self.found: dict[str, int] = {}
        self.chapter = self.running_title = ""
        self.top = _BRIEF_TOP if document.brief else _COVER_TOP
        self.addPageTemplates(
            [
                PageTemplate("cover", [_frame(self.top)], onPage=self._draw_cover),
                PageTemplate("page", [_frame(style.TOP)], onPageEnd=self._draw_edges),
            ]
        )

    def beforePage(self) -> None:  # noqa: N802
        self.running_title = self.chapter

    def afterFlowable(self, flowable: Any) -> None:  # noqa: N802
        if not isinstance(flowable, Heading):
            return
        if flowable.level == 1:
            self.chapter, self.running_title = flowable.title, ""
        self.canv.addOutlineEntry(flowable.title, flowable.key, flowable.depth - 1)
        self.found[flowable.key] = self.page

    def _draw_cover(self, canvas: Any, _: Any) -> None:
        canvas.setDateFormatter(lambda *_: f"D:{(self.document.as_of or UNDATED).replace('-', '')}")
        canvas.setFillColor(self.look.accent)
        canvas.rect(0, style.PAGE_HEIGHT - _BAND, style.PAGE_WIDTH + 1, _BAND, stroke=0, fill=1)
        canvas.rect(style.LEFT, style.PAGE_HEIGHT - self.top + 22, 44, 3.5, stroke=0, fill=1)
        self._draw_mark(canvas, style.LEFT, style.PAGE_HEIGHT - _BAND - 26)
        if self.document.theme.logo:
            image = logo(self.document.theme.logo)
            right = style.PAGE_WIDTH - style.RIGHT - image.drawWidth
            image.drawOn(canvas, right, style.PAGE_HEIGHT - _BAND - 20 - image.drawHeight)
        if self.document.brief:
            self._draw_foot(canvas)
            return
        with canvas.edge("Footer"):
            canvas.setFont(style.REGULAR, _EDGE_SIZE)
            canvas.setFillColor(style.GREY)
            canvas.drawString(style.LEFT, style.BOTTOM - 30, _cut(self.document.footer, style.WIDTH))

    def _draw_edges(self, canvas: Any, _: Any) -> None:
        """The chapter that goes on above the page; below it the footer and the page's number."""
        with canvas.edge("Header"):
            canvas.setFont(style.REGULAR, _EDGE_SIZE)
            canvas.setFillColor(style.GREY)
            room = style.WIDTH - self._mark_width
            canvas.drawString(style.LEFT, style.PAGE_HEIGHT - 42, _cut(self.running_title, room))
        self._draw_mark(canvas, style.PAGE_WIDTH - style.RIGHT - self._mark_width, style.PAGE_HEIGHT - 42)
        self._draw_foot(canvas)

    @property
    def _mark_width(self) -> float:
        mark = self.document.mark
        return width(plain(mark), style.BOLD, _MARK_SIZE) + 2 * _MARK_PADDING if mark else 0.0

    def _draw_mark(self, canvas: Any, left: float, baseline: float) -> None:
        """What every page has to warn of, in a frame in the margin above the text."""
        if not self.document.mark:
            return
        with canvas.edge("Header"):
            canvas.setStrokeColor(style.RED)
            canvas.setLineWidth(1.2)
            canvas.rect(left, baseline - 6, self._mark_width, _MARK_SIZE + 8, stroke=1, fill=0)
            canvas.setFont(style.BOLD, _MARK_SIZE)
            canvas.setFillColor(style.RED)
            canvas.drawString(left + _MARK_PADDING, baseline - 1, plain(self.document.mark))

    def _draw_foot(self, canvas: Any) -> None:
        right, below = style.PAGE_WIDTH - style.RIGHT, style.BOTTOM - 30
        with canvas.edge("Footer"):
            canvas.setFont(style.REGULAR, _EDGE_SIZE)
            canvas.setFillColor(style.GREY)
            canvas.drawString(style.LEFT, below, _cut(self.document.footer, style.WIDTH - 80))
            canvas.drawRightString(right, below, self.wording("pdf.page", page=self.page, pages=self.pages))
        canvas.setStrokeColor(style.HAIRLINE)
        canvas.setLineWidth(0.5)
        canvas.line(style.LEFT, below + 13, right, below + 13)


def _cut(text: str, room: float) -> str:
    """The text, or as much of it as has room on a line."""
    return broken(text, style.REGULAR, _EDGE_SIZE, room, most=1)[0]


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
