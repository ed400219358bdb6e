"""Everything out as tables that anybody can open, and in again as it was: nothing lost, nothing half done."""

import csv
import errno
import hashlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spur import app
from spur.app.export.cells import cell_of, value_of
from spur.app.export.files import FORMAT, MANIFEST, Entry, Files, Hashed, manifest_text, rows_of
from spur.cli import run
from spur.ledger.schema import kept_tables
from spur.ledger.whole import FLAT, FlatColumn, Value, columns_of
from spur.records.problem import Code, InvalidInput
from tests.conftest import GOLDEN, RUBRIC
from tests.ledger.databases import empty_database
from tests.ledger.everything import BT, HARD, ledger_with_everything
from tests.ledger.files import FILES, figures
from tests.ledger.looking import change, content, query
from tests.ledger.test_faults import SMALL_DISK, calls_of
from tests.ledger.test_taking_back import FAULTS, refusal


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("everything")
    db = f"sqlite:///{folder / 'everything.db'}"
    ledger_with_everything(db, folder / "files")
    return db


@pytest.fixture(scope="module")
def exported(everything: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return app.export_database(everything, tmp_path_factory.mktemp("exported") / "export").folder


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The export of a ledger with a unit, a grade and an answer."""
    db = f"sqlite:///{tmp_path / 'small.db'}"
    app.init(db)
    units, survey = tmp_path / "units.csv", tmp_path / "survey.csv"
    units.write_text("unit_id,unit_name,specialty_group,region\nAM-01,Havsörn,medicin,vastmanland\n", encoding="utf-8")
    survey.write_text("response_id,unit_id,role,st.helhet\nR1,AM-01,st-lakare,4\n", encoding="utf-8")
    app.import_units(db, units)
    app.import_survey(db, survey, RUBRIC, "2019")
    return app.export_database(db, tmp_path / "small").folder


def bytes_of(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


# There and back


def test_a_ledger_comes_back_whole_from_its_export_on_either_database(
    everything: str, exported: Path, server: str, tmp_path: Path
) -> None:
    """SQLite to PostgreSQL and back to SQLite: every row, every figure, every line of the log, every byte."""
    there, back = empty_database(server), f"sqlite:///{tmp_path / 'back.db'}"
    source = exported
    for target in (there, back):
        app.import_export(target, source)
        assert content(target) == content(everything)
        assert app.log(target) == app.log(everything)
        assert app.verify(target).problems == ()
        assert figures(target, tmp_path / "there") == figures(everything, tmp_path / "here")
        source = app.export_database(target, tmp_path / f"of-{target[:4]}").folder
        assert bytes_of(source) == bytes_of(exported)
    # work goes on there: numbers follow on
    number = query(everything, "SELECT max(id) FROM import")[0][0]
    for target in (there, back):
        assert app.import_grades(target, GOLDEN / FILES["grades"], RUBRIC, "2030").kept.number == number + 1
        app.undo(target, number + 1, reason="Prov")


def test_whatever_stands_in_a_cell_comes_back(tmp_path: Path) -> None:
    words = st.text(st.sampled_from("=+-@'\";,\r\n\t \x00\ufeff\u2028＝aÅ🩺")) | st.text()
    fractions = st.fractions().map(str)
    values = st.tuples(
        words, st.none() | words, st.integers(0, 2**63 - 1), st.none() | st.integers(0, 9), st.none() | fractions
    )
    columns = [
        FlatColumn("ord", "words"),
        FlatColumn("ord eller inget", "words", nullable=True),
        FlatColumn("tal", "whole"),
        FlatColumn("tal eller inget", "whole", nullable=True),
        FlatColumn("bråk", "fraction", nullable=True),
    ]
    header = [column.name for column in columns]

    @settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(values, max_size=5))
    def comes_back(rows: list[tuple[Value, ...]]) -> None:
        (tmp_path / "t.csv").unlink(missing_ok=True)
        Files(tmp_path, lambda _: None).table("t.csv", header, [list(map(cell_of, row, columns)) for row in rows])
        read = rows_of(tmp_path, "t.csv", header, lambda cells: tuple(map(value_of, cells, columns)), lambda _: None)
        assert list(read) == rows

    comes_back()


def test_a_text_longer_than_any_cell_of_pythons_csv_comes_back(tmp_path: Path) -> None:
    long = "=" + "lång; " * 100_000
    Files(tmp_path, lambda _: None).table("t.csv", ["text"], [[long]])
    assert list(rows_of(tmp_path, "t.csv", ["text"], list, lambda _: None)) == [[long]]
    assert csv.field_size_limit() == 131_072


# A person opens it


def test_the_tables_say_what_was_answered_in_words_that_a_person_knows(exported: Path) -> None:
    (name,) = (path.name for path in exported.glob("survey-bt-example-*.csv"))
    first, third = table(exported / name)  # the second has been erased
    assert (first["response_id"], first["bt.samtal"], first["bt.sjalvstudier"]) == ("1", "3", "2,5")
    assert (third["response_id"], third["bt.samtal"]) == ("'=3", "")
    ticked = [(column, cell) for column, cell in third.items() if column.startswith("bt.bedomningsformer:")]
    assert [cell for _, cell in ticked] == ["1", *["0"] * (len(ticked) - 2), "1"]
    assert {cell for column, cell in first.items() if column.startswith("bt.bedomningsformer:")} == {""}
    shares = {row["question"]: row["share_positive"] for row in table(exported / "baselines.csv") if row["n"] == "412"}
    assert shares == {"st.teori": "0,5"}


def test_no_text_is_run_as_a_formula(exported: Path) -> None:
    (coding,) = (row for row in table(exported / "codings.csv") if row["quotation"])
    assert coding["quotation"] == f"'{HARD}"
    for path in exported.glob("*.csv"):
        for row in table(path):
            assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values()), path.name


def test_what_was_erased_is_not_there_and_the_tombstone_is(everything: str, exported: Path) -> None:
    everything_written = b"".join(bytes_of(exported).values()).decode()
    assert "R0003" not in everything_written
    assert "Hemlig" not in everything_written
    erased = [row for row in table(exported / "ledger_events.csv") if row["kind"] == "erased"]
    assert len(erased) == 4  # R0003 in both its imports, one of the other instrument, a text
    assert sum(bool(row["text_id"]) for row in erased) == 1


def test_the_readme_tells_of_every_file_in_both_languages(exported: Path) -> None:
    readme = (exported / "README.md").read_text(encoding="utf-8")
    assert readme.count("# Export") == 2
    for path in exported.glob("*.csv"):
        name = "survey-….csv" if path.name.startswith("survey-") else path.name
        assert readme.count(f"`{name}`: ") == 2, name


def test_a_rubric_is_the_file_that_it_was(exported: Path) -> None:
    (path,) = (exported / "rubrics").glob("bt-example-1-*.toml")
    assert hashlib.sha256(path.read_bytes()).hexdigest() == app.pinned_rubric(BT).hash


def test_the_folder_is_its_owners_alone(exported: Path) -> None:
    if os.name != "nt":
        assert exported.stat().st_mode & 0o077 == 0


# Nothing is forgotten


def test_every_table_of_the_ledger_is_exported_or_follows_from_those_that_are(everything: str) -> None:
    assert [table for table, rows in content(everything).items() if not rows] == []  # each is tried here
    written_otherwise = {"rubric", "response", "number_answer"}
    follows = {"unit", "response_tally", "answer_tally"}
    flat = {table.name for table in FLAT.values()}
    assert flat | written_otherwise | follows == {table.name for table in kept_tables()}


def test_a_table_never_gets_another_column_without_a_new_format() -> None:
    """If this fails: raise FORMAT, and let exports of the earlier ones be read too."""
    columns = {name: [(each.name, each.kind, each.nullable) for each in columns_of(name)] for name in FLAT}
    told = hashlib.sha256(json.dumps(columns).encode()).hexdigest()
    assert (FORMAT, told[:16]) == (1, "fbc0759d7aca263d")


# Refused


def test_a_byte_that_was_flipped_is_found_wherever_it_is(exported: Path, tmp_path: Path) -> None:
    chance = random.Random(5)
    for name in bytes_of(exported):
        copied = Path(shutil.copytree(exported, tmp_path / "copied"))
        changed = bytearray((copied / name).read_bytes())
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        (copied / name).write_bytes(changed)
        assert {code for code, _, _ in not_taken_in(copied, tmp_path)} <= {Code.EXPORT_CHANGED, Code.FILE_UNREADABLE}
        shutil.rmtree(copied)


def test_a_file_that_is_missing_cut_off_or_saved_in_excel_is_told_of_with_all_others(
    exported: Path, tmp_path: Path
) -> None:
    copied = Path(shutil.copytree(exported, tmp_path / "copied"))
    (copied / "units.csv").unlink()
    (copied / "grades.csv").write_bytes((copied / "grades.csv").read_bytes()[:-40])
    texts = (copied / "texts.csv").read_text(encoding="utf-8-sig")
    (copied / "texts.csv").write_text(texts, encoding="cp1252", errors="replace")
    told = [(code, Path(found).name) for code, found, _ in not_taken_in(copied, tmp_path)]
    assert told == [
        (Code.FILE_MISSING, "units.csv"), (Code.EXPORT_CHANGED, "grades.csv"), (Code.EXPORT_CHANGED, "texts.csv")
    ]  # fmt: skip
    (copied / MANIFEST).unlink()  # as an export that was cut off leaves it
    assert [code for code, _, _ in not_taken_in(copied, tmp_path)] == [Code.EXPORT_ABSENT]
    for lost in (tmp_path / "nowhere", GOLDEN):
        assert [code for code, _, _ in not_taken_in(lost, tmp_path)] == [Code.EXPORT_ABSENT]


def not_taken_in(folder: Path, tmp_path: Path) -> list[tuple[Code, str, str]]:
    """Why; a database is not even made."""
    db = tmp_path / "refused.db"
    told = refusal(app.import_export, f"sqlite:///{db}", folder)
    assert not db.exists()
    return told


def test_the_export_of_a_newer_spur_is_told_so(small: Path, tmp_path: Path) -> None:
    told = json.loads((small / MANIFEST).read_text(encoding="utf-8"))
    (small / MANIFEST).write_text(json.dumps(told | {"spur_export": 2, "tool_version": "9.9"}), encoding="utf-8")
    assert not_taken_in(small, tmp_path) == [(Code.EXPORT_NEWER, "9.9", "")]


def sealed(folder: Path) -> None:
    """The manifest as if the files had been written as they are."""
    told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    entries = {name: Entry(**entry) for name, entry in told["files"].items()}
    for name, entry in entries.items():
        digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        entries[name] = Entry(digest, entry.rows)
    (folder / MANIFEST).write_text(manifest_text(told["tool_version"], entries), encoding="utf-8", newline="")


FORGED = [
    ("imports.csv", "import", ";units;", ";enheter;"),
    ("imports.csv", "number", "1;units", "9999999999999999999;units"),
    ("imports.csv", "number", "1;units", "ett;units"),
    ("imports.csv", "heading", "file_hash", "hash"),
    ("units.csv", "width", "AM-01;", "AM-01"),
    ("units.csv", "quote", "AM-01", 'AM"-01'),
    ("units.csv", "unit", "AM-01", "AM-02"),
    ("survey", "answer", ";4;", ";9;"),
    ("survey", "role", "st-lakare", "st-lakare;"),
    ("survey", "import", "\n2;2;", "\n1;2;"),
    ("survey", "row", "\n2;2;", "\n2;-2;"),
    ("survey", "spelling", "\n2;2;", "\n2;+2;"),
    ("rubrics", "words", "[rubric]", "[rubrik]"),
    ("rubrics", "comment", "[rubric]", "# ändrad\n[rubric]"),
]


@pytest.mark.parametrize(("file", "what", "stood", "stands"), FORGED)
def test_what_was_changed_together_with_its_hash_is_no_ledger(
    file: str, what: str, stood: str, stands: str, small: Path, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (path,) = (each for each in small.rglob("*.*") if file in each.relative_to(small).as_posix())
    text = path.read_bytes().decode()
    assert stood in text
    path.write_bytes(text.replace(stood, stands, 1).encode())
    sealed(small)
    assert run(["import", "export", str(small), "--db", url]) == 3
    assert "Traceback" not in capsys.readouterr().err
    assert all(rows == [] or name == "spur_schema" for name, rows in content(url).items())


def test_a_ledger_with_content_takes_no_export_in(db: str, small: Path) -> None:
    before = content(db)
    assert [code for code, _, _ in refusal(app.import_export, db, small)] == [Code.RESTORE_NOT_EMPTY]
    assert content(db) == before


def test_what_a_killed_export_has_left_goes_with_the_next(everything: str, tmp_path: Path) -> None:
    left = tmp_path / ".out[1].abc.part"
    left.mkdir()
    (left / "survey.csv").write_text("what somebody answered", encoding="utf-8")
    app.export_database(everything, tmp_path / "out[1]")
    assert [path.name for path in tmp_path.iterdir()] == ["out[1]"]


def test_a_folder_with_something_in_it_is_left_alone(everything: str, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").touch()
    assert [code for code, _, _ in refusal(app.export_database, everything, tmp_path / "out")] == [
        Code.FOLDER_NOT_EMPTY
    ]
    (tmp_path / "out" / "mine.txt").unlink()
    app.export_database(everything, tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_file_or_a_folder_where_the_other_is_meant_is_told_so(small: Path, tmp_path: Path) -> None:
    file, db = small / "README.md", f"sqlite:///{tmp_path / 'new.db'}"
    assert [code for code, _, _ in refusal(app.export_database, f"sqlite:///{tmp_path / 'small.db'}", file)] == [
        Code.OUTPUT_EXISTS
    ]
    assert [code for code, _, _ in refusal(app.import_export, db, file)] == [Code.EXPORT_ABSENT]
    assert [code for code, _, _ in refusal(app.restore, db, small)] == [Code.RESTORE_FOLDER]


def test_a_ledger_with_a_fault_in_it_is_not_exported(url: str, small: Path, tmp_path: Path) -> None:
    app.import_export(url, small)
    change(url, FAULTS[0][0])
    assert {code for code, _, _ in refusal(app.export_database, url, tmp_path / "out")} == {Code.LEDGER_TALLY}
    assert not list(tmp_path.glob("*out*"))


# Whatever fails


def test_every_statement_of_taking_an_export_in_may_fail(url: str, small: Path) -> None:
    app.init(url)
    error = sqlite3.OperationalError if url.startswith("sqlite") else psycopg.OperationalError
    assert calls_of(lambda: app.import_export(url, small), error, url) > 20
    assert app.verify(url).problems == ()


def test_every_write_to_a_file_may_fail(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db, out = f"sqlite:///{tmp_path / 'small.db'}", tmp_path / "out"
    write = Hashed.write
    for fails in count(1):
        calls = count(1)

        def written(file: Hashed, text: str, calls: Iterator[int] = calls, fails: int = fails) -> None:
            if next(calls) == fails:
                raise OSError(errno.ENOSPC, "No space left on device")
            write(file, text)

        monkeypatch.setattr(Hashed, "write", written)
        try:
            app.export_database(db, out)
        except InvalidInput as refused:
            told = [problem.code for problem in refused.problems]
        else:
            break
        assert told == [Code.OUTPUT_UNWRITABLE]
        assert not list(tmp_path.glob("*out*"))
    assert fails > 30
    assert bytes_of(out) == bytes_of(small)


def on_a_small_disk(most: int, *command: str) -> None:
    told = subprocess.run(
        [sys.executable, "-c", SMALL_DISK, str(most), *command], capture_output=True, text=True, check=False
    )
    assert (told.returncode, "Traceback" in told.stderr) == (3, False), told.stderr


@pytest.mark.skipif(os.name == "nt", reason="the size of files is limited as POSIX does")
@pytest.mark.parametrize("most", [0, 1_000, 30_000])
def test_a_disk_that_fills_leaves_no_half_export(most: int, everything: str, tmp_path: Path) -> None:
    on_a_small_disk(most, "export", str(tmp_path / "out"), "--db", everything)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="the size of files is limited as POSIX does")
@pytest.mark.parametrize("most", [0, 60_000, 300_000, 600_000])
def test_a_disk_that_fills_leaves_no_half_ledger(most: int, exported: Path, everything: str, tmp_path: Path) -> None:
    db = f"sqlite:///{tmp_path / 'new.db'}"
    app.init(db)
    command = ["import", "export", str(exported), "--db", db]
    before = content(db)
    on_a_small_disk(most, *command)
    assert content(db) == before
    assert run(command) == 0
    assert content(db) == content(everything)


COMMAND = """
import sys
from spur.cli import main
print("ready", flush=True)
from spur import app
main(sys.argv[1:])
"""


def killed(command: list[str], after: float) -> bool:
    """Whether the command was killed before it had finished, after so many seconds."""
    working = subprocess.Popen([sys.executable, "-c", COMMAND, *command], stdout=subprocess.PIPE)
    assert working.stdout is not None
    with working.stdout:
        working.stdout.readline()
        time.sleep(after)
        working.send_signal(signal.SIGKILL)
    return working.wait() == -signal.SIGKILL


def kill_at_random(url: str, everything: str, exported: Path, out: Path, times: int, seed: int) -> None:
    """An export is there whole or not at all, and so is what is made of it; the same command finishes."""
    app.init(url)
    whole, empty = sizes(everything), sizes(url)
    chance = random.Random(seed)
    writing = ["export", str(out), "--db", everything]
    reading = ["import", "export", str(exported), "--db", url]
    for _ in range(times):
        if killed(writing, chance.uniform(0, 3)):
            assert not out.exists() or bytes_of(out) == bytes_of(exported)
        shutil.rmtree(out, ignore_errors=True)
        if sizes(url) == empty:
            killed(reading, chance.uniform(0, 5))
        assert sizes(url) in (empty, whole)
    assert sizes(url) == whole or run(reading) == 0
    for db in (everything, url):
        assert run(["export", str(out), "--db", db]) == 0
        assert [path.name for path in out.parent.glob("*out*")] == ["out"]
        assert bytes_of(out) == bytes_of(exported)
        shutil.rmtree(out)


def sizes(db: str) -> dict[str, int]:
    return {name: len(rows) for name, rows in content(db).items()}


@pytest.mark.skipif(os.name == "nt", reason="a process is killed by a signal")
def test_what_is_killed_has_never_been(url: str, everything: str, exported: Path, tmp_path: Path) -> None:
    kill_at_random(url, everything, exported, tmp_path / "out", times=3, seed=1)


@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="a process is killed by a signal")
@pytest.mark.parametrize("seed", range(5))
def test_what_is_killed_50_times_has_never_been(
    seed: int, url: str, everything: str, exported: Path, tmp_path: Path
) -> None:
    kill_at_random(url, everything, exported, tmp_path / "out", times=10, seed=100 + seed)


def test_the_commands_say_what_they_did(
    exported: Path, everything: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert run(["export", str(out), "--db", everything, "--lang", "en"]) == 0
    assert run(["import", "export", str(out), "--db", f"sqlite:///{tmp_path / 'new.db'}", "--lang", "en"]) == 0
    told = capsys.readouterr().out
    files = bytes_of(exported)
    rows = sum(len(table(exported / name)) for name in files if name.endswith(".csv"))
    imports = len(table(exported / "imports.csv"))
    assert f"{out} now holds {len(files)} files with {rows} rows." in told
    assert f"{imports} imports with {rows} rows have come in from {out}" in told
