"""Do the groups' grades differ more than chance alone would make them? Area by area: all groups together, each against
the rest, and two by two."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import partial

from spur.analysis.comparison import MOST_PAIRED, REST
from spur.analysis.figure import Figure, GradesUsed
from spur.analysis.grades import Grades, area_tallies
from spur.analysis.scopes import Part, Region
from spur.rubric.model import Rubric
from spur.statistics.adjustment import benjamini_hochberg, holm
from spur.statistics.certainty import ALPHA
from spur.statistics.kruskal_wallis import KruskalWallis, kruskal_wallis
from spur.statistics.rank_tests import RankTest, mann_whitney, pairwise
from spur.statistics.tally import Tally

GROUPS = "groups"
"""What the region is compared over (``versus``): its groups, all at once."""

SIZES = ((Fraction(474, 1000), "much"), (Fraction(33, 100), "plain"), (Fraction(147, 1000), "somewhat"))
"""From which Cliff's δ, either way, a group is called so (Romano et al. 2006); less than the last is "alike"."""


class Chance(StrEnum):
    """What can be said of a difference in grades."""

    BEYOND = "beyond"  # all groups together: more than chance
    HIGHER = "higher"  # a group against others: more than chance
    LOWER = "lower"
    MAY_BE = "may-be"  # it may be chance
    OUT_OF_REACH = "out-of-reach"  # no outcome could have been beyond chance: too few units, or too like grades


@dataclass(frozen=True, slots=True)
class _Area:
    """An area that at least two groups have grades in; ``q`` is its p-value among all areas."""

    id: str
    tallies: Mapping[Part, Tally]
    test: KruskalWallis
    q: float

    @property
    def beyond(self) -> bool:
        return self.q <= ALPHA


def group_difference_figures(
    round_: str, region: Region, grades: Grades, used: GradesUsed, rubric: Rubric
) -> Iterator[Figure]:
    """For every area that two groups or more have grades in. Of the region: Kruskal–Wallis' H and p, and q among the
    areas (Benjamini–Hochberg). Of a group against the rest of the region and, where the groups are few, against each
    other group: Cliff's δ, p and q among the area's groups or pairs (Holm), and the smallest p-value there could have
    been. A group is called higher or lower only in an area in which the groups differ more than chance.

    Grades are of units, and are published: nothing is withheld.
    """
    figure = partial(Figure, round_, grades_used=used)
    for area in _areas(region, grades, rubric):
        of_region = partial(figure, region.whole.scope, region.whole.id, f"area:{area.id}", versus=GROUPS)
        out_of_reach = area.test.least is not None and area.test.least > ALPHA
        chance = Chance.BEYOND if area.beyond else Chance.OUT_OF_REACH if out_of_reach else Chance.MAY_BE
        yield of_region("kruskal_h", area.test.h)
        yield of_region("p", Fraction(area.test.p))
        yield of_region("q", Fraction(area.q))
        yield of_region("p_least", None if area.test.least is None else Fraction(area.test.least))
        yield of_region("chance", chance.value)
        for group, (test, q) in _against_the_rest(area.tallies).items():
            yield from _figures(partial(figure, group.scope, group.id, f"area:{area.id}", versus=REST), area, test, q)
        if 2 < len(area.tallies) <= MOST_PAIRED:
            groups = list(area.tallies)
            for (own, other), (test, q) in pairwise(list(area.tallies.values())).items():
                of_pair = partial(
                    figure, groups[own].scope, groups[own].id, f"area:{area.id}", versus=groups[other].key
                )  # fmt: skip
                yield from _figures(of_pair, area, test, q)


def size_of(delta: Fraction) -> str:
    """Cliff's δ as a code for words: how much more often than not a group's unit is higher, or lower."""
    size = next((word for least, word in SIZES if abs(delta) >= least), None)
    return "alike" if size is None else f"{size}-{'higher' if delta > 0 else 'lower'}"


def _areas(region: Region, grades: Grades, rubric: Rubric) -> list[_Area]:
    by_group = {group: area_tallies(group, grades, rubric) for group in region.groups}
    tallies = {
        area.id: {group: own[area.id] for group, own in by_group.items() if own[area.id].n} for area in rubric.areas
    }
    tests = {area_id: kruskal_wallis(tuple(own.values())) for area_id, own in tallies.items()}
    compared = {area_id: test for area_id, test in tests.items() if test is not None}
    q_values = [q for q in benjamini_hochberg([test.p for test in compared.values()]) if q is not None]
    return [_Area(a, tallies[a], test, q) for (a, test), q in zip(compared.items(), q_values, strict=True)]


def _against_the_rest(tallies: Mapping[Part, Tally]) -> dict[Part, tuple[RankTest, float]]:
    tests = {
        group: mann_whitney(own, Tally.total(other for part, other in tallies.items() if part is not group))
        for group, own in tallies.items()
    }
    p_values = [test.p for test in tests.values()]
    # of two groups each is the other's rest: they are compared once
    adjusted = [q for q in holm(p_values) if q is not None] if len(tests) > 2 else p_values
    return {group: (test, q) for (group, test), q in zip(tests.items(), adjusted, strict=True)}


def _figures(figure: "partial[Figure]", area: _Area, test: RankTest, q: float) -> Iterator[Figure]:
    yield figure("cliffs_delta", test.delta)
    yield figure("delta_size", size_of(test.delta))
    yield figure("p", Fraction(test.p))
    yield figure("q", Fraction(q))
    yield figure("p_least", None if test.least is None else Fraction(test.least))
    if test.least is not None and test.least > ALPHA:
        chance = Chance.OUT_OF_REACH
    elif area.beyond and q <= ALPHA:
        chance = Chance.HIGHER if test.delta > 0 else Chance.LOWER
    else:
        chance = Chance.MAY_BE
    yield figure("chance", chance.value)
