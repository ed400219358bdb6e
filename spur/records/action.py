"""What is done about what a review calls for: who sees to it, by when, how far it has come; and the recommendations
that a region writes for itself."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class ActionState(StrEnum):
    """How far an action has come. ``REJECTED``: it was decided not to take it."""

    NOT_STARTED = "not-started"
    ONGOING = "ongoing"
    DONE = "done"
    REJECTED = "rejected"

    @property
    def is_open(self) -> bool:
        return self in (ActionState.NOT_STARTED, ActionState.ONGOING)


@dataclass(frozen=True, slots=True)
class Standing:
    """How an action stands, in people's own words but for ``due`` and ``state``. ``evidence`` is what shows that it has
    been taken."""

    owner: str = ""
    due: date | None = None
    state: ActionState = ActionState.NOT_STARTED
    evidence: str = ""
    note: str = ""

    def is_overdue(self, on: date) -> bool:
        return self.state.is_open and self.due is not None and self.due < on


NO_STANDING = Standing()


@dataclass(frozen=True, slots=True)
class ActionKey:
    """Which action. It belongs to a unit or, where ``unit`` is "", to a region. ``subject`` is ``requirement:D1`` or
    ``area:D`` of a unit, ``recommendation:1.1`` of a region."""

    unit: str
    region: str
    subject: str


@dataclass(frozen=True, slots=True)
class ActionEvent:
    """How an action stands since a file told so. ``by`` and ``at`` tell who read it in and when, ``number`` is its
    import's. Events are added, never changed; the newest in force tells how the action stands."""

    key: ActionKey
    standing: Standing
    by: str = ""
    at: datetime | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What a region recommends itself after a round. ``number`` is its own ("1.1"), ``heading`` the improvement area
    that it belongs to, ``see`` the numbers of others that it builds on, and ``about`` what it is to improve: subjects
    of figures (``area:D``, ``requirement:D1``, ``item:st.program``). One without ``text`` has been withdrawn."""

    number: str
    heading: str
    text: str
    see: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionFile:
    """What a file says that is new: how actions stand, and a region's recommendations."""

    region: str
    events: tuple[ActionEvent, ...]
    recommendations: tuple[Recommendation, ...] = ()
