"""A row's cells → how its action stands; and what is odd in what is new."""

from collections.abc import Iterator
from datetime import date

from spur.intake.actions.form import DUE, EVIDENCE, NOTE, STANDING, state_names, state_word
from spur.intake.actions.known import Cells
from spur.intake.days import read_day
from spur.intake.recognised import Entry
from spur.records.action import ActionState, Standing
from spur.records.problem import Code, Problem, nearest
from spur.rubric.parts import folded
from spur.wording import Lang


def read_standing(cells: Cells, lang: Lang, problems: list[Problem]) -> Standing:
    owner, due, state, evidence, note = (cells(each) for each in STANDING)
    return Standing(
        plain(owner.text),
        read_day(due, problems),
        _state(state, lang, problems),
        plain(evidence.text),
        plain(note.text),
    )


def oddities(cells: Cells, new: Standing, before: Standing, inspected_on: date | None = None) -> Iterator[Problem]:
    """What is lacking in what somebody has filled in, or can hardly be meant."""
    if new.state is ActionState.DONE and not new.evidence:
        yield Problem(Code.ACTION_WITHOUT_EVIDENCE, cells(EVIDENCE).place)
    if new.state is ActionState.REJECTED and not new.note:
        yield Problem(Code.ACTION_WITHOUT_REASON, cells(NOTE).place)
    if new.due and new.due != before.due and inspected_on and new.due < inspected_on:
        yield Problem(Code.ACTION_DUE_EARLY, cells(DUE).place, str(new.due), also=str(inspected_on))


def plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _state(entry: Entry, lang: Lang, problems: list[Problem]) -> ActionState:
    text = entry.text.strip()
    state = state_names().get(folded(text)) if text else ActionState.NOT_STARTED
    if state is None:
        allowed = tuple(state_word(each, lang) for each in ActionState)
        problems.append(Problem(Code.ACTION_STATE_UNKNOWN, entry.place, text, allowed, nearest(text, allowed)))
    return state or ActionState.NOT_STARTED
