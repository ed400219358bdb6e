"""The units that were graded in both of two rounds: in which areas have more of them risen than fallen?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial

from spur.analysis.figure import Figure, GradesUsed
from spur.analysis.grades import Grades
from spur.analysis.rounds import Earlier, Like, same_grading
from spur.analysis.scopes import Part
from spur.rubric.model import Rubric
from spur.statistics.adjustment import benjamini_hochberg
from spur.statistics.paired import mcnemar_mid_p, signed_rank_p

IN_BOTH = "in_both"
AT_LINE = ("rose", "fell", "p", "q")
GRADES = ("grades_rose", "grades_fell", "grades_p", "grades_q")
CHANGE = "grades_diff"

Test = Callable[[Sequence[int]], float]


def paired_unit_figures(
    round_: str, part: Part, now: Grades, then: Grades, earlier: Earlier, used: GradesUsed, rubric: Rubric
) -> Iterator[Figure]:
    """For every area that may be compared: how many of a part's units are graded in both rounds (``in_both``); how many
    have come to the line and how many have left it, with McNemar's p-value; where a grade means the same in both, also
    how many have a better and how many a worse one, with that of the signed rank test, and by how many points they have
    changed on average. ``q`` takes the number of areas into account. Nothing where no unit is graded in both."""
    there = earlier.grades.model if earlier.grades else rubric
    pairs = {like.here: tuple(_points(part, like, (now, rubric), (then, there))) for like in earlier.areas}
    if not any(pairs.values()):
        return
    figure = partial(Figure, round_, part.scope, part.id, versus=earlier.versus, grades_used=used)
    units = {unit for unit, _ in now if unit in part.units} & {unit for unit, _ in then}
    yield figure("units", IN_BOTH, len(units))
    for area_id, own in pairs.items():
        yield figure(f"area:{area_id}", IN_BOTH, len(own))
    line, line_then = rubric.line_points, there.line_points
    crossed = {area_id: [(a >= line) - (b >= line_then) for a, b in own] for area_id, own in pairs.items()}
    yield from _figures(figure, AT_LINE, crossed, _mcnemar)
    if same_grading(rubric, there):
        changed = {area_id: [a - b for a, b in own] for area_id, own in pairs.items()}
        yield from _figures(figure, GRADES, changed, signed_rank_p)
        for area_id, change in changed.items():
            yield figure(f"area:{area_id}", CHANGE, Fraction(sum(change), len(change)) if change else None)


def _points(
    part: Part, like: Like, now: tuple[Grades, Rubric], then: tuple[Grades, Rubric]
) -> Iterator[tuple[int, int]]:
    """The points now and then of each unit that has both."""
    (grades, rubric), (grades_then, there) = now, then
    for unit in sorted(part.units):
        own, before = grades.get((unit, like.here)), grades_then.get((unit, like.there))
        if own is not None and before is not None:
            yield rubric.points(own), there.points(before)


def _figures(
    figure: "partial[Figure]", statistics: Sequence[str], changes: Mapping[str, Sequence[int]], test: Test
) -> Iterator[Figure]:
    """How many rose and fell in each area, by its id, with the p-value and that adjusted for the areas. An area where
    no unit has moved tells nothing, and is not one of those."""
    p_values = [test(own) if any(own) else None for own in changes.values()]
    for (area_id, own), p, q in zip(changes.items(), p_values, benjamini_hochberg(p_values), strict=True):
        counts = sum(change > 0 for change in own), sum(change < 0 for change in own)
        told = (*counts, *(None if each is None else Fraction(each) for each in (p, q)))
        for statistic, value in zip(statistics, told, strict=True):
            yield figure(f"area:{area_id}", statistic, value)


def _mcnemar(changes: Sequence[int]) -> float:
    return mcnemar_mid_p(changes.count(1), changes.count(-1))
