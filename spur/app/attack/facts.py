"""What is printed of one question, as sums that a puzzle can be made of.

Whatever is reckoned from counts that are printed too tells nothing more, and is left out. The rest is turned back into
counts: a share without its count, a difference without the share, a pooled share of an area with one question withheld.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from spur.analysis.comparison import REST, WHOLE
from spur.app.attack.places import Node
from spur.app.attack.printed import Printed
from spur.app.attack.question import ENDS, POSITIVE, AskedQuestion
from spur.disclosure.attack.printed import Asked, at_least, counted, difference, mean, share, spread, tried
from spur.disclosure.attack.puzzle import Known
from spur.statistics.comparison import Verdict
from spur.statistics.difference import fisher_mid_p, newcombe
from spur.statistics.printed_as import Band
from spur.statistics.proportion import IntervalMethod

Stats = Mapping[str, Printed]
"""By statistic."""


@dataclass(frozen=True, slots=True)
class Told:
    """Everything printed of one question: of each node by what it is compared with ("" for nothing). ``members`` are
    the units of each, ``sizes`` how many in each unit gave an answer, where that is known; ``outside`` the shares of
    others, and of how many, that a node is compared with; ``points`` the rule for verdicts."""

    question: AskedQuestion
    by_node: Mapping[Node, Mapping[str, Stats]]
    members: Mapping[Node, frozenset[str]]
    sizes: Mapping[str, int]
    outside: Mapping[tuple[Node, str], tuple[Band, int | None]]
    points: int
    interval: IntervalMethod

    def known(self) -> list[Known]:
        return [known for node in self.by_node if node in self.members for known in self._of(node)]

    def exact(self, node: Node, statistic: str) -> int | None:
        """A count that is printed of a node itself, or follows from the sizes of its units."""
        found = self.by_node.get(node, {}).get("", {}).get(statistic)
        if found is None or found.exact is None:
            return self._size(self.members[node]) if statistic == "n" and node in self.members else None
        return found.exact

    def is_full(self, node: Node) -> bool:
        """Whether all ends of a node are known."""
        counts = [self.exact(node, statistic) for statistic in ("n", *ENDS)]
        return sum(count is None for count in counts) <= 1

    def needs_steps(self) -> bool:
        """Whether the question must be told in every step: where something is printed of single steps that the ends do
        not tell already, as they do in one hierarchy."""
        if self.question.positive_from is None:
            return False
        nodes = [node for node in self.by_node if node in self.members and self._tells_steps(node)]
        return bool(nodes) and not (self._is_hierarchy() and all(self.is_full(node) for node in nodes))

    def _tells_steps(self, node: Node) -> bool:
        own = self.by_node[node].get("", {})
        return any(s in ("mean", "sd") or s.startswith(("count:", "share:")) for s in own if not own[s].withheld)

    def _is_hierarchy(self) -> bool:
        sets = list({self.members[node] for node in self.by_node if node in self.members and self._is_told_of(node)})
        return all(one <= other or other <= one or not one & other for one in sets for other in sets)

    def _is_told_of(self, node: Node) -> bool:
        return any(not each.withheld for stats in self.by_node[node].values() for each in stats.values())

    def _size(self, units: frozenset[str]) -> int | None:
        own = [self.sizes[unit] for unit in units if unit in self.sizes]
        return sum(own) if len(own) == len(units) else None

    def _asked(self, node: Node) -> Asked:
        return Asked(self.members[node], self.question.given, self.exact(node, "n"))

    def _of(self, node: Node) -> Iterator[Known]:
        asked, question = self._asked(node), self.question
        own = {name: each for name, each in self.by_node[node].get("", {}).items() if not each.withheld}
        if "n" in own and own["n"].exact is not None:
            yield counted(asked, question.given, own["n"].exact)
        for name, answers in question.counts.items():
            told = own.get(name)
            if told is not None and told.exact is not None:
                yield counted(asked, answers, told.exact)
                continue
            if told is not None and told.at_least is not None:
                yield at_least(asked, answers, told.at_least)
            yield from self._of_share(asked, own, name, answers)
        if question.points:
            yield from self._of_steps(asked, own)
        for versus, stats in self.by_node[node].items():
            if versus and self.exact(node, POSITIVE) is None:
                yield from self._compared(node, versus, stats)

    def _of_share(self, asked: Asked, own: Stats, name: str, answers: frozenset[str]) -> Iterator[Known]:
        """The share whose count is not printed, and the ends of its interval."""
        code = name.removeprefix("count:") if name.startswith("count:") else ""
        told = own.get(f"share:{code}" if code else f"share_{name}")
        if told is not None and told.band is not None:
            yield from share(asked, answers, told.band)
        if not (code or name == POSITIVE) or not asked.n:
            return
        n = asked.n
        for end in ("low", "high"):
            told = own.get(f"ci_{end}:{code}" if code else f"ci_{end}")
            if told is not None and told.band is not None:

                def reckoned(count: int, end: str = end) -> float:
                    return float(getattr(self.interval.interval(count, n), end))

                yield from tried(asked, answers, reckoned, told.band)

    def _of_steps(self, asked: Asked, own: Stats) -> Iterator[Known]:
        of_mean, of_sd = (own[name].band if name in own else None for name in ("mean", "sd"))
        if of_mean is not None and of_sd is not None:
            yield from spread(asked, self.question.points, of_mean, of_sd)
        elif of_mean is not None:
            yield from mean(asked, self.question.points, of_mean)

    def _compared(self, node: Node, versus: str, stats: Stats) -> Iterator[Known]:
        """A comparison of a node whose count is not printed."""
        asked, answers = self._asked(node), self.question.counts.get(POSITIVE, frozenset())
        told = {name: each for name, each in stats.items() if not each.withheld}
        diff = self._difference(told)
        other = self._other(node, versus)
        if other is not None and diff is not None:
            yield from difference(asked, self._asked_of(other), answers, diff)
        elif (node, versus) in self.outside and diff is not None:
            there, _ = self.outside[node, versus]
            yield from share(asked, answers, Band(diff.low + there.low, diff.high + there.high))
        n, counts = asked.n, self._other_counts(node, versus, other)
        if not n or counts is None:
            return
        for name, each in told.items():
            if name in ("diff_low", "diff_high", "p") and each.band is not None:

                def reckoned(count: int, name: str = name) -> float:
                    if name == "p":
                        return fisher_mid_p(count, n, *counts)
                    found = newcombe(count, n, *counts)
                    return found.low if name == "diff_low" else found.high

                yield from tried(asked, answers, reckoned, each.band)

    def _difference(self, told: Stats) -> Band | None:
        """Between what the difference must lie, by itself or by the verdict on it."""
        if "diff" in told and told["diff"].band is not None:
            return told["diff"].band
        verdict, points = told.get("five_point_verdict"), Fraction(self.points, 100)
        match verdict.word if verdict else "":
            case Verdict.MORE:
                return Band(points, Fraction(1))
            case Verdict.LESS:
                return Band(Fraction(-1), -points)
            case Verdict.WITHIN:
                return Band(-points, points, False, False)
        return None

    def _other(self, node: Node, versus: str) -> frozenset[str] | None:
        """The units of what a node is compared with; None where that is outside of the region or another role."""
        region = next((each for each in self.members if each.scope == "region"), None)
        if versus in (REST, WHOLE) and region is not None:
            units = self.members[region]
            return units - self.members[node] if versus == REST else units
        kind, _, id_ = versus.partition(":")
        return next((own for n, own in self.members.items() if (n.scope, n.id) == (kind, id_)), None)

    def _asked_of(self, units: frozenset[str]) -> Asked:
        """As a node that has these units, or is what is left of the region without one."""
        for node, own in self.members.items():
            if own == units:
                return self._asked(node)
        region = next((each for each in self.members if each.scope == "region"), None)
        if region is not None:
            for node, own in self.members.items():
                n, less = self.exact(region, "n"), self.exact(node, "n")
                if self.members[region] - own == units and n is not None and less is not None:
                    return Asked(units, self.question.given, n - less)
        return Asked(units, self.question.given, self._size(units))

    def _other_counts(self, node: Node, versus: str, other: frozenset[str] | None) -> tuple[int, int] | None:
        """How many of how many were positive in what a node is compared with, where both are printed."""
        if other is None:
            band, n = self.outside.get((node, versus), (None, None))
            counts = band.counts(n) if band is not None and n else range(0)
            return (counts[0], n) if len(counts) == 1 and n else None
        for there, own in self.members.items():
            n, positive = self.exact(there, "n"), self.exact(there, POSITIVE)
            if own == other and n and positive is not None:
                return positive, n
        return None
