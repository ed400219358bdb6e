"""``spur lint``."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from spur.cli.base import (
    EXIT_CONTRADICTION,
    EXIT_INVALID,
    Command,
    db_option,
    lang_option,
    lint_round_option,
    option,
    settings_option,
    words,
)
from spur.wording import Wording

if TYPE_CHECKING:
    from spur.analysis.lint.remark import Remark
    from spur.app import Linted

MOST_TOLD = 40
"""Remarks of one kind: nobody reads more of them. JSON has them all."""


@click.command("lint", cls=Command)
@click.argument("paths", type=click.Path(path_type=Path, readable=False), nargs=-1, metavar="[FILE|FOLDER]...")
@option("--region", "lint_region", metavar="REGION")
@lint_round_option
@option("--format", "lint_format", type=click.Choice(["text", "json"]), default="text")
@settings_option
@db_option
@lang_option
def lint(
    paths: tuple[Path, ...],
    lint_region: str | None,
    lint_round: str | None,
    lint_format: str,
    settings: Path | None,
    db: str,
    lang: Any,
) -> None:
    from spur import app
    from spur.cli.telling import tell_problems
    from spur.records.problem import InvalidInput

    context = click.get_current_context()
    said = words(context)
    if bool(paths) == bool(lint_region):
        raise click.BadParameter(said("cli.lint.what"), param_hint="FILE, --region")
    if bool(lint_region) != bool(lint_round):
        raise click.BadParameter(said("cli.lint.region-and-round"), param_hint="--region, --round")
    try:
        if lint_region and lint_round:
            linted: tuple[Linted, ...] = (app.lint_round(db, lint_region, lint_round, settings=settings),)
        else:
            linted = app.lint(paths)
    except InvalidInput as refused:  # nothing was to be kept, so nothing is said of that
        tell_problems(refused.problems, said)
        context.exit(EXIT_INVALID)
    for each in linted:
        tell_problems(each.problems, said)
    if lint_format == "json":
        _tell_json(linted, said)
    else:
        told: set[str] = set()
        for each in linted:
            _tell(each, said, told)
    if any(each.contradictions for each in linted):
        context.exit(EXIT_CONTRADICTION)


def _tell(linted: "Linted", said: Wording, told: set[str]) -> None:
    """What was looked at, the contradictions, the notices, and how many there are of each. What has been ``told`` of
    one report (such as its region's numbers) is only counted in the next."""
    from spur.records.printable import printable
    from spur.report.remarks import without_row

    print(printable(linted.name))
    news = tuple(each for each in linted.notices if without_row(each, said) not in told)
    told |= {without_row(each, said) for each in news}
    for key, remarks in (("contradictions", linted.contradictions), ("notices", news)):
        if remarks:
            print(f"\n  {said(f'cli.lint.{key}')}")
        for line in _lines(remarks, said):
            print(f"    {printable(line)}")
    repeated = len(linted.notices) - len(news)
    numbers = {"contradictions": len(linted.contradictions), "notices": len(linted.notices)}
    total = said("cli.lint.sum" if linted.contradictions else "cli.lint.sum-none", **numbers)
    print("\n  " + total + (f" {said('cli.lint.repeated', n=repeated)}" if repeated else "") + "\n")


def _lines(remarks: "tuple[Remark, ...]", said: Wording) -> list[str]:
    """A line each, those of one kind after each other."""
    from spur.report.remarks import line

    by_code: dict[str, list[Remark]] = {}
    for remark in remarks:
        by_code.setdefault(remark.code, []).append(remark)
    lines: list[str] = []
    for code, own in by_code.items():
        lines += [line(remark, said) for remark in own[:MOST_TOLD]]
        if len(own) > MOST_TOLD:
            lines.append(said("cli.lint.more", more=len(own) - MOST_TOLD, code=code))
    return lines


def _tell_json(linted: "tuple[Linted, ...]", said: Wording) -> None:
    """Every remark as an object: a program's way to read them."""
    import json

    from spur.report.remarks import as_object

    told = [{"of": each.name, **as_object(remark, said)} for each in linted for remark in each.remarks]
    print(json.dumps(told, ensure_ascii=False, indent=1))
