"""Comparing two shares by a difference in percentage points."""

from enum import StrEnum
from fractions import Fraction


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
    difference = share - other
    if abs(difference) * 100 < points:
        return Verdict.WITHIN
    return Verdict.MORE if difference > 0 else Verdict.LESS
