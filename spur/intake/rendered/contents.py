"""What stands in a rendered report: tables, and texts."""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from spur.wording import LANGUAGES, Wording

_NUMBER = re.compile(r"(?P<at>[<≥≤]?)(?P<sign>[-+−]?)(?P<whole>\d+)(?:[.,](?P<places>\d+))?(?P<percent>%?)")
_SPACES = re.compile(r"[\s\u00a0\u202f]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading; ``over`` is the one that it shares with its neighbours."""

    text: str
    over: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, under which heading (its index, or −1) and where. ``exact`` is its number, where
    the file holds more than is shown."""

    heading: int
    text: str
    place: str
    exact: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: what it is about, and its other cells."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    caption: str
    headings: tuple[Heading, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """Any other text: a sentence, a label, an alternative text, a property. ``bare`` where it is an unrounded number by
    itself (a workbook's cell outside tables); ``hidden`` where it stands on no page and in no cell; ``odd`` where no
    report has anything: in a hidden column, a comment, a name of its own."""

    text: str
    place: str
    bare: bool = False
    hidden: bool = False
    odd: bool = False


@dataclass(frozen=True, slots=True)
class Rendered:
    """A whole file. ``unread`` are its parts that no reader looks into."""

    file: str
    tables: tuple[Table, ...]
    texts: tuple[Text, ...]
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is printed, with so many decimals; ``percent`` is part of ``value`` (82 % is 82 here). ``at``
    tells of "<", "≥" and "≤" before it."""

    value: Fraction
    decimals: int
    percent: bool
    signed: bool
    at: str = ""


@lru_cache(maxsize=65_536)
def is_number(text: str) -> Number | None:
    """The number that a text is, in the way of either language; None where it is none."""
    match = _NUMBER.fullmatch(_SPACES.sub("", text))
    if match is None:
        return None
    places = match["places"] or ""
    value = Fraction(int(match["whole"] + places), 10 ** len(places))
    signed = bool(match["sign"])
    return Number(
        -value if match["sign"] in ("-", "−") else value, len(places), bool(match["percent"]), signed, match["at"]
    )


@lru_cache(maxsize=1)
def captions() -> re.Pattern[str]:
    """How a table's or a figure's caption begins: "Tabell 4."."""
    keys = [f"{room}.{kind}" for room in ("pdf", "xlsx", "html") for kind in ("table", "figure")]
    keys.append("html.numbers-of")
    texts = {Wording(lang)(key) for lang in LANGUAGES for key in keys}
    begun = "|".join(re.escape(text).replace(re.escape("{number}"), r"\d+\w?( \(\d+/\d+\))?") for text in sorted(texts))
    return re.compile(f"(?:{begun}) *")
