"""What is printed of one question, as sums that a puzzle can be made of.

Whatever is reckoned from counts that are printed too tells nothing more, and is left out. The rest is turned back into
counts: a share without its count, a mean and a spread, the most that may have been positive. What is reckoned from
counts that are withheld, such as a difference or an interval, must not be printed at all
(:mod:`~spur.app.attacking.traces`), so nothing is worked out from it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spur.analysis.answers import AT_MOST
from spur.app.attacking.background import Node
from spur.app.attacking.printed import Printed
from spur.app.attacking.question import ENDS, POSITIVE, AskedQuestion
from spur.disclosure.attack.printed import Asked, at_most, counted, mean, share, spread
from spur.disclosure.attack.puzzle import Known

Stats = Mapping[str, Printed]
"""By statistic."""


@dataclass(frozen=True, slots=True)
class Told:
    """Everything printed of one question, by what it is of. ``members`` are the units of each node, ``sizes`` how many
    in each unit gave an answer, where that is known."""

    question: AskedQuestion
    by_node: Mapping[Node, Stats]
    members: Mapping[Node, frozenset[str]]
    sizes: Mapping[str, int]

    def known(self) -> list[Known]:
        return [known for node in self.members for known in self._of(node)]

    def shown(self, node: Node) -> Stats:
        """What is not withheld of a node."""
        return {name: each for name, each in self.by_node[node].items() if not each.withheld}

    def exact(self, node: Node, statistic: str) -> int | None:
        """A count that is printed of a node, or follows from the sizes of its units."""
        found = self.by_node[node].get(statistic)
        if found is not None and found.exact is not None:
            return found.exact
        own = [self.sizes[unit] for unit in self.members[node] if unit in self.sizes]
        return sum(own) if statistic == "n" and len(own) == len(self.members[node]) else None

    def needs_steps(self) -> bool:
        """Whether the question must be told in every step: where something is printed of single steps that the ends do
        not tell already, as they do in one hierarchy."""
        if self.question.positive_from is None:
            return False
        nodes = [node for node in self.members if any(map(tells_steps, self.shown(node)))]
        return bool(nodes) and not (self._is_hierarchy() and all(map(self._has_ends, nodes)))

    def _has_ends(self, node: Node) -> bool:
        return [self.exact(node, statistic) for statistic in ("n", *ENDS)].count(None) <= 1

    def _is_hierarchy(self) -> bool:
        sets = list({self.members[node] for node in self.members if self.shown(node)})
        return all(one <= other or other <= one or not one & other for one in sets for other in sets)

    def _of(self, node: Node) -> Iterator[Known]:
        asked, own = Asked(self.members[node], self.question.given, self.exact(node, "n")), self.shown(node)
        if "n" in own and own["n"].exact is not None:
            yield counted(asked, self.question.given, own["n"].exact)
        if AT_MOST in own and (most := own[AT_MOST].exact) is not None and POSITIVE in self.question.counts:
            yield at_most(asked, self.question.counts[POSITIVE], most)
        for name, answers in self.question.counts.items():
            told, of_all = own.get(name), own.get(_share_of(name))
            if told is not None and told.exact is not None:
                yield counted(asked, answers, told.exact)
            elif of_all is not None and of_all.band is not None:
                yield from share(asked, answers, of_all.band)
        of_mean, of_sd = (own[name].band if name in own else None for name in ("mean", "sd"))
        if self.question.points and of_mean is not None:
            if of_sd is not None:
                yield from spread(asked, self.question.points, of_mean, of_sd)
            else:
                yield from mean(asked, self.question.points, of_mean)


def tells_steps(statistic: str) -> bool:
    """Whether a statistic tells of single steps of a scale, and so takes more people than a share does."""
    return statistic in ("mean", "sd") or statistic.startswith(("count:", "share:"))


def _share_of(count: str) -> str:
    return f"share:{count.removeprefix('count:')}" if count.startswith("count:") else f"share_{count}"
