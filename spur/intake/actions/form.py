"""The list of actions as a workbook: one action a row, and on a sheet of its own a region's recommendations.

As with the inspector's workbook (``spur.intake.workbook``) nothing is found by its place. Column A (hidden) holds an id
for each row, row 1 (hidden) an id for each column, and cell A1 says what the sheet is.

    A1                      rows (column A)          columns (row 1)
    spur:actions            KEY-BASE of an action    label · owner · due · state · evidence · note
    spur:recommendations    KEY-BASE; new-1 …        number · heading · text · see · about · owner · due · … · note
    spur:actions-rules      none: nothing is read
    spur:actions-about      format · round · region · rubric · language · listed:KEY …    value   (hidden sheet)

A row's KEY tells which action it is, its BASE what stood in it when the list was written. So a row that nobody has
touched changes nothing, and one that somebody else has changed meanwhile is told of instead of overwritten. Both follow
from the content alone: a list that was written from one database can be read into a copy of it. The hidden sheet names
the rows that the list was written with: those that somebody took away are told of, and stand as they did.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from spur.records.action import NO_STANDING, ActionKey, ActionState, Recommendation, Standing
from spur.rubric.parts import folded
from spur.wording import LANGUAGES, Lang, Wording

FORMAT = 1
"""Raised whenever an older reader would misread a newer workbook."""

ACTIONS, RECOMMENDATIONS, RULES, ABOUT = (
    "spur:actions",
    "spur:recommendations",
    "spur:actions-rules",
    "spur:actions-about",
)
LABEL, VALUE = "label", "value"
OWNER, DUE, STATE, EVIDENCE, NOTE = "owner", "due", "state", "evidence", "note"
NUMBER, HEADING, TEXT, SEE, SUBJECTS = "number", "heading", "text", "see", "about"
STANDING = (OWNER, DUE, STATE, EVIDENCE, NOTE)
OWN = (NUMBER, HEADING, TEXT, SEE, SUBJECTS)
NEW, LISTED = "new-", "listed:"
SEPARATOR = ";"  # between several numbers or subjects in one cell


class About(StrEnum):
    """The rows of the hidden sheet that tells what the workbook is."""

    FORMAT = "format"
    ROUND = "round"
    REGION = "region"  # "" where the list is of units of several regions
    RUBRIC = "rubric"  # its hash
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Line:
    """A unit's action: what people see of it, and how it stands. ``label`` ("AM-01 D1") is shown and read again, so
    that rows which were sorted without their hidden column are noticed. ``since``: who told last how it stands, when;
    ``inspected_on``: the day from which on something can be due."""

    key: ActionKey
    label: str
    standing: Standing = NO_STANDING
    unit: str = ""
    area: str = ""
    need: str = ""
    requirement: str = ""
    advice: str = ""
    before: str = ""
    since: str = ""
    inspected_on: date | None = None


@dataclass(frozen=True, slots=True)
class AdviceLine:
    """One of a region's recommendations, and how it stands."""

    recommendation: Recommendation
    standing: Standing = NO_STANDING
    since: str = ""


def row_id(round_: str, line: Line) -> str:
    return f"{key_of(round_, line.key)}-{base_of(line.standing)}"


def advice_row_id(round_: str, region: str, line: AdviceLine) -> str:
    key = ActionKey("", region, f"recommendation:{line.recommendation.number}")
    return f"{key_of(round_, key)}-{base_of(line.standing, line.recommendation)}"


def key_of(round_: str, key: ActionKey) -> str:
    return _digest([round_, key.unit, key.region, key.subject], 24)


def base_of(standing: Standing, recommendation: Recommendation | None = None) -> str:
    """What stands in a row, as far as it can be filled in."""
    told = [standing.owner, str(standing.due or ""), standing.state, standing.evidence, standing.note]
    if recommendation is not None:
        told += [recommendation.heading, recommendation.text, *recommendation.see, "", *recommendation.about]
    return _digest(told, 12)


def state_names() -> Mapping[str, ActionState]:
    """The words for how far an action has come, folded, in every language."""
    return {
        folded(name): each
        for each in ActionState
        for name in (each.value, *(state_word(each, lang) for lang in LANGUAGES))
    }


def state_word(state: ActionState, lang: Lang) -> str:
    return Wording(lang)(f"actions.state.{state}")


def _digest(told: list[str], length: int) -> str:
    return hashlib.sha256(json.dumps(told).encode("ascii")).hexdigest()[:length]
