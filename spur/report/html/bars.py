"""Bars in panels on one common axis, laid out as marks."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from spur.report.document import Chart, Panel
from spur.report.lines import BOLD, broken
from spur.report.plot.marks import Box, Drawing, Mark, Stroke, Words, drawn
from spur.report.plot.rows import AXIS_SIZE, GAP, LINE, SIZE, Rows, legend, wide
from spur.report.shown import Format, number, shown
from spur.wording import Wording

_BESIDE_FROM = 400.0
"""From this width on two panels have room beside each other."""
_GUTTER = 26.0
_SIGN = 20.0
_THICKNESS = 10.0
_TITLE = 9.0
_TITLE_LINE = 11.0
_AXIS = 24.0
_BETWEEN = 12.0


@dataclass(frozen=True, slots=True)
class _Scale:
    width: float
    left: float
    right: float
    maximum: int

    def x(self, value: float) -> float:
        """Where a value stands. One outside the axis stands at its end."""
        return self.left + min(max(value / self.maximum, 0), 1) * (self.right - self.left)


def bars(block: Chart, width: float, wording: Wording) -> Drawing:
    across = 2 if len(block.panels) > 1 and width >= _BESIDE_FROM else 1
    own = (width - (across - 1) * _GUTTER) / across
    labels = [bar.label for panel in block.panels for bar in panel.bars]
    values = [shown(bar.figure, wording) for panel in block.panels for bar in panel.bars]
    numbers = [text for text in values if not any(letter.isalpha() for letter in text)]
    label_width = Rows.of(labels, own, slice(0)).label_width
    room = max((wide(text, bold=True) for text in numbers), default=0.0)
    scale = _Scale(own, label_width + GAP, own - room - GAP, block.axis_max)

    marks: list[Mark] = []
    top = 0.0
    if block.line:
        [(_, y, text)] = legend([(_SIGN, block.line.label)], width)
        marks += [Stroke(((0, y), (_SIGN, y)), "red", 1.2, True), Words(_SIGN + 4, y + 2.7, text, SIZE)]
        top = y + LINE / 2 + 8
    first, highest = 0, 0.0
    for index, panel in enumerate(block.panels):
        part = slice(first, first + len(panel.bars))
        first = part.stop
        rows = Rows.of(labels, own, part)
        title = broken(panel.title, BOLD, _TITLE, own, 3) if panel.title else ()
        height = len(title) * _TITLE_LINE + 4 * bool(title) + rows.height + _AXIS
        column = index % across
        dx = column * (own + _GUTTER)
        marks += (_moved(mark, dx, top) for mark in _panel(block, panel, rows, title, scale, wording))
        highest = max(highest, height)
        if column == across - 1 or index == len(block.panels) - 1:
            top, highest = top + highest + _BETWEEN, 0.0
    return Drawing(width, max(top - _BETWEEN, 1.0), tuple(marks))


def _panel(
    block: Chart, panel: Panel, rows: Rows, title: tuple[str, ...], scale: _Scale, wording: Wording
) -> Iterator[Mark]:
    for index, line in enumerate(title):
        yield Words(0, (index + 0.8) * _TITLE_LINE, line, _TITLE, bold=True)
    top = len(title) * _TITLE_LINE + 4 * bool(title)
    foot = top + rows.height
    for value, text in _ticks(block.axis_max, wording):
        x = scale.x(float(value))
        yield Stroke(((x, top), (x, foot)), "hairline" if value else "grey")
        yield Words(x, foot + 9, text, AXIS_SIZE, "grey", anchor="middle")
    yield Words(scale.right, foot + 19, block.axis_label, AXIS_SIZE, "grey", anchor="end")
    middles = [*rows.middles(top)]
    for bar, middle in zip(panel.bars, middles, strict=True):
        length = drawn(bar.figure)
        if length is not None:
            yield Box(scale.left, middle - _THICKNESS / 2, scale.x(length) - scale.left, _THICKNESS, "bar")
    if block.line:
        x = scale.x(block.line.value)
        yield Stroke(((x, top - 2), (x, foot + 2)), "white", 3)
        yield Stroke(((x, top - 2), (x, foot + 2)), "red", 1.2, True)
    yield from rows.words(top)
    for bar, middle in zip(panel.bars, middles, strict=True):
        length, text = drawn(bar.figure), shown(bar.figure, wording)
        x = scale.x(length or 0) + 5
        known = length is not None
        yield Box(x - 2, middle - 4.5, wide(text, bold=known) + 4, 9, "white")
        yield Words(x, middle + 2.7, text, SIZE, "ink" if known else "grey", bold=known)


def _ticks(maximum: int, wording: Wording) -> Iterator[tuple[Fraction, str]]:
    """Whole numbers in four or five even steps where there are such; quarters of an axis of shares, which ends at 1."""
    if maximum == 1:
        for quarter in range(5):
            yield Fraction(quarter, 4), number(Fraction(quarter, 4), Format.PERCENT, wording)
        return
    step = next(step for step in range(1, maximum + 1) if maximum % step == 0 and maximum // step <= 5)
    for value in range(0, maximum + 1, step):
        yield Fraction(value), number(Fraction(value), Format.WHOLE, wording)


def _moved(mark: Mark, dx: float, dy: float) -> Mark:
    if isinstance(mark, Stroke):
        return replace(mark, points=tuple((x + dx, y + dy) for x, y in mark.points))
    return replace(mark, x=mark.x + dx, y=mark.y + dy)
