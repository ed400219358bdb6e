"""What a rubric is: areas, requirements, grades, questions and scales, exactly as they stand in its TOML file.

A rubric that ``spur.rubric.load`` handed out has been checked, so its references hold and its lookups by id succeed for
every id that the rubric itself names; any other id raises KeyError. Texts are dicts by language code, of any language.
"""

import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = dict[str, str]

# Ids become column headers, keys of figures and parts of file names, so they hold no space, colon, @ or slash.
ID_PATTERN = r"^\w[\w.-]*$"
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")]
Filled = Annotated[str, StringConstraints(pattern=r"\S")]
Percent = Annotated[int, Field(ge=0, le=100)]

T = TypeVar("T")
# A TOML array, kept as a tuple: strict about what it holds, not about being a list.
Several = Annotated[tuple[T, ...], Field(strict=False)]

BLANK = "0"
MARKS = "123456789abcdefghijklmnopqrstuvwxyz"


def folded(answer: str) -> str:
    """The form in which answers and headers are compared: white space folded; case, composition, width and invisible
    characters ignored."""
    plain = "".join(c for c in unicodedata.normalize("NFKC", answer) if unicodedata.category(c) != "Cf")
    return " ".join(plain.split()).casefold()


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Head(_Part):
    """Which instrument this is. ``supersedes`` is the key (``id@version``) of the version before it."""

    id: Id
    version: Id
    status: Literal["draft", "published", "retired"]
    languages: Several[Language] = Field(min_length=1)
    title: Text
    legal_basis: Text = {}
    supersedes: str = ""


class RequirementClass(_Part):
    """How binding a requirement is, and what an unmet one calls for (``action``). ``symbol`` stands for it where colour
    alone would."""

    id: Id
    label: Text
    action: Text
    symbol: str = Field(default="", max_length=2)


class Finding(_Part):
    """What an inspector may find of a requirement: met to some percent, or one of the two kinds of no finding."""

    code: Id
    label: Text
    met: Percent | None = None
    missing: Literal["not_applicable", "not_assessed"] | None = None


class Grade(_Part):
    """A grade, its points, and the least percent of each class's applicable requirements that it takes."""

    code: Id
    points: int = Field(ge=0)
    label: Text
    requires: dict[str, Percent] = {}


class Lift(_Part):
    """The one change of grade that an action plan may bring."""

    from_grade: Id = Field(alias="from")
    to_grade: Id = Field(alias="to")


class Grading(_Part):
    """The line from which the rules are followed, and what counts when the inspector and the rule differ."""

    line: Id
    authority: Literal["inspector"]
    on_mismatch: Literal["warn"]
    adjusted_after_plan: Lift | None = None


class Area(_Part):
    """One of the areas that are graded. Its part: structure (the resources) or process (their use)."""

    id: Id
    title: Text
    question: Text
    part: Literal["structure", "process"]


class Requirement(_Part):
    """One line of the checklist. ``example`` marks one that a region is to replace with the real checklist's."""

    id: Id
    area: Id
    requirement_class: Id = Field(alias="class")
    text: Text
    evidence: Text = {}
    recommendation: Text = {}
    source: Text = {}
    example: bool = False


class Option(_Part):
    """One answer that may be given. It has a value or is a kind of missing, never both."""

    code: Filled
    value: int | None = None
    missing: Literal["dont_know", "not_applicable"] | None = None
    label: Text
    aliases: Several[Filled] = ()


class Scale(_Part):
    """The answers that a question takes, each with a one-character mark: its place in the file, 1–9 and then a–z.

    A nominal scale has neither ``positive_from`` nor ``negative_to``; the values of any other scale lie from negative
    to positive. Blank is no option: it is the absence of an answer, and its mark is "0".
    """

    id: Id
    positive_from: int | None = None
    negative_to: int | None = None
    options: Several[Option] = Field(min_length=1, max_length=len(MARKS))

    @property
    def marks(self) -> str:
        """Every mark that an answer on this scale may have, the blank's first."""
        return BLANK + MARKS[: len(self.options)]

    @cached_property
    def _mark_by_answer(self) -> dict[str, str]:
        known = {
            folded(answer): mark
            for mark, option in zip(MARKS, self.options, strict=False)
            for answer in (option.code, *option.aliases, *option.label.values())
        }
        return {**known, "": BLANK}

    @cached_property
    def _option_by_mark(self) -> dict[str, Option | None]:
        return {BLANK: None, **dict(zip(MARKS, self.options, strict=False))}

    def mark_of(self, answer: str) -> str | None:
        """The mark of an answer given as an option's code, alias or label; "0" for a blank one, None for an unknown."""
        # Exports mostly hold the codes themselves: most answers are found without folding anything.
        mark = self._mark_by_answer.get(answer)
        return mark if mark is not None else self._mark_by_answer.get(folded(answer))

    def value_of(self, option: Option, *, reverse: bool = False) -> int | None:
        """The option's value, on a reversed question turned round within the scale; None for a kind of missing."""
        if option.value is None or not reverse:
            return option.value
        values = [each.value for each in self.options if each.value is not None]
        return min(values) + max(values) - option.value

    def option_of(self, mark: str) -> Option | None:
        """The option with this mark; None for the blank's. Raises KeyError for a mark that the scale does not have."""
        return self._option_by_mark[mark]


class Question(_Part):
    """A survey question. ``wording`` names the wording's version: rounds are compared on equal wordings only.

    ``aliases`` are other headers under which a survey file may hold the question. ``reverse``: agreeing is bad.
    """

    id: Id
    area: Id | None = None
    roles: Several[Id] = Field(min_length=1)
    type: Literal["scale", "single", "multiple", "number", "text"]
    scale: Id | None = None
    text: Text
    wording: Id
    aliases: Several[Filled] = ()
    reverse: bool = False


