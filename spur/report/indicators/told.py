"""What an indicator's target is, and whether it is reached, in words."""

from collections.abc import Callable

from spur.analysis.figure import Figure
from spur.report.document import Cell
from spur.report.shown import shown
from spur.rubric.parts import Indicator
from spur.wording import Wording

RATES = {"percent": "share", "per-100000": "per_100000", "count": "numerator"}
"""The statistic that an indicator's target is held against, by its measure."""

MARKS = {"met": "✓", "missed": "×"}  # a symbol and a word, never a colour alone

Say = Callable[..., str]


def target(say: Say, indicator: Indicator, figure: Cell) -> str:
    """ "mer än 90 %"; "–" where the rubric sets no target."""
    return say(f"indicators.{indicator.reached}", target=figure) if isinstance(figure, Figure) else "–"


def marked(figure: Figure, wording: Wording) -> str:
    """ "✓ nått"; the bare word where it is not known or withheld."""
    mark = MARKS.get(str(figure.value), "") if not figure.withheld else ""
    return f"{mark} {shown(figure, wording)}".strip()
