"""``spur inspection``, ``plan`` and ``history``: the course of an inspection, and what has happened."""

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
    latest_round_option,
    option,
    settings_option,
    words,
)

STATES = ("draft", "commented", "calibrated", "final")


def _filled(context: click.Context, _param: click.Parameter, value: str) -> str:
    if value is not None and not value.strip():
        raise click.BadParameter(words(context)("cli.blank"))
    return value


unit_argument = click.argument("unit", metavar="UNIT")
date_option = option("--date", "date_", required=True, callback=day, metavar="YYYY-MM-DD")
by_option = option("--by", required=True, callback=_filled, metavar="NAME")


@click.group("inspection", cls=Group)
@lang_option
def inspection_group(lang: Any) -> None: ...


@inspection_group.command("state")
@click.argument("units", nargs=-1, metavar="UNIT…")
@click.argument("state", type=click.Choice(STATES), metavar="|".join(STATES))
@latest_round_option
@date_option
@by_option
@option("--note", default="", metavar="TEXT")
@option("--all", "all_", is_flag=True)
@db_option
@lang_option
def inspection_state(
    units: tuple[str, ...],
    state: str,
    round_or_latest: str | None,
    date_: date,
    by: str,
    note: str,
    all_: bool,
    db: str,
    lang: str,
) -> None:
    from spur import app
    from spur.cli.history import tell_moves
    from spur.records.event import State

    said = words(click.get_current_context())
    if bool(units) == all_:
        raise click.UsageError(said("cli.units-or-all"), click.get_current_context())
    chosen = None if all_ else units
    tell_moves(
        app.move_inspections(
            db, chosen, State(state), round_or_latest or app.latest_round(db), on=date_, by=by, note=note
        ),
        said,
    )


@inspection_group.command("comment")
@unit_argument
@click.argument("area", metavar="AREA")
@latest_round_option
@option("--text", required=True, callback=_filled, metavar="TEXT")
@date_option
@by_option
@db_option
@lang_option
def inspection_comment(
    unit: str, area: str, round_or_latest: str | None, text: str, date_: date, by: str, db: str, lang: str
) -> None:  # fmt: skip
    from spur import app

    app.comment_inspection(db, unit, area, round_or_latest or app.latest_round(db), text, on=date_, by=by)
    print(words(click.get_current_context())("cli.comment-kept", unit=unit, area=area))


@click.group("plan", cls=Group)
@lang_option
def plan_group(lang: Any) -> None: ...


@plan_group.command("received")
@unit_argument
@click.argument("areas", nargs=-1, required=True, metavar="AREA…")
@latest_round_option
@date_option
@option("--note", required=True, callback=_filled, metavar="TEXT")
@option("--by", default="", metavar="NAME")
@db_option
@lang_option
def plan_received(
    unit: str, areas: tuple[str, ...], round_or_latest: str | None, date_: date, note: str, by: str, db: str, lang: str
) -> None:  # fmt: skip
    from spur import app

    said = words(click.get_current_context())
    for plan in app.receive_plans(db, unit, areas, round_or_latest or app.latest_round(db), on=date_, note=note, by=by):
        print(said("cli.plan-kept", unit=unit, area=plan.area, on=plan.on))


@plan_group.command("list")
@click.argument("units", nargs=-1, metavar="[UNIT]…")
@latest_round_option
@option("--as-of", callback=day, metavar="YYYY-MM-DD")
@settings_option
@db_option
@lang_option
def plan_list(
    units: tuple[str, ...], round_or_latest: str | None, as_of: date | None, settings: Path | None, db: str, lang: str
) -> None:
    from spur import app
    from spur.cli.history import tell_owed

    tell_owed(
        app.plans_owed(db, round_or_latest or app.latest_round(db), units, as_of=as_of, settings=settings),
        words(click.get_current_context()),
        of_some=bool(units),
    )


@click.command("history", cls=Command)
@unit_argument
@option("--round", "round_", metavar="ROUND")
@db_option
@lang_option
def history(unit: str, round_: str | None, db: str, lang: Any) -> None:
    from spur import app
    from spur.cli.history import tell_history

    tell_history(app.unit_history(db, unit, round_), words(click.get_current_context()))
