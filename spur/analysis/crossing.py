"""What of a question's answers may be shown per group where the groups are not the specialty groups."""

from collections.abc import Iterable, Mapping

from spur.analysis.scopes import Part, Region
from spur.disclosure.crossing import Cell, crossable, leaves_open
from spur.disclosure.release import Node, Protection, large_enough, released


def beside_specialty_groups(
    region: Region, shown: set[str], units: Mapping[str, tuple[int, int]], protection: Protection
) -> set[str]:
    """The keys of ``shown``; only the region's where its groups could be combined with the answers of specialty groups
    and units, which their reports may have told already, to find somebody out. ``units`` tells of each unit how many
    answered and how many of them were critical."""
    either = dict.fromkeys((protection.of_units, protection))
    free = not region.crossed or all(_may_divide(region, units, each) for each in either)
    return shown if free else shown & {region.whole.key}


def _may_divide(region: Region, units: Mapping[str, tuple[int, int]], protection: Protection) -> bool:
    def node(part: Part, children: Iterable[Node] = ()) -> Node:
        return Node(part.key, *_cell(part, units), tuple(children))

    tree = node(region.whole, (node(group, map(node, group.each_unit())) for group in region.crossed))
    shown, allowed = released(tree, protection), large_enough(tree, protection.k)
    apart: list[list[Part]] = []
    for group in (group for group in region.crossed if group.key in shown):
        told = [unit for unit in group.each_unit() if unit.key in shown]
        withheld = [unit for unit in group.each_unit() if unit.key not in shown]
        large = [unit for unit in withheld if unit.key in allowed]
        left, small = _together(withheld), _together(unit for unit in withheld if unit not in large)
        apart += [*([unit] for unit in told), [left]]
        # they may be withheld for what was answered: the cells must not tell for which of them
        parts = [_cell(part, units) for part in (*large, small)]
        is_crossed = not any(left.units <= other.units for other in region.groups)
        if is_crossed and not leaves_open(_cell(left, units), parts, protection):
            return False
    together = [group for group in region.crossed if group.key not in shown]
    return crossable(
        (
            [_cell(Part("group", "", outer.units & group.units), units) for outer in atom for group in region.groups]
            for atom in (*apart, together)
        ),
        protection,
    )


def _together(parts: Iterable[Part]) -> Part:
    return Part("residual", "", frozenset(unit for part in parts for unit in part.units))


def _cell(part: Part, units: Mapping[str, tuple[int, int]]) -> Cell:
    own = [units[unit] for unit in part.units if unit in units]
    return Cell(sum(n for n, _ in own), sum(critical for _, critical in own))
