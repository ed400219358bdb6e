"""What do units and regions report of an instrument's indicators, and is what is aimed at reached?

A figure's round is the indicator's period. A region's value is its own row where there is one, else the exact sum of
the units that report; a whole's is the sum of its regions when all of them report.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Literal

from spur.analysis.figure import Figure, Scope
from spur.disclosure.release import Node, Protection, large_enough
from spur.records.indicator import IndicatorCount
from spur.rubric.model import Rubric
from spur.rubric.parts import Indicator, Whole
from spur.statistics.populations import PER, Printed

Rate = int | Fraction | Printed
Reached = Literal["met", "missed"]


@dataclass(frozen=True, slots=True)
class Reported:
    """An indicator's numbers in a period, of one reporter or added up over several."""

    numerator: int | None = None
    denominator: int | None = None
    printed: Printed | None = None

    @classmethod
    def of(cls, count: IndicatorCount) -> "Reported":
        printed = None if count.printed is None else Printed(count.printed, count.decimals)
        return cls(count.numerator, count.denominator, printed)

    @classmethod
    def total(cls, parts: Collection["Reported"]) -> "Reported":
        """The sum; a count that one of them lacks is not known of the sum either."""
        numerators, denominators = [p.numerator for p in parts], [p.denominator for p in parts]
        return cls(
            None if None in numerators else sum(filter(None, numerators)),
            None if None in denominators else sum(filter(None, denominators)),
        )

    def rate(self, indicator: Indicator) -> Rate | None:
        """What a target is held against: a share of 1, a rate per 100,000 or a count; None where it is not known."""
        if indicator.measure == "count":
            return self.numerator
        percent = indicator.measure == "percent"
        if self.numerator is not None and self.denominator is not None:
            return Fraction(self.numerator * (1 if percent else PER), self.denominator) if self.denominator else None
        if self.printed is not None and percent:
            return Printed(self.printed.number / 100, self.printed.decimals, percent=True)
        return self.printed


Counts = Mapping[tuple[str, str, str], Reported]
"""What is reported by unit or region, indicator and period."""


def reported(counts: Iterable[IndicatorCount], scope: Literal["unit", "region"], ids: Collection[str]) -> Counts:
    """The counts of these units, or of these regions."""
    own = (count for count in counts if count.scope == scope and count.scope_id in ids)
    return {(count.scope_id, count.indicator, count.period): Reported.of(count) for count in own}


def by_region(counts: Iterable[IndicatorCount], region_of: Mapping[str, str]) -> Counts:
    """The counts of every region and whole: its own where it has one, else the sum over its units that report.
    ``region_of`` tells the region of a unit."""
    own: dict[tuple[str, str, str], Reported] = {}
    parts: dict[tuple[str, str, str], list[Reported]] = {}
    for count in counts:
        if count.scope == "region":
            own[count.scope_id, count.indicator, count.period] = Reported.of(count)
        else:
            key = (region_of[count.scope_id], count.indicator, count.period)
            parts.setdefault(key, []).append(Reported.of(count))
    return {key: Reported.total(several) for key, several in parts.items()} | own


def periods(counts: Iterable[tuple[str, str, str]], indicator_id: str) -> list[str]:
    """The periods in which anybody reports the indicator, the earliest first."""
    return sorted({period for _, indicator, period in counts if indicator == indicator_id})


def reached(rate: Rate, indicator: Indicator) -> Reached | None:
    """Whether the target is met, decided on the exact rate; None without a target, and where a printed rate was rounded
    so that it cannot be told."""
    target = indicator.exact_target
    if target is None:
        return None
    # every rate that may be meant lies from low to high; a printed one may be low itself, but never quite high
    rounded = isinstance(rate, Printed)
    low, high = (rate.low, rate.beyond) if isinstance(rate, Printed) else (rate, rate)
    if indicator.reached in ("at-least", "more-than"):
        strict = indicator.reached == "more-than"
        if low > target or (low == target and not strict):
            return "met"
        return "missed" if high < target or (high == target and (rounded or strict)) else None
    strict = indicator.reached == "less-than"
    if high < target or (high == target and (rounded or not strict)):
        return "met"
    return "missed" if low > target or (low == target and strict) else None


def reported_figures(
    period: str, scope: Scope, scope_id: str, indicator: Indicator, own: Reported, *, withheld: bool = False
) -> Iterator[Figure]:
    """The numbers that the indicator's measure has, and what they are held against. The numerator of a share is told
    only where it is known of how many: else it may be that of very few, or give theirs away by subtraction."""
    figure = partial(Figure, period, scope, scope_id, f"indicator:{indicator.id}")
    rate = own.rate(indicator)
    of_unknown = indicator.measure == "percent" and own.denominator is None
    values: dict[str, Rate | str | None] = {"numerator": None if of_unknown else own.numerator}
    if indicator.measure == "percent" or own.denominator is not None:
        values["denominator"] = own.denominator
    if indicator.measure != "count":
        values["share" if indicator.measure == "percent" else "per_100000"] = rate
    if indicator.target is not None:
        values["target_met"] = None if rate is None else reached(rate, indicator)
    for statistic, value in values.items():
        yield figure(statistic, None, withheld=True) if withheld else figure(statistic, value)
    if indicator.target is not None:
        yield figure("target", _target(indicator))


