"""One inspection of one unit, as a workbook tells of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Judgement(StrEnum):
    """Whether a workbook holds what the inspectors agreed on, or what one of them thought before that."""

    JOINT = "joint"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class FoundRequirement:
    """What was found of one requirement: a finding's code, "" where nothing was entered."""

    requirement: str
    finding: str
    note: str


@dataclass(frozen=True, slots=True)
class AreaJudgement:
    """What was found in one area. ``grade`` is "" where none was given; ``comment`` is the unit's own."""

    area: str
    grade: str
    motivation: str
    description: str
    strengths: str
    weaknesses: str
    possibilities: str
    comment: str
    found: tuple[FoundRequirement, ...]

    @property
    def findings(self) -> dict[str, str]:
        """Finding code by requirement id, of those that were entered."""
        return {each.requirement: each.finding for each in self.found if each.finding}

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything that was written of the area, "" where nothing was."""
        own = (self.motivation, self.description, self.strengths, self.weaknesses, self.possibilities, self.comment)
        return (*own, *(each.note for each in self.found))


@dataclass(frozen=True, slots=True)
class OwnGrade:
    """What one inspector thought of a unit's area before the inspectors agreed, by which rubric (its hash)."""

    unit_id: str
    area: str
    inspector: str
    grade: str
    inspected_on: date | None
    rubric_hash: str


@dataclass(frozen=True, slots=True)
class Inspection:
    """A filled-in workbook. ``inspector`` is whose own judgement it is, "" for a joint one."""

    unit_id: str
    round: str
    inspected_on: date | None
    inspectors: tuple[str, ...]
    judgement: Judgement
    inspector: str
    areas: tuple[AreaJudgement, ...]