class Group(_Part):
    """A specialty group; the file's order is the order in which groups are shown. ``short`` heads narrow columns."""

    id: Id
    title: Text
    short: Text = {}


class Indicator(_Part):
    """A share that units report every year, with the percent aimed at where one has been set."""

    id: Id
    text: Text
    target: Percent | None = None


class Role(_Part):
    """Who answers the survey."""

    id: Id
    title: Text


class Category(_Part):
    """A subject that free-text answers are sorted under. Keywords are beginnings of words."""

    id: Id
    title: Text
    keywords: Several[Filled] = ()


class Mapping(_Part):
    """That ``here``, an area or a question of this rubric, may be compared with ``there`` in another version, and why.

    Of areas, only the share at or above the line is compared: points of unlike versions never are.
    """

    to: str
    subject: Literal["area", "question"]
    here: Id
    there: Id
    reason: Text


class Comparison(_Part):
    """From how many percentage points a difference in shares is called one (2020 report, Table 6)."""

    five_point_rule: int = Field(default=5, ge=1, le=100)


class Rubric(_Part):
    """A whole rubric. Attributes are named in the plural where the file repeats a table (``[[area]]``: ``areas``)."""

    schema_version: Literal[1] = Field(alias="schema")
    head: Head = Field(alias="rubric")
    classes: Several[RequirementClass] = Field(default=(), alias="class")
    grades: Several[Grade] = Field(alias="grade", min_length=1)
    grading: Grading
    findings: Several[Finding] = Field(default=(), alias="finding")
    areas: Several[Area] = Field(alias="area", min_length=1)
    requirements: Several[Requirement] = Field(default=(), alias="requirement")
    scales: Several[Scale] = Field(default=(), alias="scale")
    questions: Several[Question] = Field(default=(), alias="question")
    groups: Several[Group] = Field(default=(), alias="group")
    indicators: Several[Indicator] = Field(default=(), alias="indicator")
    roles: Several[Role] = Field(default=(), alias="role")
    categories: Several[Category] = Field(default=(), alias="category")
    mappings: Several[Mapping] = Field(default=(), alias="mapping")
    comparison: Comparison = Comparison()

    @property
    def id(self) -> str:
        return self.head.id

    @property
    def version(self) -> str:
        return self.head.version

    @property
    def languages(self) -> tuple[str, ...]:
        return self.head.languages

    @property
    def key(self) -> str:
        """``spur-st@2018``."""
        return f"{self.head.id}@{self.head.version}"

    def in_language(self, text: Text, lang: str) -> str:
        """The text in this language, else in the rubric's first; "" where the rubric gives none."""
        return text.get(lang) or text.get(self.languages[0], "")

    @cached_property
    def _areas(self) -> dict[str, Area]:
        return {area.id: area for area in self.areas}

    @cached_property
    def _classes(self) -> dict[str, RequirementClass]:
        return {each.id: each for each in self.classes}

    @cached_property
    def _grades(self) -> dict[str, Grade]:
        return {grade.code: grade for grade in self.grades}

    @cached_property
    def _findings(self) -> dict[str, Finding]:
        names = ((name, each) for each in self.findings for name in (each.code, *each.label.values()))
        return {folded(name): each for name, each in names}

    @cached_property
    def _questions(self) -> dict[str, Question]:
        return {question.id: question for question in self.questions}

    @cached_property
    def _scales(self) -> dict[str, Scale]:
        return {scale.id: scale for scale in self.scales}

    @cached_property
    def _groups(self) -> dict[str, Group]:
        return {group.id: group for group in self.groups}

    @cached_property
    def _roles(self) -> dict[str, Role]:
        return {role.id: role for role in self.roles}

    def area(self, area_id: str) -> Area:
        return self._areas[area_id]

    def requirement_class(self, class_id: str) -> RequirementClass:
        return self._classes[class_id]

    def grade(self, code: str) -> Grade:
        return self._grades[code]

    def finding(self, name: str) -> Finding | None:
        """The finding with this code or label, in any language and spelling of case and space; None for an unknown."""
        return self._findings.get(folded(name))

    def requirements_of(self, area_id: str) -> tuple[Requirement, ...]:
        """The area's requirements, in the file's order."""
        return tuple(requirement for requirement in self.requirements if requirement.area == area_id)

    def question(self, question_id: str) -> Question:
        return self._questions[question_id]

    def group(self, group_id: str) -> Group:
        return self._groups[group_id]

    def role(self, role_id: str) -> Role:
        return self._roles[role_id]

    def scale_of(self, question: Question) -> Scale:
        """The scale of a question with options; raises KeyError for a number or a free text."""
        return self._scales[question.scale or ""]

    def points(self, grade_code: str) -> int:
        return self._grades[grade_code].points

    @property
    def line_points(self) -> int:
        """The points from which the rules are followed (the red line of the 2020 report's figures)."""
        return self.points(self.grading.line)

    @property
    def max_total(self) -> int:
        """The points of a unit with the best grade in every area: 32 in the 2018 version."""
        return len(self.areas) * max(grade.points for grade in self.grades)

    @cached_property
    def closed_questions(self) -> tuple[Question, ...]:
        """The questions with one answer of several, in the file's order: those kept as fixed-width text."""
        return tuple(question for question in self.questions if question.type in ("scale", "single"))


@dataclass(frozen=True, slots=True)
class PinnedRubric:
    """A rubric with its text and that text's hash: what inspections and answers are pinned to."""

    hash: str
    text: str
    model: Rubric
