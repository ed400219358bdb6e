"""An exported folder into a new ledger: all of it as it was, or nothing."""

from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from spur.app.export.cells import Cells, SurveyTable, value_of
from spur.app.export.exporting import FOLDER_OF_RUBRICS, README, file_of, survey_file_of, ticking, write_tables
from spur.app.export.files import Entry, Files, Ticked, checked, rows_of
from spur.intake.table import Progress
from spur.ledger.ledger import Ledger
from spur.ledger.whole import FLAT, FlatColumn, Value, Whole, columns_of
from spur.records.problem import Code, InvalidInput, Place, Problem
from spur.rubric.load import loads
from spur.rubric.model import PinnedRubric


@dataclass(frozen=True, slots=True)
class ImportedExport:
    """What an exported folder has brought: how many imports, and how many rows in its tables."""

    imports: int
    rows: int


def import_export(db: str, folder: Path, progress: Progress | None = None) -> ImportedExport:
    """Put an exported folder into a new ledger, of any kind of database; never into one with content. What is in it
    then is verified, and has to give the very same export, before it is kept."""
    entries = checked(folder)
    rows = sum(entry.rows or 0 for entry in entries.values())
    ticked = ticking(progress, 2 * rows)  # they are read, and written again to be compared

    def put(whole: Whole) -> None:
        _fill(whole, folder, entries, ticked)
        again = Files(None, ticked)
        write_tables(whole, again)
        before = {name: entry for name, entry in entries.items() if name != README}
        if unlike := sorted(name for name, _ in before.items() ^ again.entries.items()):
            raise InvalidInput([_contradicts(name) for name in dict.fromkeys(unlike)])

    Ledger.create(db).fill(put)
    return ImportedExport(entries[file_of("imports")].rows or 0, rows)


def _fill(whole: Whole, folder: Path, entries: dict[str, Entry], ticked: Ticked) -> None:
    """Those tables first that others refer to. Text answers and codings refer to no response."""
    rubrics = [_rubric(folder, name) for name in entries if name.startswith(f"{FOLDER_OF_RUBRICS}/")]
    for pinned in rubrics:
        whole.add_rubric(pinned)
    for name in FLAT:
        columns = columns_of(name)
        header = [column.name for column in columns]
        whole.add_rows(name, rows_of(folder, file_of(name), header, partial(_values, columns), ticked))
    for pinned in rubrics:
        if (name := survey_file_of(pinned)) in entries:
            table = SurveyTable(pinned)
            responses = rows_of(folder, name, table.header, table.response, ticked)
            for number, of_import in groupby(responses, key=itemgetter(0)):
                whole.add_responses(number, (response for _, response in of_import), pinned.model)


def _values(columns: tuple[FlatColumn, ...], cells: Cells) -> tuple[Value, ...]:
    return tuple(map(value_of, cells, columns))


def _rubric(folder: Path, name: str) -> PinnedRubric:
    try:
        loaded = loads((folder / name).read_bytes().decode(), name)
    except (OSError, UnicodeDecodeError):
        raise InvalidInput([_contradicts(name)]) from None
    if loaded.rubric is None:
        raise InvalidInput([replace(each, place=replace(each.place, file=name)) for each in loaded.problems])
    return PinnedRubric(loaded.content_hash, loaded.text, loaded.rubric)


def _contradicts(name: str) -> Problem:
    return Problem(Code.EXPORT_CONTRADICTS, Place(name), found=name)
