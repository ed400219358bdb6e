"""Files into the database, each as a whole or not at all."""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from spur import __version__
from spur.app.ledgers import who
from spur.app.rubrics import pinned_rubric
from spur.intake.baseline import read_baseline
from spur.intake.grades import read_grades
from spur.intake.survey.read import read_survey
from spur.intake.units import read_units
from spur.ledger.ledger import Ledger
from spur.records.imported import Import, ImportKind, Kept
from spur.records.printable import printable
from spur.records.problem import InvalidInput, Problem
from spur.records.reading import Reading, Record
from spur.records.unit import Unit


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What became of a file: its rows, the problems that did not stop it, and the import that keeps it."""

    file: str
    rows_read: int
    rows_used: int
    rows_ignored: int
    records: int
    problems: tuple[Problem, ...]
    kept: Kept


def init(db: str) -> str:
    """Make a new database, or leave an existing one of spur's as it is. Returns its name."""
    return Ledger.create(db).name


def import_units(db: str, path: Path) -> ImportSummary:
    """Keep a units file. A unit that is described anew keeps its old descriptions too; the newest counts."""
    ledger = Ledger.open(db)
    found = read_units(path)
    return _keep(path, found, lambda: ledger.keep_units(import_of_file("units", path), found.records))


def import_grades(db: str, path: Path, rubric: str, round_: str) -> ImportSummary:
    """Keep a grades file for a round. It supersedes what earlier files say of the same units and areas."""
    ledger, pinned = Ledger.open(db), pinned_rubric(rubric)
    found = read_grades(path, pinned.model, _units(ledger))
    new = replace(import_of_file("grades", path), rubric_hash=pinned.hash, round=round_)
    return _keep(path, found, lambda: ledger.keep_grades(new, pinned, found.records))


def import_survey(
    db: str, path: Path, rubric: str, round_: str, *, ignore: Collection[str] = (), replaces: int | None = None
) -> ImportSummary:
    """Keep a survey file for a round. ``ignore`` names columns to leave out; ``replaces`` an earlier import that this
    one puts out of force as a whole."""
    ledger, pinned = Ledger.open(db), pinned_rubric(rubric)
    found = read_survey(path, pinned.model, _units(ledger), ignore=ignore)
    new = replace(import_of_file("survey", path), rubric_hash=pinned.hash, round=round_, replaces=replaces)
    kept = ledger.keep_survey(new, pinned, found)
    return ImportSummary(
        path.name,
        found.rows_read,
        found.rows_used,
        found.rows_read - found.rows_used,
        found.rows_used,
        (*found.problems, *kept.problems),
        kept,
    )


def import_baseline(
    db: str, path: Path, rubric: str, name: str, *, excludes: str | None = None, replaces: int | None = None
) -> ImportSummary:
    """Keep a baseline under a name. ``excludes`` is the region whose answers are not in it."""
    ledger, pinned = Ledger.open(db), pinned_rubric(rubric)
    found = read_baseline(path, pinned.model)
    new = replace(
        import_of_file("baseline", path), rubric_hash=pinned.hash, name=name, excludes=excludes, replaces=replaces
    )
    return _keep(path, found, lambda: ledger.keep_baseline(new, pinned, found.records))


def import_of_file(kind: ImportKind, path: Path, file_hash: str | None = None) -> Import:
    if file_hash is None:
        file_hash = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    return Import(kind, printable(path.name), file_hash, at=datetime.now(UTC), tool_version=__version__, by=who())


def _units(ledger: Ledger) -> dict[str, Unit]:
    with ledger.view() as view:
        return view.units()


def _keep(path: Path, found: Reading[Record], keep: Callable[[], Kept]) -> ImportSummary:
    """Keep what a reader found, unless it found an error."""
    if found.failed:
        raise InvalidInput(found.problems)
    rows = (found.rows_read, found.rows_used, found.rows_ignored)
    kept = keep()
    return ImportSummary(path.name, *rows, len(found.records), (*found.problems, *kept.problems), kept)
