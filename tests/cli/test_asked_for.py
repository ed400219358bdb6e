"""What was asked for and is not there, or must not be done: one clear problem each, and what was likely meant."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from spur import app
from spur.cli import run
from spur.intake.template import write_template
from spur.records.problem import Code, InvalidInput, Problem
from tests.conftest import GOLDEN, RUBRIC
from tests.intake.test_round_trip import PINNED, UNIT


@pytest.fixture
def graded(db: str) -> str:
    app.import_grades(db, GOLDEN / "grades.csv", RUBRIC, "2019")
    return db


def refused(ask: Callable[[], object]) -> Problem:
    """The one problem for which something was refused."""
    with pytest.raises(InvalidInput) as refusal:
        ask()
    [problem] = refusal.value.problems
    return problem


@pytest.mark.parametrize(
    ("asked", "code", "suggestion"),
    [
        ({"region": "västmanland"}, Code.REGION_UNKNOWN, "vastmanland"),
        ({"round_": "2091"}, Code.ROUND_UNKNOWN, "2019"),
        ({"baseline": "riket"}, Code.BASELINE_UNKNOWN, ""),
    ],
)
def test_a_report_on_what_is_not_there(asked, code, suggestion, graded, tmp_path):
    words = {"region": "vastmanland", "round_": "2019", **asked}
    problem = refused(lambda: app.report_region(graded, out=tmp_path / "out", **words))
    assert (problem.code, problem.suggestion) == (code, suggestion)
    assert not (tmp_path / "out").exists()


def test_a_round_under_two_versions_of_a_rubric_is_not_reported(graded, tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(PINNED.text + "\n# changed\n", encoding="utf-8")
    told = app.import_survey(graded, GOLDEN / "survey.csv", str(own), "2019")
    assert Code.RUBRIC_SECOND in [problem.code for problem in (*told.problems, *told.kept.problems)]
    assert refused(lambda: app.report_region(graded, "vastmanland", "2019", out=tmp_path)).code is Code.RUBRICS_MIXED


def test_workbooks_for_a_group_without_units_and_over_a_file_that_is_there(db, tmp_path):
    ask = {"db": db, "rubric": RUBRIC, "round_": "2019"}
    problem = refused(lambda: app.templates(**ask, out=tmp_path, group="psykatri"))
    assert (problem.code, problem.suggestion) == (Code.GROUP_WITHOUT_UNITS, "psykiatri")
    file = tmp_path / "AM-01.xlsx"
    file.write_text("ifylld", encoding="utf-8")
    assert refused(lambda: app.templates(**ask, out=file, unit="AM-01")).code is Code.OUTPUT_EXISTS
    assert file.read_text(encoding="utf-8") == "ifylld"


def test_a_workbook_of_a_rubric_that_is_nowhere_to_be_found(db, tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(PINNED.text + "\n# changed\n", encoding="utf-8")
    path = tmp_path / "AM-01.xlsx"
    write_template(path, app.pinned_rubric(str(own)), UNIT, "2019", "sv")
    [checked] = app.check_workbooks([path], db=db)
    assert [problem.code for problem in checked.problems if problem.severity == "error"] == [Code.WORKBOOK_RUBRIC]
    [found] = app.check_workbooks([path], db=db, rubric=str(own))
    assert not [problem for problem in found.problems if problem.severity == "error"]


def test_a_text_longer_than_a_cell_of_excel_holds(tmp_path):
    path, long = tmp_path / "AM-01.xlsx", tmp_path / "lång.xlsx"
    write_template(path, PINNED, UNIT, "2019", "sv")
    with zipfile.ZipFile(path) as good, zipfile.ZipFile(long, "w", zipfile.ZIP_DEFLATED) as bad:
        for part in good.namelist():
            text = good.read(part)
            if part == "xl/sharedStrings.xml":
                text = text.replace(b">gemensam<", b">" + b"x" * 40_000 + b"<", 1)
            bad.writestr(part, text)
    [checked] = app.check_workbooks([long])
    told = [(problem.code, problem.found) for problem in checked.problems if problem.severity == "error"]
    assert (Code.CELL_TOO_LONG, "40000") in told


FLAT = [
    ("units", "unit_id,unit_name,specialty_group,region\n../x,Enhet,g,r\n", Code.ID_INVALID, 2, "unit_id"),
    (
        "baseline",
        "item,role,positive,neutral,negative,share_positive\nst.helhet,st-lakare,80,10,10,0.5\n",
        Code.SHARE_CONTRADICTS,
        2,
        "share_positive",
    ),
]


@pytest.mark.parametrize(("kind", "text", "code", "row", "column"), FLAT)
def test_flat_tables_with_ids_that_are_paths_and_shares_that_contradict_counts(
    kind: str, text: str, code: Code, row: int, column: str, db: str, tmp_path: Path
) -> None:
    file = tmp_path / "in.csv"
    file.write_text(text, encoding="utf-8")
    ask = {"units": lambda: app.import_units(db, file), "baseline": lambda: app.import_baseline(db, file, RUBRIC, "b")}
    problem = refused(ask[kind])
    assert (problem.code, problem.place.row, problem.place.column) == (code, row, column)


def test_a_column_to_leave_out_that_is_not_there_is_told(db, tmp_path):
    told = app.import_survey(db, GOLDEN / "survey.csv", RUBRIC, "2019", ignore=["Starttid"])
    assert [(problem.code, problem.found) for problem in told.problems] == [(Code.IGNORED_ABSENT, "Starttid")]


def test_without_a_round_the_one_last_imported_for_is_meant(db, tmp_path, capsys):
    assert run(["plan", "list", "--db", db]) == 3
    assert "[nothing-inspected]" in capsys.readouterr().err
    app.import_grades(db, GOLDEN / "grades.csv", RUBRIC, "2019")
    app.import_survey(db, GOLDEN / "survey.csv", RUBRIC, "2020")
    assert app.latest_round(db) == "2019"
    command = ["plan", "received", "AM-04", "E", "--date", "2020-03-01", "--note", "Per post", "--db", db]
    assert run(command) == 0
    assert "AM-04" in capsys.readouterr().out
