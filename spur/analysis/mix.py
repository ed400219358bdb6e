"""Has the region changed, or only who answered? A round's answers against an earlier one's within the groups, and with
the same mix of them. Only what is shown of the groups is used, so nothing is told that a reader could not work out."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import partial

from spur.analysis.figure import Figure, Figures
from spur.analysis.rounds import Earlier, Like
from spur.analysis.scopes import Part, Region
from spur.analysis.sides import Side, side
from spur.rubric.model import Rubric
from spur.statistics.strata import Stratum, mantel_haenszel, mantel_haenszel_test, standardised

STANDARDISED, SHIFT = "standardised", "mix_shift"
WITHIN = ("mh_diff", "mh_low", "mh_high")


def mix_figures(
    region: Region, figures: Figures, earlier: Earlier, rubric: Rubric, least: int
) -> Iterator[Figure]:  # fmt: skip
    """For the region and every question that the groups answered in both rounds: the difference that they have in
    common (``mh_diff`` with its interval and p-value), the earlier share with the newest mix of groups
    (``standardised``), and how large a part of the answers comes from other groups than then (``mix_shift``).

    The groups that are not shown in both rounds are the rest, which counts as one group; where it is of fewer than
    ``least`` people nothing is told of the question.
    """
    figure = partial(Figure, figures.round, "region", region.whole.id, versus=earlier.versus)
    for role in (role.id for role in rubric.roles):
        for like in earlier.questions:
            strata = _strata(region, figures, earlier, like, role, least)
            if sum(bool(each.n and each.other_n) for each in strata) > 1:
                for statistic, value in _of_question(strata).items():
                    yield figure(f"item:{like.here}", statistic, value, role=role)


def _of_question(strata: list[Stratum]) -> Mapping[str, Fraction]:
    values: dict[str, Fraction] = {}
    pooled = mantel_haenszel(strata)
    if pooled is not None:
        ends = Fraction(pooled.interval.low), Fraction(pooled.interval.high)
        values |= zip(WITHIN, (pooled.difference, *ends), strict=True)
        values["mh_p"] = Fraction(mantel_haenszel_test(strata).p)
    if all(each.other_n for each in strata if each.n):
        then = [(each.other_positive, each.other_n) for each in strata]
        values[STANDARDISED] = standardised(then, [each.n for each in strata]).share
    now, before = (sum(each.n for each in strata), sum(each.other_n for each in strata))
    parts = ((Fraction(each.n, now), Fraction(each.other_n, before)) for each in strata)
    values[SHIFT] = sum((abs(own - then) for own, then in parts), Fraction(0)) / 2
    return values


def _strata(
    region: Region, figures: Figures, earlier: Earlier, like: Like, role: str, least: int
) -> list[Stratum]:  # fmt: skip
    """Each group's answers now and then, and those of the rest; none where the region's are not shown in both."""

    def both(part: Part) -> Stratum | None:
        now = _counts(side(figures, part, like.here, role))
        then = _counts(side(figures, part, like.there, role, round_=earlier.round))
        return Stratum(*now, *then) if now and then else None

    whole = both(region.whole)
    if whole is None or earlier.printed:
        return []  # rounded shares of groups and of the region need not add up
    strata = [own for group in region.groups if (own := both(group))]
    left = Stratum(
        whole.positive - sum(each.positive for each in strata),
        whole.n - sum(each.n for each in strata),
        whole.other_positive - sum(each.other_positive for each in strata),
        whole.other_n - sum(each.other_n for each in strata),
    )
    if any(0 < n < least for n in (left.n, left.other_n)):
        return []
    return [*strata, left] if left.all else strata


def _counts(told: Side | None) -> tuple[int, int] | None:
    return told.counts if told is not None else None
