"""Whom a report is for: inspectors get everything and every page says so, everybody gets less than the units do."""

import json
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from spur import app
from spur.app import Profile
from spur.cli import run
from spur.records.problem import InvalidInput
from tests.conftest import read_figures
from tests.disclosure.test_release import report_on

Row = dict[str, str]
COUNTED = ("n", "positive", "neutral", "negative", "share_positive", "missing", "mean", "sd")
"""What is counted of answers, not worked out from what is shown."""


@pytest.fixture(scope="module")
def written(
    demo: tuple[Path, list[app.ImportSummary], app.Report], tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path]:
    """The demonstration's database, and its report for everybody and for inspectors beside the usual one."""
    db, out = f"sqlite:///{demo[0] / 'demo.db'}", tmp_path_factory.mktemp("profiles")
    for profile in Profile:
        app.report_region(db, "vastmanland", "2019", profile=profile, out=out / profile)
    return db, out


def figures(written: tuple[str, Path], profile: str) -> list[Row]:
    return read_figures(written[1] / profile / "figures.csv")


def text(written: tuple[str, Path], profile: str) -> str:
    path = written[1] / profile / "region-vastmanland-2019.pdf"
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(path).pages)


def address(row: Row) -> tuple[str, ...]:
    return tuple(row[each] for each in ("round", "scope", "scope_id", "role", "subject", "versus", "statistic"))


def test_inspectors_get_everything_and_every_page_is_marked(written: tuple[str, Path]) -> None:
    assert [row for row in figures(written, "inspector") if row["withheld"]] == []
    folder = written[1] / "inspector"
    pages = PdfReader(folder / "region-vastmanland-2019.pdf").pages
    assert all("får inte lämnas ut" in page.extract_text() for page in pages)
    assert "Sekretess" in pages[0].extract_text()
    book = openpyxl.load_workbook(folder / "region-vastmanland-2019.xlsx")
    assert all("får inte lämnas ut" in str(sheet.oddFooter.left.text or sheet.oddFooter.center.text) for sheet in book)
    assert "Inspektörerna. Ingenting undanhålls" in text(written, "inspector")


def test_everybody_gets_nothing_that_the_units_do_not_get(written: tuple[str, Path]) -> None:
    of_units = {address(row): row for row in figures(written, "unit")}
    shown = [row for row in figures(written, "public") if row["value"] and row["subject"].startswith("item:")]
    plain = [r for r in shown if r["scope"] != "residual" and not r["versus"] and r["statistic"] in COUNTED]
    assert plain
    assert all(row["value"] == of_units[address(row)]["value"] for row in plain)
    assert all(int(row["value"]) >= 10 for row in plain if row["statistic"] == "n")
    assert len(plain) < sum(bool(row["value"]) for row in of_units.values() if row["subject"].startswith("item:"))
    mean = {address(row)[:-1] for row in plain if row["statistic"] == "mean"}
    assert all(int(row["value"]) >= 20 for row in plain if row["statistic"] == "n" and address(row)[:-1] in mean)


def test_everybody_gets_no_sd_of_grades_nor_what_tells_the_same(written: tuple[str, Path]) -> None:
    graded = [r for r in figures(written, "public") if r["subject"] == "total" or r["subject"].startswith("area:")]
    assert not {"sd", "median", "min", "max"} & {row["statistic"] for row in graded}
    # of a group so few numbers that no grades follow which n and mean do not give themselves
    of_groups = {
        (row["versus"].partition(":")[0], row["statistic"])
        for row in graded
        if row["scope"] == "group" and row["grades_used"]
    }
    assert {told for told in of_groups if not told[0]} == {("", "n"), ("", "mean")}
    assert {told for told in of_groups if told[0]} <= {("rest", "chance"), ("group", "chance")}
    assert not {"kruskal_h", "p", "q"} & {row["statistic"] for row in graded if row["versus"] == "groups"}
    assert {row["scope"] for row in graded if row["statistic"].startswith("count:")} == {"region"}
    book = openpyxl.load_workbook(written[1] / "public" / "region-vastmanland-2019.xlsx")
    headers = {cell.value for name in ("Regionen", "Grupper") for row in book[name].iter_rows() for cell in row}
    assert "SD" not in headers
    assert "Median" not in headers
    assert "standardavvikelser" in text(written, "public")  # that they are left out is said


