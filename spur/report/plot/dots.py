"""Dots with their intervals: differences of shares, question by question, beside the lines that a verdict goes by."""

from collections.abc import Iterator
from math import ceil, floor

from spur.analysis.figure import Figure
from spur.report.document import DotPlot
from spur.report.plot.marks import Dot, Drawing, Mark, Stroke, Words, drawn
from spur.report.plot.rows import AXIS_SIZE, GAP, LINE, SIZE, Rows, legend, wide
from spur.report.shown import MINUS, shown
from spur.wording import Wording

_RADIUS = 3.2
_SIGN = 16.0
_AXIS = 27.0
_STEPS = (5, 10, 20, 25, 50)
_MOST_TICKS = 8


def dots(block: DotPlot, width: float, wording: Wording, part: slice) -> Drawing:
    rows = Rows.of([row.label for row in block.rows], width, part)
    told = [shown(row.figure, wording) for row in block.rows]
    value_width = max((wide(text, bold=True) for text in told), default=0.0)
    mark_width = max((wide(row.mark) for row in block.rows), default=0.0)
    low, high, step = axis_of(block)
    left, right = rows.label_width + GAP, width - value_width - mark_width - 2 * GAP

    def x(points: float) -> float:
        return left + (points - low) / (high - low) * (right - left)

    marks: list[Mark] = []
    foot = LINE
    signs = [kind for kind in ("clear", "other", "between") if _occurs(kind, block)]
    words = {"clear": block.clear, "other": block.other, "between": block.between}
    for (at, y, text), kind in zip(legend([(_SIGN, words[kind]) for kind in signs], width), signs, strict=True):
        marks += _sign(kind, at, y)
        marks.append(Words(at + _SIGN + 4, y + 2.7, text, SIZE))
        foot = y + LINE / 2
    top = foot + 7
    end = top + rows.height
    for tick in range(low, high + 1, step):
        marks.append(Stroke(((x(tick), top), (x(tick), end)), "hairline"))
        marks.append(Words(x(tick), end + 10, _signed(tick), AXIS_SIZE, "grey", anchor="middle"))
    for points in (-block.points, block.points):
        marks.append(Stroke(((x(points), top - 2), (x(points), end)), "red", 1, dashed=True))
    marks.append(Stroke(((x(0), top - 2), (x(0), end)), "ink", 0.8))
    marks.append(Words((left + right) / 2, end + 20, block.axis_label, AXIS_SIZE, "grey", anchor="middle"))
    marks += rows.words(top)
    for row, middle, text in zip(block.rows[part], rows.middles(top), told[part], strict=True):
        if row.low is not None and row.high is not None:
            ends = [x(_points(each)) for each in (row.low, row.high)]
            marks.append(Stroke(((ends[0], middle), (ends[1], middle)), "accent", 1.4))
            marks += [Stroke(((each, middle - 2.5), (each, middle + 2.5)), "accent", 1) for each in ends]
        marks.append(Dot(x(_points(row.figure)), middle, _RADIUS, "accent", row.clear))
        marks.append(Words(width - value_width - GAP, middle + 2.7, row.mark, SIZE, anchor="end"))
        marks.append(Words(width, middle + 2.7, text, SIZE, bold=True, anchor="end"))
    return Drawing(width, end + _AXIS, tuple(marks))


def _occurs(kind: str, block: DotPlot) -> bool:
    return kind == "between" or any(row.clear == (kind == "clear") for row in block.rows)


def _sign(kind: str, x: float, y: float) -> Iterator[Mark]:
    if kind == "between":
        yield Stroke(((x, y), (x + _SIGN, y)), "red", 1, dashed=True)
        return
    yield Stroke(((x, y), (x + _SIGN, y)), "accent", 1.4)
    yield Dot(x + _SIGN / 2, y, _RADIUS, "accent", kind == "clear")


def _points(figure: Figure) -> float:
    return 100 * (drawn(figure) or 0.0)


def axis_of(block: DotPlot) -> tuple[int, int, int]:
    """Where the axis begins and ends, in percentage points, and the step of its ticks."""
    values = [_points(each) for row in block.rows for each in (row.figure, row.low, row.high) if each is not None]
    low, high = min([*values, -block.points]), max([*values, block.points])
    step = next((step for step in _STEPS if (high - low) / step <= _MOST_TICKS), _STEPS[-1])
    return floor(low / step) * step, ceil(high / step) * step, step


def _signed(points: int) -> str:
    return f"{'+' if points > 0 else MINUS if points < 0 else ''}{abs(points)}"
