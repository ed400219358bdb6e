"""The areas from every side: the grade beside what was answered, the units' own assessment and the earlier round."""

import csv
from fractions import Fraction
from pathlib import Path

import pytest

from spur import app
from spur.analysis.answers import scored_questions
from spur.analysis.figure import Figure
from spur.records.problem import Code, InvalidInput
from spur.report.document import Table
from spur.report.region import region_document
from spur.report.shown import shown
from spur.report.unit import unit_document
from tests.conftest import GOLDEN, RUBRIC

OWN = Path(__file__).parents[2] / "fixtures" / "self-assessment-st" / "grades.csv"
BASELINE, TRAINEES = "riket", "st-lakare"


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('sides') / 'spur.db'}"
    app.init(url)
    app.import_units(url, GOLDEN / "units.csv")
    app.import_grades(url, GOLDEN / "grades.csv", RUBRIC, "2019")
    app.import_survey(url, GOLDEN / "survey.csv", RUBRIC, "2019")
    app.import_baseline(url, GOLDEN / "baseline_national_2017_2019.csv", RUBRIC, BASELINE, excludes="vastmanland")
    app.import_grades(url, OWN, "self-assessment-st@1", "2019-self")
    return url


@pytest.fixture(scope="module")
def region(db: str, tmp_path_factory: pytest.TempPathFactory) -> app.Report:
    out = tmp_path_factory.mktemp("region")
    return app.report_region(db, "vastmanland", "2019", baseline=BASELINE, self_assessment="2019-self", out=out)


def table(document: object, title: str) -> list[list[str]]:
    sections = [s for s in document.sections if s.title == title]  # type: ignore[attr-defined]
    [found, *_] = [block for section in sections for block in section.blocks if isinstance(block, Table)]
    return [[str(cell) for cell in row.cells] for row in found.rows]


def test_all_answers_to_an_areas_questions_are_pooled_where_all_are_shown(region: app.Report) -> None:
    figures, rubric = region.material.figures, region.material.rubric
    for area in rubric.areas:
        items = [q.id for q in scored_questions(rubric) if q.area == area.id and TRAINEES in q.roles]
        told = [
            [figures.get("region", "vastmanland", f"item:{i}", s, role=TRAINEES) for s in ("positive", "n")]
            for i in items
        ]
        counts = [(k.value, n.value) for k, n in told if k is not None and n is not None]
        share = figures.get("region", "vastmanland", f"area:{area.id}", "share_of_answers", role=TRAINEES)
        if not counts:
            assert share is None
        elif any(n is None for _, n in counts):
            assert share is not None
            assert share.withheld
        else:
            assert share is not None
            assert share.value == Fraction(sum(k for k, _ in counts), sum(n for _, n in counts))


def test_a_status_joins_the_standard_and_what_the_answers_say(region: app.Report) -> None:
    m = region.material
    for area in m.rubric.areas:
        mean = m.of_region(f"area:{area.id}", "mean").value
        status = m.of_region(f"area:{area.id}", "area_status").value
        assert (status == "below") == (mean < 3)  # type: ignore[operator]


def test_the_units_own_assessment_stands_beside_the_grades_but_never_their_points(region: app.Report) -> None:
    own = {f.statistic for f in region.material.figures if f.round == "2019-self"}
    assert own == {"n", "share_at_line"}
    with OWN.open(encoding="utf-8", newline="") as file:
        grades = [row["grade_at_inspection"] for row in csv.DictReader(file) if row["area"] == "E"]
    at_line = region.material.figures("region", "vastmanland", "area:E", "share_at_line", round_="2019-self")
    assert at_line.value == Fraction(sum(grade in "AB" for grade in grades), len(grades))
    # most units think that they follow the rules in E; the inspectors' mean is 2.6
    disagrees = region.material.of_region("area:E", "disagrees", versus="round:2019-self").value
    assert disagrees == ("yes" if 2 * at_line.value > 1 else "no")  # type: ignore[operator]


def test_the_table_has_every_source_with_its_n(region: app.Report) -> None:
    rows = table(region_document(region.material), "Områdena från flera håll")
    assert [row[0][0] for row in rows] == list("ABCDEFGH")
    assert all(row[1].split()[0] in "✓!×" for row in rows)


def test_a_unit_sees_its_letter_beside_its_own_assessment(db: str, tmp_path: Path) -> None:
    report = app.report_unit(
        db, "AM-01", "2019", baseline=BASELINE, self_assessment="2019-self", outputs=["csv"], out=tmp_path
    )
    m = report.material
    [found] = [
        block
        for section in unit_document(m).sections
        if section.title == "Områdena från flera håll"
        for block in section.blocks
        if isinstance(block, Table)
    ]
    titles = list(dict.fromkeys(column.over for column in found.columns if column.over))
    assert titles[0] == "Gradering"
    assert "Självvärdering" in titles
    letters = [
        shown(cell, m.wording) if isinstance(cell, Figure) else cell for cell in (r.cells[2] for r in found.rows)
    ]
    assert set(letters) <= set("ABCD")


def test_a_round_that_assesses_nothing_alike_is_refused(db: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as refused:
        app.report_region(db, "vastmanland", "2019", self_assessment="2030", out=tmp_path)
    assert refused.value.problems[0].code is Code.ROUND_UNKNOWN
