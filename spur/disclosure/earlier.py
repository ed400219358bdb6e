"""The same people's answers more than once: may a report be handed out beside those that have been?

Answers come late, files are corrected, imports undone, people erased, regions divided anew; and whoever holds two
reports can subtract one from the other. What all the reports show of a question is a family of sets of answers. People
whose answers are in the same of these sets cannot be told apart by any calculation on them, so nothing about fewer than
``k`` can be derived if each such cell has 0 or at least ``k`` people (Theorem 2 of the project's statistical
specification, 7.4). Only what a new report adds is asked about: parts that were told apart before stay told apart.
The cells then pass the rule's second step too, as those of a second division do (:mod:`spur.disclosure.crossing`).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TypeVar

from spur.disclosure.crossing import Cell, crossable, leaves_open
from spur.disclosure.release import Protection

Set = frozenset[str]
"""The answers from these units."""
Where = tuple[str | None, ...]
"""For each moment the unit that somebody's answer was counted at; None where it was not, or was another answer."""
Pieces = Mapping[Where, Cell]
"""Everybody, by where their answer was counted at each moment."""
_Sets = frozenset[tuple[int, Set]]
_Cells = dict[_Sets, Cell]
_Key = TypeVar("_Key")


class Harm(Enum):
    """Why a report cannot be handed out: too few would be told apart, or it would tell of a person whose answers have
    been erased."""

    TOO_FEW = auto()
    ERASED = auto()


@dataclass(frozen=True, slots=True)
class Moment:
    """One state of the answers. ``shown`` are the sets that reports have shown of it, ``parts`` those whose showing was
    decided upon, whether or not they were shown; ``erased`` tells whether anybody's answers were erased since."""

    shown: frozenset[Set] = frozenset()
    parts: frozenset[Set] = frozenset()
    erased: bool = False


@dataclass(frozen=True, slots=True)
class _Atom:
    """Those who were in the same of the sets that were shown before, by which of the new ones they are in; and by the
    part that they were in then, shown or not."""

    cells: _Cells = field(default_factory=dict)
    parts: dict[tuple[int, Set], Cell] = field(default_factory=dict)


def harm(earlier: Sequence[Moment], new: Collection[Set], pieces: Pieces, protection: Protection) -> Harm | None:
    """What would come of showing the ``new`` sets of the last moment's answers beside all that has been shown; None
    where that does no harm."""
    if protection.withholds_nothing or not any(moment.shown for moment in earlier):
        return None
    atoms: dict[_Sets, _Atom] = {}
    for where, cell in pieces.items():
        if not cell.n:
            continue
        before = _sets(where, (moment.shown for moment in earlier))
        now = frozenset((0, each) for each in new if where[-1] in each)
        atom = atoms.setdefault(before, _Atom())
        _add(atom.cells, now, cell)
        for part in _sets(where, (moment.parts for moment in earlier)):
            _add(atom.parts, part, cell)
        for moment, unit in enumerate(where):
            if unit is not None:
                _add(atom.parts, (moment, frozenset({unit})), cell)
    for before, atom in atoms.items():
        if before and any(earlier[moment].erased for moment, _ in before) and any(now for now in atom.cells):
            return Harm.ERASED
        if not (_unharmed(atom, protection) if before else _newcomers_unharmed(atom, protection)):
            return Harm.TOO_FEW
    return None


def _newcomers_unharmed(atom: _Atom, protection: Protection) -> bool:
    """Of those whom no earlier report counted: what they answered is news, as of a region that is told of first."""
    k, c = protection.k, protection.c
    told = [cell for now, cell in atom.cells.items() if now]
    return all(cell.n >= k and (not cell.critical or cell.critical < cell.n - 1 - c) for cell in told)


def _unharmed(atom: _Atom, protection: Protection) -> bool:
    """Of those who could not be told apart before."""
    if len(atom.cells) <= 1:
        return True
    whole = Cell(*(sum(cell[place] for cell in atom.cells.values()) for place in (0, 1)))
    families = {_family(part) for part in atom.parts}
    kept_apart = all(
        leaves_open(whole, (cell for part, cell in atom.parts.items() if _family(part) == family), protection)
        for family in families
    )
    return kept_apart and crossable([list(atom.cells.values())], protection)


def _family(part: tuple[int, Set]) -> tuple[int, bool]:
    """Units, or groups of them, at one moment: parts that have nobody in common."""
    moment, units = part
    return moment, len(units) == 1


def _sets(where: Where, families: Iterable[Collection[Set]]) -> _Sets:
    return frozenset(
        (moment, each) for moment, family in enumerate(families) for each in family if where[moment] in each
    )


def _add(cells: dict[_Key, Cell], key: _Key, cell: Cell) -> None:
    there = cells.get(key, Cell(0, 0))
    cells[key] = Cell(there.n + cell.n, there.critical + cell.critical)
