"""What the attacker knows beside what is printed about answers: who belongs where, and how many there are.

With a database: each unit's number of answers to each question, which everybody at the unit may know, and the answers
themselves, by which it is told whether what was worked out is true. Without: only what the reports say.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from spur.analysis.answers import Answers
from spur.analysis.scopes import SPECIALTY_GROUP, cell
from spur.app.attacking.reports import Report
from spur.app.rubrics import kept_rubric, shelf
from spur.disclosure.attack import Size, Sum
from spur.ledger.ledger import Ledger
from spur.ledger.reading import View
from spur.records.figure_row import FigureRow
from spur.records.unit import Unit
from spur.rubric.model import Rubric
from spur.statistics.tally import Tally

_REST = "rest-of"
"""Before what is left of a group or a region, as a unit; no unit's id holds a colon."""
_UNKNOWN = 100_000
"""More people than anything has of whose size nothing is known."""


@dataclass(frozen=True, slots=True)
class Node:
    """Something that figures are of: ``by`` is what divides the region, where it is a group. ``rest``: what is left of
    it when the units that the reports place in it are taken away."""

    scope: str
    id: str
    by: str = ""
    rest: bool = False


@dataclass(frozen=True)
class Background:
    """``units`` by id: without a database those that the reports place, and what is left of each group and region as
    one more unit. ``answers`` (None without a database) and ``rubrics`` by round."""

    units: Mapping[str, Unit]
    answers: Mapping[str, Answers] | None
    rubrics: Mapping[str, Rubric]
    reports: Sequence[Report]

    @property
    def is_certain(self) -> bool:
        """Whether sizes and answers are known from a database."""
        return self.answers is not None

    def region_of(self, report: Report) -> str:
        """The region that a report is about or in; "" where nobody says."""
        return _told_region(report) or (unit.region if (unit := self.units.get(report.own[1])) else "")

    def own_node(self, report: Report) -> Node | None:
        """What a report is about; None where nobody says."""
        scope, id_ = report.own
        return Node(scope, id_, report.by if scope == "group" else "") if scope else None

    def node(self, report: Report, row: FigureRow) -> Node:
        """What a figure is of."""
        return Node(row.scope, row.scope_id, report.by if row.scope == "group" else "")

    def leaves(self, region: str) -> frozenset[str]:
        """The smallest sets that are told apart."""
        return frozenset(unit.id for unit in self.units.values() if unit.region == region)

    def members(self, region: str, node: Node) -> frozenset[str] | None:
        """The units in a node; None where that is not known."""
        leaves = self.leaves(region)
        match node.scope:
            case "region":
                return leaves if node.id == region else None
            case "unit":
                return frozenset({node.id}) if node.id in leaves else None
            case "group" if self.is_certain or node.by == SPECIALTY_GROUP:
                return frozenset(unit for unit in leaves if cell(self.units[unit], node.by) == node.id) or None
        return None

    def of_leaf(self, leaf: str) -> Node:
        """A unit, or what is left of a group or a region, as a node."""
        _, _, place = leaf.partition(":")
        scope, _, id_ = place.partition(":")
        if not scope:
            return Node("unit", leaf)
        others = [unit for unit in self.units.values() if unit.id != leaf and unit.group == id_]
        return Node(scope, id_, SPECIALTY_GROUP if scope == "group" else "", rest=scope == "region" or bool(others))

    @cached_property
    def unplaced(self) -> bool:
        """Whether figures are told of units, or of another division, that cannot be placed."""
        told = {
            (self.region_of(report), self.node(report, row))
            for report in self.reports
            for row in report.every_row
            if row.scope in ("unit", "group") and row.subject.startswith("item:")
        }
        return not self.is_certain and any(self.members(region, node) is None for region, node in told)

    def tallies(self, region: str, round_: str, role: str, slot: str) -> dict[str, Tally]:
        """By unit its answers to a question, which only a database knows; nothing without one."""
        if self.answers is None or round_ not in self.answers:
            return {}
        return {unit: self.answers[round_].get((unit, role, slot), Tally()) for unit in self.leaves(region)}

    def sizes(
        self, region: str, round_: str, role: str, everything: Iterable[str]
    ) -> tuple[dict[str, Size], list[Sum]]:
        """How many of a role responded to the survey (``everything`` are all answers and none), as the reports say: in
        each unit, and in the groups and the region. Where a role is withheld, no more than the others leave of all."""
        known: list[Sum] = []
        most = dict.fromkeys(self.leaves(region), _UNKNOWN)
        for node, by_role in self._responses.get((region, round_), {}).items():
            members = self.members(region, node)
            left = by_role.get("", _UNKNOWN) - sum(n for each, n in by_role.items() if each)
            high = by_role.get(role, max(left, 0))
            if members is not None and high < _UNKNOWN:
                known.append(Sum.of(members, tuple(everything), by_role.get(role), high))
                most |= {unit: min(most[unit], high) for unit in members}
        return {unit: Size(0, high) for unit, high in most.items()}, known

    @cached_property
    def _responses(self) -> dict[tuple[str, str], dict[Node, dict[str, int]]]:
        """By region and round how many of each role responded ("" for all)."""
        found: dict[tuple[str, str], dict[Node, dict[str, int]]] = {}
        for report in self.reports:
            for row in report.every_row:
                if row.subject == "responses" and row.statistic == "n" and row.number is not None:
                    own = found.setdefault((self.region_of(report), row.round), {})
                    own.setdefault(self.node(report, row), {})[row.role] = int(row.number)
        return found


