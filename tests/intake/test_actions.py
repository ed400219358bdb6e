"""The list of actions goes out, is filled in by people, and comes back: nothing lost, nothing overwritten."""

from pathlib import Path

import openpyxl
import pytest

from spur import app
from spur.cli import run
from spur.ledger.ledger import Ledger
from spur.records.action import ActionState
from spur.records.problem import Code, InvalidInput
from tests.conftest import GOLDEN
from tests.ledger.looking import change
from tests.reviewed import fill, reviewed, rows_of

ROUND, REGION = "2025", "vastmanland"


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("untouched")
    reviewed(folder)
    return folder / "reviewed.db"


@pytest.fixture
def db(untouched: Path, tmp_path: Path) -> str:
    """A database of one's own with two reviewed rounds."""
    (tmp_path / "own.db").write_bytes(untouched.read_bytes())
    return f"sqlite:///{tmp_path / 'own.db'}"


def export(db: str, path: Path, *units: str, round_: str = ROUND) -> Path:
    region = None if units else REGION
    return app.export_actions(db, units, round_, path, region=region).path


def kept(db: str, path: Path) -> app.ImportedActions:
    [told] = app.import_actions(db, [path])
    return told


def refused(db: str, *paths: Path) -> list[tuple[Code, str]]:
    with pytest.raises(InvalidInput) as problems:
        app.import_actions(db, paths)
    return [(each.code, each.place.cell) for each in problems.value.problems]


def stands(db: str, label: str, round_: str = ROUND) -> tuple[str, str, ActionState, str]:
    unit, _, own = label.partition(" ")
    measures = app.list_actions(db, round_, unit=unit).measures
    [standing] = [each.standing for each in measures if own in (each.requirement, f"{each.area}")]
    return standing.owner, str(standing.due or ""), standing.state, standing.evidence


