"""``spur template``, ``check``, ``import inspection`` and ``inspection export``: the inspector's workbook."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from spur.cli.base import (
    EXIT_INVALID,
    Command,
    db_option,
    lang_option,
    latest_round_option,
    option,
    round_option,
    rubric_option,
    words,
)
from spur.cli.telling import tell_problems
from spur.records.printable import printable
from spur.records.problem import Code, InvalidInput, Place, Problem, any_errors

if TYPE_CHECKING:
    from spur.app import CheckedWorkbook
    from spur.wording import Wording

files_argument = click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False), metavar="FILE…"
)
own_rubric_option = option("--rubric", "own_rubric", metavar="ID@VERSION")
annotate_option = option("--annotate", type=click.Path(path_type=Path), metavar="FOLDER")
json_option = option("--json", "as_json", is_flag=True)


def _names(context: click.Context, _param: click.Parameter, names: tuple[str, ...]) -> tuple[str, ...]:
    for name in names:
        if not name.strip() or printable(name) != name:
            raise click.BadParameter(words(context)("cli.not-a-name", found=printable(name)))
    return names


@click.command("template", cls=Command)
@click.argument("unit", required=False, metavar="UNIT")
@option("--group", metavar="GROUP")
@option("--all", "all_units", is_flag=True)
@option("--own", "own", multiple=True, callback=_names, metavar="NAME")
@rubric_option
@round_option
@option("--out", "out_file", type=click.Path(path_type=Path), required=True, metavar="FILE|FOLDER")
@db_option
@lang_option
def template(
    unit: str | None,
    group: str | None,
    all_units: bool,
    own: tuple[str, ...],
    rubric: str,
    round_: str,
    out_file: Path,
    db: str,
    lang: Any,
) -> None:
    from spur import app

    said = words(click.get_current_context())
    if sum((unit is not None, group is not None, all_units)) != 1:
        raise click.UsageError(said("cli.unit-group-or-all"), click.get_current_context())
    for path in app.templates(db, rubric, round_, out_file, unit=unit, group=group, own=own, lang=lang):
        print(said("cli.template-written", path=printable(str(path))))


@click.command("check", cls=Command)
@files_argument
@own_rubric_option
@annotate_option
@json_option
@db_option
@lang_option
def check(
    files: tuple[Path, ...], own_rubric: str | None, annotate: Path | None, as_json: bool, db: str, lang: Any
) -> None:
    from spur import app

    said = words(click.get_current_context())
    with _told_as_json(as_json):
        there = _is_asked_for_or_there(db)
        checked = app.check_workbooks(files, db=db if there else None, rubric=own_rubric, progress=_progress)
        alone = [] if there else [_not_looked_up(db)]
        copies, unwritable = _annotated(checked, annotate)
    problems = [*alone, *_problems(checked), *unwritable]
    if as_json:
        _print_json(problems)
    else:
        tell_problems(alone, said)
        for each in checked:
            _tell_checked(each, said)
        tell_problems(unwritable, said)
        _tell_copies(copies, said)
    if any_errors(problems):
        raise click.exceptions.Exit(EXIT_INVALID)


@click.command("inspection", cls=Command)
@files_argument
@own_rubric_option
@annotate_option
@json_option
@db_option
@lang_option
def import_inspection(
    files: tuple[Path, ...], own_rubric: str | None, annotate: Path | None, as_json: bool, db: str, lang: Any
) -> None:  # fmt: skip
    from spur import app

    said = words(click.get_current_context())
    with _told_as_json(as_json):
        checked = app.check_workbooks(files, db=db, rubric=own_rubric, progress=_progress)
        # before anything is kept: a copy that cannot be written stops the import, and is told with all the rest
        copies, unwritable = _annotated(checked, annotate)
        if not as_json:
            _tell_copies(copies, said)
        problems = [*_problems(checked), *unwritable]
        if any_errors(problems):
            raise InvalidInput(problems)
        kept_of = {id(each): kept for each, kept in app.keep_workbooks(db, checked)}
        problems += [problem for kept in kept_of.values() for problem in kept.problems]
    if as_json:
        _print_json(problems)
        return
    for each in checked:
        _tell_checked(each, said)
        if kept := kept_of.get(id(each)):
            tell_problems(kept.problems, said)
            print(said("cli.inspection-already" if kept.already else "cli.inspection-kept", number=kept.number))
            if kept.superseded:
                print(said("cli.inspection-superseded", superseded=kept.superseded))


@click.command("export", cls=Command)
@click.argument("unit", metavar="UNIT")
@latest_round_option
@option("--out", "out_file", type=click.Path(path_type=Path), required=True, metavar="FILE")
@db_option
@lang_option
def export_inspection(unit: str, round_or_latest: str | None, out_file: Path, db: str, lang: Any) -> None:
    from spur import app

    said = words(click.get_current_context())
    path = app.export_inspection(db, unit, round_or_latest or app.latest_round(db), out_file, lang=lang)
    print(said("cli.template-written", path=printable(str(path))))


def _is_asked_for_or_there(db: str) -> bool:
    """Whether units are to be looked up: a workbook can be checked on a laptop that has no database, but one that was
    asked for must be there."""
    asked = click.get_current_context().get_parameter_source("db") is not ParameterSource.DEFAULT
    return asked or Path(db.removeprefix("sqlite:///")).exists()


def _not_looked_up(db: str) -> Problem:
    return Problem(Code.UNITS_NOT_LOOKED_UP, Place(""), found=db.removeprefix("sqlite:///"))


def _problems(checked: Iterable["CheckedWorkbook"]) -> list[Problem]:
    return [problem for each in checked for problem in each.problems]


def _tell_checked(checked: "CheckedWorkbook", said: "Wording") -> None:
    tell_problems(checked.problems, said)
    numbers = {
        "file": printable(checked.name),
        "findings": checked.findings,
        "grades": checked.grades,
        "texts": checked.texts,
        "expected": checked.expected,
    }
    if checked.read:
        print(said("cli.workbook-read", **numbers))
    elif any_errors(checked.problems):
        print(said("cli.workbook-unread", **numbers))


def _annotated(checked: Iterable["CheckedWorkbook"], folder: Path | None) -> tuple[list[Path], list[Problem]]:
    """The annotated copies of the workbooks with problems, and why one could not be written."""
    from spur import app

    copies: list[Path] = []
    if folder is not None:
        try:
            for each in checked:
                if each.problems and (path := app.annotate(each, folder)) is not None:
                    copies.append(path)
        except InvalidInput as unwritable:
            return copies, list(unwritable.problems)
    return copies, []


def _tell_copies(copies: Iterable[Path], said: "Wording") -> None:
    for path in copies:
        print(said("cli.annotated", path=printable(str(path))))


@contextmanager
def _told_as_json(as_json: bool) -> Iterator[None]:
    """Where JSON is asked for, what stops a command is told as JSON too."""
    try:
        yield
    except InvalidInput as refused:
        if not as_json:
            raise
        _print_json(refused.problems)
        raise click.exceptions.Exit(EXIT_INVALID) from None


def _print_json(problems: Iterable[Problem]) -> None:
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
            **{key: value for key, value in asdict(problem).items() if key not in ("code", "place", "more_places")},
            **asdict(problem.place),
            **{lang: sentence(problem, wording) for lang, wording in said.items()},
        }
        for problem in problems
    ]
    text = json.dumps(told, ensure_ascii=False, indent=1)
    # what a terminal must not get is written out as JSON does
    print("".join(each if each == "\n" or printable(each) == each else json.dumps(each)[1:-1] for each in text))


def _progress(files: Sequence[Path]) -> Iterable[Path]:
    """A bar on standard error while many files are read by a person; nothing in a script."""
    if len(files) < 2 or not sys.stderr.isatty():
        return files
    from rich.console import Console
    from rich.progress import track

    return track(files, description="", console=Console(stderr=True), transient=True)
