"""``spur import indicators`` and ``spur report indicators``."""

from pathlib import Path
from typing import Any

import click

from spur.cli.base import Command, db_option, lang_option, option, rubric_option, words
from spur.cli.commands import file_argument, format_option


@click.command("indicators", cls=Command)
@file_argument
@rubric_option
@db_option
@lang_option
def import_indicators(file: Path, rubric: str, db: str, lang: str) -> None:
    from spur import app
    from spur.cli.telling import tell_import

    tell_import(app.import_indicators(db, file, rubric), words(click.get_current_context()))


@click.command("indicators", cls=Command)
@rubric_option
@format_option
@option("--out", type=click.Path(path_type=Path), default=Path("out"), metavar="FOLDER")
@db_option
@lang_option
def report_indicators(rubric: str, formats: Any, out: Path, db: str, lang: Any) -> None:
    from spur import app
    from spur.cli.telling import tell_files

    report = app.report_indicators(db, rubric, outputs=formats, lang=lang, out=out)
    tell_files(report.files, words(click.get_current_context()))
