"""One cell of text → what its column means; or a problem at that cell."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from spur.intake.table import Row
from spur.records.problem import Code, Problem

_SPACES = re.compile(r"[\s\u00a0\u202f]")
MOST_DIGITS = 15  # of a count: no country has more people, and every database keeps it

_ID = re.compile(r'[^.~$/\\:*?"<>|][^/\\:*?"<>|]*')
DECIMAL = re.compile(r"(\d+)(?:[.,](\d+))?(%?)")


def read_word(
    row: Row,
    column: str,
    allowed: Iterable[str],
    unknown: Code,
    problems: list[Problem],
    *,
    required: bool = False,
    names: Mapping[str, str] | None = None,
) -> str:
    """The allowed word in the cell, whatever its case; ``names`` are other names of such words. "" when the cell is
    blank (a problem if ``required``) or holds something else (always a problem)."""
    text = row[column]
    allowed = tuple(allowed)
    word_of = {word.casefold(): word for word in allowed}
    word_of |= {name.casefold(): word for name, word in (names or {}).items()}
    word = word_of.get(text.casefold(), "")
    if text and not word:
        problems.append(row.problem(unknown, column, allowed=allowed))
    elif required and not text:
        problems.append(row.problem(Code.VALUE_MISSING, column, allowed=allowed))
    return word


def read_id(row: Row, column: str, problems: list[Problem], *, required: bool = True) -> str:
    """An id that can stand in a file's name; a problem otherwise, and when it is blank though ``required``."""
    text = row[column]
    if text and not _ID.fullmatch(text):
        problems.append(row.problem(Code.ID_INVALID, column))
    elif required and not text:
        problems.append(row.problem(Code.VALUE_MISSING, column))
    return text


def iso_date(text: str) -> date | None:
    """The day, written as 2019-03-01 and no other way; None for anything else."""
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    except ValueError:  # the 31st of February
        return None


def read_date(row: Row, column: str, problems: list[Problem]) -> date | None:
    """An ISO date (2019-03-01), or None; a problem unless the cell is blank."""
    day = iso_date(row[column])
    if day is None and row[column]:
        problems.append(row.problem(Code.DATE_INVALID, column))
    return day


def without_spaces(text: str) -> str:
    """A number as a spreadsheet shows it, "3 576", as its digits."""
    return _SPACES.sub("", text)


def read_count(row: Row, column: str, problems: list[Problem]) -> int | None:
    """A whole number >= 0 ("3576", "3 576"), or None; a problem unless the cell is blank."""
    text = without_spaces(row[column])
    if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS:
        return int(text)
    if text:
        problems.append(row.problem(Code.NUMBER_INVALID, column))
    return None


def read_share(row: Row, column: str, problems: list[Problem]) -> Fraction | None:
    """A share of 1, kept exactly as printed ("0.63", "0,63", "63 %"), or None; a problem unless the cell is blank."""
    text = without_spaces(row[column])
    match = DECIMAL.fullmatch(text)
    if match is None:
        if text:
            problems.append(row.problem(Code.NUMBER_INVALID, column))
        return None
    whole, places, percent = match.groups(default="")
    share = Fraction(int(whole + places), 10 ** len(places) * (100 if percent else 1))
    if share > 1:
        problems.append(row.problem(Code.SHARE_OUTSIDE, column))
        return None
    return share
