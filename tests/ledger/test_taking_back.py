"""An import is undone and put back; an answer is erased for good; the ledger is verified, copied and restored."""

import csv
from pathlib import Path

import pytest

from spur import app
from spur.ledger.ledger import Ledger
from spur.records.problem import Code, InvalidInput
from tests.conftest import GOLDEN, RUBRIC
from tests.ledger.databases import empty_database
from tests.ledger.files import FILES, GRADES, REGION, ROUND, keep, tells
from tests.ledger.looking import change, content, query

SURVEY = 3  # the number of the survey's import in keep_all's order


def refusal(use: object, *arguments: object, **options: object) -> list[tuple[Code, str, str]]:
    with pytest.raises(InvalidInput) as refused:
        use(*arguments, **options)  # type: ignore[operator]
    return [(problem.code, problem.found, problem.also) for problem in refused.value.problems]


def test_an_undone_correction_gives_the_old_figures_and_redone_the_new_ones(golden: str, tmp_path: Path) -> None:
    before = tells(golden)
    path = tmp_path / "corrected.csv"
    path.write_text(GRADES + "AM-01,D,B,,2019-03-01,\n", encoding="utf-8")
    number = keep(golden, "grades", path).kept.number
    corrected = tells(golden)
    assert corrected != before
    app.undo(golden, number, reason="Fel fil")
    assert tells(golden) == before
    app.redo(golden, number, reason="Rätt fil ändå")
    assert tells(golden) == corrected
    app.undo(golden, number, reason="Nej")
    assert tells(golden) == before
    told = [entry.happened for entry in app.log(golden)]
    assert [getattr(each, "reason", each) for each in told[-3:]] == ["Fel fil", "Rätt fil ändå", "Nej"]


def test_what_was_undone_can_come_in_again_as_a_new_import(golden: str) -> None:
    app.undo(golden, SURVEY, reason="Fel omgång")
    again = keep(golden, "survey", GOLDEN / FILES["survey"])
    assert (again.kept.already, again.kept.number) == (False, SURVEY + 2)
    # and then the first one cannot come back beside it
    codes = {code for code, _, _ in refusal(app.redo, golden, SURVEY, reason="Ångrar mig")}
    assert codes == {Code.RESPONSE_ALREADY_KEPT}


def test_a_file_whose_responses_are_all_one_is_told_of_in_a_screenful(db: str, tmp_path: Path) -> None:
    path = tmp_path / "twice.csv"
    row = "R1,AM-01,st-lakare,4\n"
    path.write_text(f"response_id,unit_id,role,st.helhet\n{row * 100}", encoding="utf-8")
    told = refusal(app.import_survey, db, path, RUBRIC, ROUND)
    twice = [each for each in told if each[0] is Code.RESPONSE_DUPLICATE]
    assert twice == [(Code.RESPONSE_DUPLICATE, "R1", "2")] * 25
    assert told[-1] == (Code.MORE_ERRORS, "74", "")


def test_two_forms_that_both_number_their_responses_from_1_are_kept_as_the_problem_says(
    db: str, tmp_path: Path
) -> None:
    head = "ID;Starttid;Slutförandetid;Enhet;Roll;st.helhet\n"
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    first.write_text(f"{head}1;2020;2020;AM-01;st-lakare;4\n", encoding="utf-8")
    second.write_text(f"{head}1;2020;2020;AM-02;st-lakare;2\n", encoding="utf-8")
    kept = app.import_survey(db, first, RUBRIC, ROUND).kept.number
    told = refusal(app.import_survey, db, second, RUBRIC, ROUND)
    assert (Code.RESPONSE_ALREADY_KEPT, "1", f"first.csv, import {kept}") in told
    assert app.import_survey(db, second, RUBRIC, ROUND, ignore=["ID"]).records == 1
    assert app.import_survey(db, first, RUBRIC, ROUND).kept.already


