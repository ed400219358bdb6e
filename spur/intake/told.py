"""Problems as a long file brings them: told once each, however many places have them, so that they take bounded memory
(the same folding as ``spur.records.problem.folded``, while reading)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from spur.records.problem import MORE_PLACES, Code, Place, Problem, Severity

MOST_TOLD = 500
"""Different errors of one file. Nobody reads more before mending the first."""

MOST_OF_A_COLUMN = 25
"""Different errors of one kind in one column."""

_Key = tuple[object, ...]


class Told:
    """The problems of one file. Beyond ``MOST_TOLD``, errors are only counted, and the count is told last."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._first: dict[_Key, Problem] = {}
        self._more: dict[_Key, int] = {}
        self._places: dict[_Key, list[Place]] = {}
        self._of_column: Counter[tuple[Code, str]] = Counter()
        self._errors = 0
        self._untold = 0

    def add(self, problem: Problem) -> None:
        place = problem.place
        key = (problem.code, place.sheet, place.column, problem.found, problem.allowed)
        if self.known(key):
            self.again(key, place)
            self._more[key] += problem.more
            self._places[key] += problem.more_places[: MORE_PLACES - len(self._places[key])]
        elif problem.severity is not Severity.ERROR or self._has_room(problem.code, place.column):
            self._first[key] = problem
            self._more[key] = problem.more
            self._places[key] = list(problem.more_places)
        else:
            self._untold += 1 + problem.more

    def extend(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self.add(problem)

    def known(self, key: _Key) -> bool:
        """Whether a problem like this (code, sheet, column, found, allowed) has been told already."""
        return key in self._first

    def again(self, key: _Key, place: Place) -> None:
        self._more[key] += 1
        if len(self._places[key]) < MORE_PLACES:
            self._places[key].append(place)

    def missed(self, code: Code) -> bool:
        """Whether a problem with this code is among those told."""
        return any(problem.code is code for problem in self._first.values())

    @property
    def failed(self) -> bool:
        return self._errors > 0

    @property
    def problems(self) -> tuple[Problem, ...]:
        told = [
            replace(problem, more=self._more[key], more_places=tuple(self._places[key]))
            for key, problem in self._first.items()
        ]
        if self._untold:
            told.append(Problem(Code.MORE_ERRORS, Place(self._file), found=str(self._untold), more=self._untold - 1))
        return tuple(told)

    def _has_room(self, code: Code, column: str) -> bool:
        self._errors += 1
        self._of_column[code, column] += 1
        return self._errors <= MOST_TOLD and self._of_column[code, column] <= MOST_OF_A_COLUMN
