"""``spur report calibration``."""

from pathlib import Path
from typing import Any

import click

from spur.cli.base import Command, db_option, lang_option, option, round_option, words
from spur.cli.commands import format_option


@click.command("calibration", cls=Command)
@round_option
@option("--region", "only_region", metavar="REGION")
@format_option
@option("--out", type=click.Path(path_type=Path), default=Path("out"), metavar="FOLDER")
@db_option
@lang_option
def report_calibration(round_: str, only_region: str | None, formats: Any, out: Path, db: str, lang: Any) -> None:
    from spur import app
    from spur.cli.telling import tell_files, tell_problems

    said = words(click.get_current_context())
    report = app.report_calibration(db, round_, region=only_region, outputs=formats, lang=lang, out=out)
    tell_problems(report.problems, said)
    tell_files(report.files, said)
