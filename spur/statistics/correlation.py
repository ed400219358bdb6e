"""Do two things go together: do units with a higher grade have a higher share of positive answers?

Both measures look at order alone, so a grade needs no more than its place. Ties are counted as they are, which matters:
four grades among a dozen units tie many.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import sqrt

Number = int | Fraction

SHUFFLES, SEED = 9_999, 2020


def spearman(one: Sequence[Number], other: Sequence[Number]) -> float | None:
    """Spearman's ρ: the product-moment correlation of the ranks, equal values sharing the mean of their places. From −1
    to 1; None where either has one value only. Raises ValueError unless both are as long."""
    first, second = _deviations(one), _deviations(other)
    together = sum(a * b for a, b in zip(first, second, strict=True))
    squares = sum(a * a for a in first) * sum(b * b for b in second)
    return max(-1.0, min(together / sqrt(squares), 1.0)) if squares else None


def kendall_tau_b(one: Sequence[Number], other: Sequence[Number]) -> float | None:
    """Kendall's τ_b: (pairs in the same order − pairs in opposite order) / √(pairs untied in the one · in the other).
    From −1 to 1; None where either has one value only. Raises ValueError unless both are as long."""
    cases = list(zip(one, other, strict=True))
    same = untied = other_untied = 0
    for at, (a, b) in enumerate(cases):
        for c, d in cases[:at]:
            first, second = (a > c) - (a < c), (b > d) - (b < d)
            same += first * second
            untied += first != 0
            other_untied += second != 0
    return same / sqrt(untied * other_untied) if untied and other_untied else None


def spearman_p(one: Sequence[Number], other: Sequence[Number]) -> float | None:
    """How often chance alone would give a ρ at least as far from 0: (1 + so many of 9,999 random pairings) / 10,000,
    drawn with a fixed seed (within about ±0.004 at 0.05). None where ρ is."""
    first, second = _deviations(one), _deviations(other)
    if not any(first) or not any(second):
        return None
    import numpy

    # doubled ranks are whole numbers, so that equals are equals
    ranks, others = numpy.array(first), numpy.array(second)
    seen = abs(int(sum(a * b for a, b in zip(first, second, strict=True))))
    # the legacy generator's stream never changes from version to version
    orders = numpy.random.RandomState(SEED).random_sample((SHUFFLES, len(first))).argsort(axis=1, kind="stable")
    far = int((numpy.abs(ranks[orders] @ others) >= seen).sum())
    return (1 + far) / (SHUFFLES + 1)


def _deviations(values: Sequence[Number]) -> list[int]:
    """Each value's rank less the mean rank, both doubled: whole numbers that add up to 0."""
    return [sum((value > other) - (value < other) for other in values) for value in values]
