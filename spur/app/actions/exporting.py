"""The actions of a round out as a workbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from spur.app.actions.chosen import chosen_units
from spur.app.actions.lines import action_lines, advice_lines
from spur.app.known import known
from spur.app.output import write_files
from spur.app.register import called_for
from spur.app.rubrics import rubric_of_round
from spur.ledger.ledger import Ledger
from spur.records.problem import Code, InvalidInput, Place, Problem
from spur.report.regions import region_name
from spur.wording import Lang, Wording


@dataclass(frozen=True, slots=True)
class ExportedActions:
    """A list that was written: how many actions of how many units, and how many recommendations."""

    path: Path
    actions: int
    units: int
    recommendations: int


def export_actions(
    db: str, units: Sequence[str], round_: str, out: Path, *, region: str | None = None, lang: Lang = "sv"
) -> ExportedActions:
    """Write the actions of these units, or of every unit of a region with the region's recommendations, into a
    workbook. A file that is there already may be filled in, and is never overwritten."""
    from spur.intake.actions.write import ListOfActions, write_actions  # a tenth of a second to import

    with Ledger.open(db).view() as view:
        there = view.units()
        chosen = chosen_units(there, units, region)
        known(round_, view.rounds(), Code.ROUND_UNKNOWN)
        own = {there[unit].region for unit in chosen}
        region_id = region or (own.pop() if len(own) == 1 else "")
        told = called_for(view, round_, chosen)
        pinned = told.pinned if told else rubric_of_round(view, round_)
        lines = action_lines(view, told, there, lang)
        advice = advice_lines(view, round_, region_id, lang) if region else None
    of = region_name(region) if region else ", ".join(chosen)
    if not lines and advice is None:
        raise InvalidInput([Problem(Code.ACTIONS_NONE, Place(""), found=of)])
    if out.exists():
        raise InvalidInput([Problem(Code.OUTPUT_EXISTS, Place(out.name), found=str(out))])
    title = Wording(lang)("actions.title", of=of, round=round_)
    listed = ListOfActions(title, round_, region_id, pinned.hash, lines, advice)
    write_files({out: lambda part: write_actions(part, listed, lang)})
    return ExportedActions(out, len(lines), len({line.key.unit for line in lines}), len(advice or ()))
