"""A Document as a web page: one file that needs nothing else, neither scripts, fonts nor a network. The same Document
gives the same bytes."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from spur.report.document import Document
from spur.report.html.look import colours, logo
from spur.report.html.parts import Writer, chapters
from spur.report.lines import plain, register_fonts
from spur.report.marked import Marked, Run
from spur.wording import Wording


def write_html(document: Document, path: Path) -> None:
    path.write_bytes(page(document).encode())


def page(document: Document) -> str:
    """The whole file. Every text from the Document is escaped: it says just what it said."""
    register_fonts()  # the plots are measured with it
    wording = Wording(document.lang)
    writer = Writer(wording)
    return (
        templates()
        .get_template("page.html")
        .render(
            document=document,
            title=document.title,
            lang=document.lang,
            sections=(sections := [*writer.sections(document)]),
            contents=chapters(sections),
            colours=colours(document.theme),
            logo=logo(document.theme),
            said=wording,
        )
    )


def told(text: str) -> str | Markup:
    """A text as it stands in the page, with what it is marked as."""
    return Markup("").join(map(_run, text.runs)) if isinstance(text, Marked) else plain(text)


def _run(run: Run) -> Markup:
    piece = escape(plain(run.text))
    piece = Markup("<em>{}</em>").format(piece) if run.italic else piece
    piece = Markup("<strong>{}</strong>").format(piece) if run.bold else piece
    return Markup('<span lang="{}">{}</span>').format(run.lang, piece) if run.lang else piece


@cache
def templates() -> Environment:
    found = Environment(
        loader=PackageLoader("spur.report.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.filters["plain"] = told
    return found
