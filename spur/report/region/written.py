"""The chapters that people write themselves, each in its place."""

from spur.records.chapter import ChapterPlace, Passage
from spur.report.document import Block, Bullets, Paragraph, Section
from spur.report.marked import Marked, Run
from spur.report.material import Material
from spur.wording import LANGUAGES, Lang


def written_chapter(m: Material, place: ChapterPlace) -> list[Section]:
    """Word for word; a heading in it opens a section. One in another language than the report's begins by saying so.
    Left out where nobody has written it."""
    chapter = next((each for each in m.chapters if each.place == place), None)
    if chapter is None:
        return []
    lang: Lang | None = next((each for each in LANGUAGES if each == chapter.lang != m.wording.lang), None)
    own = Marked((Run(chapter.title, lang),)) if lang else chapter.title
    parts: list[tuple[str, list[Passage]]] = [(own or m(f"written.{place}"), [])]
    for passage in chapter.passages:
        if passage.kind == "heading":
            parts.append((_text(passage, lang), []))
        else:
            parts[-1][1].append(passage)
    (title, first), *rest = parts
    about = (Paragraph(m(f"written.in-{lang}"), "note"),) if lang else ()
    return [
        Section(title, (*about, *_blocks(first, lang)), tab=m(f"written.{place}")),
        *(Section(title, tuple(_blocks(passages, lang)), level=2) for title, passages in rest),
    ]


def _blocks(passages: list[Passage], lang: Lang | None) -> list[Block]:
    """Items that follow each other are one list; a list is numbered or it is not."""
    blocks: list[Block] = []
    items: list[Passage] = []
    for passage in [*passages, None]:
        if items and (passage is None or passage.kind != "item" or bool(passage.number) != bool(items[0].number)):
            numbers = tuple(item.number for item in items) if items[0].number else ()
            blocks.append(Bullets(tuple(_text(item, lang) for item in items), numbers))
            items = []
        if passage is None:
            break
        if passage.kind == "item":
            items.append(passage)
        else:
            blocks.append(Paragraph(_text(passage, lang), "note" if passage.kind == "quote" else "body"))
    return blocks


def _text(passage: Passage, lang: Lang | None) -> str:
    """With its language, where that is not the report's, and its stressed words."""
    if not lang and not passage.stressed:
        return passage.text
    runs, at = list[Run](), 0
    for each in passage.stressed:
        runs.append(Run(passage.text[at : each.first], lang))
        runs.append(Run(passage.text[each.first : each.last], lang, each.bold, each.italic))
        at = each.last
    return Marked((*runs, Run(passage.text[at:], lang)))
