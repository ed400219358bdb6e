"""The sheet of actions → how each stands of which it says something new."""

from functools import partial

from spur.intake.actions.form import LABEL, Line, base_of, key_of
from spur.intake.actions.known import Cells, Known, Told
from spur.intake.actions.outrun import leave
from spur.intake.actions.standing import oddities, read_standing
from spur.intake.marked import beginning
from spur.intake.recognised import Page
from spur.records.action import ActionEvent
from spur.records.problem import Code, Problem
from spur.rubric.parts import folded


def read_measures(page: Page, known: Known, told: Told) -> None:
    lines = {key_of(known.round, line.key): line for line in known.lines}
    for mark, row in page.rows.items():
        key, _, base = mark.partition("-")
        cells = partial(page.entry, mark)
        told.rows += 1
        first = told.seen.setdefault(key, row)
        line = lines.get(key)
        if line is None:
            label = cells(LABEL)
            told.problems.append(Problem(Code.ACTION_UNKNOWN, label.place, beginning(label.text)))
        elif _is_its_own(line, cells, told, None if first == row else first):
            _read(line, base, cells, known, told)


def _is_its_own(line: Line, cells: Cells, told: Told, other: int | None) -> bool:
    """Whether a row is that of the action that it is marked as, and no ``other`` is."""
    label = cells(LABEL)
    if folded(label.text) != folded(line.label):
        told.problems.append(Problem(Code.ACTION_SHIFTED, label.place, beginning(label.text), also=line.label))
        return False
    if other is not None:
        told.problems.append(Problem(Code.ROW_DUPLICATE, label.place, line.label, also=str(other)))
        return False
    return True


def _read(line: Line, base: str, cells: Cells, known: Known, told: Told) -> None:
    wrong = len(told.problems)
    standing = read_standing(cells, known.lang, told.problems)
    mine, now = base_of(standing), base_of(line.standing)
    if mine in (base, now) or len(told.problems) > wrong:
        return
    if base != now:
        leave(told, known, cells(LABEL).place, line.label, (line.standing, None), (standing, None), line.since)
        return
    told.used += 1
    told.events[line.key] = ActionEvent(line.key, standing)
    told.problems += oddities(cells, standing, line.standing, line.inspected_on)
