"""Many comparisons at once: p-values that take into account how many were made.

A family is what a reader would look through for the largest difference. ``None`` stands for a comparison that could not
be made; it does not count.
"""

from collections.abc import Callable, Sequence


def benjamini_hochberg(p_values: Sequence[float | None]) -> list[float | None]:
    """The false discovery rate at which each would be called a difference (Benjamini and Hochberg 1995): for lists that
    are screened, such as all questions of one comparison. With m values sorted, the smallest of p·m/i from i on."""
    return _adjusted(p_values, lambda rank, m: m / rank, falling=True)


def holm(p_values: Sequence[float | None]) -> list[float | None]:
    """The p-values with which hardly any of the differences that are called is chance (Holm 1979): for the pairs of
    groups within one question. With m values sorted, the largest of p·(m − i + 1) up to i."""
    return _adjusted(p_values, lambda rank, m: m - rank + 1, falling=False)


def _adjusted(
    p_values: Sequence[float | None], factor: Callable[[int, int], float], *, falling: bool
) -> list[float | None]:
    """Each value times its factor; made monotonous from the largest down, or from the smallest up."""
    known = sorted((p, at) for at, p in enumerate(p_values) if p is not None)
    adjusted: list[float | None] = [None] * len(p_values)
    reached = 1.0 if falling else 0.0
    ranked = list(enumerate(known, start=1))
    for rank, (p, at) in reversed(ranked) if falling else ranked:
        own = p * factor(rank, len(known))
        reached = min(reached, own) if falling else max(reached, min(own, 1.0))
        adjusted[at] = reached
    return adjusted
