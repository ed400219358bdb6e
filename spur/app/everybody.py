"""What the reports on the parts of a region have in common, found once for all of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import NamedTuple

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

Key = tuple[str, str]
"""A part's scope and id."""


@dataclass(frozen=True)
class _Filed:
    """Figures in their order, found by the part that they are of."""

    all: Sequence[Figure]

    @cached_property
    def _places(self) -> Mapping[Key, list[int]]:
        found: dict[Key, list[int]] = defaultdict(list)
        for place, figure in enumerate(self.all):
            found[figure.scope, figure.scope_id].append(place)
        return found

    def of(self, keys: Iterable[Key]) -> list[Figure]:
        return [self.all[place] for place in sorted(chain(*(self._places.get(key, ()) for key in keys)))]


class _Compared(NamedTuple):
    """What compares a group, and with it all of the region, in each report on one of its units."""

    with_baseline: list[Figure]
    within_region: list[Figure]
    with_earlier: list[Figure]


@dataclass(frozen=True)
class Everybody:
    """What is known of a region, and the figures of it, its groups and all its units. What may be shown of a part is
    decided as if each of them had a report."""

    found: Gathered
    figures: Figures
    called: CalledFor | None
    """What the round calls for."""
    _groups: dict[Part, _Compared] = field(default_factory=dict)

    def of_parts(self, parts: Region) -> list[Figure]:
        """The figures of some parts and of the baseline, for all and for the group."""
        return self._figures.of(self._keys(parts))

    def compared(self, figures: Figures, parts: Region, own: Part) -> Figures:
        """``figures`` of the parts with those that compare them: with each other, the baseline and the earlier round.
        ``own`` is the part that a report is on; the last but it is its group."""
        keys, group = self._keys(parts), parts.groups[0]
        if group not in self._groups:
            self._groups[group] = self._compared_group(group)
        shared = self._groups[group]
        within = () if own == group else self._within(figures, own, group)
        figures = figures.plus(shared.with_baseline, within, shared.within_region)
        if self.found.earlier is not None:
            figures = figures.plus(self._then.of(keys), shared.with_earlier)
            then = () if own == group else round_figures([own], figures, self.found.earlier, self.found.rubric)
            # that a unit has crossed the line is no difference of shares
            figures = figures.plus(each for each in then if not each.subject.startswith("area:"))
        return figures.plus(self._own_assessment.of(keys))

    def _compared_group(self, group: Part) -> _Compared:
        found, whole, figures = self.found, self.found.region, self.figures
        round_, rubric, both = figures.round, found.rubric, Region(whole.whole, (group,), whole.by)
        baseline: Iterable[Figure] = ()
        if found.baseline is not None and found.there is not None:
            baseline = baseline_figures(round_, both, figures, rubric, found.baseline, found.there)
        then: Iterable[Figure] = ()
        if found.earlier is not None:
            then = round_figures(both, figures.plus(self._then.of(self._keys(both))), found.earlier, rubric)
        return _Compared(
            # the group's own comparison with the baseline is made as a unit's is
            [figure for figure in baseline if figure.scope != "group"],
            list(self._within(figures, group, group)),
            list(then),
        )

    def _within(self, figures: Figures, part: Part, group: Part) -> Iterator[Figure]:
        """The part compared with its group, unless it is that, with the region and with the baseline."""
        found, round_ = self.found, figures.round
        compared = unit_comparison_figures(
            round_, part, group, found.region, figures, found.rubric, found.baseline, found.there
        )  # fmt: skip
        return (figure for figure in compared if figure.versus != part.key)

    @cached_property
    def _figures(self) -> _Filed:
        return _Filed(self.figures.all)

    @cached_property
    def _then(self) -> _Filed:
        return _Filed(self.found.then)

    @cached_property
    def _own_assessment(self) -> _Filed:
        return _Filed(self.found.own_figures)

    def _keys(self, parts: Region) -> set[Key]:
        keys: set[Key] = {(part.scope, part.id) for part in parts}
        if self.found.baseline is not None:
            keys |= {("baseline", baseline_id(self.found.baseline, group)) for group in ("", parts.groups[0].id)}
        return keys


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
    return Everybody(found, shared.plus(clusters, signals), called_for_in(view, found, asked))


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
