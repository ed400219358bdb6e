"""A quality indicator as somebody reported it: a count over another, for a unit or a region and a period."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal


@dataclass(frozen=True, slots=True)
class IndicatorCount:
    """``numerator`` of ``denominator`` (None where only the rate is known, such as posts per 100,000 inhabitants whose
    number was not printed). ``printed`` is the rate as the source printed it, in the indicator's own measure, and
    ``decimals`` how many it was printed with."""

    scope: Literal["unit", "region"]
    scope_id: str
    indicator: str
    period: str
    numerator: int | None
    denominator: int | None
    printed: Fraction | None = None
    decimals: int = 0
