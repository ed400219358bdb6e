"""What the attacker knows beside what is printed about answers: who belongs where, and how many there are.

With a database: each unit's number of answers to each question, which everybody at the unit may know, and the answers
themselves, by which it is told whether what was worked out is true. Without: only what the reports say.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from spur.analysis.answers import Answers
from spur.analysis.scopes import SPECIALTY_GROUP, cell, columns
from spur.app.attack.reports import Report, every_row
from spur.app.rubrics import kept_rubric, shelf
from spur.disclosure.attack import Size
from spur.ledger.ledger import Ledger
from spur.ledger.reading import View
from spur.records.unit import Unit
from spur.rubric.model import Rubric
from spur.statistics.tally import Tally

UNKNOWN = 100_000
"""More people than any unit has: of whose size nothing is known."""


@dataclass(frozen=True, slots=True)
class Node:
    """Something that figures are of: ``by`` is what divides the region, where it is a group."""

    scope: str
    id: str
    by: str = ""


@dataclass(frozen=True)
class Background:
    """``units`` by id, empty without a database; ``answers`` and ``rubrics`` by round."""

    units: Mapping[str, Unit]
    answers: Mapping[str, Answers]
    rubrics: Mapping[str, Rubric]
    reports: Sequence[Report]

    @property
    def is_certain(self) -> bool:
        """Whether sizes and answers are known from a database."""
        return bool(self.units)

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """The regions that are told of."""
        return tuple(dict.fromkeys(row.scope_id for _, row in every_row(self.reports) if row.scope == "region"))

    def region_of(self, report: Report) -> str:
        """The region that a report is about or in; "" where nobody says."""
        told = next((row.scope_id for row in report.rows if row.scope == "region"), "")
        scope, id_ = report.own
        unit = self.units.get(id_) if scope == "unit" else None
        return told or (id_ if scope == "region" else unit.region if unit else "")

    def by(self, report: Report) -> str:
        """What divides the region of a report: where it does not say how it was asked for, the first column of the
        units table that has all its groups."""
        if report.by:
            return report.by
        own = [unit for unit in self.units.values() if unit.region == self.region_of(report)]
        groups = {row.scope_id for row in report.rows if row.scope == "group"}
        fits = (column for column in columns(own) if groups <= {cell(unit, column) for unit in own})
        return next(fits, SPECIALTY_GROUP)

    @cached_property
    def _groups(self) -> dict[str, str]:
        """The specialty group of each unit that has a report, as that report says."""
        found = {}
        for report in self.reports:
            own = dict.fromkeys(row.scope_id for row in report.rows if row.scope == "unit")
            groups = dict.fromkeys(row.scope_id for row in report.rows if row.scope == "group")
            if len(own) == len(groups) == 1:
                found[next(iter(own))] = next(iter(groups))
        return found

    def leaves(self, region: str) -> frozenset[str]:
        """The smallest sets that are told apart in a region: its units; its specialty groups, with ``group:`` before
        their id, where it is not known which units are in which."""
        return self._leaves.get(region, frozenset())

    @cached_property
    def _leaves(self) -> dict[str, frozenset[str]]:
        if self.is_certain:
            return {
                region: frozenset(unit.id for unit in self.units.values() if unit.region == region)
                for region in dict.fromkeys(unit.region for unit in self.units.values())
            }
        found: dict[str, tuple[set[str], set[str]]] = {}
        for report, row in every_row(self.reports):
            units, groups = found.setdefault(self.region_of(report), (set(), set()))
            if row.scope == "unit":
                units.add(row.scope_id)
            elif row.scope == "group" and self.by(report) == SPECIALTY_GROUP:
                groups.add(f"group:{row.scope_id}")
        return {
            region: frozenset(units if units and units <= self._groups.keys() else groups)
            for region, (units, groups) in found.items()
        }

    def members(self, region: str, node: Node) -> frozenset[str] | None:
        """The leaves in a node; None where that is not known."""
        leaves = self.leaves(region)
        if node.scope == "region":
            return leaves if node.id == region else None
        if node.scope == "unit":
            return frozenset({node.id}) if node.id in leaves else None
        if node.scope != "group":
            return None
        if f"group:{node.id}" in leaves:
            return frozenset({f"group:{node.id}"}) if node.by == SPECIALTY_GROUP else None
        if self.is_certain:
            return frozenset(unit for unit in leaves if cell(self.units[unit], node.by) == node.id)
        own = frozenset(unit for unit in leaves if self._groups.get(unit) == node.id)
        return own if node.by == SPECIALTY_GROUP else None

    def tally(self, round_: str, unit: str, role: str, slot: str) -> Tally:
        """The answers of a unit, which only a database knows."""
        return self.answers[round_].get((unit, role, slot), Tally())

    def size(self, round_: str, leaf: str, role: str) -> Size:
        """How many of a role responded to the survey, as the reports say."""
        scope, _, id_ = leaf.rpartition(":")
        rows = self._responses
        exact = rows.get((round_, scope or "unit", id_, role))
        if exact is not None:
            return Size.exactly(exact)
        total = rows.get((round_, scope or "unit", id_, ""))
        if total is None:
            return Size(0, UNKNOWN)
        known = (n for (r, s, i, other), n in rows.items() if (r, s, i) == (round_, scope or "unit", id_) and other)
        return Size(0, max(total - sum(known), 0))

    @cached_property
    def _responses(self) -> dict[tuple[str, str, str, str], int]:
        return {
            (row.round, row.scope, row.scope_id, row.role): int(row.number)
            for report, row in every_row(self.reports)
            if row.subject == "responses" and row.statistic == "n" and row.number is not None
            if row.scope == "unit" or (row.scope == "group" and self.by(report) == SPECIALTY_GROUP)
        }


def background(reports: Sequence[Report], db: str | None) -> Background:
    """What is known, with or without a database."""
    rounds = dict.fromkeys(
        [*(row.round for _, row in every_row(reports)), *(report.round for report in reports if report.round)]
    )
    if db is None:
        return Background({}, {}, _shipped(reports, rounds), reports)
    with Ledger.open(db).view() as view:
        rubrics = {round_: rubric for round_ in rounds if (rubric := _rubric(view, round_)) is not None}
        answers = {round_: view.answer_tallies(round_, rubric) for round_, rubric in rubrics.items()}
        return Background(view.units(), answers, rubrics, reports)


def _rubric(view: View, round_: str) -> Rubric | None:
    """The rubric of a round's answers; None where there are none, or several."""
    pinned = view.survey_rubrics(round_)
    return kept_rubric(view, pinned[0]).model if len(pinned) == 1 else None


def _shipped(reports: Sequence[Report], rounds: Iterable[str]) -> dict[str, Rubric]:
    """By round the shipped rubric that has most of its questions; the first one where nothing is told of questions."""
    rubrics = shelf()
    models = [model for name in rubrics.available() if (model := rubrics.find(name).rubric) is not None]
    items: dict[str, set[str]] = {round_: set() for round_ in rounds}
    for _, row in every_row(reports):
        if row.subject.startswith("item:"):
            items[row.round].add(row.subject.removeprefix("item:"))
    return {
        round_: max(models, key=lambda model: len({q.id for q in model.questions} & own))
        for round_, own in items.items()
    }
