"""The release rule ATOM-S(k, c): which nodes' answers to one question may be shown.

Two harms are prevented, against readers who know the rule, every node's size and everything that is shown: that any
number about fewer than ``k`` people can be derived, also by subtraction; and that somebody becomes certain that all
(other) members of a unit answered critically, though ``c`` of them compare notes. The steps and their proofs are those
of the project's statistical specification, section 7.4; each is needed.
"""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Node:
    """A set of respondents (a region, a group, a unit) and the disjoint sets within it that may be shown too.

    ``n`` gave an answer to the question, ``critical`` of them one that is not positive.
    """

    id: str
    n: int
    critical: int
    children: tuple["Node", ...] = field(default=())


class Profile(StrEnum):
    """Whom a report is for: inspectors under secrecy, the units and the region themselves, or everybody."""

    INSPECTOR = "inspector"
    UNIT = "unit"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Protection:
    """``k``: the smallest number of people of whom anything is shown. ``c``: how many insiders are reckoned with.
    ``k_distribution``: the smallest for a mean, a spread or a histogram, which give single answers away sooner.
    ``published`` tells where the answers have been published already; then there is nothing to protect.

    ``k_unit`` is the k of other reports on the same answers, of the unit profile, where it is less than ``k``; 0 where
    there are none. What is shown is then taken from what those show, so that both together tell no more than they do.
    """

    k: int = 5
    c: int = 1
    k_distribution: int = 10
    published: str = ""
    profile: Profile = Profile.UNIT
    k_unit: int = 0

    @classmethod
    def needless(cls, published: str = "", profile: Profile = Profile.UNIT) -> "Protection":
        """For answers that everybody can look up (``published``), and for inspectors: nothing is withheld."""
        return cls(k=0, k_distribution=0, published=published, profile=profile)

    @property
    def withholds_nothing(self) -> bool:
        return self.confidential or bool(self.published)

    @property
    def openly(self) -> bool:
        """Whether the report is for everybody."""
        return self.profile is Profile.PUBLIC

    @property
    def of_units(self) -> "Protection":
        """That of the reports of the unit profile."""
        return replace(self, k=self.k_unit or self.k, k_unit=0)

    @property
    def confidential(self) -> bool:
        """Whether the report is for inspectors under secrecy only."""
        return self.profile is Profile.INSPECTOR


def large_enough(root: Node, k: int) -> set[str]:
    """Step 1, by sizes alone: the ids that may be shown so that every derivable set has 0 or at least ``k`` people."""
    allowed: set[str] = set()

    def visit(node: Node) -> None:
        allowed.add(node.id)
        if not node.children:
            return
        shown = [child for child in node.children if child.n >= k]
        rest = node.n - sum([child.n for child in shown])
        if shown and 0 < rest < k:
            shown.remove(min(shown, key=_by_size))  # once is always enough: it adds at least k to the rest
        for child in shown:
            visit(child)

    if root.n >= k:
        visit(root)
    return allowed


def released(root: Node, protection: Protection) -> set[str]:
    """The ids whose counts for this question may be shown: those of step 1 that also pass step 2, which keeps a reader
    from knowing that (nearly) everybody in a unit was critical."""
    if protection.k_unit:
        # whatever is left over is a union of what those reports leave over, and of at least k
        return released(root, protection.of_units) & large_enough(root, protection.k)
    allowed = large_enough(root, protection.k)
    if protection.withholds_nothing:
        return allowed
    c = protection.c
    shown: set[str] = set()

    def visit(node: Node) -> None:
        shown.add(node.id)
        if node.children:
            for child in _unharmed(node, [child for child in node.children if child.id in allowed], c):
                visit(child)

    if root.id in allowed and root.critical < _nearly_all(root, c):
        visit(root)
    return shown


def at_least_critical(root: Node, protection: Protection) -> int | None:
    """How many were critical at the least, where that is all that may be told: of a region that is large enough and
    nearly all critical. It is the same number however many more they were. None everywhere else."""
    nearly_all = _nearly_all(root, protection.c)
    if protection.withholds_nothing or root.n < max(protection.k, 1) or root.critical < nearly_all:
        return None
    return nearly_all


def _nearly_all(root: Node, c: int) -> int:
    """From how many critical answers on the region's own number would tell of its units."""
    return max(root.n - 1 - c, 0)


def _unharmed(parent: Node, children: list[Node], c: int) -> Collection[Node]:
    """Step 2 at one parent whose count is public: which of its children, each a possible harm, may be shown."""
    parts, rest = children, parent.n - sum([child.n for child in children])
    if rest:
        parts = [*children, Node("", rest, parent.critical - sum([child.critical for child in children]))]
    if len(parts) <= 1:
        return children
    most = parent.critical + c
    able = sum([part.n <= most for part in parts])  # could be nearly all critical
    if not able:
        return children
    if able == 1:  # necessarily the smallest; hiding it alone would tell why, so its neighbour goes too
        return [part for part in sorted(parts, key=_by_size)[2:] if part.id]
    harmless = all(part.critical <= part.n - 1 - c for part in parts)
    return children if harmless else []


def _by_size(node: Node) -> tuple[int, str]:
    return node.n, node.id
