"""What populations do printed rates per 100,000 inhabitants allow, and which rates can no single population give?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from spur.analysis.figure import Figure
from spur.analysis.indicators import Counts, Reported, periods
from spur.rubric.model import Rubric
from spur.statistics.populations import Span, allowed, contradictions, largest_agreeing, shared

Rate = tuple[str, str]
"""The indicator and the period of a printed rate."""

EVERY_PERIOD = "every-period"
"""What the figures of all periods as one are compared with: nothing; it tells them from a period's own."""


@dataclass(frozen=True)
class Inference:
    """What the rates of a region (or whole) tell of its population in a period; or in ``every`` period, as if it were
    the same all the time. ``spans`` are the populations that each rate allows by itself."""

    place: str
    period: str
    spans: Mapping[Rate, Span]
    every: bool = False

    @property
    def population(self) -> Span:
        """What all rates allow together; empty when no single population gives them all."""
        return shared(self.spans.values())

    @property
    def contradictions(self) -> list[tuple[Rate, Rate]]:
        """The rates that no single population can give, two by two."""
        return contradictions(self.spans)

    @property
    def agreeing(self) -> tuple[Rate, ...]:
        """The most rates that one population can give; none where several sets of rates are equally large."""
        largest = largest_agreeing(self.spans)
        return largest[0] if len(largest) == 1 else ()

    @property
    def doubted(self) -> list[tuple[Rate, ...]]:
        """The fewest rates without which all others agree; where the numbers do not tell which, every possibility."""
        return [tuple(rate for rate in self.spans if rate not in agreeing) for agreeing in largest_agreeing(self.spans)]


def inferences(counts: Counts, rubric: Rubric) -> list[Inference]:
    """For every region and whole with printed rates: each period, the earliest first, and then all of them as one."""
    found: list[Inference] = []
    for place in dict.fromkeys(place for place, _, _ in counts):
        rates = ((i.id, period) for i in rubric.indicators for period in periods(counts, i.id))
        spans = {rate: span for rate in rates if (span := _span(counts.get((place, *rate)))) is not None}
        told = sorted({period for _, period in spans})
        for period in told:
            found.append(Inference(place, period, {rate: span for rate, span in spans.items() if rate[1] == period}))
        if len(told) > 1:
            found.append(Inference(place, f"{told[0]}–{told[-1]}", spans, every=True))
    return found


def _span(own: Reported | None) -> Span | None:
    """The populations that a printed rate allows; None where there is none, or the population is known."""
    if own is None or own.numerator is None or own.printed is None or own.denominator is not None:
        return None
    return allowed(own.numerator, own.printed)


def population_figures(found: list[Inference], rubric: Rubric) -> Iterator[Figure]:
    """The lowest and the highest population by every rate alone, by all rates of a period together (blank where none
    gives them all), and by those that agree (``versus`` "agreeing") where a few do not; how many rates there are
    (``n``) and how many pairs of them contradict each other. Of a whole, also what its regions' populations add up to
    (``versus`` "regions")."""
    for each in found:
        figure = partial(Figure, each.period, "region", each.place)
        if not each.every:
            for (indicator, _), span in each.spans.items():
                yield from _ends(partial(figure, f"indicator:{indicator}"), span)
        of_place, versus = partial(figure, "population"), EVERY_PERIOD if each.every else ""
        yield of_place("n", len(each.spans), versus=versus)
        yield of_place("contradictions", len(each.contradictions), versus=versus)
        yield from _ends(of_place, each.population, versus)
        if each.agreeing:
            common = shared(each.spans[rate] for rate in each.agreeing)
            yield from _ends(of_place, common, ", ".join(filter(None, ("agreeing", versus))))
    by_place = {(each.place, each.period): each.population for each in found if not each.every}
    for whole in rubric.wholes:
        for period in sorted(period for place, period in by_place if place == whole.id):
            parts = [by_place.get((region, period)) for region in whole.regions]
            spans = [span for span in parts if span is not None and not span.empty]
            if spans and len(spans) == len(parts):
                figure = partial(Figure, period, "region", whole.id, "population")
                yield from _ends(figure, sum(spans[1:], start=spans[0]), "regions")


def _ends(figure: "partial[Figure]", span: Span, versus: str = "") -> Iterator[Figure]:
    yield figure("population_low", None if span.empty else span.low, versus=versus)
    yield figure("population_high", None if span.empty else span.high, versus=versus)
