"""An import is undone and put back; an answer is erased for good; the ledger is verified, copied and restored."""

import csv
from pathlib import Path

import pytest

from spur import app
from spur.ledger.ledger import Ledger
from spur.records.problem import Code, InvalidInput
from tests.conftest import GOLDEN, RUBRIC
from tests.ledger.conftest import empty_database
from tests.ledger.looking import change, content, query
from tests.ledger.test_ledger import FILES, GRADES, REGION, ROUND, figures, keep, keep_all

SURVEY = 3  # the number of the survey's import in keep_all's order


def refusal(use: object, *arguments: object, **options: object) -> list[tuple[Code, str, str]]:
    with pytest.raises(InvalidInput) as refused:
        use(*arguments, **options)  # type: ignore[operator]
    return [(problem.code, problem.found, problem.also) for problem in refused.value.problems]


def test_an_undone_correction_gives_the_old_figures_and_redone_the_new_ones(url: str, tmp_path: Path) -> None:
    keep_all(url, GOLDEN)
    before = figures(url, tmp_path / "before")
    path = tmp_path / "corrected.csv"
    path.write_text(GRADES + "AM-01,D,B,,2019-03-01,\n", encoding="utf-8")
    number = keep(url, "grades", path).kept.number
    corrected = figures(url, tmp_path / "corrected")
    assert corrected != before
    app.undo(url, number, reason="Fel fil")
    assert figures(url, tmp_path / "undone") == before
    app.redo(url, number, reason="Rätt fil ändå")
    assert figures(url, tmp_path / "redone") == corrected
    app.undo(url, number, reason="Nej")
    assert figures(url, tmp_path / "again") == before
    told = [entry.happened for entry in app.log(url)]
    assert [getattr(each, "reason", each) for each in told[-3:]] == ["Fel fil", "Rätt fil ändå", "Nej"]


def test_what_was_undone_can_come_in_again_as_a_new_import(url: str) -> None:
    keep_all(url, GOLDEN)
    app.undo(url, SURVEY, reason="Fel omgång")
    again = keep(url, "survey", GOLDEN / FILES["survey"])
    assert (again.kept.already, again.kept.number) == (False, SURVEY + 2)
    # and then the first one cannot come back beside it
    codes = {code for code, _, _ in refusal(app.redo, url, SURVEY, reason="Ångrar mig")}
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


def test_a_replacement_that_is_undone_puts_the_replaced_one_back_in_force(url: str, tmp_path: Path) -> None:
    keep_all(url, GOLDEN)
    before = figures(url, tmp_path / "before")
    header, *rows = csv.reader((GOLDEN / FILES["survey"]).read_text(encoding="utf-8").splitlines())
    half = tmp_path / "half.csv"
    with half.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows[::2]])
    second = app.import_survey(url, half, RUBRIC, ROUND, replaces=SURVEY).kept.number
    assert figures(url, tmp_path / "half") != before
    assert refusal(app.undo, url, SURVEY, reason="?") == [(Code.IMPORT_REPLACED, str(SURVEY), str(second))]
    app.undo(url, second, reason="Halva filen saknades")
    assert figures(url, tmp_path / "whole") == before


def test_units_that_others_tell_of_stay_described(url: str) -> None:
    keep_all(url, GOLDEN)
    before = content(url)
    told = refusal(app.undo, url, 1, reason="Fel")
    assert {code for code, _, _ in told} == {Code.IMPORT_NEEDED}
    assert {also for _, _, also in told} == {"grades.csv, import 2", "survey.csv, import 3"}
    assert content(url) == before


def test_nothing_is_undone_twice_without_a_reason_or_that_never_was(url: str) -> None:
    keep_all(url, GOLDEN)
    assert refusal(app.undo, url, 99, reason="Fel") == [(Code.IMPORT_UNKNOWN, "99", "")]
    assert refusal(app.undo, url, 2, reason="  ") == [(Code.REASON_MISSING, "", "")]
    assert refusal(app.redo, url, 2, reason="Fel") == [(Code.IMPORT_NOT_UNDONE, "2", "")]
    app.undo(url, 2, reason="Fel")
    assert refusal(app.undo, url, 2, reason="Fel") == [(Code.IMPORT_NOT_IN_FORCE, "2", "")]


def test_an_erased_response_is_gone_and_every_figure_is_as_if_it_had_never_come(url: str, tmp_path: Path) -> None:
    keep_all(url, GOLDEN)
    header, *rows = csv.reader((GOLDEN / FILES["survey"]).read_text(encoding="utf-8").splitlines())
    erased = rows.pop(17)
    app.erase_response(url, ROUND, erased[header.index("response_id")], reason="Begäran 2026-11-02")
    without = tmp_path / "without.csv"
    with without.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    other = f"sqlite:///{tmp_path / 'other.db'}"
    app.init(other)
    for kind, path in {name: GOLDEN / file for name, file in FILES.items()}.items():
        keep(other, kind, without if kind == "survey" else path)
    assert figures(url, tmp_path / "erased") == figures(other, tmp_path / "without")
    assert not any(erased[0] in row for rows in content(url).values() for row in rows)
    assert query(url, "SELECT kind, reason FROM ledger_event") == [("erased", "Begäran 2026-11-02")]
    assert app.verify(url).problems == ()
    # not even what was counted tells what was answered
    for table in ("answer_tally", "response_tally"):
        assert content(url)[table] == content(other)[table]
    again = (Code.RESPONSE_UNKNOWN, erased[0], "")
    assert refusal(app.erase_response, url, ROUND, erased[0], reason="Begäran") == [again]


