"""What people have written for a report: a chapter of their own, with its headings, paragraphs and lists."""

from dataclasses import dataclass
from typing import Literal

ChapterPlace = Literal["summary", "interviews", "conclusions"]
"""Where a chapter stands in the region's report, in its order."""


@dataclass(frozen=True, slots=True)
class Stress:
    """The characters ``first`` to ``last`` (not counted) of a text are bold or in italics, or both."""

    first: int
    last: int
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a chapter; ``number`` is a numbered item's ("1."), "" for a bullet."""

    kind: Literal["heading", "paragraph", "item", "quote"]
    text: str
    number: str = ""
    stressed: tuple[Stress, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """``title`` is what the file begins with; "" where it does not name itself. ``lang`` is the language that the
    ``file``'s name gives it ("sv", "en")."""

    place: ChapterPlace
    title: str
    passages: tuple[Passage, ...]
    lang: str = "sv"
    file: str = ""
