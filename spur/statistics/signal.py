"""A unit beside all others: when its share is so far from theirs that it is worth asking why."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from spur.statistics.certainty import ALPHA
from spur.statistics.comparison import Verdict, point_rule
from spur.statistics.funnel import FAR_LIMIT, LIMIT, funnel, funnel_p
from spur.statistics.interval import Interval
from spur.statistics.proportion import counted


class Signal(StrEnum):
    """On which side of the others a unit is, and how far. A reason to ask; no verdict on the unit."""

    STRONG_MORE = "strong-more"
    MORE = "signal-more"
    NONE = "none"
    LESS = "signal-less"
    STRONG_LESS = "strong-less"


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit's share minus that of the others, the ``limits`` of 95 % and of 99.8 % (``far_limits``) that it was
    expected to keep within, all shares, and its p-value."""

    difference: Fraction
    limits: Interval
    far_limits: Interval
    p: float


def standing(positive: int, n: int, positive_of_others: int, others: int, tau2: float) -> Standing:
    """A unit with ``positive`` of ``n`` beside the ``others``, where units differ with variance ``tau2`` by themselves.

    The funnel is set around the others' share. That share is itself uncertain, the more so the fewer they are, so its
    variance is added to ``tau2``. Where the others are unanimous, half an answer of each kind is given to them: nothing
    is impossible because few have not done it. Both n >= 1; else ValueError.
    """
    counted(positive, n)
    counted(positive_of_others, others)
    is_unanimous = positive_of_others in (0, others)
    target = (positive_of_others + 0.5) / (others + 1) if is_unanimous else positive_of_others / others
    added = tau2 + target * (1 - target) / others
    return Standing(
        Fraction(positive, n) - Fraction(positive_of_others, others),
        _within_bounds(funnel(n, target, LIMIT, added)),
        _within_bounds(funnel(n, target, FAR_LIMIT, added)),
        funnel_p(positive, n, target, added),
    )


def signal(of: Standing, q: float, points: int) -> Signal:
    """The rule of the specification's 4.4: strong outside the limits of 99.8 % (p < .002); else a signal outside those
    of 95 % (p < .05) with ``q``, its p-value adjusted for the other units, at most .05. Either takes a difference of
    ``points`` percentage points at least."""
    verdict = point_rule(of.difference, Fraction(0), points)
    if verdict is Verdict.WITHIN:
        return Signal.NONE
    if of.p < 2 * FAR_LIMIT:
        return Signal.STRONG_MORE if verdict is Verdict.MORE else Signal.STRONG_LESS
    if of.p < 2 * LIMIT and q <= ALPHA:
        return Signal.MORE if verdict is Verdict.MORE else Signal.LESS
    return Signal.NONE


def _within_bounds(limits: Interval) -> Interval:
    """A share is between 0 and 1: beyond an end there is none."""
    return Interval(max(limits.low, 0.0), min(limits.high, 1.0))
