"""A list of actions that has come back, or a plain table of recommendations → what in it is new, with every mistake at
its cell."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from spur.intake.actions.form import ACTIONS, LABEL, NEW, NUMBER, OWN, RECOMMENDATIONS, STANDING, TEXT
from spur.intake.actions.known import Known, Told
from spur.intake.actions.measures import read_measures
from spur.intake.actions.recognise import Recognised
from spur.intake.actions.recommendations import AdviceRow, read_advice
from spur.intake.marked import beginning
from spur.intake.recognised import Entry, Page
from spur.intake.table import Row, read_table
from spur.records.action import ActionFile
from spur.records.problem import Code, Place, Problem
from spur.records.reading import Reading
from spur.wording import Wording


def read_actions(book: Recognised, known: Known) -> tuple[Reading[ActionFile], int]:
    """What a list says that is new, and how many rows were left as they stand. Every row counts as read, and as used
    where it says something new."""
    told = Told()
    for kind, columns, read in (
        (ACTIONS, (LABEL, *STANDING), read_measures),
        (RECOMMENDATIONS, (*OWN, *STANDING), _read_advice),
    ):
        if kind in book.pages:
            _read_page(book.pages[kind], columns, read, known, told)
    told.problems += _absent(book, told)
    return _reading(known, told, book.problems), told.stale


def read_recommendations(path: Path, known: Known) -> Reading[ActionFile]:
    """A plain table of recommendations: columns as on their sheet, of which ``number`` and ``text`` are needed. Where
    it says nothing of how they stand, they stand as they did."""
    columns = (*OWN, *STANDING)
    table = read_table(path).renamed(columns)
    missing = table.missing_columns((NUMBER, TEXT))
    told = Told(problems=[*table.problems, *missing, *table.ignored_columns(columns)])
    if not missing:
        rows = (AdviceRow(f"{NEW}{row.number}", row.number, partial(_entry, row)) for row in table.rows)
        read_advice(rows, known, told, table=True, stands=any(each in table.columns for each in STANDING))
    return _reading(known, told, (), table.hash)


def _read_page(
    page: Page, columns: tuple[str, ...], read: Callable[[Page, Known, Told], None], known: Known, told: Told
) -> None:
    said, place = Wording(known.lang), Place(page.file, page.sheet.title)
    lacking = [each for each in columns if each not in page.columns]
    told.problems += [Problem(Code.SHEET_COLUMN_MISSING, place, said(f"actions.column.{each}")) for each in lacking]
    if not lacking:
        read(page, known, told)
    told.problems += page.problems


def _read_advice(page: Page, known: Known, told: Told) -> None:
    read_advice((AdviceRow(mark, row, partial(page.entry, mark)) for mark, row in page.rows.items()), known, told)


def _entry(row: Row, column: str) -> Entry:
    text = row.cells.get(column, "")
    return Entry(text, text, Place(row.file, row=row.number, column=column))


def _absent(book: Recognised, told: Told) -> Iterator[Problem]:
    """A notice of the rows that the list was written with and has no more."""
    listed = book.cover.listed if book.cover else {}
    names = [name for key, name in listed.items() if key not in told.seen]
    if names:
        yield Problem(Code.ACTIONS_ABSENT, Place(book.file), str(len(names)), also=beginning(", ".join(names)))


def _reading(known: Known, told: Told, problems: tuple[Problem, ...], file_hash: str = "") -> Reading[ActionFile]:
    file = ActionFile(known.region, tuple(told.events.values()), tuple(told.recommendations.values()))
    files = (file,) if file.events or file.recommendations else ()
    return Reading(files, (*problems, *told.problems), told.rows, told.used, file_hash)
