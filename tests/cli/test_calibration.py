"""Inspectors judge each by themselves, in workbooks of their own, and a meeting is told where they differ."""

import csv
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import openpyxl
import pypdf
import pytest

from spur import app
from spur.cli import run
from tests.conftest import GOLDEN, RUBRIC, Figure, read_figures

AREAS, POINTS = "ABCDEFGH", {"A": 4, "B": 3, "C": 2, "D": 1}
ANNA, BO, CECILIA = "Anna Berg", "Bo Ek", "Cecilia Åberg"
GRADES: Mapping[str, Mapping[str, str]] = {
    # everybody's C is an A; the areas A–H of each unit, by inspector
    "AM-01": {ANNA: "AAABBCAB", BO: "AAACBCBB", CECILIA: "ABADBCAB"},
    "AM-02": {ANNA: "AAABBCAB", BO: "AAABBCAB"},
    "AM-03": {ANNA: "ABACCCBB", CECILIA: "ABABDCBA"},
    "AM-04": {ANNA: "AAAACBAB", BO: "AAABCBAB", CECILIA: "AAACCBAC"},
    "DI-01": {ANNA: "AAABBBAA", BO: "AAABBBAA"},
    "KI-01": {ANNA: "BBADCCAB", CECILIA: "BBACCDAB"},
    "KI-02": {BO: "AAABBCAB", CECILIA: "AAACBCBB", ANNA: "AAABBCAC"},
    "ME-01": {ANNA: "AAADBCAB", BO: "AAABBCAB"},
    "ME-02": {ANNA: "BAABBCAB", CECILIA: "AAABCCAB"},
    "ME-03": {ANNA: "AAABBAAB", BO: "AAABBBAB", CECILIA: "AAACBCAB"},
    "PS-01": {ANNA: "CAABBCAB", CECILIA: "AAABBCAB"},
    "PS-02": {BO: "AAABBCBB", CECILIA: "AAABCCAB"},
}  # fmt: skip
CASES = {
    (unit, area): {name: POINTS[grades[at]] for name, grades in by.items()}
    for unit, by in GRADES.items()
    for at, area in enumerate(AREAS)
}


def fill_in(path: Path, grades: str, on: str = "2020-03-01") -> None:
    """As an inspector does: the day and the grades, found by what the hidden ids say."""
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        rows = {cell.value: cell.row for cell in sheet["A"] if cell.value}
        columns = {cell.value: cell.column for cell in sheet[1] if cell.value}
        kind = str(sheet["A1"].value)
        if kind == "spur:start":
            sheet.cell(rows["inspected_on"], columns["value"]).value = on
        elif kind.startswith("spur:area:"):
            sheet.cell(rows["grade"], columns["finding"]).value = grades[AREAS.index(kind[-1])]
    book.save(path)


