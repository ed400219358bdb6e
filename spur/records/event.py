"""What a person records in the course of an inspection: its state, the unit's comments, the action plans received."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class State(StrEnum):
    """How far an inspection has come, in order. From ``calibrated`` on its grades count."""

    DRAFT = "draft"
    COMMENTED = "commented"
    CALIBRATED = "calibrated"
    FINAL = "final"

    @property
    def counts(self) -> bool:
        return self in (State.CALIBRATED, State.FINAL)

    def precedes(self, other: "State") -> bool:
        order = list(State)
        return order.index(self) < order.index(other)


class EventKind(StrEnum):
    STATE = "state"
    COMMENT = "comment"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class InspectionEvent:
    """One thing that happened to the inspection of a unit in a round. Events are added, never changed.

    ``area`` is "" for a state, which all areas share; ``state`` is None for anything else. ``note`` is the comment's
    text, what is said of a plan, or why the state was changed. ``on`` is the day on which it happened; ``at`` and
    ``tool_version`` tell when it was recorded, and by which release.
    """

    kind: EventKind
    unit_id: str
    round: str
    on: date
    by: str
    note: str
    at: datetime
    tool_version: str
    area: str = ""
    state: State | None = None