def test_a_replacement_that_is_undone_puts_the_replaced_one_back_in_force(golden: str, tmp_path: Path) -> None:
    before = tells(golden)
    header, *rows = csv.reader((GOLDEN / FILES["survey"]).read_text(encoding="utf-8").splitlines())
    half = tmp_path / "half.csv"
    with half.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows[::2]])
    second = app.import_survey(golden, half, RUBRIC, ROUND, replaces=SURVEY).kept.number
    assert tells(golden) != before
    assert refusal(app.undo, golden, SURVEY, reason="?") == [(Code.IMPORT_REPLACED, str(SURVEY), str(second))]
    app.undo(golden, second, reason="Halva filen saknades")
    assert tells(golden) == before


def test_units_that_others_tell_of_stay_described(golden: str) -> None:
    before = content(golden)
    told = refusal(app.undo, golden, 1, reason="Fel")
    assert {code for code, _, _ in told} == {Code.IMPORT_NEEDED}
    assert {also for _, _, also in told} == {"grades.csv, import 2", "survey.csv, import 3"}
    assert content(golden) == before


def test_nothing_is_undone_twice_without_a_reason_or_that_never_was(golden: str) -> None:
    assert refusal(app.undo, golden, 99, reason="Fel") == [(Code.IMPORT_UNKNOWN, "99", "")]
    assert refusal(app.undo, golden, 2, reason="  ") == [(Code.REASON_MISSING, "", "")]
    assert refusal(app.redo, golden, 2, reason="Fel") == [(Code.IMPORT_NOT_UNDONE, "2", "")]
    app.undo(golden, 2, reason="Fel")
    assert refusal(app.undo, golden, 2, reason="Fel") == [(Code.IMPORT_NOT_IN_FORCE, "2", "")]


def test_an_erased_response_is_gone_and_every_figure_is_as_if_it_had_never_come(golden: str, tmp_path: Path) -> None:
    header, *rows = csv.reader((GOLDEN / FILES["survey"]).read_text(encoding="utf-8").splitlines())
    erased = rows.pop(17)
    app.erase_response(golden, ROUND, erased[header.index("response_id")], reason="Begäran 2026-11-02")
    without = tmp_path / "without.csv"
    with without.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    other = f"sqlite:///{tmp_path / 'other.db'}"
    app.init(other)
    for kind, path in {name: GOLDEN / file for name, file in FILES.items()}.items():
        keep(other, kind, without if kind == "survey" else path)
    assert tells(golden) == tells(other)
    assert not any(erased[0] in row for rows in content(golden).values() for row in rows)
    assert query(golden, "SELECT kind, reason FROM ledger_event") == [("erased", "Begäran 2026-11-02")]
    assert app.verify(golden).problems == ()
    # not even what was counted tells what was answered
    for table in ("answer_tally", "response_tally"):
        assert content(golden)[table] == content(other)[table]
    again = (Code.RESPONSE_UNKNOWN, erased[0], "")
    assert refusal(app.erase_response, golden, ROUND, erased[0], reason="Begäran") == [again]


def test_a_response_is_erased_also_where_it_no_longer_counts(golden: str, tmp_path: Path) -> None:
    app.import_survey(golden, GOLDEN / FILES["survey"], RUBRIC, "2024")
    changed = tmp_path / "changed.csv"
    changed.write_bytes((GOLDEN / FILES["survey"]).read_bytes() + b"\n")
    app.import_survey(golden, changed, RUBRIC, ROUND, replaces=SURVEY)
    app.erase_response(golden, ROUND, "R0003", reason="Begäran")
    left = query(golden, "SELECT round FROM response JOIN import ON import.id = import_id WHERE response.id = 'R0003'")
    assert left == [("2024",)]
    assert app.verify(golden).problems == ()


