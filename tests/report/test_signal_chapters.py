"""The chapter on units that stand out, and the marks in a unit's own report, as a director reads them."""

import csv
from pathlib import Path

import pytest

from spur import app
from spur.report.document import Document, Paragraph, Section, Table
from spur.report.region import region_document
from spur.report.unit import unit_document
from spur.wording import Wording
from tests.conftest import RUBRIC

QUESTIONS = ("st.helhet", "st.lakarstab")
NAMES = {"U0": "Örebro klinik", "U9": "Arboga klinik"}


def ledger(folder: Path, size: int = 20) -> str:
    """Eleven units of two groups; one more has too few to be shown, and a small one hides it. At Örebro everybody
    is positive to the first question though few are elsewhere; at Arboga hardly anybody is to the second."""
    db = f"sqlite:///{folder / 'spur.db'}"
    app.init(db)
    units = [("unit_id", "unit_name", "specialty_group", "place", "region")]
    units += [
        (f"U{at}", NAMES.get(f"U{at}", f"Klinik {at}"), ("kirurgi", "medicin")[at % 2], "P", "r") for at in range(13)
    ]
    survey = [("response_id", "unit_id", "role", *QUESTIONS)]
    for at in range(13):
        for person in range({10: size // 2, 12: 3}.get(at, size)):
            first = person % 20 < (20 if at == 0 else 7 + at % 3)
            second = person % 20 < (2 if at == 9 else 14 + at % 3)
            survey.append((f"{at}-{person}", f"U{at}", "st-lakare", "5" if first else "1", "5" if second else "1"))
    for name, rows in (("units", units), ("survey", survey)):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    app.import_units(db, folder / "units.csv")
    app.import_survey(db, folder / "survey.csv", RUBRIC, "2025")
    return db


def chapter(document: Document, title: str) -> Section | None:
    return next((section for section in document.sections if section.title == title), None)


def title(key: str) -> str:
    return Wording("sv")(f"report.signals.{key}")


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> str:
    return ledger(tmp_path_factory.mktemp("signals"))


def test_the_units_that_stand_out_are_named_in_alphabetical_order_and_no_others(db: str, tmp_path: Path) -> None:
    report = app.report_region(db, "r", "2025", out=tmp_path, outputs=("csv",))
    told = chapter(region_document(report.material), title("title"))
    assert told is not None
    table = next(block for block in told.blocks if isinstance(block, Table))
    assert [row.cells[0] for row in table.rows] == ["Arboga klinik", "Örebro klinik"]
    marks = [row.cells[-1] for row in table.rows]
    assert marks == ["◆◆ stark signal: lägre", "◆◆ stark signal: högre"]
    texts = " ".join(block.text for block in told.blocks if isinstance(block, Paragraph))
    assert "11 av 13" in texts
    assert "Klinik 12" not in texts


def test_where_no_unit_is_shown_there_is_no_chapter_and_no_hole(tmp_path: Path) -> None:
    few = ledger(tmp_path, size=4)
    report = app.report_region(few, "r", "2025", out=tmp_path, outputs=("csv",))
    document = region_document(report.material)
    assert chapter(document, title("title")) is None
    assert not [f for f in report.material.figures if f.statistic in ("flag", "units_shown", "phi", "deff")]
    methods = chapter(document, "Metod")
    assert methods is not None
    assert not [r for b in methods.blocks if isinstance(b, Table) for r in b.rows if r.cells[0] == "Signaler"]


@pytest.mark.parametrize(
    ("unit", "marks"), [("U0", ["◆◆ stark signal: högre", "ingen signal"]), ("U4", 2 * ["ingen signal"])]
)
def test_a_units_own_report_marks_each_question(db: str, tmp_path: Path, unit: str, marks: list[str]) -> None:
    report = app.report_unit(db, unit, "2025", out=tmp_path, outputs=("csv",))
    told = chapter(unit_document(report.material), title("unit-title"))
    assert told is not None
    table = next(block for block in told.blocks if isinstance(block, Table))
    assert [row.cells[-1] for row in table.rows] == marks
    others = {f.scope_id for f in report.material.figures if f.scope == "unit"}
    assert others == {unit}


def test_a_unit_with_too_few_answers_has_no_marks(db: str, tmp_path: Path) -> None:
    report = app.report_unit(db, "U12", "2025", out=tmp_path, outputs=("csv",))
    assert chapter(unit_document(report.material), title("unit-title")) is None