def test_what_people_fill_in_comes_back_and_the_rest_is_as_it_was(
    db: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = export(db, tmp_path / "a.xlsx")
    assert kept(db, path).number is None  # nobody has touched it
    row = rows_of(path)["AM-01 D1"]
    fill(
        path,
        **{f"I{row}": "Åsa Ek", f"J{row}": "2026-06-30", f"K{row}": "Klar", f"L{row}": "Beslut 12", f"M{row}": "-1"},
    )
    told = kept(db, path)
    assert (told.events, told.recommendations, told.already) == (1, 0, False)
    assert stands(db, "AM-01 D1") == ("Åsa Ek", "2026-06-30", ActionState.DONE, "Beslut 12")
    again = kept(db, path)
    assert (again.events, again.already, again.number) == (0, True, told.number)
    app.report_region(db, REGION, ROUND, outputs=["csv"], out=tmp_path / "out", profile=app.Profile.INSPECTOR)
    assert run(["undo", str(told.number), "--reason", "Fel", "--db", db]) == 0
    assert "kan bygga på den: 1 (se ”spur releases”)" in capsys.readouterr().out
    assert stands(db, "AM-01 D1") == ("", "", ActionState.NOT_STARTED, "")
    assert kept(db, path).events == 1


def test_rows_may_be_sorted_and_taken_away(db: str, tmp_path: Path) -> None:
    path = export(db, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[1]
    own = {label: [cell.value for cell in sheet[row]] for label, row in rows_of(path).items()}
    sheet.delete_rows(4, sheet.max_row)
    own["AM-02 D2"][8] = "Bo Ek"
    for cells in reversed([*own.values()][2:]):
        sheet.append(cells)
    book.save(path)
    assert kept(db, path).events == 1
    assert stands(db, "AM-02 D2")[0] == "Bo Ek"


def test_every_mistake_is_told_at_its_cell_and_nothing_is_kept(db: str, tmp_path: Path) -> None:
    path = export(db, tmp_path / "a.xlsx")
    rows = rows_of(path)
    first, second = rows["AM-01 D1"], rows["AM-02 D2"]
    fill(path, **{f"J{first}": "i höst", f"K{first}": "kler", f"B{second}": "AM-02 D9", f"I{first}": "Åsa"})
    fill(path, 2, B4="ett", B5="1.2", D5="Gör något.", E5="9.9", F5="D; Q7; st.teori", B6="1.2", D6="Två.", B7="1.3")
    assert refused(db, path) == [
        (Code.DATE_INVALID, f"J{first}"),
        (Code.ACTION_STATE_UNKNOWN, f"K{first}"),
        (Code.ACTION_SHIFTED, f"B{second}"),
        (Code.RECOMMENDATION_NUMBER, "B4"),
        (Code.RECOMMENDATION_ABOUT, "F5"),
        (Code.RECOMMENDATION_TWICE, "B6"),
        (Code.RECOMMENDATION_EMPTY, "D7"),
        (Code.RECOMMENDATION_SEE, "E5"),
    ]
    assert stands(db, "AM-01 D1")[0] == ""
    assert run(["verify", "--db", db]) == 0


def test_a_row_that_somebody_else_has_changed_meanwhile_is_told_of_and_not_overwritten(
    db: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stale, fresh = export(db, tmp_path / "stale.xlsx"), export(db, tmp_path / "fresh.xlsx", "AM-01")
    row, other = rows_of(stale)["AM-01 D1"], rows_of(stale)["AM-02 D2"]
    kept(db, fill(fresh, **{f"I{rows_of(fresh)['AM-01 D1']}": "Åsa Ek", f"K{rows_of(fresh)['AM-01 D1']}": "pågår"}))
    fill(stale, **{f"I{other}": "Bo Ek"})
    assert kept(db, stale).events == 1  # the row that Åsa took is untouched in it
    fill(stale, **{f"I{row}": "Cecilia"})
    assert run(["actions", "import", str(stale), "--db", db]) == 3
    said = capsys.readouterr().err
    assert f"cell B{row}" in said
    assert "Ansvarig, sparat ”Åsa Ek”, i listan ”Cecilia”; Läge, sparat ”pågår”, i listan ”ej påbörjad”." in said
    assert stands(db, "AM-01 D1")[0] == "Åsa Ek"
    # the others can be taken all the same: what differs is told and stands
    fill(stale, **{f"I{rows_of(stale)['AM-01 D3']}": "Dag Ek"})
    assert run(["actions", "import", str(stale), "--skip-stale", "--db", db]) == 0
    told = capsys.readouterr()
    assert "AM-01 D1" in told.err
    assert "”Cecilia”" in told.err
    assert "stale.xlsx: 1 åtgärd har ändrats." in told.out
    assert "1 rad lämnades" in told.out
    assert (stands(db, "AM-01 D1")[0], stands(db, "AM-01 D3")[0]) == ("Åsa Ek", "Dag Ek")
    # two lists at once that say different things of the same row
    one, two = (fill(export(db, tmp_path / f"{n}.xlsx"), **{f"I{other}": n}) for n in ("ett", "två"))
    assert refused(db, one, two) == [(Code.ACTION_OUTRUN, f"B{other}")]
    assert stands(db, "AM-02 D2")[0] == "Bo Ek"


def test_a_number_that_two_write_is_not_overwritten_by_the_second(db: str, tmp_path: Path) -> None:
    one, two = (fill(export(db, tmp_path / f"{n}.xlsx"), 2, B4="6.1", D4=n) for n in ("ett", "två"))
    assert kept(db, one).recommendations == 1
    assert refused(db, two) == [(Code.ACTION_OUTRUN, "B4")]
    with Ledger.open(db).view() as view:
        assert view.recommendations(ROUND, REGION)["6.1"].text == "ett"


def test_days_that_cannot_be_meant_are_told_with_those_that_can(
    db: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = export(db, tmp_path / "a.xlsx")
    rows = rows_of(path)
    old, early, number = (f"J{rows[label]}" for label in ("AM-01 D1", "AM-01 D3", "AM-02 D2"))
    fill(path, **{old: "1999-01-01", early: "2017-09-22", number: 46203})
    book = openpyxl.load_workbook(path)
    book.worksheets[1][number].number_format = "General"  # as pasted from elsewhere: Excel shows the number
    book.save(path)
    assert run(["actions", "import", str(path), "--db", db]) == 3
    said = capsys.readouterr().err
    assert f"cell {old}: Datumet 1999-01-01 är för tidigt eller för sent" in said
    assert "Tillåtet: 2000-01-01 – 2099-12-31." in said
    assert f"cell {early}: Klart senast 2017-09-22 ligger före granskningen 2025-03-01." in said
    assert f"cell {number}: Talet 46203" in said
    assert "Menade du ”2026-06-30”?" in said


def test_what_is_rejected_needs_a_reason(db: str, tmp_path: Path) -> None:
    path = export(db, tmp_path / "a.xlsx")
    row = rows_of(path)["AM-01 D1"]
    assert refused(db, fill(path, **{f"K{row}": "avvisad"})) == [(Code.ACTION_WITHOUT_REASON, f"M{row}")]
    assert kept(db, fill(path, **{f"M{row}": "Görs på KI-01."})).events == 1


def test_rows_that_were_taken_away_are_told_of_and_a_copied_row_is_named(
    db: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = export(db, tmp_path / "a.xlsx")
    rows = rows_of(path)
    book = openpyxl.load_workbook(path)
    book.worksheets[1].delete_rows(rows["AM-01 D3"])
    book.save(path)
    fill(path, **{f"I{rows['AM-01 D1']}": "Åsa Ek"})
    assert run(["actions", "import", str(path), "--db", db]) == 0
    assert "saknas i den: 1 st (AM-01 D3)" in capsys.readouterr().err
    sheet = book.worksheets[1]
    sheet.append([cell.value for cell in sheet[rows["AM-01 D1"]]])
    book.save(path)
    assert run(["actions", "import", str(path), "--db", db]) == 3
    assert f"Raden för ”AM-01 D1” finns två gånger, även på rad {rows['AM-01 D1']}" in capsys.readouterr().err


def test_a_file_that_is_no_list_says_so(db: str, tmp_path: Path) -> None:
    assert refused(db, GOLDEN / "units.csv") == [(Code.ACTIONS_REGION, "")]
    book = openpyxl.Workbook()
    book.save(tmp_path / "any.xlsx")
    assert refused(db, tmp_path / "any.xlsx") == [(Code.ACTIONS_FOREIGN, "")]
    assert refused(db, tmp_path / "nowhere.xlsx") == [(Code.FILE_MISSING, "")]


def test_what_was_open_stands_in_the_next_rounds_list_and_changes_nothing_there(db: str, tmp_path: Path) -> None:
    then = export(db, tmp_path / "then.xlsx", "AM-01", round_="2019")
    rows = rows_of(then)
    kept(db, fill(then, **{f"I{rows['AM-01 D1']}": "Åsa Ek", f"K{rows['AM-01 D1']}": "pågår"}))
    now = export(db, tmp_path / "now.xlsx", "AM-01")
    row = rows_of(now)["AM-01 D1"]
    sheet = openpyxl.load_workbook(now).worksheets[1]
    assert [sheet.cell(row, column).value for column in (8, 9, 11)] == ["Rekommenderat 2019.", "Åsa Ek", "pågår"]
    assert kept(db, now).number is None


def test_a_regions_recommendations_are_written_changed_and_withdrawn(db: str, tmp_path: Path) -> None:
    [told] = app.import_actions(db, [GOLDEN / "recommendations.csv"], region=REGION, round_="2019")
    assert (told.recommendations, told.events) == (17, 0)
    [again] = app.import_actions(db, [GOLDEN / "recommendations.csv"], region=REGION, round_="2019")
    assert again.already
    path = export(db, tmp_path / "a.xlsx", round_="2019")
    rows = rows_of(path, 2)
    assert [*rows][:4] == ["1.1", "1.2", "1.3", "2.1"]
    first, last = rows["1.1"], rows["5.4"]
    fill(path, 2, **{f"G{first}": "Åsa Ek", f"I{first}": "klar", f"J{first}": "Beslut 3"})
    fill(path, 2, **{f"C{last}": None, f"D{last}": None})
    fill(path, 2, **{f"B{last + 1}": 6.1, f"D{last + 1}": "Något nytt.", f"E{last + 1}": "1.1; 1,2"})
    told = kept(db, path)
    assert (told.events, told.recommendations) == (1, 2)
    with Ledger.open(db).view() as view:
        found = view.recommendations("2019", REGION)
    assert (found["5.4"].text, found["6.1"].see, found["2.1"].see) == ("", ("1.1", "1.2"), ("1.1",))
    advised = {each.recommendation.number: each for _, each in app.list_actions(db, "2019", region=REGION).advised}
    assert "5.4" not in advised
    assert advised["1.1"].standing.state is ActionState.DONE
    # nothing may build on what was withdrawn
    fill(path := export(db, tmp_path / "b.xlsx", round_="2019"), 2, **{f"E{rows['1.2']}": "5.4"})
    assert refused(db, path) == [(Code.RECOMMENDATION_SEE, f"E{rows['1.2']}")]


def test_a_recommendation_that_was_withdrawn_meanwhile_does_not_stop_an_older_list(db: str, tmp_path: Path) -> None:
    kept(db, fill(export(db, tmp_path / "a.xlsx"), 2, B4="1.1", D4="Ett.", B5="1.2", D5="Två.", E5="1.1"))
    old, new = export(db, tmp_path / "old.xlsx"), export(db, tmp_path / "new.xlsx")
    fill(new, 2, D4=None, E5=None)
    assert kept(db, new).recommendations == 2
    fill(old, **{f"I{rows_of(old)['AM-01 D1']}": "Åsa"})
    assert kept(db, old).events == 1  # 1.1 and 1.2 are untouched in it
    fill(old, 2, D4="Ett, med mera.")
    assert refused(db, old) == [(Code.ACTION_OUTRUN, "B4")]
    fill(old, 2, B6="1.3", D6="Tre.", E6="1.1")  # a new one that builds on what there is no more
    assert refused(db, old) == [(Code.ACTION_OUTRUN, "B4"), (Code.RECOMMENDATION_SEE, "E6")]
    fill(old, 2, E6=None)
    [told] = app.import_actions(db, [old], skip_stale=True)
    assert (told.recommendations, [each.code for each in told.problems]) == (1, [Code.ACTION_LEFT])
    with Ledger.open(db).view() as view:
        assert view.recommendations(ROUND, REGION)["1.1"].text == ""


def test_what_a_row_that_was_left_says_is_not_reckoned_with(db: str, tmp_path: Path) -> None:
    kept(db, fill(export(db, tmp_path / "a.xlsx"), 2, B4="3.1", D4="Tre.", B5="3.2", D5="Fyra."))
    old, new = export(db, tmp_path / "old.xlsx"), export(db, tmp_path / "new.xlsx")
    kept(db, fill(new, 2, D4="Tre, ändrad."))
    fill(old, 2, D4=None, E5="3.1")  # withdraws what somebody else has changed, and builds on it
    [told] = app.import_actions(db, [old], skip_stale=True)
    assert (told.recommendations, [each.code for each in told.problems]) == (1, [Code.ACTION_LEFT])
    with Ledger.open(db).view() as view:
        found = view.recommendations(ROUND, REGION)
    assert (found["3.1"].text, found["3.2"].see) == ("Tre, ändrad.", ("3.1",))
    # nor may anything be withdrawn that the row as it stands builds on
    stale, fresh = export(db, tmp_path / "stale.xlsx"), export(db, tmp_path / "fresh.xlsx")
    kept(db, fill(fresh, 2, D5="Fyra, ändrad."))
    fill(stale, 2, D4=None, D5="Fem.", E5=None)
    with pytest.raises(InvalidInput) as problems:
        app.import_actions(db, [stale], skip_stale=True)
    assert [each.code for each in problems.value.problems] == [Code.ACTION_LEFT, Code.RECOMMENDATION_SEE]


def test_the_register_goes_through_an_export_of_everything(db: str, tmp_path: Path) -> None:
    path = export(db, tmp_path / "a.xlsx")
    fill(path, **{f"I{rows_of(path)['AM-01 D1']}": "+Åsa"})
    fill(path, 2, B4="1.1", D4="-Gör något.", F4="D; st.teori")
    kept(db, path)
    app.export_database(db, tmp_path / "everything")
    again = f"sqlite:///{tmp_path / 'again.db'}"
    app.import_export(again, tmp_path / "everything")
    assert stands(again, "AM-01 D1")[0] == "+Åsa"
    # and a list from the one is read into the other
    later = fill(export(db, tmp_path / "later.xlsx"), **{f"K{rows_of(path)['AM-02 D2']}": "ongoing"})
    assert kept(again, later).events == 1


def test_an_action_on_what_the_rubric_does_not_have_is_a_fault_in_the_database(db: str, tmp_path: Path) -> None:
    path = export(db, tmp_path / "a.xlsx")
    kept(db, fill(path, **{f"I{rows_of(path)['AM-01 D1']}": "Åsa"}))
    assert app.verify(db).problems == ()
    change(db, "UPDATE action_event SET subject = 'requirement:Q9'")
    [fault] = app.verify(db).problems
    assert (fault.code, fault.found) == (Code.LEDGER_WORD, "requirement:Q9")
