"""A region divided by place or division, and beside an earlier round: as a study director asks for it."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from spur import app
from spur.cli import run
from tests.conftest import GOLDEN, RUBRIC, Figure, read_figures

ROLE = "st-lakare"
Report = Callable[..., Path]


@pytest.fixture(scope="module")
def units(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The golden units with a division of specialty groups, and half of them without an owner."""
    divisions = {"allmanmedicin": "Primärvård", "diagnostik": "Ömsom", "psykiatri": "Ångest"}
    with (GOLDEN / "units.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows):
        row["division"] = divisions.get(row["specialty_group"], "Akutsjukhus")
        row["Ägare"] = "regionen" if number % 2 else ""
    path = tmp_path_factory.mktemp("units") / "units.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory, units: Path) -> Path:
    """A database with the golden round, kept with these units."""
    path = tmp_path_factory.mktemp("region") / "spur.db"
    keep_round(f"sqlite:///{path}", units, RUBRIC)
    return path


def keep_round(db: str, units: Path, rubric: str) -> None:
    app.init(db)
    app.import_units(db, units)
    app.import_grades(db, GOLDEN / "grades.csv", rubric, "2019")
    app.import_survey(db, GOLDEN / "survey.csv", rubric, "2019")


@pytest.fixture
def report(tmp_path: Path, region: Path, capsys: pytest.CaptureFixture[str]) -> Report:
    for file in region.parent.iterdir():  # the database, and what it has not written into it yet
        shutil.copy(file, tmp_path)
    db = f"sqlite:///{tmp_path / region.name}"

    def write(*words: str, expect: int = 0) -> Path:
        out = tmp_path / "out"
        asked = ["report", "region", "vastmanland", "--round", "2019", "--db", db, "--out", str(out), *words]
        assert run(asked) == expect, capsys.readouterr().err
        return out

    return write


def groups(rows: list[Figure]) -> list[str]:
    return list(dict.fromkeys(row["scope_id"] for row in rows if row["scope"] == "group"))


def text(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_everything_is_told_per_place_and_the_report_says_so(report: Report) -> None:
    out = report("--by", "place", "--format", "pdf,csv")
    rows = read_figures(out / "figures.csv")
    assert groups(rows) == ["Centralort", "Norrort", "Söderort", "Västerort", "Österort"]
    units = {r["scope_id"]: int(r["value"]) for r in rows
             if r["scope"] == "group" and (r["subject"], r["statistic"], r["role"]) == ("units", "n", "")}  # fmt: skip
    assert units == {"Centralort": 31, "Norrort": 7, "Söderort": 3, "Västerort": 8, "Österort": 2}
    told = text(out / "region-vastmanland-2019.pdf")
    for sentence in ("Indelning ort", "Granskningsresultat per ort", "Enkätsvar per ort", "Varje grupp jämförd med"):
        assert sentence in told
    assert "Svar per specialitetsgrupp och för de enheter vars egna rapporter visar svar kan redan vara kända." in told
    assert "per specialitetsgrupp," not in told


def test_answers_that_could_be_combined_with_the_specialty_groups_are_shown_for_no_place(report: Report) -> None:
    """In the smallest places too few have answered some of the questions."""
    rows = read_figures(report("--by", "place", "--format", "csv") / "figures.csv")
    withheld: dict[str, set[str]] = {}
    for row in rows:
        if row["scope"] == "group" and row["role"] == ROLE and row["statistic"] == "share_positive":
            withheld.setdefault(row["subject"], set()).add(row["withheld"])
    assert all(len(words) == 1 for words in withheld.values()), "a question is shown for all places or for none"
    assert {word for words in withheld.values() for word in words} == {"", "withheld"}


def test_divisions_stand_in_the_alphabets_order_and_a_blank_cell_last(report: Report) -> None:
    rows = read_figures(report("--by", "division", "--format", "csv") / "figures.csv")
    assert groups(rows) == ["Akutsjukhus", "Primärvård", "Ångest", "Ömsom"]
    out = report("--by", "Ägare", "--format", "pdf,csv")
    assert groups(read_figures(out / "figures.csv")) == ["regionen", ""]
    assert "Ej angivet" in text(out / "region-vastmanland-2019.pdf")


def test_a_column_that_is_not_there_is_told_with_those_that_are(
    report: Report, capsys: pytest.CaptureFixture[str]
) -> None:
    report("--by", "divison", expect=3)
    told = capsys.readouterr().err
    assert "Enheterna har ingen kolumn ”divison”" in told
    assert "Tillåtet: division, place, specialty, specialty_group, Ägare. Menade du ”division”?" in told


def test_the_specialty_groups_are_what_they_were(report: Report) -> None:
    plain = (report("--format", "csv") / "figures.csv").read_bytes()
    assert (report("--by", "specialty_group", "--format", "csv") / "figures.csv").read_bytes() == plain


@pytest.mark.parametrize(
    ("versus", "said"),
    [
        ("2019", "Omgången 2019 kan inte jämföras med sig själv."),
        ("2015", "Det finns inga uppgifter från granskningsomgången ”2015”."),
    ],
)
def test_a_round_that_cannot_be_compared_with(
    versus: str, said: str, report: Report, capsys: pytest.CaptureFixture[str]
) -> None:
    report("--versus-round", versus, expect=3)
    assert said in capsys.readouterr().err


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A rubric of before: grades mean something else, one question was worded otherwise and one was not asked."""
    rubric = app.pinned_rubric(RUBRIC).text
    for old, new in (
        ('version = "2018"', 'version = "2008"'),
        ("points = 4", "points = 5"),
        ('wording = "st.program-revideras.1"', 'wording = "st.program-revideras.0"'),
        ("revideras årligen", "revideras regelbundet"),
        ('id = "st.teori"', 'id = "st.kurser"'),
    ):
        assert old in rubric
        rubric = rubric.replace(old, new)
    path = tmp_path / "older.toml"
    path.write_text(rubric.replace('aliases = ["Mitt individuella utbildningsprogram revideras regelbundet."]', ""))
    return path


def with_older_round(db: str, older: Path, tmp_path: Path) -> None:
    survey = (GOLDEN / "survey.csv").read_text(encoding="utf-8").replace("st.teori", "st.kurser")
    lines = [line for number, line in enumerate(survey.splitlines()) if number < 300]
    path = tmp_path / "survey-2014.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    app.import_survey(db, path, str(older), "2014")
    app.import_grades(db, GOLDEN / "grades.csv", str(older), "2014")


def test_an_earlier_round_is_read_under_its_own_rubric_and_only_what_is_alike_is_compared(
    report: Report, older: Path, tmp_path: Path
) -> None:
    with_older_round(f"sqlite:///{tmp_path / 'spur.db'}", older, tmp_path)
    out = report("--versus-round", "2014", "--format", "pdf,csv")
    rows = read_figures(out / "figures.csv")
    compared = {r["subject"] for r in rows if r["versus"] == "round:2014" and r["statistic"] == "diff"}
    assert len(compared) == 20
    assert not compared & {"item:st.program-revideras", "item:st.teori", "item:st.kurser", "area:A"}
    assert {r["scope"] for r in rows if r["round"] == "2014"} == {"region", "group", "residual"}
    then = [r for r in rows if r["round"] == "2014" and r["subject"].startswith(("area:", "total"))]
    assert {r["statistic"] for r in then} <= {"answers", "share_of_answers"}  # of answers, never of grades
    told = text(out / "region-vastmanland-2019.pdf")
    assert "Föreskrifter och kriterier har ändrats; resultat kan inte jämföras." in told
    assert "enligt spur-st@2008" in told
    for why in ("Frågan hade en annan ordalydelse 2014.", "Frågan fanns inte 2014.", "Frågan finns inte 2019."):
        assert why in told


def test_a_mapping_makes_a_question_and_an_area_comparable_and_is_printed(
    older: Path, units: Path, tmp_path: Path
) -> None:
    mapping = '\n[[mapping]]\nto = "spur-st@2008"\nsubject = "{}"\nhere = "{}"\nthere = "{}"\nreason.sv = "{}"\n'
    newer = tmp_path / "newer.toml"
    newer.write_text(
        app.pinned_rubric(RUBRIC).text
        + mapping.format("question", *["st.program-revideras"] * 2, "Årligen och regelbundet betyder här samma sak.")
        + mapping.format("area", "D", "D", "Samma krav för gradering B."),
        encoding="utf-8",
    )
    db = f"sqlite:///{tmp_path / 'mapped.db'}"
    keep_round(db, units, str(newer))
    with_older_round(db, older, tmp_path)
    report = app.report_region(db, "vastmanland", "2019", versus_round="2014", outputs=("pdf", "csv"), out=tmp_path)
    rows = read_figures(report.files[1])
    graded = [r for r in rows if r["statistic"] not in ("answers", "share_of_answers")]
    assert {(r["subject"], r["statistic"]) for r in graded if r["round"] == "2014" and r["subject"][:5] == "area:"} == {
        ("area:D", "n"),
        ("area:D", "share_at_line"),
    }
    of_area = {r["statistic"]: r["shown"] for r in rows if r["subject"] == "area:D" and r["versus"] == "round:2014"}
    assert {key: of_area[key] for key in ("diff", "in_both", "rose", "fell", "p")} == {
        "diff": "0,0", "in_both": "51", "rose": "0", "fell": "0", "p": "–"
    }  # fmt: skip
    assert not any(statistic.startswith("grades") for statistic in of_area)  # points of unlike rubrics
    told = text(report.files[0])
    assert "Mitt individuella utbildningsprogram revideras årligen. †" in told
    assert (
        "† ”Mitt individuella utbildningsprogram revideras årligen.” jämförs med ”Mitt individuella "
        "utbildningsprogram revideras regelbundet.” från 2014. Årligen och regelbundet betyder här samma sak."
    ) in told
    assert "Samma krav för gradering B." in told
    assert told.count("revideras årligen. †") == 2  # for the region, and group by group
