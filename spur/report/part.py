"""What a report on a part of a region is written from: a unit's or a group's, beside the wholes that it belongs to."""

from dataclasses import dataclass

from spur.analysis.comparison import WHOLE, baseline_group, baseline_id
from spur.analysis.figure import Figure, Scope
from spur.analysis.scopes import Part
from spur.report.material import Material


@dataclass(frozen=True, slots=True)
class Beside:
    """What a part stands beside: whose figures are told, by what a comparison with it is found (``versus``), and what
    it is called."""

    scope: Scope
    scope_id: str
    versus: str
    title: str
    name: str
    """In a sentence."""


@dataclass(frozen=True, kw_only=True)
class PartMaterial(Material):
    """The figures of ``part``, of the ``group`` that it is in (or is) and of its region (``name`` and ``region``)."""

    part: Part
    group: Part

    @property
    def group_name(self) -> str:
        return self.group_title(self.group.id)

    def of(
        self, part: Part, subject: str, statistic: str, *, role: str = "", versus: str = "", round_: str = ""
    ) -> Figure | None:
        """A part's figure; None where nobody computed it."""
        return self.figures.get(part.scope, part.id, subject, statistic, role=role, versus=versus, round_=round_)

    def of_own(self, subject: str, statistic: str, *, role: str = "") -> Figure:
        return self.figures(self.part.scope, self.part.id, subject, statistic, role=role)

    @property
    def has_then(self) -> bool:
        """Whether anything is known of the part, or of its group, in the round that the report's is compared with."""
        then = self.earlier.round if self.earlier else None
        return any(figure.round == then and figure.scope in ("unit", "group") for figure in self.figures)

    @property
    def wholes(self) -> tuple[Part, ...]:
        """The group and the region that the part is in, as far as each is more than the one before: a group of one
        unit is no comparison."""
        told, units = [], self.part.units
        for part in (self.group, self.region.whole):
            if part.units != units:
                told.append(part)
                units = part.units
        return tuple(told)

    def beside(self, own: Part) -> tuple[Beside, ...]:
        """What the answers of the part, or of the group in its place, are compared with."""
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

    def own_or(self, own: Part, *, short: bool = False) -> str:
        """Whose answers are told: the part's own, or those of its group in their place."""
        return self("unit.the-unit") if own == self.part else self.group_title(self.group.id, short=short)
