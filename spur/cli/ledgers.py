"""``spur log``, ``undo``, ``redo``, ``erase``, ``verify``, ``backup``, ``restore``, ``export``, ``import export`` and
``migrate``."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from spur.cli.base import Command, Group, db_option, lang_option, latest_round_option, option, round_option, words
from spur.wording import Wording

if TYPE_CHECKING:
    from spur.app import Logged

Progress = Callable[[float], None]
_T = TypeVar("_T")

MOST_REPORTS = 12
"""That are named after an import was undone; more are counted."""

number_argument = click.argument("number", type=int, metavar="NUMBER")
reason_option = option("--reason", required=True, metavar="TEXT")
copy_argument = click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
folder_argument = click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")


@click.command("log", cls=Command)
@latest_round_option
@db_option
@lang_option
def log(round_or_latest: str | None, db: str, lang: str) -> None:
    from spur import app

    said = words(click.get_current_context())
    lines = [_line(entry, said) for entry in app.log(db, round_=round_or_latest)]
    for line in lines or [said("cli.log.empty")]:
        print(line)


@click.command("undo", cls=Command)
@number_argument
@reason_option
@db_option
@lang_option
def undo(number: int, reason: str, db: str, lang: str) -> None:
    from spur import app

    said = words(click.get_current_context())
    file = app.undo(db, number, reason=reason)
    print(said("cli.undone", number=number, file=file.file_name))
    if reports := app.reports_since(db, file):
        told = [str(each.number) for each in reports[:MOST_REPORTS]]
        more = [said("cli.releases.parts-more", n=len(reports) - MOST_REPORTS)] if len(reports) > MOST_REPORTS else []
        print(said("cli.undone-reports", reports=said.listed([*told, *more])))


@click.command("redo", cls=Command)
@number_argument
@reason_option
@db_option
@lang_option
def redo(number: int, reason: str, db: str, lang: str) -> None:
    from spur import app

    file = app.redo(db, number, reason=reason).file_name
    print(words(click.get_current_context())("cli.redone", number=number, file=file))


@click.group("erase", cls=Group)
@lang_option
def erase_group(lang: Any) -> None: ...


@erase_group.command("response")
@click.argument("response", metavar="RESPONSE")
@round_option
@reason_option
@db_option
@lang_option
def erase_response(response: str, round_: str, reason: str, db: str, lang: str) -> None:
    from spur import app

    app.erase_response(db, round_, response, reason=reason)
    print(words(click.get_current_context())("cli.erased"))


@erase_group.command("text")
@number_argument
@reason_option
@db_option
@lang_option
def erase_text(number: int, reason: str, db: str, lang: str) -> None:
    from spur import app

    app.erase_text(db, number, reason=reason)
    print(words(click.get_current_context())("cli.erased"))


@click.command("verify", cls=Command)
@db_option
@lang_option
def verify(db: str, lang: str) -> None:
    from spur import app
    from spur.records.problem import InvalidInput

    said = words(click.get_current_context())
    verified = app.verify(db)
    if verified.problems:
        raise InvalidInput(verified.problems)
    print(said("cli.verified", rows=sum(verified.rows.values()), imports=verified.rows["import"]))


@click.command("backup", cls=Command)
@copy_argument
@db_option
@lang_option
def backup(file: Path, db: str, lang: str) -> None:
    from spur import app

    print(words(click.get_current_context())("cli.backed-up", rows=app.backup(db, file), file=file))


@click.command("restore", cls=Command)
@copy_argument
@db_option
@lang_option
def restore(file: Path, db: str, lang: str) -> None:
    from spur import app

    print(words(click.get_current_context())("cli.restored", rows=app.restore(db, file), file=file))


@click.command("export", cls=Command)
@folder_argument
@db_option
@lang_option
def export(folder: Path, db: str, lang: str) -> None:
    from spur import app

    said, written = _with_bar(folder, lambda progress: app.export_database(db, folder, progress))
    print(said("cli.exported", folder=written.folder, files=written.files, rows=written.rows))


@click.command("export", cls=Command)
@folder_argument
@db_option
@lang_option
def import_export(folder: Path, db: str, lang: str) -> None:
    from spur import app

    said, kept = _with_bar(folder, lambda progress: app.import_export(db, folder, progress))
    print(said("cli.export-kept", folder=folder, imports=kept.imports, rows=kept.rows))


@click.command("migrate", cls=Command)
@db_option
@lang_option
def migrate(db: str, lang: str) -> None:
    from spur import app

    said = words(click.get_current_context())
    moved = app.migrate(db)
    if moved.before == moved.now:
        print(said("cli.migrated-already", now=moved.now))
        return
    print(said("cli.migrated", before=moved.before, now=moved.now))
    if moved.aside is not None:
        print(said("cli.set-aside", file=moved.aside))


def _with_bar(folder: Path, run: Callable[[Progress | None], _T]) -> tuple[Wording, _T]:
    """Do what takes a while, and show how far it has come."""
    from spur.cli.progress import progress_bar

    said = words(click.get_current_context())
    with progress_bar(said("cli.reading", file=folder.name)) as progress:
        return said, run(progress)


def _line(entry: "Logged", said: Wording) -> str:
    """One line of the log: when, what, by whom and why."""
    from spur.records.event import InspectionEvent
    from spur.records.ledger_event import LedgerEvent
    from spur.records.printable import printable

    match entry.happened:
        case LedgerEvent() as event:
            what = said(f"cli.log.{event.kind}", number=event.import_number)
            by, note = event.by, event.reason
        case InspectionEvent() as event:
            state = said(f"cli.state.{event.state}") if event.state else ""
            what = said(f"cli.log.{event.kind}", unit=event.unit_id, round=event.round, area=event.area, state=state)
            by, note = event.by, event.note
        case file:
            names = ", ".join(each for each in (file.round, file.name) if each)
            of = said("cli.log.of", of=names) if names else ""
            kind = said(f"cli.log.kind.{file.kind}")
            what = said("cli.log.import", number=entry.number, kind=kind, file=file.file_name, of=of)
            by, note = file.by, "" if entry.in_force else said("cli.log.out-of-force")
    at = entry.at.astimezone().strftime("%Y-%m-%d %H:%M")
    told = [f"{at}  {what}", *([said("cli.log.by", by=by)] if by else [])]
    return printable(", ".join(told) + (f": {' '.join(note.split())}" if note else ""))
