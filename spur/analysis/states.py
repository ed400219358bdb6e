"""How an inspection moves from draft to final, and what may not happen on the way."""

from collections.abc import Iterator
from datetime import date

from spur.records.event import InspectionEvent, State
from spur.records.problem import Code, Place, Problem


def state_of(last: InspectionEvent | None) -> State:
    """The state that the newest change leaves an inspection in; a draft where there has been none."""
    return last.state if last and last.state else State.DRAFT


def may_become(now: State, state: State) -> bool:
    """An inspection goes forward, steps may be skipped; only a reopening goes back, and all the way to draft."""
    return now.precedes(state) or (state is State.DRAFT and now is not State.DRAFT)


def move_problems(
    move: InspectionEvent, inspected_on: date | None, last: InspectionEvent | None
) -> Iterator[Problem]:  # fmt: skip
    """What speaks against a change of state: it may not be made, a reopening lacks a note that says why, or it is
    dated before the inspection or before the last change."""
    place, now, state = Place(move.unit_id), state_of(last), state_of(move)
    if not may_become(now, state):
        ahead = tuple(each for each in State if may_become(now, each))
        yield Problem(Code.STATE_FORBIDDEN, place, state, ahead, also=now)
    elif state is State.DRAFT and not move.note:
        yield Problem(Code.REOPENING_UNEXPLAINED, place, found=now)
    yield from too_early(move, inspected_on)
    if last and move.on < last.on:
        yield Problem(Code.STATE_BEFORE_LAST, place, found=str(move.on), also=str(last.on))


def too_early(event: InspectionEvent, inspected_on: date | None) -> Iterator[Problem]:
    """A problem when what is said to have happened to an inspection happened before it."""
    if inspected_on and event.on < inspected_on:
        place = Place(f"{event.unit_id} {event.area}".rstrip())
        yield Problem(Code.EVENT_BEFORE_INSPECTION, place, found=str(event.on), also=str(inspected_on))
