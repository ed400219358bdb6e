"""Whatever fails, and whenever a process is killed: an import is there whole or not at all. Nobody sees a traceback."""

import os
import shutil
import sqlite3
import subprocess
import sys
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
from tests.ledger.conftest import Filled
from tests.ledger.files import FILES, REGION, ROUND, keep, rows_of, write
from tests.ledger.killing import Importing, importing, kill_at_random
from tests.ledger.looking import content


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


def test_every_statement_to_the_database_may_fail(db: str, tmp_path: Path) -> None:
    """One after the other, each call of a day's work fails once: the error is told, and what was there is there."""
    error = sqlite3.OperationalError if db.startswith("sqlite") else psycopg.OperationalError
    grades, survey = (write(tmp_path / name, *few_of(name)) for name in (FILES["grades"], FILES["survey"]))
    surveys: list[int] = []
    work = [
        lambda: keep(db, "grades", grades),
        lambda: surveys.append(keep(db, "survey", survey).kept.number),
        lambda: app.undo(db, surveys[0], reason="prov"),
    ]
    for each in work:
        before, calls = content(db), calls_of(each, error, db)
        assert calls > 5
        assert content(db) != before
    assert app.verify(db).problems == ()


def few_of(name: str) -> tuple[list[str], list[list[str]]]:
    header, rows = rows_of(name)
    return header, rows[:20]


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
@pytest.mark.parametrize("most", [0, 70_000, 150_000])
def test_a_disk_that_fills_while_a_report_is_written_leaves_the_old_one(most: int, demo: Any, tmp_path: Path) -> None:
    for path in demo[2].files:
        shutil.copy(path, tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert max(map(len, before.values())) > most
    asked = ["report", "region", REGION, "--round", ROUND, "--out", str(tmp_path), "--lang", "en"]
    told = on_a_small_disk(most, *asked, "--db", f"sqlite:///{demo[0] / 'demo.db'}")
    assert (told.returncode, "Traceback" in told.stderr) == (3, False), told.stderr
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


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


@pytest.fixture(scope="session")
def imports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Importing]:
    with importing(f"sqlite:///{tmp_path_factory.mktemp('whole') / 'whole.db'}") as own:
        yield own


def kill(times: int, seed: int, imports: Importing, empty: str) -> None:
    came_in = kill_at_random(imports, empty, times, seed)
    print(f"{times} kills; how many of the four files were there: {dict(sorted(came_in.items()))}")


@pytest.mark.skipif(os.name == "nt", reason="a process is killed by a signal")
def test_imports_that_are_killed_are_there_whole_or_not_at_all(
    backend: str, filled: Filled, imports: Importing
) -> None:
    kill(4, 1, imports, filled(backend, app.init))


@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="a process is killed by a signal")
@pytest.mark.parametrize("seed", range(4))
def test_imports_that_are_killed_200_times_are_there_whole_or_not_at_all(
    seed: int, backend: str, filled: Filled, imports: Importing
) -> None:
    kill(50, 100 + seed, imports, filled(backend, app.init))


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
