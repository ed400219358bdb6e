"""Imports that are killed, as when a laptop runs out of power: at any moment, any number of times.

They run in processes forked from one that has everything loaded, so that a kill costs what the import costs and never
falls into the start of a program.
"""

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from spur import app
from spur.ledger.database import Database
from tests.conftest import GOLDEN
from tests.ledger.databases import copy_of, drop
from tests.ledger.files import keep_all
from tests.ledger.looking import content, query

FORKING = """
import os, signal, sys, time
from tests.conftest import GOLDEN
from tests.ledger.files import keep_all

keep_all(sys.argv[1], GOLDEN)
print("ready", flush=True)
for line in sys.stdin:
    db, after = line.split()
    if child := os.fork():
        if after != "never":
            time.sleep(float(after))
            os.kill(child, signal.SIGKILL)
        print(os.waitpid(child, 0)[1], flush=True)
    else:
        keep_all(db, GOLDEN)
        os._exit(0)
"""

BROUGHT = {
    "units": ("unit", "unit_record"),
    "grades": ("rubric", "grade_event"),
    "survey": ("response", "response_tally", "answer_tally"),
    "baseline": ("baseline_tally",),
}
"""What each import leaves, beside its own row."""


class Importing:
    """Imports the golden files into one database after the other; ``finished`` is what is there then."""

    def __init__(self, forking: "subprocess.Popen[str]", scratch: str) -> None:
        assert forking.stdin is not None
        assert forking.stdout is not None
        self._in, self._out = forking.stdin, forking.stdout
        assert self._out.readline() == "ready\n"
        self.finished = content(scratch)

    def seconds(self, db: str) -> float:
        """How long it takes when nobody kills it."""
        start = time.perf_counter()
        assert self._ended(db, "never") == 0
        return time.perf_counter() - start

    def killed(self, db: str, after: float) -> bool:
        """Whether it was killed before it had finished, after so many seconds."""
        status = self._ended(db, f"{after:f}")
        assert status in (0, signal.SIGKILL)
        return status == signal.SIGKILL

    def _ended(self, db: str, after: str) -> int:
        self._in.write(f"{db} {after}\n")
        self._in.flush()
        return int(self._out.readline())


@contextmanager
def importing(scratch: str) -> Iterator[Importing]:
    """``scratch`` is a database that is not made yet."""
    command = [sys.executable, "-c", FORKING, scratch]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as forking:
        yield Importing(forking, scratch)
        forking.communicate()


def kill_at_random(imports: Importing, empty: str, times: int, seed: int) -> Counter[int]:
    """Kill so many imports into copies of an empty ledger. After each kill every file is there whole or not at all, the
    ledger is whole, and the same command finishes the job. Returns how often so many of the files had come in."""
    chance = random.Random(seed)
    seconds = imports.seconds(first := copy_of(empty))
    drop(first)
    came_in: Counter[int] = Counter()
    while came_in.total() < times:
        db = copy_of(empty)
        if imports.killed(db, after=chance.uniform(0, seconds)):
            with Database.open(db).writing():
                pass  # a server has seen by now that its client is gone
            came_in[len(whole_or_absent(db, imports.finished))] += 1
            assert app.verify(db).problems == ()
            keep_all(db, GOLDEN)
            assert sizes(content(db)) == sizes(imports.finished)
        drop(db)
    return came_in


def whole_or_absent(db: str, finished: dict[str, list[str]]) -> list[str]:
    """The kinds of the files that are there: of each everything that it brings, of the others nothing."""
    kinds = [kind for (kind,) in query(db, "SELECT kind FROM import ORDER BY id")]
    there = content(db)
    for kind, tables in BROUGHT.items():
        for table in tables:
            assert there[table] == (finished[table] if kind in kinds else []), (kind, table)
    return kinds


def sizes(there: dict[str, list[str]]) -> dict[str, int]:
    """How many rows each table has. (A server does not give the numbers of what was killed to what comes after it.)"""
    return {table: len(rows) for table, rows in there.items()}
