"""``spur releases``: what has been handed out."""

from typing import TYPE_CHECKING, Any

import click

from spur.cli.base import Group, db_option, lang_option, latest_round_option, words
from spur.cli.ledgers import reason_option
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
@click.argument("numbers", type=int, nargs=-1, required=True, metavar="NUMBER…")
@reason_option
@db_option
@lang_option
def withdraw(numbers: tuple[int, ...], reason: str, db: str, lang: str) -> None:
    from spur import app
    from spur.app.refusing import report_name

    said = words(click.get_current_context())
    for each in app.withdraw_releases(db, numbers, reason=reason):
        print(said("cli.releases.withdrawn-now", number=each.number, report=report_name(each, said)))


def _line(each: "Release", said: Wording) -> str:
    """One line of the list: number, when, what, for whom, by whom; and whether it was withdrawn, and why."""
    from spur.app.refusing import report_name
    from spur.records.printable import printable

    at = each.at.astimezone().strftime("%Y-%m-%d %H:%M")
    told = [f"{each.number:>3}  {at}  {report_name(each, said)}", said(f"cli.releases.profile.{each.profile}")]
    told += [said("cli.releases.least", k=each.k)] if each.k else []
    told += [said("cli.log.by", by=each.by)] if each.by else []
    line = ", ".join(told)
    if each.withdrawn is not None:
        own = each.withdrawn
        day, reason = own.at.astimezone().date().isoformat(), " ".join(own.reason.split())
        line += ". " + said("cli.releases.withdrawn", day=day, by=own.by, reason=reason)
    return printable(line)
