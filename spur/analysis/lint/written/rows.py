"""Each row of a report's figures by itself: is what is shown the value, and is what is withheld withheld?"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from spur.analysis.lint.remark import Remark, RemarkCode
from spur.analysis.lint.written.figures import WrittenFigures, remark, where
from spur.records.figure_row import FigureRow

_SHOWN = re.compile(r"(?P<below><?)(?P<sign>[-+−]?)(?P<whole>\d+)(?:[.,](?P<places>\d+))?%?")
_SPACES = re.compile(r"[\s\u00a0\u202f]")
_THOUSANDS = re.compile(r"[-+−]?\d{1,3}(?:,\d{3})+")
_SMALL = Fraction(1, 10**9)
DIGITS = 12
EXACT = ("mean", "sd", "share", "diff")


def row_remarks(figures: WrittenFigures) -> Iterator[Remark]:
    """Rows that stand twice, that show another number than their value, or that are withheld and yet there."""
    seen: set[tuple[str, ...]] = set()
    words = _words(figures.rows)
    for row in figures.rows:
        address = (*row.about, row.statistic)
        if address in seen:
            yield Remark(RemarkCode.FIGURE_TWICE, where(row))
        seen.add(address)
        if row.withheld and (row.value or row.shown):
            # what is withheld is not told here either
            yield Remark(RemarkCode.WITHHELD_SHOWN, where(row))
        elif not row.withheld and not _agree(row, words):
            yield remark(RemarkCode.SHOWN_UNLIKE, row, row.value)


def json_remarks(table: Sequence[FigureRow], json: Sequence[FigureRow]) -> Iterator[Remark]:
    """Rows that ``figures.csv`` and ``figures.json`` have unlike."""
    beside = {(*row.about, row.statistic): row for row in json}
    for row in table:
        other = beside.pop((*row.about, row.statistic), None)
        if other is None or (other.value, other.shown, other.withheld) != (row.value, row.shown, row.withheld):
            hidden = row.withheld or (other is not None and other.withheld)
            there = "–" if hidden or other is None else other.shown or other.value
            here = "–" if hidden else row.shown or row.value
            yield remark(RemarkCode.JSON_UNLIKE, row, there, here)
    for row in beside.values():
        yield remark(RemarkCode.JSON_UNLIKE, row, "–" if row.withheld else row.shown or row.value, "–")


def _agree(row: FigureRow, words: dict[tuple[str, str], str]) -> bool:
    """Whether the text is how the value is shown, in any language: rounded half up, perhaps in percent or points."""
    number = row.number
    if number is None:
        return words.get((row.statistic, row.value), row.shown) == row.shown
    text = _SPACES.sub("", row.shown)
    # what is no exact fraction, or has more than twelve digits, may lie beside the half that it is written as
    exact = row.statistic.startswith(EXACT) and sum(map(str.isdigit, row.value)) < DIGITS
    slack = Fraction(0) if exact else _SMALL
    if _THOUSANDS.fullmatch(text) and _is_shown(number, text.replace(",", ""), slack):  # 3,576 in English
        return True
    if row.statistic == "median" and not _SHOWN.fullmatch(text):  # "mellan 2 och 4"
        return True
    return _is_shown(number, text, slack)


def _is_shown(number: Fraction, text: str, slack: Fraction) -> bool:
    """Whether a number is shown as this text: rounded half up, away from zero, to as many decimals as the text has."""
    match = _SHOWN.fullmatch(text)
    if match is None:
        return False
    places = match["places"] or ""
    shown, unit = Fraction(int(match["whole"] + places), 10 ** len(places)), Fraction(1, 10 ** len(places))
    if match["below"]:
        return 0 <= number < shown
    if number and shown and (match["sign"] in ("-", "−")) != (number < 0):
        return False
    size = abs(number)
    return any(shown - unit / 2 - slack <= each < shown + unit / 2 + slack for each in (size, size * 100))


def _words(rows: Sequence[FigureRow]) -> dict[tuple[str, str], str]:
    """How each word, such as a verdict, is shown mostly."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for row in rows:
        if row.value and row.number is None:
            counts.setdefault((row.statistic, row.value), Counter())[row.shown] += 1
    return {key: shown.most_common(1)[0][0] for key, shown in counts.items()}
