"""Which groups' grades does a mean with its standard deviation give away?

A group's n, mean and SD, as they are printed, may fit only one set of grades. Whoever leaves out how many units got
each grade has then hidden nothing. Grades are of units, and inspectors publish them; but whoever prints a report
should know.
"""

from collections.abc import Iterator

from spur.analysis.figure import Figure
from spur.analysis.grades import SHOWN_DECIMALS, Grades, area_tallies
from spur.analysis.scopes import Region
from spur.disclosure.release import Protection
from spur.rubric.model import Rubric
from spur.statistics.exact import Exact, round_half_up
from spur.statistics.grades_feasible import only_histogram
from spur.statistics.printed_as import Band
from spur.statistics.tally import Tally


def given_away_figures(
    round_: str, region: Region, grades: Grades, rubric: Rubric, protection: Protection
) -> Iterator[Figure]:
    """Of how many groups and areas there is a mean with its SD (``cells``), and of how many of them these give back how
    many units got each grade (``cells_given_away``). None for everybody's reading, where no SD is told."""
    if protection.openly or not rubric.grades:
        return
    points = tuple(grade.points for grade in rubric.grades)
    tallies = [tally for group in region.groups for tally in area_tallies(group, grades, rubric).values() if tally.n]
    given_away = sum(_is_given_away(tally, points) for tally in tallies)
    for statistic, number in (("cells", len(tallies)), ("cells_given_away", given_away)):
        yield Figure(round_, "region", region.whole.id, "areas", statistic, number)


def _is_given_away(tally: Tally, points: tuple[int, ...]) -> bool:
    if tally.mean is None or tally.population_sd is None:
        return False
    mean, sd = (_as_printed(number) for number in (tally.mean, tally.population_sd))
    return only_histogram(tally.n, mean, sd, points=points) is not None


def _as_printed(number: Exact) -> Band:
    return Band.of(round_half_up(number, SHOWN_DECIMALS), SHOWN_DECIMALS)
