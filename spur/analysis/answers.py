"""What did people answer? Shares of every question, for the region and each group, as far as they may be shown."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import partial

from spur.analysis.figure import Figure, Figures, Value
from spur.analysis.scopes import Part, Region
from spur.disclosure.release import Node, Protection, large_enough, released
from spur.rubric.model import Question, Rubric
from spur.statistics.tally import Tally

Answers = Mapping[tuple[str, str, str], Tally]
"""The tally by unit, role and question."""

COUNTED = ("n", "missing", "dont_know", "not_applicable", "positive", "neutral", "negative")
SHARED = ("share_positive", "share_neutral", "share_negative")
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
    """Every question that has a positive end, for each role that it is put to and that has answered anything."""
    for role in (role.id for role in rubric.roles if any(key[1] == role.id for key in answers)):
        for question in scored_questions(rubric):
            if role in question.roles:
                yield from _question_figures(round_, region, answers, rubric, protection, role, question)


def scored_questions(rubric: Rubric) -> list[Question]:
    """The questions whose answers lie between negative and positive: those that have shares."""
    return [q for q in rubric.closed_questions if rubric.scale_of(q).positive_from is not None]


def _question_figures(
    round_: str, region: Region, answers: Answers, rubric: Rubric, protection: Protection, role: str, question: Question
) -> Iterator[Figure]:
    scale = rubric.scale_of(question)
    positive_from, negative_to = scale.positive_from or 0, scale.negative_to or 0

    def tally_of(part: Part) -> Tally:
        return Tally.total(answers[u, role, question.id] for u in part.units if (u, role, question.id) in answers)

    def node(part: Part, tally: Tally, children: tuple[Node, ...] = ()) -> Node:
        return Node(f"{part.scope}:{part.id}", tally.n, tally.n - tally.at_least(positive_from), children)

    tallies = {part: tally_of(part) for part in region}
    groups = tuple(node(group, tallies[group]) for group in region.groups)
    root = node(region.whole, tallies[region.whole], groups)
    counts_shown = released(root, protection)
    spread_shown = counts_shown & large_enough(root, protection.k_distribution)
    for part, tally in tallies.items():
        figure = partial(Figure, round_, part.scope, part.id, f"item:{question.id}", role=role)
        positive, negative = tally.at_least(positive_from), tally.at_most(negative_to)
        counts = (tally.n, tally.missing, tally.dont_know, tally.not_applicable)
        thirds = (positive, tally.n - positive - negative, negative)
        yield from _shown_or_not(
            figure,
            f"{part.scope}:{part.id}" in counts_shown,
            zip((*COUNTED, *SHARED), (*counts, *thirds, *map(tally.share, thirds)), strict=True),
        )
        yield from _shown_or_not(
            figure,
            f"{part.scope}:{part.id}" in spread_shown,
            zip(SPREAD, (tally.mean, tally.population_sd), strict=True),
        )


def _shown_or_not(
    figure: "partial[Figure]", may_be_shown: bool, numbers: Iterable[tuple[str, Value | None]]
) -> Iterator[Figure]:
    for statistic, value in numbers:
        yield figure(statistic, value) if may_be_shown else figure(statistic, None, withheld=True)


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
