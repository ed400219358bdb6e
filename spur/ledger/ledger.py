"""The ledger: what the other rooms see of the database."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from sqlalchemy import Connection
from sqlalchemy.exc import DataError, IntegrityError

from spur.ledger import acting, answering, copying, inspecting, keeping, releasing, undoing, verifying
from spur.ledger.database import Database
from spur.ledger.reading import View
from spur.ledger.releasing import Releasing
from spur.ledger.whole import Whole
from spur.records.baseline import BaselineRow
from spur.records.event import InspectionEvent
from spur.records.grade import GradeEvent
from spur.records.imported import Import, Kept
from spur.records.indicator import IndicatorCount
from spur.records.ledger_event import LedgerEvent
from spur.records.problem import Code, InvalidInput, Place, Problem
from spur.records.reading import Stream
from spur.records.release import Release, Withdrawal
from spur.records.response import Coding, GivenText, Invited, Response
from spur.records.unit import Unit
from spur.rubric.model import PinnedRubric, Rubric

Doubts = Callable[[View], Iterable[Problem]]
"""What a person should know of a round, seen as it will be when an import is in it."""


class Ledger:
    """Keeps imports whole or not at all, and hands out records and tallies.

    Every ``keep_…`` raises InvalidInput, keeping nothing, where the records clash with what is kept already.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def create(cls, url: str) -> "Ledger":
        """Make a new ledger; an existing one is opened as it is."""
        return cls(Database.create(url))

    @classmethod
    def open(cls, url: str) -> "Ledger":
        """Raises InvalidInput where there is no ledger of this version."""
        return cls(Database.open(url))

    @property
    def name(self) -> str:
        return self._database.name

    @contextmanager
    def view(self) -> Iterator[View]:
        with self._database.reading() as connection:
            yield View(connection)

    @contextmanager
    def releasing(self) -> Iterator[Releasing]:
        """A view from which something is handed out, and in which that is kept: all of it or, on an error, nothing."""
        with self._database.writing() as connection:
            yield Releasing(connection)

    @contextmanager
    def view_of_releases(self) -> Iterator[Releasing]:
        """The same view, to look only."""
        with self._database.reading() as connection:
            yield Releasing(connection)

    def releases(self) -> list[Release]:
        """Everything that has been handed out, without its content."""
        with self._database.reading() as connection:
            return releasing.releases(connection)

    def withdraw(self, numbers: Collection[int], withdrawal: Withdrawal) -> list[Release]:
        """Record that reports never left the house, all of them or none; returns which they were."""
        with self._database.writing() as connection:
            return releasing.withdraw(connection, numbers, withdrawal)

    def keep_rubric(self, pinned: PinnedRubric) -> None:
        """Keep a rubric's text before anything is pinned to it."""
        with self._database.writing() as connection:
            keeping.keep_rubric(connection, pinned)

    def keep_units(self, new: Import, units: Sequence[Unit]) -> Kept:
        return self._keep(new, None, lambda connection, number: keeping.keep_units(connection, number, units))

    def keep_grades(self, new: Import, pinned: PinnedRubric, events: Sequence[GradeEvent]) -> Kept:
        return self._keep(new, pinned, lambda connection, number: keeping.keep_grades(connection, number, new, events))

    def keep_survey(
        self, new: Import, pinned: PinnedRubric, responses: Stream[Response], doubts: Doubts | None = None
    ) -> Kept:
        """Keep the responses while they are read; where anything is wrong with the file, none of them. ``doubts`` tells
        what is doubtful about the round once they are in it."""
        return self._keep(
            new,
            pinned,
            lambda connection, number: answering.keep_responses(connection, number, new, responses, pinned.model),
            slots=len(pinned.model.slots),
            doubts=doubts,
        )

    def keep_baseline(self, new: Import, pinned: PinnedRubric, rows: Sequence[BaselineRow]) -> Kept:
        return self._keep(
            new, pinned, lambda connection, number: answering.keep_baseline(connection, number, new, rows)
        )

    def keep_texts(self, new: Import, pinned: PinnedRubric, texts: Sequence[GivenText], question: str) -> Kept:
        """Keep free texts that came in a file of their own; ``question`` is the one that they answer."""
        asked = pinned.model.question(question)
        return self._keep(
            new, pinned, lambda connection, number: answering.keep_texts(connection, number, new, texts, asked)
        )

    def keep_codings(self, new: Import, pinned: PinnedRubric, codings: Sequence[Coding]) -> Kept:
        return self._keep(
            new, pinned, lambda connection, number: answering.keep_codings(connection, number, new, codings)
        )

    def keep_invited(self, new: Import, pinned: PinnedRubric, rows: Sequence[Invited]) -> Kept:
        return self._keep(new, pinned, lambda connection, number: answering.keep_invited(connection, number, new, rows))

    def keep_indicators(self, new: Import, pinned: PinnedRubric, rows: Sequence[IndicatorCount]) -> Kept:
        return self._keep(
            new, pinned, lambda connection, number: answering.keep_indicators(connection, number, rows, pinned.model)
        )

    def keep_inspections(self, items: Sequence[inspecting.Item]) -> tuple[Kept, ...]:
        """Keep all the workbooks or, where they clash with each other, none. One that is corrected replaces the earlier
        one as a whole, and both stay; the same file again changes nothing."""
        inspecting.refuse_twice(items)
        with self._database.writing() as connection:
            return inspecting.keep_inspections(connection, items)

    def record(self, decide: Callable[[View], Sequence[InspectionEvent]]) -> tuple[InspectionEvent, ...]:
        """Add the events that ``decide`` makes of what the ledger holds. It raises InvalidInput to add none; nothing
        that it has seen changes before they are kept."""
        with self._database.writing() as connection:
            events = tuple(decide(View(connection)))
            inspecting.keep_events(connection, events)
            return events

    def keep_actions(self, decide: Callable[[View], Sequence[acting.ActionImport]]) -> list[Kept]:
        """Keep what ``decide``, which sees what the ledger holds, finds new in files. It raises InvalidInput to keep
        none."""
        with self._database.writing() as connection:
            return acting.keep_actions(connection, decide(View(connection)))

    def verify(self) -> tuple[dict[str, int], tuple[Problem, ...]]:
        """How many rows each table has, and every fault in them."""
        with self._database.reading() as connection:
            return verifying.sizes(connection), tuple(verifying.verify(connection))

    def copy_to(self, other: "Ledger") -> int:
        """Copy everything, as it stands at one moment, into a ledger, which must be empty; returns how many rows. What
        has been copied is verified before it is kept."""
        with self._database.reading() as source, other._filled() as target:
            return copying.copy(source, target)

    @contextmanager
    def whole(self) -> Iterator[Whole]:
        """Everything that the ledger holds, as it stands at one moment."""
        with self._database.reading() as connection:
            yield Whole(connection)

    def fill(self, put: Callable[[Whole], None]) -> None:
        """Let everything be put into the ledger, which must be empty. What is in it then is verified before it is
        kept."""
        with self._filled() as connection:
            try:
                put(Whole(connection))
            except (IntegrityError, DataError) as error:
                said = " ".join(str(error.orig).split())
                raise InvalidInput([Problem(Code.EXPORT_CONTRADICTS, Place(""), found=said)]) from error

    @contextmanager
    def _filled(self) -> Iterator[Connection]:
        """A transaction that fills an empty ledger, and is kept if what it leaves is whole."""
        with self._database.writing() as connection:
            if any(verifying.sizes(connection).values()):
                raise InvalidInput([Problem(Code.RESTORE_NOT_EMPTY, Place(""), found=self.name)])
            yield connection
            if faults := tuple(verifying.verify(connection)):
                raise InvalidInput(faults)

    def undo(self, event: LedgerEvent) -> Import:
        """Put an import out of force as a whole."""
        with self._database.writing() as connection:
            return undoing.undo(connection, event)

    def redo(self, event: LedgerEvent) -> Import:
        """Put an import in force again that was undone."""
        with self._database.writing() as connection:
            return undoing.redo(connection, event)

    def erase_response(self, decide: Callable[[View], Sequence[tuple[LedgerEvent, Rubric]]]) -> None:
        """Erase the response wherever ``decide`` finds it (by import and row), under the rubric that it is pinned to
        there."""
        with self._database.writing() as connection:
            for event, model in decide(View(connection)):
                undoing.erase_response(connection, event, model)

    def erase_text(self, decide: Callable[[View], LedgerEvent]) -> None:
        """Erase the free text that ``decide`` finds."""
        with self._database.writing() as connection:
            undoing.erase_text(connection, decide(View(connection)))

    def _keep(
        self,
        new: Import,
        pinned: PinnedRubric | None,
        keep: Callable[[Connection, int], int],
        *,
        slots: int | None = None,
        doubts: Doubts | None = None,
    ) -> Kept:
        """One transaction: the rubric, the import's row, then what it brings. The same file again changes nothing."""
        with self._database.writing() as connection:
            if (kept := keeping.already_kept(connection, new)) is not None:
                return replace(kept, problems=tuple(doubts(View(connection))) if doubts else ())
            if pinned is not None:
                keeping.keep_rubric(connection, pinned)
            number = keeping.open_import(connection, new, slots)
            superseded = keep(connection, number)
            told = tuple(doubts(View(connection))) if doubts else ()
            return Kept(number, superseded=superseded, problems=(*keeping.second_rubric(connection, new), *told))
