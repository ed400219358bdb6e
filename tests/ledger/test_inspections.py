"""What becomes of inspections once they are read: which of them count, what supersedes what, and what plans lift."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from spur import app
from spur.ledger.ledger import Ledger
from spur.records.event import State
from spur.records.imported import Kept
from spur.records.inspection import FoundRequirement, Inspection
from spur.records.problem import Code, InvalidInput
from tests.conftest import GOLDEN, RUBRIC
from tests.ledger.golden import ROUND, Plan, corrected, golden_inspections, golden_plans, inspection, keep

REGION = "vastmanland"
INSPECTED = date(2019, 3, 1)  # AM-01
LATER = date(2020, 1, 15)


@pytest.fixture
def flat(tmp_path: Path) -> str:
    """The golden grades from the flat table, in a database of their own."""
    url = f"sqlite:///{tmp_path / 'flat.db'}"
    app.init(url)
    app.import_units(url, GOLDEN / "units.csv")
    app.import_grades(url, GOLDEN / "grades.csv", RUBRIC, ROUND)
    return url


def figures(db: str, out: Path, **asked: object) -> bytes:
    app.report_region(db, REGION, ROUND, outputs=["csv"], out=out, **asked)
    return (out / "figures.csv").read_bytes()


def finalise(db: str, *units: str, to: State = State.FINAL, on: date = LATER, note: str = "") -> None:
    app.move_inspections(db, units or None, to, ROUND, on=on, by="Anna Berg", note=note)


def receive(db: str, plans: Iterable[Plan]) -> None:
    for unit, area, on in plans:
        app.receive_plans(db, unit, [area], ROUND, on=on, note="plan")


def grades(db: str, unit: str, *, drafts: bool = False) -> dict[str, str]:
    """The unit's grades that count, by area."""
    with Ledger.open(db).view() as view:
        return {e.area: e.grade for e in view.grade_events(ROUND, drafts=drafts) if e.unit_id == unit}


def codes(refused: pytest.ExceptionInfo[InvalidInput]) -> list[Code]:
    return [problem.code for problem in refused.value.problems]


def test_51_workbooks_and_21_plans_give_the_figures_of_the_flat_tables(db, flat, tmp_path):
    kept = keep(db, golden_inspections().values())
    assert len(kept) == 51
    assert not any(each.already or each.superseded for each in kept)
    finalise(db)
    assert len(golden_plans()) == 21
    receive(db, golden_plans())
    expected = figures(flat, tmp_path / "flat")
    assert figures(db, tmp_path / "books") == expected
    assert figures(flat, tmp_path / "flat", grades_used="at-inspection") != expected


@pytest.mark.parametrize("asked", [{"as_of": date(2019, 8, 20)}, {"grades_used": "at-inspection"}], ids=str)
def test_so_they_do_halfway_through_the_year_and_as_they_were_set(asked, db, flat, tmp_path):
    keep(db, golden_inspections().values())
    finalise(db)
    receive(db, golden_plans())
    expected = figures(flat, tmp_path / "flat", **asked)
    assert figures(db, tmp_path / "books", **asked) == expected
    assert expected != figures(flat, tmp_path / "flat")


def test_every_word_of_a_workbook_is_kept(db):
    told = golden_inspections()["AM-01"]
    first = replace(
        told.areas[0],
        motivation="=1+1",
        description="rad 1\nrad 2\t”å”",
        strengths="  två blanksteg ",
        weaknesses="\U0001f600",
        possibilities="x" * 32_767,
        comment="'citat'",
        found=(replace(told.areas[0].found[0], finding="met", note="sid. 4"), *told.areas[0].found[1:]),
    )
    told = replace(told, areas=(first, *told.areas[1:]), inspectors=("Åsa Öst", "O'Hara, Bo"))
    keep(db, [told])
    with Ledger.open(db).view() as view:
        rubric_hash, kept = view.inspection("AM-01", ROUND)
        assert kept == told
        assert view.has_rubric(rubric_hash)
        assert view.inspection("AM-02", ROUND) is None


def test_the_same_file_twice_changes_nothing(db):
    told = golden_inspections()["AM-01"]
    (first,) = keep(db, [told])
    assert keep(db, [told]) == (Kept(first.number, already=True),)


def test_a_copy_of_a_file_beside_it_is_recognised(db):
    told = golden_inspections()["AM-01"]
    first, copy = keep(db, [told, told])
    assert copy == Kept(first.number, already=True)


def test_two_unlike_workbooks_of_one_unit_are_refused_and_nothing_is_kept(db):
    one, two = golden_inspections()["AM-01"], golden_inspections()["AM-02"]
    with pytest.raises(InvalidInput) as refused:
        keep(db, [two, one, corrected(one, A="C")])
    assert codes(refused) == [Code.INSPECTION_TWICE]
    assert grades(db, "AM-02", drafts=True) == {}


def test_one_bad_workbook_of_many_and_none_is_kept(db):
    with pytest.raises(InvalidInput):
        keep(db, [golden_inspections()["AM-01"], inspection("NOT-A-UNIT", {"A": "B"}, INSPECTED)])
    assert grades(db, "AM-01", drafts=True) == {}


