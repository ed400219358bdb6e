"""What has come in stays: whole or not at all, once, in any order, whoever writes at the same time."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from spur import app
from spur.ledger.database import Database
from spur.ledger.ledger import Ledger
from spur.records.grade import GradeKind
from spur.records.problem import Code, InvalidInput
from tests.conftest import GOLDEN, RUBRIC
from tests.ledger.conftest import Filled
from tests.ledger.files import FILES, GRADES, REGION, ROUND, keep, keep_all, rows_of, tells, write
from tests.ledger.looking import change, content, query


@pytest.fixture(scope="session")
def once(filled: Filled) -> list[object]:
    """What a ledger tells when each golden file is kept once, as it stands."""
    return tells(filled("sqlite", keep_all))


# Once


def test_the_same_file_twice_changes_nothing(golden: str, tmp_path: Path) -> None:
    before = content(golden)
    for kind, name in FILES.items():
        renamed = Path(shutil.copy(GOLDEN / name, tmp_path / f"en kopia av {name}"))
        assert keep(golden, kind, renamed).kept.already
    assert content(golden) == before


def test_the_same_grades_for_another_round_are_another_import(golden: str) -> None:
    again = app.import_grades(golden, GOLDEN / FILES["grades"], RUBRIC, "2024")
    assert (again.kept.already, again.kept.superseded) == (False, 0)


# Corrections


def test_a_corrected_grade_counts_and_the_one_it_supersedes_is_still_there(golden: str, tmp_path: Path) -> None:
    with Ledger.open(golden).view() as view:
        before = {(e.unit_id, e.area, e.kind): e for e in view.grade_events(ROUND)}
    kept = query(golden, "SELECT count(*) FROM grade_event")[0][0]
    old = query(golden, "SELECT * FROM grade_event WHERE unit_id = 'AM-01' ORDER BY id")
    assert before["AM-01", "D", GradeKind.AFTER_PLAN].grade == "C"

    # AM-01's D was lifted to C after a plan; it turns out to have been a B from the start
    path = tmp_path / "corrected.csv"
    path.write_text(GRADES + "AM-01,D,B,,2019-03-01,\n", encoding="utf-8")
    assert keep(golden, "grades", path).kept.superseded == 1

    with Ledger.open(golden).view() as view:
        after = {(e.unit_id, e.area, e.kind): e for e in view.grade_events(ROUND)}
    corrected = [event for key, event in after.items() if key[:2] == ("AM-01", "D")]
    assert [(event.kind, event.grade) for event in corrected] == [(GradeKind.AT_INSPECTION, "B")]
    assert {k: e for k, e in after.items() if k[:2] != ("AM-01", "D")} == {
        k: e for k, e in before.items() if k[:2] != ("AM-01", "D")
    }
    assert query(golden, "SELECT count(*) FROM grade_event")[0][0] == kept + 1
    assert query(golden, "SELECT * FROM grade_event WHERE unit_id = 'AM-01' ORDER BY id")[: len(old)] == old


def test_a_unit_that_is_described_anew_keeps_its_old_description_beside(golden: str, tmp_path: Path) -> None:
    path = tmp_path / "renamed.csv"
    path.write_text("unit_id,unit_name,specialty_group,region\nAM-01,Nytt namn,medicin,vastmanland\n", encoding="utf-8")
    assert app.import_units(golden, path).kept.superseded == 1
    with Ledger.open(golden).view() as view:
        units = view.units()
    assert (units["AM-01"].name, units["AM-01"].group, len(units)) == ("Nytt namn", "medicin", 51)
    names = query(golden, "SELECT name FROM unit_record WHERE unit_id = 'AM-01' ORDER BY import_id")
    assert names == [("Provenheten Havsörn",), ("Nytt namn",)]


# Whole or not at all

KILLED = """
import os, signal, sys
from sqlalchemy import Engine, event
from pathlib import Path
from spur import app

db, file, kind, statements = sys.argv[1], Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])

@event.listens_for(Engine, "after_cursor_execute")
def power_cut(connection, cursor, statement, *_):
    global statements
    if statement.startswith("INSERT"):
        statements -= 1
        if statements == 0:
            os.kill(os.getpid(), signal.SIGKILL)

if kind == "survey":
    app.import_survey(db, file, "spur-st@2018", "2019")
else:
    app.import_units(db, file)
