"""Does a share rise from one grade to the next? For groups that have an order, such as the grades D, C, B, A."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import copysign, erfc, sqrt

from spur.statistics.proportion import counted


@dataclass(frozen=True, slots=True)
class Trend:
    """``z`` is positive where the share rises with the score; ``p`` two-sided, from the normal distribution."""

    z: float
    p: float

    @property
    def chi2(self) -> float:
        return self.z * self.z


def cochran_armitage(positive: Sequence[int], n: Sequence[int], scores: Sequence[int]) -> Trend:
    """Cochran's and Armitage's test (1954, 1955) of a linear trend in the shares ``positive[i] / n[i]`` of groups with
    the scores ``scores[i]``: T = Σ s(k − n·p), Var T = p(1−p)·(Σ n·s² − (Σ n·s)²/N), z = T/√Var. The divisor is N, as
    in R's ``prop.trend.test`` (other programs divide by N − 1).

    z = 0 and p = 1 where no trend can be seen: nobody or everybody positive, or one score only. Groups in which nobody
    answered may be given. Raises ValueError where a count is no share of its n, or the lists differ in length.
    """
    distance, spread = _distance(positive, n, scores)
    if spread == 0:
        return Trend(0.0, 1.0)
    z = copysign(sqrt(distance * distance * sum(n) / spread), distance)
    return Trend(z, erfc(abs(z) / sqrt(2)))


def _distance(positive: Sequence[int], n: Sequence[int], scores: Sequence[int]) -> tuple[int, int]:
    """T·N, and Var T·N³: in whole numbers, so that no trend is exactly none."""
    counted(sum(positive), sum(n))
    for count, of in zip(positive, n, strict=True):
        if of or count:
            counted(count, of)
    answers, all_positive = sum(n), sum(positive)
    weighted = sum(score * of for score, of in zip(scores, n, strict=True))
    squares = sum(score * score * of for score, of in zip(scores, n, strict=True))
    seen = sum(score * count for score, count in zip(scores, positive, strict=True))
    spread = all_positive * (answers - all_positive) * (answers * squares - weighted * weighted)
    return seen * answers - all_positive * weighted, spread
