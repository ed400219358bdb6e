"""A Document drawn as a PDF: A4, the region's colours, readable in grey, the same bytes for the same Document."""

from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab import rl_config

from spur.report.document import Document
from spur.report.lines import register_fonts
from spur.report.pdf.page import Pages
from spur.report.pdf.story import story
from spur.report.pdf.style import look_of
from spur.report.pdf.tags import TaggedCanvas
from spur.wording import Wording

rl_config.useA85 = 0  # streams as bytes: writing them as text makes them a quarter longer, and no reader needs it


def write_pdf(document: Document, path: Path) -> None:
    """Draw ``document`` to ``path``. Nothing in the file comes from the clock. It is laid out twice: only then is it
    known on which page everything stands, and how many there are."""
    register_fonts()
    wording, look = Wording(document.lang), look_of(document.theme)
    measured = Pages(BytesIO(), document, wording, look)
    measured.build([_undrawn(each) for each in story(document, wording, look, {})], canvasmaker=TaggedCanvas)
    file = BytesIO()
    pages = Pages(file, document, wording, look, measured.page)
    pages.build(story(document, wording, look, measured.found), canvasmaker=TaggedCanvas)
    path.write_bytes(file.getvalue())


def _undrawn(flowable: Any) -> Any:
    """It takes its room, and no time."""
    flowable.drawOn = lambda *_, **__: None
    return flowable
