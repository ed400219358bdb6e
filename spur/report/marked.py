"""Texts that are not all of one kind: with words in another language than the report's, or in bold or italics.

A :class:`Marked` text is a plain string to everybody who does not ask; who draws it, asks for its ``runs``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from spur.wording import Lang


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
        told = tuple(run for run in runs if run.text)
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


def carried(sentence: str, parts: Iterable[str]) -> str:
    """A sentence that the parts were put into, in this order, with the marks that they had."""
    told, rest = list[Run](), sentence
    for part in parts:
        before, found, after = rest.partition(part) if part and isinstance(part, Marked) else ("", "", "")
        if found:
            told += (Run(before), *runs_of(part))
            rest = after
    return Marked((*told, Run(rest))) if told else sentence


def cut(text: Marked, lines: Iterable[str]) -> Iterator[Marked]:
    """The lines that a text was broken into, with its languages. A line may lack the space at its end, and end in a
    hyphen that the text does not have."""
    letters = [(letter, run.lang) for run in text.runs for letter in run.text if not letter.isspace()]
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
