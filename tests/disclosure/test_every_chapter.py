"""Who answered what among the hidden changes no byte of any report: not of a region's with every chapter that it can
have (roles, options, free texts and quotations, an earlier round), nor divided by place, nor for everybody's reading,
nor of any unit's own."""

import csv
from pathlib import Path

import openpyxl
import pytest

from spur import app
from spur.app import Profile
from tests.conftest import read_figures

RUBRIC, GRADE = "bt-example@1", "G1"
HIDDEN, HIDING = "L", "N"  # units: the group of three hides, and so does the next smallest
REPORTED = (HIDDEN, HIDING, "S")
GROUPS = {HIDDEN: "liten", HIDING: "primarvard", "S": "sjukhus", "T": "sjukhus"}
PEOPLE = {HIDDEN: 3, HIDING: 12, "S": 12, "T": 11}
PLACES = {HIDDEN: "Syd", HIDING: "Syd", "S": "Syd", "T": "Nord"}
COLUMNS = ("bt.bredd", "bt.handledning", "bt.ensam", "bt.samtal", "bt.sjalvstudier", "bt.bedomningsformer")
COLUMNS += ("bt.placering", "bt.forslag")
SUPERVISORS = ("bt.bredd", "bt.handledning", "bt.bedomningsformer")  # the questions that are put to them
FORMS = ("medsittning", "mini-cex", "medsittning;kollegium", "ingen")
WISHES = ("Mer handledning.", "Bättre schema.", "Annat.", "Mer återkoppling.")

Person = tuple[str, ...]


def person(number: int) -> Person:
    """Somebody's answers to everything."""
    ends = ("5432414554"[number % 10], "4415255144"[number % 10], "1232144521"[number % 10])
    counts = (str(number % 7), str(number % 5))
    chosen = (FORMS[number % 4], ("akut", "primarvard", "annan", "akut")[number % 4])
    return *ends, *counts, *chosen, WISHES[number % 4]


def answers(moved: bool, shift: int) -> dict[str, list[Person]]:
    """Each unit's people. ``moved``: those of the hidden have changed places with some of the unit that hides them."""
    numbered = {unit: list(range(10 * at, 10 * at + n)) for at, (unit, n) in enumerate(PEOPLE.items())}
    if moved:
        few, many = numbered[HIDDEN], numbered[HIDING]
        few[:], many[::4] = many[::4], few[:]
    return {unit: [person(shift + number) for number in own] for unit, own in numbered.items()}


