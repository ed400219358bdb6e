"""What a printed report says of itself, as somebody has copied it: its tables' cells, its lists, and its claims."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from spur.records.problem import Place

WHOLE = "region"
"""The id, among the groups, of all of them together."""
TOTAL, UNITS, ANSWERS = "total", "units", "answers"
"""Subjects that are no area and no question: the sum over the areas, and how many were inspected or answered."""

Statistic = Literal["mean", "sd", "rank", "share", "neutral", "negative", "n", "count"]
OF_GRADES: tuple[Statistic, ...] = ("mean", "sd", "rank")
OF_ANSWERS: tuple[Statistic, ...] = ("share", "neutral", "negative", "n")
OF_COUNTS: tuple[Statistic, ...] = ("count",)

ClaimKind = Literal["at-least", "below", "only-at-least", "highest", "lowest", "moved"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed number: ``number`` with as many ``decimals`` as it was printed with (shares in percent), of a group
    or ``WHOLE``. ``place`` is where in the report it stands. ``n`` is how many units have a grade or, of a share, how
    many people at most, where the same row tells it. ``at`` is where it stands in the file."""

    place: str
    group: str
    subject: str
    statistic: Statistic
    number: Fraction
    decimals: int
    at: Place
    n: int | None = None

    @property
    def key(self) -> tuple[str, str, Statistic]:
        return self.group, self.subject, self.statistic


@dataclass(frozen=True, slots=True)
class Listed:
    """A list in the report: how many it has of each group, and their names where they were copied."""

    place: str
    of: str
    counts: Mapping[str, int]
    names: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Moved:
    """So many of a group's units were lifted from one grade (its points) to another."""

    units: int
    of: int | None
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of the report as data. It compares ``members`` on a ``subject`` (groups) or within a ``group``
    (subjects, such as areas); ``others`` are those that it is silent about or says the opposite of."""

    place: str
    kind: ClaimKind
    statistic: Statistic
    subject: str
    group: str
    members: tuple[str, ...]
    others: tuple[str, ...] = ()
    value: Fraction | None = None
    others_below: Fraction | None = None
    moved: Moved | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the survey: what it is called here, and how each place words it."""

    id: str
    title: str
    wordings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PrintedReport:
    """Everything that was copied. ``groups`` and ``areas`` by id, with their titles, in order; ``points`` by grade;
    ``line`` the points from which the rules are followed. ``divisor`` and ``rounding`` are empty where they are to be
    found out."""

    file: str
    groups: Mapping[str, str]
    areas: Mapping[str, str]
    points: Mapping[str, int]
    line: int
    divisor: str = ""
    rounding: str = ""
    questions: tuple[Question, ...] = ()
    cells: tuple[Cell, ...] = ()
    lists: tuple[Listed, ...] = ()
    claims: tuple[Claim, ...] = field(default=())
