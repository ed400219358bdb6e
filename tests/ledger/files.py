"""The golden files, kept in a ledger, and what a ledger then tells."""

import csv
from pathlib import Path

from spur import app
from spur.app import ImportSummary
from spur.ledger.ledger import Ledger
from tests.conftest import GOLDEN, RUBRIC
from tests.ledger.golden import rubric

ROUND, REGION, BASELINE = "2019", "vastmanland", "national-2017-2019"
FILES = {
    "units": "units.csv",
    "grades": "grades.csv",
    "survey": "survey.csv",
    "baseline": "baseline_national_2017_2019.csv",
}
GRADES = "unit_id,area,grade_at_inspection,grade_after_plan,inspected_on,plan_received_on\n"


def keep(db: str, kind: str, path: Path) -> ImportSummary:
    match kind:
        case "units":
            return app.import_units(db, path)
        case "grades":
            return app.import_grades(db, path, RUBRIC, ROUND)
        case "survey":
            return app.import_survey(db, path, RUBRIC, ROUND)
        case _:
            return app.import_baseline(db, path, RUBRIC, BASELINE, excludes=REGION)


def keep_units(db: str) -> None:
    app.init(db)
    keep(db, "units", GOLDEN / FILES["units"])


def keep_all(db: str, folder: Path = GOLDEN) -> None:
    app.init(db)
    for kind, name in FILES.items():
        keep(db, kind, folder / name)


def figures(db: str, out: Path) -> bytes:
    """The region's report, to the last digit. Nobody has it handed out."""
    app.report_region(db, REGION, ROUND, baseline=BASELINE, outputs=["csv"], out=out, preview=True)
    return (out / "preview" / "figures.csv").read_bytes()


def tells(db: str) -> list[object]:
    """Everything that reports of the golden files are made from: where it is the same, so are their figures."""
    with Ledger.open(db).view() as view:
        return [
            view.units(),
            view.rubrics_of_round(ROUND),
            view.grade_events(ROUND),
            view.table_plans(ROUND),
            view.response_counts(ROUND),
            view.answer_tallies(ROUND, rubric().model),
            view.baseline(BASELINE),
        ]


def rows_of(name: str) -> tuple[list[str], list[list[str]]]:
    with (GOLDEN / name).open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return header, rows


def write(path: Path, header: list[str], rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path
