"""Whatever fails, and whenever a process is killed: an import is there whole or not at all. Nobody sees a traceback."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, event

from spur import app
from spur.cli import run
from spur.records.problem import Code, InvalidInput
from tests.conftest import GOLDEN, RUBRIC
from tests.ledger.looking import content
from tests.ledger.test_ledger import FILES, REGION, ROUND, keep

IMPORT = """
import sys
from pathlib import Path
from spur import app
db, folder = sys.argv[1], Path(sys.argv[2])
print("ready", flush=True)
app.import_units(db, folder / "units.csv")
app.import_grades(db, folder / "grades.csv", "spur-st@2018", "2019")
app.import_survey(db, folder / "survey.csv", "spur-st@2018", "2019")
app.import_baseline(db, folder / "baseline_national_2017_2019.csv", "spur-st@2018", "riket")
"""
SECONDS_OF_WORK = 1.2  # from "ready" to the end, on the machine that this was written on


@contextmanager
def failing_at(call: int, error: type[Exception]) -> Iterator[list[str]]:
    """The call-th statement that is sent to a database fails, as when a disk fills or a server vanishes. Yields the
    statements that were sent."""
    sent: list[str] = []

    def fail(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)
        if len(sent) == call:
            raise error("disk I/O error")

    event.listen(Engine, "before_cursor_execute", fail)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", fail)


def test_every_statement_to_the_database_may_fail(db: str) -> None:
    """One after the other, each call of a day's work fails once: the error is told, and what was there is there."""
    error = sqlite3.OperationalError if db.startswith("sqlite") else psycopg.OperationalError
    surveys: list[int] = []
    work = [
        lambda: keep(db, "grades", GOLDEN / FILES["grades"]),
        lambda: surveys.append(keep(db, "survey", GOLDEN / FILES["survey"]).kept.number),
        lambda: app.undo(db, surveys[0], reason="prov"),
    ]
    for each in work:
        before, calls = content(db), calls_of(each, error, db)
        assert calls > 5
        assert content(db) != before
    assert app.verify(db).problems == ()


def calls_of(work: Callable[[], object], error: type[Exception], db: str) -> int:
    """How many statements the work sends, after each of them has failed once and left everything as it was."""
    before = content(db)
    for call in count(1):
        with failing_at(call, error) as sent:
            try:
                work()
            except InvalidInput as refused:
                told = [problem.code for problem in refused.problems]
            else:
                return len(sent)
        assert told == [Code.DATABASE_UNREACHABLE]
        assert content(db) == before
    raise AssertionError


SMALL_DISK = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
from spur.cli import main
main(sys.argv[2:])
"""


def on_a_small_disk(most: int, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """A command of spur's where no file may have more than so many bytes."""
    command = [sys.executable, "-c", SMALL_DISK, str(most), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.skipif(os.name == "nt", reason="the size of files is limited as POSIX does")
@pytest.mark.parametrize("most", [0, 5_000, 30_000, 70_000, 150_000])
def test_a_disk_that_fills_while_a_report_is_written_leaves_the_old_one(most: int, demo: Any, tmp_path: Path) -> None:
    out = tmp_path / "out"
    asked = [
        "report",
        "region",
        REGION,
        "--round",
        ROUND,
        "--out",
        str(out),
        "--db",
        f"sqlite:///{demo[0] / 'demo.db'}",
    ]
    assert run(asked) == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    assert max(map(len, before.values())) > most
    told = subprocess.run(
        [sys.executable, "-c", SMALL_DISK, str(most), *asked, "--lang", "en"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, "Traceback" in told.stderr) == (3, False), told.stderr
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


@pytest.mark.skipif(os.name == "nt", reason="the size of files is limited as POSIX does")
@pytest.mark.parametrize("most", [0, 60_000, 200_000, 400_000])
def test_a_disk_that_fills_during_an_import_leaves_the_database_as_it_was(most: int, tmp_path: Path) -> None:
    db = f"sqlite:///{tmp_path / 'own.db'}"
    app.init(db)
    keep(db, "units", GOLDEN / FILES["units"])
    before = content(db)
    survey = ["import", "survey", str(GOLDEN / FILES["survey"]), "--rubric", RUBRIC, "--round", ROUND, "--db", db]
    told = on_a_small_disk(most, *survey)
    assert (told.returncode, "Traceback" in told.stderr) == (3, False), told.stderr
    assert content(db) == before
    assert run(survey) == 0
    assert app.verify(db).problems == ()


def killed_once(db: str, folder: Path, after: float) -> bool:
    """Whether the import was killed before it had finished, after so many seconds of its work."""
    importing = subprocess.Popen([sys.executable, "-c", IMPORT, db, str(folder)], stdout=subprocess.PIPE)
    assert importing.stdout is not None
    with importing.stdout:
        importing.stdout.readline()
        time.sleep(after)
        importing.send_signal(signal.SIGKILL)
    return importing.wait() == -signal.SIGKILL


def kill_at_random(db: str, whole: str, times: int, seed: int) -> None:
    """After each kill the imports are there whole or not at all, the ledger is whole, and the same command finishes."""
    chance = random.Random(seed)
    finished = content(whole)
    for _ in range(times):
        killed_once(db, GOLDEN, chance.uniform(0, SECONDS_OF_WORK))
        with_holes = content(db)
        for table, rows in finished.items():
            if table not in ("import", "ledger_event"):
                imports = [len(rows), 0]
                assert len(with_holes[table]) in imports, table
        assert app.verify(db).problems == ()
    subprocess.run([sys.executable, "-c", IMPORT, db, str(GOLDEN)], check=True, stdout=subprocess.DEVNULL)
    assert {table: len(rows) for table, rows in content(db).items()} == {
        table: len(rows) for table, rows in finished.items()
    }


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What is there when nothing was killed."""
    db = f"sqlite:///{tmp_path_factory.mktemp('whole') / 'whole.db'}"
    app.init(db)
    subprocess.run([sys.executable, "-c", IMPORT, db, str(GOLDEN)], check=True, stdout=subprocess.DEVNULL)
    return db


@pytest.mark.skipif(os.name == "nt", reason="a process is killed by a signal")
def test_imports_that_are_killed_are_there_whole_or_not_at_all(url: str, whole: str) -> None:
    app.init(url)
    kill_at_random(url, whole, times=4, seed=1)


@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="a process is killed by a signal")
@pytest.mark.parametrize("seed", range(20))
def test_imports_that_are_killed_200_times_are_there_whole_or_not_at_all(seed: int, url: str, whole: str) -> None:
    app.init(url)
    kill_at_random(url, whole, times=10, seed=100 + seed)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://nobody:hemligt@localhost:1/spur", "localhost"),
        ("sqlite:////proc/spur.db", ""),
    ],
)
def test_a_database_that_cannot_be_reached_is_a_sentence_and_shows_no_password(
    address: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["import", "units", str(GOLDEN / "units.csv"), "--db", address]) == 3
    told = capsys.readouterr().err
    assert "Traceback" not in told
    assert "hemligt" not in told
    assert said in told


def test_a_wrong_password_is_a_sentence(server: str, capsys: pytest.CaptureFixture[str]) -> None:
    address = server.format("no_such_database")
    assert run(["init", "--db", address]) == 3
    assert "no_such_database" in capsys.readouterr().err


def test_a_database_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    app.init(f"sqlite:///{tmp_path / 'own.db'}")
    assert [path.name for path in tmp_path.iterdir()] == ["own.db"]
    if os.name != "nt":
        assert (tmp_path / "own.db").stat().st_mode & 0o077 == 0
