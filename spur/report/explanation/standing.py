"""Whether a figure, computed anew, is what stands in the report."""

from spur.records.figure_row import FigureRow
from spur.report.explanation import Passage
from spur.report.explanation.about import About


def standing(about: About, now: FigureRow, printed: FigureRow | None, *, known: bool) -> Passage:
    """``now`` is the row that would stand in the report's figures.csv; ``printed`` the one that does, None for none at
    this address. ``known`` tells whether the report has such a file at all."""
    if not known:
        line = about("standing.nowhere")
    elif printed is None:
        line = about("standing.absent")
    elif _same(now, printed):
        line = about("standing.same")
    else:
        line = about("standing.changed", then=_told(about, printed), now=_told(about, now))
    return Passage(about("passage.standing"), (line,))


def _same(now: FigureRow, printed: FigureRow) -> bool:
    same_value = now.value == printed.value or (now.number is not None and now.number == printed.number)
    return same_value and (now.shown, now.withheld) == (printed.shown, printed.withheld)


def _told(about: About, row: FigureRow) -> str:
    """ "3,9 (3.88235294118)"."""
    if row.withheld:
        return about.wording("report.withheld")
    return f"{row.shown} ({row.value})" if row.value not in ("", row.shown) else row.shown
