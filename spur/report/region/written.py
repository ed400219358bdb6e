"""The chapters that people write themselves, each in its place."""

from spur.records.chapter import ChapterPlace, Passage
from spur.report.document import Block, Bullets, Paragraph, Section
from spur.report.material import Material


def written_chapter(m: Material, place: ChapterPlace) -> list[Section]:
    """Word for word; a heading in it opens a section. Left out where nobody has written it."""
    chapter = next((each for each in m.chapters if each.place == place), None)
    if chapter is None:
        return []
    parts: list[tuple[str, list[Passage]]] = [(chapter.title or m(f"written.{place}"), [])]
    for passage in chapter.passages:
        if passage.kind == "heading":
            parts.append((passage.text, []))
        else:
            parts[-1][1].append(passage)
    (title, first), *rest = parts
    return [
        Section(title, tuple(_blocks(first)), tab=m(f"written.{place}")),
        *(Section(title, tuple(_blocks(passages)), level=2) for title, passages in rest),
    ]


def _blocks(passages: list[Passage]) -> list[Block]:
    """Items that follow each other are one list; a list is numbered or it is not."""
    blocks: list[Block] = []
    items: list[Passage] = []
    for passage in [*passages, None]:
        if items and (passage is None or passage.kind != "item" or bool(passage.number) != bool(items[0].number)):
            numbers = tuple(item.number for item in items) if items[0].number else ()
            blocks.append(Bullets(tuple(item.text for item in items), numbers))
            items = []
        if passage is None:
            break
        if passage.kind == "item":
            items.append(passage)
        else:
            blocks.append(Paragraph(passage.text, "note" if passage.kind == "quote" else "body"))
    return blocks
