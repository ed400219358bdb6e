"""What the attacker knows beside what is printed about answers: who belongs where, and how many there are.

With a database: each unit's number of answers to each question, which everybody at the unit may know, and the answers
themselves, by which it is told whether what was worked out is true. Without: only what the reports say.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from spur.analysis.answers import Answers
from spur.app.attack.places import KnownPlaces, Node, Places, ToldPlaces, division, told_size
from spur.app.attack.reports import Report, every_row
from spur.app.rubrics import kept_rubric, shelf
from spur.disclosure.attack import Size
from spur.ledger.ledger import Ledger
from spur.ledger.reading import View
from spur.records.unit import Unit
from spur.rubric.model import Rubric
from spur.statistics.tally import Tally


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

    def region_of(self, report: Report) -> str:
        """The region that a report is about or in; "" where nobody says."""
        told = next((row.scope_id for row in report.rows if row.scope == "region"), "")
        scope, id_ = report.own
        unit = self.units.get(id_) if scope == "unit" else None
        return told or (id_ if scope == "region" else unit.region if unit else "")

    def by(self, report: Report) -> str:
        """What divides the region of a report."""
        return division(report, self.units, self.region_of(report))

    @cached_property
    def places(self) -> Places:
        return KnownPlaces(self.units) if self.is_certain else self._told_places

    @cached_property
    def _told_places(self) -> ToldPlaces:
        return ToldPlaces(self.reports)

    @cached_property
    def unplaced(self) -> bool:
        """Whether figures are told of units, or of another division, that cannot be placed."""
        if self.is_certain:
            return False
        told = {
            (self.region_of(report), Node(row.scope, row.scope_id, self.by(report) if row.scope == "group" else ""))
            for report, row in every_row(self.reports)
            if row.scope in ("unit", "group") and row.subject.startswith("item:")
        }
        return any(self.places.members(region, node) is None for region, node in told)

    def tally(self, round_: str, unit: str, role: str, slot: str) -> Tally:
        """The answers of a unit, which only a database knows."""
        return self.answers[round_].get((unit, role, slot), Tally())

    def size(self, region: str, round_: str, leaf: str, role: str) -> Size:
        """How many of a role responded to the survey, as the reports say."""
        if self.is_certain:
            return self._responses.get((round_, role), {}).get(("unit", leaf), Size(0, 0))
        return told_size(self._told_places, region, leaf, self._responses.get((round_, role), {}))

    @cached_property
    def _responses(self) -> dict[tuple[str, str], dict[tuple[str, str], Size]]:
        """By round and role how many responded in the region, each group and each unit. Where a role is withheld, no
        more than the others leave of all."""
        told: dict[tuple[str, str, str], dict[str, int]] = {}
        roles: dict[str, None] = {}
        for report, row in every_row(self.reports):
            is_own = row.scope != "group" or self.is_certain or self.by(report) == self._told_places.by
            if row.subject == "responses" and row.statistic == "n" and is_own:
                roles[row.role] = None
                if row.number is not None:
                    told.setdefault((row.round, row.scope, row.scope_id), {})[row.role] = int(row.number)
        found: dict[tuple[str, str], dict[tuple[str, str], Size]] = {}
        for (round_, scope, id_), by_role in told.items():
            left = by_role.get("", 0) - sum(n for role, n in by_role.items() if role)
            for role in roles:
                size = Size.exactly(by_role[role]) if role in by_role else Size(0, max(left, 0))
                if role in by_role or "" in by_role:
                    found.setdefault((round_, role), {})[scope, id_] = size
        return found


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
