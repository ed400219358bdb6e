"""The ledger as a whole: its log, taking back, erasing, verifying, and copies of it."""

import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path

from spur import __version__
from spur.app.output import made
from spur.app.rubrics import kept_rubric
from spur.ledger.database import Database
from spur.ledger.ledger import Ledger
from spur.ledger.reading import View
from spur.ledger.schema import SCHEMA_VERSION
from spur.records.event import InspectionEvent
from spur.records.imported import Import
from spur.records.ledger_event import LedgerEvent, LedgerEventKind
from spur.records.problem import Code, InvalidInput, Place, Problem
from spur.records.release import Release
from spur.rubric.model import Rubric


@dataclass(frozen=True, slots=True)
class Logged:
    """One thing that happened to the ledger. ``number`` is the import's own; ``in_force`` is None for an event."""

    at: datetime
    happened: Import | LedgerEvent | InspectionEvent
    number: int = 0
    in_force: bool | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """How many rows each table has, and every fault that was found in them."""

    rows: dict[str, int]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Migrated:
    """From which version to which, and where the copy of the database as it was lies (None on a server)."""

    before: int
    now: int
    aside: Path | None


def log(db: str, *, round_: str | None = None) -> list[Logged]:
    """Everything that came in and was done, oldest first; of one round, or of all."""
    with Ledger.open(db).view() as view:
        imports = {number: (each, in_force) for number, each, in_force in view.imports()}
        events, moves = view.ledger_events(), view.every_inspection_event()
    logged = [Logged(each.at, each, number, in_force) for number, (each, in_force) in imports.items()]
    logged += [Logged(each.at, each) for each in events]
    logged += [Logged(each.at, each) for each in moves]

    def of_round(entry: Logged) -> bool:
        told = imports[entry.happened.import_number][0] if isinstance(entry.happened, LedgerEvent) else entry.happened
        return round_ is None or told.round == round_

    return sorted(filter(of_round, logged), key=lambda entry: entry.at)


def undo(db: str, number: int, *, reason: str) -> Import:
    """Put an import out of force as a whole. It stays in the ledger, and ``redo`` puts it back."""
    return Ledger.open(db).undo(_event(LedgerEventKind.UNDONE, number, reason))


def reports_since(db: str, file: Import) -> list[Release]:
    """The reports that were handed out since a file came in, of whatever round: one may compare with another."""
    return [each for each in Ledger.open(db).releases() if each.at >= file.at and each.withdrawn is None]


def redo(db: str, number: int, *, reason: str) -> Import:
    """Put an import in force again that was undone."""
    return Ledger.open(db).redo(_event(LedgerEventKind.REDONE, number, reason))


def erase_response(db: str, round_: str, response_id: str, *, reason: str) -> None:
    """Erase what a person answered: the marks, the numbers and the texts, also in imports that are no longer in force.
    A tombstone with the reason remains of each."""

    def decide(view: View) -> list[tuple[LedgerEvent, Rubric]]:
        found = view.find_response(round_, response_id)
        if not found:
            raise InvalidInput([Problem(Code.RESPONSE_UNKNOWN, Place(""), found=response_id)])
        return [
            (_event(LedgerEventKind.ERASED, number, reason, row=row), kept_rubric(view, rubric_hash).model)
            for number, row, rubric_hash in found
        ]

    Ledger.open(db).erase_response(decide)


def erase_text(db: str, text_id: int, *, reason: str) -> None:
    """Erase one free text, by the number that the coding workbook shows. A tombstone with the reason remains."""

    def decide(view: View) -> LedgerEvent:
        number = view.import_of_text(text_id)
        if number is None:
            raise InvalidInput([Problem(Code.ERASED_TEXT_UNKNOWN, Place(""), found=str(text_id))])
        return _event(LedgerEventKind.ERASED, number, reason, text_id=text_id)

    Ledger.open(db).erase_text(decide)


def verify(db: str) -> Verified:
    """Look for faults: in the file, in references, in hashes, and in every tally against a recount of its rows."""
    return Verified(*Ledger.open(db).verify())


def backup(db: str, path: Path) -> int:
    """Copy a ledger, as it stands at one moment and while others work in it, into a new SQLite file; returns how many
    rows. The copy is verified before it is put in its place."""
    if path.exists():
        raise InvalidInput([Problem(Code.OUTPUT_EXISTS, Place(path.name), found=str(path))])
    source = Ledger.open(db)
    made(path.parent)
    part = path.with_name(f".{path.name}.part")
    try:
        _remove(part)
        copied = source.copy_to(Ledger.create(f"sqlite:///{part}"))
        part.replace(path)
        return copied
    except OSError as error:
        raise InvalidInput([Problem(Code.OUTPUT_UNWRITABLE, Place(path.name), str(path), also=str(error))]) from error
    finally:
        _remove(part)


def restore(db: str, path: Path) -> int:
    """Copy a backup into a new ledger, of any kind of database; returns how many rows. Never into one with content."""
    if path.is_dir():
        raise InvalidInput([Problem(Code.RESTORE_FOLDER, Place(path.name), found=str(path))])
    source = Ledger.open(f"sqlite:///{path}")
    return source.copy_to(Ledger.create(db))


def migrate(db: str) -> Migrated:
    """Move a database of an earlier version to this program's, all of it or nothing. Of an SQLite database a copy is
    set aside first."""
    from spur.ledger.migrating import OLDEST, migrate_tables  # a tenth of a second to import, and rarely needed

    database = Database.of_any_version(db)
    before = database.version()
    if not OLDEST <= before <= SCHEMA_VERSION:
        code = Code.DATABASE_NEWER if before > SCHEMA_VERSION else Code.DATABASE_TOO_OLD
        raise InvalidInput([Problem(code, Place(""), str(before), also=str(SCHEMA_VERSION))])
    if before == SCHEMA_VERSION:
        return Migrated(before, before, None)
    aside = database.set_aside()
    with database.migrating() as connection:
        migrate_tables(connection, before)
    return Migrated(before, SCHEMA_VERSION, aside)


def who() -> str:
    """Who works with spur: SPUR_USER, or the name that the computer knows."""
    with suppress(OSError, KeyError, ImportError):
        return os.environ.get("SPUR_USER") or getuser()
    return ""


def _event(
    kind: LedgerEventKind, number: int, reason: str, *, row: int | None = None, text_id: int | None = None
) -> LedgerEvent:
    if not reason.strip():
        raise InvalidInput([Problem(Code.REASON_MISSING, Place(""))])
    return LedgerEvent(kind, number, reason.strip(), who(), datetime.now(UTC), __version__, row, text_id)


def _remove(part: Path) -> None:
    for leftover in (part, *(part.with_name(f"{part.name}{end}") for end in ("-wal", "-shm"))):
        leftover.unlink(missing_ok=True)
