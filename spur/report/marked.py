"""Texts that are not all of one kind: with words in another language than the report's, or in bold or italics.

A :class:`Marked` text is a plain string to everybody who does not ask; who draws it, asks for its ``runs``.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from spur.wording import Lang

_FIRST_LETTER = 0x100000
_LETTER = re.compile("([\U00100000-\U0010fffd])")
"""Letters of private use, each of which stands for a value."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a text. ``lang`` is None where it is in the report's own language."""

    text: str
    lang: Lang | None = None
    bold: bool = False
    italic: bool = False


class Marked(str):
    """A text and its runs, which together spell it out."""

    __slots__ = ("runs",)
    runs: tuple[Run, ...]

    def __new__(cls, runs: Iterable[Run]) -> "Marked":
        alike = groupby(runs, key=lambda run: (run.lang, run.bold, run.italic))
        pieces = (("".join(run.text for run in own), how) for how, own in alike)
        told = tuple(Run(text, *how) for text, how in pieces if text)
        own = super().__new__(cls, "".join(run.text for run in told))
        own.runs = told
        return own

    def __reduce__(self) -> tuple[type["Marked"], tuple[tuple[Run, ...]]]:
        return Marked, (self.runs,)


def runs_of(text: str) -> tuple[Run, ...]:
    return text.runs if isinstance(text, Marked) else (Run(text),)


def language_of(text: str) -> Lang | None:
    """The language that all of a text is in; None where that is the report's own, or where it is in several."""
    if not isinstance(text, Marked):
        return None
    languages = {run.lang for run in text.runs if run.text.strip()}
    return languages.pop() if len(languages) == 1 else None


def spoken(text: str, lang: Lang) -> Marked:
    """The text, all of it in a language that is not the report's."""
    return Marked(replace(run, lang=lang) for run in runs_of(text))


def filled(say: Callable[..., str], /, *parts: object, **values: object) -> str:
    """What ``say`` makes of the parts and the values, of which each keeps its marks where it was put. A letter of
    private use goes in for each, so whatever it spells may stand elsewhere too; ``say`` may not look at them."""
    every = (*parts, *values.values())
    if not any(isinstance(each, Marked) for each in every):
        return say(*parts, **values)
    letters = [chr(_FIRST_LETTER + number) for number in range(len(every))]
    said = say(*letters[: len(parts)], **dict(zip(values, letters[len(parts) :], strict=True)))
    runs = {
        letter: runs_of(each if isinstance(each, str) else str(each))
        for letter, each in zip(letters, every, strict=True)
    }
    return Marked(run for piece in _LETTER.split(said) for run in runs.get(piece, (Run(piece),)))


def cut(text: Marked, lines: Iterable[str]) -> Iterator[Marked]:
    """The lines that a text was broken into, with its languages but not in bold or italics: the lines of a table are
    measured and drawn in one type. A line may lack the space at its end, and end in a hyphen that the text does not
    have."""
    from spur.report.lines import plain  # reportlab with it, which only what is drawn needs

    languages_of = (run.lang for run in text.runs for _ in run.text)
    letters = [pair for pair in zip(plain(text), languages_of, strict=True) if not pair[0].isspace()]
    at = 0
    for line in lines:
        languages: list[Lang | None] = []
        for letter in line:
            if at < len(letters) and not letter.isspace():
                languages.append(letters[at][1])
                at += letter == letters[at][0] or letter != "-"
            else:
                languages.append(languages[-1] if languages else None)
        together = groupby(zip(line, languages, strict=True), key=lambda pair: pair[1])
        yield Marked(Run("".join(letter for letter, _ in own), lang) for lang, own in together)
