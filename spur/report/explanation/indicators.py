"""How a figure of an indicator comes about: from what units and regions report, and from rates as they were printed."""

from collections.abc import Iterator

from spur.analysis.figure import Figure
from spur.report.explanation.here import SEPARATOR, Here, number_of
from spur.report.explanation.numbers import plus, unrounded
from spur.report.shown import shown
from spur.rubric.parts import Indicator
from spur.statistics.populations import PER, Printed

LOW, HIGH = "population_low", "population_high"


def reported(here: Here) -> Iterator[str]:
    """The two counts: "täljare 41 · nämnare 50"."""
    told = [
        here("tally.count", what=here(f"tally.{statistic}"), n=each)
        for statistic in ("numerator", "denominator")
        if (each := here.beside(statistic=statistic)) is not None and each.value is not None
    ]
    if told:
        yield SEPARATOR.join(told)


def summed(here: Here) -> Iterator[str]:
    """A region's count as the sum of its units', or a whole's of its regions', where it is that and all are shown."""
    parts = _parts(here)
    counts = [each.value for each in parts if isinstance(each.value, int)]
    if len(counts) == len(parts) > 1 and sum(counts) == here.figure.value:
        yield here.equals(plus(counts))


def share(here: Here) -> Iterator[str]:
    numerator, denominator = here.count("numerator"), here.count("denominator")
    if isinstance(here.figure.value, Printed):
        yield here("worked.printed")
    elif numerator is not None and denominator:
        yield here.equals(f"{numerator} / {denominator}")


def per_100000(here: Here) -> Iterator[str]:
    numerator, denominator = here.count("numerator"), here.count("denominator")
    if isinstance(here.figure.value, Printed):
        yield here("worked.printed")
    elif numerator is not None and denominator:
        yield here.equals(f"{numerator} · {PER} / {denominator}")


def target_met(here: Here) -> Iterator[str]:
    """What is reached, beside what is aimed at."""
    told = (here.beside(statistic=each) for each in ("share", "per_100000", "numerator"))
    own = next((each for each in told if each is not None and each.value is not None), None)
    indicator, target = _indicator(here), here.beside(statistic="target")
    if indicator is not None and own is not None and target is not None:
        wording = here.about.wording
        aim = wording(f"report.indicators.{indicator.reached}", target=shown(target, wording))
        exact = own.value.number if isinstance(own.value, Printed) else number_of(own)
        if exact is not None:
            yield here("worked.target", value=unrounded(exact, wording), shown=own, target=aim, met=here.figure)


def population_of_rate(here: Here) -> Iterator[str]:
    """The populations in which a count is printed as this rate: from count · 100,000 / the next rate, not included, to
    count · 100,000 / the least that is printed so."""
    count, rate = here.count("numerator"), here.beside(statistic="per_100000")
    if count is None or rate is None or not isinstance(rate.value, Printed):
        return
    low = here.figure.statistic == LOW
    end = unrounded(rate.value.beyond if low else rate.value.low, here.about.wording)
    yield here.equals(f"⌊{count} · {PER} / {end}⌋{' + 1' if low else ''}")


def population(here: Here) -> Iterator[str]:
    """The highest of the lower ends, or the lowest of the upper ones."""
    if here.figure.versus or not isinstance(here.figure.value, int):
        return
    ends = [each.value for each in _ends(here) if isinstance(each.value, int)]
    if len(ends) > 1:
        low = here.figure.statistic == LOW
        yield here.equals(f"{'max' if low else 'min'}({'; '.join(map(str, ends))})")


def _ends(here: Here) -> list[Figure]:
    found = [here.beside(subject=f"indicator:{each.id}") for each in here.rubric.indicators]
    return [each for each in found if each is not None and each.value is not None]


def _parts(here: Here) -> list[Figure]:
    """The figures of the units of a region, or of the regions of a whole, at the same address."""
    own = here.figure
    whole = next((each for each in here.rubric.wholes if each.id == own.scope_id), None)
    if whole is not None:
        told = (here.beside(scope_id=region) for region in whole.regions)
        return [each for each in told if each is not None]
    if own.scope != "region":
        return []
    return [
        each
        for each in here.about.figures
        if each.scope == "unit"
        and (each.round, each.subject, each.statistic) == (own.round, own.subject, own.statistic)
    ]


def _indicator(here: Here) -> Indicator | None:
    own = here.figure.subject.partition(":")[2]
    return next((each for each in here.rubric.indicators if each.id == own), None)
