"""The inspector's workbook, as the template writes it and the reader finds it again.

Nothing is found by its place. Column A of every sheet (hidden) holds an id for each row that means something, and row 1
(hidden) an id for each column; cell A1 says what kind of sheet it is. So rows may be sorted, blank rows inserted,
columns hidden, sheets renamed or added, and texts translated, and the same cells are found.

    A1                   rows (column A)                                columns (row 1)
    spur:start           inspected_on · inspectors · judgement · inspector        value
    spur:area:A          requirement:A1 … · text:description … · grade   number · finding · note
    spur:comments        comment:A …                                     note
    spur:summary         none: nothing is read from it
    spur:about           format · rubric · rubric_hash · unit · round · language · unmended   value   (hidden sheet)

Rows and columns that only hold the template's own texts are marked ``-``. What stands in a row or a column without any
mark was put there by the inspector, and is told: it is not read.

A requirement has its finding in ``finding`` and its note in ``note``; the grade its code in ``finding`` and its
motivation in ``note``; a text stands in ``note``. A requirement's ``number`` repeats its id where people see it: where
the two differ, the rows were sorted without their hidden column.
"""

import re
from datetime import date
from enum import StrEnum

FORMAT = 1
"""Raised whenever an older reader would misread a newer workbook."""

STATIC = "-"
PREFIX = "spur:"
START, COMMENTS, SUMMARY, ABOUT = "spur:start", "spur:comments", "spur:summary", "spur:about"

# What an Excel cell cannot hold: control characters but for tab and line breaks, and halves of surrogate pairs.
UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
TEXT_LIMIT = 32767  # characters that an Excel cell holds
FIRST_DATE, LAST_DATE = date(2000, 1, 1), date(2099, 12, 31)  # of an inspection, or by when something is to be done


def utf16_length(text: str) -> int:
    """The length as Excel counts it: a character beyond U+FFFF is two."""
    return len(text) + sum(character > "\uffff" for character in text)


def printed(text: str) -> str:
    """A text as its cell shows it: without what no cell can hold, and cut where a cell is full."""
    plain = UNFIT.sub("\ufffd", text.replace("\r\n", "\n")).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    if utf16_length(plain) <= TEXT_LIMIT:
        return plain
    return plain.encode("utf-16-le")[: 2 * (TEXT_LIMIT - 1)].decode("utf-16-le", "ignore") + "…"


def area_sheet(area_id: str) -> str:
    return f"spur:area:{area_id}"


def requirement_row(requirement_id: str) -> str:
    return f"requirement:{requirement_id}"


def comment_row(area_id: str) -> str:
    return f"comment:{area_id}"


Address = tuple[str, str, str]
"""A cell, wherever it now lies: its kind of sheet, row id and column id."""

GRADE_ROW = "grade"
VALUE, NUMBER, FINDING, NOTE = "value", "number", "finding", "note"
INPUTS = {START: (VALUE,), ABOUT: (VALUE,), COMMENTS: (NOTE,), SUMMARY: ()}
"""The columns that every sheet of a kind must have; an area's sheet has FINDING and NOTE."""


class AreaText(StrEnum):
    """The texts that an inspector writes of an area."""

    DESCRIPTION = "description"
    STRENGTHS = "strengths"
    WEAKNESSES = "weaknesses"
    POSSIBILITIES = "possibilities"

    @property
    def row(self) -> str:
        return f"text:{self}"


class Start(StrEnum):
    """The rows of the start sheet that are filled in."""

    INSPECTED_ON = "inspected_on"
    INSPECTORS = "inspectors"  # names, separated by commas or line breaks
    JUDGEMENT = "judgement"  # see Judgement
    INSPECTOR = "inspector"  # whose own judgement it is


Unmended = tuple[str, str, str, str]
"""A cell of an annotated copy that must be mended before the copy is read: its address, and what it holds until then.

All blank for a mistake that the copy has no cell for, such as a missing sheet: then only the original can be mended."""


class About(StrEnum):
    """The rows of the hidden sheet that tells what the workbook is."""

    FORMAT = "format"
    RUBRIC = "rubric"  # id@version
    RUBRIC_HASH = "rubric_hash"
    UNIT = "unit"
    ROUND = "round"
    LANGUAGE = "language"
    UNMENDED = "unmended"  # only in an annotated copy: see Unmended
