"""One share: which shares of the process behind it are compatible with ``positive`` of ``n``."""

from functools import lru_cache
from math import sqrt

from spur.statistics.interval import Interval, quantile


@lru_cache(maxsize=65_536)
def wilson(positive: float, n: float, confidence: float = 0.95) -> Interval:
    """Wilson's score interval (1927), the one that every report prints.

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


def counted(positive: float, n: float) -> None:
    """Raises ValueError unless ``positive`` of ``n`` is a share."""
    if not 0 <= positive <= n or n <= 0:
        raise ValueError(f"no share: {positive} of {n}")
