"""What becomes of inspections once they are read: which of them count, what supersedes what, and what plans lift."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from spur import app
from spur.app import ImportSummary
from spur.ledger.ledger import Ledger
from spur.records.event import State
from spur.records.imported import Kept
from spur.records.inspection import FoundRequirement, Inspection
from spur.records.problem import Code, InvalidInput, Problem
from tests.conftest import GOLDEN, RUBRIC
from tests.ledger.files import keep_units
from tests.ledger.golden import ROUND, Plan, corrected, golden_inspections, golden_plans, inspection, keep

REGION = "vastmanland"
INSPECTED = date(2019, 3, 1)  # AM-01
LATER = date(2020, 1, 15)


def tables(folder: Path) -> str:
    """The golden grades from the flat table, in a database of their own."""
    db = f"sqlite:///{folder / 'flat.db'}"
    keep_units(db)
    app.import_grades(db, GOLDEN / "grades.csv", RUBRIC, ROUND)
    return db


@pytest.fixture
def flat(tmp_path: Path) -> str:
    return tables(tmp_path)


def figures(db: str, out: Path, **asked: object) -> bytes:
    app.report_region(db, REGION, ROUND, outputs=["csv"], out=out, preview=True, **asked)
    return (out / "preview" / "figures.csv").read_bytes()


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


def inspected(db: str) -> None:
    """All inspections are there as workbooks, final, with the plans that came in."""
    keep_units(db)
    kept = keep(db, golden_inspections().values())
    assert len(kept) == 51
    assert not any(each.already or each.superseded for each in kept)
    finalise(db)
    assert len(golden_plans()) == 21
    receive(db, golden_plans())


ASKED = ({}, {"as_of": date(2019, 8, 20)}, {"grades_used": "at-inspection"})  # now, halfway through, as they were set


@pytest.fixture(scope="module")
def of_the_tables(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """The figures of the flat tables, however they are asked for."""
    folder = tmp_path_factory.mktemp("flat")
    db = tables(folder)
    told = [figures(db, folder / "out", **asked) for asked in ASKED]
    assert len({*told}) == len(ASKED)
    return told


@pytest.mark.parametrize("asked", range(len(ASKED)))
def test_51_workbooks_and_21_plans_give_the_figures_of_the_flat_tables(asked, backend, filled, of_the_tables, tmp_path):
    assert figures(filled(backend, inspected), tmp_path, **ASKED[asked]) == of_the_tables[asked]


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


TABLE = "unit_id,area,grade_at_inspection,grade_after_plan,inspected_on,plan_received_on\n"


@pytest.fixture
def table(db: str, tmp_path: Path) -> Callable[..., ImportSummary]:
    """Import a grades file of these rows."""

    def keep_table(*rows: str, rubric: str = RUBRIC) -> ImportSummary:
        path = tmp_path / "grades.csv"
        path.write_text(TABLE + "".join(f"{row}\n" for row in rows), encoding="utf-8")
        return app.import_grades(db, path, rubric, ROUND)

    return keep_table


def owed(db: str) -> list[tuple[str, str]]:
    return [(plan.unit_id, plan.area) for plan in app.plans_owed(db, ROUND).plans]


def test_an_area_left_blank_in_a_workbook_that_counts_has_no_grade_and_owes_no_plan(db, table):
    table("AM-01,A,D,,2019-03-01,", "AM-02,A,D,,2019-03-01,")
    keep(db, [corrected(golden_inspections()["AM-01"], A="", D="B")])
    assert grades(db, "AM-01") == {"A": "D"}  # it is still a draft
    assert owed(db) == [("AM-01", "A"), ("AM-02", "A")]
    finalise(db, "AM-01")
    assert "A" not in grades(db, "AM-01")
    assert owed(db) == [("AM-02", "A")]
    assert "(A D)" in _told(db)
    table("AM-01,A,C,,2019-03-01,")
    assert (grades(db, "AM-01")["A"], grades(db, "AM-01")["B"]) == ("C", "A")


def test_a_corrected_final_workbook_tells_that_a_tables_grade_gives_way(db, table):
    told = golden_inspections()["AM-01"]
    keep(db, [inspection("AM-01", {"B": "A"}, INSPECTED)])
    finalise(db, "AM-01")
    table("AM-01,A,D,,2019-03-01,")
    (kept,) = keep(db, [corrected(told, A="")])
    assert kept.superseded == 2
    assert "A" not in grades(db, "AM-01")
    entry = next(
        each for each in app.unit_history(db, "AM-01").entries if each.number == kept.number and each.superseded
    )
    assert len(entry.superseded) == 2


def test_a_table_or_workbook_imported_again_counts_again_after_a_blank(db, table):
    table("AM-01,A,D,,2019-03-01,")
    blank = inspection("AM-01", {}, INSPECTED)
    keep(db, [blank])
    finalise(db, "AM-01")
    assert grades(db, "AM-01") == {}
    assert not table("AM-01,A,D,,2019-03-01,").kept.already
    assert grades(db, "AM-01") == {"A": "D"}
    assert not keep(db, [blank])[0].already
    assert grades(db, "AM-01") == {}


def test_a_plan_that_a_table_tells_of_is_not_lost_when_a_workbook_repeats_the_grade(db, table):
    table("AM-01,D,D,C,2019-03-01,2019-05-01")
    keep(db, [golden_inspections()["AM-01"]])
    finalise(db, "AM-01")
    assert grades(db, "AM-01")["D"] == "D"
    assert owed(db) == []
    assert "D C" in _told(db)
    with pytest.raises(InvalidInput) as refused:
        receive(db, [("AM-01", "D", date(2019, 6, 1))])
    assert codes(refused) == [Code.PLAN_ALREADY_RECEIVED]
    table("AM-01,D,D,,2019-03-01,")  # the table is corrected: no plan has come in
    assert owed(db) == [("AM-01", "D")]


def test_a_tables_plan_lifts_nothing_once_the_workbook_has_another_grade_or_a_blank(db, table):
    table("AM-01,D,D,C,2019-03-01,2019-05-01", "AM-02,D,D,C,2019-03-01,2019-05-01")
    keep(db, [corrected(golden_inspections()["AM-01"], D="B"), corrected(golden_inspections()["AM-02"], D="")])
    finalise(db)
    assert (owed(db), app.plans_owed(db, ROUND).problems) == ([], ())
    assert "(D C)" in _told(db)


def _told(db: str) -> list[str]:
    """AM-01's grades as its history tells them, those in brackets that do not count."""
    given = [each for entry in app.unit_history(db, "AM-01").entries for each in entry.grades]
    return [f"{each.area} {each.grade}" if each.counts else f"({each.area} {each.grade})" for each in given]


