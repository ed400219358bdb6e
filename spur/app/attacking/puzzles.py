"""A puzzle of every question: what all reports together say of it, and what else is known."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spur.app.attacking.background import Background, Node
from spur.app.attacking.facts import Told
from spur.app.attacking.pattern import rule_behind
from spur.app.attacking.printed import Key, Printed
from spur.app.attacking.question import AskedQuestion, asked_questions
from spur.disclosure.attack import BLANK, Counts, Puzzle, Rule, Size, Solutions
from spur.disclosure.release import Protection


@dataclass(frozen=True, slots=True)
class Asking:
    """A question of a region in a round, as a puzzle, and what it was made of. ``truth`` and ``rule`` where a database
    tells of them; ``made_of`` is False where the reports cannot be of what the database holds now."""

    key: Key
    puzzle: Puzzle
    told: Told
    truth: Counts | None = None
    rule: Rule | None = None
    made_of: bool = True


def askings(told: Iterable[Printed], known: Background, protection: Protection) -> Iterator[Asking]:
    """Every question that anything is printed of. The numbers are of one data set (:func:`printed.waves`)."""
    by_key: dict[Key, list[Printed]] = {}
    for each in told:
        by_key.setdefault(each.key, []).append(each)
    for key, own in by_key.items():
        _, round_, role, subject = key
        rubric = known.rubrics.get(round_)
        for question in asked_questions(rubric) if rubric is not None else ():
            if (f"item:{question.item}", question.role) == (subject, role):
                found = _asking(key, question, own, known, protection)
                if found is not None:
                    yield found


def _asking(
    key: Key, question: AskedQuestion, printed: Iterable[Printed], known: Background, protection: Protection
) -> Asking | None:
    region, round_, role, _ = key
    by_node: dict[Node, dict[str, Printed]] = {}
    for each in printed:
        stats = by_node.setdefault(each.node, {})
        if each.statistic not in stats or stats[each.statistic].withheld:
            stats[each.statistic] = each
    members = {node: units for node in by_node if (units := known.members(region, node))}
    if not members:
        return None
    tallies = known.tallies(region, round_, role, question.slot)
    told = Told(question, by_node, members, {unit: tally.n for unit, tally in tallies.items()})
    if not told.needs_steps():
        told = replace(told, question=question.in_ends())
    answers, critical = tuple(told.question.answers), told.question.critical
    if tallies:
        sizes = {unit: Size.exactly(tally.n) for unit, tally in tallies.items()}
        puzzle = Puzzle(sizes, answers, critical, tuple(dict.fromkeys(told.known())))
        truth = {unit: told.question.counted(tally) for unit, tally in tallies.items()}
        if Solutions(puzzle).holds(truth):
            rule = rule_behind(told, truth, known, protection) if critical else None
            return Asking(key, puzzle, told, truth, rule)
        told = replace(told, sizes={})
    answers = (*answers, BLANK)
    responded, also = known.sizes(region, round_, role, answers)
    puzzle = Puzzle(responded, answers, critical, tuple(dict.fromkeys([*told.known(), *also])))
    return Asking(key, puzzle, told, made_of=not known.is_certain)
