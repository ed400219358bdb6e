"""What can be said of a difference between two shares: five classes, in the order in which they are tried."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from spur.statistics.comparison import Verdict, point_rule
from spur.statistics.difference import fisher_mid_p, newcombe
from spur.statistics.interval import Interval

ALPHA = 0.05


class Certainty(StrEnum):
    """CLEAR and POSSIBLE are together what the point rule calls a difference."""

    CLEAR = "clear"  # so large, and hardly chance
    POSSIBLE = "possible"  # so large, but it may be chance
    IN_LINE = "in-line"  # certainly smaller than the rule's points
    SMALL = "small"  # smaller than that, but hardly chance
    UNDECIDED = "undecided"  # there are too few answers to tell


@dataclass(frozen=True, slots=True)
class Contrast:
    """Share 1 minus share 2: the exact ``difference``, Newcombe's intervals of 95 and of 90 %, and Fisher's mid-p."""

    difference: Fraction
    interval: Interval
    narrow: Interval
    p: float


def contrast(positive1: int, n1: int, positive2: int, n2: int) -> Contrast:
    """The difference of two shares of known counts."""
    return Contrast(
        Fraction(positive1, n1) - Fraction(positive2, n2),
        newcombe(positive1, n1, positive2, n2),
        newcombe(positive1, n1, positive2, n2, 0.90),
        fisher_mid_p(positive1, n1, positive2, n2),
    )


def contrast_with_whole(positive: int, n: int, positive_of_all: int, all_: int) -> Contrast | None:
    """A part against the whole that holds it, which is to say against the rest: the difference to the whole is that to
    the rest times the rest's part of the whole, and so are its intervals. None where there is no rest."""
    others = all_ - n
    if not others:
        return None
    rest = contrast(positive, n, positive_of_all - positive, others)
    scale = others / all_
    return Contrast(
        Fraction(positive, n) - Fraction(positive_of_all, all_),
        Interval(rest.interval.low * scale, rest.interval.high * scale),
        Interval(rest.narrow.low * scale, rest.narrow.high * scale),
        rest.p,
    )


def certainty(contrast: Contrast, q: float, points: int) -> Certainty:
    """The class of a difference (the specification's 2.3). ``q`` is its p-value adjusted for the other comparisons of
    its family, ``points`` the least difference in percentage points that the point rule calls one."""
    apart = q <= ALPHA and 0 not in contrast.interval
    if point_rule(contrast.difference, Fraction(0), points) is not Verdict.WITHIN:
        return Certainty.CLEAR if apart else Certainty.POSSIBLE
    if contrast.narrow.inside(Fraction(points, 100)):
        return Certainty.IN_LINE
    return Certainty.SMALL if apart else Certainty.UNDECIDED


def certainty_of_shares(difference: Fraction, points: int) -> Certainty:
    """The class where it is not known how many answered: by its size alone."""
    is_within = point_rule(difference, Fraction(0), points) is Verdict.WITHIN
    return Certainty.UNDECIDED if is_within else Certainty.POSSIBLE
