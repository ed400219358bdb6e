"""``spur actions``: what a review calls for, out as a workbook, in again, and as a list."""

from collections import Counter
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from spur.cli.base import Group, db_option, lang_option, latest_round_option, option, round_option, words
from spur.records.printable import printable
from spur.wording import Wording

if TYPE_CHECKING:
    from rich.table import Table

    from spur.analysis.checklist import Measure
    from spur.app import ListedActions
    from spur.records.action import ActionState, Standing

region_option = option("--region", "actions_region", metavar="ID")


@click.group("actions", cls=Group)
@lang_option
def actions_group(lang: Any) -> None: ...


@actions_group.command("export")
@click.argument("units", nargs=-1, metavar="UNIT…")
@region_option
@round_option
@option("--out", "actions_out", type=click.Path(path_type=Path), required=True, metavar="FILE")
@db_option
@lang_option
def actions_export(
    units: tuple[str, ...], actions_region: str | None, round_: str, actions_out: Path, db: str, lang: Any
) -> None:
    from spur import app

    said = words(click.get_current_context())
    if bool(units) == bool(actions_region):
        raise click.UsageError(said("cli.units-or-region"), click.get_current_context())
    written = app.export_actions(db, units, round_, actions_out, region=actions_region, lang=lang)
    print(said("cli.template-written", path=printable(str(written.path))))
    counts = {name: said.counted(f"actions.n.{name}", getattr(written, name)) for name in ("actions", "units")}
    print(said("actions.listed", **counts))
    if actions_region:
        print(said.counted("actions.n.recommendations", written.recommendations))


@actions_group.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@option("--region", "table_region", metavar="ID")
@option("--round", "table_round", metavar="ROUND")
@option("--skip-stale", is_flag=True)
@db_option
@lang_option
def actions_import(
    files: tuple[Path, ...], table_region: str | None, table_round: str | None, skip_stale: bool, db: str, lang: Any
) -> None:
    from spur import app
    from spur.cli.telling import tell_problems

    said = words(click.get_current_context())
    results = app.import_actions(db, files, region=table_region, round_=table_round, skip_stale=skip_stale, lang=lang)
    tell_problems([problem for each in results for problem in each.problems], said)
    for each in results:
        key = "already" if each.already else "nothing-new" if each.number is None else "kept"
        counts = {"actions": each.events, "recommendations": each.recommendations}
        changed = said.listed([said.counted(f"actions.n.{name}", n) for name, n in counts.items() if n])
        file = printable(each.file)
        print(said(f"actions.{key}", file=file, changed=changed, number=each.number))
        if each.left:
            rows = said.counted("actions.n.rows", each.left)
            print(said("actions.left-one" if each.left == 1 else "actions.left", file=file, rows=rows))


@actions_group.command("list")
@option("--unit", "actions_unit", metavar="UNIT")
@region_option
@latest_round_option
@option("--overdue", is_flag=True)
@db_option
@lang_option
def actions_list(
    actions_unit: str | None, actions_region: str | None, round_or_latest: str | None, overdue: bool, db: str, lang: Any
) -> None:
    from spur import app

    said = words(click.get_current_context())
    if actions_unit and actions_region:
        raise click.UsageError(said("cli.units-or-region"), click.get_current_context())
    told = app.list_actions(db, round_or_latest, unit=actions_unit, region=actions_region, overdue=overdue)
    _tell(told, said, overdue=overdue)


def _tell(told: "ListedActions", said: Wording, *, overdue: bool) -> None:
    """Unit by unit the actions, then the regions' recommendations, and how far all of them have come."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    from spur.records.action import ActionState

    stands = [*(each.standing for each in told.measures), *(each.standing for _, each in told.advised)]
    if not stands:
        print(said("actions.none-overdue" if overdue else "actions.none"))
        return
    table = Table(title=said("actions.list-title", round=told.round), box=SIMPLE_HEAD)
    for column, width in (("label", None), ("action", 20), ("owner", 8), ("due", 10), ("state", 12)):
        folds = column in ("action", "owner", "due")
        table.add_column(said(f"actions.column.{column}"), no_wrap=not folds, min_width=width, overflow="fold")
    for unit, own in groupby(told.measures, key=lambda measure: measure.unit):
        _head(table, unit, told.units[unit].name)
        for measure in own:
            label = measure.requirement or measure.area
            table.add_row(label, _plain(_called(measure, told, said)), *_standing(measure.standing, told, said))
    for region, recommended in groupby(told.advised, key=lambda each: each[0]):
        _head(table, "", f"{said('actions.recommendations-title')}: {region}")
        for _, each in recommended:
            own_text = _plain(each.recommendation.text)
            table.add_row(each.recommendation.number, own_text, *_standing(each.standing, told, said))
    Console().print(table)
    counted = Counter(each.state for each in stands)
    counts = said.listed([_counted(counted[state], state, said) for state in ActionState if counted[state]])
    late = sum(each.is_overdue(told.on) for each in stands)
    print(said("actions.sum", actions=said.counted("actions.n.actions", len(stands)), counts=counts, overdue=late))


def _head(table: "Table", id_: str, name: str) -> None:
    table.add_section()
    table.add_row(_plain(id_), f"[bold]{_plain(name)}[/]")


def _called(measure: "Measure", told: "ListedActions", said: Wording) -> str:
    """ "Åtgärd krävs: Tjänstgöringens uppläggning. Handlingsplan saknas. Rekommenderat 2014." """
    assert told.rubric is not None
    texts = {each.id: each.text for each in told.rubric.requirements}
    text = told.rubric.in_language(texts.get(measure.requirement) or told.rubric.area(measure.area).title, said.lang)
    sentences = [f"{said(f'actions.need.{measure.need}')}: {text.rstrip('.')}."]
    if (measure.unit, measure.area) in told.owing:
        sentences.append(f"{said('actions.plan-owed')}.")
    if measure.again:
        sentences.append(said("actions.again", rounds=said.listed([*measure.again])))
    return " ".join(sentences)


def _counted(n: int, state: "ActionState", said: Wording) -> str:
    return f"1 {said(f'actions.state.{state}')}" if n == 1 else said(f"actions.counted.{state}", n=n)


def _standing(standing: "Standing", told: "ListedActions", said: Wording) -> tuple[str, str, str]:
    late = f" {said('actions.overdue')}" if standing.is_overdue(told.on) else ""
    return _plain(standing.owner), f"{standing.due or ''}{late}", said(f"actions.state.{standing.state}")


def _plain(text: str) -> str:
    """What people wrote, without anything that a terminal or rich would take for a command."""
    return printable(text).replace("[", r"\[")
