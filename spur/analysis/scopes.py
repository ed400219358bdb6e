"""The region and its parts: which units belong to each."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from spur.analysis.figure import Scope
from spur.records.unit import Unit
from spur.rubric.model import Rubric

SPECIALTY_GROUP = "specialty_group"
"""The column of the units table by which a region is divided unless another is asked for."""

_COLUMNS = (SPECIALTY_GROUP, "specialty", "place")
_SWEDISH = str.maketrans("åäö", "{|}")  # as letters they come after z, in this order; as characters they do not


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

    def each_unit(self) -> tuple["Part", ...]:
        """Its units, each a part by itself."""
        return tuple(unit_part(unit) for unit in sorted(self.units))


@dataclass(frozen=True, slots=True)
class Region:
    """A region as a whole, and the groups that divide its units by a column of the units table: specialty groups in the
    rubric's order (strangers to it last), anything else in the alphabet's.

    ``crossed`` are the specialty groups, where the region is divided by something else: their answers may be known from
    another report, which what is shown here must not be combined with.
    """

    whole: Part
    groups: tuple[Part, ...]
    by: str = SPECIALTY_GROUP
    crossed: tuple[Part, ...] = ()

    def __iter__(self) -> Iterator[Part]:
        return iter((self.whole, *self.groups))

    @property
    def nested(self) -> bool:
        """Whether each group lies within one specialty group, as specialties do."""
        within = (any(group.units <= outer.units for outer in self.crossed) for group in self.groups)
        return bool(self.crossed) and all(within)


def region_of(
    region_id: str, units: Mapping[str, Unit], told_of: Collection[str], rubric: Rubric, by: str = SPECIALTY_GROUP
) -> Region:
    """The region's units that anything is known of this round (``told_of``), by a column of the units table."""
    own = [unit for unit in units.values() if unit.region == region_id and unit.id in told_of]
    whole = Part("region", region_id, frozenset(unit.id for unit in own))
    order = [group.id for group in rubric.groups]
    present = {unit.group for unit in own}
    ids = [group for group in order if group in present] + sorted(present - set(order))
    specialty_groups = _groups(own, SPECIALTY_GROUP, ids)
    if by == SPECIALTY_GROUP:
        return Region(whole, specialty_groups)
    return Region(whole, _groups(own, by, sorted({cell(unit, by) for unit in own}, key=alphabet)), by, specialty_groups)


def unit_part(unit_id: str) -> Part:
    return Part("unit", unit_id, frozenset({unit_id}))


def columns(units: Iterable[Unit]) -> list[str]:
    """The columns of the units table that these units can be divided by."""
    return [*_COLUMNS, *dict.fromkeys(column for unit in units for column, _ in unit.further)]


def cell(unit: Unit, column: str) -> str:
    """What the units table has of a unit in a column; "" where it has nothing."""
    own = {SPECIALTY_GROUP: unit.group, "specialty": unit.specialty, "place": unit.place}
    return own[column] if column in own else dict(unit.further).get(column, "")


def _groups(units: Iterable[Unit], by: str, ids: Iterable[str]) -> tuple[Part, ...]:
    members: dict[str, set[str]] = {group: set() for group in ids}
    for unit in units:
        members[cell(unit, by)].add(unit.id)
    return tuple(Part("group", group, frozenset(own)) for group, own in members.items())


def alphabet(text: str) -> tuple[bool, str, str]:
    """The Swedish order, a blank cell last."""
    return not text, text.casefold().translate(_SWEDISH), text
