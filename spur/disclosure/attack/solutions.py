"""Every way in which people can have answered so that everything printed is true, searched by integer programming.

Sums of whole people are solved as such: with real numbers in their place the bounds come out too wide as soon as
anything was rounded (57 % of 7 is 3.955 to 4.025 people, and so 4), and a reader would seem to know less than he does.
In one hierarchy of plain counts the two are the same, since its matrix is a network's, and the solver finds that out by
itself. scipy's HiGHS reckons in floats, so every solution is rounded and held against every sum in whole numbers.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from spur.disclosure.attack.puzzle import Known, OneOf, Puzzle, Sum, Term

if TYPE_CHECKING:
    from numpy.typing import NDArray

Counts = Mapping[str, Mapping[str, int]]
"""A solution: how many in each unit gave each answer."""

_NOTHING = 1e-9  # of floats that are sums of a few small whole numbers
_INFEASIBLE = 2  # scipy.optimize.milp's status


class Insoluble(Exception):
    """Nothing that people can have answered makes everything printed true."""


class Solutions:
    """All solutions of a puzzle."""

    def __init__(self, puzzle: Puzzle) -> None:
        self.puzzle = puzzle
        self.units = tuple(puzzle.units)
        self._at = {
            (unit, answer): row * len(puzzle.answers) + column
            for row, unit in enumerate(self.units)
            for column, answer in enumerate(puzzle.answers)
        }
        self._known = [known for known in puzzle.known if isinstance(known, Sum)]
        self._choices = [known for known in puzzle.known if isinstance(known, OneOf)]

    def any(self) -> Counts:
        """One solution. Raises Insoluble."""
        return self.largest(())

    def bounds(self, units: Collection[str], answers: Collection[str]) -> tuple[int, int]:
        """The fewest and the most of these units who can have given one of these answers. Raises Insoluble."""
        term = Term(frozenset(units), frozenset(answers))
        low, high = (self.largest([Term(term.units, term.answers, sign)]) for sign in (-1, 1))
        return total([term], low), total([term], high)

    def largest(self, aim: Sequence[Term], also: Iterable[Sum] = ()) -> Counts:
        """A solution in which ``aim`` is as large as it can be, among those in which ``also`` is true. Raises
        Insoluble where there is none."""
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array, vstack

        also = tuple(also)
        matrix, low, high = self._matrix
        added = [self._row(known) for known in also]
        if added:
            matrix = vstack([matrix, csr_array(np.array(added))])
            low = np.concatenate([low, [-np.inf if known.low is None else known.low for known in also]])
            high = np.concatenate([high, [np.inf if known.high is None else known.high for known in also]])
        sought = -self._row(Sum(tuple(aim), None, None))
        found = milp(
            sought,
            integrality=np.ones(len(sought)),
            bounds=Bounds(0, self._most),
            constraints=LinearConstraint(matrix, low, high),
            options={"mip_rel_gap": 0},
        )
        if found.x is None:
            if found.status == _INFEASIBLE:
                raise Insoluble
            raise ArithmeticError(found.message)
        counts = self._counts(found.x)
        if not self.holds(counts) or not all(_holds(known, counts) for known in also):
            raise ArithmeticError("the solver's floats have gone astray")
        return counts

    def holds(self, counts: Counts) -> bool:
        """Whether everything printed is true of these answers, reckoned in whole numbers."""
        sizes = self.puzzle.units
        fits = all(sizes[unit].least <= sum(own.values()) <= sizes[unit].most for unit, own in counts.items())
        return fits and all(_holds(known, counts) for known in self.puzzle.known)

    def follows(self, units: Collection[str], answers: Collection[str]) -> bool:
        """Whether the number of these units who gave one of these answers follows from the printed ones by adding and
        subtracting alone, whatever they are."""
        import numpy as np

        sought = self._of_cells([Term(frozenset(units), frozenset(answers))])
        if sought is None:
            return False
        basis = self._exact
        beside = sought - basis.T @ (basis @ sought)
        return bool(np.abs(beside).max(initial=0.0) < _NOTHING)

    @cached_property
    def _exact(self) -> "NDArray[Any]":
        """Everything that is known exactly, by cell and answer: an orthonormal basis of what follows from it."""
        import numpy as np

        sizes, everything = self.puzzle.units, frozenset(self.puzzle.answers)
        terms: list[Sequence[Term]] = [known.terms for known in self._known if known.is_exact]
        terms += [[Term(c, everything)] for c in self._cells if all(sizes[u].least == sizes[u].most for u in c)]
        rows = [row for each in terms if (row := self._of_cells(each)) is not None]
        if not rows:
            return np.zeros((0, len(self._cells) * len(self.puzzle.answers)))
        _, values, basis = np.linalg.svd(np.array(rows), full_matrices=False)
        return np.asarray(basis[values > _NOTHING * values.max(initial=1.0)])

    @cached_property
    def _cells(self) -> list[frozenset[str]]:
        return self.puzzle.cells()

    def _of_cells(self, terms: Iterable[Term]) -> "NDArray[Any] | None":
        """The terms' weights by cell and answer; None where they are of parts of cells."""
        import numpy as np

        answers = self.puzzle.answers
        row = np.zeros(len(self._cells) * len(answers))
        for term in terms:
            within = [place for place, cell in enumerate(self._cells) if cell <= term.units]
            if sum(len(self._cells[place]) for place in within) < len(term.units & self.puzzle.units.keys()):
                return None
            for place in within:
                for column, answer in enumerate(answers):
                    if answer in term.answers:
                        row[place * len(answers) + column] += term.weight
        return row

    @cached_property
    def _most(self) -> "NDArray[Any]":
        import numpy as np

        sizes = [self.puzzle.units[unit].most for unit in self.units for _ in self.puzzle.answers]
        return np.array([*sizes, *(1 for choice in self._choices for _ in choice.counts)], dtype=float)

    @cached_property
    def _matrix(self) -> tuple[Any, "NDArray[Any]", "NDArray[Any]"]:
        """Every sum as a row of weights, and between which ends it lies: the units' sizes, what is printed, and of a
        choice among distributions that one is chosen and is the units'."""
        import numpy as np
        from scipy.sparse import csr_array

        rows: list[Any] = []
        ends: list[tuple[float, float]] = []
        everything = frozenset(self.puzzle.answers)
        for unit, size in self.puzzle.units.items():
            rows.append(self._row(Sum((Term(frozenset({unit}), everything),), None, None)))
            ends.append((size.least, size.most))
        for known in self._known:
            rows.append(self._row(known))
            ends.append((-np.inf if known.low is None else known.low, np.inf if known.high is None else known.high))
        first = len(self._at)
        for choice in self._choices:
            chosen = slice(first, first + len(choice.counts))
            one = np.zeros(len(self._most))
            one[chosen] = 1
            rows.append(one)
            ends.append((1, 1))
            for place, answer in enumerate(choice.answers):
                row = self._row(Sum.of(choice.units, {answer}, None, None))
                row[chosen] = [-counts[place] for counts in choice.counts]
                rows.append(row)
                ends.append((0, 0))
            first += len(choice.counts)
        low, high = zip(*ends, strict=True)
        return csr_array(np.array(rows)), np.array(low, dtype=float), np.array(high, dtype=float)

    def _row(self, known: Sum) -> "NDArray[Any]":
        import numpy as np

        row = np.zeros(len(self._most))
        for term in known.terms:
            for unit in term.units:
                for answer in term.answers:
                    place = self._at.get((unit, answer))
                    if place is not None:
                        row[place] += term.weight
        return row

    def _counts(self, found: Any) -> Counts:
        answers = self.puzzle.answers
        whole = [round(float(each)) for each in found[: len(self._at)]]
        rows = (whole[start : start + len(answers)] for start in range(0, len(whole), len(answers)))
        return {unit: dict(zip(answers, row, strict=True)) for unit, row in zip(self.units, rows, strict=True)}


def total(terms: Iterable[Term], counts: Counts) -> int:
    """What the terms add up to in a solution."""
    return sum(
        term.weight * sum(count(counts[unit], term.answers) for unit in term.units if unit in counts) for term in terms
    )


def count(own: Mapping[str, int], answers: Collection[str]) -> int:
    """How many of a unit gave one of these answers."""
    return sum(own[answer] for answer in answers if answer in own)


def _holds(known: Known, counts: Counts) -> bool:
    if isinstance(known, OneOf):
        told = tuple(total([Term(known.units, frozenset({answer}))], counts) for answer in known.answers)
        return told in known.counts
    found = total(known.terms, counts)
    return (known.low is None or known.low <= found) and (known.high is None or found <= known.high)
