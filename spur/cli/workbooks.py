"""``spur template``, ``check``, ``import inspection`` and ``inspection export``: the inspector's workbook."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from spur.cli.base import EXIT_INVALID, Command, db_option, lang_option, option, round_option, rubric_option, words

if TYPE_CHECKING:
    from spur.app import CheckedWorkbook
    from spur.records.problem import Problem
    from spur.wording import Wording

files_argument = click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False), metavar="FILE…"
)
own_rubric_option = option("--rubric", "own_rubric", metavar="ID@VERSION")
annotate_option = option("--annotate", type=click.Path(path_type=Path), metavar="FOLDER")


@click.command("template", cls=Command)
@click.argument("unit", required=False, metavar="UNIT")
@option("--group", metavar="GROUP")
@option("--all", "all_units", is_flag=True)
@rubric_option
@round_option
@option("--out", "out_file", type=click.Path(path_type=Path), required=True, metavar="FILE|FOLDER")
@db_option
@lang_option
def template(
    unit: str | None, group: str | None, all_units: bool, rubric: str, round_: str, out_file: Path, db: str, lang: Any
) -> None:
    from spur import app

    said = words(click.get_current_context())
    if sum((unit is not None, group is not None, all_units)) != 1:
        raise click.UsageError(said("cli.unit-group-or-all"), click.get_current_context())
    for path in app.templates(db, rubric, round_, out_file, unit=unit, group=group, lang=lang):
        print(said("cli.template-written", path=path))


@click.command("check", cls=Command)
@files_argument
@own_rubric_option
@annotate_option
@option("--json", "as_json", is_flag=True)
@db_option
@lang_option
def check(
    files: tuple[Path, ...], own_rubric: str | None, annotate: Path | None, as_json: bool, db: str, lang: Any
) -> None:
    from spur import app
    from spur.records.problem import any_errors

    said = words(click.get_current_context())
    checked = app.check_workbooks(files, db=db if _there(db) else None, rubric=own_rubric, progress=_progress)
    problems = [problem for each in checked for problem in each.problems]
    if as_json:
        _print_json(problems)
    for each in checked if not as_json else ():
        _tell_checked(each, said)
    _annotated([each for each in checked if each.problems], annotate, said, quiet=as_json)
    if any_errors(problems):
        raise click.exceptions.Exit(EXIT_INVALID)


@click.command("inspection", cls=Command)
@files_argument
@own_rubric_option
@annotate_option
@db_option
@lang_option
def import_inspection(
    files: tuple[Path, ...], own_rubric: str | None, annotate: Path | None, db: str, lang: Any
) -> None:  # fmt: skip
    from spur import app
    from spur.records.problem import InvalidInput

    said = words(click.get_current_context())
    try:
        imported = app.import_workbooks(db, files, rubric=own_rubric, progress=_progress)
    except InvalidInput:
        if annotate is not None:
            checked = app.check_workbooks(files, db=db, rubric=own_rubric)
            _annotated([each for each in checked if each.problems], annotate, said)
        raise
    for checked_workbook, kept in imported:
        _tell_checked(checked_workbook, said)
        print(said("cli.inspection-already" if kept.already else "cli.inspection-kept", number=kept.number))
        if kept.superseded:
            print(said("cli.inspection-superseded", superseded=kept.superseded))
    _annotated([each for each, _ in imported if each.problems], annotate, said)


@click.command("export", cls=Command)
@click.argument("unit", metavar="UNIT")
@round_option
@option("--out", "out_file", type=click.Path(path_type=Path), required=True, metavar="FILE")
@db_option
@lang_option
def export_inspection(unit: str, round_: str, out_file: Path, db: str, lang: Any) -> None:
    from spur import app

    said = words(click.get_current_context())
    print(said("cli.template-written", path=app.export_inspection(db, unit, round_, out_file, lang=lang)))


def _there(db: str) -> bool:
    """Whether there is a database to look units up in: a workbook can be checked on a laptop that has none."""
    path = db.removeprefix("sqlite:///")
    return "://" in path or Path(path).exists()


def _tell_checked(checked: "CheckedWorkbook", said: "Wording") -> None:
    from spur.cli.telling import tell_problems

    tell_problems(checked.problems, said)
    numbers = {"file": checked.path.name, "findings": checked.findings, "grades": checked.grades}
    print(said("cli.workbook-read", **numbers) if checked.read else said("cli.workbook-unread", **numbers))


def _annotated(
    checked: Sequence["CheckedWorkbook"], folder: Path | None, said: "Wording", *, quiet: bool = False
) -> None:
    from spur import app

    for each in checked if folder is not None else ():
        path = app.annotate(each, folder) if folder else None
        if path is not None and not quiet:
            print(said("cli.annotated", path=path))


def _print_json(problems: Iterable["Problem"]) -> None:
    """One object a problem, with its sentence in every language."""
    import json
    from dataclasses import asdict

    from spur.intake.sentences import sentence
    from spur.wording import LANGUAGES, Wording

    said = {lang: Wording(lang) for lang in LANGUAGES}
    told = [
        {
            "code": problem.code.value,
            "severity": problem.severity.value,
            **{key: value for key, value in asdict(problem).items() if key not in ("code", "place")},
            **asdict(problem.place),
            **{lang: sentence(problem, wording) for lang, wording in said.items()},
        }
        for problem in problems
    ]
    print(json.dumps(told, ensure_ascii=False, indent=1))


def _progress(files: Sequence[Path]) -> Iterable[Path]:
    """A bar on standard error while many files are read by a person; nothing in a script."""
    if len(files) < 2 or not sys.stderr.isatty():
        return files
    from rich.console import Console
    from rich.progress import track

    return track(files, description="", console=Console(stderr=True), transient=True)
