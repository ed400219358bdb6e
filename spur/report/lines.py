"""How wide texts are, and the lines that they are broken into. The texts of tables and charts are plain lines, each
measured once: a paragraph of reportlab's costs ten times as much."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import as_file, files

from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily, stringWidth
from reportlab.pdfbase.ttfonts import TTFont

REGULAR, BOLD, ITALIC = "SourceSansPro-Regular", "SourceSansPro-Semibold", "SourceSansPro-It"

NO_BREAK = "\N{NO-BREAK SPACE}"
SHY = "\N{SOFT HYPHEN}"
# Characters that Word and Excel like and the font lacks
_STAND_INS = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2009": NO_BREAK})
_HELD_TOGETHER = re.compile(r"(?<=\d) (?=%|\d{3}(?!\d))| (?=[▲▼■])|(?<=[≥≤<>=±]) (?=\d)")
_WORDS = re.compile(r"[ \t\r\n]+")
_VOWELS = "aeiouyåäöéAEIOUYÅÄÖÉ"
# "ch" is one sound: "verksamhets-chefer"
_SYLLABLE = re.compile(rf"(?<=\w\w)(?<!\W\w)(?!(?<=[cC])h)(?=(?:[cC]h|[^\W\d_{_VOWELS}])[{_VOWELS}]\w)")
_MEASURED_AT = 1000


@cache
def register_fonts() -> None:
    """Make the font known to reportlab, which keeps its fonts for the whole process."""
    for name in (REGULAR, BOLD, ITALIC):
        with as_file(files("spur.report").joinpath("fonts", f"{name}.ttf")) as path:
            registerFont(TTFont(name, path))
    registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD)


@lru_cache(maxsize=1 << 16)
def _at_thousand(text: str, font: str) -> float:
    return float(stringWidth(text, font, _MEASURED_AT))


def width(text: str, font: str, size: float) -> float:
    """The points that a text takes on one line."""
    return _at_thousand(text, font) * size / _MEASURED_AT


@lru_cache(maxsize=1 << 14)
def plain(text: str) -> str:
    """A text with what belongs together held together ("82 %", "3 576") and what the font lacks replaced."""
    return _HELD_TOGETHER.sub(NO_BREAK, text.translate(_STAND_INS))


def words(text: str) -> list[str]:
    """What a line may be broken between."""
    return [word for word in _WORDS.split(plain(text)) if word]


def widest_word(text: str, font: str, size: float) -> float:
    """How wide a column must be for no word to break."""
    return max((width(word, font, size) for word in words(text)), default=0.0)


def hyphenated(text: str, font: str, size: float, room: float) -> str:
    """The text with places to break in those words that are wider than ``room``: before a consonant that a vowel
    follows, the mechanical rule of Swedish word division."""
    return " ".join(_SYLLABLE.sub(SHY, word) if width(word, font, size) > room else word for word in text.split(" "))


def broken(text: str, font: str, size: float, room: float, most: int | None = None) -> tuple[str, ...]:
    """The lines of a text in a column ``room`` points wide; of more than ``most`` the first, and an ellipsis. A word
    that is wider than the column is divided."""
    text = plain(text)
    if "\n" not in text and width(text, font, size) <= room:
        return (text.strip(),)
    lines: list[str] = []
    line = ""
    for word in _WORDS.split(text.strip()):
        longer = f"{line} {word}" if line else word
        if width(longer, font, size) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        *whole, line = _divided(word, font, size, room)
        lines += whole
    lines.append(line)
    if most is not None and len(lines) > most:
        return (*lines[: most - 1], _shortened(lines[most - 1], font, size, room))
    return tuple(lines)


def _divided(word: str, font: str, size: float, room: float) -> Iterator[str]:
    """A word in pieces that have room: with a hyphen between syllables, where there are such; else anywhere."""
    line = ""
    for syllable in _SYLLABLE.split(word) if width(word, font, size) > room else (word,):
        if line and width(f"{line}{syllable}-", font, size) > room:
            yield f"{line}-"
            line = ""
        line += syllable
        while width(line, font, size) > room and len(line) > 1:
            fits = next(n for n in range(len(line) - 1, 0, -1) if n == 1 or width(line[:n], font, size) <= room)
            yield line[:fits]
            line = line[fits:]
    yield line


def _shortened(line: str, font: str, size: float, room: float) -> str:
    while line and width(f"{line}…", font, size) > room:
        line = line[:-1]
    return f"{line.rstrip()}…"
