"""What a list's rows are read against, and what they have told so far."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from spur.intake.actions.form import AdviceLine, Line
from spur.intake.recognised import Entry
from spur.records.action import ActionEvent, ActionKey, Recommendation
from spur.records.problem import Problem
from spur.rubric.model import Rubric
from spur.wording import LANGUAGES, Lang

Cells = Callable[[str], Entry]
"""A row's cells by their columns."""


@dataclass(frozen=True, slots=True)
class Known:
    """The round's actions and the region's recommendations, as they stand now; and whether rows that somebody else has
    changed meanwhile are to be left as they stand (else they are errors). ``lang`` is the list's language, ``told_in``
    that of who reads it in."""

    round: str
    region: str
    rubric: Rubric
    lines: Sequence[Line]
    advice: Sequence[AdviceLine]
    lang: Lang = LANGUAGES[0]
    told_in: Lang = LANGUAGES[0]
    skip_stale: bool = False


@dataclass(slots=True)
class Told:
    """``rows`` count as read, and as ``used`` where they say something new. ``stale`` are those that were left."""

    problems: list[Problem] = field(default_factory=list)
    rows: int = 0
    used: int = 0
    stale: int = 0
    seen: dict[str, int] = field(default_factory=dict)
    """The rows that were there, by their keys."""
    events: dict[ActionKey, ActionEvent] = field(default_factory=dict)
    recommendations: dict[str, Recommendation] = field(default_factory=dict)