def write_table(path: Path, rows: list[tuple[str, ...]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def keep(folder: Path, moved: bool) -> str:
    """A region with two rounds, texts coded and some of them marked as quotations."""
    folder.mkdir()
    db = f"sqlite:///{folder / 'spur.db'}"
    app.init(db)
    units = [("unit_id", "unit_name", "specialty_group", "place", "region")]
    units += [(unit, f"Provenheten {unit}", group, PLACES[unit], "exempel") for unit, group in GROUPS.items()]
    app.import_units(db, write_table(folder / "units.csv", units))
    for round_ in ("2022", "2025"):
        grades = [("unit_id", "area", "grade_at_inspection", "inspected_on")]
        grades += [(unit, area, GRADE, f"{round_}-03-01") for unit in GROUPS for area in "ABC"]
        app.import_grades(db, write_table(folder / f"grades{round_}.csv", grades), RUBRIC, round_)
        survey = [("response_id", "unit_id", "role", *COLUMNS)]
        for shift, role in enumerate(("bt-lakare", "handledare"), start=int(round_)):
            for unit, people in answers(moved, shift).items():
                for number, own in enumerate(people):
                    given = zip(COLUMNS, own, strict=True)
                    put = [a if role == "bt-lakare" or c in SUPERVISORS else "" for c, a in given]
                    survey.append((f"{round_}{role}{unit}{number}", unit, role, *put))
        app.import_survey(db, write_table(folder / f"survey{round_}.csv", survey), RUBRIC, round_)
    app.export_texts(db, "2025", folder / "coding.xlsx")
    book = openpyxl.load_workbook(folder / "coding.xlsx")
    sheet = book.worksheets[1]
    for row in range(4, sheet.max_row + 1):
        text, category, quoting = (sheet.cell(row, column) for column in (3, 6, 10))
        category.value = {"M": "handledning", "B": "schema"}.get(str(text.value)[:1])
        quoting.value = "ja" if category.value else None
    book.save(folder / "coding.xlsx")
    app.import_texts(db, folder / "coding.xlsx", "2025")
    return db


def reports(folder: Path, moved: bool) -> Path:
    """Every report that can be written; returns the folder that they stand in."""
    db, out = keep(folder, moved), folder / "out"
    for by in ("specialty_group", "place"):
        app.report_region(db, "exempel", "2025", by=by, versus_round="2022", out=out / by)
    for unit in REPORTED:
        app.report_unit(db, unit, "2025", versus_round="2022", out=out)
    app.report_region(db, "exempel", "2025", versus_round="2022", out=out / "public", profile=Profile.PUBLIC)
    app.report_unit(db, "S", "2025", versus_round="2022", out=out / "public", profile=Profile.PUBLIC)
    return out


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("every")
    return reports(folder / "a", moved=False), reports(folder / "b", moved=True)


def test_who_is_who_among_the_hidden_changes_no_byte_of_any_report(written: tuple[Path, Path]) -> None:
    first, second = ({p.relative_to(out): p.read_bytes() for p in out.rglob("*") if p.is_file()} for out in written)
    assert first.keys() == second.keys()
    assert len(first) == 6 * (2 + len(REPORTED) + 2)  # pdf, xlsx, html, two of figures, and how it was asked for
    assert [str(name) for name in first if first[name] != second[name]] == []


def test_inspectors_see_who_is_who(written: tuple[Path, Path], tmp_path: Path) -> None:
    for name, out in zip("ab", written, strict=True):
        db = f"sqlite:///{out.parent / 'spur.db'}"
        app.report_region(db, "exempel", "2025", outputs=["csv"], out=tmp_path / name, profile=Profile.INSPECTOR)
    first, second = (read_figures(tmp_path / name / "figures.csv") for name in "ab")
    assert not any(row["withheld"] for row in first)
    told = [row for row in first if row["scope_id"] == HIDDEN and row["statistic"] == "positive" and row["value"]]
    assert told
    assert first != second


def test_the_reports_hold_every_chapter_and_the_hidden_in_none(written: tuple[Path, Path]) -> None:
    """The check above would be worth little if nothing were shown, or the hidden had nothing to hide."""
    rows = read_figures(written[0] / "specialty_group" / "figures.csv")
    shown = [row for row in rows if row["scope"] == "group" and row["scope_id"] == "sjukhus" and row["value"]]
    for subject in ("item:bt.bredd", "item:bt.samtal", "item:bt.bedomningsformer", "texts", "category:schema"):
        assert any(row["subject"] == subject and row["role"] == "bt-lakare" for row in shown), subject
    for statistic in ("role_range", "lowest_role", "share:akut", "five_point_verdict", "count:more"):
        assert any(row["statistic"] == statistic for row in shown), statistic
    assert {"", "rest", "region", "round:2022"} == {row["versus"] for row in rows if row["scope_id"] == "sjukhus"} - {
        "role:bt-lakare",
        "answers",
        "group:liten",
        "group:primarvard",
    }
    told = ("item:", "texts", "category:", "items")
    everybody = read_figures(written[0] / "public" / "figures.csv")
    assert any(row["scope"] == "unit" and row["statistic"] == "positive" and row["value"] for row in everybody)
    for unit, group in ((HIDDEN, "liten"), (HIDING, "primarvard")):
        for path in (written[0] / "specialty_group", written[0] / f"unit-{unit}", written[0] / "public"):
            own = [r for r in read_figures(path / "figures.csv") if r["scope_id"] in (group, unit)]
            answered = [row for row in own if row["subject"].startswith(told)]
            assert answered
            assert [row for row in answered if row["value"]] == []
    of_units = [row for row in rows if row["scope"] == "unit" and row["subject"] == "item:bt.bredd"]
    assert {row["scope_id"] for row in of_units if row["statistic"] == "flag"} == {"S", "T"}
    assert {row["scope_id"] for row in of_units} == {"S", "T"}
    by_place = read_figures(written[0] / "place" / "figures.csv")
    assert [row for row in by_place if row["scope"] == "unit" and row["subject"].startswith("item:")] == []
    by_unit = read_figures(written[0] / "unit-S" / "figures.csv")
    assert {row["scope_id"] for row in by_unit if row["statistic"] == "flag"} == {"S"}
    assert any(row["scope"] == "unit" and row["subject"] == "item:bt.bredd" and row["value"] for row in by_unit)
