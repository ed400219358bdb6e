"""One column grid a sheet, chosen so that all its tables fit: a lead column for codes and bullets where the sheet has
any, a wide column for labels, then even ones. A table's column spans as many even columns as its words need."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from spur.analysis.figure import Figure
from spur.report.document import Block, Bullets, Chart, Column, DivergingBars, DotPlot, Funnel, Plot, Table
from spur.report.shown import shown
from spur.report.xlsx.look import TABLE
from spur.report.xlsx.measure import PADDING, text_width, word_width
from spur.wording import Wording

Content = str | int | Figure

MEASURE = 527.0
"""The width of running text, in points: A4 upright within its margins."""

LABEL_SIZE = 7
_CHART_AXIS = 40.0
_CHART_MOST = 660.0

_LABELS = (110.0, 240.0)
_EVEN = (34.0, 72.0)
_PLAIN = 22.0
_CELL = PADDING + 4
_LONGEST_WORD = 120.0  # a checksum is cut in pieces instead
_ONE_LINE = 55.0  # a number or word up to this width is not broken


@dataclass(frozen=True, slots=True)
class Lines:
    """A table as a sheet sees it, also that of a chart's numbers."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Content, ...], ...]
    totals: frozenset[int] = frozenset()

    @classmethod
    def of(cls, block: Table | Chart | Plot, wording: Wording) -> "Lines":
        """A table's rows, or a chart's numbers."""
        match block:
            case Table():
                totals = frozenset(i for i, row in enumerate(block.rows) if row.kind == "total")
                return cls(block.columns, tuple(row.cells for row in block.rows), totals)
            case DivergingBars():
                return cls(
                    _headed(*block.kinds, block.n_label), tuple((r.label, *r.parts, r.n) for r in block.rows)
                )  # fmt: skip
            case DotPlot():
                rows = ((r.label, r.figure, r.low or "–", r.high or "–") for r in block.rows)
                return cls(_headed(block.axis_label, wording("xlsx.from"), wording("xlsx.to")), tuple(rows))
            case Funnel():
                limits = (f"{block.near_label} {wording('xlsx.low')}", f"{block.near_label} {wording('xlsx.high')}")
                far = (f"{block.far_label} {wording('xlsx.low')}", f"{block.far_label} {wording('xlsx.high')}")
                return cls(
                    _headed(block.x_label, block.y_label, *limits, *far, block.middle_label),
                    tuple(
                        (p.label, p.n, p.share, p.low, p.high, p.far_low, p.far_high, block.middle)
                        for p in block.places
                    ),
                )
        return cls._of_chart(block)

    @classmethod
    def _of_chart(cls, block: Chart) -> "Lines":
        """A chart's bars as rows, its panels and its line as columns."""
        line = block.line
        labels = dict.fromkeys(bar.label for panel in block.panels for bar in panel.bars)
        panels = [{bar.label: bar.figure for bar in panel.bars} for panel in block.panels]
        return cls(
            _headed(*(panel.title or block.axis_label for panel in block.panels), *((line.label,) if line else ())),
            tuple(
                (label, *(panel.get(label, "") for panel in panels), *((line.value,) if line else ()))
                for label in labels
            ),
        )

    @property
    def coded(self) -> bool:
        """Whether the first column holds short codes before the labels of the second."""
        return (
            len(self.columns) > 1
            and not self.columns[1].numeric
            and all(isinstance(row[0], str) and len(row[0]) <= 4 for row in self.rows)
        )

    @property
    def wordy(self) -> bool:
        """Whether it is a table of words: its labels may then go over more than the column of labels."""
        return sum(column.numeric for column in self.columns) < 2

    def texts(self, column: int, wording: Wording) -> list[str]:
        """What can be read in a column, below its header."""
        return [as_shown(row[column], wording) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet's columns, in points: the lead (0 where there is none), the labels, then ``count`` even ones."""

    lead: float
    labels: float
    even: float
    count: int

    @classmethod
    def of(cls, blocks: Sequence[Block], wording: Wording) -> "Grid":
        """The grid that suits all blocks of a sheet."""
        tables = [Lines.of(block, wording) for block in blocks if isinstance(block, Table | Chart | Plot)]
        lead = _lead(blocks, tables, wording)
        if not tables:
            return cls(lead, _PLAIN, _PLAIN, int((MEASURE - lead) / _PLAIN) - 1)
        of_numbers = [_labels(table, wording) for table in tables if not table.wordy]
        labels = _clamp(max(of_numbers) if of_numbers else min(_labels(t, wording) for t in tables), _LABELS)
        widest = max(tables, key=lambda table: len(table.columns))
        even = _clamp(max(_narrow_columns(widest, wording), default=_PLAIN), _EVEN)
        grid = cls(lead, labels, even, 0)
        ends = [grid.spans(table, wording)[-1][1] for table in tables]
        charts = max((chart_width(block) for block in blocks if isinstance(block, Chart | Plot)), default=0.0)
        counts = (
            int((MEASURE - lead - labels) / even),
            max(ends) - grid.labels_at,
            ceil((charts - lead - labels) / even),
        )
        return cls(lead, labels, even, max(counts))

    @property
    def labels_at(self) -> int:
        """The index of the column of labels."""
        return int(self.lead > 0)

    @property
    def widths(self) -> tuple[float, ...]:
        return (*((self.lead,) if self.lead else ()), self.labels, *([self.even] * self.count))

    @property
    def text_end(self) -> int:
        """The last column of running text."""
        widths = self.widths
        return max(i for i in range(len(widths)) if i == 0 or sum(widths[: i + 1]) <= MEASURE)

    def width(self, first: int, last: int) -> float:
        return sum(self.widths[first : last + 1])

    def span_of(self, points: float) -> int:
        """The last of the columns that together are at least ``points`` wide; the sheet's last if none is."""
        columns = range(len(self.widths))
        return next((i for i in columns if self.width(0, i) >= points), columns[-1])

    def spans(self, table: Lines, wording: Wording) -> list[tuple[int, int]]:
        """The first and last grid column of each column of a table."""
        more = _labels(table, wording) - self.labels if table.wordy else 0
        end = self.labels_at + (self._steps(more) if more > 3 else 0)
        spans = [(0, 0), (1, end)] if self.lead and table.coded else [(0, end)]
        rest = range(len(spans), len(table.columns))
        free = MEASURE - self.lead - self.labels - self.even * (end - self.labels_at)
        free -= sum(self.even * self._steps(_needed(table, i, wording)) for i in rest if table.columns[i].numeric)
        shares = sum(table.columns[i].width for i in rest if not table.columns[i].numeric)
        for i in rest:
            needed = _needed(table, i, wording)
            if not table.columns[i].numeric:
                needed = max(needed, min(_natural(table, i, wording), free * table.columns[i].width / shares))
            first = spans[-1][1] + 1
            spans.append((first, first + self._steps(needed) - 1))
        return spans

    def _steps(self, points: float) -> int:
        return max(ceil((points - 3) / self.even), 1)


def _headed(*headers: str) -> tuple[Column, ...]:
    """The columns of a chart's numbers, after that of its labels."""
    return (Column(""), *(Column(header, numeric=True) for header in headers))


def chart_width(chart: Chart | Plot) -> float:
    """The width of a chart: such that the words below its columns have room beside each other, if there can be."""
    if not isinstance(chart, Chart):
        return MEASURE
    return min(_chart_needs(chart), _CHART_MOST)


def labels_fit(chart: Chart) -> bool:
    """Whether the labels below a chart's columns can be read without being turned."""
    return _chart_needs(chart) <= _CHART_MOST * 1.1


def _chart_needs(chart: Chart) -> float:
    labels = {bar.label for panel in chart.panels for bar in panel.bars}
    word = max((word_width(label, LABEL_SIZE) for label in labels), default=0.0)
    return _CHART_AXIS + len(labels) * (word + 4)


def as_shown(content: Content, wording: Wording) -> str:
    return shown(content, wording) if isinstance(content, Figure) else str(content)


def _lead(blocks: Sequence[Block], tables: Sequence[Lines], wording: Wording) -> float:
    """The width of the column for codes and bullets; 0 where a sheet has none."""
    words = [number or "•" for block in blocks if isinstance(block, Bullets) for number in block.numbers or ("",)]
    words += [w for t in tables if t.coded for w in (t.columns[0].header, *t.texts(0, wording))]
    return max((word_width(word, TABLE, bold=True) + _CELL for word in words), default=0.0)


def _labels(table: Lines, wording: Wording) -> float:
    """What the labels of a table need: no more than their share where most else is words too."""
    at = int(table.coded)
    share = table.columns[at].width / sum(column.width for column in table.columns) if table.wordy else 1.0
    return min(_natural(table, at, wording), MEASURE * share)


def _narrow_columns(table: Lines, wording: Wording) -> Iterator[float]:
    """What the columns of numbers and of short words need."""
    for i in range(2 if table.coded else 1, len(table.columns)):
        if table.columns[i].numeric or _natural(table, i, wording) <= _ONE_LINE:
            yield _needed(table, i, wording)


def _natural(table: Lines, column: int, wording: Wording) -> float:
    """The width at which no text of a column is broken."""
    texts = (table.columns[column].header, *table.texts(column, wording))
    return max(text_width(text, TABLE, bold=True) for text in texts) + _CELL


def _needed(table: Lines, i: int, wording: Wording) -> float:
    """The width at which no word of a column, nor of the header above its own, is broken."""
    column = table.columns[i]
    below = sum(other.over == column.over for other in table.columns) if column.over else 1
    widths = [word_width(column.header, TABLE, bold=True), (word_width(column.over, TABLE, bold=True) + 3) / below - 3]
    for text in table.texts(i, wording):
        width = text_width(text, TABLE, bold=True)
        widths.append(width if width <= _ONE_LINE else word_width(text, TABLE, bold=True))
    return min(max(widths), _LONGEST_WORD) + _CELL


def _clamp(points: float, bounds: tuple[float, float]) -> float:
    return min(max(points, bounds[0]), bounds[1])
