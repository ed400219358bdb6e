"""spur attack on folders of reports: as they are written, of a small region and of the demonstration; and changed by
hand."""

import csv
import json
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.packaging.custom import IntProperty
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName

from spur import app
from spur.app import ImportSummary, Report
from spur.app.attacking import FindingCode, NoticeCode
from spur.cli import run
from spur.disclosure.release import Node, Protection
from spur.intake.rendered import read_rendered
from spur.settings import DisclosureSettings
from tests.conftest import GOLDEN, RUBRIC

Row = dict[str, str]
UNITS = ("KI-03", "KI-05", "PS-01", "PS-02")


def _only(name: str, into: Path, wanted: Callable[[Row], bool]) -> Path:
    """The rows of a golden file that are wanted."""
    with (GOLDEN / name).open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if wanted(row)]
    return write(into / name, rows)


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, rows: list[Row]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of two specialty groups' trainees, and in out/ the region's reports and those of four units."""
    folder = tmp_path_factory.mktemp("kept")
    db = f"sqlite:///{folder / 'spur.db'}"
    app.init(db)
    app.import_units(db, _only("units.csv", folder, lambda row: row["specialty_group"] in ("kirurgi", "psykiatri")))
    trainees = _only(
        "survey.csv", folder, lambda row: row["unit_id"][:2] in ("KI", "PS") and row["role"] == "st-lakare"
    )
    app.import_survey(db, trainees, RUBRIC, "2019")
    shutil.copy(folder / "spur.db", folder / "untold.db")
    out = folder / "out"
    app.report_region(db, "vastmanland", "2019", outputs=["csv", "xlsx", "json"], out=out)
    app.report_region(db, "vastmanland", "2019", outputs=["csv"], out=out / "public", profile=app.Profile.PUBLIC)
    for unit in UNITS:
        app.report_unit(db, unit, "2019", outputs=["csv", "xlsx"], out=out)
    return folder


@pytest.fixture
def desk(kept: Path, tmp_path: Path) -> Path:
    """The same reports, to be changed."""
    return Path(shutil.copytree(kept / "out", tmp_path / "out"))


@pytest.fixture
def unit(desk: Path) -> Path:
    """The report of a unit whose answers are withheld."""
    return desk / "unit-KI-05"


def codes(folder: Path, db: str | None = None) -> set[FindingCode]:
    return {finding.code for finding in app.attack(folder, db=db).findings}


def test_nobody_is_found_out_by_all_reports_together(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["attack", str(kept / "out"), "--db", f"sqlite:///{kept / 'spur.db'}"]) == 0
    told = capsys.readouterr().out
    assert "Inget hittades" in told
    assert "rapporter 6" in told
    assert "prövade för sig: svar visas från 10 personer" in told
    assert "kände skyddsregeln" in told


def test_the_demonstration_in_every_format_gives_nobody_away(demo: tuple[Path, list[ImportSummary], Report]) -> None:
    attacked = app.attack(demo[0], db=f"sqlite:///{demo[0] / 'demo.db'}")
    assert attacked.findings == ()
    assert attacked.notices == ()
    assert (attacked.files, attacked.units) == (5, 51)


def test_one_units_report_alone_gives_nobody_in_any_other_unit_away(golden: str, tmp_path: Path) -> None:
    """It tells of the region and of one unit, and that much else is withheld: of few people the more may be concluded
    from that the rule would have decided otherwise, unless it is tried thoroughly who may have answered otherwise."""
    app.report_unit(golden, "AM-06", "2019", outputs=["csv"], out=tmp_path)
    assert app.attack(tmp_path, db=golden).findings == ()


@pytest.mark.parametrize("kind", ["region.html", "group.pdf"])
def test_a_report_without_its_figures_is_read_as_it_stands(
    kind: str, golden: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where it cannot be, that is said: that nothing was found would be taken for an answer."""
    if kind == "region.html":
        app.report_region(golden, "vastmanland", "2019", outputs=["html"], out=tmp_path)
    else:
        app.report_group(golden, "vastmanland", "psykiatri", "2019", outputs=["pdf"], out=tmp_path)
    attacked = app.attack(tmp_path, db=golden)
    assert (attacked.findings, attacked.notices) == ((), ())
    assert attacked.questions > 50
    assert run(["attack", str(tmp_path)]) == 3
    assert "Inget kunde prövas" in capsys.readouterr().out


def everything(root: Node, protection: Protection) -> set[str]:
    return {root.id}.union(*(everything(child, protection) for child in root.children))


