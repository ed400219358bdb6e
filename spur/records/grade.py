"""What happened to a unit's grade in an area: set at the inspection, and perhaps lifted when an action plan came in."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class GradeKind(StrEnum):
    AT_INSPECTION = "at-inspection"
    AFTER_PLAN = "after-plan"


@dataclass(frozen=True, slots=True)
class GradeEvent:
    """One event in a grade's history. Events are added, never changed; the newest tells the grade. ``on`` is None only
    for an inspection of which no date is known."""

    unit_id: str
    area: str
    kind: GradeKind
    grade: str
    on: date | None
