"""Workbooks checked and read in from the command line: every file is answered for, and every word is told safely."""

import hashlib
import json
import os
import sqlite3
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from xlsxwriter.exceptions import FileCreateError

from spur import app
from spur.app.output import write_files
from spur.cli import run
from spur.intake.sandbox import Sandbox
from spur.intake.template import write_template
from spur.records.inspection import AreaJudgement, FoundRequirement, Inspection, Judgement
from spur.records.problem import InvalidInput
from spur.records.unit import Unit
from tests.conftest import RUBRIC

Said = tuple[int, str, str]
"""Exit code, standard output, standard error."""

PINNED = app.pinned_rubric(RUBRIC)
MET = PINNED.model.findings[0]


@pytest.fixture
def spur(db: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Said]:
    """Run a command on a database with the golden units: ``spur("check", file)``."""
    monkeypatch.setenv("SPUR_DATABASE_URL", db)
    monkeypatch.delenv("SPUR_LANG", raising=False)

    def call(command: str, *more: object) -> Said:
        capsys.readouterr()
        code = run([*command.split(), *map(str, more)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def filled(path: Path, unit: str = "AM-01", grade: str = "A", own: str = "") -> Path:
    """A workbook that an inspector has filled in, with nothing wrong."""
    path.parent.mkdir(parents=True, exist_ok=True)
    areas = tuple(
        AreaJudgement(
            area.id, grade, "", "Så är det.", "", "", "", "",
            tuple(FoundRequirement(each.id, MET.code, "") for each in PINNED.model.requirements_of(area.id)),
        )
        for area in PINNED.model.areas
    )  # fmt: skip
    judgement = Judgement.OWN if own else Judgement.JOINT
    inspection = Inspection(unit, "2019", date(2019, 3, 1), ("Ada", "Bo"), judgement, own, areas)
    write_template(path, PINNED, Unit(unit, "Provenheten", "", "", "", ""), "2019", "sv", inspection)
    return path


def changed(path: Path, change: Callable[[openpyxl.Workbook], None]) -> Path:
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


def misspelt(book: openpyxl.Workbook, times: int = 3) -> None:
    """So many findings of the first area's sheet are spelt ”Uppfylt”."""
    cells = [cell for row in book.worksheets[1] for cell in row if cell.value == MET.label["sv"]]
    for cell in cells[:times]:
        cell.value = "Uppfylt"


def imports(db: str) -> list[tuple[str, str]]:
    """The file name and hash of every inspection in the database."""
    with sqlite3.connect(db.removeprefix("sqlite:///")) as connection:
        return connection.execute("SELECT file_name, file_hash FROM import WHERE kind = 'inspection'").fetchall()


def codes(out: str) -> list[str]:
    return [each["code"] for each in json.loads(out)]


# which files


def test_a_folders_other_workbooks_are_refused_and_its_other_files_told(spur, tmp_path):
    folder = tmp_path / "in"
    filled(folder / "AM-01.xlsx")
    for name in ("AM-02.xls", "AM-03.xlsb", "AM-04.ods", "AM-05.csv", "läs mig.txt", "~$AM-01.xlsx", "._AM-01.xlsx"):
        (folder / name).write_bytes(b"x")
    filled(folder / "mer" / "AM-06.xlsx", "AM-06")
    code, out, err = spur("check", folder)
    assert code == 3
    assert "AM-01.xlsx: bedömda krav" in out
    for name in ("AM-02.xls", "AM-03.xlsb", "AM-04.ods"):
        assert f"Fel: {name}: Formatet {Path(name).suffix} går inte att läsa." in err
    assert "I mappen lästes inte: ._AM-01.xlsx, AM-05.csv, läs mig.txt, mer/. [files-skipped]" in err
    assert "~$" not in err


def test_what_a_folder_has_besides_is_no_hindrance(spur, db, tmp_path):
    filled(tmp_path / "in" / "AM-01.xlsx")
    (tmp_path / "in" / "bilder").mkdir()
    code, out, err = spur("import inspection", tmp_path / "in")
    assert code == 0
    assert "Notera: " in err
    assert "bilder/" in err
    assert "kunde inte läsas" not in out
    assert [name for name, _ in imports(db)] == ["AM-01.xlsx"]


def test_a_folder_without_workbooks_is_told(spur, tmp_path):
    (tmp_path / "tom").mkdir()
    code, _, err = spur("check", tmp_path / "tom")
    assert code == 3
    assert "Här finns ingen arbetsbok att läsa" in err


def test_excels_lock_file_alone_is_no_workbook(spur, tmp_path):
    lock = tmp_path / "~$AM-01.xlsx"
    lock.write_bytes(b"x")
    assert codes(spur("check --json", lock)[1]) == ["no-workbooks"]
    assert spur("check", lock, filled(tmp_path / "AM-01.xlsx"))[0] == 0


def test_a_missing_file_is_told_with_everything_else(spur, tmp_path):
    bad = changed(filled(tmp_path / "AM-01.xlsx"), misspelt)
    code, out, err = spur("check", tmp_path / "borta.xlsx", bad)
    assert code == 3
    assert "borta.xlsx finns inte." in err
    assert "Uppfylt" in err
    code, out, _ = spur("check --json", tmp_path / "borta.xlsx", bad)
    assert code == 3
    assert {"file-missing", "finding-unknown"} <= set(codes(out))
    code, _, err = spur("import inspection", tmp_path / "borta.xlsx", bad)
    assert code == 3
    assert "borta.xlsx finns inte." in err
    assert "Uppfylt" in err


def test_two_workbooks_for_one_inspection_are_told_by_check_too(spur, db, tmp_path):
    first, second = filled(tmp_path / "AM-01.xlsx"), filled(tmp_path / "AM-01 ny.xlsx", grade="B")
    third = changed(filled(tmp_path / "AM-02.xlsx", "AM-02"), misspelt)
    own = filled(tmp_path / "AM-01 Ada.xlsx", own="Ada")
    for command in ("check", "import inspection"):
        code, _, err = spur(command, first, second, third, own)
        assert code == 3
        assert "AM-01 ny.xlsx: Enheten AM-01 har redan en arbetsbok i samma inläsning: AM-01.xlsx." in err
        assert "Uppfylt" in err
        assert err.count("inspection-twice") == 1
    assert imports(db) == []


def test_what_is_kept_is_what_was_read_though_the_file_is_saved_meanwhile(spur, db, tmp_path, monkeypatch):
    path = filled(tmp_path / "AM-01.xlsx")
    read = hashlib.sha256(path.read_bytes()).hexdigest()
    parse = Sandbox.open

    def saved_meanwhile(self, opened):
        answer = parse(self, opened)
        filled(path, grade="D")
        return answer

    monkeypatch.setattr(Sandbox, "open", saved_meanwhile)
    assert spur("import inspection", path)[0] == 0
    assert imports(db) == [("AM-01.xlsx", read)]
    assert "A A, B A" in spur("history AM-01")[1].replace("(", "").replace(")", "")


# the database


def test_a_database_that_was_asked_for_must_be_there(spur, tmp_path, monkeypatch):
    path = filled(tmp_path / "AM-01.xlsx")
    code, _, err = spur("check --db", tmp_path / "nope.db", path)
    assert code == 3
    assert "nope.db finns inte. Ligger den i en annan mapp, så gå dit" in err
    code, out, _ = spur("check --json --db", tmp_path / "nope.db", path)
    assert (code, codes(out)) == (3, ["database-absent"])
    monkeypatch.setenv("SPUR_DATABASE_URL", f"sqlite:///{tmp_path / 'nope.db'}")
    assert spur("check", path)[0] == 3


def test_a_laptop_without_a_database_checks_all_but_the_unit_and_says_so(spur, tmp_path, monkeypatch):
    path = filled(tmp_path / "in" / "AM-01.xlsx", "ZZ-99")
    monkeypatch.delenv("SPUR_DATABASE_URL")
    monkeypatch.chdir(path.parent)
    code, out, err = spur("check", path)
    assert code == 0
    assert "AM-01.xlsx: bedömda krav" in out
    assert err.count("enheterna har inte slagits upp") == 1
    assert codes(spur("check --json", path)[1]) == ["units-not-looked-up"]


# annotated copies


@pytest.mark.parametrize("as_json", ["", " --json"])
def test_a_copy_that_cannot_be_written_stops_the_import_before_anything_is_kept(as_json, spur, db, tmp_path):
    path = changed(filled(tmp_path / "AM-01.xlsx"), lambda book: book.create_sheet("Mina anteckningar"))
    (tmp_path / "upptaget").write_text("en fil, ingen mapp")
    code, out, err = spur(f"import inspection{as_json}", path, "--annotate", tmp_path / "upptaget")
    assert code == 3
    if as_json:
        assert {"sheet-ignored", "output-unwritable"} <= set(codes(out))
    else:
        assert "Det går inte att skriva till" in err
        assert "Mina anteckningar" in err
        assert "Inget har sparats" in err
    assert imports(db) == []
    code, out, err = spur("check", path, "--annotate", tmp_path / "upptaget")
    assert code == 3
    assert "Det går inte att skriva till" in err
    assert "AM-01.xlsx: bedömda krav" in out


def test_words_outside_stand_whole_in_the_copy(spur, tmp_path):
    words = "Handledarna träffas.\nVarje vecka, " + "och det är bra " * 400 + "SLUT"
    path = changed(filled(tmp_path / "AM-01.xlsx"), lambda book: book.worksheets[1].cell(60, 20, words))
    code, _, err = spur("check", path, "--annotate", tmp_path / "ut")
    assert code == 0
    assert "Handledarna träffas." in err
    start = openpyxl.load_workbook(tmp_path / "ut" / "AM-01.xlsx").worksheets[0]
    comments = [cell.comment.text for row in start for cell in row if cell.comment]
    assert any(words in comment for comment in comments)


def test_more_words_than_a_comment_holds_still_give_a_copy(spur, tmp_path):
    def scribble(book: openpyxl.Workbook) -> None:
        for row in range(60, 64):
            book.worksheets[1].cell(row, 20, f"{row} " + "å" * 12_000)

    path = changed(filled(tmp_path / "AM-01.xlsx"), scribble)
    assert spur("check", path, "--annotate", tmp_path / "ut")[0] == 0
    start = openpyxl.load_workbook(tmp_path / "ut" / "AM-01.xlsx").worksheets[0]
    [comment] = [cell.comment.text for row in start for cell in row if cell.comment]
    assert "60 ååå" in comment
    assert len(comment) <= 32_767


# writing


def test_files_are_put_in_place_only_when_all_are_written(tmp_path):
    def fails(path: Path) -> None:
        path.write_text("half")
        raise FileCreateError(OSError(28, "No space left on device"))

    with pytest.raises(InvalidInput) as refusal:
        write_files({tmp_path / "a.xlsx": lambda path: path.write_text("whole"), tmp_path / "b.xlsx": fails})
    [problem] = refusal.value.problems
    assert (problem.code, problem.also) == ("output-unwritable", "No space left on device")
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fills_up_leaves_no_templates(spur, tmp_path, monkeypatch):
    written = []

    def full_after_two(path: Path, **more: object) -> None:
        written.append(path)
        if len(written) > 2:
            raise FileCreateError(OSError(28, "No space left on device"))
        write_template(path, **more)

    monkeypatch.setattr("spur.intake.template.write_template", full_after_two)
    code, out, err = spur(f"template --all --rubric {RUBRIC} --round 2019 --out", tmp_path / "ut")
    assert (code, out) == (3, "")
    assert "No space left on device" in err
    assert list((tmp_path / "ut").iterdir()) == []


# names and words of strangers


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are Unicode there")
@pytest.mark.parametrize("command", ["check", "check --json", "import inspection"])
def test_a_name_that_is_no_utf_8_is_shown_as_it_can_be(command, spur, db, tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/V\xe4ster.xlsx"))
    changed(filled(tmp_path / "in.xlsx"), misspelt if "check" in command else lambda book: None).rename(path)
    code, out, _ = spur(command, path, "--annotate", tmp_path / "ut")
    assert code == (3 if "check" in command else 0)
    assert "V\\udce4ster.xlsx" in out
    if command == "import inspection":
        assert [name for name, _ in imports(db)] == ["V\\udce4ster.xlsx"]
    assert spur("check", path.with_name(path.name[:-1]))[0] == 3


@pytest.mark.parametrize("command", ["V\udce4ster", "check --V\udce4ster", "history V\udce4ster"])
def test_a_word_that_is_no_utf_8_is_no_fault_of_spurs(command, spur):
    code, _, err = spur(command)
    assert code in (2, 3)
    assert "V\\udce4ster" in err


def test_a_strangers_words_cannot_command_the_terminal(spur, tmp_path):
    def attack(book: openpyxl.Workbook) -> None:
        cells = [cell for row in book.worksheets[1] for cell in row if cell.value == MET.label["sv"]]
        cells[0].value = "bra\x9b2J\u202e\n\nFel: allt är sparat"

    path = changed(filled(tmp_path / "AM-01.xlsx"), attack)
    _, _, err = spur("check", path)
    assert "bra\\x9b2J\\u202e\\n\\nFel: allt är sparat" in err
    _, out, _ = spur("check --json", path)
    assert not {"\x9b", "\u202e"} & set(out)
    [told] = [each for each in json.loads(out) if each["code"] == "finding-unknown"]
    assert told["found"] == "bra\x9b2J\u202e\n\nFel: allt är sparat"
    assert "\\n\\nFel" in told["sv"]


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_a_files_name_cannot_command_the_terminal(spur, tmp_path):
    path = filled(tmp_path / "AM\x1b[2J.xlsx")
    code, out, err = spur("check", path)
    assert code == 0
    assert "AM\\x1b[2J.xlsx: bedömda krav" in out
    assert "\x1b" not in out + err


# the same mistake in many places


def test_every_cell_of_a_repeated_mistake_is_named(spur, tmp_path):
    path = changed(filled(tmp_path / "AM-01.xlsx"), misspelt)
    wrong = [
        cell.coordinate
        for row in openpyxl.load_workbook(path).worksheets[1]
        for cell in row
        if cell.value == "Uppfylt"
    ]  # fmt: skip
    assert len(wrong) == 3
    for command in ("check", "import inspection"):
        _, _, err = spur(command, path)
        assert f"cell {wrong[0]}, {wrong[1]} och {wrong[2]}: " in err
    _, _, err = spur("check --lang en", path)
    assert f"cell {wrong[0]}, {wrong[1]} and {wrong[2]}: " in err


def test_of_very_many_rows_the_first_ten_are_named(spur, tmp_path):
    path = tmp_path / "grades.csv"
    rows = "".join(f"AM-01,{area},Q,\n" for area in "ABCDEFGH") + "".join(f"AM-02,{area},Q,\n" for area in "ABCDEFGH")
    path.write_text(f"unit_id,area,grade_at_inspection,grade_after_plan\n{rows}", encoding="utf-8")
    _, _, err = spur(f"import grades --rubric {RUBRIC} --round 2019", path)
    assert "grades.csv, rad 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 och 6 till, kolumn grade_at_inspection: " in err


def test_files_of_the_same_name_are_told_apart(spur, tmp_path):
    first = changed(filled(tmp_path / "ada" / "AM.xlsx", "AM-01"), misspelt)
    second = changed(filled(tmp_path / "bo" / "AM.xlsx", "AM-02"), misspelt)
    _, _, err = spur("import inspection", first, second)
    assert f"{first}, blad" in err
    assert f"{second}, blad" in err


# JSON


def test_an_import_tells_all_its_problems_as_json(spur, db, tmp_path):
    bad = changed(filled(tmp_path / "AM-01.xlsx"), misspelt)
    code, out, err = spur("import inspection --json", bad, filled(tmp_path / "ZZ.xlsx", "ZZ-99"))
    assert (code, err) == (3, "")
    assert {"finding-unknown", "unit-unknown"} <= set(codes(out))
    assert imports(db) == []
    code, out, err = spur("import inspection --json", filled(tmp_path / "AM-02.xlsx", "AM-02"))
    assert (code, json.loads(out), err) == (0, [], "")
    assert len(imports(db)) == 1
