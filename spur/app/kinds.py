"""The kinds of report on a round: a region's, a group's and a unit's."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Generic, TypeVar

from spur.app.everybody import Gathering
from spur.app.gathering import Asked
from spur.app.group_report import group_ids, group_material, group_stem
from spur.app.region_report import region_ids, region_material, region_stem
from spur.app.releasing import Compute
from spur.app.unit_report import unit_ids, unit_material, unit_stem
from spur.ledger.reading import View
from spur.records.problem import Problem
from spur.records.release import ReleaseKind
from spur.report.document import Document
from spur.report.group import group_document
from spur.report.material import Material
from spur.report.region import region_document
from spur.report.unit import unit_document

M = TypeVar("M", bound=Material)


@dataclass(frozen=True, slots=True)
class Kind(Generic[M]):
    """How reports of a kind are made. ``material`` computes what one is written from, with what the reports of a series
    have in common; ``document`` writes it; ``stem`` is where in the output folder it goes, without the ending; ``ids``
    are those that there is something to report of, in a region or, with "", in all."""

    name: ReleaseKind
    material: Callable[[View, str, Asked, Gathering], tuple[M, tuple[Problem, ...]]]
    document: Callable[[M], Document]
    stem: Callable[[str, str], PurePath]
    ids: Callable[[View, Asked, str, Gathering], Sequence[str]]

    def series(self) -> tuple[Compute[M], Callable[[View, Asked, str], Sequence[str]]]:
        """``material`` and ``ids`` for reports that share what they have in common."""
        everybody = Gathering()
        return (
            lambda view, id, asked: self.material(view, id, asked, everybody),
            lambda view, asked, region: self.ids(view, asked, region, everybody),
        )


REGION = Kind("region", region_material, region_document, region_stem, region_ids)
GROUP = Kind("group", group_material, group_document, group_stem, group_ids)
UNIT = Kind("unit", unit_material, unit_document, unit_stem, unit_ids)
KINDS: dict[str, Kind[Any]] = {kind.name: kind for kind in (REGION, GROUP, UNIT)}
