"""A group's report, and many reports in one go."""

import json
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from spur import app
from spur.app import Report
from spur.cli import run
from spur.report.group import group_document
from spur.report.group.material import GroupMaterial
from spur.report.shown import shown
from tests.conftest import read_figures

BASELINE = "national-2017-2019"


@pytest.fixture(scope="module")
def report(golden: str, tmp_path_factory: pytest.TempPathFactory) -> Report[GroupMaterial]:
    out = tmp_path_factory.mktemp("group")
    return app.report_group(golden, "vastmanland", "psykiatri", "2019", baseline=BASELINE, out=out)


def test_a_group_stands_beside_its_region_and_the_country(report: Report[GroupMaterial]) -> None:
    rows = read_figures(report.files[2])
    places = {(row["scope"], row["scope_id"]) for row in rows if row["subject"].startswith("item:")}
    assert {("group", "psykiatri"), ("region", "vastmanland"), ("baseline", BASELINE)} <= places
    assert {scope for scope, _ in places} == {"group", "region", "baseline"}
    assert {id_ for scope, id_ in places if scope != "baseline"} == {"psykiatri", "vastmanland"}
    text = " ".join(page.extract_text() for page in PdfReader(report.files[0]).pages)
    assert "Provenheten" in text
    assert "Enheten" not in text.replace("Enheterna", "")  # it is not said of a group what is said of a unit


def test_its_units_grades_add_up_to_its_mean(report: Report[GroupMaterial]) -> None:
    m = report.material
    for area in m.rubric.areas:
        points = [m.figures("unit", unit.id, f"area:{area.id}", "points").value for unit in m.units]
        own = [value for value in points if isinstance(value, int)]
        mean = m.of_own(f"area:{area.id}", "mean")
        assert mean.value == Fraction(sum(own), len(own))


def test_of_its_units_only_grades_are_told_and_those_not_to_everybody(
    golden: str, tmp_path: Path, report: Report[GroupMaterial]
) -> None:
    told = {row["subject"].partition(":")[0] for row in read_figures(report.files[2]) if row["scope"] == "unit"}
    assert told == {"area", "total"}
    public = app.report_group(
        golden, "vastmanland", "psykiatri", "2019", profile=app.Profile.PUBLIC, outputs=("csv", "pdf"), out=tmp_path
    )
    assert not [row for row in read_figures(public.files[0]) if row["scope"] == "unit"]
    text = " ".join(page.extract_text() for page in PdfReader(public.files[1]).pages)
    assert "Provenheten" not in text


def test_a_figure_of_it_is_explained(
    golden: str, report: Report[GroupMaterial], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["explain", str(report.files[0].parent), "E", "mean", "--group", "psykiatri", "--db", golden]) == 0
    told = capsys.readouterr().out
    assert shown(report.material.of_own("area:E", "mean"), report.material.wording) in told
    assert "PS-01" in told
    assert "AM-01" not in told


def test_all_units_in_one_go_have_the_same_bytes_as_one_by_one(golden: str, tmp_path: Path) -> None:
    own = ["PS-01", "EB-01", "KI-06"]
    series = app.report_each(golden, "unit", own, "2019", baseline=BASELINE, out=tmp_path / "all", processes=2)
    assert [m.part.id for m in (each.material for each in series.reports)] == own  # type: ignore[attr-defined]
    for unit in own:
        alone = app.report_unit(golden, unit, "2019", baseline=BASELINE, out=tmp_path / "one")
        for file in alone.files:
            assert (tmp_path / "all" / f"unit-{unit}" / file.name).read_bytes() == file.read_bytes()


def test_every_group_by_any_column(golden: str, tmp_path: Path) -> None:
    words = ["report", "group", "--all", "--by", "place", "--round", "2019", "--preview", "--format", "csv"]
    assert run([*words, "--db", golden, "--out", str(tmp_path)]) == 0
    folders = sorted(path.name for path in (tmp_path / "preview").iterdir())
    requests = [json.loads((tmp_path / "preview" / name / "report.json").read_text("utf-8")) for name in folders]
    assert {each["kind"] for each in requests} == {"group"}
    assert all(each["id"].startswith("vastmanland:") for each in requests)


def test_a_word_that_is_no_group_or_none_at_all_is_told(
    golden: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["report", "group", "--round", "2019", "--db", golden, "--out", str(tmp_path / "out")]
    assert run([*words, "psykiatry"]) == 3
    assert "psykiatri" in capsys.readouterr().err
    assert run(words) == 2
    assert run([*words, "psykiatri", "--all"]) == 2
    assert run([*words, "psykiatri", "--region", "dalarna"]) == 3
    assert not (tmp_path / "out").exists()


def test_numbers_stand_in_the_workbook_too(report: Report[GroupMaterial]) -> None:
    book = openpyxl.load_workbook(report.files[1])
    cells = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    total = report.material.of_own("total", "mean").value
    assert isinstance(total, Fraction | int)
    assert float(total) in {float(value) for value in cells if isinstance(value, int | float)}
    assert group_document(report.material).brief