"""


@pytest.mark.skipif(os.name == "nt", reason="a process is killed by a signal")
@pytest.mark.parametrize(
    ("kind", "statements"), [("units", 3), ("survey", 2), ("survey", 3), ("survey", 5)]
)  # of five that a survey takes
def test_an_import_that_is_killed_in_the_middle_has_never_been(
    kind: str, statements: int, url: str, tmp_path: Path
) -> None:
    app.init(url)
    if kind == "survey":
        keep(url, "units", GOLDEN / FILES["units"])
    before = content(url)
    command = [sys.executable, "-c", KILLED, url, str(GOLDEN / FILES[kind]), kind, str(statements)]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    assert content(url) == before
    summary = keep(url, kind, GOLDEN / FILES[kind])
    assert (summary.kept.already, summary.kept.superseded) == (False, 0)
    if kind == "survey":
        assert query(url, "SELECT count(*) FROM response") == [(470,)]


DISK_FULL = {
    "sqlite": [
        "CREATE TRIGGER full_disk BEFORE INSERT ON answer_tally WHEN NEW.unit_id = 'PS-01'"
        " BEGIN SELECT RAISE(ABORT, 'disk full'); END"
    ],
    "postgresql+psycopg": [
        "CREATE FUNCTION full_disk() RETURNS trigger AS $$ BEGIN RAISE 'disk full'; END $$ LANGUAGE plpgsql",
        "CREATE TRIGGER full_disk BEFORE INSERT ON answer_tally FOR EACH ROW WHEN (NEW.unit_id = 'PS-01')"
        " EXECUTE FUNCTION full_disk()",
    ],
}


def test_an_import_that_fails_in_the_middle_has_never_been(url: str) -> None:
    """The disk is full when the tallies are to be written, after the responses."""
    app.init(url)
    keep(url, "units", GOLDEN / FILES["units"])
    change(url, *DISK_FULL[url.partition(":")[0]])
    before = content(url)
    with pytest.raises(InvalidInput) as refusal:
        keep(url, "survey", GOLDEN / FILES["survey"])
    (problem,) = refusal.value.problems
    assert (problem.code, problem.also.startswith("disk full")) == (Code.DATABASE_UNREACHABLE, True)
    assert content(url) == before


# Rows are the truth, tallies are what is read


def test_the_tallies_are_a_recount_of_the_rows_and_the_rows_are_the_files(golden: str) -> None:
    rubric = app.pinned_rubric(RUBRIC).model
    header, rows = rows_of(FILES["survey"])
    scales = {slot.id: slot.scale for slot in rubric.slots if slot.scale}
    questions = list(scales)
    from_file: Counter[tuple[str, str, str, str]] = Counter()
    for row in rows:
        cells = dict(zip(header, row, strict=True))
        for question in questions:
            codes = [option.code for option in scales[question].options]
            mark = str(codes.index(cells[question]) + 1) if cells[question] else "0"
            from_file[cells["unit_id"], cells["role"], question, mark] += 1
    from_rows = Counter(
        (unit, role, question, mark)
        for unit, role, answers in query(golden, "SELECT unit_id, role, answers FROM response")
        for question, mark in zip(questions, answers, strict=True)
    )
    tallied = {
        (unit, role, question, mark): n
        for unit, role, question, mark, n in query(
            golden, "SELECT unit_id, role, slot, mark, answers FROM answer_tally"
        )
    }
    assert tallied == from_rows == from_file
    responses = {
        (unit, role): n for unit, role, n in query(golden, "SELECT unit_id, role, responses FROM response_tally")
    }
    assert responses == Counter((row[header.index("unit_id")], row[header.index("role")]) for row in rows)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_rows_and_columns_changes_no_figure(
    seed: int, url: str, tmp_path: Path, once: list[object]
) -> None:
    chance = random.Random(seed)
    for name in FILES.values():
        header, rows = rows_of(name)
        chance.shuffle(rows)
        order = chance.sample(range(len(header)), len(header))
        write(tmp_path / name, [header[i] for i in order], [[row[i] for i in order] for row in rows])
    keep_all(url, tmp_path)
    assert tells(url) == once


def test_a_survey_and_grades_in_several_files_give_the_same_figures(
    url: str, tmp_path: Path, once: list[object]
) -> None:
    app.init(url)
    chance = random.Random(7)
    for kind, name in FILES.items():
        header, rows = rows_of(name)
        files: list[list[list[str]]] = [[] for _ in range(5 if kind in ("grades", "survey") else 1)]
        for row in rows:
            chance.choice(files).append(row)
        for number, part in enumerate(files):
            assert keep(url, kind, write(tmp_path / f"{kind}-{number}.csv", header, part)).kept.superseded == 0
    assert tells(url) == once


# At the same time

WRITER = """
import sys
from pathlib import Path
from spur import app
print("ready", flush=True)
sys.stdin.readline()
app.import_survey(sys.argv[1], Path(sys.argv[2]), "spur-st@2018", "2019")
"""


def test_writers_at_the_same_time_wait_for_each_other_and_all_land(
    url: str, tmp_path: Path, once: list[object]
) -> None:
    app.init(url)
    for kind in ("units", "grades", "baseline"):
        keep(url, kind, GOLDEN / FILES[kind])
    header, rows = rows_of(FILES["survey"])
    parts = [write(tmp_path / f"{i}.csv", header, rows[i::3]) for i in range(3)]
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, url, str(part)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for part in parts
    ]
    for writer in writers:
        assert writer.stdout.readline() == "ready\n"
    with Database.open(url).writing():  # somebody else is writing when all three come
        for writer in writers:
            writer.stdin.write("go\n")
            writer.stdin.flush()
        with pytest.raises(subprocess.TimeoutExpired):
            writers[0].wait(timeout=1.5)
    for writer in writers:
        writer.communicate()
        assert writer.returncode == 0
    assert tells(url) == once


def test_a_reader_sees_one_state_while_another_writes(url: str) -> None:
    app.init(url)
    with Ledger.open(url).view() as view:
        assert view.units() == {}
        keep(url, "units", GOLDEN / FILES["units"])
        assert view.units() == {}
    with Ledger.open(url).view() as view:
        assert len(view.units()) == 51


# Other databases


def stranger(path: Path) -> None:
    """Another program's database."""
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE patients (name TEXT)")
        connection.execute("INSERT INTO patients VALUES ('Anna')")


