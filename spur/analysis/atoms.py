"""A region's answers to a question as whoever has read every report knows them: as disjoint parts that add up to it.

A part is a unit that is shown, or what is left of a group, or of the region, when those parts of it that are shown are
taken away (Övriga). Whatever is computed from these alone tells nothing that the reports do not tell already: there is
no tally here, only figures that passed the release rule.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from spur.analysis.answers import scored_questions
from spur.analysis.figure import Figure, Figures
from spur.analysis.scopes import Part, Region, unit_part
from spur.analysis.sides import SHARE
from spur.rubric.model import Rubric


@dataclass(frozen=True, slots=True)
class Atom:
    """``positive`` of ``n`` answers, n > 0. ``unit`` is the id of the unit whose they are, "" of a residual."""

    positive: int
    n: int
    unit: str = ""

    @property
    def counts(self) -> tuple[int, int]:
        return self.positive, self.n

    def without(self, other: "Atom") -> "Atom":
        """This, of which the other is a part, without it. Its ``n`` may be 0."""
        return Atom(self.positive - other.positive, self.n - other.n)


def put_to_roles(rubric: Rubric) -> Iterator[tuple[str, str]]:
    """Every role and item that has shares."""
    for role in rubric.roles:
        for question in scored_questions(rubric):
            if role.id in question.roles:
                yield role.id, f"item:{question.id}"


def shown_atom(figures: Figures, part: Part, item: str, role: str) -> Atom | None:
    """All answers of a part; None where they are not shown, or nobody answered."""
    at = partial(figures.get, part.scope, part.id, item, role=role)
    n, positive = at("n"), at("positive")
    if (
        n is None
        or positive is None
        or not isinstance(n.value, int)
        or not isinstance(positive.value, int)
        or not n.value
    ):
        return None
    return Atom(positive.value, n.value, part.id if part.scope == "unit" else "")


def atoms(figures: Figures, region: Region, item: str, role: str) -> list[Atom]:
    """The parts of the region's answers that can be told apart, in the groups' order. ``figures`` hold those of units
    where units are told of (``answer_figures(…, units=True)``). Empty where the region is not shown."""
    left = shown_atom(figures, region.whole, item, role)
    if left is None:
        return []
    parts: list[Atom] = []
    for group in region.groups:
        of_group = shown_atom(figures, group, item, role)
        if of_group is None:
            continue
        left = left.without(of_group)
        for unit in sorted(group.units):
            of_unit = shown_atom(figures, unit_part(unit), item, role)
            if of_unit is not None:
                of_group = of_group.without(of_unit)
                parts.append(of_unit)
        parts.append(of_group)
    return [part for part in (*parts, left) if part.n]


def of_shown_units(figures: Iterable[Figure]) -> Iterator[Figure]:
    """Of the figures of a region with its units those that the region's report has use of: of a unit's answers only how
    many they are and how many of them are positive, and only where they are shown."""
    told = tuple(figures)
    shown = {
        (each.scope_id, each.subject, each.role)
        for each in told
        if each.scope == "unit" and each.statistic == SHARE and each.value is not None
    }
    for each in told:
        is_answer = each.scope == "unit" and each.subject.startswith("item:")
        is_told = each.statistic in ("n", "positive", SHARE) and (each.scope_id, each.subject, each.role) in shown
        if is_told or not is_answer:
            yield each
