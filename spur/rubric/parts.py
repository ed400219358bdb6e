"""The tables of a rubric file, one class each, exactly as they stand there. Texts are dicts by language code, of any
language.
"""

import re
import unicodedata
from fractions import Fraction
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


# A code as statistics programs write a column of whole numbers that has blanks in it: "4.0".
_WHOLE = re.compile(r"(\d+)[.,]0+")


def folded(answer: str) -> str:
    """The form in which answers and headers are compared: white space folded; case, composition, width and invisible
    characters ignored."""
    return " ".join(visible(unicodedata.normalize("NFKC", answer)).split()).casefold()


def visible(text: str) -> str:
    """The text without characters that nobody sees, such as a byte order mark in the middle of a file."""
    return text if text.isascii() else "".join(c for c in text if unicodedata.category(c) != "Cf")


class Part(BaseModel):
    """A table of the file: types are strict, and a key that is not known is refused."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Head(Part):
    """Which instrument this is. ``report_title`` is what a report on it is called, where that is not its own title;
    ``supersedes`` is the key (``id@version``) of the version before it."""

    id: Id
    version: Id
    status: Literal["draft", "published", "retired"]
    languages: Several[Language] = Field(min_length=1)
    title: Text
    report_title: Text = {}
    legal_basis: Text = {}
    supersedes: str = ""


class RequirementClass(Part):
    """How binding a requirement is, and what an unmet one calls for (``action``). ``symbol`` stands for it where colour
    alone would."""

    id: Id
    label: Text
    action: Text
    symbol: str = Field(default="", max_length=2)


class Finding(Part):
    """What an inspector may find of a requirement: met to some percent, or one of the two kinds of no finding."""

    code: Id
    label: Text
    met: Percent | None = None
    missing: Literal["not_applicable", "not_assessed"] | None = None


class Grade(Part):
    """A grade, its points, and the least percent of each class's applicable requirements that it takes."""

    code: Id
    points: int = Field(ge=0)
    label: Text
    requires: dict[str, Percent] = {}


class Lift(Part):
    """The one change of grade that an action plan may bring."""

    from_grade: Id = Field(alias="from")
    to_grade: Id = Field(alias="to")


class Grading(Part):
    """The line from which the rules are followed, and whose grade counts when it and the rule's differ: the inspector's
    or, in a self-assessment, the unit's own."""

    line: Id
    authority: Literal["inspector", "unit"]
    on_mismatch: Literal["warn"]
    adjusted_after_plan: Lift | None = None


class Area(Part):
    """One of the areas that are graded. Its part: structure (the resources) or process (their use)."""

    id: Id
    title: Text
    question: Text
    part: Literal["structure", "process"]


class Requirement(Part):
    """One line of the checklist. ``example`` marks one that a region is to replace with the real checklist's."""

    id: Id
    area: Id
    requirement_class: Id = Field(alias="class")
    text: Text
    evidence: Text = {}
    recommendation: Text = {}
    source: Text = {}
    example: bool = False


class Option(Part):
    """One answer that may be given. It has a value or is a kind of missing, never both."""

    code: Filled
    value: int | None = None
    missing: Literal["dont_know", "not_applicable"] | None = None
    label: Text
    aliases: Several[Filled] = ()


class Scale(Part):
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
        if mark is None:
            mark = self._mark_by_answer.get(plain := folded(answer))
        if mark is None and (whole := _WHOLE.fullmatch(plain)):
            mark = self._mark_by_answer.get(whole[1])
        return mark

    def value_of(self, option: Option, *, reverse: bool = False) -> int | None:
        """The option's value, on a reversed question turned round within the scale; None for a kind of missing."""
        if option.value is None or not reverse:
            return option.value
        values = [each.value for each in self.options if each.value is not None]
        return min(values) + max(values) - option.value

    def option_of(self, mark: str) -> Option | None:
        """The option with this mark; None for the blank's. Raises KeyError for a mark that the scale does not have."""
        return self._option_by_mark[mark]


class Question(Part):
    """A survey question. ``wording`` names the wording's version: rounds are compared on equal wordings only.

    ``aliases`` are other headers under which a survey file may hold the question. ``reverse``: agreeing is bad.
    A number falls into one of ``bins``, each told by its least number; the first is the least that may be answered,
    ``most`` (where there is one) the highest; ``decimals``: it may be answered with any number, not only a whole one.
    A free text may be answered by ``several`` texts of one person.
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
    bins: Several[int] = Field(default=(), max_length=len(MARKS))
    most: int | None = None
    decimals: bool = False
    several: int = Field(default=1, ge=1, le=9)


class Group(Part):
    """A specialty group; the file's order is the order in which groups are shown. ``short`` heads narrow columns."""

    id: Id
    title: Text
    short: Text = {}


class Indicator(Part):
    """A number that units or regions report for every period: a share in percent, a rate per 100,000 inhabitants, or a
    plain count. ``counted`` says what its numerator counts ("tjänster"); ``short`` names it within a sentence.

    ``target`` is what is aimed at, in the indicator's own measure (whole percent for a share), and ``reached`` when:
    "mer än 90 %" is more-than 90.
    """

    id: Id
    text: Text
    short: Text = {}
    measure: Literal["percent", "per-100000", "count"] = "percent"
    counted: Text = {}
    target: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None
    reached: Literal["at-least", "more-than", "at-most", "less-than"] = "at-least"

    @property
    def exact_target(self) -> Fraction | None:
        """The target as it stands in the file: 15.35 is 1535/100. A share's is a fraction of 1, as every share."""
        if self.target is None:
            return None
        return Fraction(str(self.target)) / (100 if self.measure == "percent" else 1)


class Whole(Part):
    """What regions are shown beside, and together make up where ``regions`` lists them: a healthcare region, a country.
    Its id is told of in files as a region's is."""

    id: Id
    title: Text
    regions: Several[Id] = ()


class Role(Part):
    """Who answers the survey."""

    id: Id
    title: Text


class Category(Part):
    """A subject that free-text answers are sorted under. Keywords are beginnings of words."""

    id: Id
    title: Text
    keywords: Several[Filled] = ()


class Mapping(Part):
    """That ``here``, an area, a question or a requirement of this rubric, may be compared with ``there`` in another
    version, and why.

    Of areas, only the share at or above the line is compared: points of unlike versions never are.
    """

    to: str
    subject: Literal["area", "question", "requirement"]
    here: Id
    there: Id
    reason: Text


class Comparison(Part):
    """From how many percentage points a difference in shares is called one (2020 report, Table 6)."""

    five_point_rule: int = Field(default=5, ge=1, le=100)
