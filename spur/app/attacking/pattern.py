"""What the release rule showed and withheld, and what it would have if people had answered otherwise."""

from collections.abc import Mapping

from spur.analysis.scopes import SPECIALTY_GROUP, cell
from spur.app.attacking.background import Background, Node
from spur.app.attacking.facts import Told
from spur.disclosure.attack import Counts, Rule
from spur.disclosure.release import Node as Tree
from spur.disclosure.release import Protection, released

_REGION = "region"


def rule_behind(told: Told, truth: Counts, known: Background, protection: Protection) -> Rule | None:
    """The rule for the region, its specialty groups and its units; None where it would not have shown what is printed,
    so that another was followed. What is divided otherwise (by place) is decided by more than answers to a question,
    and only what is shown of that is used."""
    groups: dict[str, list[str]] = {}
    for unit in sorted(truth):
        groups.setdefault(cell(known.units[unit], SPECIALTY_GROUP), []).append(unit)
    n = {unit: sum(own.values()) for unit, own in truth.items()}
    was = {unit: sum(own[answer] for answer in told.question.critical) for unit, own in truth.items()}
    seen = {
        name: not share.withheld
        for node, stats in told.by_node.items()
        if (name := _name(node)) is not None and (share := stats.get("share_positive")) is not None
    }

    def shown(critical: Mapping[str, int]) -> set[str]:
        def node(name: str, children: tuple[Tree, ...]) -> Tree:
            return Tree(name, sum(c.n for c in children), sum(c.critical for c in children), children)

        def leaf(unit: str) -> Tree:
            return Tree(f"unit:{unit}", n[unit], critical[unit])

        parts = tuple(node(f"group:{group}", tuple(map(leaf, own))) for group, own in groups.items())
        return released(node(_REGION, parts), protection)

    def likely(critical: Mapping[str, int]) -> bool:
        told_of = shown(critical)
        return all((name in told_of) == is_shown for name, is_shown in seen.items())

    if not likely(was):
        return None
    parts = _withheld_parts(groups, shown(was), n, protection.k)
    return Rule(
        likely,
        tuple(map(frozenset, groups.values())),
        tuple(part for part in parts if sum(n[unit] for unit in part) >= protection.k),
    )


def _name(node: Node) -> str | None:
    """A node's name in the tree; None where it is not in it."""
    if node.scope == "region":
        return _REGION
    is_in = node.scope == "unit" or (node.scope == "group" and node.by == SPECIALTY_GROUP)
    return f"{node.scope}:{node.id}" if is_in else None


def _withheld_parts(
    groups: Mapping[str, list[str]], shown: set[str], n: Mapping[str, int], k: int
) -> dict[frozenset[str], None]:
    """The groups and units that are withheld though they are large enough, and what is left beside those together."""
    parts: list[frozenset[str]] = []
    together: set[str] = set()
    for group, own in groups.items():
        if f"group:{group}" in shown:
            hidden = [unit for unit in own if f"unit:{unit}" not in shown]
            parts += [frozenset({unit}) for unit in hidden]
            parts.append(frozenset(unit for unit in hidden if n[unit] < k))
        else:
            parts.append(frozenset(own))
            together |= set(own) if sum(n[unit] for unit in own) < k else set()
    return dict.fromkeys([*parts, frozenset(together)])