def test_a_corrected_workbook_supersedes_the_earlier_one_as_a_whole_and_keeps_it(db):
    told = golden_inspections()["AM-01"]
    (first,) = keep(db, [told])
    finalise(db, "AM-01")
    (second,) = keep(db, [corrected(told, A="C", H="")])
    assert second.superseded == 8
    assert grades(db, "AM-01") == {"A": "C", "B": "A", "C": "A", "D": "D", "E": "C", "F": "A", "G": "B"}
    with Ledger.open(db).view() as view:
        numbers = [(each.number, each.file.replaces) for each in view.imports_of_unit("AM-01")]
    assert numbers == [(first.number, None), (second.number, first.number)]


def test_a_corrected_workbook_keeps_its_plan(db):
    told = golden_inspections()["AM-01"]
    keep(db, [told])
    finalise(db, "AM-01")
    receive(db, [("AM-01", "D", date(2019, 5, 1))])
    assert _after_plans(db) == {"D": "C"}
    keep(db, [corrected(told, A="B")])
    assert _after_plans(db) == {"D": "C"}
    keep(db, [corrected(told, D="B")])
    assert _after_plans(db) == {}


def _after_plans(db: str) -> dict[str, str]:
    entries = app.unit_history(db, "AM-01").entries
    return {given.area: given.grade for each in entries if each.kind == "after-plan" for given in each.grades}


def test_an_inspectors_own_judgement_never_counts_and_is_kept_beside_the_others(db):
    joint = golden_inspections()["AM-01"]
    anna, bo = (inspection("AM-01", {"A": grade}, INSPECTED, own=name) for grade, name in (("C", "Anna"), ("D", "Bo")))
    kept = keep(db, [anna, joint, bo])
    assert [each.superseded for each in kept] == [0, 0, 0]
    finalise(db, "AM-01")
    assert grades(db, "AM-01") == grades(db, "AM-01", drafts=True)
    assert grades(db, "AM-01")["A"] == "A"
    with Ledger.open(db).view() as view:
        assert view.inspections(ROUND) == [anna, joint, bo]


def test_a_corrected_own_judgement_supersedes_only_that_inspectors(db):
    anna, bo = (inspection("AM-01", {"A": "C", "B": "C"}, INSPECTED, own=name) for name in ("Anna", "Bo"))
    keep(db, [anna, bo])
    again = corrected(anna, A="D")
    assert keep(db, [again])[0].superseded == 2
    with Ledger.open(db).view() as view:
        assert view.inspections(ROUND) == [bo, again]


@pytest.mark.parametrize("state", [State.CALIBRATED, State.FINAL])
def test_grades_count_when_the_inspection_is_calibrated_or_final(state, db):
    keep(db, [golden_inspections()["AM-01"]])
    assert grades(db, "AM-01") == {}
    finalise(db, "AM-01", to=State.COMMENTED)
    assert grades(db, "AM-01") == {}
    assert len(grades(db, "AM-01", drafts=True)) == 8
    finalise(db, "AM-01", to=state)
    assert len(grades(db, "AM-01")) == 8


def test_a_reopened_inspection_no_longer_counts(db):
    keep(db, [golden_inspections()["AM-01"]])
    finalise(db, "AM-01")
    finalise(db, "AM-01", to=State.DRAFT, note="fel enhet besöktes")
    assert grades(db, "AM-01") == {}


def test_an_older_grade_that_counts_stands_while_a_newer_draft_does_not(flat):
    assert grades(flat, "AM-01")["A"] == "A"
    keep(flat, [corrected(golden_inspections()["AM-01"], A="C")])
    assert grades(flat, "AM-01")["A"] == "A"
    assert grades(flat, "AM-01", drafts=True)["A"] == "C"
    finalise(flat, "AM-01")
    assert grades(flat, "AM-01")["A"] == "C"


def test_another_units_state_does_not_make_a_draft_count(db):
    keep(db, [golden_inspections()["AM-01"], golden_inspections()["AM-02"]])
    finalise(db, "AM-01")
    assert grades(db, "AM-02") == {}


def test_a_corrected_grades_file_tells_how_many_grades_of_workbooks_it_supersedes(db):
    keep(db, golden_inspections().values())
    assert app.import_grades(db, GOLDEN / "grades.csv", RUBRIC, ROUND).kept.superseded == 51 * 8


def test_inspections_without_grades_or_findings_can_be_kept(db):
    empty = Inspection("AM-01", ROUND, None, (), inspection("AM-01", {}, None).judgement, "", ())
    keep(db, [empty])
    with Ledger.open(db).view() as view:
        assert view.inspections(ROUND) == [empty]
    assert FoundRequirement("A1", "", "") in golden_inspections()["AM-01"].areas[0].found


def test_a_plan_may_come_in_before_the_inspection_is_calibrated(db):
    keep(db, [golden_inspections()["AM-01"], golden_inspections()["AM-02"]])
    finalise(db, "AM-02")
    receive(db, [("AM-01", "D", date(2019, 5, 1))])
    assert _after_plans(db) == {}
    finalise(db, "AM-01")
    assert _after_plans(db) == {"D": "C"}


def test_a_plan_is_for_the_grade_that_counts_and_not_for_a_newer_draft(db, tmp_path):
    table = tmp_path / "grades.csv"
    table.write_text("unit_id,area,grade_at_inspection,inspected_on\nAM-01,D,D,2019-03-01\n", encoding="utf-8")
    app.import_grades(db, table, RUBRIC, ROUND)
    keep(db, [corrected(golden_inspections()["AM-01"], D="B")])
    receive(db, [("AM-01", "D", date(2019, 5, 1))])
    assert _after_plans(db) == {"D": "C"}
