"""The golden grades as the inspections that could have given them, with every finding left blank."""

import csv
import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

from spur import app
from spur.ledger.ledger import Ledger
from spur.records.imported import Import, Kept
from spur.records.inspection import AreaJudgement, FoundRequirement, Inspection, Judgement
from spur.rubric.model import PinnedRubric
from tests.conftest import GOLDEN, RUBRIC

ROUND = "2019"
AREAS = "ABCDEFGH"

Plan = tuple[str, str, date]
"""A unit, an area, and the day on which the plan came in."""


@cache
def rubric() -> PinnedRubric:
    return app.pinned_rubric(RUBRIC)


@cache
def golden_rows() -> tuple[dict[str, str], ...]:
    with (GOLDEN / "grades.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def golden_inspections() -> dict[str, Inspection]:
    grades: dict[str, dict[str, str]] = {}
    days = {}
    for row in golden_rows():
        grades.setdefault(row["unit_id"], {})[row["area"]] = row["grade_at_inspection"]
        days[row["unit_id"]] = date.fromisoformat(row["inspected_on"])
    return {unit: inspection(unit, by_area, days[unit]) for unit, by_area in grades.items()}


def golden_plans() -> list[Plan]:
    return [
        (row["unit_id"], row["area"], date.fromisoformat(row["plan_received_on"]))
        for row in golden_rows()
        if row["plan_received_on"]
    ]


def inspection(unit: str, grades: dict[str, str], on: date | None, own: str = "") -> Inspection:
    """A joint inspection with these grades, or one inspector's ``own`` judgement."""
    judgement = Judgement.OWN if own else Judgement.JOINT
    inspectors = (own,) if own else ("Anna Berg", "Bo Ek")
    areas = tuple(_area(area, grades.get(area, "")) for area in AREAS)
    return Inspection(unit, ROUND, on, inspectors, judgement, own, areas)


def corrected(told: Inspection, **grades: str) -> Inspection:
    areas = tuple(replace(area, grade=grades.get(area.area, area.grade)) for area in told.areas)
    return replace(told, areas=areas)


def keep(db: str, inspections: Iterable[Inspection], suffix: str = "") -> tuple[Kept, ...]:
    """Keep inspections as if each had been read from a workbook of its own: ``AM-01.xlsx``."""
    items = [(file_of(each, suffix), rubric(), each) for each in inspections]
    return Ledger.open(db).keep_inspections(items)


def file_of(told: Inspection, suffix: str = "") -> Import:
    name = f"{told.unit_id}{told.inspector and '-'}{told.inspector}{suffix}.xlsx"
    content = hashlib.sha256(repr(told).encode()).hexdigest()
    at = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
    return Import("inspection", name, content, at, tool_version="0", rubric_hash=rubric().hash, round=told.round)


def _area(area: str, grade: str) -> AreaJudgement:
    found = tuple(FoundRequirement(each.id, "", "") for each in rubric().model.requirements_of(area))
    return AreaJudgement(area, grade, "", "", "", "", "", "", found)
