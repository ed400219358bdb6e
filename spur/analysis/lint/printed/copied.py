"""A printed report, copied: each number found by what it is about, and what may lie behind each cell of grades."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, cached_property

from spur.analysis.lint.remark import Slot, Word
from spur.records.printed import ANSWERS, OF_ANSWERS, TOTAL, UNITS, WHOLE, Cell, PrintedReport, Statistic
from spur.statistics.grades_feasible import CONVENTIONS, Convention, Divisor, Histogram, feasible_sums, histograms
from spur.statistics.populations import Printed
from spur.statistics.printed_as import Band, Rounding

PERCENTS: tuple[Statistic, ...] = ("share", "neutral", "negative")


@dataclass(frozen=True, slots=True)
class GradeCell:
    """A printed mean with its standard deviation, where that is printed beside it, of ``n`` units' grades."""

    mean: Cell
    sd: Cell | None
    n: int

    @property
    def key(self) -> tuple[str, str]:
        return self.mean.group, self.mean.subject


@dataclass(frozen=True)
class Copied:
    """The report with its cells by what they are about, taken to be made by a ``convention``. Where two places print
    unlike numbers, ``standing`` has the one that is possible, else the first."""

    report: PrintedReport
    convention: Convention = CONVENTIONS[0]
    places: Mapping[tuple[str, str, Statistic], tuple[Cell, ...]] = field(init=False)

    def __post_init__(self) -> None:
        places: dict[tuple[str, str, Statistic], tuple[Cell, ...]] = {}
        for cell in self.report.cells:
            places[cell.key] = (*places.get(cell.key, ()), cell)
        object.__setattr__(self, "places", places)

    @cached_property
    def points(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(self.report.points.values()))

    @cached_property
    def standing(self) -> dict[tuple[str, str, Statistic], Cell]:
        return {key: next(filter(self._may_be, cells), cells[0]) for key, cells in self.places.items()}

    def cell(self, group: str, subject: str, statistic: Statistic) -> Cell | None:
        return self.standing.get((group, subject, statistic))

    def units(self, group: str) -> int | None:
        """How many units the report says that it has inspected in a group."""
        return self._count(group, UNITS)

    def answers(self, group: str) -> int | None:
        """How many answered in a group; not all of them need have answered a single question."""
        return self._count(group, ANSWERS)

    @cached_property
    def grade_cells(self) -> tuple[GradeCell, ...]:
        """Every area's mean, of the groups and of all, where it is known how many units it is of."""
        found = (self._grade_cell(cell) for cell in self.standing.values() if cell.statistic == "mean")
        return tuple(cell for cell in found if cell is not None and cell.mean.subject != TOTAL)

    @cached_property
    def conventions(self) -> tuple[Convention, ...]:
        """Those that the report may have used; what it says of itself goes before."""
        said = self.report
        return tuple(
            each
            for each in CONVENTIONS
            if said.divisor in ("", each.divisor) and said.rounding in ("", each.rounding)
        )  # fmt: skip

    @cached_property
    def best_conventions(self) -> tuple[Convention, ...]:
        """Those of them that explain most cells of grades, the likeliest first."""
        explained = {each: sum(self.possible(cell, each) for cell in self.with_sd) for each in self.conventions}
        return tuple(each for each, cells in explained.items() if cells == max(explained.values()))

    @cached_property
    def with_sd(self) -> tuple[GradeCell, ...]:
        return tuple(cell for cell in self.grade_cells if cell.sd is not None)

    def possible(self, cell: GradeCell, convention: Convention) -> bool:
        """Whether any whole grades are printed as this cell."""
        return any(True for _ in self.histograms(cell, convention))

    def histograms(self, cell: GradeCell, convention: Convention) -> Iterator[Histogram]:
        sd = band(cell.sd, convention.rounding) if cell.sd else None
        return histograms(cell.n, band(cell.mean, convention.rounding), sd, convention.divisor, self.points)

    def sums(self, cell: GradeCell) -> frozenset[int]:
        """The sums of points that the cell may be the mean of; none where it is impossible."""
        sd = band(cell.sd, self.convention.rounding) if cell.sd else None
        mean = band(cell.mean, self.convention.rounding)
        return _sums(cell.n, mean, sd, self.convention.divisor, self.points)

    def grade_cell(self, group: str, subject: str) -> GradeCell | None:
        cell = self.cell(group, subject, "mean")
        return self._grade_cell(cell) if cell is not None else None

    def extent(self, group: str, subject: str, statistic: Statistic) -> Band | None:
        """All that a printed number may stand for; None where it is not printed."""
        cell = self.cell(group, subject, statistic)
        if cell is None:
            return None
        if statistic == "mean" and subject != TOTAL:
            graded = self._grade_cell(cell)
            sums = self.sums(graded) if graded else frozenset()
            if graded and sums:
                return Band(Fraction(min(sums), graded.n), Fraction(max(sums), graded.n))
        return band(cell, self.convention.rounding)

    def named(self, group: str, subject: str = "") -> tuple[Slot, ...]:
        """What a group and a subject are called."""
        if not subject:
            return (self.group_name(group),)
        name = self.subject_name(subject)
        return self.group_name(group), Word("area", {"area": name}) if subject in self.report.areas else name

    def group_name(self, group: str) -> Slot:
        return Word("whole") if group == WHOLE else self.report.groups.get(group, group)

    def subject_name(self, subject: str) -> Slot:
        if subject in (TOTAL, UNITS, ANSWERS):
            return Word(subject)
        questions = {question.id: question.title for question in self.report.questions}
        return questions.get(subject) or self.report.areas.get(subject, subject)

    def where(self, cell: Cell) -> tuple[Slot, ...]:
        return (cell.place, *self.named(cell.group, cell.subject))

    def _may_be(self, cell: Cell) -> bool:
        graded = self._grade_cell(cell) if cell.statistic == "mean" and cell.subject != TOTAL else None
        return graded is None or any(self.possible(graded, each) for each in self.conventions)

    def _grade_cell(self, mean: Cell) -> GradeCell | None:
        n = mean.n if mean.n is not None else self.units(mean.group)
        if not n:
            return None
        beside = self.places.get((mean.group, mean.subject, "sd"), ())
        return GradeCell(mean, next((sd for sd in beside if sd.place == mean.place), None), n)

    def _count(self, group: str, subject: str) -> int | None:
        counted = self.places.get((group, subject, "count"))
        return int(counted[0].number) if counted else None


@cache
def _sums(n: int, mean: Band, sd: Band | None, divisor: Divisor, points: tuple[int, ...]) -> frozenset[int]:
    return feasible_sums(n, mean, sd, divisor, points)


def band(cell: Cell, rounding: Rounding = Rounding.HALF_UP) -> Band:
    """The exact numbers that the cell may stand for; a share's as a fraction of 1."""
    exact = Band.of(cell.number, cell.decimals, rounding)
    return exact.over(100) if cell.statistic in PERCENTS else exact


def as_printed(cell: Cell) -> Printed:
    """The number as it is printed."""
    if cell.statistic in PERCENTS:
        return Printed(cell.number / 100, cell.decimals, percent=True)
    return Printed(cell.number, cell.decimals)


def of_answers(cell: Cell) -> bool:
    return cell.statistic in OF_ANSWERS
