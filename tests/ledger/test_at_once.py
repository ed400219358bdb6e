"""Several people at work at once, each with a process of their own: everything is there once, nothing is lost."""

import csv
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from spur import app
from tests.cli.test_workbooks import filled
from tests.conftest import GOLDEN
from tests.ledger.files import FILES, keep, write
from tests.ledger.looking import query

WORKER = """
import sys
from pathlib import Path
from spur import app
print("ready", flush=True)
sys.stdin.readline()
for path in map(Path, sys.argv[2:]):
    if path.suffix == ".csv":
        app.import_survey(sys.argv[1], path, "spur-st@2018", "2019")
    else:
        app.import_workbooks(sys.argv[1], [path])
"""


def work_at_once(db: str, shares: list[list[Path]]) -> None:
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", WORKER, db, *map(str, share)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for share in shares
    ]  # fmt: skip
    for worker in workers:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("go\n")
        worker.stdin.flush()
    for worker in workers:
        assert (worker.communicate()[1], worker.returncode) == ("", 0)


def surveys(folder: Path, parts: int) -> list[Path]:
    """The golden survey in so many files."""
    with (GOLDEN / FILES["survey"]).open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return [write(folder / f"survey-{i}.csv", header, rows[i::parts]) for i in range(parts)]


def workbooks(folder: Path, number: int) -> list[Path]:
    """Filled workbooks: of each unit the joint one, and then those of single inspectors."""
    units = [row["unit_id"] for row in csv.DictReader((GOLDEN / "units.csv").read_text("utf-8").splitlines())]
    named = [(unit, own) for own in ("", *(f"Granskare {i}" for i in range(9))) for unit in units]
    folder.mkdir()
    return [filled(folder / f"{unit} {own}.xlsx", unit, own=own) for unit, own in named[:number]]


def all_there_once(db: str, folder: Path, *, workers: int, books: int, parts: int) -> None:
    """Every file is sent by two of the workers, in an order of their own."""
    keep(db, "grades", GOLDEN / FILES["grades"])
    keep(db, "baseline", GOLDEN / FILES["baseline"])
    files = [*workbooks(folder / "books", books), *surveys(folder, parts)]
    chance = random.Random(books)
    shares: list[list[Path]] = [[] for _ in range(workers)]
    for file in files:
        for share in chance.sample(shares, 2):
            share.append(file)
    for share in shares:
        chance.shuffle(share)
    start = time.perf_counter()
    work_at_once(db, shares)
    print(f"{len(files)} files, each sent twice, by {workers} processes: {time.perf_counter() - start:.0f} s")
    kept = query(db, "SELECT kind, count(*), count(DISTINCT file_hash) FROM import GROUP BY kind")
    assert {kind: (n, different) for kind, n, different in kept} == {
        "units": (1, 1), "grades": (1, 1), "baseline": (1, 1), "survey": (parts, parts), "inspection": (books, books)
    }  # fmt: skip
    assert query(db, "SELECT count(*), count(DISTINCT id) FROM response") == [(470, 470)]
    assert app.verify(db).problems == ()
    if db.startswith("postgresql"):
        assert query(db, "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()") == [(0,)]


def test_what_two_people_send_at_once_is_there_once(db: str, tmp_path: Path) -> None:
    all_there_once(db, tmp_path, workers=3, books=5, parts=4)


@pytest.mark.long
def test_eight_processes_and_400_files(db: str, tmp_path: Path) -> None:
    all_there_once(db, tmp_path, workers=8, books=360, parts=40)
