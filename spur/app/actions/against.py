"""What a list is read against: how everything stands now, with what is being kept in the same go."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from spur.app.actions.lines import action_lines, advice_lines
from spur.app.actions.opened import Opened
from spur.app.known import known
from spur.app.register import called_for, numbered
from spur.intake.actions.form import AdviceLine, Line
from spur.intake.actions.known import Known
from spur.ledger.reading import View
from spur.records.action import ActionFile, ActionKey, Standing
from spur.records.problem import Code
from spur.rubric.model import PinnedRubric
from spur.wording import Lang, Wording


class Pending(NamedTuple):
    """What a file that came just before says that is new."""

    name: str
    file: ActionFile


def known_now(
    view: View,
    opened: Opened,
    region: str,
    round_: str,
    pinned: PinnedRubric,
    pending: Sequence[Pending],
    told_in: Lang,
) -> Known:
    units = view.units()
    if region:
        known(region, {unit.region for unit in units.values()}, Code.REGION_UNKNOWN)
    cover = opened.book.cover if opened.book else None
    lines = action_lines(view, called_for(view, round_, list(units)), units, told_in) if opened.book else []
    advice = advice_lines(view, round_, region, told_in) if region else []
    for each in pending:
        since = Wording(told_in)("actions.since-file", file=each.name)
        lines = list(_lines_after(lines, each.file, since))
        advice = list(_advice_after(advice, each.file, since)) if each.file.region == region else advice
    return Known(round_, region, pinned.model, lines, advice, cover.lang if cover else told_in, told_in)


def _lines_after(lines: Iterable[Line], file: ActionFile, since: str) -> Iterable[Line]:
    stands = {event.key: event.standing for event in file.events}
    for line in lines:
        yield replace(line, standing=stands[line.key], since=since) if line.key in stands else line


def _advice_after(advice: Sequence[AdviceLine], file: ActionFile, since: str) -> Iterable[AdviceLine]:
    """In the order of their numbers; those that the file withdraws are there no more."""
    before = {line.recommendation.number: line for line in advice}
    told = {each.number: each for each in file.recommendations}
    stands = {event.key: event.standing for event in file.events}
    for number in sorted({*before, *told}, key=numbered):
        key = ActionKey("", file.region, f"recommendation:{number}")
        line = before.get(number)
        recommendation = told[number] if number in told else before[number].recommendation
        if recommendation.text:
            is_new = number in told or key in stands
            standing = stands.get(key, line.standing if line else Standing())
            yield AdviceLine(recommendation, standing, since if is_new or line is None else line.since)