def test_without_the_rule_people_are_found_out_and_their_answers_told_to_those_who_ask_only(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    db = f"sqlite:///{shutil.copy(kept / 'untold.db', tmp_path / 'spur.db')}"
    off = Protection(k=0, c=1, k_distribution=0)
    with monkeypatch.context() as changed:
        changed.setattr(DisclosureSettings, "protection", lambda self, profile: replace(off, profile=profile))
        changed.setattr("spur.analysis.answers.released", everything)
        app.report_region(db, "vastmanland", "2019", outputs=["csv"], out=tmp_path / "out")
        app.report_unit(db, "KI-05", "2019", outputs=["csv"], out=tmp_path / "out")
    attacked = app.attack(tmp_path / "out", db=db)
    exposed = [finding for finding in attacked.findings if finding.code is FindingCode.EXPOSED]
    assert {node.id for finding in exposed for node in finding.nodes} >= {"KI-05"}
    assert all(finding.true for finding in exposed)
    assert FindingCode.DISTRIBUTION_OF_FEW in {finding.code for finding in attacked.findings}
    assert run(["attack", str(tmp_path / "out")]) == 1
    told = capsys.readouterr().out
    assert "det går att räkna ut vad" in told
    assert "Lämna inte ut" in told
    assert "Hemligt" not in told
    assert run(["attack", str(tmp_path / "out"), "--show"]) == 1
    assert "Hemligt" in capsys.readouterr().out


def test_a_rule_without_its_complementary_withholding_is_found_out(
    kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever subtracts the units that are told of from their group is left with a few."""
    db = f"sqlite:///{shutil.copy(kept / 'untold.db', tmp_path / 'spur.db')}"

    def threshold(root: Node, protection: Protection) -> set[str]:
        return {id_ for node in (root, *root.children) for id_ in _large(node, protection.k)}

    def _large(node: Node, k: int) -> set[str]:
        return {each.id for each in (node, *node.children) if each.n >= k}

    with monkeypatch.context() as changed:
        changed.setattr("spur.analysis.answers.released", threshold)
        app.report_region(db, "vastmanland", "2019", outputs=["csv"], out=tmp_path / "out")
        for unit in UNITS:
            app.report_unit(db, unit, "2019", outputs=["csv"], out=tmp_path / "out")
    assert FindingCode.EXPOSED in codes(tmp_path / "out", db)


# Changed by hand


def _cell(book: Workbook) -> None:
    book["Svar"]["ZZ900"] = 3


def _column(book: Workbook) -> None:
    book["Svar"]["AA20"] = "KI-05"
    book["Svar"].column_dimensions["AA"].hidden = True


def _row(book: Workbook) -> None:
    book["Svar"].row_dimensions[20].hidden = True


def _sheet(book: Workbook) -> None:
    sheet = book.create_sheet("x")
    sheet["A1"] = "KI-05"
    sheet.sheet_state = "hidden"


def _name(book: Workbook) -> None:
    book.defined_names["_k"] = DefinedName("_k", attr_text="3", hidden=True)


def _property(book: Workbook) -> None:
    book.properties.keywords = "3 av 3"


def _title(book: Workbook) -> None:
    book.properties.title = f"{book.properties.title} 3477"


def _own_property(book: Workbook) -> None:
    book.custom_doc_props.append(IntProperty(name="k", value=3))


def _comment(book: Workbook) -> None:
    book["Svar"]["A20"].comment = Comment("3 av 3", "x")


@pytest.mark.parametrize(
    "change",
    [_cell, _column, _row, _sheet, _name, _property, _title, _own_property, _comment],
    ids=lambda f: f.__name__,
)
def test_what_is_hidden_in_a_workbook_is_read_as_hidden(change: Callable[[Workbook], None], unit: Path) -> None:
    path = next(unit.glob("*.xlsx"))
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    found, problems = read_rendered(path)
    assert found is not None
    assert problems == []
    assert any(text.odd for text in found.texts)


def test_what_is_hidden_is_a_finding_and_not_told_unless_asked_for(
    unit: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = next(unit.glob("*.xlsx"))
    book = openpyxl.load_workbook(path)
    book["Svar"]["ZZ900"] = 4711
    book.save(path)
    assert run(["attack", str(unit)]) == 1
    told = capsys.readouterr().out
    assert "Svar!ZZ900" in told
    assert "4711" not in told


def test_a_workbook_that_was_only_saved_again_hides_nothing(unit: Path) -> None:
    path = next(unit.glob("*.xlsx"))
    openpyxl.load_workbook(path).save(path)
    assert codes(unit) == set()


def test_a_number_in_a_chart_that_its_cells_do_not_have_is_read_as_hidden(
    demo: tuple[Path, list[ImportSummary], Report], tmp_path: Path
) -> None:
    path = tmp_path / "region-vastmanland-2019.xlsx"
    with zipfile.ZipFile(demo[0] / path.name) as whole, zipfile.ZipFile(path, "w") as changed:
        for name in whole.namelist():
            part = whole.read(name)
            if name == "xl/charts/chart1.xml":
                _, begun, cached = part.partition(b"<c:numCache>")
                value = cached[cached.index(b"<c:v>") : cached.index(b"</c:v>")]
                part = part.replace(begun + cached, begun + cached.replace(value, b"<c:v>0.4711", 1))
            changed.writestr(name, part)
    found, _ = read_rendered(path)
    assert found is not None
    assert [(text.text, text.place) for text in found.texts if text.odd] == [("0.4711", "xl/charts/chart1.xml")]


def _withheld(rows: list[Row], statistic: str) -> Row:
    return next(
        row for row in rows if row["withheld"] and row["scope"] == "unit" and row["statistic"] == statistic
    )  # fmt: skip


def test_a_number_in_the_place_of_a_withheld_one_is_found_in_the_figures(unit: Path) -> None:
    rows = read(unit / "figures.csv")
    _withheld(rows, "positive")["value"] = "3"
    write(unit / "figures.csv", rows)
    assert codes(unit) == {FindingCode.WITHHELD_PRINTED}


def test_a_figure_worked_out_from_withheld_answers_is_found(unit: Path) -> None:
    rows = read(unit / "figures.csv")
    at = rows.index(_withheld(rows, "share_positive"))
    rows.insert(at, rows[at] | {"statistic": "class", "value": "less", "shown": "lägre", "withheld": ""})
    write(unit / "figures.csv", rows)
    assert codes(unit) == {FindingCode.TRACE}


def test_a_number_that_is_none_of_the_figures_is_found_in_the_workbook(desk: Path) -> None:
    rows = read(desk / "figures.csv")
    for row in rows:
        if row["scope"] == "group" and row["statistic"] == "share_positive" and row["value"]:
            row |= {"value": "0.4711", "shown": "47 %"}
            break
    write(desk / "figures.csv", rows)
    found = app.attack(desk).findings
    assert any(f.code is FindingCode.UNACCOUNTED and f.files[0].endswith(".xlsx") for f in found)


def test_reports_of_answers_that_differ_by_a_few_are_found(desk: Path) -> None:
    rows = read(desk / "figures.csv")
    row = next(r for r in rows if r["scope"] == "region" and r["subject"].startswith("item:") and r["statistic"] == "n")
    row |= {"value": str(int(row["value"]) - 1)}
    (desk / "later").mkdir()
    write(desk / "later" / "figures.csv", rows)
    assert FindingCode.CHANGED in codes(desk)


def test_what_the_rule_would_not_have_withheld_is_noticed(kept: Path, desk: Path) -> None:
    """Then it cannot be told what somebody learns who knows the rule."""
    rows = read(desk / "figures.csv")
    for row in rows:
        if row["scope"] == "group" and row["scope_id"] == "psykiatri" and row["subject"] == "item:st.teori":
            row |= {"value": "", "shown": "", "withheld": "withheld"}
    write(desk / "figures.csv", rows)
    for other in ("figures.json", "region-vastmanland-2019.xlsx"):
        (desk / other).unlink()
    for folder in desk.glob("*/"):
        shutil.rmtree(folder)
    attacked = app.attack(desk, db=f"sqlite:///{kept / 'spur.db'}")
    assert [notice.code for notice in attacked.notices] == [NoticeCode.RULE_UNKNOWN]


# Profiles


def _as_profile(folder: Path, profile: str) -> None:
    path = folder / "report.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"profile": profile}), encoding="utf-8")


def test_what_inspectors_have_is_secret_and_not_attacked(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folders = [path.parent for path in desk.rglob("report.json")]
    _as_profile(desk / "unit-KI-03", "inspector")
    attacked = app.attack(desk)
    assert [n.of for n in attacked.notices if n.code is NoticeCode.SECRET] == ["unit-KI-03"]
    assert attacked.reports == len(folders) - 1
    for folder in folders:
        _as_profile(folder, "inspector")
    assert run(["attack", str(desk)]) == 0
    told = capsys.readouterr().out
    assert "får inte lämnas ut" in told
    assert "Ingen rapport är prövad" in told


def test_reports_for_everybody_are_held_to_their_own_limits(desk: Path) -> None:
    """What the units' reports may show of five to nine people is too much for everybody."""
    shutil.rmtree(desk / "public")
    assert codes(desk) == set()
    for path in desk.rglob("report.json"):
        _as_profile(path.parent, "public")
    assert FindingCode.EXPOSED in codes(desk)


def test_the_limits_are_those_of_the_settings(desk: Path, tmp_path: Path) -> None:
    settings = tmp_path / "region.toml"
    settings.write_text(
        '[region]\nid = "vastmanland"\nname = { sv = "V", en = "V" }\n[disclosure]\nk = 9\n', encoding="utf-8"
    )
    attacked = app.attack(desk, settings=settings)
    assert attacked.findings
    assert {rule.k for rule in attacked.protections} == {9, 10}


def test_a_folder_without_reports_is_said_to_be_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["attack", str(tmp_path)]) == 3
    assert run(["attack", str(tmp_path / "nowhere")]) == 3
    assert str(tmp_path / "nowhere") in capsys.readouterr().err
