"""``spur init``, ``import``, ``report`` and ``demo``."""

from pathlib import Path
from typing import Any

import click

from spur.cli.base import (
    EXIT_INVALID,
    Command,
    Function,
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

OUTPUTS = ("pdf", "xlsx", "html", "csv", "json")

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
    "--format", "formats", callback=_outputs, default=",".join(OUTPUTS), metavar="pdf,xlsx,html,csv,json"
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
    with progress_bar(said("cli.reading", file=file.name)) as progress:
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


_REPORT_OPTIONS = (
    round_option,
    option("--baseline", metavar="NAME"),
    option("--versus-round", metavar="ROUND"),
    option("--self-assessment", metavar="ROUND"),
    format_option,
    option("--grades", type=click.Choice(["at-inspection", "after-plan"]), default="after-plan"),
    option("--as-of", callback=day, metavar="YYYY-MM-DD"),
    option("--drafts", is_flag=True),
    profile_option,
    option("--preview", is_flag=True),
    settings_option,
    option("--out", type=click.Path(path_type=Path), default=Path("out"), metavar="FOLDER"),
    db_option,
    lang_option,
)
by_option = option("--by", "grouped_by", default="specialty_group", metavar="COLUMN")
all_option = option("--all", "all_reports", is_flag=True)
region_option = option("--region", "report_region", default="", metavar="REGION")


def report_options(function: Function) -> Function:
    """What every report on a round can be asked for with."""
    for each in reversed(_REPORT_OPTIONS):
        function = each(function)
    return function


@report_group.command("region")
@click.argument("regions", nargs=-1, metavar="[REGION]…")
@all_option
@by_option
@option("--chapters", type=click.Path(path_type=Path), metavar="FOLDER")
@report_options
def report_regions(regions: tuple[str, ...], **asked: Any) -> None:
    from spur import app
    from spur.cli.telling import tell_report

    if len(regions) != 1:
        _report_each("region", regions, report_region="", **asked)
        return
    if asked.pop("all_reports"):
        raise click.UsageError(words(click.get_current_context())("cli.which-and-all"))
    report = app.report_region(asked.pop("db"), regions[0], asked.pop("round_"), **_options(asked))
    tell_report(report, words(click.get_current_context()))


@report_group.command("group")
@click.argument("groups", nargs=-1, metavar="[GROUP]…")
@all_option
@region_option
@by_option
@report_options
def report_groups(groups: tuple[str, ...], **asked: Any) -> None:
    _report_each("group", groups, **asked)


@report_group.command("unit")
@click.argument("units", nargs=-1, metavar="[UNIT]…")
@all_option
@region_option
@report_options
def report_units(units: tuple[str, ...], **asked: Any) -> None:
    _report_each("unit", units, **asked)


def _options(asked: dict[str, Any]) -> dict[str, Any]:
    """What a report can be asked for with, by the names that the Python API has."""
    from spur.app import Profile

    names = {"grouped_by": "by", "formats": "outputs", "grades": "grades_used"}
    told = {names.get(name, name): value for name, value in asked.items()}
    return told | {"profile": Profile(told["profile"])}


def _report_each(
    kind: Any, ids: tuple[str, ...], *, all_reports: bool, report_region: str, round_: str, db: str, **asked: Any
) -> None:
    """One report, or several; or all of a kind."""
    from spur import app
    from spur.cli.progress import progress_bar
    from spur.cli.telling import tell_files, tell_problems, tell_series

    context = click.get_current_context()
    said = words(context)
    if bool(ids) == all_reports:
        raise click.UsageError(said("cli.which-and-all" if ids else "cli.which-or-all"))
    with progress_bar(said("cli.writing")) as told:
        series = app.report_each(
            db,
            kind,
            ids,
            round_,
            region=report_region,
            processes=app.all_cores(),
            told=told,
            **_options(asked),
        )
    if len(ids) == 1 and series.reports:
        [report] = series.reports
        tell_problems(report.problems, said)
        tell_files(report.files, said)
    else:
        tell_series(series, said)
    if series.refused:
        context.exit(EXIT_INVALID)


@click.command("demo", cls=Command)
@option("--out", type=click.Path(path_type=Path), default=Path("out"), metavar="FOLDER")
@option("--files", "demo_files", is_flag=True)
@lang_option
def demo(out: Path, demo_files: bool, lang: Any) -> None:
    from spur import app
    from spur.cli.telling import tell_import, tell_report
    from spur.records.printable import printable

    said = words(click.get_current_context())
    if demo_files:
        names = app.demo_files(out)
        print(said("guide.files-written", folder=printable(str(out)), files=said.listed([*names[:-1]])))
        print(said("guide.database-written", database=names[-1]))
        return
    summaries, report = app.demo(out, lang)
    for summary in summaries:
        tell_import(summary, said)
    tell_report(report, said)
