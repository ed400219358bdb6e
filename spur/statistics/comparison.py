"""Comparing two shares by a difference in percentage points."""

from enum import StrEnum
from fractions import Fraction

from spur.statistics.exact import steps

PRINTED_DECIMALS = 2  # of a share: whole percent


class Verdict(StrEnum):
    """What a point rule says of a share against another."""

    MORE = "more"
    LESS = "less"
    WITHIN = "within"


def point_rule(share: Fraction, other: Fraction, points: int) -> Verdict:
    """MORE or LESS when the exact shares differ by ``points`` percentage points or more, else WITHIN.

    Inclusive and on unrounded shares (|k1·n2 − k2·n1| · 100 >= points · n1 · n2): a difference of exactly five
    points counts, 4.96 that is printed as 5 does not. 2020 report, Table 6: "en skillnad med fem procent eller mer".
    """
    apart = share.numerator * other.denominator - other.numerator * share.denominator
    return _verdict(apart * 100, points * share.denominator * other.denominator)


def printed_rule(share: Fraction, other: Fraction, points: int) -> Verdict:
    """What the rule would say of the shares as they are printed, in whole percent. Where it differs from
    :func:`point_rule`, which counts, a reader who compares the printed numbers is told."""
    return _verdict(steps(share, PRINTED_DECIMALS) - steps(other, PRINTED_DECIMALS), points)


def _verdict(apart: int, least: int) -> Verdict:
    if abs(apart) < least:
        return Verdict.WITHIN
    return Verdict.MORE if apart > 0 else Verdict.LESS
