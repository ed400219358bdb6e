"""Numbers as an explanation writes them: unrounded, and put into a formula that anybody can reckon through."""

from collections.abc import Iterable
from fractions import Fraction

from spur.report.shown import MINUS
from spur.statistics.exact import Exact, Root, round_half_up, significant
from spur.wording import Wording

ENDLESS = "…"
"""After a number that has more digits than are written."""

DIGITS = 12  # of an unrounded number, as in figures.csv
PLACES = 6  # of a number that a formula only passes through


def unrounded(value: Exact, wording: Wording) -> str:
    """ "3,88235294118…", "0,82", "−0,05": with the digits of ``figures.csv``, and … where there are more."""
    text = significant(value, DIGITS)
    exact = not isinstance(value, Root) and Fraction(text) == value
    rational = isinstance(value, Root) and Fraction(text) ** 2 == value.square
    return _written(text, wording) + ("" if exact or rational else ENDLESS)


def passing(value: Exact | float, wording: Wording) -> str:
    """A number on the way to another, with six decimals at most."""
    rounded = round_half_up(Fraction(value) if isinstance(value, float) else value, PLACES)
    return _written(significant(rounded), wording)


def product_sum(counts: Iterable[tuple[int, int]], *, squared: bool = False) -> str:
    """ "4·7 + 3·22": each value times how many have it; with ``squared`` "4²·7 + 3²·22"."""
    return plus(f"{value}{'²' if squared else ''}·{count}" for value, count in counts if count)


def plus(terms: Iterable[object]) -> str:
    return " + ".join(map(str, terms)) or "0"


def _written(text: str, wording: Wording) -> str:
    return text.replace(".", wording("report.decimal-mark")).replace("-", MINUS)
