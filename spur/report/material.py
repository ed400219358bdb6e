"""Everything that a region's report is written from, and the small words that its chapters share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Literal

from spur.analysis.figure import Figure, Figures, GradesUsed
from spur.analysis.register import NO_REGISTER, Register
from spur.analysis.rounds import Earlier
from spur.analysis.scopes import SPECIALTY_GROUP, Part, Region
from spur.analysis.texts import Quotation
from spur.disclosure.release import Protection
from spur.records.baseline import Baseline
from spur.records.chapter import Chapter
from spur.records.unit import Unit
from spur.report.document import Cell
from spur.report.marked import filled, language_of, spoken
from spur.report.shown import shown
from spur.rubric.model import Rubric
from spur.rubric.parts import Question, Text
from spur.statistics.proportion import IntervalMethod
from spur.wording import LANGUAGES, Lang, Wording

WRITTEN_IN: Lang = "sv"
"""The language of what people write: names, specialties, inspectors' texts, recommendations."""


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
    interval: IntervalMethod = IntervalMethod.WILSON
    """Of single shares."""
    baseline: Baseline | None = None
    earlier: Earlier | None = None
    """The round that the report's is compared with."""
    own: Earlier | None = None
    """The round in which the units assessed themselves."""
    drafts: int = 0
    """How many of the inspections that count are drafts; the report says so on every page."""
    example: bool = False
    """Whether the data are made up, which the report says on every page too."""
    preview: bool = False
    """Whether it is not recorded as handed out, and may not be; this too stands on every page."""
    chapters: tuple[Chapter, ...] = ()
    """What people have written for it."""
    quotations: tuple[Quotation, ...] = ()
    """The free texts that a person has marked as fit to print: no others are in any report."""
    register: Register = NO_REGISTER
    """What the units have to do, what the region recommends, and what has come of it."""

    def __call__(self, key: str, **values: object) -> str:
        """A sentence of the report, as the kind of instrument has it, or what everybody may read; figures among the
        values are shown as everywhere else."""
        return self._sentence("report", key, values)

    def said(self, key: str, **values: object) -> str:
        """The same of the running text, whose sentences stand in a room of their own."""
        return self._sentence("prose", key, values)

    def _sentence(self, room: str, key: str, values: Mapping[str, object]) -> str:
        texts = {name: shown(v, self.wording) if isinstance(v, Figure) else v for name, v in values.items()}
        keys = self.keys_of(room, key)
        own = next(filter(self.wording.has, keys), keys[-1])
        return filled(partial(self.wording, own), **self._division, **texts)

    def has(self, key: str) -> bool:
        """Whether the report has such a sentence."""
        return any(map(self.wording.has, self.keys_of("report", key)))

    def keys_of(self, room: str, key: str) -> list[str]:
        """Where in the wording a sentence is looked for: first as everybody may read it, then as the kind of instrument
        has it."""
        own = [f"{room}.{self.kind}.{key}", f"{room}.{key}"]
        return [f"{room}.openly.{key}", *own] if self.protection.openly else own

    def marked(self, text: str) -> str:
        """The text, marked where drafts are counted, where data are made up, and where it is for inspectors only."""
        text = self("region.drafts", text=text) if self.drafts else text
        text = self("region.example", text=text) if self.example else text
        text = self("region.confidential", text=text) if self.protection.confidential else text
        return self("region.preview", text=text) if self.preview else text

    @property
    def mark(self) -> str:
        """What every page has to warn of; "" where it may be handed out as it is."""
        marks = {"preview": self.preview, "confidential": self.protection.confidential, "drafts": self.drafts}
        return " · ".join(self(f"region.mark-{mark}") for mark, is_so in marks.items() if is_so)

    @property
    def by(self) -> str:
        """What the region is divided by, in natural words where the wording knows the column: "specialitetsgrupp"."""
        for key in (f"report.{self.kind}.by.{self.region.by}", f"report.by.{self.region.by}"):
            if self.wording.has(key):
                return self.wording(key)
        return self.wording("report.by-other", column=self.region.by)

    @property
    def _division(self) -> dict[str, str]:
        """What any sentence may call the groups; a heading has a capital."""
        return {"by": self.by, "group_heading": self.by[:1].upper() + self.by[1:]}

    def of_region(self, subject: str, statistic: str, *, role: str = "", versus: str = "") -> Figure:
        return self.figures("region", self.region.whole.id, subject, statistic, role=role, versus=versus)

    def of_group(self, group_id: str, subject: str, statistic: str, *, role: str = "", versus: str = "") -> Figure:
        return self.figures("group", group_id, subject, statistic, role=role, versus=versus)

    @property
    def group_ids(self) -> list[str]:
        return [group.id for group in self.region.groups]

    def tells(self, part: Part, statistic: str, *, round_: str = "") -> bool:
        """Whether the report tells this of the part's grades: what everybody may read leaves some of it out."""
        subjects = ("total", *(f"area:{area.id}" for area in self.rubric.areas))
        return any(self.figures.get(part.scope, part.id, each, statistic, round_=round_) for each in subjects)

    def once(self, cells: Iterable[Cell]) -> list[Cell]:
        """Cells that stand beside each other: that none of them is shown is said by the first, and once."""
        first, *others = cells
        withheld = [isinstance(each, Figure) and each.withheld for each in (first, *others)]
        return [first, *("–" if withheld[0] and own else each for each, own in zip(others, withheld[1:], strict=True))]

    def has_answers(self) -> bool:
        own = (figure for figure in self.figures if figure.round == self.round and figure.role == self.role)
        return any(figure.subject.startswith("item:") for figure in own)

    def has_grades(self) -> bool:
        return bool(self.rubric.grades) and bool(self.of_region("units", "n").value)

    @property
    def only_asks(self) -> bool:
        """Whether the instrument grades nothing: a survey without an inspection."""
        return not self.rubric.grades

    @property
    def kind(self) -> Literal["inspection", "self", "survey"]:
        """Who judges: inspectors, the units themselves, or nobody. Some sentences differ with it."""
        if self.only_asks:
            return "survey"
        return "self" if self.rubric.grading.authority == "unit" else "inspection"

    @property
    def rubric_title(self) -> str:
        return self.in_language(self.rubric.head.title)

    def in_language(self, text: Text, rubric: Rubric | None = None) -> str:
        """A text of the rubric in the report's language; where it has none, in its own, marked as that."""
        own = rubric or self.rubric
        told, first = own.in_language(text, self.wording.lang), own.languages[0]
        foreign = next((lang for lang in LANGUAGES if lang == first), None)
        return told if foreign is None or self.wording.lang in text else spoken(told, foreign)

    def written(self, text: str) -> str:
        """A text that people wrote, marked with its language where that is not the report's."""
        return text if self.wording.lang == WRITTEN_IN else spoken(text, WRITTEN_IN)

    @property
    def answering_roles(self) -> list[str]:
        """The roles that anybody answered as, in the rubric's order."""
        return [each.id for each in self.rubric.roles if self.of_region("responses", "n", role=each.id).value]

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
        return self.in_language(self.rubric.area(area_id).title)

    def lettered(self, area_id: str) -> str:
        """ "A Verksamheten"."""
        return filled("{} {}".format, area_id, self.area_title(area_id))

    def group_title(self, group_id: str, *, short: bool = False) -> str:
        """The specialty group's title; its id where the rubric does not have it, and what stands in the units table
        where the groups are others."""
        if self.region.by != SPECIALTY_GROUP:
            return self.written(group_id) if group_id else self("group-blank")
        for group in self.rubric.groups:
            if group.id == group_id:
                text = group.short if short and group.short else group.title
                return self.in_language(text)
        return group_id or self("group-none")

    def role_title(self, role_id: str) -> str:
        title = next((role.title for role in self.rubric.roles if role.id == role_id), {})
        return self.in_language(title)

    def role_heading(self, role_id: str) -> str:
        """The role's title as a heading: with a capital."""
        title = self.role_title(role_id)
        heading = title[:1].upper() + title[1:]
        return spoken(heading, lang) if (lang := language_of(title)) else heading

    def category_title(self, category_id: str) -> str:
        title = next(category.title for category in self.rubric.categories if category.id == category_id)
        return self.in_language(title)

    def question_text(self, question: Question) -> str:
        return self.in_language(question.text)

    def question_name(self, question: Question) -> str:
        """Its text as a sentence quotes it: without the full stop."""
        return self.sentence_name(question.text)

    def sentence_name(self, text: Text) -> str:
        """A sentence of the rubric as another quotes it: without the full stop."""
        told = self.in_language(text)
        name = told.rstrip(".")
        return spoken(name, lang) if (lang := language_of(told)) else name

    def quoted(self, texts: list[str]) -> str:
        """ "”a”, ”b” och ”c”" in the language's quotation marks."""
        quoted = [self("quoted", text=text) for text in texts]
        return filled(lambda *each: self.wording.listed([*each]), *quoted)


def exact(figure: Figure) -> Fraction:
    """A count's, a mean's or a share's number, for choosing and ordering what to tell of; it is only ever shown by
    :func:`shown`. −1, which none of those is, where it is withheld or there is none."""
    return Fraction(figure.value) if isinstance(figure.value, int | Fraction) else Fraction(-1)
