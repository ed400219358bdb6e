"""``spur survey map``: what the columns of a survey file mean, and a mapping file to correct."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from spur.cli.base import Group, db_option, lang_option, option, rubric_option, words
from spur.cli.commands import dictionary_option, file_argument, mapping_option, role_option, sheet_option, unit_option

if TYPE_CHECKING:
    from spur.app import SurveyMap
    from spur.intake.survey.plan import Meaning
    from spur.intake.survey.seen import SeenColumn
    from spur.wording import Wording

HEADING_LETTERS = 60
EXAMPLE_LETTERS = 24  # of each value that is shown
STRANGE_TOLD = 5


@click.group("survey", cls=Group)
@lang_option
def survey_group(lang: Any) -> None: ...


@survey_group.command("map")
@file_argument
@rubric_option
@mapping_option
@dictionary_option
@sheet_option
@unit_option
@role_option
@option("--out", "mapping_out", type=click.Path(path_type=Path), metavar="FILE.toml")
@db_option
@lang_option
def survey_map(
    file: Path,
    rubric: str,
    mapping: Path | None,
    dictionary: Path | None,
    sheet: str,
    unit: str,
    role: str,
    mapping_out: Path | None,
    db: str,
    lang: Any,
) -> None:
    from spur import app
    from spur.cli.progress import progress_bar
    from spur.cli.telling import tell_problems
    from spur.records.problem import Code, Place, Problem

    context = click.get_current_context()
    said, path = words(context), db.removeprefix("sqlite:///")
    # columns can be looked at without a database, but one that was asked for must be there
    there = context.get_parameter_source("db") is not ParameterSource.DEFAULT or Path(path).exists()
    with progress_bar(said("cli.reading", file=file.name)) as progress:
        found = app.map_survey(
            file,
            rubric,
            db=db if there else None,
            mapping=mapping,
            dictionary=dictionary,
            sheet=sheet,
            unit=unit,
            role=role,
            out=mapping_out,
            lang=lang,
            progress=progress,
        )
    _tell_map(found, said)
    alone = [] if there else [Problem(Code.UNITS_NOT_LOOKED_UP, Place(""), found=path)]
    tell_problems([*found.problems, *alone], said)
    _tell_outcome(found, said)


def _tell_map(found: "SurveyMap", said: "Wording") -> None:
    """The table of columns, the questions that have none, and values that nobody knows."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from spur.records.printable import printable

    layout = said(f"survey.layouts.{found.plan.layout}")
    table = Table(title=said("survey.layout", file=printable(found.file), layout=layout), box=SIMPLE_HEAD)
    for column in ("column", "means", "recognised", "examples"):
        table.add_column(said(f"survey.{column}"), overflow="fold")
    for each in found.columns:
        meaning, heading = each.meaning, _short(each.meaning.column, HEADING_LETTERS)
        cells = (heading, _means(meaning, said), said(f"survey.how.{meaning.how}"), _shown(each))
        table.add_row(*(Text(printable(" ".join(cell.split()))) for cell in cells))
    Console().print(table)
    for each in found.columns:
        if each.strange:
            values = ", ".join(_short(value) for value in each.strange[:STRANGE_TOLD])
            more = len(each.strange) - STRANGE_TOLD
            values += f" {said('survey.strange-more', more=more)}" if more > 0 else ""
            print(printable(said("survey.strange", column=_short(each.meaning.column), values=values)))
    if found.absent:
        print(said("survey.absent"))
        for question in found.absent:
            print(printable(f"  {question.id}  {question.text.get(said.lang) or next(iter(question.text.values()))}"))


def _tell_outcome(found: "SurveyMap", said: "Wording") -> None:
    from spur.records.printable import printable
    from spur.records.problem import any_errors

    if found.written is not None:
        print(said("survey.written", path=printable(str(found.written))))
    elif any_errors(found.problems) or any(each.strange for each in found.columns):
        print(said("survey.undecided"))
    else:
        print(said("survey.decided"))


def _means(meaning: "Meaning", said: "Wording") -> str:
    if meaning.holds is None and meaning.proposed is not None:
        return said("survey.proposed", what=meaning.question or said(f"survey.holds.{meaning.proposed}"))
    what = said(f"survey.holds.{meaning.holds or 'unknown'}")
    if meaning.option:
        return said("survey.of-option", what=what, question=meaning.question, option=meaning.option)
    return said("survey.of-question", what=what, question=meaning.question) if meaning.question else what


def _shown(column: "SeenColumn") -> str:
    return " · ".join(map(_short, column.examples))


def _short(text: str, letters: int = EXAMPLE_LETTERS) -> str:
    return text if len(text) <= letters else f"{text[: letters - 1]}…"
