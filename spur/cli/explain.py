"""``spur explain``."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from spur.cli.base import EXIT_INVALID, Command, db_option, lang_option, option, words
from spur.records.printable import printable
from spur.wording import Wording

if TYPE_CHECKING:
    from spur.analysis.figure import Figure
    from spur.app import Explained
    from spur.report.explanation import About

AXES = ("round", "versus", "role")

MOST_IDS = 12
"""Of what an option could also be; more are counted."""


@click.command("explain", cls=Command)
@click.argument("report", type=click.Path(path_type=Path, readable=False), metavar="REPORT")
@click.argument("subject", required=False, default="", metavar="[SUBJECT")
@click.argument("statistic", required=False, default="", metavar="[STATISTIC]]")
@option("--group", "of_group", default="", metavar="ID")
@option("--unit", "of_unit", default="", metavar="ID")
@option("--region", "of_region", default="", metavar="ID")
@option("--inspector", "of_inspector", default="", metavar="NAME")
@option("--role", "of_role", default="", metavar="ID")
@option("--versus", default="", metavar="ID")
@option("--round", "of_round", default="", metavar="ROUND")
@option("--settings", "other_settings", type=click.Path(path_type=Path), metavar="FILE")
@db_option
@lang_option
def explain(
    report: Path,
    subject: str,
    statistic: str,
    of_group: str,
    of_unit: str,
    of_region: str,
    of_inspector: str,
    of_role: str,
    versus: str,
    of_round: str,
    other_settings: Path | None,
    db: str,
    lang: Any,
) -> None:
    from spur import app
    from spur.cli.telling import tell_problems
    from spur.records.problem import InvalidInput

    context = click.get_current_context()
    said = words(context)
    try:
        if context.get_parameter_source("db") is click.core.ParameterSource.DEFAULT:
            db = app.demonstrated(report) or db
        explained = app.explain(
            db,
            report,
            subject,
            statistic,
            group=of_group,
            unit=of_unit,
            region=of_region,
            inspector=of_inspector,
            role=of_role,
            versus=versus,
            round_=of_round,
            settings=other_settings,
            lang=lang,
        )
    except InvalidInput as refused:  # nothing was to be kept, so nothing is said of that
        tell_problems(refused.problems, said)
        context.exit(EXIT_INVALID)
    tell_problems(explained.problems, said)
    if explained.explanation is None:
        _tell_choices(explained, said, subject=subject, statistic=statistic)
    else:
        _tell(explained, said)


def _tell(explained: "Explained", said: Wording) -> None:
    """The figure, each passage under its heading, and last what else could be asked for."""
    told = explained.explanation
    assert told is not None
    _print(told.title)
    _print(f"  {told.shown}")
    for passage in told.passages:
        _print(f"\n{passage.title}")
        for line in passage.lines:
            _print(f"  {line}")
    _tell_others(explained, said("explain.passage.others"), said)


def _tell_choices(explained: "Explained", said: Wording, *, subject: str, statistic: str) -> None:
    """What may be meant, a line each: of a report its subjects; of a subject its figures; of a figure how to choose
    among several, each with what the report shows."""
    from spur.report.explanation import name_of
    from spur.report.explanation.here import with_unit

    about, figures = explained.about, explained.choices
    rows: list[tuple[str, ...]]
    if not subject:
        _print(said("explain.cli.choose-subject"))
        rows = [(figure.subject, about.subject_title(figure.subject)) for figure in figures]
    elif not statistic:
        _print(said("explain.cli.choose-statistic", subject=about.subject_title(figures[0].subject)))
        rows = [(figure.statistic, name_of(about, figure), with_unit(about, figure)) for figure in figures]
    else:
        _print(said("explain.cli.choose"))
        rows = [(*_told_apart(about, figure, figures), with_unit(about, figure)) for figure in figures]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    for row in rows:
        *cells, last = row
        _print("  ".join(["", *(f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=True)), last]))
    _tell_others(explained, said("explain.passage.compared"), said)


def _tell_others(explained: "Explained", title: str, said: Wording) -> None:
    """What each option that was not given could be."""
    if explained.others:
        _print(f"\n{title}")
    for axis, ids in explained.others:
        more = said("explain.cli.others-more", more=len(ids) - MOST_IDS) if len(ids) > MOST_IDS else ""
        _print(f"  --{axis} {', '.join(map(_word, ids[:MOST_IDS]))} {more}".rstrip())


def _told_apart(about: "About", figure: "Figure", figures: Sequence["Figure"]) -> tuple[str, str]:
    """The options by which one of several figures is asked for, and what they name."""
    apart = [axis for axis in AXES if len({getattr(each, axis) for each in figures}) > 1]
    titles = {"versus": about.versus_title(figure.versus), "role": about.role_title(figure.role), "round": ""}
    options = " ".join(f"--{axis} {_word(getattr(figure, axis))}" for axis in apart)
    return options, ", ".join(titles[axis] for axis in apart if titles[axis])


def _word(text: str) -> str:
    """As it is written on a command line."""
    return f'"{text}"' if " " in text else text


def _print(text: str) -> None:
    print("\n".join(map(printable, text.split("\n"))))
