"""A funnel plot: shares against how many they are of, between the limits that chance would leave them within."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from spur.report.document import Funnel
from spur.report.plot.marks import Box, Dot, Drawing, Mark, Stroke, Words, drawn
from spur.report.plot.rows import AXIS_SIZE, LINE, SIZE, legend, wide
from spur.report.shown import Format, number
from spur.wording import Wording

HEIGHT, LEAST_HEIGHT = 210.0, 140.0
"""How high the field is, and how low it may be made to have room on a page."""
_AXIS = 27.0
_LEFT = 34.0
_RIGHT = 8.0
_SIGN = 18.0
_RADIUS = 3.0
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000)
_MOST_TICKS = 8


@dataclass(frozen=True, slots=True)
class _Frame:
    left: float
    right: float
    top: float
    foot: float
    most: int
    least: Fraction

    def at(self, n: float, share: float) -> tuple[float, float]:
        x = self.left + n / self.most * (self.right - self.left)
        low = float(self.least)
        return x, self.foot - (max(share, low) - low) / (1 - low) * (self.foot - self.top)


def funnel(block: Funnel, width: float, wording: Wording, height: float = HEIGHT) -> Drawing:
    marks: list[Mark] = []
    foot = LINE
    entries = [(_SIGN, block.middle_label), (_SIGN, block.near_label), (_SIGN, block.far_label)]
    looks = (("ink", 0.8, False), ("bar", 1.2, True), ("accent", 1.2, False))
    for (x, y, text), (tone, thickness, dashed) in zip(legend(entries, width), looks, strict=True):
        marks.append(Stroke(((x, y), (x + _SIGN, y)), tone, thickness, dashed))  # type: ignore[arg-type]
        marks.append(Words(x + _SIGN + 4, y + 2.7, text, SIZE))
        foot = y + LINE / 2
    top = foot + LINE + 12
    most, step = _most(block)
    frame = _Frame(_LEFT, width - _RIGHT, top, top + height, most, _least(block))
    marks.append(Words(0, top - 8, block.y_label, AXIS_SIZE, "grey"))
    marks += _axes(block, frame, step, wording)
    marks += _limits(block, frame)
    together: Counter[tuple[float, float]] = Counter()
    for place in block.places:
        x, y = frame.at(drawn(place.n) or 0, drawn(place.share) or 0)
        named = bool(place.label)
        marks.append(Dot(x, y, _RADIUS + named, "red" if named else "accent", filled=named, diamond=named))
        together[x, y] += not named
    for (x, y), count in together.items():
        if count > 1:  # as many dots in the same place
            text = f"{count}×"
            at = x + 6 if x + 6 + wide(text) <= frame.right else x - 6 - wide(text)
            marks += [Box(at - 1, y - 11, wide(text) + 2, 7, "white"), Words(at, y - 5, text, AXIS_SIZE)]
    marks += _names(block, frame)
    return Drawing(width, frame.foot + _AXIS, tuple(marks))


def _axes(block: Funnel, frame: _Frame, step: int, wording: Wording) -> Iterator[Mark]:
    quarter = Fraction(1, 4)
    for count in range(int(frame.least / quarter), 5):
        _, y = frame.at(0, float(count * quarter))
        yield Stroke(((frame.left, y), (frame.right, y)), "hairline")
        yield Words(frame.left - 5, y + 2.6, number(count * quarter, Format.PERCENT, wording), AXIS_SIZE, "grey",
                    anchor="end")  # fmt: skip
    for n in range(0, frame.most + 1, step):
        x, _ = frame.at(n, 0)
        yield Stroke(((x, frame.foot), (x, frame.foot + 3)), "grey")
        yield Words(x, frame.foot + 11, number(Fraction(n), Format.THOUSANDS, wording), AXIS_SIZE, "grey",
                    anchor="middle")  # fmt: skip
    yield Stroke(((frame.left, frame.foot), (frame.right, frame.foot)), "grey")
    yield Words(frame.right, frame.foot + 21, block.x_label, AXIS_SIZE, "grey", anchor="end")


def _limits(block: Funnel, frame: _Frame) -> Iterator[Mark]:
    """The share of all, and a line through the limits of each kind; of places with the same n through their middle."""
    if (middle := drawn(block.middle)) is not None:
        yield Stroke((frame.at(0, middle), frame.at(frame.most, middle)), "ink", 0.8)
    for ends, tone, dashed in ((("low", "high"), "bar", True), (("far_low", "far_high"), "accent", False)):
        for end in ends:
            by_n = defaultdict(list)
            for place in block.places:
                by_n[drawn(place.n) or 0].append(drawn(getattr(place, end)) or 0.0)
            points = [frame.at(n, sum(shares) / len(shares)) for n, shares in sorted(by_n.items())]
            if len(points) == 1:
                (x, y), *_ = points
                points = [(max(x - 12, frame.left), y), (min(x + 12, frame.right), y)]
            yield Stroke(tuple(points), tone, 1.2, dashed)  # type: ignore[arg-type]


def _names(block: Funnel, frame: _Frame) -> Iterator[Mark]:
    """The named places' labels, none over another or cut by the edge: to the right or left of the dot, or below the
    label in the way."""
    taken: list[tuple[float, float, float]] = []
    for place in block.places:
        if not place.label:
            continue
        x, y = frame.at(drawn(place.n) or 0, drawn(place.share) or 0)
        needed = wide(place.label)
        left = x + 7 if x + 7 + needed <= frame.right else x - 7 - needed
        foot = y + 2.7
        while any(left < end and start < left + needed and abs(foot - other) < LINE for start, end, other in taken):
            foot += LINE
        taken.append((left, left + needed, foot))
        yield Words(left, foot, place.label, SIZE)


def _most(block: Funnel) -> tuple[int, int]:
    """Where the axis of n ends, and the step of its ticks."""
    most = max((drawn(place.n) or 0 for place in block.places), default=1)
    step = next((step for step in _STEPS if most / step <= _MOST_TICKS), _STEPS[-1])
    return max(ceil(most / step), 1) * step, step


def _least(block: Funnel) -> Fraction:
    """Where the axis of shares begins: at the quarter below all that is drawn."""
    lowest = min((drawn(each) or 0.0 for place in block.places for each in (place.share, place.far_low)), default=0.0)
    return Fraction(min(floor(lowest * 4), 3), 4)
