"""How many were invited: read like every other table, and never bent to fit the answers."""

import csv
from pathlib import Path

import pytest

from spur import app
from spur.app import ImportSummary
from spur.cli.telling import sentence
from spur.records.problem import Code, InvalidInput, Problem, folded
from spur.wording import Wording
from tests.conftest import GOLDEN, RUBRIC, read_figures

HEADER = "unit_id,role,invited\n"
SURVEY = "response_id,unit_id,role,st.helhet\n"


def invited(db: str, folder: Path, rows: str, header: str = HEADER) -> ImportSummary:
    path = folder / "invited.csv"
    path.write_text(header + rows, encoding="utf-8")
    return app.import_invited(db, path, RUBRIC, "2019")


def surveyed(db: str, folder: Path, *units: str, role: str = "st-lakare") -> ImportSummary:
    path = folder / "survey.csv"
    rows = "".join(f"R{i},{unit},{role},4\n" for i, unit in enumerate(units))
    path.write_text(SURVEY + rows, encoding="utf-8")
    return app.import_survey(db, path, RUBRIC, "2019")


def doubts(problems: tuple[Problem, ...]) -> list[tuple[Code, str, str, int | None]]:
    return [
        (p.code, p.found, p.also, p.place.row)
        for p in problems
        if p.code in (Code.RESPONSES_EXCEED_INVITED, Code.INVITED_ABSENT)
    ]


def figures(db: str, folder: Path) -> dict[tuple[str, ...], str]:
    app.report_region(db, "vastmanland", "2019", outputs=["csv"], out=folder)
    columns = ("scope", "scope_id", "role", "subject", "statistic")
    return {tuple(row[c] for c in columns): row["value"] for row in read_figures(folder / "figures.csv")}


def test_a_file_gives_response_rates_for_the_region_its_groups_and_units(db, tmp_path):
    surveyed(db, tmp_path, "AM-01", "AM-01", "AM-02", "KI-01")
    summary = invited(db, tmp_path, "AM-01,st-lakare,4\nAM-02,ST-läkare,2\nKI-01,trainees,1\n")
    assert (summary.rows_read, summary.rows_used, summary.rows_ignored, summary.problems) == (3, 3, 0, ())
    rates = figures(db, tmp_path)
    of = ("st-lakare", "responses", "share_of_invited")
    assert rates["region", "vastmanland", *of] == "0.571428571429"  # 4 of 7
    assert rates["group", "allmanmedicin", *of] == "0.5"
    assert rates["unit", "AM-01", *of] == "0.5"
    assert rates["unit", "AM-01", "st-lakare", "invited", "n"] == "4"


def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_kept(db, tmp_path):
    rows = "AM-01x,st-lakare,4\nAM-01,läkare,4\nAM-01,st-lakare,fyra\nAM-02,st-lakare,\nAM-01,st-lakare,3\n"
    with pytest.raises(InvalidInput) as refused:
        invited(db, tmp_path, rows)
    assert [(p.code, p.place.row, p.place.column, p.found) for p in refused.value.problems] == [
        (Code.UNIT_UNKNOWN, 2, "unit_id", "AM-01x"),
        (Code.ROLE_UNKNOWN, 3, "role", "läkare"),
        (Code.NUMBER_INVALID, 4, "invited", "fyra"),
        (Code.VALUE_MISSING, 5, "invited", ""),
        (Code.INVITED_DUPLICATE, 6, "role", "AM-01, st-lakare"),
    ]
    assert [p.suggestion for p in refused.value.problems][:2] == ["AM-01", "st-lakare"]
    surveyed(db, tmp_path, "AM-01")
    assert not [address for address in figures(db, tmp_path) if "invited" in address]


def test_a_column_that_is_lacking_is_told_and_one_too_many_is_not_read(db, tmp_path):
    with pytest.raises(InvalidInput) as refused:
        invited(db, tmp_path, "AM-01,4\n", "unit_id,invited\n")
    assert [(p.code, p.found) for p in refused.value.problems] == [(Code.COLUMN_MISSING, "role")]
    kept = invited(db, tmp_path, "AM-01,st-lakare,4,Anna\n", "Unit_ID,Role,Invited,contact\n")
    assert [(p.code, p.found) for p in kept.problems] == [(Code.COLUMN_IGNORED, "contact")]


