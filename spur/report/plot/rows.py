"""What plots with a row for each question have in common: the labels at the left and the words of the legend."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spur.report.lines import BOLD, REGULAR, broken, plain, width
from spur.report.plot.marks import Mark, Words

SIZE = 8.0
LINE = 9.2
AXIS_SIZE = 7.5
GAP = 8.0
_LEAST_PITCH = 17.0
_WIDEST_LABEL = 0.44
_MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a plot ``width`` points wide: their labels in lines, the width of these, and how high each row is."""

    labels: tuple[tuple[str, ...], ...]
    label_width: float
    pitches: tuple[float, ...]

    @classmethod
    def of(cls, labels: Sequence[str], whole: float, part: slice) -> "Rows":
        """Some of the rows, with labels as wide as all need."""
        natural = max((width(plain(label), REGULAR, SIZE) for label in labels), default=0.0)
        room = min(natural, _WIDEST_LABEL * whole) + 0.5
        lines = tuple(broken(label, REGULAR, SIZE, room, _MOST_LINES) for label in labels[part])
        return cls(lines, room, tuple(max(_LEAST_PITCH, len(each) * LINE + 6) for each in lines))

    @property
    def height(self) -> float:
        return sum(self.pitches)

    def middles(self, top: float) -> Iterator[float]:
        """Where the middle of each row is, the first beginning at ``top``."""
        for pitch in self.pitches:
            yield top + pitch / 2
            top += pitch

    def words(self, top: float) -> Iterator[Mark]:
        for lines, middle in zip(self.labels, self.middles(top), strict=True):
            first = middle - len(lines) * LINE / 2
            for number, line in enumerate(lines):
                yield Words(0, first + (number + 0.78) * LINE, line, SIZE)


def wide(text: str, *, bold: bool = False, size: float = SIZE) -> float:
    return width(plain(text), BOLD if bold else REGULAR, size)


def legend(entries: Sequence[tuple[float, str]], most: float) -> Iterator[tuple[float, float, str]]:
    """Where each entry stands: from the left, on as many lines as it takes. An entry is the room of its sign and its
    words; given back are the sign's left and the line's middle, and the words as they have room."""
    x, y = 0.0, LINE / 2 + 1
    for sign, text in entries:
        line = broken(text, REGULAR, SIZE, most - sign - GAP, 1)[0]
        needed = sign + 4 + wide(line) + 2 * GAP
        if x and x + needed > most + 2 * GAP:
            x, y = 0.0, y + LINE + 4
        yield x, y, line
        x += needed
