"""The columns of a survey with one row a person: what the texts in their cells mean, and where in a row they stand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import itemgetter
from typing import NamedTuple

from spur.intake.survey.cells import Reader, Unfit, number_of
from spur.intake.survey.plan import Meaning
from spur.rubric.parts import Question
from spur.rubric.slot import Slot

MOST_REMEMBERED, MOST_UNFIT = 10_000, 100
"""Texts that a column remembers, and those that are unfit; more of them are read anew each time."""

Missed = list[tuple[int, Unfit]]
"""Columns of the row at hand whose cells are unfit."""


class Meanings(dict[str, str]):
    """What the texts in a column's cells mean, remembered as they are met. A text that means nothing is added to
    ``missed``, and stands for ``instead``."""

    def __init__(self, column: int, read: Reader, missed: Missed, instead: str = "") -> None:
        super().__init__()
        self._column, self._read, self._missed, self._instead = column, read, missed, instead
        self._unfit: dict[str, Unfit] = {}

    def __missing__(self, cell: str) -> str:
        unfit = self._unfit.get(cell)
        if unfit is None:
            try:
                meaning = self._read(cell.strip())
            except Unfit as error:
                unfit = error.with_traceback(None)
                if len(self._unfit) < MOST_UNFIT:
                    self._unfit[cell] = unfit
            else:
                if len(self) < MOST_REMEMBERED:
                    self[cell] = meaning
                return meaning
        self._missed.append((self._column, unfit))
        return self._instead


class Numbers(dict[str, Fraction | None]):
    """The exact numbers in a column, remembered likewise; None where there is none (its mark has been told of)."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self._question = question

    def __missing__(self, cell: str) -> Fraction | None:
        try:
            number = number_of(self._question, cell.strip())
        except Unfit:
            number = None
        if len(self) < MOST_REMEMBERED:
            self[cell] = number
        return number


@dataclass(frozen=True, slots=True)
class Piece:
    """Slots that one column tells of; a column of None means slots that the file has no column for."""

    column: int | None
    slots: tuple[Slot, ...]
    meaning: Meaning | None = None


NumberColumns = tuple[tuple[Question, int, Numbers], ...]
TextColumns = tuple[tuple[Question, int, int], ...]
"""Each with its place in a row's cells; a text's with its index in the file too."""


class Where(NamedTuple):
    """Where in a row's cells what is read stands: the unit, role and id, numbers and texts, None for what is nowhere.
    The row may be given with a run of answers left undivided, as one cell."""

    unit: int | None
    role: int | None
    id: int | None
    numbers: NumberColumns
    texts: TextColumns

    def shortened(self, first: int, end: int) -> "Where":
        """The same where the columns from ``first`` up to ``end`` are one cell."""

        def short(at: int) -> int:
            return at if at < first else at - (end - first) + 1

        unit, role, id_ = (None if at is None else short(at) for at in self[:3])
        numbers = tuple((question, short(at), known) for question, at, known in self.numbers)
        return Where(unit, role, id_, numbers, tuple((q, short(at), column) for q, at, column in self.texts))


def column_of(piece: Piece) -> int:
    assert piece.column is not None
    return piece.column


def picker(at: Sequence[int]) -> Callable[[Sequence[str]], Sequence[str]]:
    """What stands at these places of a sequence; neighbours are cut out as they are, which is faster."""
    if not at:
        return lambda _: ()
    if list(at) == list(range(at[0], at[-1] + 1)):
        return itemgetter(slice(at[0], at[-1] + 1))
    return itemgetter(*at)
