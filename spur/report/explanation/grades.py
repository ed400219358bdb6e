"""How a figure of grades comes about: means, spread, places and shares at the line, of an area and of totals."""

from collections.abc import Iterator

from spur.analysis.figure import Figure
from spur.analysis.unit_grades import FIRST, POINTS
from spur.report.explanation.behind import totals
from spur.report.explanation.here import SEPARATOR, Here
from spur.report.explanation.numbers import plus, product_sum
from spur.report.shown import shown
from spur.statistics.tally import Middle, Tally


def grade_tally(here: Here) -> Iterator[str]:
    """ "A (4 poäng): 7 · B (3 poäng): 22 …"."""
    counts = dict(here.every("count:"))
    told = [
        here("tally.grade", grade=grade.code, points=grade.points, n=counts[grade.code])
        for grade in here.rubric.grades
        if grade.code in counts
    ]
    if told:
        yield SEPARATOR.join(told)


def total_tally(here: Here) -> Iterator[str]:
    counts = totals(here.behind, here.rubric).counts
    if counts:
        yield SEPARATOR.join(here("tally.total", points=points, n=n) for points, n in reversed(counts))


def mean(here: Here) -> Iterator[str]:
    tally = _tally(here)
    if tally.n:
        yield here.equals(f"({product_sum(_best_first(tally))}) / {tally.n}")


def sd(here: Here) -> Iterator[str]:
    tally = _tally(here)
    if tally.n:
        squares = product_sum(_best_first(tally), squared=True)
        yield here.equals(f"√(({squares}) / {tally.n} − ({tally.sum} / {tally.n})²)")


def median(here: Here) -> Iterator[str]:
    n, middle = _tally(here).n, here.figure.value
    if isinstance(middle, Middle):
        key = "median-odd" if n % 2 else "median-even"
        yield here(f"worked.{key}", n=n, low=middle.low, high=middle.high, place=(n + 1) // 2, next=n // 2 + 1)


def graded(here: Here) -> Iterator[str]:
    counts = [figure.value for _, figure in here.every("count:")]
    if counts:
        yield here.equals(plus(counts))


def share_at_line(here: Here) -> Iterator[str]:
    n = here.count("n")
    counts = dict(here.every("count:"))
    own = [grade for grade in here.rubric.grades if grade.points >= here.rubric.line_points]
    at_line = [counts[grade.code].value for grade in own if grade.code in counts]
    if n and at_line:
        yield here.equals(f"{_bracketed(plus(at_line), len(at_line))} / {n}")


def rank(here: Here) -> Iterator[str]:
    """The place is one more than the areas that are shown with a higher mean."""
    own = here.figure.value
    ranks = [each.value for _, each in _of_areas(here, here.figure.statistic)]
    if isinstance(own, int):
        yield here.equals(f"1 + {sum(isinstance(other, int) and other < own for other in ranks)}")


def mean_by_area(here: Here) -> Iterator[str]:
    """What the places are decided on: "B 3,8 (1) · A 3,7 (2) …"."""
    yield from ranked(here, "mean")


def ranked(here: Here, statistic: str) -> Iterator[str]:
    """The areas in the order of their places, each with the number that it has its place for."""
    of_areas = dict(_of_areas(here, statistic))
    places = [(place.value, area) for area, place in _of_areas(here, here.figure.statistic)]
    known = sorted((place, area) for place, area in places if isinstance(place, int) and area in of_areas)
    if known:
        wording = here.about.wording
        yield SEPARATOR.join(
            here("tally.ranked", area=area, number=shown(of_areas[area], wording), rank=place) for place, area in known
        )


def points(here: Here) -> Iterator[str]:
    grade = next((each for each in here.rubric.grades if each.points == here.figure.value), None)
    if grade is not None:
        yield here("worked.points", grade=grade.code, points=grade.points)


def at_line(here: Here) -> Iterator[str]:
    own, line = here.count(POINTS), here.rubric.line_points
    if own is not None:
        yield here("worked.at-line" if own >= line else "worked.below-line", points=own, line=line)


def points_total(here: Here) -> Iterator[str]:
    of_areas = [here.count(POINTS, subject=f"area:{area.id}") for area in here.rubric.areas]
    if None not in of_areas:
        yield here.equals(plus(of_areas))


def incomplete(here: Here) -> Iterator[str]:
    inspected, complete = here.count("n"), here.count("n", subject="total")
    if inspected is not None and complete is not None:
        yield here.equals(f"{inspected} − {complete}")


def lifted(here: Here) -> Iterator[str]:
    """That a plan has changed the grade since, or has not."""
    now = here.count(POINTS)
    if isinstance(here.figure.value, int) and now is not None and here.figure.statistic == FIRST:
        yield here("worked.lifted" if now != here.figure.value else "worked.not-lifted", points=now)


def _tally(here: Here) -> Tally:
    """How many units have each number of points: in an area, or in all."""
    if here.figure.subject == "total":
        return totals(here.behind, here.rubric)
    counts = dict(here.every("count:"))
    known = {grade.points: counts[grade.code].value for grade in here.rubric.grades if grade.code in counts}
    return Tally.of({points: n for points, n in known.items() if isinstance(n, int)})


def _best_first(tally: Tally) -> list[tuple[int, int]]:
    return list(reversed(tally.counts))


def _of_areas(here: Here, statistic: str) -> Iterator[tuple[str, Figure]]:
    for area in here.rubric.areas:
        found = here.beside(subject=f"area:{area.id}", statistic=statistic)
        if found is not None and found.value is not None:
            yield area.id, found


def _bracketed(text: str, terms: int) -> str:
    return f"({text})" if terms > 1 else text