def test_how_many_groups_grades_mean_and_sd_give_away_is_told_to_those_who_have_them(written: tuple[str, Path]) -> None:
    """38 of 48 in the 2020 report."""
    told = "I 38 av 48 fall (en grupp i ett område) går det att räkna ut exakt vilka graderingar som satts"
    assert told in text(written, "unit")
    assert told in text(written, "inspector")
    assert "av 48 fall" not in text(written, "public")
    assert not any("given_away" in row["statistic"] for row in figures(written, "public"))


def test_the_method_says_which_profile_and_its_numbers(written: tuple[str, Path]) -> None:
    assert "Regionen och dess enheter. Svar visas från 5 personer" in text(written, "unit")
    assert "Var och en. Svar visas från 10 personer" in text(written, "public")


def test_everybody_is_not_told_which_unit_has_mistaken_counts(written: tuple[str, Path]) -> None:
    assert "Fler svar än inbjudna: Provenheten" in text(written, "unit")
    assert "Fler svar än inbjudna: " not in text(written, "public")


def test_a_region_may_be_stricter_to_everybody_and_not_laxer(written: tuple[str, Path], tmp_path: Path) -> None:
    settings = tmp_path / "region.toml"
    head = '[region]\nid = "vastmanland"\nname = { sv = "V", en = "V" }\n[disclosure.public]\n'
    settings.write_text(head + "k = 16\n", encoding="utf-8")
    made = app.report_region(
        written[0], "vastmanland", "2019", profile=Profile.PUBLIC, settings=settings, outputs=["csv"], out=tmp_path
    )
    assert (made.material.protection.k, made.material.protection.k_distribution) == (16, 20)
    settings.write_text(head + "k = 9\nk_distribution = 19\n", encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        app.report_region(written[0], "vastmanland", "2019", settings=settings, out=tmp_path)
    assert [each.allowed for each in refused.value.problems] == [("≥ 10",), ("≥ 20",)]


def test_a_report_is_explained_by_its_own_profile(
    written: tuple[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    said = {}
    for profile in Profile:
        folder = written[1] / profile
        assert json.loads((folder / "report.json").read_text(encoding="utf-8"))["profile"] == profile
        run(["explain", str(folder), "st.allsidig", "share_positive", "--group", "psykiatri", "--role", "st-lakare",
             "--db", written[0]])  # fmt: skip
        said[profile] = " ".join(capsys.readouterr().out.split())
    assert "Visas ej" in said[Profile.UNIT]
    assert "minst 5 personer" in said[Profile.UNIT]
    assert "minst 10 personer" in said[Profile.PUBLIC]
    assert "Visas ej" not in said[Profile.INSPECTOR]


def test_others_stand_as_a_column_of_their_own(written: tuple[str, Path]) -> None:
    """Two groups are withheld for one question. What the rest leave of the region can be worked out, so it is told."""
    subject = "item:st.allsidig"
    told = [r for r in figures(written, "unit") if r["subject"] == subject and r["role"] == "st-lakare"]
    n = {(r["scope"], r["scope_id"]): r["value"] for r in told if r["statistic"] == "positive" and not r["versus"]}
    groups = [int(value) for (scope, _), value in n.items() if scope == "group" and value]
    assert len(groups) == 4
    assert int(n["residual", "vastmanland"]) == int(n["region", "vastmanland"]) - sum(groups)
    book = openpyxl.load_workbook(written[1] / "unit" / "region-vastmanland-2019.xlsx")
    assert any(cell.value == "Övriga grupper" for row in book["Frågor per grupp"].iter_rows() for cell in row)


def test_of_a_region_where_nearly_all_are_critical_only_the_most_positive_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same bytes whether nobody was positive or two of 55."""
    monkeypatch.setattr("tests.disclosure.test_release.OF_THE_LARGE", "2" * 20)
    for name, of_the_small in (("none", "222"), ("two", "442")):
        report_on(tmp_path / name, of_the_small, "2" * 12, capsys)
    none, two = (tmp_path / name / "out" for name in ("none", "two"))
    assert [each.name for each in none.iterdir() if each.read_bytes() != (two / each.name).read_bytes()] == []
    told = {r["statistic"]: r["value"] for r in read_figures(two / "figures.csv") if _is_of_the_last(r) and r["value"]}
    assert told == {"n": "55", "positive_at_most": "2"}
    pdf = " ".join(page.extract_text() for page in PdfReader(two / "region-vastmanland-2019.pdf").pages)
    assert "Högst 2 av 55 svar är positiva" in " ".join(pdf.split())


def _is_of_the_last(row: Row) -> bool:
    """Of the question that all are asked about, and of no other than the region."""
    return (row["subject"], row["role"], row["versus"]) == ("item:st.teori", "st-lakare", "")
