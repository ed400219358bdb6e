"""Do the inspectors grade alike? What each thought before they agreed, beside what the others did of the same unit.

The cases are a unit's areas. Where several inspectors have judged one, every two of them are a pair. In a table of the
same two inspectors throughout, one is a column and the other a row; where pairs of several are pooled, it makes no
difference who stands first.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from fractions import Fraction
from functools import cached_property, partial
from itertools import combinations

from spur.analysis.figure import Figure
from spur.analysis.grades import Grades
from spur.records.inspection import OwnGrade
from spur.rubric.model import Rubric
from spur.rubric.parts import folded
from spur.statistics.agreement import (
    PairTable,
    exact_agreement,
    gwet_ac1,
    kappa,
    kappa_interval,
    within_one_agreement,
)
from spur.statistics.alpha import krippendorff_alpha
from spur.statistics.tally import Tally

ALL_AREAS = "areas"
"""The subject of a figure on every area together."""

JOINT = "joint"
"""What an inspector's own judgement is compared with (``versus``): the grade that all agreed on."""

STEPS = "steps_apart"
APART = 2
"""So many steps between two inspectors' grades are for the calibration meeting to talk about."""

_ALIKE = 0.85  # of two names, by which they may be one person's

Case = tuple[str, str]
"""A unit and an area."""


@dataclass(frozen=True)
class Judged:
    """The grade by inspector of every case that anybody has judged; ``inspectors`` in the order of their names."""

    cases: Mapping[Case, Mapping[str, str]]
    inspectors: tuple[str, ...]
    last_on: date | None

    @classmethod
    def of(cls, own: Iterable[OwnGrade]) -> "Judged":
        """An inspector's name is read without regard to case and blanks, and written as it came in first."""
        names: dict[str, str] = {}
        cases: dict[Case, dict[str, str]] = {}
        days = []
        for each in own:
            name = names.setdefault(folded(each.inspector), " ".join(each.inspector.split()))
            cases.setdefault((each.unit_id, each.area), {})[name] = each.grade
            days += [each.inspected_on] if each.inspected_on else []
        return cls(cases, tuple(sorted(names.values(), key=folded)), max(days, default=None))

    @cached_property
    def shared(self) -> dict[Case, Mapping[str, str]]:
        """The cases that two inspectors or more have judged."""
        return {case: by for case, by in sorted(self.cases.items()) if len(by) > 1}

    @cached_property
    def pairs(self) -> dict[tuple[str, str], dict[Case, Mapping[str, str]]]:
        """Every two inspectors who have judged a case together, in the order of their names, with those cases."""
        found: dict[tuple[str, str], dict[Case, Mapping[str, str]]] = {}
        for case, by in self.shared.items():
            for pair in combinations([name for name in self.inspectors if name in by], 2):
                found.setdefault(pair, {})[case] = by
        order = {name: at for at, name in enumerate(self.inspectors)}
        return dict(sorted(found.items(), key=lambda told: tuple(order[name] for name in told[0])))

    @property
    def alone(self) -> dict[str, list[str]]:
        """The inspectors of each unit that nobody else has judged any area of."""
        shared = {unit for unit, _ in self.shared}
        found: dict[str, set[str]] = {}
        for (unit, _), by in self.cases.items():
            if unit not in shared:
                found.setdefault(unit, set()).update(by)
        return {unit: sorted(names, key=folded) for unit, names in sorted(found.items())}

    @property
    def alike(self) -> list[tuple[str, str]]:
        """Names so alike that they may be one person's. Who have judged a unit together are two."""
        return [
            (one, other)
            for one, other in combinations(self.inspectors, 2)
            if (one, other) not in self.pairs and SequenceMatcher(None, folded(one), folded(other)).ratio() >= _ALIKE
        ]


