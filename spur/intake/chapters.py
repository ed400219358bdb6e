"""Markdown files → chapters that people have written for a report.

``summary.md``, ``interviews.md`` and ``conclusions.md`` are in Swedish; with another language before the ending
(``summary.en.md``) in that. Headings, paragraphs, lists and quotations, with bold and italic words; links become plain
text. What a report cannot print (pictures, tables, code, HTML) is a problem, at its line: nothing is left out in
silence. A chapter in another language than the report's is told of.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from spur.records.chapter import Chapter, ChapterPlace, Passage, Stress
from spur.records.problem import Code, Place, Problem, nearest
from spur.rubric.typed import text_of
from spur.wording import LANGUAGES, Lang

if TYPE_CHECKING:
    from markdown_it.token import Token

PLACES: tuple[ChapterPlace, ...] = get_args(ChapterPlace)
MAIN: Lang = "sv"
"""The language of a file whose name does not say which."""
_NAMES = {f"{place}{lang}.md": place for place in PLACES for lang in ("", *(f".{lang}" for lang in LANGUAGES))}
_UNPRINTABLE = ("image", "html_inline", "html_block", "table_open", "fence", "code_block")
_TOLD = 60  # characters of a line that a problem repeats
_WRITTEN = ("inline", *_UNPRINTABLE)


def read_chapters(folder: Path, lang: Lang) -> tuple[tuple[Chapter, ...], tuple[Problem, ...]]:
    """The chapters of a folder for a report in a language: those written in it, else in the other. Every Markdown
    file has to be one of them; other files are none of a report's business."""
    try:
        there = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".md")
    except OSError:
        return (), (Problem(Code.CHAPTERS_MISSING, Place(folder.name), found=str(folder)),)
    problems = [
        Problem(Code.CHAPTER_UNKNOWN, Place(path.name), path.name, tuple(_NAMES), nearest(path.name, _NAMES))
        for path in there
        if path.name not in _NAMES
    ]
    if not there:
        problems.append(Problem(Code.CHAPTERS_NONE, Place(folder.name), str(folder), tuple(_NAMES)))
    chapters: list[Chapter] = []
    for place in PLACES:
        named = [(name, own) for own in sorted(LANGUAGES, key=lang.__ne__) for name in _named(place, own)]
        path, own = next(((folder / name, own) for name, own in named if folder / name in there), (None, lang))
        if path is None:
            continue
        text = text_of(path)
        if isinstance(text, Problem):
            problems.append(text)
            continue
        written = _Written(path.name, text)
        problems += written.problems()
        chapters.append(written.chapter(place, own))
    return tuple(chapters), tuple(problems)


def in_another_language(chapters: Iterable[Chapter], lang: Lang) -> Iterator[Problem]:
    """A notice of each chapter that is not in the report's language."""
    for each in chapters:
        if each.lang != lang:
            also = _named(each.place, lang)[-1]
            yield Problem(Code.CHAPTER_LANGUAGE, Place(each.file), each.file, also=also)


def _named(place: ChapterPlace, lang: Lang) -> list[str]:
    """What the files of a chapter in a language may be called."""
    return [f"{place}.{lang}.md", *([f"{place}.md"] if lang == MAIN else [])]


@dataclass(frozen=True)
class _Written:
    """A Markdown file."""

    name: str
    text: str

    def problems(self) -> Iterator[Problem]:
        tokens, lines = list(self._tokens()), self.text.splitlines()
        unprintable = {
            line
            for token, line in tokens
            if any(each.type in _UNPRINTABLE for each in (token, *(token.children or ())))
        }  # fmt: skip
        for line in sorted(unprintable):
            yield Problem(Code.CHAPTER_UNPRINTABLE, Place(self.name, row=line), lines[line - 1].strip()[:_TOLD])
        if not any(token.type in _WRITTEN for token, _ in tokens):
            yield Problem(Code.FILE_EMPTY, Place(self.name), self.name)

    def chapter(self, place: ChapterPlace, lang: Lang) -> Chapter:
        passages = tuple(self._passages())
        title = passages[0].text if passages and passages[0].kind == "heading" else ""
        return Chapter(place, title, passages[1:] if title else passages, lang, self.name)

    def _passages(self) -> Iterator[Passage]:
        """Every piece of text, as what it stands in: lists in lists become one."""
        inside: list[Literal["heading", "quote"]] = []
        numbers: list[int | None] = []
        first = False  # the paragraph that opens an item carries its bullet
        for token, _ in self._tokens():
            match token.type:
                case "heading_open" | "blockquote_open":
                    inside.append("heading" if token.type == "heading_open" else "quote")
                case "heading_close" | "blockquote_close":
                    inside.pop()
                case "bullet_list_open":
                    numbers.append(None)
                case "ordered_list_open":
                    numbers.append(int(token.attrGet("start") or 1))
                case "bullet_list_close" | "ordered_list_close":
                    numbers.pop()
                case "list_item_open" | "list_item_close":
                    first = token.type == "list_item_open"
                case "inline":
                    text, stressed = _read(token)
                    if first and (number := numbers[-1]) is not None:
                        yield Passage("item", text, f"{number}.", stressed)
                        numbers[-1] = number + 1
                    elif first:
                        yield Passage("item", text, "", stressed)
                    else:
                        yield Passage(inside[-1] if inside else "paragraph", text, "", stressed)
                    first = False

    def _tokens(self) -> Iterator[tuple["Token", int]]:
        """With the line on which each begins."""
        from markdown_it import MarkdownIt  # only who has written chapters waits for it

        line = 1
        for token in MarkdownIt("commonmark").enable("table").parse(self.text):
            line = token.map[0] + 1 if token.map else line
            yield token, line


def _read(token: "Token") -> tuple[str, tuple[Stress, ...]]:
    """The text of a line without its marks, and what is stressed in it; a link with its address after it."""
    told, address, bold, italic = "", "", 0, 0
    stressed: list[Stress] = []
    for each in token.children or ():
        bold += {"strong_open": 1, "strong_close": -1}.get(each.type, 0)
        italic += {"em_open": 1, "em_close": -1}.get(each.type, 0)
        if each.type == "link_open":
            address = str(each.attrGet("href") or "")
            continue
        if each.type == "link_close":
            more = "" if told.endswith(address) else f" ({address})"
        else:
            more = " " if each.type in ("softbreak", "hardbreak") else each.content
        first = len(told)
        told = " ".join(f"{told}{more}".split()) + " " * f"{told}{more}".endswith(" ")
        told = told.lstrip()
        if (bold or italic) and len(told) > first:
            stressed.append(Stress(first, len(told), bold > 0, italic > 0))
    return told.rstrip(), tuple(stressed)