def newer(path: Path) -> None:
    app.init(f"sqlite:///{path}")
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE spur_schema SET version = 99")


def of_before_inspections(path: Path) -> None:
    """A database of spur's made before it knew of inspections."""
    app.init(f"sqlite:///{path}")
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE spur_schema SET version = 1")
        connection.execute("DROP TABLE inspection_event")


def text(path: Path) -> None:
    path.write_text("unit_id,unit_name\n" * 100, encoding="utf-8")


def closed(path: Path) -> bytes:
    """A database file as it lies on the disk when nobody has it open."""
    if path.read_bytes().startswith(b"SQLite"):
        with sqlite3.connect(path) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path.read_bytes()


def everything_that_opens(url: str, out: Path) -> Iterator[Any]:
    yield lambda: app.import_units(url, GOLDEN / FILES["units"])
    yield lambda: app.import_grades(url, GOLDEN / FILES["grades"], RUBRIC, ROUND)
    yield lambda: app.report_region(url, REGION, ROUND, outputs=["csv"], out=out)


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (stranger, Code.DATABASE_FOREIGN),
        (text, Code.DATABASE_FOREIGN),
        (newer, Code.DATABASE_NEWER),
        (of_before_inspections, Code.DATABASE_OLDER),
    ],
)
def test_a_file_that_is_not_ours_is_refused_and_not_a_byte_of_it_changed(made: Any, code: Code, tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    made(path)
    before = closed(path)
    url = f"sqlite:///{path}"
    for use in (lambda: app.init(url), *everything_that_opens(url, tmp_path)):
        with pytest.raises(InvalidInput) as refusal:
            use()
        assert [problem.code for problem in refusal.value.problems] == [code]
    assert closed(path) == before


def test_a_database_that_is_not_there_is_not_made_by_the_way(tmp_path: Path) -> None:
    path = tmp_path / "absent.db"
    for use in everything_that_opens(f"sqlite:///{path}", tmp_path):
        with pytest.raises(InvalidInput) as refusal:
            use()
        assert [(p.code, p.found) for p in refusal.value.problems] == [(Code.DATABASE_ABSENT, str(path))]
    assert not path.exists()


@pytest.mark.parametrize(
    "url", ["sqlite:////nowhere/at/all/spur.db", "sqlite:///.", "nonsense://x", "://", "postgresql+nodriver://x/y"]
)
def test_a_database_that_cannot_be_reached_is_told_as_a_problem(url: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        app.init(url)
    assert [problem.code for problem in refusal.value.problems] == [Code.DATABASE_UNREACHABLE]


def test_init_leaves_a_database_of_ours_as_it_is(golden: str) -> None:
    before = content(golden)
    app.init(golden)
    assert content(golden) == before


# Other files than those that were asked for are never counted


def test_reports_are_of_one_round_only(golden: str, tmp_path: Path, once: list[object]) -> None:
    header, rows = rows_of(FILES["survey"])
    later = write(tmp_path / "later.csv", header, [[f"later-{row[0]}", *row[1:]] for row in rows[:100]])
    app.import_survey(golden, later, RUBRIC, "2024")
    app.import_grades(golden, GOLDEN / FILES["grades"], RUBRIC, "2024")
    assert tells(golden) == once
