"""A Document drawn as a PDF: A4, one accent colour, readable in grey, the same bytes for the same Document."""

from pathlib import Path

from spur.report.document import Document
from spur.report.pdf.page import Pages
from spur.report.pdf.story import story
from spur.report.pdf.style import register_fonts
from spur.wording import Wording


def write_pdf(document: Document, path: Path) -> None:
    """Draw ``document`` to ``path``. Nothing in the file comes from the clock."""
    register_fonts()
    wording = Wording(document.lang)
    Pages(path, document, wording).multiBuild(story(document, wording))
