"""Which units lie in what figures are of: as a database knows, or as far as the reports say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from spur.analysis.scopes import SPECIALTY_GROUP, cell, columns
from spur.app.attack.reports import Report
from spur.disclosure.attack import Size
from spur.records.unit import Unit

UNKNOWN = 100_000
"""More people than anything has of whose size nothing is known."""

_REST = "rest-of"
"""Before what is left of a group or a region, as a leaf; no unit's id holds a colon."""


@dataclass(frozen=True, slots=True)
class Node:
    """Something that figures are of: ``by`` is what divides the region, where it is a group. ``rest``: what is left of
    it when the units that the reports place in it are taken away."""

    scope: str
    id: str
    by: str = ""
    rest: bool = False


class Places(Protocol):
    """The leaves are the smallest sets that are told apart: units, and what is left of a group or a region."""

    def leaves(self, region: str) -> frozenset[str]: ...

    def members(self, region: str, node: Node) -> frozenset[str] | None:
        """The leaves in a node; None where that is not known."""
        ...

    def node(self, leaf: str) -> Node: ...


@dataclass(frozen=True)
class KnownPlaces:
    """As the units table has it."""

    units: Mapping[str, Unit]

    def leaves(self, region: str) -> frozenset[str]:
        return frozenset(unit.id for unit in self.units.values() if unit.region == region)

    def members(self, region: str, node: Node) -> frozenset[str] | None:
        leaves = self.leaves(region)
        match node.scope:
            case "region":
                return leaves if node.id == region else None
            case "unit":
                return frozenset({node.id}) if node.id in leaves else None
            case "group":
                return frozenset(unit for unit in leaves if cell(self.units[unit], node.by) == node.id)
        return None

    def node(self, leaf: str) -> Node:
        return Node("unit", leaf)


@dataclass(frozen=True)
class ToldPlaces:
    """As the reports say. A unit's own report tells which group it is in; what is left of each group and of the region
    is a leaf too. The groups are the specialty groups, or what else the first report has divided the region by."""

    reports: Sequence[Report]

    @cached_property
    def by(self) -> str:
        divisions = [report.by or SPECIALTY_GROUP for report in self.reports]
        return SPECIALTY_GROUP if SPECIALTY_GROUP in divisions else next(iter(divisions), SPECIALTY_GROUP)

    @cached_property
    def groups(self) -> dict[str, dict[str, list[str]]]:
        """By region every group with the units that are known to be in it."""
        found: dict[str, dict[str, list[str]]] = {}
        for report in self.reports:
            of: dict[str, list[str]] = {scope: [] for scope in ("region", "group", "unit")}
            for scope, id_ in dict.fromkeys((row.scope, row.scope_id) for row in report.rows):
                of.get(scope, []).append(id_)
            if (report.by or SPECIALTY_GROUP) != self.by:
                continue
            for region in of["region"]:
                own = found.setdefault(region, {})
                for group in of["group"]:
                    own.setdefault(group, [])
                if len(of["group"]) == len(of["unit"]) == 1 and of["unit"][0] not in own[of["group"][0]]:
                    own[of["group"][0]].append(of["unit"][0])
        return found

    def leaves(self, region: str) -> frozenset[str]:
        own = self.groups.get(region, {})
        units = {unit for units in own.values() for unit in units}
        return frozenset({*units, *(f"{_REST}:group:{group}" for group in own), f"{_REST}:region:{region}"})

    def members(self, region: str, node: Node) -> frozenset[str] | None:
        leaves, own = self.leaves(region), self.groups.get(region, {})
        match node.scope:
            case "region":
                return leaves if node.id == region else None
            case "unit":
                return frozenset({node.id}) if node.id in leaves else None
            case "group" if node.by == self.by and node.id in own:
                return frozenset({*own[node.id], f"{_REST}:group:{node.id}"})
        return None

    def node(self, leaf: str) -> Node:
        _, _, place = leaf.partition(":")
        scope, _, id_ = place.partition(":")
        if not scope:
            return Node("unit", leaf)
        units = [unit for own in self.groups.values() for unit in own.get(id_, ())] if scope == "group" else []
        return Node(scope, id_, self.by if scope == "group" else "", rest=bool(units) or scope == "region")


def division(report: Report, units: Mapping[str, Unit], region: str) -> str:
    """What divides the region of a report: where it does not say how it was asked for, the first column of the units
    table that has all its groups."""
    if report.by:
        return report.by
    own = [unit for unit in units.values() if unit.region == region]
    groups = {row.scope_id for row in report.rows if row.scope == "group"}
    fits = (column for column in columns(own) if groups <= {cell(unit, column) for unit in own})
    return next(fits, SPECIALTY_GROUP)


def told_size(places: ToldPlaces, region: str, leaf: str, told: Mapping[tuple[str, str], Size]) -> Size:
    """How many there are in a leaf, from how many there are in the region and in each group and unit."""
    unknown = Size(0, UNKNOWN)
    node = places.node(leaf)
    whole = told.get((node.scope, node.id), unknown)
    if not leaf.startswith(f"{_REST}:"):
        return whole
    groups = places.groups.get(region, {})
    parts = [("group", group) for group in groups] if node.scope == "region" else [("unit", u) for u in groups[node.id]]
    sizes = [told.get(part, unknown) for part in parts]
    least = max(whole.least - sum(size.most for size in sizes), 0)
    return Size(least, max(whole.most - sum(size.least for size in sizes), 0))