def test_the_newest_file_counts_and_the_same_file_again_changes_nothing(db, tmp_path):
    surveyed(db, tmp_path, "AM-01", "AM-02")
    invited(db, tmp_path, "AM-01,st-lakare,4\nAM-02,st-lakare,2\n")
    later = invited(db, tmp_path, "AM-01,st-lakare,3\n")
    assert later.kept.superseded == 1
    assert invited(db, tmp_path, "AM-01,st-lakare,3\n").kept.already
    rates = figures(db, tmp_path)
    assert rates["region", "vastmanland", "st-lakare", "invited", "n"] == "5"


def test_more_answers_than_invited_is_told_with_its_row_and_kept_as_it_is(db, tmp_path):
    surveyed(db, tmp_path, "AM-01", "AM-01", "AM-02")
    summary = invited(db, tmp_path, "AM-02,st-lakare,1\nAM-01,st-lakare,1\n")
    assert doubts(summary.problems) == [(Code.RESPONSES_EXCEED_INVITED, "AM-01, st-lakare", "2 > 1", 3)]
    rates = figures(db, tmp_path)
    assert rates["region", "vastmanland", "st-lakare", "responses", "share_of_invited"] == "1.5"
    assert rates["unit", "AM-01", "st-lakare", "responses", "share_of_invited"] == "2"


def test_it_is_told_as_well_when_the_survey_comes_after(db, tmp_path):
    invited(db, tmp_path, "AM-01,st-lakare,1\nAM-02,st-lakare,0\n")
    summary = surveyed(db, tmp_path, "AM-01", "AM-01", "AM-02")
    exceeding = Code.RESPONSES_EXCEED_INVITED
    told = [(exceeding, "AM-01, st-lakare", "2 > 1", None), (exceeding, "AM-02, st-lakare", "1 > 0", None)]
    assert doubts(summary.problems) == told
    report = app.report_region(db, "vastmanland", "2019", outputs=["csv"], out=tmp_path)
    assert doubts(report.problems) == told
    said = [sentence(problem, Wording("sv")) for problem in folded(report.problems)]
    assert said[0].startswith("Fler svar än inbjudna för AM-01, st-lakare (2 > 1).")


def test_where_a_unit_that_answered_does_not_say_how_many_there_is_no_rate_and_the_unit_is_named(db, tmp_path):
    surveyed(db, tmp_path, "AM-01", "AM-02", "KI-01")
    invited(db, tmp_path, "AM-01,st-lakare,4\nKI-01,st-lakare,2\nKI-02,st-lakare,3\n")
    rates = figures(db, tmp_path)
    of = ("st-lakare", "responses", "share_of_invited")
    assert rates["region", "vastmanland", *of] == rates["group", "allmanmedicin", *of] == ""
    assert rates["group", "kirurgi", *of] == "0.2"  # nobody at KI-02, whose three count
    report = app.report_region(db, "vastmanland", "2019", outputs=["csv"], out=tmp_path)
    assert doubts(report.problems) == [(Code.INVITED_ABSENT, "st-lakare", "AM-02", None)]


def test_units_where_nobody_answered_are_counted_unless_nobody_was_there_to_ask(db, tmp_path):
    surveyed(db, tmp_path, "AM-01")
    invited(db, tmp_path, "AM-01,st-lakare,4\nAM-02,st-lakare,2\nAM-03,st-lakare,0\nAM-03,handledare,1\n")
    counts = figures(db, tmp_path)
    of = ("st-lakare", "units", "without_responses")
    assert [counts["unit", unit, *of] for unit in ("AM-01", "AM-02", "AM-03")] == ["0", "1", "0"]
    assert counts["region", "vastmanland", *of] == "1"
    silent = ("units", "without_responses")
    # of supervisors the file tells at AM-03 alone; of heads of department nowhere, so all the units are to be asked for
    assert counts["region", "vastmanland", "handledare", *silent] == "1"
    assert counts["region", "vastmanland", "verksamhetschef", *silent] == "3"


def test_the_shipped_file_is_read_whole(db):
    with (GOLDEN / "invited.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    summary = app.import_invited(db, GOLDEN / "invited.csv", RUBRIC, "2019")
    assert summary.rows_used == len(rows) == 51 * 4
    assert not summary.problems
