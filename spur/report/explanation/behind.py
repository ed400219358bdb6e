"""What lies behind a figure: the grades as they were given, and the files that came in."""

from collections.abc import Sequence
from dataclasses import dataclass

from spur.records.grade import GradeEvent, GradeKind
from spur.records.imported import Import
from spur.rubric.model import Rubric
from spur.statistics.tally import Tally


@dataclass(frozen=True, slots=True)
class Given:
    """One event of a grade: the number of the import that told of it, None for what follows from a plan that was
    recorded; and who recorded that."""

    event: GradeEvent
    number: int | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class UnitGrade:
    """A unit's grade in an area: its events in the order in which they happened, of which the last counts."""

    unit_id: str
    area: str
    events: tuple[Given, ...]

    @property
    def grade(self) -> str:
        return self.events[-1].event.grade

    @property
    def lifted(self) -> bool:
        return self.events[-1].event.kind is GradeKind.AFTER_PLAN


@dataclass(frozen=True, slots=True)
class Behind:
    """``grades`` in the order of units and areas; ``imports`` with their numbers, in the order in which they came."""

    grades: tuple[UnitGrade, ...] = ()
    imports: tuple[tuple[int, Import], ...] = ()

    def by_unit(self) -> dict[str, list[UnitGrade]]:
        found: dict[str, list[UnitGrade]] = {}
        for each in self.grades:
            found.setdefault(each.unit_id, []).append(each)
        return found


def total_of(grades: Sequence[UnitGrade], rubric: Rubric) -> int | None:
    """A unit's total; None unless it is graded in every area."""
    graded = {each.area: rubric.points(each.grade) for each in grades}
    return sum(graded.values()) if graded.keys() >= {area.id for area in rubric.areas} else None


def totals(behind: Behind, rubric: Rubric) -> Tally:
    """The totals of the units that are graded in every area."""
    found = (total_of(grades, rubric) for grades in behind.by_unit().values())
    return Tally.of_values(total for total in found if total is not None)
