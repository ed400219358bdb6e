"""What of a question's answers may be shown per group where the groups are not the specialty groups."""

from collections.abc import Iterable, Mapping

from spur.analysis.scopes import Part, Region
from spur.disclosure.crossing import Cell, crossable
from spur.disclosure.release import Node, Protection, released


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
    shown = released(tree, protection)
    apart: list[list[Part]] = []
    for group in region.crossed:
        if group.key in shown:
            told = [unit for unit in group.each_unit() if unit.key in shown]
            others = group.units - {unit for part in told for unit in part.units}
            apart += [*([unit] for unit in told), [Part("residual", group.id, others)]]
    together = [group for group in region.crossed if group.key not in shown]
    return crossable(
        (
            [_cell(Part("group", "", outer.units & group.units), units) for outer in atom for group in region.groups]
            for atom in (*apart, together)
        ),
        protection,
    )


def _cell(part: Part, units: Mapping[str, tuple[int, int]]) -> Cell:
    own = [units[unit] for unit in part.units if unit in units]
    return Cell(sum(n for n, _ in own), sum(critical for _, critical in own))
