"""Two rounds of inspections with findings, as workbooks would have told of them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl

from spur import app
from spur.records.event import State
from spur.records.inspection import AreaJudgement, FoundRequirement, Inspection
from tests.conftest import GOLDEN
from tests.ledger.golden import inspection, keep, rubric

Findings = dict[str, str]
"""A finding by requirement; what is not named is met in an area that is graded."""

GRADED = {"A": "A", "B": "A", "C": "A", "D": "D", "E": "C", "F": "B"}
THEN: dict[str, Findings] = {
    "AM-01": {"D1": "unmet", "E1": "met", "F5": "unmet"},
    "AM-02": {"D1": "partly"},
    "KI-01": {"D1": "unmet", "D2": "not-applicable"},
}
NOW: dict[str, Findings] = {
    "AM-01": {"D1": "unmet", "D3": "partly", "F5": "unmet"},
    "AM-02": {"D2": "unmet"},
    "KI-01": {"D1": "unmet"},
    "KI-02": {},
}


def told(unit: str, round_: str, findings: Findings, grades: dict[str, str] = GRADED) -> Inspection:
    """An inspection of a unit with these findings, and with all else met in the areas that are graded."""
    base = inspection(unit, grades, date(int(round_), 3, 1))
    return replace(base, round=round_, areas=tuple(_found(area, findings) for area in base.areas))


def _found(area: AreaJudgement, findings: Findings) -> AreaJudgement:
    def one(each: FoundRequirement) -> FoundRequirement:
        note = "Inspektörernas egna ord." if each.requirement == "D3" else ""
        return replace(each, finding=findings.get(each.requirement, "met" if area.grade else ""), note=note)

    return replace(area, found=tuple(map(one, area.found)), possibilities=f"Möjligheter i {area.area}.")


def reviewed(folder: Path) -> str:
    """A database with the golden units and both rounds, whose inspections are final."""
    db = f"sqlite:///{folder / 'reviewed.db'}"
    app.init(db)
    app.import_units(db, GOLDEN / "units.csv")
    for round_, units in (("2019", THEN), ("2025", NOW)):
        keep(db, [told(unit, round_, findings) for unit, findings in units.items()])
        app.move_inspections(db, None, State.FINAL, round_, on=date(int(round_), 6, 1), by="Mötet")
    assert rubric().model.grading.line == "B"
    return db


def rows_of(path: Path, sheet: int = 1) -> dict[str, int]:
    """The number of each row of a list of actions, by its label or its recommendation's number."""
    book = openpyxl.load_workbook(path)
    own = book.worksheets[sheet]
    return {str(own.cell(row, 2).value): row for row in range(4, own.max_row + 1) if own.cell(row, 2).value}


def fill(path: Path, sheet: int = 1, **cells: object) -> Path:
    """Fill in cells of a list by their A1 names, as somebody does in Excel."""
    book = openpyxl.load_workbook(path)
    for name, value in cells.items():
        book.worksheets[sheet][name] = value
    book.save(path)
    return path
