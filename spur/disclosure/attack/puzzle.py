"""What a reader knows of the answers to one question: whole numbers of people that must add up."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

BLANK = "blank"
"""Not an answer: those who responded to the survey and passed the question by."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many there are in a unit: from ``least`` to ``most``, where the reader does not know exactly."""

    least: int
    most: int

    @classmethod
    def exactly(cls, n: int) -> "Size":
        return cls(n, n)


@dataclass(frozen=True, slots=True)
class Term:
    """``weight`` times those of these units who gave one of these answers."""

    units: frozenset[str]
    answers: frozenset[str]
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Sum:
    """Something printed: its terms add up to at least ``low`` and at most ``high``; None where there is no such end."""

    terms: tuple[Term, ...]
    low: int | None
    high: int | None

    @classmethod
    def of(cls, units: Collection[str], answers: Collection[str], low: int | None, high: int | None) -> "Sum":
        """Those of these units who gave one of these answers are from ``low`` to ``high``."""
        return cls((Term(frozenset(units), frozenset(answers)),), low, high)

    @property
    def is_exact(self) -> bool:
        return self.low is not None and self.low == self.high


@dataclass(frozen=True, slots=True)
class OneOf:
    """Something printed that several distributions give, and no other: those of these units who gave each of the
    ``answers`` are as many as in one of ``counts``."""

    units: frozenset[str]
    answers: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


Known = Sum | OneOf


@dataclass(frozen=True, slots=True)
class Puzzle:
    """The answers to one question. Everybody in a unit gave one of the ``answers``, of which BLANK may be one; some are
    ``critical``, none where there is nothing to be critical of. ``known`` is everything printed. Both are kept in one
    order, whichever they come in: a solver that is asked in another way finds other solutions."""

    units: Mapping[str, Size]
    answers: tuple[str, ...]
    critical: frozenset[str]
    known: tuple[Known, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "units", dict(sorted(self.units.items())))
        object.__setattr__(self, "known", tuple(sorted(self.known, key=_place)))

    @property
    def given(self) -> frozenset[str]:
        """The answers that are answers."""
        return frozenset(self.answers) - {BLANK}

    @property
    def harmless(self) -> frozenset[str]:
        """The answers that are not critical."""
        return self.given - self.critical

    def cells(self) -> list[frozenset[str]]:
        """The units that nothing printed tells apart, together. Any sum that follows from the printed ones holds of
        whole cells alone (Theorem 2 of the statistical specification, 7.4)."""
        marks: dict[str, list[int]] = {unit: [] for unit in self.units}
        for number, known in enumerate(self.known):
            for place, units in enumerate(_sets(known)):
                for unit in units & marks.keys():
                    marks[unit] += [number, place]
        alike: dict[tuple[int, ...], set[str]] = {}
        for unit, mark in marks.items():
            alike.setdefault(tuple(mark), set()).add(unit)
        return [frozenset(units) for units in alike.values()]


def _place(known: Known) -> str:
    if isinstance(known, OneOf):
        return repr((sorted(known.units), known.answers, known.counts))
    terms = sorted((sorted(term.units), sorted(term.answers), term.weight) for term in known.terms)
    return repr((terms, known.low, known.high))


def _sets(known: Known) -> list[frozenset[str]]:
    return [known.units] if isinstance(known, OneOf) else [term.units for term in known.terms]
