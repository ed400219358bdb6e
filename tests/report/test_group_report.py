"""A group's report, and many reports in one go."""

import json
import os
import signal
import subprocess
import sys
import time
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from spur import app
from spur.app import Report
from spur.app.group_report import group_id, group_stem
from spur.cli import run
from spur.records.problem import Code, InvalidInput
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
    rows = read_figures(report.files[0].with_name("figures.csv"))
    places = {(row["scope"], row["scope_id"]) for row in rows if row["subject"].startswith("item:")}
    assert {("group", "psykiatri"), ("region", "vastmanland"), ("baseline", BASELINE)} <= places
    assert {scope for scope, _ in places} == {"group", "region", "baseline", "unit"}
    assert {id_ for scope, id_ in places if scope in ("group", "region")} == {"psykiatri", "vastmanland"}
    assert {id_ for scope, id_ in places if scope == "unit"} <= {"PS-01", "PS-02"}
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


def test_of_its_units_grades_and_signals_are_told_and_those_not_to_everybody(
    golden: str, tmp_path: Path, report: Report[GroupMaterial]
) -> None:
    rows = read_figures(report.files[0].with_name("figures.csv"))
    told = {row["subject"].partition(":")[0] for row in rows if row["scope"] == "unit"}
    assert told == {"area", "total", "item"}
    region = app.report_region(golden, "vastmanland", "2019", outputs=("csv",), out=tmp_path / "region")
    answers = [row for row in rows if row["scope"] == "unit" and row["subject"].startswith("item:")]
    elsewhere = {tuple(row.values()) for row in read_figures(region.files[0])}
    assert all(tuple(row.values()) in elsewhere for row in answers), "nothing that the region's report does not tell"
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


def test_one_that_cannot_be_written_is_told_and_does_not_count_as_handed_out(golden: str, tmp_path: Path) -> None:
    (tmp_path / "unit-EB-01").write_text("In the way", encoding="utf-8")
    own, asked = ["PS-01", "EB-01", "KI-06"], {"profile": app.Profile.PUBLIC, "outputs": ("csv",), "out": tmp_path}
    series = app.report_each(golden, "unit", own, "2019", processes=2, **asked)
    assert [problem.code for problem in series.refused] == [Code.OUTPUT_UNWRITABLE]
    assert [report.files[0].parent.name for report in series.reports] == ["unit-PS-01", "unit-KI-06"]
    counting = {each.scope_id: each.withdrawn is None for each in app.releases(golden) if each.profile == "public"}
    assert [counting[unit] for unit in own] == [True, False, True]
    with pytest.raises(InvalidInput):
        app.report_unit(golden, "EB-01", "2019", **asked)
    own = [each for each in app.releases(golden) if (each.profile, each.scope_id) == ("public", "EB-01")]
    assert all(each.withdrawn is not None for each in own)


def test_groups_with_like_names_have_folders_of_their_own() -> None:
    names = ["Kirurgi/Ortopedi", "Kirurgi-Ortopedi", "kirurgi ortopedi", "K" * 300, "K" * 301, "psykiatri"]
    stems = [str(group_stem(group_id("vastmanland", name), "2019")) for name in names]
    assert len({stem.casefold() for stem in stems}) == len(names)
    assert all(len(stem) < 200 for stem in stems)
    assert stems[-1] == "group-vastmanland-psykiatri/group-vastmanland-psykiatri-2019"


def test_a_plan_that_has_come_in_is_not_owed_where_grades_at_the_inspection_are_told(
    golden: str, tmp_path: Path
) -> None:
    plans = [
        {
            figure.statistic: figure.value
            for figure in app.report_region(
                golden, "vastmanland", "2019", grades_used=used, preview=True, outputs=(), out=tmp_path
            ).material.figures
            if (figure.scope, figure.subject) == ("region", "plans")
        }
        for used in ("at-inspection", "after-plan")
    ]
    assert plans[0]["received"]
    assert plans[0] == plans[1]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are watched as Linux shows them")
@pytest.mark.parametrize("writing", [False, True], ids=["while they start", "while they write"])
def test_whoever_interrupts_is_told_nothing_and_left_with_whole_files(
    writing: bool, golden: str, tmp_path: Path
) -> None:
    """Ctrl-C reaches every process of the terminal's; those that write say nothing of it."""
    asked = ["report", "unit", "--all", "--round", "2019", "--format", "pdf", "--preview", "--db", golden]
    command = subprocess.Popen(
        [sys.executable, "-m", "spur", *asked, "--out", str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    children = Path(f"/proc/{command.pid}/task/{command.pid}/children")
    while len(children.read_text(encoding="ascii").split()) < 2 or (writing and not list(tmp_path.rglob("*.pdf"))):
        time.sleep(0.05)
    time.sleep(0 if writing else 0.3)  # the youngest is importing what it needs
    os.killpg(command.pid, signal.SIGINT)
    said, _ = command.communicate()
    assert (command.returncode, "Traceback" in said) == (130, False), said
    written = list(tmp_path.rglob("*.pdf"))
    assert bool(written) == writing
    assert all(path.read_bytes().rstrip().endswith(b"%%EOF") for path in written)
