"""The attacker's questions about withheld units (section 7 of the specification)."""

from collections.abc import Sequence
from typing import Any

from spur.disclosure.attack import Puzzle, Size, Solutions, Sum

ANSWER, OTHER = "answer", "other"


def _bounds(sizes: Sequence[int], known: Sequence[tuple[Sequence[int], int]]) -> list[list[int]]:
    """The fewest and the most in each unit who can have given an answer, where some units together had so many."""
    units = [f"u{place}" for place in range(len(sizes))]
    puzzle = Puzzle(
        {unit: Size.exactly(size) for unit, size in zip(units, sizes, strict=True)},
        (ANSWER, OTHER),
        frozenset(),
        tuple(Sum.of([units[place] for place in places], {ANSWER}, total, total) for places, total in known),
    )
    found = [Solutions(puzzle).bounds({unit}, {ANSWER}) for unit in units]
    return [list(ends) for ends in zip(*found, strict=True)]


def _one_suppressed(given: dict[str, Any]) -> list[int]:
    total, published = given["group_total"], given["published"]
    low, high = _bounds(
        [total] * (len(published) + 1), [*(([p], n) for p, n in enumerate(published)), (range(3), total)]
    )
    return [low[-1], high[-1]]


def _cycle(given: dict[str, Any]) -> list[list[int]]:
    """Four cells of a table, whose rows and columns are left when all else is taken away."""
    table = given["table"]
    cells = [(row - 1, column - 1) for row, column in given["suppressed"]]
    totals = [
        sum(table[row][column] for row, column in cells if (row, column)[axis] == at)
        for axis in (0, 1)
        for at in (0, 1)
    ]
    sums = [([place for place, cell in enumerate(cells) if cell[axis] == at]) for axis in (0, 1) for at in (0, 1)]
    return _bounds([max(totals)] * 4, list(zip(sums, totals, strict=True)))


def _unanimous(given: dict[str, Any]) -> list[list[int]]:
    return _bounds(given["unit_n"], [(range(len(given["unit_n"])), given["group_k"])])


def _atom(given: dict[str, Any]) -> list[list[int]]:
    return _bounds(given["unit_n"], [(range(len(given["unit_n"])), given["atom_k"])])


ANSWERS = {
    "one suppressed unit under a published group total is recovered exactly": _one_suppressed,
    "3x3 positive/neutral/negative x unit table, margins published, 2x2 cycle suppressed": _cycle,
    "group 100% positive: every withheld unit is recovered": _unanimous,
    "withheld units n=2,4,3 inside an atom of 9 with 6 positive: feasible positives per unit": _atom,
}

LEFT_OUT: dict[str, str] = {}
