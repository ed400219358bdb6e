"""Reports read back as anybody can read them: what stands in the PDF, the workbook and the page, and nothing else.

Each reader returns tables, as rows of cells under headings, and every other text with its place; no meaning is given to
any of it here.
"""

from pathlib import Path

from spur.intake.rendered.contents import Cell, Heading, Line, Number, Rendered, Table, Text, is_number
from spur.records.problem import Code, Place, Problem

SUFFIXES = (".pdf", ".xlsx", ".html", ".htm")

__all__ = ["SUFFIXES", "Cell", "Heading", "Line", "Number", "Rendered", "Table", "Text", "is_number", "read_rendered"]


def read_rendered(path: Path) -> tuple[Rendered | None, list[Problem]]:
    """What stands in a file of one of the SUFFIXES; a problem where it cannot be read."""
    # each costs a tenth of a second or more to import
    try:
        match path.suffix.lower():
            case ".pdf":
                from spur.intake.rendered.pdf import read_pdf

                return read_pdf(path), []
            case ".xlsx":
                from spur.intake.rendered.workbook import read_workbook

                return read_workbook(path), []
            case _:
                from spur.intake.rendered.page import read_page

                return read_page(path), []
    except (OSError, ValueError) as error:
        return None, [Problem(Code.FILE_UNREADABLE, Place(path.name), path.name, also=" ".join(str(error).split()))]
