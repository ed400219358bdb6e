"""Files into the database, each as a whole or not at all."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from spur import __version__
from spur.app.invited import too_many_responses
from spur.app.known import known, known_regions
from spur.app.ledgers import who
from spur.app.rubrics import grading_rubric, pinned_rubric
from spur.app.surveys import column_helps
from spur.intake.baseline import read_baseline
from spur.intake.grades import read_grades
from spur.intake.indicators import read_indicators
from spur.intake.invited import read_invited
from spur.intake.survey.read import read_survey
from spur.intake.table import Progress
from spur.intake.units import read_units
from spur.ledger.ledger import Ledger
from spur.records.imported import Import, ImportKind, Kept
from spur.records.printable import printable
from spur.records.problem import Code, InvalidInput, Problem
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
    return keep_found(path, found, lambda: ledger.keep_units(import_of_file("units", path, found.hash), found.records))


def import_grades(db: str, path: Path, rubric: str, round_: str) -> ImportSummary:
    """Keep a grades file for a round. It supersedes what earlier files say of the same units and areas."""
    ledger, pinned = Ledger.open(db), grading_rubric(rubric)
    found = read_grades(path, pinned.model, _units(ledger))
    new = replace(import_of_file("grades", path, found.hash), rubric_hash=pinned.hash, round=round_)
    return keep_found(path, found, lambda: ledger.keep_grades(new, pinned, found.records))


def import_survey(
    db: str,
    path: Path,
    rubric: str,
    round_: str,
    *,
    ignore: Collection[str] = (),
    replaces: int | None = None,
    sheet: str = "",
    unit: str = "",
    role: str = "",
    mapping: Path | None = None,
    dictionary: Path | None = None,
    progress: Progress | None = None,
) -> ImportSummary:
    """Keep a survey file, of any length, for a round.

    ``ignore`` names columns to leave out; ``replaces`` an earlier import that this one puts out of force as a whole;
    ``sheet`` the workbook's sheet, where several have something on them; ``unit`` and ``role`` are what the whole file
    is about; ``mapping`` is a mapping file (``spur survey map``), ``dictionary`` a data dictionary of REDCap's.
    ``progress`` is told now and then how much has been read, from 0 to 1.
    """
    ledger, pinned = Ledger.open(db), pinned_rubric(rubric)
    settled, labels = column_helps(mapping, dictionary)
    with read_survey(
        path, pinned.model, _units(ledger), ignore=ignore, sheet=sheet, unit=unit, role=role,
        mapping=settled, dictionary=labels, progress=progress,
    ) as found:  # fmt: skip
        if found.stopped:
            raise InvalidInput(found.problems)
        new = import_of_file("survey", path, found.hash)
        kept = ledger.keep_survey(
            replace(new, rubric_hash=pinned.hash, round=round_, replaces=replaces),
            pinned,
            found,
            lambda view: too_many_responses(view.response_counts(round_), view.invited_counts(round_), path.name),
        )
    rows = (0, 0) if kept.already else (found.rows_read, found.rows_used)
    problems = (*found.problems, *kept.problems)
    return ImportSummary(path.name, *rows, rows[0] - rows[1], found.responses, problems, kept)


def import_invited(db: str, path: Path, rubric: str, round_: str) -> ImportSummary:
    """Keep how many were invited to answer a round's survey. The newest file that tells of a unit and role counts."""
    ledger, pinned = Ledger.open(db), pinned_rubric(rubric)
    with ledger.view() as view:
        units, answered = view.units(), view.response_counts(round_)
    found = read_invited(path, pinned.model, units, answered)
    new = replace(import_of_file("invited", path, found.hash), rubric_hash=pinned.hash, round=round_)
    return keep_found(path, found, lambda: ledger.keep_invited(new, pinned, found.records))


def import_baseline(
    db: str, path: Path, rubric: str, name: str, *, excludes: str | None = None, replaces: int | None = None
) -> ImportSummary:
    """Keep a baseline under a name. ``excludes`` is the region whose answers are not in it."""
    ledger, pinned = Ledger.open(db), pinned_rubric(rubric)
    found = read_baseline(path, pinned.model)
    new = replace(
        import_of_file("baseline", path, found.hash),
        rubric_hash=pinned.hash,
        name=name,
        excludes=excludes,
        replaces=replaces,
    )
    return keep_found(path, found, lambda: ledger.keep_baseline(new, pinned, found.records))


def import_shares(
    db: str, path: Path, rubric: str, round_: str, region: str, *, replaces: int | None = None
) -> ImportSummary:
    """Keep the shares that were printed of a region's earlier round, whose answers themselves are lost."""
    ledger, pinned = Ledger.open(db), pinned_rubric(rubric)
    known(region, {unit.region for unit in _units(ledger).values()}, Code.REGION_UNKNOWN)
    found = read_baseline(path, pinned.model)
    new = replace(
        import_of_file("shares", path, found.hash),
        rubric_hash=pinned.hash,
        round=round_,
        name=region,
        replaces=replaces,
    )
    return keep_found(path, found, lambda: ledger.keep_baseline(new, pinned, found.records))


def import_indicators(db: str, path: Path, rubric: str) -> ImportSummary:
    """Keep what units or regions report of a rubric's indicators. The newest file that tells of a unit or region, an
    indicator and a period counts."""
    ledger, pinned = Ledger.open(db), pinned_rubric(rubric)
    units = _units(ledger)
    regions = known_regions(pinned.model, (unit.region for unit in units.values()))
    found = read_indicators(path, pinned.model, units, regions)
    new = replace(import_of_file("indicators", path, found.hash), rubric_hash=pinned.hash)
    return keep_found(path, found, lambda: ledger.keep_indicators(new, pinned, found.records))


def import_of_file(kind: ImportKind, path: Path, file_hash: str) -> Import:
    """An import of this file. The hash is that of the bytes that were read, which its reader has told: the file itself
    may have changed since."""
    return Import(kind, printable(path.name), file_hash, at=datetime.now(UTC), tool_version=__version__, by=who())


def _units(ledger: Ledger) -> dict[str, Unit]:
    with ledger.view() as view:
        return view.units()


def keep_found(path: Path, found: Reading[Record], keep: Callable[[], Kept]) -> ImportSummary:
    """Keep what a reader found, unless it found an error."""
    if found.failed:
        raise InvalidInput(found.problems)
    rows = (found.rows_read, found.rows_used, found.rows_ignored)
    kept = keep()
    return ImportSummary(path.name, *rows, len(found.records), (*found.problems, *kept.problems), kept)
