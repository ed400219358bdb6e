"""Of whom too much can be worked out: the harms that the release rule is there to prevent.

A harm is a claim that is true in *every* solution of the puzzle. One solution in which it is not refutes it, so a few
solutions, chosen to refute as many claims as they can, leave only those that are worth proving one by one.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, islice

from spur.disclosure.attack.puzzle import Puzzle, Sum, Term
from spur.disclosure.attack.rule import Rule
from spur.disclosure.attack.solutions import Counts, Insoluble, Solutions, count, total
from spur.disclosure.release import Protection

_ROUNDS = 4
MOST_UNIONS = 500  # of one question; the smallest come first


class Harm(StrEnum):
    """What somebody can know."""

    FEW = "few"  # how many of fewer than k people gave an answer
    CRITICAL = "critical"  # that all in a unit, or all but c, were critical
    INSIDER = "insider"  # that all others were, for somebody who adds an own answer


@dataclass(frozen=True, slots=True)
class Insider:
    """Somebody who answered, in a unit, and whether that answer was critical."""

    unit: str
    critical: bool


@dataclass(frozen=True, slots=True)
class Exposure:
    """A harm: ``count`` of the ``people`` who answered in these units are known to have given one of ``answers`` (of
    whom all critical: at least so many). ``by_rule``: only to a reader who knows the release rule."""

    harm: Harm
    units: frozenset[str]
    answers: frozenset[str]
    count: int
    people: int
    insider: Insider | None = None
    by_rule: bool = False


@dataclass(frozen=True, slots=True)
class _Claim:
    """Something that would be a harm if it were true in every solution."""

    harm: Harm
    units: frozenset[str]
    answers: frozenset[str]
    insider: Insider | None = None


def exposures(
    puzzle: Puzzle,
    protection: Protection,
    truth: Counts | None = None,
    rule: Rule | None = None,
    cut_short: Callable[[], None] | None = None,
) -> list[Exposure]:
    """Everything that can be known of fewer than ``k`` people, and of units where all but ``c`` were critical.

    With the ``truth``, a solution too, only insiders that there are are reckoned with, and the attack is faster; a
    ``rule`` needs it. That nobody of a few was critical is no harm, unless the number follows by adding and subtracting
    alone. ``cut_short`` is called where units can be put together in more ways than ``MOST_UNIONS``, which are tried.
    Raises Insoluble where everything printed cannot be true at once.
    """
    attack = _Attack(puzzle, protection, truth, rule)
    if attack.is_cut_short and cut_short is not None:
        cut_short()
    return list(attack.found())


class _Attack:
    def __init__(self, puzzle: Puzzle, protection: Protection, truth: Counts | None, rule: Rule | None) -> None:
        self.puzzle, self.protection, self.truth, self.rule = puzzle, protection, truth, rule
        self.solutions = Solutions(puzzle)
        self.first = self.solutions.any() if truth is None else truth
        if not self.solutions.holds(self.first):
            raise Insoluble
        self.unions = list(islice(self._unions(), MOST_UNIONS + 1))
        self.is_cut_short = len(self.unions) > MOST_UNIONS
        del self.unions[MOST_UNIONS:]
        self.claims = dict.fromkeys(self._claims())
        self.refute(self.first)

    def found(self) -> Iterator[Exposure]:
        for number in range(_ROUNDS):
            if not self.claims or not self._round(number):
                break
        exposed: list[frozenset[str]] = []
        for claim in tuple(self.claims):
            if claim not in self.claims or any(units <= claim.units for units in exposed):
                continue  # refuted meanwhile, or no news
            exposure = self._proved(claim)
            if exposure is not None:
                exposed.append(claim.units)
                yield exposure
        yield from self._alike_of_few(exposed)

    # The claims

    def _claims(self) -> Iterator[_Claim]:
        puzzle = self.puzzle
        for units in self._few():
            for answers in self._answers():
                yield _Claim(Harm.FEW, units, answers)
        if puzzle.critical:
            for unit in puzzle.units:
                yield _Claim(Harm.CRITICAL, frozenset({unit}), puzzle.critical)
            insiders = self._insiders()
            for unit in puzzle.units:
                for insider in insiders:
                    yield _Claim(Harm.INSIDER, frozenset({unit}), puzzle.critical, insider)

    def _answers(self) -> list[frozenset[str]]:
        """What must not be known of few: how many were critical, and which critical answer they gave; where nothing is
        critical, any answer."""
        alone = self.puzzle.critical or self.puzzle.given
        together = [self.puzzle.critical] if self.puzzle.critical else []
        return [*together, *(frozenset({a}) for a in self.puzzle.answers if a in alone and len(alone) > 1)]

    def _few(self) -> Iterator[frozenset[str]]:
        """Each unit of fewer than k, and units of fewer than k together that something printed may be about."""
        singles = [frozenset({unit}) for unit in self.puzzle.units]
        yield from (units for units in singles if self._is_few(units))
        yield from (units for units in self.unions if len(units) > 1)

    def _unions(self) -> Iterator[frozenset[str]]:
        small = [cell for cell in self.puzzle.cells() if self._is_few(cell)]
        for size in range(1, max(self.protection.k, 2)):  # each cell has somebody in it
            for cells in combinations(small, size):
                units = frozenset[str]().union(*cells)
                if self._is_few(units):
                    yield units

    def _is_few(self, units: frozenset[str]) -> bool:
        return 1 <= self._of(self.first, units, self.puzzle.given) < self.protection.k

    def _insiders(self) -> list[Insider]:
        """Those that there are; without the truth, those that there may be."""
        both = [Insider(unit, critical) for unit in self.puzzle.units for critical in (True, False)]
        return [e for e in both if self.truth is None or count(self.truth[e.unit], self._answer_of(e))]

    def _answer_of(self, insider: Insider) -> frozenset[str]:
        return self.puzzle.critical if insider.critical else self.puzzle.harmless

    # Refuting

    def refute(self, counts: Counts) -> bool:
        """Leave out the claims that are not true in a solution; whether there were any."""
        by_unit = self._by_unit(counts)
        refuted = [claim for claim in self.claims if self._is_refuted(claim, counts, by_unit)]
        for claim in refuted:
            del self.claims[claim]
        return bool(refuted)

    def _is_refuted(self, claim: _Claim, counts: Counts, by_unit: Mapping[str, tuple[int, int]]) -> bool:
        if claim.harm is Harm.FEW:
            told, people = (self._of(counts, claim.units, a) for a in (claim.answers, self.puzzle.given))
            # where nothing is critical, that all or none of many answered alike is no harm to the few among them
            alike = not told or (not self.puzzle.critical and told == people)
            return alike or people >= self.protection.k or told != self._of(self.first, claim.units, claim.answers)
        (unit,) = claim.units
        critical, harmless = by_unit[unit]
        insider = claim.insider
        if insider is None:
            return not critical or harmless > self.protection.c
        if not by_unit[insider.unit][not insider.critical]:
            return False  # here there is no such insider
        if insider.unit == unit:
            critical, harmless = critical - insider.critical, harmless - (not insider.critical)
        return not critical or harmless > 0

    def _by_unit(self, counts: Counts) -> dict[str, tuple[int, int]]:
        """How many in each unit were critical, and how many not."""
        critical, harmless = self.puzzle.critical, self.puzzle.harmless
        return {unit: (count(own, critical), count(own, harmless)) for unit, own in counts.items()}

    def _round(self, number: int) -> bool:
        """One solution that refutes as many claims as it can; whether it did any."""
        more = [Term(c.units, self.puzzle.harmless) for c in self.claims if c.harm is not Harm.FEW]
        signs = (1, -1) if number % 2 else (-1, 1)
        few = (claim for claim in self.claims if claim.harm is Harm.FEW)
        other = [Term(claim.units, claim.answers, signs[place % 2]) for place, claim in enumerate(few)]
        counts = self.solutions.largest([*dict.fromkeys(more), *other])
        return self._is_likely(counts) and self.refute(counts)

    # Proving

    def _proved(self, claim: _Claim) -> Exposure | None:
        """The harm, if no solution refutes the claim; what is found on the way may refute others."""
        condition, by_rule = self._condition(claim), False
        for aim in () if self._follows(claim) else self._aims(claim):
            try:
                counts = self.solutions.largest(aim, condition)
            except Insoluble:
                return None  # there is no such insider
            if self._is_refuted(claim, counts, self._by_unit(counts)):
                if self._is_likely(counts):
                    self.refute(counts)
                    return None
                by_rule = True
        if by_rule and self._refuted_by_rule(claim):
            return None
        told = self._of(self.first, claim.units, claim.answers)
        people = self._of(self.first, claim.units, self.puzzle.given)
        if claim.harm is not Harm.FEW and not by_rule and not self._follows(claim):
            fewest = self.solutions.largest([Term(claim.units, claim.answers, -1)], condition)
            told = self._of(fewest, claim.units, claim.answers)
        return Exposure(claim.harm, claim.units, claim.answers, told, people, claim.insider, by_rule)

    def _follows(self, claim: _Claim) -> bool:
        """Whether the claim is about numbers that follow from the printed ones, and so are the same in every solution;
        and, if it is an insider's, there is one."""
        is_there = claim.insider is None or self.truth is not None
        also = (self.puzzle.given if claim.harm is Harm.FEW else self.puzzle.harmless,)
        return is_there and all(self.solutions.follows(claim.units, a) for a in (claim.answers, *also))

    def _aims(self, claim: _Claim) -> list[Sequence[Term]]:
        """What is to be made large to refute a claim."""
        fewer = [Term(claim.units, claim.answers, -1)]
        if claim.harm is Harm.FEW:
            return [fewer, [Term(claim.units, claim.answers)], [Term(claim.units, self.puzzle.given)]]
        return [[Term(claim.units, self.puzzle.harmless)], fewer]

    def _condition(self, claim: _Claim) -> list[Sum]:
        if claim.insider is None:
            return []
        return [Sum.of({claim.insider.unit}, self._answer_of(claim.insider), 1, None)]

    def _refuted_by_rule(self, claim: _Claim) -> bool:
        """Whether some solution with which the rule would have shown the same refutes the claim. It is looked for among
        those that differ from the truth only where nothing printed tells units apart: first with what the rule decides
        about as it was, then with each withheld part in turn as the one where nearly all were critical, then with each
        other unit in turn as the only one that differs too."""
        assert self.rule is not None
        own = next(cell for cell in self.puzzle.cells() if claim.units & cell)
        kept = [self._as_in_truth({unit}) for unit in self.puzzle.units if unit not in own]
        tries = [[self._as_in_truth(part) for part in self.rule.parts], []]
        for part in (part for part in self.rule.withheld if part & own):
            enough = self._of(self.first, part, self.puzzle.given) - self.protection.c
            tries.append([Sum.of(part, self.puzzle.critical, enough, None)])
        others = sorted(own - claim.units)
        tries += ([self._as_in_truth({unit}) for unit in others if unit != other] for other in others)
        for tried in tries:
            for aim in self._aims(claim):
                try:
                    counts = self.solutions.largest(aim, [*self._condition(claim), *kept, *tried])
                except Insoluble:
                    continue
                if self._is_refuted(claim, counts, self._by_unit(counts)) and self._is_likely(counts):
                    self.refute(counts)
                    return True
        return False

    def _as_in_truth(self, units: Collection[str]) -> Sum:
        """As many of these were critical as there were: with a rule the first solution is the truth."""
        critical = self._of(self.first, units, self.puzzle.critical)
        return Sum.of(units, self.puzzle.critical, critical, critical)

    def _is_likely(self, counts: Counts) -> bool:
        if self.rule is None:
            return True
        return self.rule.likely({unit: count(own, self.puzzle.critical) for unit, own in counts.items()})

    def _alike_of_few(self, exposed: list[frozenset[str]]) -> Iterator[Exposure]:
        """Few who all gave an answer, or none of whom did, which is known because the number follows from what is
        printed, and not only because it is so of many."""
        for units in self.unions:
            for answers in self._answers():
                if any(known <= units for known in exposed):
                    break
                if all(self.solutions.follows(units, each) for each in (answers, self.puzzle.given)):
                    exposed.append(units)
                    told, people = (self._of(self.first, units, a) for a in (answers, self.puzzle.given))
                    yield Exposure(Harm.FEW, units, answers, told, people)

    def _of(self, counts: Counts, units: Iterable[str], answers: frozenset[str]) -> int:
        return total([Term(frozenset(units), answers)], counts)
