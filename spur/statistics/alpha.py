"""Do several judges give the same grades, though not everybody has judged everything?"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from fractions import Fraction

from spur.statistics.tally import Tally


class Scale(StrEnum):
    """What a difference between two grades means: that they differ, in what order they come, or by how many points."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"


def krippendorff_alpha(cases: Iterable[Tally], scale: Scale = Scale.ORDINAL) -> Fraction | None:
    """Krippendorff's α (Content Analysis, 2004): 1 − observed / expected disagreement, from a tally of the grades that
    each thing was given. 1 is full agreement, 0 no more than by chance.

    Within each thing with m ≥ 2 grades every pair of them counts 1/(m − 1), so that one with many judges weighs by its
    judges and not by their pairs; what one judge alone has graded does not count. The squared distance of two grades is
    1, or (Σ of the grades from one to the other − half of both ends')², or that of their points. None where nothing is
    judged twice, or only one grade was ever given. The tallies may come in any order and from any number of files.
    """
    pairs: dict[tuple[int, int], Fraction] = {}
    given: Counter[int] = Counter()
    for case in cases:
        if case.n < 2:
            continue
        for a, count in case.counts:
            given[a] += count
            for b, other in case.counts:
                weight = Fraction(count * (other - (a == b)), case.n - 1)
                pairs[a, b] = pairs.get((a, b), Fraction(0)) + weight
    apart = _distance(given, scale)
    expected = sum((given[a] * given[b] * apart(a, b) for a in given for b in given), Fraction(0))
    if not expected:
        return None
    seen = sum((weight * apart(a, b) for (a, b), weight in pairs.items()), Fraction(0))
    return 1 - (sum(given.values()) - 1) * seen / expected


def _distance(given: Mapping[int, int], scale: Scale) -> Callable[[int, int], Fraction]:
    def ordinal(a: int, b: int) -> Fraction:
        between = sum(count for value, count in given.items() if min(a, b) <= value <= max(a, b))
        return (between - Fraction(given[a] + given[b], 2)) ** 2

    match scale:
        case Scale.NOMINAL:
            return lambda a, b: Fraction(a != b)
        case Scale.ORDINAL:
            return ordinal
        case Scale.INTERVAL:
            return lambda a, b: Fraction((a - b) ** 2)
