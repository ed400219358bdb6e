"""What a report of an instrument's indicators is written from."""

from dataclasses import dataclass

from spur.analysis.figure import Figure, Figures
from spur.analysis.indicators import periods
from spur.analysis.populations import Inference
from spur.report.regions import region_name
from spur.report.shown import shown
from spur.rubric.model import Rubric
from spur.rubric.parts import Indicator, Whole
from spur.wording import Wording


@dataclass(frozen=True)
class IndicatorMaterial:
    """The figures with what they are about: ``places`` are the ids of the regions and wholes that anything is known of,
    in the order in which they are shown; ``inferences`` what their rates tell of their populations."""

    wording: Wording
    rubric: Rubric
    rubric_hash: str
    figures: Figures
    places: tuple[str, ...]
    inferences: tuple[Inference, ...]
    k: int

    def __call__(self, key: str, **values: object) -> str:
        """A sentence of the report; figures among the values are shown as everywhere else."""
        texts = {name: shown(v, self.wording) if isinstance(v, Figure) else v for name, v in values.items()}
        return self.wording(f"report.{key}", **texts)

    def get(self, period: str, place: str, subject: str, statistic: str, versus: str = "") -> Figure | None:
        return self.figures.get("region", place, subject, statistic, versus=versus, round_=period)

    def of(self, period: str, place: str, subject: str, statistic: str, versus: str = "") -> Figure:
        """The same where there must be one; raises KeyError otherwise."""
        return self.figures("region", place, subject, statistic, versus=versus, round_=period)

    def places_of(self, indicator: Indicator) -> list[str]:
        """Who reports the indicator."""
        reporting = {f.scope_id for f in self.figures if f.subject == f"indicator:{indicator.id}"}
        return [place for place in self.places if place in reporting]

    def periods_of(self, indicator: Indicator) -> list[str]:
        """For which periods the indicator is reported, the earliest first."""
        return periods(((f.scope_id, f.subject.partition(":")[2], f.round) for f in self.figures), indicator.id)

    def text(self, indicator: Indicator) -> str:
        return self.rubric.in_language(indicator.text, self.wording.lang)

    def whole(self, place: str) -> Whole | None:
        return next((whole for whole in self.rubric.wholes if whole.id == place), None)

    def name(self, place: str) -> str:
        whole = self.whole(place)
        return self.rubric.in_language(whole.title, self.wording.lang) if whole else region_name(place)

    @property
    def title(self) -> str:
        return self.rubric.in_language(self.rubric.head.title, self.wording.lang)
