"""The file in which somebody copies what a report prints, table for table, as it stands in TOML. ``docs/lint.md`` has
it with an example."""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from spur.intake.typed import without_spaces
from spur.records.printed import ClaimKind, Statistic
from spur.rubric.parts import Filled, Id, Part, Several

MOST_DIGITS = 9
_NUMBER = re.compile(rf"(\d{{1,{MOST_DIGITS}}})(?:[.,](\d{{1,{MOST_DIGITS}}}))?%?")


@dataclass(frozen=True, slots=True)
class Number:
    """A number with as many decimals as it is printed with: "28" says less than "28,0"."""

    number: Fraction
    decimals: int


def number_of(text: str) -> Number | None:
    """A printed number >= 0 ("3,9", "3.9", "82 %", "3 576"); None for anything else."""
    match = _NUMBER.fullmatch(without_spaces(text))
    if match is None:
        return None
    whole, places = match[1], match[2] or ""
    return Number(Fraction(int(whole + places), 10 ** len(places)), len(places))


def _number(value: object) -> object:
    """A TOML value as a number; a blank or a dash is what is not printed."""
    if isinstance(value, str) and value.strip() in ("", "-", "–", "—"):
        return None
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise ValueError("no number")
    number = number_of(str(value))
    if number is None:
        raise ValueError("no number")
    return number


Printed = Annotated[Number | None, BeforeValidator(_number)]
Row = Several[Printed]
Members = Annotated[Several[Id], Field(min_length=1)]
Count = Annotated[int, Field(ge=0, le=10**MOST_DIGITS)]


class Grades(Part):
    """The grades' ``points``, the ``line`` (a grade) from which the rules are followed, and the ``areas`` whose points
    add up to a unit's total. ``sd`` and ``rounding`` are how the report says that it reckons; left out, that is found
    out from its cells."""

    points: dict[str, Count] = Field(default={"A": 4, "B": 3, "C": 2, "D": 1})
    line: Filled = "B"
    areas: Several[Id] = ()
    sd: Literal["n", "n-1"] | None = None
    rounding: Literal["half-up", "half-even"] | None = None


class Group(Part):
    id: Id
    title: Filled


class Question(Part):
    """A survey question, and the words in which each place puts it."""

    id: Id
    title: str = ""
    wordings: dict[str, Filled] = Field(default={})


class Table(Part):
    """A printed table. Its ``columns`` are groups and its rows areas, questions or counts, or the other way round; a
    row is ``mean.medicin = [4.0, 3.8, …]``, one number a column."""

    place: Filled
    columns: Several[Id] = Field(min_length=1)
    mean: dict[str, Row] = Field(default={})
    sd: dict[str, Row] = Field(default={})
    rank: dict[str, Row] = Field(default={})
    share: dict[str, Row] = Field(default={})
    neutral: dict[str, Row] = Field(default={})
    negative: dict[str, Row] = Field(default={})
    n: dict[str, Row] = Field(default={})
    count: dict[str, Row] = Field(default={})


class Value(Part):
    """One printed number, such as one that a sentence names."""

    place: Filled
    group: Id
    subject: Id
    statistic: Statistic
    printed: Printed


class Listed(Part):
    """A list of units or answers: how many it has of each group, ``counted`` by whoever copied it, or ``names``."""

    place: Filled
    of: Literal["units", "answers"] = "units"
    counted: dict[str, Count] = Field(default={})
    names: dict[str, Several[Filled]] = Field(default={})


class Claim(Part):
    """A sentence of the report as data; which keys belong to which ``kind`` is checked apart."""

    place: Filled
    kind: ClaimKind
    statistic: Literal["mean", "sd", "share"] = "mean"
    subject: Id | None = None
    group: Id | None = None
    groups: Members | None = None
    subjects: Members | None = None
    value: Printed = None
    others_below: Printed = None
    units: Count | None = None
    of: Count | None = None
    from_grade: str | None = Field(default=None, alias="from")
    to_grade: str | None = Field(default=None, alias="to")


class PrintedFile(Part):
    grades: Grades = Grades()
    groups: Several[Group] = Field(default=(), alias="group")
    questions: Several[Question] = Field(default=(), alias="question")
    tables: Several[Table] = Field(default=(), alias="table")
    values: Several[Value] = Field(default=(), alias="value")
    lists: Several[Listed] = Field(default=(), alias="list")
    claims: Several[Claim] = Field(default=(), alias="claim")
