"""Other instruments are rubric files and nothing else: each with a small made-up fixture and a report that is right."""

import csv
import itertools
import runpy
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from spur import app
from spur.analysis.figure import Value
from spur.records.problem import Code, InvalidInput
from spur.report.document import Table
from spur.report.region import region_document
from tests.conftest import GOLDEN

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "fixtures"
RUBRICS = sorted((ROOT / "rubrics").glob("*.toml"))


def reported(folder: Path, fixture: str, rubric: str, round_: str, region: str) -> app.Report:
    """The report of a fixture: everything in its folder is read, the golden units where it has none."""
    own = FIXTURES / fixture
    db = f"sqlite:///{folder / 'spur.db'}"
    app.init(db)
    app.import_units(db, own / "units.csv" if (own / "units.csv").is_file() else GOLDEN / "units.csv")
    for read, name in (
        (app.import_grades, "grades.csv"),
        (app.import_survey, "survey.csv"),
        (app.import_invited, "invited.csv"),
    ):
        if (own / name).is_file():
            read(db, own / name, rubric, round_)
    settings = own / "region.toml"
    return app.report_region(db, region, round_, settings=settings if settings.is_file() else None, out=folder)


def value(report: app.Report, *address: str, role: str = "") -> Value | None:
    return report.material.figures(*address, role=role).value  # type: ignore[arg-type]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("path", RUBRICS, ids=lambda path: path.stem)
def test_every_shipped_rubric_is_sound_and_new_ones_are_drafts(path: Path) -> None:
    loaded = app.check_rubric(path)
    assert loaded.problems == ()
    assert loaded.rubric is not None
    assert loaded.rubric.head.status == "draft"


@pytest.mark.parametrize("fixture", ["career-models-2022", "self-assessment-st", "bt-example"])
def test_every_fixture_is_what_its_script_makes(fixture: str, tmp_path: Path) -> None:
    runpy.run_path(str(FIXTURES / fixture / "make.py"))["main"](tmp_path)
    for made in tmp_path.iterdir():
        assert made.read_bytes() == (FIXTURES / fixture / made.name).read_bytes()


@pytest.fixture(scope="module")
def career(tmp_path_factory: pytest.TempPathFactory) -> app.Report:
    folder = tmp_path_factory.mktemp("career")
    return reported(folder, "career-models-2022", "career-models@2022", "2022", "mellansverige")


def test_a_region_and_a_municipality_are_each_asked_the_26_questions_of_the_source() -> None:
    model = app.pinned_rubric("career-models@2022").model
    asked = Counter(role for question in model.questions for role in question.roles)
    assert asked == {"region": 26, "kommun": 26, "larosate": 7}


@pytest.mark.parametrize(("role", "responses", "invited"), [("region", 6, 7), ("kommun", 24, 74), ("larosate", 6, 6)])
def test_who_answered(career: app.Report, role: str, responses: int, invited: int) -> None:
    """32 and 100 % are printed, and 85 %, which no whole number of 7 regions is."""
    region = ("region", "mellansverige")
    assert value(career, *region, "responses", "n", role=role) == responses
    assert value(career, *region, "invited", "n", role=role) == invited
    assert value(career, *region, "responses", "share_of_invited", role=role) == Fraction(responses, invited)


def test_what_the_slides_say_of_the_regions(career: app.Report) -> None:
    """All have begun the work; half have begun to introduce the models."""
    region = ("region", "mellansverige")
    assert value(career, *region, "item:anpassa-modellen", "share_positive", role="region") == 1
    assert value(career, *region, "item:inforande", "share_positive", role="region") == Fraction(1, 2)


def test_the_municipalities_steps_are_shown_and_the_six_regions_are_not(career: app.Report) -> None:
    region = ("region", "mellansverige")
    assert value(career, *region, "item:beslut", "count:nej", role="kommun") == 15
    assert value(career, *region, "item:beslut", "share:ja", role="kommun") == Fraction(5, 23)
    of_regions = career.material.figures("region", "mellansverige", "item:beslut", "count:nej", role="region")
    assert (of_regions.value, of_regions.withheld) == (None, True)


def test_the_roles_stand_beside_each_other_in_one_table(career: app.Report) -> None:
    tables = [b for s in region_document(career.material).sections for b in s.blocks if isinstance(b, Table)]
    table = next(table for table in tables if table.columns[1].header == "Svar från")
    first, second = table.rows[:2]
    assert [row.cells[1] for row in (first, second)] == ["regioner", "kommuner"]
    assert (first.cells[0] != "", second.cells[0]) == (True, "")


@pytest.fixture(scope="module")
def assessed(tmp_path_factory: pytest.TempPathFactory) -> app.Report:
    folder = tmp_path_factory.mktemp("self")
    return reported(folder, "self-assessment-st", "self-assessment-st@1", "2019-self", "vastmanland")


