"""A puzzle of every question: what all reports together say of it, and what else is known."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from spur.analysis.comparison import REST, WHOLE
from spur.app.attack.background import Background
from spur.app.attack.facts import Told
from spur.app.attack.pattern import rule_behind
from spur.app.attack.places import Node
from spur.app.attack.printed import Key, Printed
from spur.app.attack.question import POSITIVE, AskedQuestion, asked_questions
from spur.disclosure.attack import BLANK, Counts, Puzzle, Rule, Size, Solutions
from spur.disclosure.release import Protection
from spur.statistics.printed_as import Band
from spur.statistics.proportion import IntervalMethod


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


def askings(
    told: Iterable[Printed], known: Background, protection: Protection, intervals: Mapping[Key, IntervalMethod]
) -> Iterator[Asking]:
    """Every question that anything is printed of. The numbers are of one data set (:func:`printed.waves`)."""
    by_key: dict[Key, list[Printed]] = {}
    for each in told:
        by_key.setdefault(each.key, []).append(each)
    shares = {
        (each.key, each.node, each.statistic): each
        for own in by_key.values()
        for each in own
        if not each.versus and each.statistic in ("share_positive", "n", "positive")
    }
    for key, own in by_key.items():
        _, round_, role, subject = key
        rubric = known.rubrics.get(round_)
        if rubric is None or not subject.startswith("item:"):
            continue
        item = subject.removeprefix("item:")
        for question in asked_questions(rubric):
            if (question.item, question.role) == (item, role):
                printed = [*own, *_of_areas(key, question, by_key, shares, known)]
                found = _asking(key, question, printed, known, protection, shares, intervals)
                if found is not None:
                    yield found


def _asking(
    key: Key,
    question: AskedQuestion,
    printed: Iterable[Printed],
    known: Background,
    protection: Protection,
    shares: Mapping[tuple[Key, Node, str], Printed],
    intervals: Mapping[Key, IntervalMethod],
) -> Asking | None:
    region, round_, role, _ = key
    rubric = known.rubrics[round_]
    by_node: dict[Node, dict[str, dict[str, Printed]]] = {}
    for each in printed:
        stats = by_node.setdefault(each.node, {}).setdefault(each.versus, {})
        if each.statistic not in stats or stats[each.statistic].withheld:
            stats[each.statistic] = each
    members = {node: units for node in by_node if (units := known.places.members(region, node))}
    leaves = known.places.leaves(region)
    if not members:
        return None
    tallies = {unit: known.tally(round_, unit, role, question.slot) for unit in leaves} if known.is_certain else {}
    outside = _outside(key, by_node, shares)
    told = Told(
        question,
        by_node,
        members,
        {unit: tally.n for unit, tally in tallies.items()},
        outside,
        rubric.comparison.five_point_rule,
        intervals.get(key, IntervalMethod.WILSON),
    )
    if not told.needs_steps():
        told = replace(told, question=question.in_ends())
    if tallies:
        puzzle = _puzzle(told, {unit: Size.exactly(tally.n) for unit, tally in tallies.items()})
        truth = {unit: told.question.counted(tally) for unit, tally in tallies.items()}
        if Solutions(puzzle).holds(truth):
            rule = rule_behind(told, truth, known, region, protection) if puzzle.critical else None
            return Asking(key, puzzle, told, truth, rule)
        told = replace(told, sizes={})
    sizes = {leaf: known.size(region, round_, leaf, role) for leaf in leaves}
    return Asking(key, _puzzle(told, sizes, blanks=True), told, made_of=not known.is_certain)


def _puzzle(told: Told, sizes: Mapping[str, Size], *, blanks: bool = False) -> Puzzle:
    answers = (*told.question.answers, *((BLANK,) if blanks else ()))
    return Puzzle(sizes, answers, told.question.critical, tuple(dict.fromkeys(told.known())))


def _outside(
    key: Key, nodes: Mapping[Node, Mapping[str, object]], shares: Mapping[tuple[Key, Node, str], Printed]
) -> dict[tuple[Node, str], tuple[Band, int | None]]:
    """The shares that nodes are compared with and that are of other people: of another role or round, of a baseline."""
    region, round_, role, subject = key
    found = {}
    for node, by_versus in nodes.items():
        for versus in by_versus:
            kind, _, id_ = versus.partition(":")
            if not versus or versus in (REST, WHOLE) or kind == "group":
                continue
            there: list[tuple[Key, Node]] = {
                "role": [((region, round_, id_, subject), node)],
                "round": [((region, id_, role, subject), node)],
            }.get(kind, [(key, Node("baseline", f"{versus}:{node.id}")), (key, Node("baseline", versus))])
            for other in there:
                share, n = (shares.get((*other, statistic)) for statistic in ("share_positive", "n"))
                if share is not None and share.band is not None:
                    found[node, versus] = (share.band, n.exact if n is not None else None)
                    break
    return found


def _of_areas(
    key: Key,
    question: AskedQuestion,
    by_key: Mapping[Key, list[Printed]],
    counts: Mapping[tuple[Key, Node, str], Printed],
    known: Background,
) -> Iterator[Printed]:
    """What an area's pooled share tells of this question, where all its other questions are printed."""
    region, round_, role, subject = key
    rubric = known.rubrics[round_]
    area = rubric.question(question.item).area
    if area is None or question.positive_from is None:
        return
    others = [
        f"item:{q.id}" for q in rubric.questions if q.area == area and role in q.roles and f"item:{q.id}" != subject
    ]
    pooled: dict[Node, dict[str, Printed]] = {}
    for each in by_key.get((region, round_, role, f"area:{area}"), ()):
        if not each.versus and not each.withheld:
            pooled.setdefault(each.node, {})[each.statistic] = each
    for node, stats in pooled.items():
        answers, share = stats.get("answers"), stats.get("share_of_answers")
        if answers is None or answers.exact is None or share is None or share.band is None:
            continue
        sums = share.band.counts(answers.exact)
        totals = {"n": answers.exact, POSITIVE: sums[0] if len(sums) == 1 else None}
        for statistic, total in totals.items():
            told = [counts.get(((region, round_, role, other), node, statistic)) for other in others]
            rest = [each.exact for each in told if each is not None and each.exact is not None]
            if total is not None and len(rest) == len(others):
                yield Printed(key, node, "", statistic, share.file, exact=total - sum(rest))