def background(reports: Sequence[Report], db: str | None) -> Background:
    """What is known, with or without a database."""
    rounds = dict.fromkeys(
        [*(row.round for report in reports for row in report.every_row), *(report.round for report in reports)]
    )
    if db is None:
        return Background({unit.id: unit for unit in _told_units(reports)}, None, _shipped(reports, rounds), reports)
    with Ledger.open(db).view() as view:
        rubrics = {round_: rubric for round_ in rounds if (rubric := _rubric(view, round_)) is not None}
        answers = {round_: view.answer_tallies(round_, rubric) for round_, rubric in rubrics.items()}
        return Background(view.units(), answers, rubrics, reports)


def _told_region(report: Report) -> str:
    return next((row.scope_id for row in report.rows if row.scope == "region"), report.region)


def _told_units(reports: Sequence[Report]) -> Iterator[Unit]:
    """A unit's own report tells which group it is in; what is left of each group and of the region is one more."""
    for report in (report for report in reports if report.by == SPECIALTY_GROUP):
        region = _told_region(report)
        groups, units = (sorted({r.scope_id for r in report.rows if r.scope == scope}) for scope in ("group", "unit"))
        if len(groups) == len(units) == 1:
            yield Unit(units[0], units[0], "", groups[0], "", region)
        for group in groups:
            yield Unit(f"{_REST}:group:{group}", group, "", group, "", region)
        yield Unit(f"{_REST}:region:{region}", region, "", "", "", region)


def _rubric(view: View, round_: str) -> Rubric | None:
    """The rubric of a round's answers; None where there are none, or several."""
    pinned = view.survey_rubrics(round_)
    return kept_rubric(view, pinned[0]).model if len(pinned) == 1 else None


def _shipped(reports: Sequence[Report], rounds: Iterable[str]) -> dict[str, Rubric]:
    """By round the shipped rubric that has most of its questions; the first one where nothing is told of questions."""
    rubrics = shelf()
    models = [model for name in rubrics.available() if (model := rubrics.find(name).rubric) is not None]
    items: dict[str, set[str]] = {round_: set() for round_ in rounds}
    for row in (row for report in reports for row in report.every_row):
        if row.subject.startswith("item:"):
            items[row.round].add(row.subject.removeprefix("item:"))
    return {
        round_: max(models, key=lambda model: len({q.id for q in model.questions} & own))
        for round_, own in items.items()
    }
