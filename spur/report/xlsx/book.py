"""The workbook: a first sheet with the facts and the contents, then a sheet a chapter."""

from datetime import datetime
from pathlib import Path

from spur.excel import ExactWorkbook
from spur.report.document import UNDATED, Document, Section
from spur.report.xlsx.grid import Grid
from spur.report.xlsx.look import BODY, FONT, FORMULA_STARTS, Look
from spur.report.xlsx.page import Page
from spur.report.xlsx.section import Painter
from spur.wording import Wording

_SHEET_NAME = 31
_FORBIDDEN = str.maketrans("[]:*?/\\", "()-----")
_FOOTER = 90  # Excel takes 255 characters at most, with the codes, the page numbers and each & twice


def write_xlsx(document: Document, path: Path) -> None:
    """Writes a report as an Excel workbook. The same document gives the same bytes."""
    wording = Wording(document.lang)
    chapters = _chapters(document)
    front, *names = _sheet_names(
        [wording("xlsx.contents"), *(chapter[0].tab or chapter[0].title for chapter in chapters)]
    )
    with ExactWorkbook(str(path), _options()) as workbook:
        workbook.set_properties(
            {
                "title": document.title,
                "subject": document.subtitle,
                "author": "spur",
                "created": datetime.fromisoformat(document.as_of or UNDATED),
            }
        )
        look = Look(workbook)
        page = Page(workbook.add_worksheet(front), Grid(0, 130, 397, 1), look, wording)
        _front(page, document, list(zip(names, (chapter[0].title for chapter in chapters), strict=True)))
        page.close(_footer(document, wording))
        painter = Painter(workbook)
        for name, sections in zip(names, chapters, strict=True):
            blocks = [block for section in sections for block in section.blocks]
            page = Page(workbook.add_worksheet(name), Grid.of(blocks, wording), look, wording)
            for section in sections:
                painter.section(page, section)
            page.close(_footer(document, wording))


def _options() -> dict[str, object]:
    """Made anew for each workbook: XlsxWriter changes what it is given."""
    return {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": FONT, "font_size": BODY},
        "default_row_height": 17,  # pixels: what Excel gives this font
    }


def _chapters(document: Document) -> list[list[Section]]:
    """The sections that share a sheet: one of level 1 and those of level 2 that follow it."""
    chapters: list[list[Section]] = []
    for section in document.sections:
        if section.level == 1 or not chapters:
            chapters.append([])
        chapters[-1].append(section)
    return chapters


def _sheet_names(titles: list[str]) -> list[str]:
    """Names that Excel takes: at most 31 characters, none of []:*?/\\, no apostrophe at the ends, no two alike."""
    names: list[str] = []
    for title in titles:
        clean = title.translate(_FORBIDDEN).strip(" '")[:_SHEET_NAME].rstrip(" '") or "-"
        name, again = clean, 2
        while name.casefold() in {*(taken.casefold() for taken in names), "history"}:
            name = f"{clean[: _SHEET_NAME - len(str(again)) - 1]} {again}"
            again += 1
        names.append(name)
    return names


def _front(page: Page, document: Document, sheets: list[tuple[str, str]]) -> None:
    page.down(90)
    page.down(page.put(document.title, 0, 1, "title") + 8)
    page.down(page.put(document.subtitle, 0, 1, "subtitle") + 40)
    for label, fact in document.facts:
        page.down(max(page.put(label, 0, 0, "fact"), page.put(fact, 1, 1, "said")) + 8)
    page.down(40)
    page.down(page.put(page.wording("xlsx.contents"), 0, 1, "subheading") + 4)
    page.down(4)
    for name, title in sheets:
        height = page.put(title, 0, 1, "link")
        address = name.replace("'", "''")
        look = page.look("link", quoted=title.startswith(FORMULA_STARTS))
        page.worksheet.write_url(page.row, 0, f"internal:'{address}'!A1", look, string=title)
        page.down(height + 5)


def _footer(document: Document, wording: Wording) -> str:
    text = document.footer[:_FOOTER].replace("&", "&&")
    size = '&"Arial,Regular"&8 '
    return f"&L{size}{text}&R{size}{wording('xlsx.page', page='&P', pages='&N')}"
