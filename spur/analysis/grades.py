"""What did the inspectors find? Grades as points: per area and in total, for the region and each group."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import partial

from spur.analysis.figure import Figure, Figures, GradesUsed
from spur.analysis.scopes import Part, Region
from spur.disclosure.release import Protection
from spur.records.grade import GradeEvent, GradeKind
from spur.rubric.model import Rubric
from spur.statistics.ranking import rank_shown
from spur.statistics.tally import Tally

SHOWN_DECIMALS = 1  # of a mean, on which ranks are decided
MANY_UNITS = 20  # of a region, for everybody to read how many of them got each grade

Grades = Mapping[tuple[str, str], str]
"""The grade by unit and area."""


def grades_as_of(events: Iterable[GradeEvent], used: GradesUsed, as_of: date | None) -> Grades:
    """The grade of each unit in each area: as set at the inspection, or as the newest event up to ``as_of`` left it."""
    grades: dict[tuple[str, str], str] = {}
    # An event without a date is an inspection of long ago; an action plan always comes after its inspection.
    for event in sorted(events, key=lambda event: (event.kind is GradeKind.AFTER_PLAN, event.on or date.min)):
        past = as_of is None or event.on is None or event.on <= as_of
        if past and (used == "after-plan" or event.kind is GradeKind.AT_INSPECTION):
            grades[event.unit_id, event.area] = event.grade
    return grades


def grade_figures(round_: str, region: Region, grades: Grades, used: GradesUsed, rubric: Rubric) -> Iterator[Figure]:
    """Units, and n, mean, population SD, median, counts, share at the line and (for the region) rank of every area; and
    the same of the totals, with the lowest and the highest, over the units that are graded in every area."""
    for part in region:
        figure = partial(Figure, round_, part.scope, part.id, grades_used=used)
        inspected = {unit for unit, _ in grades if unit in part.units}
        totals = _totals(part, grades, rubric)
        yield figure("units", "n", len(inspected))
        yield figure("units", "incomplete", len(inspected) - totals.n)
        by_area = area_tallies(part, grades, rubric)
        for area_id, tally in by_area.items():
            yield from _spread(partial(figure, f"area:{area_id}"), tally)
            for grade in rubric.grades:
                yield figure(f"area:{area_id}", f"count:{grade.code}", tally.count(grade.points))
            at_line = tally.share(tally.at_least(rubric.line_points))
            yield figure(f"area:{area_id}", "share_at_line", at_line)
        yield from _spread(partial(figure, "total"), totals)
        values = [value for value, _ in totals.counts]
        yield figure("total", "min", min(values, default=None))
        yield figure("total", "max", max(values, default=None))
        if part is region.whole:
            means = {area_id: tally.mean for area_id, tally in by_area.items() if tally.mean is not None}
            ranks = rank_shown(means, SHOWN_DECIMALS)
            for area_id in by_area:
                yield figure(f"area:{area_id}", "rank", ranks.get(area_id))


def is_large(part: Part, inspected: Collection[str]) -> bool:
    """Whether so many of a region's units are inspected that counting them tells of no single one."""
    return part.scope == "region" and len(part.units.intersection(inspected)) >= MANY_UNITS


def openly_told(figures: Figures, protection: Protection) -> Figures:
    """Of a report's figures those that its readers may have: in what everybody may read there is neither a standard
    deviation of grades, which with the mean often gives back the grades of single units, nor anything that gives them
    back sooner: how many units of a group got each grade or reach the line, the median, the lowest and the highest,
    and by how much groups differ (whether they do is told). How many units of a whole region got each grade is told
    where at least ``MANY_UNITS`` are inspected."""
    if not protection.openly:
        return figures
    inspected = {
        each.round: each.value
        for each in figures
        if (each.scope, each.subject) == ("region", "units") and each.statistic == "n" and not each.role
    }
    return Figures.of(each for each in figures if not _is_narrow(each, inspected.get(each.round)))


def _is_narrow(figure: Figure, inspected: object) -> bool:
    if figure.role or figure.scope not in ("region", "group"):
        return False
    if figure.subject.partition(":")[0] not in ("area", "total"):
        return False
    is_many = figure.scope == "region" and isinstance(inspected, int) and inspected >= MANY_UNITS
    is_count = figure.statistic.startswith("count:") and not is_many
    is_count |= figure.statistic == "share_at_line" and figure.scope == "group"
    return figure.statistic in _NARROW or is_count or _compares_grades(figure)


def _compares_grades(figure: Figure) -> bool:
    """Whether it tells by how much groups' grades differ, and not only whether they do."""
    among = figure.versus in ("groups", "rest") or figure.versus.startswith("group:")
    return among and figure.statistic in _COMPARING


_NARROW = ("sd", "median", "min", "max")
_COMPARING = ("kruskal_h", "cliffs_delta", "delta_size", "p", "q", "p_least")


def area_tallies(part: Part, grades: Grades, rubric: Rubric) -> dict[str, Tally]:
    """How many of the part's units have each grade, as points, area by area."""
    return {
        area.id: Tally.of_values(
            rubric.points(grade) for (unit, a), grade in grades.items() if a == area.id and unit in part.units
        )
        for area in rubric.areas
    }


def _totals(part: Part, grades: Grades, rubric: Rubric) -> Tally:
    """The totals of the units that have a grade in every area."""
    areas = [area.id for area in rubric.areas]
    return Tally.of_values(
        sum(rubric.points(grades[unit, area]) for area in areas)
        for unit in part.units
        if all((unit, area) in grades for area in areas)
    )


def _spread(figure: "partial[Figure]", tally: Tally) -> Iterator[Figure]:
    yield figure("n", tally.n)
    yield figure("mean", tally.mean)
    yield figure("sd", tally.population_sd)
    yield figure("median", tally.median)
