"""Diverging stacked bars: how each question was answered, around the middle of the neutral answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from spur.report.document import Answers, DivergingBars
from spur.report.plot.marks import Box, Drawing, Mark, Stroke, Tone, Words, drawn
from spur.report.plot.rows import AXIS_SIZE, GAP, LINE, SIZE, Rows, legend, wide
from spur.report.shown import Format, number, shown
from spur.wording import Wording

_THICKNESS = 11.0
_SWATCH = 14.0
_AXIS = 16.0
_TICK = Fraction(1, 4)
_FILLS: tuple[tuple[Tone, bool, Tone], ...] = (("red", True, "ink"), ("pale", False, "ink"), ("accent", False, "white"))
"""Of the negative, the neutral and the positive: tone, whether it is hatched, and the tone of the number in it."""


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where a share stands: ``zero`` is the middle of the neutral answers, ``unit`` the points of all answers."""

    left: float
    right: float
    low: Fraction
    high: Fraction

    @property
    def unit(self) -> float:
        return (self.right - self.left) / float(self.high + self.low)

    @property
    def zero(self) -> float:
        return self.left + float(self.low) * self.unit


def diverging(block: DivergingBars, width: float, wording: Wording, part: slice) -> Drawing:
    rows = Rows.of([row.label for row in block.rows], width, part)
    counts = [shown(row.n, wording) for row in block.rows]
    n_width = max([wide(text) for text in counts] + [wide(block.n_label, bold=True)], default=0)
    scale = _Scale(rows.label_width + GAP, width - n_width - GAP, *quarters(block))

    marks: list[Mark] = []
    foot = LINE
    entries = [(_SWATCH, kind) for kind in block.kinds]
    for (x, y, text), (tone, hatched, _) in zip(legend(entries, width - n_width - GAP), _FILLS, strict=True):
        marks += [Box(x, y - 4, _SWATCH, 8, tone, hatched), Words(x + _SWATCH + 4, y + 2.7, text, SIZE)]
        foot = y + LINE / 2
    marks.append(Words(width, foot - LINE / 2 + 2.7, block.n_label, SIZE, bold=True, anchor="end"))
    top = foot + 7
    end = top + rows.height
    marks += [*_axis(scale, top, end, wording), *rows.words(top)]
    for row, middle, n in zip(block.rows[part], rows.middles(top), counts[part], strict=True):
        marks += _bar(row, scale, middle, wording)
        marks.append(Words(width, middle + 2.7, n, SIZE, anchor="end"))
    marks.append(Stroke(((scale.zero, top - 2), (scale.zero, end)), "ink", 0.8))
    return Drawing(width, end + _AXIS, tuple(marks))


def _bar(row: Answers, scale: _Scale, middle: float, wording: Wording) -> Iterator[Mark]:
    x = scale.zero - _left(row) * scale.unit
    for figure, (tone, hatched, on) in zip(row.parts, _FILLS, strict=True):
        length = (drawn(figure) or 0.0) * scale.unit
        if length > 0:
            yield Box(x, middle - _THICKNESS / 2, length, _THICKNESS, tone, hatched)
        text = shown(figure, wording)
        if (needed := wide(text, bold=True, size=AXIS_SIZE)) + 5 <= length:
            at = x + length / 2
            if abs(at - scale.zero) < needed / 2 + 1.5:  # beside the line in the middle
                at = scale.zero + needed / 2 + 2
            if hatched:
                yield Box(at - needed / 2 - 1.5, middle - 4.3, needed + 3, 8.6, "white")
            if at + needed / 2 <= x + length:
                yield Words(at, middle + 2.6, text, AXIS_SIZE, on, bold=True, anchor="middle")
        x += length


def _axis(scale: _Scale, top: float, end: float, wording: Wording) -> Iterator[Mark]:
    widest = wide(number(Fraction(1), Format.PERCENT, wording), size=AXIS_SIZE)
    told = 1 if float(_TICK) * scale.unit > widest + 3 else 2  # on a telephone every other line has a label
    for quarter in range(-int(scale.low / _TICK), int(scale.high / _TICK) + 1):
        share = quarter * _TICK
        x = scale.zero + float(share) * scale.unit
        yield Stroke(((x, top - 2), (x, end)), "hairline")
        if quarter % told == 0:
            yield Words(x, end + 10, number(abs(share), Format.PERCENT, wording), AXIS_SIZE, "grey", anchor="middle")


def _left(row: Answers) -> float:
    """How far a bar goes to the left, as a share."""
    return (drawn(row.negative) or 0.0) + (drawn(row.neutral) or 0.0) / 2


def _right(row: Answers) -> float:
    return (drawn(row.positive) or 0.0) + (drawn(row.neutral) or 0.0) / 2


def quarters(block: DivergingBars) -> tuple[Fraction, Fraction]:
    """How far the axis goes to the left and to the right: to the quarters after the longest bars."""
    longest = (max(map(reach, block.rows), default=0.0) for reach in (_left, _right))
    low, high = (max(ceil(share / float(_TICK) - 1e-9), 1) * _TICK for share in longest)
    return low, high
