"""What an explanation is told from: a report's figures, and what everything in them is called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from spur.analysis.comparison import REST, WHOLE, baseline_group, baseline_id
from spur.analysis.figure import Figure, Figures, Scope
from spur.disclosure.release import Protection
from spur.report.calibration.material import CalibrationMaterial
from spur.report.indicators.material import IndicatorMaterial
from spur.report.material import Material
from spur.report.part import PartMaterial
from spur.report.shown import shown
from spur.rubric.model import Rubric
from spur.rubric.parts import Question, Text
from spur.wording import Wording

Kind = Literal["grades", "survey", "calibration"]

UnitNames = Mapping[str, str]
"""What each unit is called, by its id."""


@dataclass(frozen=True)
class About:
    """A report that is asked about. ``home`` is what it is on: a region, a group or a unit; the first of its places
    where it is on indicators. ``role`` is the one whose answers it mostly tells of, "" where nobody was asked."""

    wording: Wording
    rubric: Rubric
    figures: Figures
    home: tuple[Scope, str]
    protection: Protection
    of: Material | IndicatorMaterial | CalibrationMaterial
    units: UnitNames
    role: str = ""

    @classmethod
    def material(cls, m: Material, units: UnitNames) -> "About":
        on = m.part if isinstance(m, PartMaterial) else m.region.whole
        return cls(m.wording, m.rubric, m.figures, (on.scope, on.id), m.protection, m, units, m.role)

    @classmethod
    def indicators(cls, m: IndicatorMaterial, units: UnitNames) -> "About":
        return cls(m.wording, m.rubric, m.figures, ("region", m.places[-1]), Protection(k=m.k), m, units)

    @classmethod
    def calibration(cls, m: CalibrationMaterial, units: UnitNames) -> "About":
        return cls(m.wording, m.rubric, m.figures, ("region", m.region_id), Protection(), m, units)

    @property
    def round(self) -> str:
        """The round that is reported; "" of a report on indicators, which have several periods."""
        return "" if isinstance(self.of, IndicatorMaterial) else self.figures.round

    @property
    def kind(self) -> Kind:
        """What the report tells of; the same statistic may mean another thing in another kind."""
        if isinstance(self.of, CalibrationMaterial):
            return "calibration"
        return "grades" if self.rubric.grades else "survey"

    def __call__(self, key: str, **values: object) -> str:
        """A sentence of the explanation; figures among the values are shown as in the report."""
        texts = {name: shown(v, self.wording) if isinstance(v, Figure) else v for name, v in values.items()}
        return self.wording(f"explain.{key}", **texts)

    def title(self, text: Text) -> str:
        return self.rubric.in_language(text, self.wording.lang)

    @cached_property
    def _by_place(self) -> Mapping[tuple[str, ...], Sequence[Figure]]:
        """The figures by their addresses without the statistic."""
        found: dict[tuple[str, ...], list[Figure]] = {}
        for figure in self.figures:
            found.setdefault(figure.address[:-1], []).append(figure)
        return found

    def all_beside(self, figure: Figure) -> Sequence[Figure]:
        """Every figure at the same address but for the statistic, in the order in which they were computed."""
        return self._by_place.get(figure.address[:-1], ())

    def beside(self, figure: Figure, **changes: str) -> Figure | None:
        """The figure at the same address but for these parts of it (``statistic="n"``); None where there is none."""
        other = replace(figure, value=None, withheld=False, **changes)  # type: ignore[arg-type]
        return self.figures.get(
            other.scope,
            other.scope_id,
            other.subject,
            other.statistic,
            role=other.role,
            versus=other.versus,
            round_=other.round,
        )

    # what things are called

    def scope_title(self, scope: Scope, scope_id: str) -> str:
        if scope == "unit":
            return f"{scope_id} {self.units.get(scope_id, '')}".rstrip()
        if scope == "baseline":
            name, _, group = scope_id.partition(":")
            titles = (name, self.group_title(group)) if group else (name,)
            return self("versus.baseline", name=", ".join(titles))
        if scope == "region":
            name = self.of.name(scope_id) if isinstance(self.of, IndicatorMaterial) else self.of.name
            return name or self("scope.everywhere")
        if scope == "residual":
            return self("scope.residual")
        return scope_id if scope == "inspector" else self.group_title(scope_id)

    def group_title(self, group_id: str) -> str:
        return self.of.group_title(group_id) if isinstance(self.of, Material) else group_id

    def role_title(self, role_id: str) -> str:
        return next((self.title(role.title) for role in self.rubric.roles if role.id == role_id), role_id)

    def question(self, subject: str) -> Question | None:
        """The question that ``item:ID`` is about; None where it is no question of this report's rubric."""
        kind, _, own = subject.partition(":")
        return next((each for each in self.rubric.questions if kind == "item" and each.id == own), None)

    def subject_title(self, subject: str) -> str:
        """ "område E Tjänstgöringens uppläggning", "”Lokalerna är bra.”", "totalpoäng"."""
        kind, _, own = subject.partition(":")
        match kind:
            case "area":
                return self("subject.area", area=f"{own} {self._text_of(self.rubric.areas, own, 'title')}".rstrip())
            case "item":
                text = self._text_of(self.rubric.questions, own, "text")
                return self.wording("report.quoted", text=text) if text else own
            case "indicator":
                return self._text_of(self.rubric.indicators, own, "text") or own
            case "requirement":
                text = self._text_of(self.rubric.requirements, own, "text")
                return f"{own} {self.wording('report.quoted', text=text)}" if text else own
            case "measures":
                return self(f"subject.measures-{own}")
            case "plans" if own:
                area = f"{own} {self._text_of(self.rubric.areas, own, 'title')}".rstrip()
                return self("subject.plans-of-area", area=area)
            case "category":
                title = self._text_of(self.rubric.categories, own, "title") or own
                return self("subject.category", category=title)
        return self(f"subject.{kind}") if self.wording.has(f"explain.subject.{kind}") else subject

    def versus_title(self, versus: str) -> str:
        kind, _, own = versus.partition(":")
        match kind:
            case "group":
                return self.group_title(own)
            case "role":
                return self.role_title(own)
            case "inspector":
                return own
            case "round" | "grade":
                return self(f"versus.{kind}", id=own)
        parts = versus.split(", ")  # of populations: "agreeing, every-period"
        if all(self.wording.has(f"explain.versus.{part}") for part in parts):
            return ", ".join(self(f"versus.{part}") for part in parts)
        return self("versus.baseline", name=versus) if self.is_baseline(versus) else versus

    def is_baseline(self, versus: str) -> bool:
        return isinstance(self.of, Material) and self.of.baseline is not None and versus == self.of.baseline.name

    def _text_of(self, parts: tuple[object, ...], part_id: str, text: str) -> str:
        found = next((each for each in parts if getattr(each, "id", None) == part_id), None)
        return self.title(getattr(found, text)) if found is not None else ""

    # what a comparison is with

    def other_side(self, figure: Figure, statistic: str) -> Figure | None:
        """The figure of what ``figure`` compares with, by its ``versus``; for the rest, which has none, that of the
        whole it is left of. None where nobody computed it."""
        kind, _, own = figure.versus.partition(":")
        here = replace(figure, versus="", statistic=statistic)
        if figure.versus in (WHOLE, REST):
            return self.beside(here, scope="region", scope_id=self.region)
        if kind == "group":
            return self.beside(here, scope="group", scope_id=own)
        if kind == "role":
            return self.beside(here, role=own)
        if kind == "round":
            return self.beside(here, round=own, subject=self.then(figure.subject))
        if self.is_baseline(figure.versus):
            return self.beside(here, scope="baseline", scope_id=self._baseline_id(figure))
        return None

    def then(self, subject: str) -> str:
        """What the earlier round called a question or an area."""
        kind, _, own = subject.partition(":")
        earlier = self.of.earlier if isinstance(self.of, Material) else None
        told = () if earlier is None else earlier.questions if kind == "item" else earlier.areas
        return next((f"{kind}:{like.there}" for like in told if like.here == own), subject)

    def _baseline_id(self, figure: Figure) -> str:
        """By what the baseline's own figures are found: those of all, or of the specialty group that the report puts
        this one's beside."""
        assert isinstance(self.of, Material)
        assert self.of.baseline is not None
        if figure.scope == "region":
            return baseline_id(self.of.baseline)
        if isinstance(self.of, PartMaterial):
            return baseline_id(self.of.baseline, baseline_group(self.of.baseline, self.of.group))
        return baseline_id(self.of.baseline, figure.scope_id)

    @property
    def region(self) -> str:
        """The region's id; "" of a report on indicators, which is on several."""
        return self.of.region.whole.id if isinstance(self.of, Material) else ""

    @property
    def groups(self) -> list[str]:
        return self.of.group_ids if isinstance(self.of, Material) else []

    @property
    def benchmark(self) -> str:
        """What answers are held against: the country where it is known, else the region."""
        return self.of.baseline.name if isinstance(self.of, Material) and self.of.baseline else WHOLE
