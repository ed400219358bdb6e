"""An interval with its two ends: what an estimate says of the process behind it."""

from dataclasses import dataclass
from fractions import Fraction

Z95 = 1.959963984540054
"""The normal distribution's 97.5 % point: of intervals of 95 %."""
Z90 = 1.6448536269514722


@dataclass(frozen=True, slots=True)
class Interval:
    """From ``low`` to ``high``, both included. The ends are roots or quantiles and so floats (errors of about 1e−15);
    they are rounded, like everything, where they are shown."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError(f"no interval: {self.low} to {self.high}")

    def __contains__(self, number: float | Fraction) -> bool:
        return self.low <= number <= self.high

    def inside(self, margin: Fraction) -> bool:
        """Whether it lies between −margin and +margin and touches neither."""
        return -margin < self.low and self.high < margin


def quantile(confidence: float) -> float:
    """The normal distribution's point for a two-sided interval; ``confidence`` between 0 and 1, such as 0.95."""
    if confidence == 0.95:
        return Z95
    if confidence == 0.90:
        return Z90
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence lies between 0 and 1, not {confidence}")
    from scipy.special import ndtri

    return float(ndtri((1 + confidence) / 2))