def test_areas_grades_and_line_are_those_of_the_inspection() -> None:
    own, st = (app.pinned_rubric(key).model for key in ("self-assessment-st@1", "spur-st@2018"))
    assert own.areas == st.areas
    assert [(g.code, g.points, g.label) for g in own.grades] == [(g.code, g.points, g.label) for g in st.grades]
    assert (own.groups, own.grading.line) == (st.groups, st.grading.line)
    assert [(m.to, m.here, m.there) for m in own.mappings] == [("spur-st@2018", a.id, a.id) for a in st.areas]


def test_every_area_is_counted(assessed: app.Report) -> None:
    rows = rows_of(FIXTURES / "self-assessment-st" / "grades.csv")
    assert value(assessed, "region", "vastmanland", "units", "n") == 30
    for area in "ABCDEFGH":
        given = Counter(row["grade_at_inspection"] for row in rows if row["area"] == area)
        of_area = ("region", "vastmanland", f"area:{area}")
        assert {g: value(assessed, *of_area, f"count:{g}") for g in "ABCD"} == {g: given[g] for g in "ABCD"}
        assert value(assessed, *of_area, "share_at_line") == Fraction(given["A"] + given["B"], 30)


def test_the_report_says_that_no_inspector_graded(assessed: app.Report) -> None:
    document = region_document(assessed.material)
    said = repr(document)
    assert "Enheternas självvärdering av läkares specialiseringstjänstgöring" in document.title
    assert "Ingen inspektör har prövat graderingarna." in said
    assert "Inspektörernas graderingar" not in said
    assert "handlingsplan" not in said


@pytest.fixture(scope="module")
def bt(tmp_path_factory: pytest.TempPathFactory) -> app.Report:
    return reported(tmp_path_factory.mktemp("bt"), "bt-example", "bt-example@1", "2025", "exempel")


@pytest.fixture(scope="module")
def doctors() -> list[dict[str, str]]:
    return [row for row in rows_of(FIXTURES / "bt-example" / "survey.csv") if row["role"] == "bt-lakare"]


def item(bt: app.Report, question: str, statistic: str) -> Any:
    return value(bt, "region", "exempel", f"item:{question}", statistic, role="bt-lakare")


def test_everything_is_marked_as_an_example() -> None:
    model = app.pinned_rubric("bt-example@1").model
    assert all(requirement.example for requirement in model.requirements)
    assert "exempel" in model.head.title["sv"]


def test_whole_numbers_fall_into_their_bins(bt: app.Report, doctors: list[dict[str, str]]) -> None:
    given = [int(row["bt.samtal"]) for row in doctors]
    expected = {0: sum(n <= 1 for n in given), 2: sum(2 <= n <= 4 for n in given), 5: sum(n >= 5 for n in given)}
    assert {least: item(bt, "bt.samtal", f"count:{least}") for least in expected} == expected


def test_numbers_with_decimals_too(bt: app.Report, doctors: list[dict[str, str]]) -> None:
    given = [float(row["bt.sjalvstudier"].replace(",", ".")) for row in doctors if row["bt.sjalvstudier"]]
    edges = [0, 1, 2, 4, 100]
    expected = [sum(low <= n < high for n in given) for low, high in itertools.pairwise(edges)]
    assert [item(bt, "bt.sjalvstudier", f"count:{least}") for least in edges[:-1]] == expected
    assert item(bt, "bt.sjalvstudier", "missing") == len(doctors) - len(given)


def test_bins_are_told_in_words(bt: app.Report) -> None:
    tables = [b for s in region_document(bt.material).sections for b in s.blocks if isinstance(b, Table)]
    headers = [[column.header for column in table.columns] for table in tables]
    assert any(row[2:5] == ["0–1", "2–4", "5 eller fler"] for row in headers)
    assert any(row[2:6] == ["0 till under 1", "1 till under 2", "2 till under 4", "4–40"] for row in headers)


def test_a_multiple_choice_is_of_those_who_chose_anything(bt: app.Report, doctors: list[dict[str, str]]) -> None:
    given = [row["bt.bedomningsformer"].split(";") for row in doctors if row["bt.bedomningsformer"]]
    assert item(bt, "bt.bedomningsformer", "n") == len(given)
    for form in ("medsittning", "mini-cex", "kollegium", "ingen"):
        chosen = sum(form in forms for forms in given)
        assert item(bt, "bt.bedomningsformer", f"count:{form}") == chosen
        assert item(bt, "bt.bedomningsformer", f"share:{form}") == Fraction(chosen, len(given))


def test_a_reversed_question_is_positive_where_people_disagree(bt: app.Report, doctors: list[dict[str, str]]) -> None:
    disagree = sum(row["bt.ensam"] in ("1", "2") for row in doctors)
    assert item(bt, "bt.ensam", "positive") == disagree


def test_there_are_no_workbooks_and_no_grades_for_an_instrument_that_only_asks(db: str, tmp_path: Path) -> None:
    for ask in (
        lambda: app.templates(db, "competence-needs@2022", "1", tmp_path),
        lambda: app.import_grades(db, GOLDEN / "grades.csv", "competence-needs@2022", "1"),
    ):
        with pytest.raises(InvalidInput) as refused:
            ask()
        assert [problem.code for problem in refused.value.problems] == [Code.RUBRIC_GRADES_NOTHING]
