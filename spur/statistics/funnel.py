"""A unit beside the others: how far from their share chance, and what units differ by anyway, may take its own.

Few answers swing more than many, so the limits around the common share narrow as n grows: the funnel (Spiegelhalter,
Statistics in Medicine 2005;24:1185). Where units differ by more than chance would have them, the funnel is widened.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, exp, fsum, sqrt
from statistics import quantiles

from spur.statistics.interval import Interval
from spur.statistics.proportion import counted

LIMIT, FAR_LIMIT = 0.025, 0.001
"""What lies beyond either limit of 95 % and of 99.8 %."""


@lru_cache(maxsize=65_536)
def binomial_limit(tail: float, n: int, target: float) -> float:
    """The share below which ``tail`` of the binomial distribution lies, by Spiegelhalter's interpolation (A.1.1): with
    the least r where P(R ≤ r) ≥ tail, (r − (P(R ≤ r) − tail) / P(R = r)) / n. It may lie a little below 0.
    ``n`` >= 1; ``tail`` and ``target`` between 0 and 1; else ValueError.

    Spiegelhalter takes the upper limit from the same formula with 1 − tail. There everybody's answering alike is
    always beyond the limit: ten positive of ten beyond 99.8 % around .77, though one unit in fourteen has that by
    chance. :func:`funnel` therefore takes the upper limit as the lower one of the other answers.
    """
    if n < 1 or not 0 < tail < 1 or not 0 < target < 1:
        raise ValueError(f"no limit: {tail} of {n} around {target}")
    from scipy.special import bdtr, bdtrik

    guess = bdtrik(tail, n, target)  # not a number where even P(R = 0) is more than the tail
    r = max(ceil(guess) - 1, 0) if guess == guess else 0
    while bdtr(r, n, target) < tail:
        r += 1
    return float(r - (bdtr(r, n, target) - tail) / _exactly(r, n, target)) / n


def funnel(n: int, target: float, tail: float = LIMIT, added: float = 0.0) -> Interval:
    """The shares that a unit with ``n`` answers is expected to have: beyond either end lies at most ``tail``.

    ``added`` is variance beyond chance (τ², and that of the target where it is itself uncertain): the distance from the
    target to either limit grows by √(1 + added·n / (target·(1 − target))), as much as the standard deviation does.
    Without it the limits are exact: k of n lies below iff P(R ≤ k) < tail, above iff P(R ≥ k) < tail. An end may lie
    outside 0 and 1: then no share of n answers is beyond it. Errors as for :func:`binomial_limit`.
    """
    wider = _wider(n, target, added)
    below = target - binomial_limit(tail, n, target)
    above = 1 - target - binomial_limit(tail, n, 1 - target)
    return Interval(target - below * wider, target + above * wider)


def funnel_p(positive: int, n: int, target: float, added: float = 0.0) -> float:
    """How often a unit that differs from the ``target`` by chance, and by what units differ anyway, would be at least
    as far from it on either side: twice the smaller tail, at most 1. It is less than 2·tail for just those that are
    outside ``funnel(n, target, tail, added)``. Raises ValueError where there is no share or no limit."""
    counted(positive, n)
    if not 0 < target < 1:
        raise ValueError(f"no limit around {target}")
    drawn_in = (positive - n * target) / _wider(n, target, added)
    below, above = (_tail(n * t + d, n, t) for t, d in ((target, drawn_in), (1 - target, -drawn_in)))
    return min(2 * min(below, above), 1.0)


@dataclass(frozen=True, slots=True)
class Dispersion:
    """How units differ. ``z``: the distance of each from the target in standard deviations; ``winsorised``: the same,
    the lowest and the highest tenth drawn in; ``phi``: the mean of its squares, 1 where chance alone is at work;
    ``tau2``: the variance between units that would explain what is more."""

    z: tuple[float, ...]
    winsorised: tuple[float, ...]
    phi: float
    tau2: float


def dispersion(counts: Sequence[tuple[int, int]], target: float) -> Dispersion:
    """Over-dispersion of (positive, n) by unit around a ``target`` between 0 and 1, in the additive form of
    Spiegelhalter 2005: z = (y − target) / √(target·(1 − target)/n), drawn in to its 10th and 90th percentile (type 7);
    φ = mean z²; with w = n / (target·(1 − target)), τ² = max(0, (I·φ − (I − 1)) / (Σw − Σw²/Σw)). τ² is 0 for a single
    unit. Raises ValueError for none, for a unit without answers and for a target of 0 or 1."""
    if not counts or not 0 < target < 1:
        raise ValueError(f"no dispersion of {len(counts)} units around {target}")
    for positive, n in counts:
        counted(positive, n)
    weights = [n / (target * (1 - target)) for _, n in counts]
    z = [(k / n - target) * sqrt(weight) for (k, n), weight in zip(counts, weights, strict=True)]
    if len(z) == 1:
        return Dispersion(tuple(z), tuple(z), z[0] ** 2, 0.0)
    low, *_, high = quantiles(z, n=10, method="inclusive")
    drawn_in = [min(max(each, low), high) for each in z]
    squares, total = fsum(each * each for each in drawn_in), fsum(weights)
    beyond_chance = (squares - (len(z) - 1)) / (total - fsum(weight * weight for weight in weights) / total)
    return Dispersion(tuple(z), tuple(drawn_in), squares / len(z), max(beyond_chance, 0.0))


def _wider(n: int, target: float, added: float) -> float:
    return sqrt(1 + added * n / (target * (1 - target)))


def _tail(count: float, n: int, target: float) -> float:
    """P(R ≤ count), linear between whole counts: what :func:`binomial_limit` is the inverse of."""
    from scipy.special import bdtr

    r = ceil(count - 1e-12 * n)  # drawing in by a factor of 1 may miss a whole count by a float's last digit
    return float(bdtr(r, n, target) - (r - count) * _exactly(r, n, target))


def _exactly(r: int, n: int, target: float) -> float:
    """P(R = r)."""
    from scipy.special import betaln, xlog1py, xlogy

    # not the difference of two sums, which loses its digits in the tails
    choose = -betaln(1 + n - r, 1 + r)
    return float(exp(choose + xlogy(r, target) + xlog1py(n - r, -target)) / (n + 1))