def own_workbooks(db: str, folder: Path, units: Mapping[str, Mapping[str, str]]) -> Path:
    """Every inspector's own workbook of every unit, from the template, filled in."""
    for unit, by in units.items():
        names = [word for name in by for word in ("--own", name)]
        single = folder / f"{unit}-2020-{next(iter(by)).replace(' ', '-')}.xlsx"
        out = folder if len(by) > 1 else single
        asked = ["--rubric", RUBRIC, "--round", "2020", "--out", str(out), "--db", db]
        assert run(["template", unit, *names, *asked]) == 0
        for name, grades in by.items():
            fill_in(folder / f"{unit}-2020-{name.replace(' ', '-')}.xlsx", grades)
    return folder


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with twelve units, each judged by two or three inspectors by themselves."""
    folder = tmp_path_factory.mktemp("judged")
    db = f"sqlite:///{folder / 'spur.db'}"
    app.init(db)
    app.import_units(db, GOLDEN / "units.csv")
    own_workbooks(db, folder / "egna", GRADES)
    assert run(["import", "inspection", str(folder / "egna"), "--db", db]) == 0
    return db


Find = Callable[..., Figure]


@pytest.fixture(scope="module")
def written(judged: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    assert run(["report", "calibration", "--round", "2020", "--db", judged, "--out", str(out)]) == 0
    return out / "calibration-2020"


@pytest.fixture(scope="module")
def find(written: Path) -> Find:
    keys = ("scope", "scope_id", "subject", "versus", "statistic")
    rows = {tuple(row[key] for key in keys): row for row in read_figures(written / "figures.csv")}

    def found(scope: str, scope_id: str, subject: str, statistic: str, versus: str = "") -> Figure:
        return rows[scope, scope_id, subject, versus, statistic]

    return found


def text_of(written: Path) -> str:
    (path,) = written.glob("*.pdf")
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(path).pages).split())


def by_hand(cases: Mapping[tuple[str, str], Mapping[str, int]]) -> tuple[int, Fraction, Fraction, Fraction | None]:
    """n, the share of equal grades and of those within a step, and quadratic κ from every pair told both ways."""
    pairs = [pair for by in cases.values() for pair in combinations(by.values(), 2)]
    n = len(pairs)
    given = [points for pair in pairs for points in pair]
    expected = Fraction(sum((a - b) ** 2 for a in given for b in given), len(given) ** 2)
    seen = Fraction(sum((a - b) ** 2 for a, b in pairs), n)
    exact, within = (Fraction(sum(abs(a - b) <= steps for a, b in pairs), n) for steps in (0, 1))
    return n, exact, within, 1 - seen / expected if expected else None


@pytest.mark.parametrize("area", AREAS)
def test_every_area_agrees_as_far_as_can_be_counted_in_the_workbooks(area: str, find: Find) -> None:
    n, exact, within, kappa = by_hand({case: by for case, by in CASES.items() if case[1] == area})
    of = ("region", "vastmanland", f"area:{area}")
    assert int(find(*of, "n")["value"]) == n == 20
    assert float(find(*of, "agree_exact")["value"]) == pytest.approx(float(exact))
    assert float(find(*of, "agree_within_one")["value"]) == pytest.approx(float(within))
    if kappa is None:
        assert (find(*of, "kappa")["value"], find(*of, "kappa")["shown"]) == ("", "ej definierad")
    else:
        assert float(find(*of, "kappa")["value"]) == pytest.approx(float(kappa))


def test_all_areas_together_and_every_two_inspectors(find: Find) -> None:
    n, _, _, kappa = by_hand(CASES)
    assert kappa is not None
    assert int(find("region", "vastmanland", "areas", "n")["value"]) == n
    assert float(find("region", "vastmanland", "areas", "kappa")["value"]) == pytest.approx(float(kappa))
    for one, other in combinations((ANNA, BO, CECILIA), 2):
        pairs = [(by[one], by[other]) for by in CASES.values() if one in by and other in by]
        versus = f"inspector:{other}"
        assert int(find("inspector", one, "areas", "n", versus)["value"]) == len(pairs)
        assert int(find("inspector", one, "units", "n", versus)["value"]) == len(pairs) // 8
        higher, equal = sum(a > b for a, b in pairs), sum(a == b for a, b in pairs)
        assert int(find("inspector", one, "areas", "count:higher", versus)["value"]) == higher
        assert float(find("inspector", one, "areas", "agree_exact", versus)["value"]) == pytest.approx(
            equal / len(pairs)
        )


def test_kappa_of_two_inspectors_is_cohens_with_each_one_in_a_column_of_their_own(find: Find) -> None:
    pairs = [(by[ANNA], by[BO]) for by in CASES.values() if ANNA in by and BO in by]
    expected = Fraction(sum((a - b) ** 2 for a, _ in pairs for _, b in pairs), len(pairs) ** 2)
    cohen = 1 - Fraction(sum((a - b) ** 2 for a, b in pairs), len(pairs)) / expected
    assert float(find("inspector", ANNA, "areas", "kappa", f"inspector:{BO}")["value"]) == pytest.approx(float(cohen))


def test_the_meeting_gets_every_unit_and_area_where_two_are_two_steps_apart(written: Path, find: Find) -> None:
    apart = {case for case, by in CASES.items() if max(by.values()) - min(by.values()) >= 2}
    assert len(apart) == 5
    assert int(find("region", "vastmanland", "areas", "count:apart")["value"]) == len(apart)
    text = text_of(written)
    agenda = text[text.index("Att ta upp på mötet") : text.index("Lika och olika per bedömningsområde")]
    with (GOLDEN / "units.csv").open(encoding="utf-8", newline="") as file:
        names = {row["unit_id"]: row["unit_name"] for row in csv.DictReader(file)}
    for unit in GRADES:
        areas = sorted(area for of, area in apart if of == unit)
        assert (f"{names[unit]} ({unit})" in agenda) == bool(areas)
        for area in areas:
            assert f"{names[unit]} ({unit}) {area} " in agenda


def test_the_report_says_what_cannot_be_computed_and_names_where_they_differ_most(written: Path) -> None:
    text = text_of(written)
    assert "κ är ej definierad där alla har satt en och samma gradering" in text
    assert "Mest olika är graderingarna i D Tjänstgöringens uppläggning" in text
    assert "arbetsmaterial" in text
    assert "Egen och gemensam gradering" not in text, "nothing has been agreed on yet"


def test_the_excel_file_and_the_english_report_say_the_same(judged: str, written: Path, tmp_path: Path) -> None:
    report = app.report_calibration(judged, "2020", lang="en", out=tmp_path)
    english = text_of(tmp_path / "calibration-2020")
    assert "To talk about at the meeting" in english
    assert "not defined" in english
    assert report.problems == ()
    book = openpyxl.load_workbook(written / "calibration-2020.xlsx")
    assert {"Sammanfattning", "Ta upp", "Områden", "Två och två", "Metod"} <= set(book.sheetnames)
    kappas = [cell.value for row in book["Områden"] for cell in row if isinstance(cell.value, float)]
    assert kappas, "Excel gets numbers"


def test_own_grades_are_compared_with_the_joint_ones_as_soon_as_there_are_any(judged: str, tmp_path: Path) -> None:
    path = tmp_path / "AM-01.xlsx"
    app.templates(judged, RUBRIC, "2020", path, unit="AM-01")
    fill_in(path, "AAABBCBB")
    ((_, kept),) = app.import_workbooks(judged, [path])
    try:
        app.report_calibration(judged, "2020", out=tmp_path, outputs=["csv", "pdf"])
        rows = read_figures(tmp_path / "calibration-2020" / "figures.csv")
        told = {(r["scope_id"], r["statistic"]): r["value"] for r in rows if r["versus"] == "joint"}
        assert [told[ANNA, f"count:{side}"] for side in ("higher", "equal", "lower")] == ["1", "7", "0"]
        assert [told[BO, f"count:{side}"] for side in ("higher", "equal", "lower")] == ["0", "7", "1"]
        assert told[CECILIA, "n"] == "8"
        assert "Egen och gemensam gradering" in text_of(tmp_path / "calibration-2020")
    finally:
        app.undo(judged, kept.number, reason="test")


@pytest.fixture
def spur(db: str, capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[..., tuple[int, str, str]]]:
    def call(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run([*map(str, words), "--db", db])
        said = capsys.readouterr()
        return code, said.out, " ".join(said.err.split())

    return call


def test_whoever_asks_too_early_is_told_what_is_needed(spur, db, tmp_path):
    report = ("report", "calibration", "--round", "2020", "--out", tmp_path)
    code, _, err = spur(*report)
    assert code == 3
    assert "Det finns inga uppgifter från granskningsomgången ”2020”" in err
    app.import_grades(db, GOLDEN / "grades.csv", RUBRIC, "2019")
    code, _, err = spur("report", "calibration", "--round", "2019", "--out", tmp_path)
    assert code == 3
    assert "Inga egna bedömningar finns i granskningsomgången 2019." in err
    assert "spur template ENHET --own" in err
    own_workbooks(db, tmp_path / "egna", {"AM-01": {ANNA: "AAAABBCC"}, "AM-02": {BO: "AAAABBCC"}})
    assert spur("import", "inspection", tmp_path / "egna")[0] == 0
    code, _, err = spur(*report)
    assert code == 3
    assert "AM-01 (Anna Berg), AM-02 (Bo Ek)" in err
    assert not (tmp_path / "calibration-2020").exists()


def test_units_that_one_alone_has_judged_and_names_that_are_alike_are_told(spur, db, tmp_path):
    own = {
        "AM-01": {ANNA: "AAAABBCC", BO: "AAAABBCC"},
        "AM-02": {"anna  berg": "BAAABBCC", BO: "AAAABBCC"},
        "AM-03": {"Ana Berg": "AAAABBCC"},
    }
    for unit, by in own.items():
        for number, (name, grades) in enumerate(by.items()):
            path = tmp_path / f"{unit}-{number}.xlsx"
            app.templates(db, RUBRIC, "2020", path, unit=unit, own=[name])
            fill_in(path, grades)
            app.import_workbooks(db, [path])
    code, _, err = spur("report", "calibration", "--round", "2020", "--out", tmp_path)
    assert code == 0
    assert "enheten jämförs inte: AM-03 (Ana Berg)" in err
    assert "Namnen Ana Berg och Anna Berg är lika" in err
    rows = read_figures(tmp_path / "calibration-2020" / "figures.csv")
    (n,) = (r["value"] for r in rows if (r["scope_id"], r["subject"], r["statistic"]) == (ANNA, "units", "n"))
    assert n == "2", "case and blanks make no other person"


def test_a_region_is_reported_by_itself(spur, judged, tmp_path):
    report = app.report_calibration(judged, "2020", region="vastmanland", out=tmp_path, outputs=["csv"])
    assert [path.parent.name for path in report.files] == ["calibration-vastmanland-2020"]
    code, _, err = spur("report", "calibration", "--round", "2020", "--region", "vastmanlnd", "--out", tmp_path)
    assert code == 3
    assert "vastmanland" in err


def test_each_inspector_gets_a_workbook_that_says_whose_it_is(spur, db, tmp_path):
    asked = ("--rubric", RUBRIC, "--round", "2020", "--out")
    code, _, _ = spur("template", "AM-01", "--own", ANNA, "--own", "O'Hara/Bo", "--own", "anna berg", *asked, tmp_path)
    assert code == 0
    assert sorted(path.name for path in tmp_path.glob("*.xlsx")) == [
        "AM-01-2020-Anna-Berg.xlsx",
        "AM-01-2020-O-Hara-Bo.xlsx",
    ]
    (checked,) = app.check_workbooks([tmp_path / "AM-01-2020-O-Hara-Bo.xlsx"], db=db)
    assert checked.read is not None
    told = checked.read.inspection
    assert (told.judgement, told.inspector, told.inspectors) == ("own", "O'Hara/Bo", ("Anna Berg", "O'Hara/Bo"))
    assert spur("template", "AM-02", "--own", BO, *asked, tmp_path / "bo.xlsx")[0] == 0
    assert (tmp_path / "bo.xlsx").is_file()
    code, _, err = spur("template", "AM-02", "--own", " ", *asked, tmp_path / "x.xlsx")
    assert code == 2
    assert "är inget namn" in err


def test_what_inspectors_thought_by_themselves_is_in_no_other_report(judged, tmp_path, capsys):
    assert run(["report", "region", "vastmanland", "--round", "2020", "--db", judged, "--out", str(tmp_path)]) == 3
    assert "varken graderingar eller enkätsvar" in capsys.readouterr().err
