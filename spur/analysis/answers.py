"""What did people answer? Shares of every question, for the region and each group, as far as they may be shown."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import Final

from spur.analysis.crossing import beside_specialty_groups
from spur.analysis.figure import Figure, Figures, Value
from spur.analysis.scopes import Part, Region
from spur.disclosure.release import Node, Protection, at_least_critical, large_enough, released
from spur.rubric.model import Rubric
from spur.rubric.parts import Question, Scale
from spur.statistics.proportion import IntervalMethod
from spur.statistics.tally import Tally

Answers = Mapping[tuple[str, str, str], Tally]
"""The tally by unit, role and question."""

ENDS = ("positive", "neutral", "negative")
SHARES = tuple(f"share_{end}" for end in ENDS)
INTERVAL = ("ci_low", "ci_high")
MISSING = ("missing", "dont_know", "not_applicable")
SPREAD = ("mean", "sd")
AT_MOST = "positive_at_most"
"""Told in the place of ``positive`` of a region that is nearly all critical."""
RESIDUAL: Final = "residual"


Units = Mapping[Part, Sequence[Part]]
"""The units of each group, where they are told of too."""


def answer_figures(
    round_: str,
    region: Region,
    answers: Answers,
    rubric: Rubric,
    protection: Protection,
    *,
    units: bool = False,
    interval: IntervalMethod = IntervalMethod.WILSON,
) -> Iterator[Figure]:
    """Every question that has a positive end, for each role that it is put to and that has answered in the region. The
    share of positive answers has its ``interval`` of 95 %.

    With ``units`` each unit's figures too, for reports on single units: protected as parts of their specialty groups,
    which leaves what is shown of the region and the groups as it is without them. Raises ValueError where the groups
    are others than the specialty groups: units are never told of beside those.

    Where some groups are withheld and others not, what these leave of the region (``residual``, with the region's id)
    has figures of its own: whoever reads the report can work them out. Of a region that is nearly all critical only n
    is told, and the most that may have been positive (``positive_at_most``).
    """
    if units and region.crossed:
        raise ValueError(f"units are shown by specialty group only, not by {region.by}")
    of_groups: Units = {group: group.each_unit() for group in region.groups} if units else {}
    own = {key: tally for key, tally in answers.items() if key[0] in region.whole.units}
    for role in (role.id for role in rubric.roles if any(key[1] == role.id for key in own)):
        for question in scored_questions(rubric):
            if role in question.roles:
                told = {unit: own[key] for unit in region.whole.units if (key := (unit, role, question.id)) in own}
                figure = partial(Figure, round_, subject=f"item:{question.id}", role=role)
                scale = rubric.scale_of(question)
                yield from _question_figures(figure, region, of_groups, told, scale, protection, interval)


def scored_questions(rubric: Rubric) -> list[Question]:
    """The questions whose answers lie between negative and positive: those that have shares."""
    closed = (question for question in rubric.questions if question.type in ("scale", "single"))
    return [question for question in closed if rubric.scale_of(question).positive_from is not None]


def _question_figures(
    figure: "partial[Figure]",
    region: Region,
    units: Units,
    answers: Mapping[str, Tally],
    scale: Scale,
    protection: Protection,
    interval: IntervalMethod,
) -> Iterator[Figure]:
    """One question and role; ``answers`` by unit."""
    positive_from, negative_to = scale.positive_from or 0, scale.negative_to or 0
    parts = (*region, *(unit for own in units.values() for unit in own))
    tallies = {part: Tally.total(answers[unit] for unit in part.units if unit in answers) for part in parts}

    def sizes(tally: Tally) -> tuple[int, int]:
        return tally.n, tally.n - tally.at_least(positive_from)

    answered = region_tree(region, {part: sizes(tally) for part, tally in tallies.items()}, units)
    asked = region_tree(region, {part: (tally.asked, 0) for part, tally in tallies.items()}, units)
    may_show = released(answered, protection)
    # who did not answer is told of as large a set as who did
    may_show_missing = may_show & large_enough(asked, protection.k)
    may_show_spread = may_show & large_enough(answered, protection.k_distribution)
    if region.crossed:
        by_unit = {unit: sizes(tally) for unit, tally in answers.items()}
        asked_by_unit = {unit: (tally.asked, 0) for unit, tally in answers.items()}
        wider = replace(protection, k=protection.k_distribution)
        may_show = beside_specialty_groups(region, may_show, by_unit, protection)
        may_show_missing &= beside_specialty_groups(region, may_show, asked_by_unit, protection)
        may_show_spread &= beside_specialty_groups(region, may_show, by_unit, wider)
    if tallies[region.whole].asked == tallies[region.whole].missing:
        # the question was not in the survey: there is nothing to protect, and nothing is withheld
        may_show = may_show_missing = may_show_spread = {part.key for part in parts}
    nearly_all = at_least_critical(answered, protection)
    if nearly_all is not None:
        of_region, own = partial(figure, scope="region", scope_id=region.whole.id), tallies[region.whole]
        yield of_region(statistic=AT_MOST, value=own.n - nearly_all)
    if rest := residual(region, may_show):
        tallies[rest] = Tally.total(answers[unit] for unit in rest.units if unit in answers)
        if not tallies[rest].n:
            del tallies[rest]
        for told in (may_show, may_show_missing, may_show_spread):
            told |= {rest.key} if residual(region, told) == rest else set()
    for part, tally in tallies.items():
        of_part = partial(figure, scope=part.scope, scope_id=part.id)
        positive, negative = tally.at_least(positive_from), tally.at_most(negative_to)
        thirds = (positive, tally.n - positive - negative, negative)
        missing = (tally.missing, tally.dont_know, tally.not_applicable)
        told_n = part.key in may_show or (part == region.whole and nearly_all is not None)
        yield from as_allowed(of_part, told_n, ("n",), (tally.n,))
        yield from as_allowed(of_part, part.key in may_show, ENDS, thirds)
        yield from as_allowed(of_part, part.key in may_show, SHARES, tuple(map(tally.share, thirds)))
        yield from as_allowed(of_part, part.key in may_show, INTERVAL, interval_ends(positive, tally.n, interval))
        yield from as_allowed(of_part, part.key in may_show_missing, MISSING, missing)
        yield from as_allowed(of_part, part.key in may_show_spread, SPREAD, (tally.mean, tally.population_sd))


def residual(region: Region, shown: Collection[str]) -> Part | None:
    """What the groups that are shown leave of a region that is; None where they leave nothing, or everything."""
    left = [group for group in region.groups if group.key not in shown]
    if region.whole.key not in shown or len(left) in (0, len(region.groups)):
        return None
    return Part(RESIDUAL, region.whole.id, frozenset[str]().union(*(group.units for group in left)))


def interval_ends(count: int, n: int, method: IntervalMethod) -> tuple[Fraction | None, Fraction | None]:
    """The lower and the upper end of the interval of 95 % for ``count`` of ``n``; None where nobody answered."""
    if not n:
        return None, None
    interval = method.interval(count, n)
    return Fraction(interval.low), Fraction(interval.high)


def region_tree(region: Region, sizes: Mapping[Part, tuple[int, int]], units: Units | None = None) -> Node:
    """The region over its groups (and these over their units, where they are given), each with how many answered and
    how many of them were critical. Groups within specialty groups stand under these, which may have been told of."""

    def node(part: Part, children: Iterable[Part]) -> Node:
        return Node(part.key, *sizes[part], tuple(node(child, (units or {}).get(child, ())) for child in children))

    def between(outer: Part) -> Node:
        own = tuple(node(group, ()) for group in region.groups if group.units <= outer.units)
        return Node(f"crossed:{outer.key}", sum(each.n for each in own), sum(each.critical for each in own), own)

    if region.nested:
        return Node(region.whole.key, *sizes[region.whole], tuple(between(outer) for outer in region.crossed))
    return node(region.whole, region.groups)


def as_allowed(
    figure: "partial[Figure]", allowed: bool, statistics: Iterable[str], values: Iterable[Value | None]
) -> Iterator[Figure]:
    for statistic, value in zip(statistics, values, strict=True):
        shown = value if allowed else None
        yield figure(statistic=statistic, value=shown, withheld=not allowed)


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
