"""One share: which shares of the process behind it are compatible with ``positive`` of ``n``."""

from enum import StrEnum
from functools import lru_cache
from math import sqrt

from spur.statistics.interval import Interval, quantile


class IntervalMethod(StrEnum):
    """How the interval of a single share is worked out; a region may choose. An interval of a *difference* is always
    Newcombe's, which is made of Wilson's."""

    WILSON = "wilson"
    CLOPPER_PEARSON = "clopper-pearson"
    JEFFREYS = "jeffreys"

    def interval(self, positive: int, n: int, confidence: float = 0.95) -> Interval:
        """The interval for ``positive`` of ``n``, which are whole counts; raises ValueError where they are no share."""
        match self:
            case IntervalMethod.WILSON:
                return wilson(positive, n, confidence)
            case IntervalMethod.CLOPPER_PEARSON:
                return clopper_pearson(positive, n, confidence)
            case IntervalMethod.JEFFREYS:
                return jeffreys(positive, n, confidence)


@lru_cache(maxsize=65_536)
def wilson(positive: float, n: float, confidence: float = 0.95) -> Interval:
    """Wilson's score interval (1927), the one that every report prints unless its region has chosen another.

    Centre (p + z²/2n) / (1 + z²/n), half-width z / (1 + z²/n) · √(p(1−p)/n + z²/4n²); 0 is its lower end where nobody,
    1 its upper end where everybody was positive. ``n`` > 0 and 0 <= ``positive`` <= ``n`` are counts; where answers are
    clustered they are counts divided by the design effect, and need not be whole. Raises ValueError otherwise.
    """
    counted(positive, n)
    z = quantile(confidence)
    share, spread = positive / n, z * z / n
    centre = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * sqrt(share * (1 - share) / n + spread / (4 * n))
    return Interval(
        0.0 if positive == 0 else max(centre - half, 0.0), 1.0 if positive == n else min(centre + half, 1.0)
    )


@lru_cache(maxsize=65_536)
def clopper_pearson(positive: int, n: int, confidence: float = 0.95) -> Interval:
    """Clopper and Pearson's interval (1934): every share that an exact binomial test does not reject. It holds the true
    share at least as often as it says, mostly more often, and is therefore wider than the others.

    With the quantiles B of the beta distribution and α = 1 − ``confidence``: from B(α/2; k, n − k + 1), which is 0
    where nobody was positive, to B(1 − α/2; k + 1, n − k), which is 1 where everybody was. Arguments as for
    :func:`wilson`.
    """
    counted(positive, n)
    tail = _tail(confidence)
    return Interval(
        0.0 if positive == 0 else _beta(tail, positive, n - positive + 1),
        1.0 if positive == n else _beta(1 - tail, positive + 1, n - positive),
    )


@lru_cache(maxsize=65_536)
def jeffreys(positive: int, n: int, confidence: float = 0.95) -> Interval:
    """The interval with equal tails of the beta distribution that Jeffreys' prior gives (Brown, Cai and DasGupta 2001):
    from B(α/2; k + ½, n − k + ½) to B(1 − α/2; k + ½, n − k + ½). 0 is its lower end where nobody, 1 its upper end
    where everybody was positive. Arguments as for :func:`wilson`.
    """
    counted(positive, n)
    tail = _tail(confidence)
    return Interval(
        0.0 if positive == 0 else _beta(tail, positive + 0.5, n - positive + 0.5),
        1.0 if positive == n else _beta(1 - tail, positive + 0.5, n - positive + 0.5),
    )


def counted(positive: float, n: float) -> None:
    """Raises ValueError unless ``positive`` of ``n`` is a share."""
    if not 0 <= positive <= n or n <= 0:
        raise ValueError(f"no share: {positive} of {n}")


def _tail(confidence: float) -> float:
    """What lies outside at each end. Raises ValueError unless ``confidence`` is between 0 and 1."""
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence lies between 0 and 1, not {confidence}")
    return (1 - confidence) / 2


def _beta(probability: float, a: float, b: float) -> float:
    """The quantile of the beta distribution with parameters ``a`` and ``b``, both above 0."""
    from scipy.special import betaincinv

    return float(betaincinv(a, b, probability))