def calibration_figures(
    round_: str, region_id: str, judged: Judged, joint: Grades, rubric: Rubric
) -> Iterator[Figure]:  # fmt: skip
    """How far the inspectors agree in every area and in all; every two of them over what both have judged; each one
    against the joint grades; and the grades themselves of every case that several have judged."""
    shared = judged.shared
    whole = partial(Figure, round_, "region", region_id)
    yield whole("units", "n", len({unit for unit, _ in shared}))
    yield whole("inspectors", "n", len({name for by in shared.values() for name in by}))
    several = len(judged.inspectors) > 2
    for area in rubric.areas:
        own = {case: by for case, by in shared.items() if case[1] == area.id}
        yield from _agreement(partial(whole, f"area:{area.id}"), own, rubric, several=several)
    yield from _agreement(partial(whole, ALL_AREAS), shared, rubric, several=several)
    yield whole(ALL_AREAS, "count:apart", sum(_steps(by, rubric) >= APART for by in shared.values()))
    for pair, cases in judged.pairs.items():
        yield from _pair_figures(round_, pair, cases, rubric)
    for name in judged.inspectors:
        yield from _against_joint(round_, name, judged.cases, joint, rubric)
    for (unit, area_id), by in shared.items():
        case = partial(Figure, round_, "unit", unit, f"area:{area_id}")
        yield case(STEPS, _steps(by, rubric))
        for name, grade in by.items():
            yield case("points", rubric.points(grade), versus=f"inspector:{name}")
        if (unit, area_id) in joint:
            yield case("points", rubric.points(joint[unit, area_id]), versus=JOINT)


def _agreement(
    figure: "partial[Figure]", cases: Mapping[Case, Mapping[str, str]], rubric: Rubric, *, several: bool
) -> Iterator[Figure]:
    """Only n where no case has two grades. ``several``: with Krippendorff's α, which takes any number of inspectors."""
    table = _table(cases, rubric)
    yield figure("n", table.n)
    if not table.n:
        return
    interval = kappa_interval(table)
    yield figure("agree_exact", exact_agreement(table))
    yield figure("agree_within_one", within_one_agreement(table))
    yield figure("kappa", kappa(table))
    yield figure("kappa_low", Fraction(interval.low) if interval else None)
    yield figure("kappa_high", Fraction(interval.high) if interval else None)
    yield figure("ac1", gwet_ac1(table))
    if several:
        tallies = (Tally.of_values(map(rubric.points, by.values())) for by in cases.values())
        yield figure("alpha", krippendorff_alpha(tallies))


def _table(cases: Mapping[Case, Mapping[str, str]], rubric: Rubric) -> PairTable:
    """Of all pairs. Those of the same two inspectors each have their side."""
    names = sorted({name for by in cases.values() for name in by}, key=folded)
    pairs = Counter(
        (rubric.points(by[one]), rubric.points(by[other]))
        for by in cases.values()
        for one, other in combinations([name for name in names if name in by], 2)
    )
    return PairTable.of((grade.points for grade in rubric.grades), pairs, interchangeable=len(names) > 2)


def _pair_figures(
    round_: str, pair: tuple[str, str], cases: Mapping[Case, Mapping[str, str]], rubric: Rubric
) -> Iterator[Figure]:
    one, other = pair
    figure = partial(Figure, round_, "inspector", one, versus=f"inspector:{other}")
    own = {case: {name: by[name] for name in pair} for case, by in cases.items()}
    yield figure("units", "n", len({unit for unit, _ in own}))
    yield from _agreement(partial(figure, ALL_AREAS), own, rubric, several=False)
    yield from _leniency(partial(figure, ALL_AREAS), ((by[one], by[other]) for by in own.values()), rubric)


def _against_joint(
    round_: str, name: str, cases: Mapping[Case, Mapping[str, str]], joint: Grades, rubric: Rubric
) -> Iterator[Figure]:
    """How often the own grade was higher than the one that all agreed on, and how often lower."""
    pairs = [(by[name], joint[case]) for case, by in cases.items() if name in by and case in joint]
    if not pairs:
        return
    figure = partial(Figure, round_, "inspector", name, ALL_AREAS, versus=JOINT)
    yield figure("n", len(pairs))
    yield from _leniency(figure, pairs, rubric)


def _leniency(figure: "partial[Figure]", pairs: Iterable[tuple[str, str]], rubric: Rubric) -> Iterator[Figure]:
    """How many of the first grades are higher than, equal to and lower than the second, and the shares of all."""
    found = Counter((rubric.points(a) > rubric.points(b)) - (rubric.points(a) < rubric.points(b)) for a, b in pairs)
    for word, sign in (("higher", 1), ("equal", 0), ("lower", -1)):
        yield figure(f"count:{word}", found[sign])
        yield figure(f"share_{word}", Fraction(found[sign], found.total()))


def _steps(by: Mapping[str, str], rubric: Rubric) -> int:
    """From the lowest of the grades to the highest, as the rubric's follow each other."""
    order = {grade.code: at for at, grade in enumerate(rubric.grades)}
    places = [order[grade] for grade in by.values()]
    return max(places) - min(places)
