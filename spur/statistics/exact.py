"""Exact numbers and the one place where they are rounded.

A reported number is an ``int``, a ``Fraction`` or a :class:`Root`. It is rounded once, half up, where it is shown
(``2,25`` is printed ``2,3``, as in the 2020 report); Python's own ``round`` and float formatting, which round halves to
even, never touch it.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import isqrt


@dataclass(frozen=True, slots=True)
class Root:
    """The exact square root of a fraction >= 0: what a standard deviation is before it is shown."""

    square: Fraction

    def __post_init__(self) -> None:
        if self.square < 0:
            raise ValueError(f"no real root of {self.square}")

    def __float__(self) -> float:
        return float(Fraction(round_half_up(self, 17)))


Exact = int | Fraction | Root


def round_half_up(number: Exact, decimals: int) -> Fraction:
    """``number`` rounded to ``decimals`` places, half away from zero, without a float on the way.

    For a root, floor(10^d·sqrt(q) + 1/2) = (isqrt(floor(4·q·10^2d)) + 1) // 2, because floor((y + 1)/2) depends only on
    floor(y).
    """
    return Fraction(steps(number, decimals), 10**decimals)


def significant(number: Exact, digits: int = 12) -> str:
    """``number`` in plain decimal notation with at most ``digits`` significant digits ("3.88235294118"); integers
    keep all theirs, and an integral value has no decimal point. So an unrounded number is written to open data."""
    magnitude = number.square if isinstance(number, Root) else abs(Fraction(number))
    if magnitude == 0:
        return "0"
    decimals = max(digits - 1 - _exponent(magnitude, halved=isinstance(number, Root)), 0)
    text = _written(steps(number, decimals), decimals)
    return text.rstrip("0").rstrip(".") if decimals else text


def decimal(number: Fraction, decimals: int) -> str:
    """A number that has at most ``decimals`` places, written with exactly so many ("3.0"). Zero has no sign."""
    steps, more = divmod(number.numerator * 10**decimals, number.denominator)
    if more:
        raise ValueError(f"{number} has more than {decimals} decimals: round it first")
    return _written(steps, decimals)


def steps(number: Exact, decimals: int) -> int:
    """``number`` in whole steps of 10^−decimals, half away from zero."""
    if isinstance(number, Root):
        square, scale = number.square, 10 ** (2 * decimals)
        return (isqrt(4 * square.numerator * scale // square.denominator) + 1) // 2
    top: int = number.numerator * 2 * 10**decimals
    bottom = number.denominator
    steps = (abs(top) + bottom) // (2 * bottom)
    return steps if top >= 0 else -steps


def _written(steps: int, decimals: int) -> str:
    digits = str(abs(steps)).rjust(decimals + 1, "0")
    whole, places = (digits[:-decimals], "." + digits[-decimals:]) if decimals else (digits, "")
    return f"{'-' if steps < 0 else ''}{whole}{places}"


def _exponent(magnitude: Fraction, *, halved: bool) -> int:
    """The power of ten of the leading digit of ``magnitude`` (of its square root if ``halved``)."""
    top, bottom = magnitude.numerator, magnitude.denominator
    exponent = len(str(top)) - len(str(bottom))
    if top * 10 ** max(-exponent, 0) < bottom * 10 ** max(exponent, 0):
        exponent -= 1
    return exponent // 2 if halved else exponent
