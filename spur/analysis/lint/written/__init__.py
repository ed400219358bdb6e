"""A written report against itself: the figures that it was written from, read back."""

from collections.abc import Sequence

from spur.analysis.lint.remark import Remark
from spur.analysis.lint.written.compared import compared_remarks
from spur.analysis.lint.written.counted import counted_remarks
from spur.analysis.lint.written.figures import Instrument, WrittenFigures
from spur.analysis.lint.written.parts import part_remarks
from spur.analysis.lint.written.rows import json_remarks, row_remarks
from spur.records.figure_row import FigureRow

__all__ = ["Instrument", "json_remarks", "written_remarks"]


def written_remarks(rows: Sequence[FigureRow], instruments: Sequence[Instrument]) -> tuple[Remark, ...]:
    """Every figure that does not follow from the others. ``instruments`` are the rubrics that may lie behind."""
    figures = WrittenFigures(rows, instruments)
    checks = (row_remarks, counted_remarks, part_remarks, compared_remarks)
    return tuple(remark for check in checks for remark in check(figures))
