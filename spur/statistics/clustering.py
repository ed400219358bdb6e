"""Those who answer sit in units, and whoever sits together answers alike: how much that takes from what n tells.

Every function takes (positive, n) by cluster. A cluster may hold several units: what units have in common makes it
vary no more and no less than it does.
"""

from collections.abc import Sequence
from fractions import Fraction

Counts = Sequence[tuple[int, int]]


def equal_clusters(counts: Counts) -> Fraction:
    """How many clusters of equal size these amount to, N²/Σn²: nearly 4 where one of eleven has half of all answers
    and the others share the rest. Where one cluster outweighs the others, a variance over them is a guess. Raises
    ValueError where nobody answered."""
    n = sum(n for _, n in counts)
    if n < 1:
        raise ValueError("no answers")
    return Fraction(n * n, sum(size * size for _, size in counts))


def cluster_variance(counts: Counts) -> Fraction:
    """The variance of the share Σk/Σn over clusters, m/(m − 1) · Σ(k − p·n)²/N² (the linearised one of R's survey).
    Raises ValueError for fewer than two clusters."""
    m, k, n = len(counts), sum(k for k, _ in counts), sum(n for _, n in counts)
    if m < 2 or n < 1:
        raise ValueError(f"no variance over {m} clusters with {n} answers")
    share = Fraction(k, n)
    return Fraction(m, m - 1) * sum(((own - share * size) ** 2 for own, size in counts), Fraction(0)) / n**2


def design_effect(counts: Counts) -> Fraction | None:
    """How many times larger the variance over clusters is than p(1 − p)/(N − 1), as if everybody had answered by
    themselves: 1.82 makes 114 answers worth 63. It may come out below 1. None where everybody answered alike, or one
    person only. Raises ValueError for fewer than two clusters."""
    variance = cluster_variance(counts)
    k, n = sum(k for k, _ in counts), sum(n for _, n in counts)
    share = Fraction(k, n)
    return None if share in (0, 1) or n < 2 else variance * (n - 1) / (share * (1 - share))


def intraclass_correlation(counts: Counts) -> Fraction | None:
    """How alike two of one cluster answer, beyond two of different ones, from one-way analysis of variance:
    (MSB − MSW) / (MSB + (n0 − 1)·MSW), with MSB = Σn(y − p)²/(m − 1), MSW = Σk(n − k)/n / (N − m) and
    n0 = (N − Σn²/N)/(m − 1). 1 at most, below 0 where those of one cluster are less alike than strangers. None where
    nothing can be told: one answer in each cluster, or everybody alike. Raises ValueError for fewer than two
    clusters."""
    m, k, n = len(counts), sum(k for k, _ in counts), sum(n for _, n in counts)
    if m < 2:
        raise ValueError(f"no correlation in {m} clusters")
    if n == m:
        return None
    share = Fraction(k, n)
    between = sum((size * (Fraction(own, size) - share) ** 2 for own, size in counts), Fraction(0)) / (m - 1)
    within = sum((Fraction(own * (size - own), size) for own, size in counts), Fraction(0)) / (n - m)
    typical = (n - Fraction(sum(size * size for _, size in counts), n)) / (m - 1)
    whole = between + (typical - 1) * within
    return (between - within) / whole if whole else None