def test_of_an_erased_text_not_even_the_rewritten_quotation_remains(golden: str, tmp_path: Path) -> None:
    texts = tmp_path / "texts.csv"
    texts.write_text("response_id,text,categories\nR0001,Hemlig ett,ledarskap\nR0003,Hemlig tre,\n", encoding="utf-8")
    app.import_texts(golden, texts, ROUND)
    change(golden, "UPDATE text_coding SET quotable = 1, quotation = 'Hemlig omskriven'")
    first, second = (number for (number,) in query(golden, "SELECT id FROM text_answer ORDER BY id"))
    app.erase_text(golden, first, reason="Begäran")
    assert not any("Hemlig ett" in row or "omskriven" in row for rows in content(golden).values() for row in rows)
    with Ledger.open(golden).view() as view:
        assert [each.id for each in view.texts(ROUND)] == [second]
    app.erase_response(golden, ROUND, "R0003", reason="Begäran")
    assert not any("Hemlig" in row for rows in content(golden).values() for row in rows)
    assert app.verify(golden).problems == ()


FAULTS = [
    ("UPDATE answer_tally SET answers = answers + 1 WHERE unit_id = 'AM-01' AND slot = 'st.helhet'", Code.LEDGER_TALLY),
    ("UPDATE response_tally SET responses = 9 WHERE unit_id = 'AM-02'", Code.LEDGER_TALLY),
    ("UPDATE response SET answers = 'z' || substr(answers, 2) WHERE \"row\" = 5", Code.LEDGER_MARK),
    ("UPDATE rubric SET source = source || '# changed'", Code.LEDGER_RUBRIC),
    ("UPDATE grade_event SET grade = 'E' WHERE unit_id = 'AM-01' AND area = 'A'", Code.LEDGER_WORD),
    ("DELETE FROM unit_record WHERE unit_id = 'AM-01'", Code.LEDGER_UNIT),
]


@pytest.mark.parametrize(("damage", "code"), FAULTS)
def test_what_was_changed_behind_the_ledgers_back_is_found(damage: str, code: Code, golden: str) -> None:
    assert app.verify(golden).problems == ()
    change(golden, damage)
    assert code in {problem.code for problem in app.verify(golden).problems}


def test_a_backup_is_everything_and_moves_between_databases(golden: str, server: str, tmp_path: Path) -> None:
    app.undo(golden, SURVEY, reason="Fel")
    app.redo(golden, SURVEY, reason="Rätt")
    everything = content(golden)
    copy = tmp_path / "copies" / "spur.db"
    app.backup(golden, copy)
    assert [path.name for path in copy.parent.iterdir()] == ["spur.db"]
    assert content(f"sqlite:///{copy}") == everything
    assert refusal(app.backup, golden, copy)[0][0] is Code.OUTPUT_EXISTS
    for target in (f"sqlite:///{tmp_path / 'restored.db'}", empty_database(server)):
        app.restore(target, copy)
        assert content(target) == everything
        assert tells(target) == tells(golden)
        # work goes on there: numbers follow on
        assert app.import_grades(target, GOLDEN / FILES["grades"], RUBRIC, "2024").kept.number == 5
        assert refusal(app.restore, target, copy)[0][0] is Code.RESTORE_NOT_EMPTY


def test_a_backup_with_a_fault_in_it_is_not_made(golden: str, tmp_path: Path) -> None:
    change(golden, FAULTS[0][0])
    assert {code for code, _, _ in refusal(app.backup, golden, tmp_path / "spur-copy.db")} == {Code.LEDGER_TALLY}
    assert not list(tmp_path.glob("*copy*")) + list(tmp_path.glob(".*"))


def test_the_log_tells_of_one_round_when_asked(golden: str) -> None:
    app.import_grades(golden, GOLDEN / FILES["grades"], RUBRIC, "2024")
    assert [entry.number for entry in app.log(golden)] == [1, 2, 3, 4, 5]
    assert [entry.number for entry in app.log(golden, round_=ROUND)] == [2, 3]
    assert REGION in {getattr(entry.happened, "excludes", None) for entry in app.log(golden)}
