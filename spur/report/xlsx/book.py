"""The workbook: a first sheet with the facts and the contents, then a sheet a chapter, and one for each table more that
a chapter has."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from itertools import chain, count
from pathlib import Path

from PIL import Image

from spur.excel import ExactWorkbook
from spur.report.document import UNDATED, Block, Document, Section, Table
from spur.report.xlsx.grid import Grid
from spur.report.xlsx.look import BODY, FONT, FORMULA_STARTS, Look
from spur.report.xlsx.page import UPRIGHT_TO, Page
from spur.report.xlsx.section import Painter
from spur.wording import Wording

_SHEET_NAME = 31
_FORBIDDEN = str.maketrans("[]:*?/\\", "()-----")
_LOGO = (200.0, 64.0)  # pixels
_FOOTER = 90  # Excel takes 255 characters at most, with the codes, the page numbers and each & twice


def write_xlsx(document: Document, path: Path) -> None:
    """Writes a report as an Excel workbook. The same document gives the same bytes."""
    wording = Wording(document.lang)
    chapters = [_sheets(chapter) for chapter in _chapters(document)]
    tabs = [sheets[0][0].tab or sheets[0][0].title for sheets in chapters for _ in sheets]
    front, *names = _sheet_names([wording("xlsx.contents"), *tabs])
    with ExactWorkbook(str(path), _options()) as workbook:
        workbook.set_properties(
            {
                "title": document.title,
                "subject": document.subtitle,
                "author": "spur",
                "created": datetime.fromisoformat(document.as_of or UNDATED),
            }
        )
        look, edges = Look(workbook, document.theme), (_footer(document, wording), _header(document))
        sheets = [*chain(*chapters)]
        grids = [Grid.of([block for section in own for block in section.blocks], wording) for own in sheets]
        upright = all(grid.width(0, len(grid.widths)) <= UPRIGHT_TO for grid in grids)
        page = Page(workbook.add_worksheet(front), Grid(0, 130, 397, 1), look, wording, upright=upright)
        _front(page, document, _entries(names, chapters, wording))
        page.close(*edges)
        painter = Painter(workbook)
        for name, sections, grid in zip(names, sheets, grids, strict=True):
            page = Page(workbook.add_worksheet(name), grid, look, wording, upright=upright)
            for section in sections:
                painter.section(page, section)
            page.close(*edges)


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


def _sheets(chapter: list[Section]) -> list[list[Section]]:
    """A chapter's sections on sheets with one table each at most, what goes before a table with it. A section that goes
    on has its title again."""
    sheets: list[list[Section]] = [[]]
    tables = 0
    for section in chapter:
        parts: list[list[Block]] = [[]]
        own = 0
        for block in section.blocks:
            if isinstance(block, Table):
                if own:
                    parts.append([])
                own += 1
            parts[-1].append(block)
        if own and tables:
            sheets.append([])
            tables = 0
        tables += own
        for index, blocks in enumerate(parts):
            if index:
                sheets.append([])
            sheets[-1].append(replace(section, blocks=tuple(blocks)))
    return sheets


def _entries(names: list[str], chapters: list[list[list[Section]]], wording: Wording) -> Iterator[tuple[str, str, str]]:
    """The lines of the contents: the sheet that each leads to, its text, and its style. A chapter's title leads to its
    first sheet, the number and caption of every table to its own."""
    sheet, number = iter(names), count(1)
    for chapter in chapters:
        for index, sections in enumerate(chapter):
            name = next(sheet)
            if not index:
                yield name, sections[0].title, "link"
            for block in (block for section in sections for block in section.blocks):
                if isinstance(block, Table):
                    # the number last: a line that begins with it is the caption of a table
                    told = wording("xlsx.table", number=next(number)).rstrip(".")
                    yield name, f"{block.caption} · {told}", "table link"


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


def _front(page: Page, document: Document, entries: Iterable[tuple[str, str, str]]) -> None:
    page.down(90)
    if document.theme.logo:
        _logo(page, document.theme.logo)
    page.down(page.put(document.title, 0, 1, "title") + 8)
    page.down(page.put(document.subtitle, 0, 1, "subtitle") + 40)
    for label, fact in document.facts:
        page.down(max(page.put(label, 0, 0, "fact"), page.put(fact, 1, 1, "said")) + 8)
    if document.theme.contact:
        page.down(20)
        page.down(page.put(document.theme.contact, 0, 1, "small"))
    page.down(40)
    page.down(page.put(page.wording("xlsx.contents"), 0, 1, "subheading") + 4)
    page.down(4)
    for name, title, style in entries:
        height = page.put(title, 0, 1, style)
        address = name.replace("'", "''")
        look = page.look(style, quoted=title.startswith(FORMULA_STARTS))
        page.worksheet.write_url(page.row, 0, f"internal:'{address}'!A1", look, string=title)
        page.down(height + 5)


def _logo(page: Page, content: bytes) -> None:
    """At the top, as large as it has room to be."""
    with Image.open(BytesIO(content)) as image:
        wide, high = image.size
        across, down = (float(dpi) or 96.0 for dpi in image.info.get("dpi", (96, 96)))
    scale = min(_LOGO[0] / wide, _LOGO[1] / high)
    place = {"x_offset": 4, "y_offset": 30, "x_scale": scale * across / 96, "y_scale": scale * down / 96}
    page.worksheet.insert_image(
        0, 0, "logo", {"image_data": BytesIO(content), "decorative": True, "object_position": 1, **place}
    )


def _header(document: Document) -> str:
    """What every printed page has to warn of."""
    return f'&C&"Arial,Bold"&12&KA8201A{document.mark.replace("&", "&&")}' if document.mark else ""


def _footer(document: Document, wording: Wording) -> str:
    text = document.footer[:_FOOTER].replace("&", "&&")
    size = '&"Arial,Regular"&8 '
    return f"&L{size}{text}&R{size}{wording('xlsx.page', page='&P', pages='&N')}"
