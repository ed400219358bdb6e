"""The region and its parts: which units belong to each."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from spur.analysis.figure import Scope
from spur.records.unit import Unit
from spur.rubric.model import Rubric


@dataclass(frozen=True, slots=True)
class Part:
    """A set of units that figures are computed for."""

    scope: Scope
    id: str
    units: frozenset[str]

    @property
    def key(self) -> str:
        """Unlike any other part's: a group may have the region's id."""
        return f"{self.scope}:{self.id}"


@dataclass(frozen=True, slots=True)
class Region:
    """A region as a whole, and the groups that divide its units, in the rubric's order (strangers to it last)."""

    whole: Part
    groups: tuple[Part, ...]

    def __iter__(self) -> Iterator[Part]:
        return iter((self.whole, *self.groups))


def region_of(region_id: str, units: Mapping[str, Unit], told_of: Collection[str], rubric: Rubric) -> Region:
    """The region's units that anything is known of this round (``told_of``), by specialty group."""
    own = [unit for unit in units.values() if unit.region == region_id and unit.id in told_of]
    order = [group.id for group in rubric.groups]
    present = {unit.group for unit in own}
    ids = [group for group in order if group in present] + sorted(present - set(order))
    return Region(
        Part("region", region_id, frozenset(unit.id for unit in own)),
        tuple(Part("group", group, frozenset(u.id for u in own if u.group == group)) for group in ids),
    )
