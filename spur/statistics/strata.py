"""Two shares that are compared within strata, such as the specialty groups of two rounds: what is left of a difference
when the groups' parts of the answers are not what makes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import erfc, sqrt

from spur.statistics.interval import Interval, quantile
from spur.statistics.proportion import counted


@dataclass(frozen=True, slots=True)
class Stratum:
    """One group's answers: ``positive`` of ``n`` on the one side, ``other_positive`` of ``other_n`` on the other. A
    side that nobody answered on (0 of 0) makes the group tell nothing."""

    positive: int
    n: int
    other_positive: int
    other_n: int

    def __post_init__(self) -> None:
        for positive, n in ((self.positive, self.n), (self.other_positive, self.other_n)):
            if positive or n:
                counted(positive, n)

    @property
    def all(self) -> int:
        return self.n + self.other_n


@dataclass(frozen=True, slots=True)
class Pooled:
    """The ``difference`` that the strata have in common, exact, with its standard error and its interval."""

    difference: Fraction
    standard_error: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class Association:
    """Whether any common difference is seen: χ² with one degree of freedom, its p-value, and the odds ratio that the
    strata have in common (None where it is infinite)."""

    chi2: float
    p: float
    odds_ratio: float | None


@dataclass(frozen=True, slots=True)
class Standardised:
    """A share that is weighted together from its strata's, exact, with its standard error."""

    share: Fraction
    standard_error: float


def mantel_haenszel(strata: Sequence[Stratum], confidence: float = 0.95) -> Pooled | None:
    """The difference share − other share within the strata, each weighted by how much it tells (Mantel and Haenszel's
    risk difference): Σ(a·n₀ − c·n₁)/N ÷ Σ n₁·n₀/N, where a of n₁ and c of n₀ are positive in a stratum of N.

    Its variance is Sato's (Biometrics 1989;45:1323), right for few large strata and for many small ones:
    (δ·ΣP + ΣQ) ÷ (Σ n₁·n₀/N)², P = (n₁²c − n₀²a + n₁n₀(n₀ − n₁)/2)/N², Q = (a(n₀ − c) + c(n₁ − a))/2N. The interval is
    the normal one. With one stratum the difference is the plain one. None where no stratum has answers on both sides.
    """
    told = [each for each in strata if each.n and each.other_n]
    if not told:
        return None
    weight = sum((Fraction(s.n * s.other_n, s.all) for s in told), Fraction(0))
    crosswise = (Fraction(s.positive * s.other_n - s.other_positive * s.n, s.all) for s in told)
    difference = sum(crosswise, Fraction(0)) / weight
    variance = sum((difference * _sato_p(s) + _sato_q(s) for s in told), Fraction(0)) / weight**2
    standard_error = sqrt(max(float(variance), 0.0))
    half = quantile(confidence) * standard_error
    return Pooled(
        difference,
        standard_error,
        Interval(max(float(difference) - half, -1.0), min(float(difference) + half, 1.0)),
    )


def mantel_haenszel_test(strata: Sequence[Stratum]) -> Association:
    """Mantel and Haenszel's test (1959) without continuity correction, as R's ``mantelhaen.test(correct=FALSE)``:
    (Σa − Σ n₁m/N)² ÷ Σ n₁n₀m(N − m)/(N²(N − 1)), where m of a stratum's N are positive. χ² = 0 and p = 1 where nothing
    can be seen: everybody or nobody is positive, or no stratum has answers on both sides."""
    seen, spread, up, down = Fraction(0), Fraction(0), Fraction(0), Fraction(0)
    for s in strata:
        if not (s.n and s.other_n):
            continue
        positive = s.positive + s.other_positive
        seen += s.positive - Fraction(s.n * positive, s.all)
        spread += Fraction(s.n * s.other_n * positive * (s.all - positive), s.all**2 * (s.all - 1))
        up += Fraction(s.positive * (s.other_n - s.other_positive), s.all)
        down += Fraction(s.other_positive * (s.n - s.positive), s.all)
    chi2 = float(seen**2 / spread) if spread else 0.0
    return Association(chi2, erfc(sqrt(chi2 / 2)), float(up / down) if down else None)


def standardised(shares: Sequence[tuple[int, int]], weights: Sequence[int]) -> Standardised:
    """The share Σ w·k/n that ``shares`` (k of n in each stratum) give with another mix of strata, such as another
    round's numbers of answers: direct standardisation. The weights are divided by their sum. Its standard error is
    √(Σ w²·p(1−p)/n).

    Standardised to its own mix it is the share as it is. Raises ValueError where a stratum with weight has no answers,
    or nothing has weight.
    """
    everything = sum(weights)
    if everything <= 0 or min(weights) < 0:
        raise ValueError(f"no weights: {weights}")
    share, variance = Fraction(0), Fraction(0)
    for (positive, n), weight in zip(shares, weights, strict=True):
        if weight:
            counted(positive, n)
            part, own = Fraction(weight, everything), Fraction(positive, n)
            share += part * own
            variance += part**2 * own * (1 - own) / n
    return Standardised(share, sqrt(variance))


def _sato_p(s: Stratum) -> Fraction:
    mixed = Fraction(s.n * s.other_n * (s.other_n - s.n), 2)
    return (s.n**2 * s.other_positive - s.other_n**2 * s.positive + mixed) / s.all**2


def _sato_q(s: Stratum) -> Fraction:
    unlike = s.positive * (s.other_n - s.other_positive) + s.other_positive * (s.n - s.positive)
    return Fraction(unlike, 2 * s.all)