def _target(indicator: Indicator) -> Printed | None:
    """The target with the decimals that it has in the rubric: 90 %, or 15.35 per 100,000."""
    if indicator.exact_target is None:
        return None
    exponent = int(Decimal(str(indicator.target)).normalize().as_tuple().exponent)
    return Printed(indicator.exact_target, max(-exponent, 0), percent=indicator.measure == "percent")


def region_indicator_figures(
    region_id: str, units: Collection[str], counts: Iterable[IndicatorCount], rubric: Rubric, protection: Protection
) -> Iterator[Figure]:
    """Every indicator of a region and of the units in it that report, for every period; and how many of the units
    report (``n``) of how many that there are (``units``). Shares of few people are withheld."""
    listed = list(counts)
    of_units, of_region = reported(listed, "unit", units), reported(listed, "region", {region_id})
    for indicator in rubric.indicators:
        for period in periods([*of_units, *of_region], indicator.id):
            parts = {unit: own for (unit, i, p), own in of_units.items() if (i, p) == (indicator.id, period)}
            total = of_region.get((region_id, indicator.id, period)) or Reported.total(parts.values())
            shown = _may_show(indicator, total, parts, protection.k)
            withheld = "" not in shown
            yield from reported_figures(period, "region", region_id, indicator, total, withheld=withheld)
            subject = f"indicator:{indicator.id}"
            yield Figure(period, "region", region_id, subject, "n", len(parts))
            yield Figure(period, "region", region_id, subject, "units", len(units))
            for unit in sorted(parts):
                withheld = unit not in shown
                yield from reported_figures(period, "unit", unit, indicator, parts[unit], withheld=withheld)


def indicator_figures(counts: Counts, rubric: Rubric, protection: Protection) -> Iterator[Figure]:
    """Every indicator of every region and whole, for every period. Of a whole that lists its regions, also how many of
    them report (``n``) and, where a source has printed a sum of posts of its own, that (``versus`` "printed")."""
    for indicator in rubric.indicators:
        for period in periods(counts, indicator.id):
            told = {place: own for (place, i, p), own in counts.items() if (i, p) == (indicator.id, period)}
            values = dict(told)
            for whole in rubric.wholes:
                parts = [told[region] for region in whole.regions if region in told]
                if parts:
                    values[whole.id] = _of_whole(whole, parts, told.get(whole.id))
                    figure = partial(Figure, period, "region", whole.id, f"indicator:{indicator.id}")
                    yield figure("n", len(parts))
                    if whole.id in told and len(parts) == len(whole.regions) and indicator.measure != "percent":
                        yield figure("numerator", told[whole.id].numerator, versus="printed")
            withheld = _withheld(indicator, values, rubric.wholes, protection.k)
            for place, own in values.items():
                yield from reported_figures(period, "region", place, indicator, own, withheld=place in withheld)


def _of_whole(whole: Whole, parts: Collection[Reported], told: Reported | None) -> Reported:
    """The sum of a whole's regions when all report, with the rate that a source has printed; else what it printed."""
    if len(parts) < len(whole.regions):
        return told or Reported()
    total = Reported.total(parts)
    return Reported(total.numerator, total.denominator, told.printed if told else None)


def _withheld(indicator: Indicator, values: Mapping[str, Reported], wholes: Iterable[Whole], k: int) -> set[str]:
    """The regions and wholes that are not shown."""
    withheld = {place for place, own in values.items() if not _may_show(indicator, own, {}, k)}
    for whole in wholes:
        parts = {region: values[region] for region in whole.regions if region in values}
        if parts:
            shown = _may_show(indicator, values[whole.id], parts, k)
            withheld |= ({*parts} - shown) | (set() if "" in shown else {whole.id})
    return withheld


def _may_show(indicator: Indicator, total: Reported, parts: Mapping[str, Reported], k: int) -> set[str]:
    """Which parts, and the total (""), may be shown. The denominator of a share counts people (2 trainees), so a share
    of fewer than k is not shown, nor one that gives such a share away by subtraction. Posts and inhabitants are no
    secret."""
    if indicator.measure != "percent":
        return {"", *parts}
    sizes = {part: own.denominator or 0 for part, own in parts.items()}
    size = total.denominator if total.denominator is not None else max(sum(sizes.values()), k)
    root = Node("", max(size, sum(sizes.values())), 0, tuple(Node(part, n, 0) for part, n in sizes.items()))
    nobody = {part for part, own in {**parts, "": total}.items() if own.denominator == 0}
    return large_enough(root, k) | nobody