def test_a_response_is_erased_also_where_it_no_longer_counts(url: str, tmp_path: Path) -> None:
    keep_all(url, GOLDEN)
    app.import_survey(url, GOLDEN / FILES["survey"], RUBRIC, "2024")
    changed = tmp_path / "changed.csv"
    changed.write_bytes((GOLDEN / FILES["survey"]).read_bytes() + b"\n")
    app.import_survey(url, changed, RUBRIC, ROUND, replaces=SURVEY)
    app.erase_response(url, ROUND, "R0003", reason="Begäran")
    left = query(url, "SELECT round FROM response JOIN import ON import.id = import_id WHERE response.id = 'R0003'")
    assert left == [("2024",)]
    assert app.verify(url).problems == ()


def test_of_an_erased_text_not_even_the_rewritten_quotation_remains(url: str, tmp_path: Path) -> None:
    keep_all(url, GOLDEN)
    texts = tmp_path / "texts.csv"
    texts.write_text("response_id,text,categories\nR0001,Hemlig ett,ledarskap\nR0003,Hemlig tre,\n", encoding="utf-8")
    app.import_texts(url, texts, ROUND)
    change(url, "UPDATE text_coding SET quotable = 1, quotation = 'Hemlig omskriven'")
    first, second = (number for (number,) in query(url, "SELECT id FROM text_answer ORDER BY id"))
    app.erase_text(url, first, reason="Begäran")
    assert not any("Hemlig ett" in row or "omskriven" in row for rows in content(url).values() for row in rows)
    with Ledger.open(url).view() as view:
        assert [each.id for each in view.texts(ROUND)] == [second]
    app.erase_response(url, ROUND, "R0003", reason="Begäran")
    assert not any("Hemlig" in row for rows in content(url).values() for row in rows)
    assert app.verify(url).problems == ()


FAULTS = [
    ("UPDATE answer_tally SET answers = answers + 1 WHERE unit_id = 'AM-01' AND slot = 'st.helhet'", Code.LEDGER_TALLY),
    ("UPDATE response_tally SET responses = 9 WHERE unit_id = 'AM-02'", Code.LEDGER_TALLY),
    ("UPDATE response SET answers = 'z' || substr(answers, 2) WHERE \"row\" = 5", Code.LEDGER_MARK),
    ("UPDATE rubric SET source = source || '# changed'", Code.LEDGER_RUBRIC),
    ("UPDATE grade_event SET grade = 'E' WHERE unit_id = 'AM-01' AND area = 'A'", Code.LEDGER_WORD),
    ("DELETE FROM unit_record WHERE unit_id = 'AM-01'", Code.LEDGER_UNIT),
]


@pytest.mark.parametrize(("damage", "code"), FAULTS)
def test_what_was_changed_behind_the_ledgers_back_is_found(damage: str, code: Code, url: str) -> None:
    keep_all(url, GOLDEN)
    assert app.verify(url).problems == ()
    change(url, damage)
    assert code in {problem.code for problem in app.verify(url).problems}


def test_a_backup_is_everything_and_moves_between_databases(url: str, server: str, tmp_path: Path) -> None:
    keep_all(url, GOLDEN)
    app.undo(url, SURVEY, reason="Fel")
    app.redo(url, SURVEY, reason="Rätt")
    everything = content(url)
    copy = tmp_path / "copies" / "spur.db"
    app.backup(url, copy)
    assert [path.name for path in copy.parent.iterdir()] == ["spur.db"]
    assert content(f"sqlite:///{copy}") == everything
    assert refusal(app.backup, url, copy)[0][0] is Code.OUTPUT_EXISTS
    for target in (f"sqlite:///{tmp_path / 'restored.db'}", empty_database(server)):
        app.restore(target, copy)
        assert content(target) == everything
        assert figures(target, tmp_path / "there") == figures(url, tmp_path / "here")
        # work goes on there: numbers follow on
        assert app.import_grades(target, GOLDEN / FILES["grades"], RUBRIC, "2024").kept.number == 5
        assert refusal(app.restore, target, copy)[0][0] is Code.RESTORE_NOT_EMPTY


def test_a_backup_with_a_fault_in_it_is_not_made(url: str, tmp_path: Path) -> None:
    keep_all(url, GOLDEN)
    change(url, FAULTS[0][0])
    assert {code for code, _, _ in refusal(app.backup, url, tmp_path / "spur-copy.db")} == {Code.LEDGER_TALLY}
    assert not list(tmp_path.glob("*copy*")) + list(tmp_path.glob(".*"))


def test_the_log_tells_of_one_round_when_asked(url: str) -> None:
    keep_all(url, GOLDEN)
    app.import_grades(url, GOLDEN / FILES["grades"], RUBRIC, "2024")
    assert [entry.number for entry in app.log(url)] == [1, 2, 3, 4, 5]
    assert [entry.number for entry in app.log(url, round_=ROUND)] == [2, 3]
    assert REGION in {getattr(entry.happened, "excludes", None) for entry in app.log(url)}
