"""A guide, written in Markdown, as a web page of the same look as the reports: one file that needs nothing else."""

from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape
from PIL import Image

from spur.report.document import Theme
from spur.report.html import templates
from spur.report.html.look import colours
from spur.wording import Lang, Wording


@dataclass(frozen=True, slots=True)
class Step:
    """What stands under a heading of the second level."""

    name: str
    title: str
    content: Markup


def title_of(text: str) -> str:
    """A guide's heading of the first level."""
    return _title(_markdown().parse(text))


def guide_page(text: str, picture: Callable[[str], bytes], lang: Lang) -> str:
    """The whole file. ``picture`` gives the PNG that the guide calls by that name."""
    markdown, said = _markdown(), Wording(lang)
    context = {"picture": picture, "said": said}
    tokens = markdown.parse(text)
    starts = [i for i, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h2"]
    steps = [
        Step(f"step-{number}", tokens[start + 1].content, _rendered(tokens[start + 3 : end], context))
        for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(tokens)], strict=True), 1)
    ]
    return (
        templates()
        .get_template("guide.html")
        .render(
            title=_title(tokens),
            lang=lang,
            lead=_rendered(tokens[3 : starts[0]], context),
            steps=steps,
            colours=colours(Theme()),
            said=said,
        )
    )


def _title(tokens: Sequence[Token]) -> str:
    return next(tokens[i + 1].content for i, token in enumerate(tokens) if token.tag == "h1")


def _rendered(tokens: Sequence[Token], context: dict[str, Any]) -> Markup:
    markdown = _markdown()
    return Markup(markdown.renderer.render(tokens, markdown.options, context))


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    for kind, rule in (
        ("fence", _block_of_code),
        ("image", _picture),
        ("th_open", _heading_of_column),
        ("table_open", _table),
        ("table_close", _table_end),
    ):
        markdown.add_render_rule(kind, rule)
    return markdown


def _block_of_code(_self: Any, tokens: Sequence[Token], at: int, _options: Any, context: dict[str, Any]) -> str:
    """Commands look otherwise than what they answer, and each is said to be what it is. A line is broken where it does
    not fit, and copied as one."""
    kind = "command" if tokens[at].info.startswith("sh") else "answer"
    lines = (f"<code>{escape(line)}\n</code>" for line in tokens[at].content.splitlines())
    label = escape(context["said"](f"guide.{kind}"))
    return f'<pre class="{kind}" role="group" aria-label="{label}">{"".join(lines)}</pre>\n'


def _picture(_self: Any, tokens: Sequence[Token], at: int, _options: Any, context: dict[str, Any]) -> str:
    token = tokens[at]
    content = context["picture"](str(token.attrs["src"]))
    with Image.open(BytesIO(content)) as picture:
        width, height = picture.size
    label = escape(context["said"]("guide.picture"))
    return (
        f'<span class="scroll" role="group" aria-label="{label}" tabindex="0">'
        f'<img src="data:image/png;base64,{b64encode(content).decode()}"'
        f' alt="{escape(token.content)}" width="{width}" height="{height}"></span>'
    )


def _heading_of_column(*_told: Any) -> str:
    return '<th scope="col">'


def _table(_self: Any, _tokens: Any, _at: int, _options: Any, context: dict[str, Any]) -> str:
    label = escape(context["said"]("guide.table"))
    return f'<div class="table scroll" role="group" aria-label="{label}" tabindex="0"><table>\n'


def _table_end(*_told: Any) -> str:
    return "</table></div>\n"
