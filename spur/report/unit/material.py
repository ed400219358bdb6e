"""Everything that a unit's report is written from, and the small words that its chapters share."""

from dataclasses import dataclass
from datetime import date

from spur.analysis.comparison import WHOLE, baseline_group, baseline_id
from spur.analysis.figure import Figure, Scope
from spur.analysis.scopes import Part, unit_part
from spur.analysis.unit_grades import POINTS, AreaPlan
from spur.records.event import InspectionEvent, State
from spur.records.inspection import Inspection
from spur.records.unit import Unit
from spur.report.material import Material
from spur.rubric.model import Rubric


@dataclass(frozen=True, slots=True)
class Beside:
    """What a unit stands beside: whose figures are told, by what a comparison with it is found (``versus``), and what
    it is called."""

    scope: Scope
    scope_id: str
    versus: str
    title: str
    name: str
    """In a sentence."""


@dataclass(frozen=True, kw_only=True)
class UnitMaterial(Material):
    """The figures of a unit's report, of its specialty group and its region (``name`` and ``region`` are the region's),
    and of no other unit. ``inspection`` is the workbook in force, where there is one that counts, with its ``state``;
    ``plans`` are the action plans that were asked for."""

    unit: Unit
    group: Part
    inspected_on: tuple[date, ...] = ()
    inspection: Inspection | None = None
    state: State | None = None
    state_on: date | None = None
    comments: tuple[InspectionEvent, ...] = ()
    plans: tuple[AreaPlan, ...] = ()

    @property
    def part(self) -> Part:
        return unit_part(self.unit.id)

    @property
    def group_name(self) -> str:
        return self.group_title(self.group.id)

    def of(
        self, part: Part, subject: str, statistic: str, *, role: str = "", versus: str = "", round_: str = ""
    ) -> Figure | None:
        """A part's figure; None where nobody computed it."""
        return self.figures.get(part.scope, part.id, subject, statistic, role=role, versus=versus, round_=round_)

    def of_unit(self, subject: str, statistic: str, *, role: str = "") -> Figure:
        return self.figures("unit", self.unit.id, subject, statistic, role=role)

    @property
    def wholes(self) -> tuple[Part, ...]:
        """The unit's group and its region, as far as each is more than the one before: a group of one unit is no
        comparison."""
        told, units = [], self.part.units
        for part in (self.group, self.region.whole):
            if part.units != units:
                told.append(part)
                units = part.units
        return tuple(told)

    def beside(self, own: Part) -> tuple[Beside, ...]:
        """What the answers of the unit, or of the group in its place, are compared with."""
        told = [
            Beside(
                part.scope,
                part.id,
                WHOLE if part is self.region.whole else part.key,
                self.whole_title(part),
                self.named(part),
            )
            for part in self.wholes
            if part is not own
        ]
        if self.baseline is not None:
            group = baseline_group(self.baseline, self.group)
            title, name = (
                self(f"unit.{key}-group" if group else f"unit.{key}", group=self.group_name)
                for key in ("baseline", "named-baseline")
            )
            told.append(Beside("baseline", baseline_id(self.baseline, group), self.baseline.name, title, name))
        return tuple(told)

    def whole_title(self, part: Part) -> str:
        """What a column or a bar of the group or the region is called."""
        if part is self.region.whole:
            return self("unit.the-region")
        return self.group_title(part.id, short=True)

    def named(self, part: Part) -> str:
        """The group or the region in a sentence."""
        return (
            self("unit.named-region") if part is self.region.whole else self("unit.named-group", group=self.group_name)
        )

    def unit_or(self, own: Part, *, short: bool = False) -> str:
        """Whose answers are told: the unit's, or those of its group in their place."""
        return self("unit.the-unit") if own == self.part else self.group_title(self.group.id, short=short)

    def has_own_grades(self) -> bool:
        return bool(self.rubric.grades) and any(
            self.of_unit(f"area:{area.id}", POINTS).value is not None for area in self.rubric.areas
        )

    def letter(self, points: Figure | None, rubric: Rubric | None = None) -> str:
        """The grade of a unit's points."""
        grades = (rubric or self.rubric).grades
        return next((grade.code for grade in grades if points and grade.points == points.value), "–")
