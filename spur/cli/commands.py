"""``spur init``, ``import``, ``report`` and ``demo``."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from spur.cli.base import (
    Command,
    Group,
    day,
    db_option,
    lang_option,
    option,
    round_option,
    rubric_option,
    settings_option,
    words,
)

OUTPUTS = ("pdf", "xlsx", "csv", "json")

file_argument = click.argument("file", type=click.Path(path_type=Path, readable=False), metavar="FILE")
sheet_option = option("--sheet", default="", metavar="NAME")
unit_option = option("--unit", default="", metavar="UNIT")
role_option = option("--role", default="", metavar="ROLE")
mapping_option = option("--mapping", type=click.Path(path_type=Path), metavar="FILE")
dictionary_option = option("--dictionary", type=click.Path(path_type=Path), metavar="FILE")


def _outputs(context: click.Context, _param: click.Parameter, value: str) -> tuple[str, ...]:
    """``pdf,xlsx``: any of the outputs, with commas between."""
    asked = tuple(dict.fromkeys(word for word in map(str.strip, value.split(",")) if word))
    unknown = [word for word in asked if word not in OUTPUTS]
    if unknown or not asked:
        said = words(context)
        raise click.BadParameter(said("cli.choose", found=", ".join(unknown), allowed=", ".join(OUTPUTS)))
    return asked


format_option = option(
    "--format", "formats", callback=_outputs, default=",".join(OUTPUTS), metavar="pdf,xlsx,csv,json"
)  # fmt: skip
profile_option = option("--profile", type=click.Choice(["inspector", "unit", "public"]), default="unit")


@click.command("init", cls=Command)
@db_option
@lang_option
def init(db: str, lang: str) -> None:
    from spur import app

    print(words(click.get_current_context())("cli.initialised", name=app.init(db)))


@click.group("import", cls=Group)
@lang_option
def import_group(lang: Any) -> None: ...


@import_group.command("units")
@file_argument
@db_option
@lang_option
def import_units(file: Path, db: str, lang: str) -> None:
    from spur import app
    from spur.cli.telling import tell_import

    tell_import(app.import_units(db, file), words(click.get_current_context()))


@import_group.command("grades")
@file_argument
@rubric_option
@round_option
@db_option
@lang_option
def import_grades(file: Path, rubric: str, round_: str, db: str, lang: str) -> None:
    from spur import app
    from spur.cli.telling import tell_import

    tell_import(app.import_grades(db, file, rubric, round_), words(click.get_current_context()))


@import_group.command("survey")
@file_argument
@rubric_option
@round_option
@sheet_option
@unit_option
@role_option
@mapping_option
@dictionary_option
@option("--ignore", multiple=True, metavar="COLUMN")
@option("--replaces", type=int, metavar="NUMBER")
@db_option
@lang_option
def import_survey(file: Path, rubric: str, round_: str, db: str, lang: str, **about: Any) -> None:
    from spur import app
    from spur.cli.progress import progress_bar
    from spur.cli.telling import tell_import

    said = words(click.get_current_context())
    with progress_bar(said, file.name) as progress:
        summary = app.import_survey(db, file, rubric, round_, **about, progress=progress)
    tell_import(summary, said)


@import_group.command("invited")
@file_argument
@rubric_option
@round_option
@db_option
@lang_option
def import_invited(file: Path, rubric: str, round_: str, db: str, lang: str) -> None:
    from spur import app
    from spur.cli.telling import tell_import

    tell_import(app.import_invited(db, file, rubric, round_), words(click.get_current_context()))


@import_group.command("baseline")
@file_argument
@rubric_option
@option("--name", required=True, metavar="NAME")
@option("--excludes", metavar="REGION")
@option("--replaces", type=int, metavar="NUMBER")
@db_option
@lang_option
def import_baseline(
    file: Path, rubric: str, name: str, excludes: str | None, replaces: int | None, db: str, lang: str
) -> None:
    from spur import app
    from spur.cli.telling import tell_import

    summary = app.import_baseline(db, file, rubric, name, excludes=excludes, replaces=replaces)
    tell_import(summary, words(click.get_current_context()))


@import_group.command("shares")
@file_argument
@rubric_option
@round_option
@option("--region", required=True, metavar="REGION")
@option("--replaces", type=int, metavar="NUMBER")
@db_option
@lang_option
def import_shares(file: Path, rubric: str, round_: str, region: str, replaces: int | None, db: str, lang: str) -> None:
    from spur import app
    from spur.cli.telling import tell_import

    summary = app.import_shares(db, file, rubric, round_, region, replaces=replaces)
    tell_import(summary, words(click.get_current_context()))


@click.group("report", cls=Group)
@lang_option
def report_group(lang: Any) -> None: ...


@report_group.command("region")
@click.argument("region", metavar="REGION")
@round_option
@option("--by", "grouped_by", default="specialty_group", metavar="COLUMN")
@option("--baseline", metavar="NAME")
@option("--versus-round", metavar="ROUND")
@option("--self-assessment", metavar="ROUND")
@format_option
@option("--grades", type=click.Choice(["at-inspection", "after-plan"]), default="after-plan")
@option("--as-of", callback=day, metavar="YYYY-MM-DD")
@option("--drafts", is_flag=True)
@profile_option
@option("--preview", is_flag=True)
@settings_option
@option("--out", type=click.Path(path_type=Path), default=Path("out"), metavar="FOLDER")
@db_option
@lang_option
def report_region(
    region: str,
    round_: str,
    grouped_by: str,
    baseline: str | None,
    versus_round: str | None,
    self_assessment: str | None,
    formats: Any,
    grades: Any,
    as_of: date | None,
    drafts: bool,
    profile: str,
    preview: bool,
    settings: Path | None,
    out: Path,
    db: str,
    lang: Any,
) -> None:
    from spur import app
    from spur.cli.telling import tell_report

    report = app.report_region(
        db,
        region,
        round_,
        by=grouped_by,
        baseline=baseline,
        versus_round=versus_round,
        self_assessment=self_assessment,
        outputs=formats,
        lang=lang,
        out=out,
        grades_used=grades,
        as_of=as_of,
        drafts=drafts,
        settings=settings,
        profile=app.Profile(profile),
        preview=preview,
    )
    tell_report(report, words(click.get_current_context()))


@report_group.command("unit")
@click.argument("unit", metavar="UNIT")
@round_option
@option("--baseline", metavar="NAME")
@option("--versus-round", metavar="ROUND")
@option("--self-assessment", metavar="ROUND")
@format_option
@option("--grades", type=click.Choice(["at-inspection", "after-plan"]), default="after-plan")
@option("--as-of", callback=day, metavar="YYYY-MM-DD")
@option("--drafts", is_flag=True)
@profile_option
@option("--preview", is_flag=True)
@settings_option
@option("--out", type=click.Path(path_type=Path), default=Path("out"), metavar="FOLDER")
@db_option
@lang_option
def report_unit(unit: str, round_: str, formats: Any, grades: Any, profile: str, db: str, **asked: Any) -> None:
    from spur import app
    from spur.cli.telling import tell_files, tell_problems

    said = words(click.get_current_context())
    asked["profile"] = app.Profile(profile)
    report = app.report_unit(db, unit, round_, outputs=formats, grades_used=grades, **asked)
    tell_problems(report.problems, said)
    tell_files(report.files, said)


@click.command("demo", cls=Command)
@option("--out", type=click.Path(path_type=Path), default=Path("out"), metavar="FOLDER")
@lang_option
def demo(out: Path, lang: Any) -> None:
    from spur import app
    from spur.cli.telling import tell_import, tell_report

    said = words(click.get_current_context())
    summaries, report = app.demo(out, lang)
    for summary in summaries:
        tell_import(summary, said)
    tell_report(report, said)
