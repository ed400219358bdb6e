"""What a report for a calibration meeting is written from."""

from collections.abc import Mapping
from dataclasses import dataclass

from spur.analysis.calibration import JOINT, STEPS
from spur.analysis.figure import Figure, Figures, Scope
from spur.records.unit import Unit
from spur.report.shown import shown
from spur.rubric.model import Rubric
from spur.wording import Wording


@dataclass(frozen=True)
class CalibrationMaterial:
    """The figures with what they are about. ``name`` is the region's, "" where several are reported together;
    ``inspectors`` and ``pairs`` stand in the order of their names; ``as_of`` is the ISO day of the last inspection."""

    wording: Wording
    name: str
    region_id: str
    round: str
    rubric: Rubric
    rubric_hash: str
    units: Mapping[str, Unit]
    figures: Figures
    inspectors: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    as_of: str

    def __call__(self, key: str, **values: object) -> str:
        """A sentence of the report; figures among the values are shown as everywhere else."""
        texts = {name: shown(v, self.wording) if isinstance(v, Figure) else v for name, v in values.items()}
        return self.wording(f"report.{key}", **texts)

    def of_all(self, subject: str, statistic: str) -> Figure | None:
        """The figure of all inspectors together; None where there is nothing to compute it from."""
        return self.figures.get("region", self.region_id, subject, statistic)

    def of_pair(self, pair: tuple[str, str], subject: str, statistic: str) -> Figure | None:
        one, other = pair
        return self.figures.get("inspector", one, subject, statistic, versus=f"inspector:{other}")

    def against_joint(self, inspector: str, subject: str, statistic: str) -> Figure | None:
        return self.figures.get("inspector", inspector, subject, statistic, versus=JOINT)

    @property
    def cases(self) -> list[Figure]:
        """Of each unit and area that several have judged, how many steps their grades are apart."""
        return [figure for figure in self.figures if figure.statistic == STEPS]

    def grade(self, scope: Scope, scope_id: str, subject: str, versus: str) -> str:
        """The grade that somebody gave; "" where nobody of that name gave any."""
        points = self.figures.get(scope, scope_id, subject, "points", versus=versus)
        return next((grade.code for grade in self.rubric.grades if points and grade.points == points.value), "")

    def lettered(self, subject: str) -> str:
        """ "A Verksamheten", of the subject ``area:A``."""
        area = self.rubric.area(subject.partition(":")[2])
        return f"{area.id} {self.rubric.in_language(area.title, self.wording.lang)}"

    def unit_name(self, unit_id: str) -> str:
        return f"{self.units[unit_id].name} ({unit_id})"
