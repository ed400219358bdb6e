"""The figures of a written report, each found by what it is about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from spur.analysis.lint.remark import Computed, Remark, RemarkCode, Slot, Word
from spur.records.figure_row import FigureRow

About = tuple[str, str, str, str, str, str]
"""Round, scope, its id, role, subject and what it is compared with."""

CLOSE = Fraction(1, 10**9)
"""Values are written with twelve digits: two that should be one differ by less than this, as a part of the larger."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """What a rubric says that figures do not: what its grades are worth, and the points of the line."""

    points: Mapping[str, int]
    line: int


@dataclass(frozen=True)
class WrittenFigures:
    """The rows of one ``figures.csv``. ``instruments`` are the rubrics that it may have been made by."""

    rows: Sequence[FigureRow]
    instruments: Sequence[Instrument] = ()

    @cached_property
    def by_about(self) -> dict[About, dict[str, FigureRow]]:
        found: dict[About, dict[str, FigureRow]] = {}
        for row in self.rows:
            found.setdefault(row.about, {}).setdefault(row.statistic, row)
        return found

    @cached_property
    def regions(self) -> dict[str, str]:
        """The region that each round's figures are of."""
        return {about[0]: about[2] for about, _ in self.with_scope("region")}

    def row(self, about: About, statistic: str) -> FigureRow | None:
        return self.by_about.get(about, {}).get(statistic)

    def number(self, about: About, statistic: str) -> Fraction | None:
        row = self.row(about, statistic)
        return row.number if row is not None else None

    def with_scope(self, scope: str) -> Iterator[tuple[About, dict[str, FigureRow]]]:
        return ((about, stats) for about, stats in self.by_about.items() if about[1] == scope)


def where(row: FigureRow) -> tuple[Slot, ...]:
    """The row and its address in words."""
    names = (row.scope_id or row.scope, row.role, row.subject, row.versus)
    place: tuple[Slot, ...] = (Word("row", {"row": row.row}),) if row.row else ()
    return (*place, *(name for name in names if name), Word("statistic", {"name": row.statistic}))


def remark(
    code: RemarkCode, row: FigureRow, forced: Slot | None = None, printed: Slot | None = None, **about: Slot
) -> Remark:
    """A remark on a row, with what it shows unless something else is told."""
    return Remark(code, where(row), row.shown or row.value if printed is None else printed, forced, about)


def close(one: Fraction, other: Fraction) -> bool:
    """Whether two written values may be one number."""
    return abs(one - other) <= CLOSE * max(abs(one), abs(other), Fraction(1))


def as_share(number: Fraction) -> Computed:
    return Computed(number, 1, percent=True)
