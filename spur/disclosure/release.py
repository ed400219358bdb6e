"""The release rule ATOM-S(k, c): which nodes' answers to one question may be shown.

Two harms are prevented, against readers who know the rule, every node's size and everything that is shown: that any
number about fewer than ``k`` people can be derived, also by subtraction; and that somebody becomes certain that all
(other) members of a unit answered critically, though ``c`` of them compare notes. The steps and their proofs are those
of the project's statistical specification, section 7.4; each is needed.
"""

from collections.abc import Collection
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Node:
    """A set of respondents (a region, a group, a unit) and the disjoint sets within it that may be shown too.

    ``n`` gave an answer to the question, ``critical`` of them one that is not positive.
    """

    id: str
    n: int
    critical: int
    children: tuple["Node", ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Protection:
    """``k``: the smallest number of people of whom anything is shown. ``c``: how many insiders are reckoned with.
    ``k_distribution``: the smallest for a mean, a spread or a histogram, which give single answers away sooner.
    ``published`` tells where the answers have been published already; then there is nothing to protect."""

    k: int = 5
    c: int = 1
    k_distribution: int = 10
    published: str = ""

    @classmethod
    def needless(cls, published: str) -> "Protection":
        """For answers that everybody can look up: nothing is withheld."""
        return cls(k=0, k_distribution=0, published=published)


def large_enough(root: Node, k: int) -> set[str]:
    """Step 1, by sizes alone: the ids that may be shown so that every derivable set has 0 or at least ``k`` people."""
    allowed: set[str] = set()

    def visit(node: Node) -> None:
        allowed.add(node.id)
        shown = sorted((child for child in node.children if child.n >= k), key=_by_size)
        rest = node.n - sum(child.n for child in shown)
        if 0 < rest < k:
            shown = shown[1:]  # once is always enough: it adds at least k to the rest
        for child in shown:
            visit(child)

    if root.n >= k:
        visit(root)
    return allowed


def released(root: Node, protection: Protection) -> set[str]:
    """The ids whose counts for this question may be shown: those of step 1 that also pass step 2, which keeps a reader
    from knowing that (nearly) everybody in a unit was critical."""
    allowed = large_enough(root, protection.k)
    if protection.published:
        return allowed
    c = protection.c
    shown: set[str] = set()

    def visit(node: Node) -> None:
        shown.add(node.id)
        children = [child for child in node.children if child.id in allowed]
        for child in _unharmed(node, children, c):
            visit(child)

    # A region that is itself nearly all critical is not shown at all (the specification prints "at least t" there).
    if root.id in allowed and root.critical < root.n - 1 - c:
        visit(root)
    return shown


def _unharmed(parent: Node, children: list[Node], c: int) -> Collection[Node]:
    """Step 2 at one parent whose count is public: which of its children, each a possible harm, may be shown."""
    rest = parent.n - sum(child.n for child in children)
    parts = sorted(children, key=_by_size)
    if rest:
        residual = Node("", rest, parent.critical - sum(child.critical for child in children))
        parts = sorted([*children, residual], key=_by_size)
    if len(parts) <= 1:
        return children
    able = [part for part in parts if parent.critical >= part.n - c]  # could be nearly all critical
    if not able:
        return children
    if len(able) == 1:  # necessarily the smallest; hiding it alone would tell why, so its neighbour goes too
        return [part for part in parts[2:] if part.id]
    harmless = all(part.critical <= part.n - 1 - c for part in parts)
    return children if harmless else []


def _by_size(node: Node) -> tuple[int, str]:
    return node.n, node.id
