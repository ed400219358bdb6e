"""A Document as a web page: one file that needs nothing else, neither scripts, fonts nor a network. The same Document
gives the same bytes."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from spur.report.document import Document
from spur.report.html.look import colours, logo
from spur.report.html.parts import Writer
from spur.report.lines import plain, register_fonts
from spur.wording import Wording


def write_html(document: Document, path: Path) -> None:
    path.write_bytes(page(document).encode())


def page(document: Document) -> str:
    """The whole file. Every text from the Document is escaped: it says just what it said."""
    register_fonts()  # the plots are measured with it
    wording = Wording(document.lang)
    writer = Writer(wording)
    return (
        _templates()
        .get_template("page.html")
        .render(
            document=document,
            sections=[*writer.sections(document)],
            colours=colours(document.theme),
            logo=logo(document.theme),
            said=wording,
        )
    )


@cache
def _templates() -> Environment:
    found = Environment(
        loader=PackageLoader("spur.report.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.filters["plain"] = plain
    return found
