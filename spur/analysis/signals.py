"""Which units answer unlike the others? The funnel of every question, and the units outside it.

Only units that are shown are tested, and nothing but what is shown goes into the test (:mod:`spur.analysis.atoms`).
A unit is held against the region without it, in the test alone: what is printed beside it is the region with it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, partial

from spur.analysis.atoms import Atom, atoms, put_to_roles
from spur.analysis.comparison import WHOLE
from spur.analysis.figure import Figure, Figures
from spur.analysis.scopes import Region
from spur.rubric.model import Rubric
from spur.statistics.adjustment import benjamini_hochberg
from spur.statistics.funnel import Dispersion, dispersion
from spur.statistics.shrinkage import ASSUMED, FEWEST, Prior, shrunken, spread
from spur.statistics.signal import Signal, Standing, signal, standing

OTHERS = WHOLE
"""By what a unit's flag is found (``versus``): the region, which the test takes without the unit."""

LIMITS = ("limit_low", "limit_high", "far_limit_low", "far_limit_high")
DRAWN = ("shrunken", "shrunken_low", "shrunken_high")

Flags = Mapping[tuple[str, str], Signal]
"""By unit and item."""


def signal_figures(round_: str, region: Region, figures: Figures, rubric: Rubric) -> Iterator[Figure]:
    """For every question and role of which units are shown: how many they are (``units_shown``), how much units differ
    (``phi``, ``tau2``) and around what (``prior_mu``, ``prior_rho``); ``tau2_assumed`` and ``prior_rho_assumed`` stand
    in the place of what the units cannot tell. Of each unit its ``flag``, with the limits and p-values behind it,
    ``near`` where one answer would give another, and its share drawn towards the others' (``shrunken``). Then by role
    how many ``flags`` of each kind there are of how many, how many units are shown for any question, and how many have
    a flag for any."""
    told: dict[str, dict[tuple[str, str], Signal]] = {}
    for role, item in put_to_roles(rubric):
        funnel = _Funnel.of(atoms(figures, region, item, role), rubric.comparison.five_point_rule)
        if funnel.units:
            yield from funnel.of_region(partial(Figure, round_, "region", region.whole.id, item, role=role))
            for unit in funnel.units:
                yield from funnel.of_unit(partial(Figure, round_, "unit", unit.unit, item, role=role), unit)
            flags = {(unit.unit, item): funnel.flag(unit) for unit in funnel.units}
            told.setdefault(role, {}).update(flags)
    for role, flags in told.items():
        of_region = partial(Figure, round_, "region", region.whole.id, role=role)
        yield from _count_figures(of_region, flags)
        yield of_region("units", "units_in_region", len(region.whole.units))


@dataclass(frozen=True)
class _Funnel:
    """One question's parts, of which the ``units`` are tested; ``whole`` is all of them together."""

    parts: tuple[Atom, ...]
    whole: Atom
    points: int

    @classmethod
    def of(cls, parts: list[Atom], points: int) -> "_Funnel":
        whole = Atom(sum(part.positive for part in parts), sum(part.n for part in parts))
        return cls(tuple(parts), whole, points)

    @cached_property
    def units(self) -> tuple[Atom, ...]:
        """Those that are shown, unless one is the whole region."""
        return tuple(part for part in self.parts if part.unit and part.n < self.whole.n)

    @cached_property
    def dispersion(self) -> Dispersion | None:
        """None where everybody answered alike."""
        share = self.whole.positive / self.whole.n
        return dispersion([part.counts for part in self.parts], share) if 0 < share < 1 else None

    @property
    def few(self) -> bool:
        """Whether the parts are too few to tell how much units differ."""
        return len(self.parts) < FEWEST

    @cached_property
    def tau2(self) -> float:
        if self.dispersion is None:
            return 0.0
        share = self.whole.positive / self.whole.n
        return ASSUMED * share * (1 - share) if self.few else self.dispersion.tau2

    @cached_property
    def prior(self) -> Prior | None:
        return spread([part.counts for part in self.parts])

    @cached_property
    def standings(self) -> dict[str, Standing]:
        return {unit.unit: self.standing(unit, unit.positive) for unit in self.units}

    def standing(self, unit: Atom, positive: int) -> Standing:
        """Of a unit with its own number of positive answers, or with another; the others' stay as they are."""
        others = self.whole.without(unit)
        return standing(positive, unit.n, others.positive, others.n, self.tau2)

    def q(self, standings: Mapping[str, Standing]) -> dict[str, float]:
        """The p-values adjusted for all units of the question."""
        adjusted = benjamini_hochberg([each.p for each in standings.values()])
        return {unit: 1.0 if q is None else q for unit, q in zip(standings, adjusted, strict=True)}

    @cached_property
    def own_q(self) -> dict[str, float]:
        return self.q(self.standings)

    def flag(self, unit: Atom) -> Signal:
        return signal(self.standings[unit.unit], self.own_q[unit.unit], self.points)

    def near(self, unit: Atom) -> bool:
        """Whether one answer more or less from the unit would give it another flag."""
        changed = (unit.positive + step for step in (-1, 1))
        return any(self._flag_with(unit, k) is not self.flag(unit) for k in changed if 0 <= k <= unit.n)

    def _flag_with(self, unit: Atom, positive: int) -> Signal:
        changed = self.standing(unit, positive)
        if signal(changed, 0.0, self.points) is Signal.NONE:
            return Signal.NONE
        return signal(changed, self.q(self.standings | {unit.unit: changed})[unit.unit], self.points)

    def of_region(self, figure: "partial[Figure]") -> Iterator[Figure]:
        yield figure("units_shown", len(self.units))
        if self.dispersion is not None:
            yield figure("phi", Fraction(self.dispersion.phi))
            yield figure("tau2_assumed" if self.few else "tau2", Fraction(self.tau2))
        if self.prior is not None:
            yield figure("prior_mu", Fraction(self.prior.mu))
            yield figure("prior_rho_assumed" if self.prior.assumed else "prior_rho", Fraction(self.prior.rho))

    def of_unit(self, figure: "partial[Figure]", unit: Atom) -> Iterator[Figure]:
        own = self.standings[unit.unit]
        ends = (own.limits.low, own.limits.high, own.far_limits.low, own.far_limits.high)
        for statistic, end in zip(LIMITS, ends, strict=True):
            yield figure(statistic, Fraction(end), versus=OTHERS)
        yield figure("funnel_p", Fraction(own.p), versus=OTHERS)
        yield figure("funnel_q", Fraction(self.own_q[unit.unit]), versus=OTHERS)
        yield figure("flag", self.flag(unit).value, versus=OTHERS)
        if self.near(unit):
            yield figure("near", 1, versus=OTHERS)
        if self.prior is not None:
            drawn = shrunken(*unit.counts, self.prior.a, self.prior.b)
            shares = (drawn.share, drawn.interval.low, drawn.interval.high)
            yield from (figure(statistic, Fraction(share)) for statistic, share in zip(DRAWN, shares, strict=True))


def _count_figures(figure: "partial[Figure]", flags: Flags) -> Iterator[Figure]:
    counts = Counter(flags.values())
    yield figure("flags", "n", counts.total())
    for kind in Signal:
        yield figure("flags", f"count:{kind.value}", counts[kind])
    yield figure("units", "units_shown", len({unit for unit, _ in flags}))
    yield figure("units", "units_flagged", len({unit for (unit, _), flag in flags.items() if flag is not Signal.NONE}))
