"""A tree of units as the attacker sees it: everything that a rule shows of it, as sums that must come out."""

from collections.abc import Mapping
from typing import Any

from spur.disclosure import release
from spur.disclosure.attack import Exposure, Puzzle, Rule, Size, Sum, exposures
from spur.disclosure.release import Node, Protection
from tests.disclosure.reader import Sizes, nodes, tree, units

POSITIVE, CRITICAL = "positive", "critical"


def leaves(node: Node) -> frozenset[str]:
    return frozenset(unit.id for unit in units(node))


def found_out(
    sizes: Sizes, critical: dict[str, int], protection: Protection, rule: Mapping[str, Any] = vars(release)
) -> list[Exposure]:
    """What can be found out by somebody who knows the rule that made the report, be it another one than spur's."""

    def told(answered: Mapping[str, int]) -> tuple[set[str], int | None]:
        root = tree(sizes, dict(answered))
        return rule["released"](root, protection), rule["at_least_critical"](root, protection)

    root = tree(sizes, critical)
    shown, at_least = told(critical)
    known = [Sum.of(leaves(n), {CRITICAL}, n.critical, n.critical) for n in nodes(root) if n.id in shown]
    if at_least is not None:
        known.append(Sum.of(leaves(root), {CRITICAL}, at_least, None))
    puzzle = Puzzle(
        {unit.id: Size.exactly(unit.n) for unit in units(root)},
        (POSITIVE, CRITICAL),
        frozenset({CRITICAL}),
        tuple(known),
    )
    truth = {u.id: {POSITIVE: u.n - u.critical, CRITICAL: u.critical} for u in units(root)}
    large = release.large_enough(root, protection.k)
    parts = tuple(leaves(n) for n in nodes(root))
    withheld = tuple(leaves(n) for n in nodes(root) if n.id in large - shown)
    likely = Rule(lambda answered: told(answered) == (shown, at_least), parts, withheld)
    return exposures(puzzle, protection, truth, likely)
