"""``spur releases``: what has been handed out."""

from typing import TYPE_CHECKING, Any

import click

from spur.cli.base import Group, db_option, lang_option, latest_round_option, words
from spur.cli.ledgers import number_argument, reason_option
from spur.wording import Wording

if TYPE_CHECKING:
    from spur.records.release import Release


@click.group("releases", cls=Group, invoke_without_command=True, no_args_is_help=False)
@latest_round_option
@db_option
@lang_option
@click.pass_context
def releases_group(context: click.Context, round_or_latest: str | None, db: str, lang: Any) -> None:
    if context.invoked_subcommand is not None:
        return
    from spur import app

    said = words(context)
    lines = [_line(each, said) for each in app.releases(db, round_=round_or_latest)]
    for line in lines or [said("cli.releases.none")]:
        print(line)


@releases_group.command("withdraw")
@number_argument
@reason_option
@db_option
@lang_option
def withdraw(number: int, reason: str, db: str, lang: str) -> None:
    from spur import app

    said = words(click.get_current_context())
    report = _report(app.withdraw_release(db, number, reason=reason), said)
    print(said("cli.releases.withdrawn-now", number=number, report=report))


def _line(each: "Release", said: Wording) -> str:
    """One line of the list: number, when, what, for whom, by whom; and whether it was withdrawn, and why."""
    from spur.records.printable import printable

    at = each.at.astimezone().strftime("%Y-%m-%d %H:%M")
    told = [f"{each.number:>3}  {at}  {_report(each, said)}", said(f"cli.releases.profile.{each.profile}")]
    told += [said("cli.log.by", by=each.by)] if each.by else []
    line = ", ".join(told)
    if each.withdrawn is not None:
        own = each.withdrawn
        day, reason = own.at.astimezone().date().isoformat(), " ".join(own.reason.split())
        line += ". " + said("cli.releases.withdrawn", day=day, by=own.by, reason=reason)
    return printable(line)


def _report(each: "Release", said: Wording) -> str:
    divided = "" if each.division == "specialty_group" else said("cli.releases.by", column=each.division)
    return said(f"cli.releases.{each.kind}", id=each.scope_id, round=each.round) + divided
