"""A training unit (utbildande enhet), as a units file describes it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """``further`` holds the file's other columns (division, ownership …) in their order: kept, and open to grouping."""

    id: str
    name: str
    specialty: str
    group: str
    place: str
    region: str
    further: tuple[tuple[str, str], ...] = ()
