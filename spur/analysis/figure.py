"""A figure: one computed number of a report, and the address by which anybody can find it again.

Figures are the only currency between the analysis and the reports. A table's cell, a chart's bar, a sentence's number
and a row of ``figures.csv`` are the same :class:`Figure`, so they cannot disagree.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from spur.statistics.exact import Exact
from spur.statistics.populations import Printed
from spur.statistics.tally import Middle

Scope = Literal["region", "group", "unit", "baseline", "residual", "inspector"]
GradesUsed = Literal["at-inspection", "after-plan"]


@dataclass(frozen=True, slots=True)
class Named:
    """What a figure names instead of counting, such as the roles with the lowest share: ids, and each one's title by
    language."""

    ids: tuple[str, ...]
    titles: tuple[Mapping[str, str], ...]


Value = Exact | Middle | Named | Printed | str


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with its address. ``subject`` is ``area:A``, ``total``, ``item:ID``, ``units`` or ``responses``;
    ``versus`` what it is compared with; ``statistic`` a word of DESIGN's list, such as ``mean`` or ``share_positive``.

    ``value`` is unrounded. It is None where there is nothing to compute (the mean of no grades) and where the figure is
    withheld, which ``withheld`` tells.
    """

    round: str
    scope: Scope
    scope_id: str
    subject: str
    statistic: str
    value: Value | None
    role: str = ""
    versus: str = ""
    grades_used: GradesUsed | Literal[""] = ""
    withheld: bool = False

    @property
    def address(self) -> tuple[str, ...]:
        return (self.round, self.scope, self.scope_id, self.role, self.subject, self.versus, self.statistic)


@dataclass(frozen=True)
class Figures:
    """All figures of one report, in the order in which they were computed, found by their address. The first is of the
    round that is reported; those of an earlier one, which it is compared with, come after it."""

    all: tuple[Figure, ...]
    _by_address: dict[tuple[str, ...], Figure] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._found_by({figure.address: figure for figure in self.all})

    @classmethod
    def of(cls, *parts: Iterable[Figure]) -> "Figures":
        return cls(()).plus(*parts)

    def plus(self, *parts: Iterable[Figure]) -> "Figures":
        """These and others."""
        more = tuple(figure for part in parts for figure in part)
        joined = object.__new__(Figures)
        object.__setattr__(joined, "all", (*self.all, *more))
        joined._found_by(self._by_address | {figure.address: figure for figure in more})
        return joined

    def _found_by(self, by_address: dict[tuple[str, ...], Figure]) -> None:
        if len(by_address) != len(self.all):
            twice = [f.address for f in self.all if by_address[f.address] is not f]
            raise ValueError(f"figures computed twice: {twice[:3]}")
        object.__setattr__(self, "_by_address", by_address)

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.all)

    @property
    def round(self) -> str:
        """The round that is reported."""
        return self.all[0].round if self.all else ""

    def __call__(
        self,
        scope: Scope,
        scope_id: str,
        subject: str,
        statistic: str,
        *,
        role: str = "",
        versus: str = "",
        round_: str = "",
    ) -> Figure:
        """The figure at an address, of the reported round unless another is named. Raises KeyError: a report that asks
        for a figure nobody computed is a bug."""
        return self._by_address[(round_ or self.round, scope, scope_id, role, subject, versus, statistic)]

    def get(
        self,
        scope: Scope,
        scope_id: str,
        subject: str,
        statistic: str,
        *,
        role: str = "",
        versus: str = "",
        round_: str = "",
    ) -> Figure | None:
        """The figure at an address, None where nobody computed it: of a comparison that could not be made."""
        return self._by_address.get((round_ or self.round, scope, scope_id, role, subject, versus, statistic))
