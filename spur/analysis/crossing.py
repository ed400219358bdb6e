"""What of a question's answers may be shown per group where the groups are not the specialty groups."""

from collections.abc import Mapping

from spur.analysis.scopes import Part, Region
from spur.disclosure.crossing import Cell, crossable
from spur.disclosure.release import Node, Protection, released


def beside_specialty_groups(
    region: Region, shown: set[str], units: Mapping[str, tuple[int, int]], protection: Protection
) -> set[str]:
    """The keys of ``shown``; only the region's where its groups could be combined with the specialty groups' answers,
    which may be known already, to find somebody out. ``units`` tells of each unit how many answered and how many of
    them were critical."""
    # where nothing crosses, the release rule's own tree holds all that is known
    free = not region.crossing or _may_divide(region, units, protection)
    return shown if free else shown & {region.whole.key}


def _may_divide(region: Region, units: Mapping[str, tuple[int, int]], protection: Protection) -> bool:
    of_groups = {group: _cell(group, units) for group in region.crossed}
    tree = Node(region.whole.key, *_cell(region.whole, units), tuple(Node(g.key, *own) for g, own in of_groups.items()))
    shown = released(tree, protection)
    apart = [[group] for group in region.crossed if group.key in shown]
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
