"""Workbooks written as Markdown: a reader of a test sees the sheet, with its hidden first row and column, as it is.

    # Start
    | spur:start   | value      |
    | inspected_on | 2019-03-01 |

``=…`` is a formula that was never computed, ``#N/A`` an error cell; everything else is text. ``\\n`` is a line break.
"""

from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell


def write_workbook(markdown: str, path: Path) -> Path:
    """Write the sheets of a Markdown text as an Excel file and return its path."""
    book = Workbook()
    book.remove(book.active)
    for line in markdown.strip().splitlines():
        text = line.strip()
        if text.startswith("# "):
            sheet = book.create_sheet(text[2:])
            row = 0
        elif text.startswith("|"):
            row += 1
            for column, value in enumerate(text.strip("|").split("|"), start=1):
                _fill(sheet.cell(row, column), value.strip())
    book.save(path)
    return path


def _fill(cell: Cell, text: str) -> None:
    if text.startswith("#"):
        cell.value, cell.data_type = text, "e"
    elif text:
        cell.value = text.replace("\\n", "\n")
        if not text.startswith("="):
            cell.data_type = "s"
