"""Who answered, of how many: the 2020 report's 206 answers of 205 trainees, told and not bent."""

from decimal import Decimal
from itertools import chain

import pytest

from spur import app
from spur.records.problem import Code
from spur.report.document import Paragraph, Section, Table
from spur.report.region import region_document
from spur.report.shown import shown
from tests.conftest import GOLDEN, RUBRIC

REGION = ("region", "vastmanland")
ROLES = ("st-lakare", "handledare", "studierektor", "verksamhetschef")


@pytest.fixture(scope="module")
def chapters(demo) -> dict[str, Section]:
    return {section.title: section for section in region_document(demo[2].material).sections}


def texts(section: Section) -> str:
    paragraphs = (block.text for block in section.blocks if isinstance(block, Paragraph))
    notes = chain.from_iterable(block.notes for block in section.blocks if isinstance(block, Table))
    return " ".join((*paragraphs, *notes))


def test_206_answers_of_205_is_more_than_a_hundred_percent(figure):
    answered, invited = (int(figure(*REGION, s, "n", "st-lakare")["value"]) for s in ("responses", "invited"))
    assert (answered, invited) == (206, 205)
    rate = Decimal(figure(*REGION, "responses", "share_of_invited", "st-lakare")["value"])
    assert abs(rate - Decimal(206) / 205) < Decimal("1e-11")
    assert figure("group", "psykiatri", "responses", "share_of_invited", "st-lakare")["shown"] == "106 %"


def test_it_is_told_by_the_import_by_the_report_and_in_its_text(demo, chapters):
    _, imports, report = demo
    by_import, by_report = (
        [(p.found, p.also) for p in problems if p.code is Code.RESPONSES_EXCEED_INVITED]
        for problems in (chain.from_iterable(summary.problems for summary in imports), report.problems)
    )
    assert by_import == by_report == [("PS-01, st-lakare", "9 > 8")]
    told = texts(chapters["Underlag"])
    assert "Inbjudna att svara var 205, alltså färre än de 206 som har svarat." in told
    assert "(ST-läkare, 9 svar, 8 inbjudna)" in told


def test_the_parts_add_up(demo, figure):
    groups = [group.id for group in demo[2].material.region.groups]
    for role in ROLES:
        for subject in ("responses", "invited"):
            of_groups = sum(int(figure("group", group, subject, "n", role)["value"]) for group in groups)
            assert of_groups == int(figure(*REGION, subject, "n", role)["value"])
    for subject in ("responses", "invited"):
        of_roles = sum(int(figure(*REGION, subject, "n", role)["value"]) for role in ROLES)
        assert of_roles == int(figure(*REGION, subject, "n")["value"])


def test_the_chapter_has_every_role_with_its_rate(chapters):
    tables = [block for block in chapters["Underlag"].blocks if isinstance(block, Table)]
    rows = [[cell if isinstance(cell, str) else str(cell.value) for cell in row.cells] for row in tables[1].rows]
    assert [row[0] for row in rows] == ["ST-läkare", "Handledare", "Studierektorer", "Verksamhetschefer", "Alla roller"]
    assert [row[1] for row in rows] == ["206", "186", "27", "51", "470"]
    assert [row[2] for row in rows] == ["205", "240", "55", "73", "573"]


def test_units_where_nobody_answered_are_listed_by_name(db, tmp_path):
    survey = tmp_path / "survey.csv"
    lines = (GOLDEN / "survey.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    gone = (",AM-01,st-lakare,", ",KI-06,st-lakare,")
    survey.write_text("".join(line for line in lines if not any(cut in line for cut in gone)), encoding="utf-8")
    app.import_grades(db, GOLDEN / "grades.csv", RUBRIC, "2019")
    app.import_survey(db, survey, RUBRIC, "2019")
    report = app.report_region(db, "vastmanland", "2019", outputs=["csv"], out=tmp_path)
    names = [unit.name for unit in report.material.units if unit.id in ("AM-01", "KI-06")]
    (basis,) = (s for s in region_document(report.material).sections if s.title == "Underlag")
    assert f"Enheter utan något svar från ST-läkare (2): {' och '.join(names)}." in texts(basis)


def test_the_two_sentences_on_agreement_have_the_2020_reports_shape(demo, chapters, figure):
    told = texts(chapters["Samstämmighet mellan rollerna"])
    assert told.startswith("Störst är samstämmigheten mellan rollerna i ")
    assert ", minst i " in told
    times = figure(*REGION, "items", "count:lowest", "st-lakare")["value"]
    assert f"Lägst andel positiva svar har oftast ST-läkare: i {times} av 22 jämförda frågor." in told


def test_the_questions_on_which_the_roles_agree_least_stand_first(demo, chapters):
    table = [block for block in chapters["Samstämmighet mellan rollerna"].blocks if isinstance(block, Table)][-1]
    ranges = [cell.value for row in table.rows for cell in row.cells if getattr(cell, "statistic", "") == "role_range"]
    assert len(ranges) == 22
    assert ranges == sorted(ranges, reverse=True)
    own = [shown(c, demo[2].material.wording) for c in table.rows[0].cells if getattr(c, "role", "")]
    assert len(own) == 2 * len(ROLES)


def test_where_one_role_answered_there_is_no_chapter_on_agreement(db, tmp_path):
    survey = tmp_path / "survey.csv"
    lines = (GOLDEN / "survey.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    survey.write_text(lines[0] + "".join(x for x in lines if ",st-lakare," in x), encoding="utf-8")
    app.import_survey(db, survey, RUBRIC, "2019")
    report = app.report_region(db, "vastmanland", "2019", outputs=["csv"], out=tmp_path)
    assert "Samstämmighet mellan rollerna" not in [s.title for s in region_document(report.material).sections]
    assert not [f for f in report.material.figures if f.statistic == "role_range"]
