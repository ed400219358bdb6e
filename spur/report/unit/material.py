"""Everything that a unit's report is written from, and the small words that its chapters share."""

from dataclasses import dataclass
from datetime import date

from spur.analysis.figure import Figure
from spur.analysis.unit_grades import POINTS, AreaPlan
from spur.records.event import InspectionEvent, State
from spur.records.inspection import Inspection
from spur.records.unit import Unit
from spur.report.part import PartMaterial
from spur.rubric.model import Rubric


@dataclass(frozen=True, kw_only=True)
class UnitMaterial(PartMaterial):
    """The figures of a unit's report, and of no other unit. ``inspection`` is the workbook in force, where there is one
    that counts, with its ``state``; ``plans`` are the action plans that were asked for."""

    unit: Unit
    inspected_on: tuple[date, ...] = ()
    inspection: Inspection | None = None
    state: State | None = None
    state_on: date | None = None
    comments: tuple[InspectionEvent, ...] = ()
    plans: tuple[AreaPlan, ...] = ()

    def has_own_grades(self) -> bool:
        return bool(self.rubric.grades) and any(
            self.of_own(f"area:{area.id}", POINTS).value is not None for area in self.rubric.areas
        )

    def letter(self, points: Figure | None, rubric: Rubric | None = None) -> str:
        """The grade of a unit's points."""
        grades = (rubric or self.rubric).grades
        return next((grade.code for grade in grades if points and grade.points == points.value), "–")
