"""The actions of a round as they stand today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from spur.analysis.checklist import Measure
from spur.analysis.register import Advised
from spur.app.actions.chosen import chosen_units, plans_owed_by
from spur.app.inspections import latest_round
from spur.app.known import known, today
from spur.app.register import advised_after, called_for
from spur.ledger.ledger import Ledger
from spur.records.problem import Code
from spur.records.unit import Unit
from spur.rubric.model import Rubric


@dataclass(frozen=True, slots=True)
class ListedActions:
    """The round's actions, by unit and in the order of their checklists; ``advised`` are the regions' recommendations,
    by region. ``owing`` are the units and areas whose action plan is lacking."""

    round: str
    on: date
    rubric: Rubric | None
    units: Mapping[str, Unit]
    measures: tuple[Measure, ...]
    advised: tuple[tuple[str, Advised], ...]
    owing: frozenset[tuple[str, str]]


def list_actions(
    db: str,
    round_: str | None = None,
    *,
    unit: str | None = None,
    region: str | None = None,
    overdue: bool = False,
) -> ListedActions:
    """The actions of a round, the newest unless another is named, as they stand today."""
    round_ = round_ or latest_round(db)
    on = today()
    with Ledger.open(db).view() as view:
        there = view.units()
        chosen = chosen_units(there, [unit] if unit else (), region) if unit or region else list(there)
        known(round_, view.rounds(), Code.ROUND_UNKNOWN)
        told = called_for(view, round_, chosen)
        regions = [] if unit else sorted({there[each].region for each in chosen})
        advised = tuple((own, each) for own in regions for each in advised_after(view, round_, own))
    measures = told.measures if told else ()
    if overdue:
        measures = tuple(each for each in measures if each.standing.is_overdue(on))
        advised = tuple((own, each) for own, each in advised if each.standing.is_overdue(on))
    rubric = told.rubric if told else None
    return ListedActions(round_, on, rubric, there, measures, advised, plans_owed_by(told))
