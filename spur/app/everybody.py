"""What the reports on the parts of a region have in common, found once for all of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spur.analysis.clusters import cluster_figures
from spur.analysis.comparison import baseline_figures, baseline_id, unit_comparison_figures
from spur.analysis.figure import Figure, Figures
from spur.analysis.rounds import round_figures
from spur.analysis.scopes import Part, Region
from spur.analysis.signals import signal_figures
from spur.app.gathering import Asked, Gathered, gathered, shared_figures
from spur.app.known import known
from spur.app.register import CalledFor, called_for_in
from spur.ledger.reading import View
from spur.records.problem import Code


@dataclass(frozen=True, slots=True)
class Everybody:
    """What is known of a region, and the figures of it, its groups and all its units. What may be shown of a part is
    decided as if each of them had a report."""

    found: Gathered
    figures: tuple[Figure, ...]
    called: CalledFor | None
    """What the round calls for."""

    def of_parts(self, parts: Region) -> Iterator[Figure]:
        """The figures of some parts and of the baseline, for all and for the group."""
        return self._told(self.figures, parts)

    def compared(self, figures: Figures, parts: Region, own: Part) -> Figures:
        """``figures`` of the parts with those that compare them: with each other, the baseline and the earlier round.
        ``own`` is the part that a report is on; the last but it is its group."""
        found, whole, group = self.found, self.found.region, parts.groups[0]
        round_, rubric = figures.round, found.rubric
        against: list[Figure] = []
        if found.baseline is not None and found.there is not None:
            of_all = baseline_figures(round_, whole, figures, rubric, found.baseline, found.there)
            # the group's own comparison with the baseline is made below as the unit's is
            against += (figure for figure in self._told(of_all, parts) if figure.scope != "group")
        for part in dict.fromkeys((own, group)):
            compared = unit_comparison_figures(
                round_, part, group, whole, figures, rubric, found.baseline, found.there
            )  # fmt: skip
            against += (figure for figure in compared if figure.versus != part.key)
        figures = figures.plus(against)
        if found.earlier is not None:
            figures = figures.plus(self._told(found.then, parts))
            then = round_figures(parts, figures, found.earlier, rubric)
            # that a unit has crossed the line is no difference of shares
            changes = (each for each in then if each.scope != "unit" or not each.subject.startswith("area:"))
            figures = figures.plus(changes)
        return figures.plus(self._told(found.own_figures, parts))

    def _told(self, figures: Iterable[Figure], parts: Region) -> Iterator[Figure]:
        keys = {(part.scope, part.id) for part in parts}
        if self.found.baseline is not None:
            keys |= {("baseline", baseline_id(self.found.baseline, group)) for group in ("", parts.groups[0].id)}
        return (figure for figure in figures if (figure.scope, figure.scope_id) in keys)


@dataclass(frozen=True, slots=True)
class Gathering:
    """Gathers everybody of a region once for each way in which reports of one series are asked for."""

    _found: dict[tuple[str, Asked], Everybody] = field(default_factory=dict)

    def __call__(self, view: View, region_id: str, asked: Asked) -> Everybody:
        if (region_id, asked) not in self._found:
            self._found[region_id, asked] = _everybody(view, region_id, asked)
        return self._found[region_id, asked]


def _everybody(view: View, region_id: str, asked: Asked) -> Everybody:
    found = gathered(view, region_id, asked, units_too=True)
    round_, region, rubric = asked.round, found.region, found.rubric
    shared = Figures.of(shared_figures(found, asked, units_too=not region.crossed))
    clusters = cluster_figures(round_, region, shared, rubric)
    signals = signal_figures(round_, region, shared, rubric)
    return Everybody(found, (*shared, *clusters, *signals), called_for_in(view, found, asked))


def regions_of_round(view: View, asked: Asked, region: str) -> list[str]:
    """The regions of which anything is known in the round; or only the one that is named. Raises InvalidInput where
    there is none."""
    known(asked.round, view.rounds(), Code.ROUND_UNKNOWN)
    if region:
        return [region]
    units, round_ = view.units(), asked.round
    counted = (view.response_counts(round_), view.invited_counts(round_))
    told = {event.unit_id for event in view.grade_events(round_, drafts=asked.drafts)}
    told |= {unit for counts in counted for unit, _ in counts}
    return sorted({units[unit].region for unit in told})
