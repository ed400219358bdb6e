"""Two shares: how far apart they are, and whether chance alone would set them so far apart."""

from functools import lru_cache
from math import asin, hypot, sqrt

from spur.statistics.interval import Interval
from spur.statistics.proportion import counted, wilson

EXACT_UP_TO = 5_000
"""With so many answers in all Fisher's test is reckoned in whole numbers; with more in floats."""

_TIED = 10_000_000  # R's fisher.test: probabilities that differ by less than one part in this are equal
_NEGLIGIBLE = 1e-200  # of the most probable table: what lies beyond adds nothing to a float


@lru_cache(maxsize=65_536)
def newcombe(positive1: float, n1: float, positive2: float, n2: float, confidence: float = 0.95) -> Interval:
    """Newcombe's interval for share 1 − share 2 (Statistics in Medicine 1998;17:873, method 10), from the Wilson
    intervals of the two: lower = d − √((p1−l1)² + (u2−p2)²), upper = d + √((u1−p1)² + (p2−l2)²). Within −1 and 1."""
    own, other = wilson(positive1, n1, confidence), wilson(positive2, n2, confidence)
    share1, share2 = positive1 / n1, positive2 / n2
    difference = share1 - share2
    return Interval(
        max(difference - hypot(share1 - own.low, other.high - share2), -1.0),
        min(difference + hypot(own.high - share1, share2 - other.low), 1.0),
    )


@lru_cache(maxsize=65_536)
def fisher_mid_p(positive1: int, n1: int, positive2: int, n2: int) -> float:
    """Fisher's exact test, two-sided, with the mid-p: of all tables with these margins, the probability of those less
    probable than the one that was seen, and half of that of those equally probable.

    1 where the margins allow one table only (everybody positive, or nobody), in which nothing can be seen. In whole
    numbers up to 5,000 answers; above, in floats that are divided by their own sum (error about 1e−12).
    """
    counted(positive1, n1)
    counted(positive2, n2)
    positive = positive1 + positive2
    low, high = max(0, positive - n2), min(n1, positive)
    if low == high:
        return 1.0
    weights = _whole_weights if n1 + n2 <= EXACT_UP_TO else _float_weights
    all_tables = weights(low, high, positive, n1, n2)
    seen = all_tables[positive1 - low]
    most, least = seen * (_TIED + 1), seen * (_TIED - 1)
    rarer = sum(weight for weight in all_tables if weight * _TIED < least)
    equal = sum(weight for weight in all_tables if least <= weight * _TIED <= most)
    return min((2 * rarer + equal) / (2 * sum(all_tables)), 1.0)


def cohens_h(share1: float, share2: float) -> float:
    """2·asin√p1 − 2·asin√p2 (Cohen 1988): .2 is called small, .5 medium and .8 large. It tells the size of a
    difference where shares near 0 and 1 are compared; no rule of spur's decides on it."""
    return 2 * asin(sqrt(share1)) - 2 * asin(sqrt(share2))


def _whole_weights(low: int, high: int, positive: int, n1: int, n2: int) -> list[int]:
    """C(n1, t) · C(n2, positive − t) for t from ``low`` to ``high``, up to one common factor."""
    # the ratio of neighbours is a / b in small numbers: multiply by every a to the left, by every b to the right
    ups = [(n1 - t) * (positive - t) for t in range(low, high)]
    downs = [(t + 1) * (n2 - positive + t + 1) for t in range(low, high)]
    weights = [1]
    for down in reversed(downs):
        weights.append(weights[-1] * down)
    weights.reverse()
    factor = 1
    for at, up in enumerate(ups, start=1):
        factor *= up
        weights[at] *= factor
    return weights


def _float_weights(low: int, high: int, positive: int, n1: int, n2: int) -> list[float]:
    """The same, relative to the most probable table."""
    mode = min(max((n1 + 1) * (positive + 1) // (n1 + n2 + 2), low), high)
    weights = [0.0] * (high - low + 1)
    weights[mode - low] = weight = 1.0
    for t in range(mode, high):
        weight *= (n1 - t) * (positive - t) / ((t + 1) * (n2 - positive + t + 1))
        weights[t + 1 - low] = weight
        if weight < _NEGLIGIBLE:
            break
    weight = 1.0
    for t in range(mode, low, -1):
        weight *= t * (n2 - positive + t) / ((n1 - t + 1) * (positive - t + 1))
        weights[t - 1 - low] = weight
        if weight < _NEGLIGIBLE:
            break
    return weights
