"""What to expect of a unit with few answers: its own share, drawn towards what units usually have.

For ordering attention only: a drawn share is shown beside the unit's own and never in its place.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import comb, fsum, log, log1p, sqrt

from spur.statistics.interval import Interval
from spur.statistics.proportion import counted

Counts = Sequence[tuple[int, int]]
"""(positive, n) by unit."""

FEWEST = 10
"""With fewer units than this nobody can tell from them how much units differ."""
ASSUMED = 0.05
"""What is then taken for ρ."""


@dataclass(frozen=True, slots=True)
class Prior:
    """How units' shares are spread, as a beta distribution: around ``mu`` (above 0, below 1), with the correlation
    ``rho`` (above 0, below 1) between two who answer at the same unit; ``assumed`` where the units cannot tell it."""

    mu: float
    rho: float
    assumed: bool = False

    @property
    def strength(self) -> float:
        """M = (1 − ρ)/ρ: how many answers the units' common share counts for."""
        return (1 - self.rho) / self.rho

    @property
    def a(self) -> float:
        return self.mu * self.strength

    @property
    def b(self) -> float:
        return (1 - self.mu) * self.strength


@dataclass(frozen=True, slots=True)
class Shrunken:
    """A unit's share drawn towards the others', the interval around it, and the ``weight`` that its own has."""

    share: float
    interval: Interval
    weight: float


def shrunken(positive: int, n: int, a: float, b: float, confidence: float = 0.95) -> Shrunken:
    """The posterior Beta(a + k, b + n − k): its mean (k + a)/(n + a + b), which lies between the unit's own share and
    a/(a + b), and its interval with equal tails. ``a`` and ``b`` above 0. Raises ValueError where there is no share."""
    counted(positive, n)
    from scipy.special import betaincinv

    tail = (1 - confidence) / 2
    low, high = (float(betaincinv(a + positive, b + n - positive, p)) for p in (tail, 1 - tail))
    return Shrunken((positive + a) / (n + a + b), Interval(low, high), n / (n + a + b))


def spread(counts: Counts) -> Prior | None:
    """How the shares of units with (positive, n) are spread; with ρ assumed to be .05 where the units are fewer than
    ten, or differ by no more than chance. None where everybody answered alike. Raises ValueError for a unit without
    answers."""
    for positive, n in counts:
        counted(positive, n)
    k, n = sum(k for k, _ in counts), sum(n for _, n in counts)
    if k in (0, n):
        return None
    found = beta_binomial(counts) if len(counts) >= FEWEST else None
    return found or Prior(k / n, ASSUMED, assumed=True)


def beta_binomial(counts: Counts) -> Prior | None:
    """The maximum likelihood of μ and ρ of the beta-binomial distribution, P(k) = C(n, k)·B(k + a, n − k + b)/B(a, b)
    with a = μM, b = (1 − μ)M, M = (1 − ρ)/ρ. None where it lies at ρ = 0, or everybody answered alike."""
    k, n = sum(k for k, _ in counts), sum(n for _, n in counts)
    steps = _Steps.of(counts)
    if k in (0, n) or steps.slope_of_gamma(k / n, 0.0) <= 0:
        return None
    gamma = 0.01
    while gamma < _LARGEST_GAMMA and steps.slope_along(gamma) > 0:
        gamma *= 4
    gamma = _zero(steps.slope_along, gamma / 4 if gamma > 0.01 else 0.0, gamma)
    return Prior(steps.best_mu(gamma), gamma / (1 + gamma))


def log_likelihood(counts: Counts, prior: Prior) -> float:
    """The log-likelihood of the beta-binomial distribution for these counts, binomial coefficients included."""
    ways = fsum(log(comb(n, k)) for k, n in counts)
    return ways + _Steps.of(counts).log_likelihood(prior.mu, 1 / prior.strength)


_LARGEST_GAMMA = 1e5  # ρ = .99999: where all units are unanimous, ρ goes towards 1


@dataclass(frozen=True, slots=True)
class _Steps:
    """The likelihood as products of steps, which is smooth also at ρ = 0: with γ = ρ/(1 − ρ) it is proportional to
    Π(μ + jγ) · Π(1 − μ + jγ) / Π(1 + jγ), for each unit with j below k, n − k and n. So it takes no more than how many
    units have more than j positive answers, others and answers."""

    positive: Sequence[int]
    others: Sequence[int]
    all: Sequence[int]

    @classmethod
    def of(cls, counts: Counts) -> "_Steps":
        def beyond(numbers: list[int]) -> list[int]:
            return [sum(number > j for number in numbers) for j in range(max(numbers, default=0))]

        return cls(beyond([k for k, _ in counts]), beyond([n - k for k, n in counts]), beyond([n for _, n in counts]))

    def log_likelihood(self, mu: float, gamma: float) -> float:
        terms = ((self.positive, mu), (self.others, 1 - mu))
        own = fsum(units * log(share + j * gamma) for steps, share in terms for j, units in enumerate(steps))
        return own - fsum(units * log1p(j * gamma) for j, units in enumerate(self.all))

    def slope_of_mu(self, mu: float, gamma: float) -> float:
        """Falls all the way: the likelihood has one maximum for each γ."""
        up = fsum(units / (mu + j * gamma) for j, units in enumerate(self.positive))
        return up - fsum(units / (1 - mu + j * gamma) for j, units in enumerate(self.others))

    def slope_of_gamma(self, mu: float, gamma: float) -> float:
        terms = ((self.positive, mu), (self.others, 1 - mu))
        own = fsum(units * j / (share + j * gamma) for steps, share in terms for j, units in enumerate(steps))
        return own - fsum(units * j / (1 + j * gamma) for j, units in enumerate(self.all))

    def slope_along(self, gamma: float) -> float:
        """That of the likelihood with the best μ for each γ."""
        return self.slope_of_gamma(self.best_mu(gamma), gamma)

    def best_mu(self, gamma: float) -> float:
        return _zero(lambda mu: self.slope_of_mu(mu, gamma), 1e-9, 1 - 1e-9)


def _zero(slope: Callable[[float], float], low: float, high: float) -> float:
    """Where a slope turns from above 0 to below it, by Ridders' method; an end where it does not turn between them."""
    at_low, at_high = slope(low), slope(high)
    if at_low <= 0 or at_high >= 0:
        return low if at_low <= 0 else high
    while True:
        middle = (low + high) / 2
        at_middle = slope(middle)
        point = middle + (middle - low) * at_middle / sqrt(at_middle**2 - at_low * at_high)
        at_point = slope(point)
        for x, at_x in ((middle, at_middle), (point, at_point)):
            if at_x > 0 and x > low:
                low, at_low = x, at_x
            elif at_x <= 0 and x < high:
                high, at_high = x, at_x
        if high - low <= 1e-13 * high or at_point == 0:
            return point
