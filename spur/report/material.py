"""Everything that a region's report is written from, and the small words that its chapters share."""

from dataclasses import dataclass
from fractions import Fraction

from spur.analysis.figure import Figure, Figures, GradesUsed
from spur.analysis.scopes import Region
from spur.disclosure.release import Protection
from spur.records.baseline import Baseline
from spur.records.unit import Unit
from spur.report.shown import shown
from spur.rubric.model import Rubric
from spur.rubric.parts import Question
from spur.wording import Wording


@dataclass(frozen=True)
class Material:
    """The figures of a region's report with what they are about. ``role`` is the one whose answers are told of (the
    rubric's first: those who are in training); ``as_of`` the ISO day up to which events count."""

    wording: Wording
    name: str
    round: str
    rubric: Rubric
    rubric_hash: str
    region: Region
    units: tuple[Unit, ...]
    figures: Figures
    grades_used: GradesUsed
    as_of: str
    role: str
    protection: Protection
    baseline: Baseline | None = None
    drafts: int = 0
    """How many of the inspections that count are drafts; the report says so on every page."""
    example: bool = False
    """Whether the data are made up, which the report says on every page too."""

    def __call__(self, key: str, **values: object) -> str:
        """A sentence of the report; figures among the values are shown as everywhere else."""
        texts = {name: shown(v, self.wording) if isinstance(v, Figure) else v for name, v in values.items()}
        return self.wording(f"report.{key}", **texts)

    def of_region(self, subject: str, statistic: str, *, role: str = "", versus: str = "") -> Figure:
        return self.figures("region", self.region.whole.id, subject, statistic, role=role, versus=versus)

    def of_group(self, group_id: str, subject: str, statistic: str, *, role: str = "") -> Figure:
        return self.figures("group", group_id, subject, statistic, role=role)

    @property
    def group_ids(self) -> list[str]:
        return [group.id for group in self.region.groups]

    def has_answers(self) -> bool:
        return any(figure.subject.startswith("item:") and figure.role == self.role for figure in self.figures)

    def has_grades(self) -> bool:
        return bool(self.of_region("units", "n").value)

    @property
    def grading(self) -> dict[str, object]:
        """The rubric's grades as sentences name them: the best and the worst, their points, and what a plan lifts."""
        best, worst, lift = self.rubric.grades[0], self.rubric.grades[-1], self.rubric.grading.adjusted_after_plan
        return {
            "best": best.code,
            "worst": worst.code,
            "most": best.points,
            "least": worst.points,
            "before": lift.from_grade if lift else "",
            "after": lift.to_grade if lift else "",
        }

    def area_title(self, area_id: str) -> str:
        return self.rubric.in_language(self.rubric.area(area_id).title, self.wording.lang)

    def lettered(self, area_id: str) -> str:
        """ "A Verksamheten"."""
        return f"{area_id} {self.area_title(area_id)}"

    def group_title(self, group_id: str, *, short: bool = False) -> str:
        """The group's title; its id where the rubric does not have the group."""
        for group in self.rubric.groups:
            if group.id == group_id:
                text = group.short if short and group.short else group.title
                return self.rubric.in_language(text, self.wording.lang)
        return group_id or self("group-none")

    def role_title(self, role_id: str) -> str:
        title = next((role.title for role in self.rubric.roles if role.id == role_id), {})
        return self.rubric.in_language(title, self.wording.lang)

    def question_text(self, question: Question) -> str:
        return self.rubric.in_language(question.text, self.wording.lang)

    def quoted(self, texts: list[str]) -> str:
        """ "”a”, ”b” och ”c”" in the language's quotation marks."""
        return self.wording.listed([self("quoted", text=text) for text in texts])


def exact(figure: Figure) -> Fraction:
    """A count's, a mean's or a share's number, for choosing and ordering what to tell of; it is only ever shown by
    :func:`shown`. −1, which none of those is, where it is withheld or there is none."""
    return Fraction(figure.value) if isinstance(figure.value, int | Fraction) else Fraction(-1)
