"""A book → the sheets that a kind of workbook of spur's marks as its own, by their hidden ids.

The corner of each holds its kind, the row beside it the columns' ids and the column below it the rows' ids, wherever
they now are (``spur.intake.coding.form``, ``spur.intake.actions.form``). The inspector's workbook, which has addresses
and prefixes of its own, is recognised in ``spur.intake.recognised``.
"""

from collections.abc import Collection, Mapping

from spur.intake.book import Book, Sheet
from spur.intake.recognised import Page
from spur.intake.workbook import STATIC
from spur.records.problem import Code, Place, Problem

TOLD = 60  # characters of a text that a problem repeats


def marked_pages(
    book: Book, kinds: Collection[str], filled: Mapping[str, str]
) -> tuple[dict[str, Page], list[Problem]]:
    """The workbook's sheets by their kind, and what is wrong with sheets. ``filled`` are those that are filled in, each
    with the column by which people know its rows: what stands beside rows and columns there is told, as it is not
    read."""
    pages: dict[str, Page] = {}
    problems: list[Problem] = []
    for sheet in book.sheets:
        corner = next((at for at, cell in sorted(sheet.cells.items()) if cell.value in kinds), None)
        if corner is None:
            problems.append(Problem(Code.SHEET_IGNORED, Place(book.file, sheet.title), found=sheet.title))
            continue
        kind = str(sheet.cells[corner].value)
        if kind in pages:
            also = pages[kind].sheet.title
            problems.append(Problem(Code.SHEET_DUPLICATE, Place(book.file, sheet.title), sheet.title, also=also))
        else:
            pages[kind] = _page(book.file, kind, sheet, corner, filled.get(kind, ""))
    return pages, problems


def _page(file: str, kind: str, sheet: Sheet, corner: tuple[int, int], named_by: str) -> Page:
    top, left = corner
    page = Page(file, kind, sheet, {}, {})
    marks = {at: str(cell.value) for at, cell in sorted(sheet.cells.items()) if at > corner and left <= at[1]}
    for (row, column), mark in marks.items():
        if row == top and mark != STATIC and page.columns.setdefault(mark, column) != column:
            also = sheet.a1(row, page.columns[mark]).rstrip("0123456789")
            place = Place(file, sheet.title, cell=sheet.a1(row, column))
            page.problems.append(Problem(Code.SHEET_COLUMN_DUPLICATE, place, mark, also=also))
        elif column == left and mark != STATIC and page.rows.setdefault(mark, row) != row:
            place, named = Place(file, sheet.title, row=row), marks.get((row, page.columns.get(named_by, left)), "")
            page.problems.append(Problem(Code.ROW_DUPLICATE, place, beginning(named), also=str(page.rows[mark])))
    if named_by:
        page.problems += [
            Problem(Code.WORDS_OUTSIDE, Place(file, sheet.title, cell=sheet.a1(row, column)), beginning(text))
            for (row, column), text in marks.items()
            if row > top and column > left and text.strip()
            if (row, left) not in marks or (top, column) not in marks
        ]
    return page


def beginning(text: str) -> str:
    return text if len(text) <= TOLD else f"{text[:TOLD]}…"
