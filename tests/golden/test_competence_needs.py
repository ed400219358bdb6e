"""The survey on needs of competence: 56 responses give every percentage that its slides print; 18 rows need blanks."""

import json
import runpy
from pathlib import Path

import pytest

from spur import app
from spur.report.document import Table
from spur.report.region import region_document
from spur.report.shown import shown
from spur.statistics.feasible import whole_counts
from tests.conftest import read_figures

FIXTURE = Path(__file__).parents[2] / "fixtures" / "competence-needs-2022"
RUBRIC = "competence-needs@2022"
PUBLISHED = json.loads((FIXTURE / "published.json").read_text(encoding="utf-8"))
SHARES = {**PUBLISHED["percent"], **PUBLISHED["percent_several"]}
NEEDS = [question for question in PUBLISHED["percent"] if question != "form"]

# What no 56 full answers can give, and the most answers that can.
IMPOSSIBLE = {
    "klinisk-bedomning": 50,
    "vardhygien": 55,
    "palliativ-symtomlindring": 54,
    "palliativ-munvard": 54,
    "demens-personcentrerad": 54,
    "demens-innebord": 53,
    "demens-kommunikation": 53,
    "demens-bpsd": 53,
    "demens-uppfoljning": 54,
    "demens-miljo": 52,
    "demens-rattssakerhet": 51,
    "nara-vard-samverkan": 38,
    "nara-vard-leda": 39,
    "nara-vard-personcentrerad": 54,
    "ledarskap-legitimerad": 55,
    "ledarskap-delegerade": 55,
    "ledarskap-omvardnad": 50,
    "ledarskap-rehabilitering": 43,
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> tuple[app.Report, Path]:
    out = tmp_path_factory.mktemp("competence")
    db = f"sqlite:///{out / 'spur.db'}"
    app.init(db)
    app.import_units(db, FIXTURE / "units.csv")
    app.import_survey(db, FIXTURE / "survey.csv", RUBRIC, "2022")
    app.import_invited(db, FIXTURE / "invited.csv", RUBRIC, "2022")
    return app.report_region(db, "mellansverige", "2022", settings=FIXTURE / "region.toml", out=out), out


def test_there_are_22_needs_and_95_percentages() -> None:
    assert len(NEEDS) == 22
    assert sum(len(row) for row in SHARES.values()) == 95


def test_the_rows_that_no_56_full_answers_can_give() -> None:
    percents = {question: list(PUBLISHED["percent"][question].values()) for question in NEEDS}
    impossible = {
        question: next((n for n in range(56, 0, -1) if whole_counts(own, n) is not None), None)
        for question, own in percents.items()
        if whole_counts(own, 56) is None
    }
    assert impossible == IMPOSSIBLE


def test_the_fixture_is_what_its_script_makes(tmp_path: Path) -> None:
    runpy.run_path(str(FIXTURE / "make.py"))["main"](tmp_path)
    for made in tmp_path.iterdir():
        assert made.read_bytes() == (FIXTURE / made.name).read_bytes()


@pytest.mark.parametrize("question", SHARES)
def test_every_printed_percentage(question: str, report: tuple[app.Report, Path]) -> None:
    rows = {
        r["statistic"]: r
        for r in read_figures(report[1] / "figures.csv")
        if r["subject"] == f"item:{question}" and r["scope"] == "region"
    }
    assert {code: rows[f"share:{code}"]["shown"] for code in SHARES[question]} == {
        code: f"{percent} %" for code, percent in SHARES[question].items()
    }
    n = int(rows["n"]["value"])
    assert n == IMPOSSIBLE.get(question, 56)
    assert n + int(rows["missing"]["value"]) == 56


def test_the_report_prints_the_22_needs_as_rows_with_four_columns(report: tuple[app.Report, Path]) -> None:
    material = report[0].material
    tables = [b for s in region_document(material).sections for b in s.blocks if isinstance(b, Table)]
    table = next(table for table in tables if len(table.rows) == 22)
    headers = [column.header for column in table.columns]
    first = headers.index("Akut, vi satsar gärna")
    assert headers[first : first + 4] == [
        "Akut, vi satsar gärna",
        "Värdefullt",
        "Intressant, ej nödvändigt",
        "Inte aktuellt",
    ]
    for row, question in zip(table.rows, NEEDS, strict=True):
        printed = [shown(cell, material.wording) for cell in row.cells[first : first + 4]]  # type: ignore[arg-type]
        assert printed == [f"{percent} %" for percent in SHARES[question].values()]


def test_several_choices_add_up_to_more_than_everybody_and_the_table_says_so(report: tuple[app.Report, Path]) -> None:
    blocks = [b for s in region_document(report[0].material).sections for b in s.blocks if isinstance(b, Table)]
    table = next(table for table in blocks if "Upplägg av utbildning" in table.caption)
    assert any("Flera alternativ kunde väljas" in note for note in table.notes)


def test_56_of_71_answered(report: tuple[app.Report, Path]) -> None:
    figures = report[0].material.figures
    assert figures("region", "mellansverige", "responses", "n", role="kommun").value == 56
    assert figures("region", "mellansverige", "invited", "n", role="kommun").value == 71
    assert figures("region", "mellansverige", "units", "n").value == 36
