"""Problems as a long file brings them: told once each, however many places have them, so that they take bounded memory
(the same folding as ``spur.records.problem.folded``, while reading)."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace

from spur.records.problem import MORE_PLACES, Code, Place, Problem, Severity, nearest

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

    def add(self, problem: Problem, near: Collection[str] = ()) -> None:
        """``near``: if the problem comes to be told, the likeliest of these is suggested. To find it takes a hundred
        times as long as to read the cell."""
        place = problem.place
        key = (problem.code, place.sheet, place.column, problem.found, problem.allowed)
        if key in self._first:
            self._more[key] += 1 + problem.more
            if room := MORE_PLACES - len(self._places[key]):
                self._places[key] += (place, *problem.more_places)[:room]
        elif problem.severity is not Severity.ERROR or self._has_room(problem.code, place.column):
            self._first[key] = replace(problem, suggestion=nearest(problem.found, near)) if near else problem
            self._more[key] = problem.more
            self._places[key] = list(problem.more_places)
        else:
            self._untold += 1 + problem.more

    def extend(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self.add(problem)

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
            told.append(Problem(Code.MORE_ERRORS, Place(self._file), found=str(self._untold)))
        return tuple(told)

    def _has_room(self, code: Code, column: str) -> bool:
        self._errors += 1
        self._of_column[code, column] += 1
        return self._errors <= MOST_TOLD and self._of_column[code, column] <= MOST_OF_A_COLUMN
