"""A Document drawn as a PDF: A4, the region's colours, readable in grey, the same bytes for the same Document."""

from io import BytesIO
from pathlib import Path

from spur.report.document import Document
from spur.report.lines import register_fonts
from spur.report.pdf.page import Pages
from spur.report.pdf.story import story
from spur.report.pdf.style import look_of
from spur.report.pdf.tags import TaggedCanvas
from spur.wording import Wording


def write_pdf(document: Document, path: Path) -> None:
    """Draw ``document`` to ``path``. Nothing in the file comes from the clock. It is laid out twice: only then is it
    known on which page everything stands, and how many there are."""
    register_fonts()
    wording, look = Wording(document.lang), look_of(document.theme)
    pages, found = 0, dict[str, int]()
    for _ in range(2):
        file = BytesIO()
        laid_out = Pages(file, document, wording, look, pages)
        laid_out.build(story(document, wording, look, found), canvasmaker=TaggedCanvas)
        pages, found = laid_out.page, laid_out.found
    path.write_bytes(file.getvalue())
