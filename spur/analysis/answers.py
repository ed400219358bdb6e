"""What did people answer? Shares of every question, for the region and each group, as far as they may be shown."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import partial

from spur.analysis.figure import Figure, Figures, Value
from spur.analysis.scopes import Part, Region
from spur.disclosure.release import Node, Protection, large_enough, released
from spur.rubric.model import Rubric
from spur.rubric.parts import Question
from spur.statistics.tally import Tally

Answers = Mapping[tuple[str, str, str], Tally]
"""The tally by unit, role and question."""

ENDS = ("positive", "neutral", "negative")
SHARES = tuple(f"share_{end}" for end in ENDS)
MISSING = ("missing", "dont_know", "not_applicable")
SPREAD = ("mean", "sd")


def response_figures(
    round_: str, region: Region, responses: Mapping[tuple[str, str], int], rubric: Rubric
) -> Iterator[Figure]:
    """How many responded, in all and by role. Sizes are no secret: everybody knows how many trainees a clinic has."""
    for part in region:
        of_part = [(role, n) for (unit, role), n in responses.items() if unit in part.units]
        by_role = {role: sum(n for r, n in of_part if r == role) for role in (role.id for role in rubric.roles)}
        yield Figure(round_, part.scope, part.id, "responses", "n", sum(by_role.values()))
        for role, n in by_role.items():
            yield Figure(round_, part.scope, part.id, "responses", "n", n, role=role)


def answer_figures(
    round_: str, region: Region, answers: Answers, rubric: Rubric, protection: Protection
) -> Iterator[Figure]:
    """Every question that has a positive end, for each role that it is put to and that has answered in the region."""
    own = {key: tally for key, tally in answers.items() if key[0] in region.whole.units}
    for role in (role.id for role in rubric.roles if any(key[1] == role.id for key in own)):
        for question in scored_questions(rubric):
            if role in question.roles:
                yield from _question_figures(round_, region, own, rubric, protection, role, question)


def scored_questions(rubric: Rubric) -> list[Question]:
    """The questions whose answers lie between negative and positive: those that have shares."""
    closed = (question for question in rubric.questions if question.type in ("scale", "single"))
    return [question for question in closed if rubric.scale_of(question).positive_from is not None]


def _question_figures(
    round_: str, region: Region, answers: Answers, rubric: Rubric, protection: Protection, role: str, question: Question
) -> Iterator[Figure]:
    scale = rubric.scale_of(question)
    positive_from, negative_to = scale.positive_from or 0, scale.negative_to or 0
    tallies = {
        part: Tally.total(answers[key] for unit in part.units if (key := (unit, role, question.id)) in answers)
        for part in region
    }
    critical = {part: tally.n - tally.at_least(positive_from) for part, tally in tallies.items()}
    answered = _tree(region, {part: (tally.n, critical[part]) for part, tally in tallies.items()})
    asked = _tree(region, {part: (tally.asked, 0) for part, tally in tallies.items()})
    may_show = released(answered, protection)
    # who did not answer is told of as large a set as who did
    may_show_missing = may_show & large_enough(asked, protection.k)
    may_show_spread = may_show & large_enough(answered, protection.k_distribution)
    if tallies[region.whole].asked == tallies[region.whole].missing:
        # the question was not in the survey: there is nothing to protect, and nothing is withheld
        may_show = may_show_missing = may_show_spread = {part.key for part in region}
    for part, tally in tallies.items():
        figure = partial(Figure, round_, part.scope, part.id, f"item:{question.id}", role=role)
        positive, negative = tally.at_least(positive_from), tally.at_most(negative_to)
        thirds = (positive, tally.n - positive - negative, negative)
        missing = (tally.missing, tally.dont_know, tally.not_applicable)
        yield from _as_allowed(figure, part.key in may_show, ("n", *ENDS), (tally.n, *thirds))
        yield from _as_allowed(figure, part.key in may_show, SHARES, tuple(map(tally.share, thirds)))
        yield from _as_allowed(figure, part.key in may_show_missing, MISSING, missing)
        yield from _as_allowed(figure, part.key in may_show_spread, SPREAD, (tally.mean, tally.population_sd))


def _tree(region: Region, sizes: Mapping[Part, tuple[int, int]]) -> Node:
    """The region over its groups, each with how many answered and how many of them were critical."""
    return Node(region.whole.key, *sizes[region.whole], tuple(Node(g.key, *sizes[g]) for g in region.groups))


def _as_allowed(
    figure: "partial[Figure]", allowed: bool, statistics: Iterable[str], values: Iterable[Value | None]
) -> Iterator[Figure]:
    for statistic, value in zip(statistics, values, strict=True):
        yield figure(statistic, value) if allowed else figure(statistic, None, withheld=True)


def by_range_between_groups(
    figures: Figures, region: Region, questions: Iterable[Question], role: str
) -> list[Question]:
    """The questions in order of how far apart the groups' shares are, the widest first (2020 report, Table 7). Only
    what is shown counts, so the order tells nothing of what is withheld."""

    def width(question: Question) -> Fraction:
        own = (figures("group", g.id, f"item:{question.id}", "share_positive", role=role).value for g in region.groups)
        shares = [share for share in own if isinstance(share, Fraction)]
        return max(shares) - min(shares) if shares else Fraction(-1)

    return sorted(questions, key=width, reverse=True)