@pytest.fixture
def other_rubric(tmp_path: Path) -> str:
    """The same rubric with one more line, which makes it another."""
    path = tmp_path / "own.toml"
    path.write_text(app.pinned_rubric(RUBRIC).text + "# a line more\n", encoding="utf-8")
    return str(path)


def test_a_second_rubric_in_a_round_is_told_of_at_once_by_both_names(db, table, other_rubric):
    keep(db, [golden_inspections()["AM-01"]])
    (warned,) = [each for each in table("AM-02,A,B,,2019-03-01,", rubric=other_rubric).problems if _second(each)]
    ours, theirs = app.pinned_rubric(RUBRIC).hash[:8], app.pinned_rubric(other_rubric).hash[:8]
    assert theirs in warned.found
    assert ours in warned.also
    first, second = keep(db, [golden_inspections()["AM-03"], golden_inspections()["AM-04"]])
    assert [ours in each.found and theirs in each.also for each in first.problems] == [True]
    assert second.problems == ()


def test_a_rubric_that_replaces_the_other_throughout_is_no_second_one(db, table, other_rubric):
    assert not any(map(_second, table("AM-02,A,B,,2019-03-01,").problems))
    assert not any(map(_second, table("AM-02,A,B,,2019-03-01,", rubric=other_rubric).problems))


def _second(problem: Problem) -> bool:
    return problem.code is Code.RUBRIC_SECOND


def test_a_plan_can_be_recorded_though_another_unit_was_graded_by_another_rubric(db, table, other_rubric):
    keep(db, [golden_inspections()["AM-01"]])
    finalise(db, "AM-01")
    table("AM-02,A,D,,2019-03-01,", rubric=other_rubric)
    receive(db, [("AM-01", "D", date(2019, 5, 1)), ("AM-02", "A", date(2019, 5, 1))])
    assert _after_plans(db) == {"D": "C"}


def test_a_workbook_corrected_to_a_day_after_its_plan_is_told_to_have_lost_its_lift(db):
    told = golden_inspections()["AM-01"]
    keep(db, [told])
    finalise(db, "AM-01")
    receive(db, [("AM-01", "D", date(2019, 5, 1))])
    assert app.unit_history(db, "AM-01").problems == ()
    keep(db, [replace(told, inspected_on=date(2019, 6, 1))])
    for problems in (app.unit_history(db, "AM-01").problems, app.plans_owed(db, ROUND).problems):
        assert [(each.code, each.place.file, each.found, each.also) for each in problems] == [
            (Code.PLAN_WITHOUT_EFFECT, "AM-01 D", "2019-05-01", "2019-06-01")
        ]
    assert app.plans_owed(db, ROUND, as_of=date(2019, 5, 15)).problems == ()
    receive(db, [("AM-01", "D", date(2019, 7, 1))])
    assert app.unit_history(db, "AM-01").problems == ()


def test_a_comment_that_a_correction_repeats_is_told_once(db):
    told = golden_inspections()["AM-01"]
    commented = replace(told, areas=(replace(told.areas[0], comment="Nej."), *told.areas[1:]))
    keep(db, [commented])
    keep(db, [corrected(commented, A="B")])
    changed = replace(commented, areas=(replace(told.areas[0], comment="Jo."), *told.areas[1:]))
    keep(db, [changed])
    assert [each.text for each in app.unit_history(db, "AM-01").entries if each.kind == "comment"] == ["Nej.", "Jo."]


def test_an_inspector_is_the_same_however_the_name_is_spaced_and_capitalised(db):
    anna, again = (inspection("AM-01", {"A": "C"}, INSPECTED, own=own) for own in ("Anna Åberg", " anna  A\u030aBERG"))
    keep(db, [anna])
    assert keep(db, [again])[0].superseded == 1
    with Ledger.open(db).view() as view:
        assert view.inspections(ROUND) == [again]
    with pytest.raises(InvalidInput) as refused:
        keep(db, [anna, again])
    assert codes(refused) == [Code.INSPECTION_TWICE]


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


def test_a_workbook_corrected_after_calibration_is_told_of(db: str) -> None:
    told = golden_inspections()["AM-01"]
    keep(db, [told])
    [drafted] = keep(db, [corrected(told, A="C")])
    assert drafted.problems == ()
    finalise(db, "AM-01")
    [kept] = keep(db, [corrected(told, A="B")])
    assert [problem.code for problem in kept.problems] == [Code.INSPECTION_SETTLED]
