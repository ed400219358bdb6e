"""A workbook's cell → a day; or a problem at that cell."""

from datetime import date, datetime, timedelta

from spur.intake.recognised import Entry
from spur.intake.typed import iso_date
from spur.intake.workbook import FIRST_DATE, LAST_DATE
from spur.records.problem import Code, Problem

_DAY_0 = date(1899, 12, 30)
"""Excel counts days from here (from March 1900 on)."""


def read_day(entry: Entry, problems: list[Problem]) -> date | None:
    """A date of Excel's, or one written as 2019-03-01; None, and a problem unless the cell is blank, for anything else.

    A number in a cell without a date's format is refused with the day that it may be: Excel shows the number there, and
    nobody has seen a date."""
    text, on = entry.text.strip(), _day(entry)
    if not text:
        return None
    first, last = str(FIRST_DATE), str(LAST_DATE)
    if on is None and (counted := _as_excel_counts(text)) is not None:
        problems.append(Problem(Code.DATE_AS_NUMBER, entry.place, text, suggestion=str(counted)))
    elif on is None:
        problems.append(Problem(Code.DATE_INVALID, entry.place, entry.text))
    elif not FIRST_DATE <= on <= LAST_DATE:
        problems.append(Problem(Code.DATE_OUTSIDE, entry.place, str(on), (f"{first} – {last}",)))
    else:
        return on
    return None


def _day(entry: Entry) -> date | None:
    match entry.value:
        case datetime():
            return entry.value.date()
        case date():
            return entry.value
        case _:
            return iso_date(entry.text.strip())


def _as_excel_counts(text: str) -> date | None:
    """The day that a number is to Excel, if it is one that may stand there."""
    if not (text.isascii() and text.isdigit() and len(text) <= len("73050")):
        return None
    on = _DAY_0 + timedelta(days=int(text))
    return on if FIRST_DATE <= on <= LAST_DATE else None
