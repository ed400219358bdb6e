"""A release: a report about answers that was handed out, and what it told of whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal, NamedTuple

ReleaseKind = Literal["region", "group", "unit"]


class Shown(StrEnum):
    """What was shown of the answers to a question: the ends and how many answered; mean and spread; each option's
    count; who gave no answer; of free texts the number and the categories."""

    COUNTS = "counts"
    SPREAD = "spread"
    OPTIONS = "options"
    MISSING = "missing"
    TEXTS = "texts"


class Told(NamedTuple):
    """What is told together: of whom else something was shown of the same, it could be combined with. ``subject`` is
    ``item:ID`` or ``texts``."""

    round: str
    role: str
    subject: str
    shown: Shown


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A person's word that no copy of a report has left the house."""

    reason: str
    by: str
    at: datetime
    tool_version: str


@dataclass(frozen=True, slots=True)
class Content:
    """``parts`` are sets of units by their keys: the region, its groups, and the units that something was shown of;
    ``told`` the keys of those whose answers were shown. ``sources`` are the imports of answers that were in force in
    the rounds told of, and ``events_seen`` the number of the newest thing that had been done to imports: what was
    erased later was still there."""

    parts: Mapping[str, frozenset[str]]
    told: Mapping[Told, frozenset[str]]
    sources: frozenset[int]
    events_seen: int

    def tells_nothing_beside(self, other: "Content") -> bool:
        """Whether the other tells all that this does, from the same answers."""
        return (
            (self.sources, self.events_seen) == (other.sources, other.events_seen)
            and all(other.parts.get(key) == units for key, units in self.parts.items())
            and all(parts <= other.told.get(told, frozenset()) for told, parts in self.told.items())
        )


@dataclass(frozen=True, slots=True)
class Release:
    """A report on a round: of a region divided by a column of the units table (``division``), of one of its groups
    (``REGION:GROUP``), or of a unit. ``profile`` tells whom it is for; ``k``, ``k_distribution`` and ``c`` the
    protection that it was written under. ``number`` is 0 until it is kept."""

    at: datetime
    by: str
    tool_version: str
    profile: str
    kind: ReleaseKind
    scope_id: str
    round: str
    division: str
    k: int
    k_distribution: int
    c: int
    content: Content
    number: int = 0
    withdrawn: Withdrawal | None = None
