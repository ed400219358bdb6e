"""A survey's workbook → its sheet as an open table. The file is opened in a child process (see ``sheet_sandboxed``)."""

import csv
import io
import json
import signal
import subprocess
import sys
import threading
from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from spur.intake.book import a1
from spur.intake.sheetscan import Flaw
from spur.intake.table import OpenTable, Source
from spur.intake.textfile import Unreadable
from spur.intake.told import Told
from spur.intake.wire import OUT_OF_MEMORY
from spur.records.problem import MORE_PLACES, Code, Place, Problem, Severity, nearest

MEGABYTES = 3072
"""Address space of the child."""

SECONDS, SECONDS_PER_MB = 30.0, 10.0
"""Until the rows begin to come. Fifty thousand rows of sixty columns are 9 MB and take 3 seconds."""

FLAW_CODES = {"error": Code.CELL_ERROR, "uncached": Code.CELL_NOT_COMPUTED}


class OpenSheet(OpenTable):
    """An open table that knows which of its cells are errors or were never computed (they come as blanks)."""

    def __init__(self, source: Source, told: Told, flaws: Sequence[Flaw]) -> None:
        self._flaws, self._first_column = flaws, source.first_column
        super().__init__(source, told)

    def flaws(self, unread: Container[int]) -> Iterator[Problem]:
        """A problem for each kind of flaw in each column but these (by index)."""
        for flaw in self._flaws:
            if flaw.column - self._first_column not in unread:
                first, *more = (self._flawed(row, flaw.column) for row in flaw.rows)
                places = tuple(more[:MORE_PLACES])
                yield Problem(FLAW_CODES[flaw.kind], first, flaw.found, more=flaw.n - 1, more_places=places)

    def _flawed(self, row: int, column: int) -> Place:
        """Of an error the cell is told, as of a workbook's; it may lie in a column without a heading."""
        index = column - self._first_column
        heading = self.columns[index] if index < len(self.columns) else ""
        return Place(self.file, self.sheet, column=heading, cell=a1(row, column))


@contextmanager
def open_sheet(path: Path, told: Told, sheet: str = "") -> Iterator[OpenSheet]:
    """The only sheet with anything in it, or the first, or the one called so. Raises Unreadable where nothing of the
    workbook can be read; the child ends with the context."""
    try:
        size = path.stat().st_size
        # -P: not the folder that spur is run in, where a stranger's files lie, on the child's import path
        child = subprocess.Popen(
            [sys.executable, "-P", "-m", "spur.intake.survey.sheet_sandboxed", str(MEGABYTES)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    except FileNotFoundError as error:
        raise Unreadable(Problem(Code.FILE_MISSING, Place(path.name), found=str(path))) from error
    except OSError as error:
        raise _refused(path, error.strerror or "OSError") from error
    with child:
        try:
            about = _about(child, path, sheet, SECONDS + SECONDS_PER_MB * size / 1_000_000)
            for wired in about["problems"]:
                place = Place(path.name, wired["sheet"], cell=wired["cell"])
                problem = Problem(Code(wired["code"]), place, wired["found"], also=wired["also"])
                if problem.severity is Severity.ERROR:
                    raise Unreadable(problem)
                told.add(problem)
            if "title" not in about:
                raise Unreadable(_no_sheet(path, about["titles"], sheet))
            title, titles = about["title"], about["titles"]
            if len(titles) > 1 and not sheet:
                others = ", ".join(each for each in titles if each != title)
                told.add(Problem(Code.SHEET_CHOSEN, Place(path.name), title, also=others))
            assert child.stdout is not None
            with io.TextIOWrapper(child.stdout, "utf-8", newline="") as text:
                rows = _Rows(child, text, path, about["rows"])
                source = Source(
                    path.name,
                    about["hash"],
                    iter(rows),
                    rows.share,
                    sheet=title,
                    first_column=about["first_column"],
                    delimiter="\t",
                )
                yield OpenSheet(source, told, [Flaw(*flaw) for flaw in about["flaws"]])
        finally:
            child.kill()


class _Rows:
    """The rows as they come from the child."""

    def __init__(self, child: subprocess.Popen[bytes], text: IO[str], path: Path, n: int) -> None:
        self._child, self._text, self._path, self._n = child, text, path, n
        self._come = 0

    def share(self) -> float:
        return self._come / max(self._n, 1)

    def __iter__(self) -> Iterator[Sequence[str]]:
        try:
            for row in csv.reader(self._text, strict=True):
                self._come += 1
                yield row
        except (csv.Error, UnicodeDecodeError) as error:  # no cell is that long
            raise _refused(self._path, "CSV") from error
        if self._child.wait() or self._come != self._n:
            raise _refused(self._path, _death(self._child.returncode))


def _about(child: subprocess.Popen[bytes], path: Path, sheet: str, seconds: float) -> dict[str, Any]:
    """What the child tells of the workbook. Raises Unreadable where it died, or had to be stopped."""
    assert child.stdin is not None
    assert child.stdout is not None
    expired = threading.Event()

    def expire() -> None:  # a timer and not select: Windows has none for pipes
        expired.set()
        child.kill()

    timer = threading.Timer(seconds, expire)
    timer.start()
    try:
        with child.stdin as stdin:
            stdin.write(json.dumps([str(path.absolute()), sheet]).encode("ascii") + b"\n")
        line = child.stdout.readline()
    except OSError:
        line = b""
    finally:
        timer.cancel()
        timer.join()
    if not line.endswith(b"\n"):
        status = child.wait()
        raise _refused(path, f"{seconds:.0f} s" if expired.is_set() else _death(status))
    about: dict[str, Any] = json.loads(line)
    return about


def _no_sheet(path: Path, titles: Sequence[str], sheet: str) -> Problem:
    if titles:
        return Problem(Code.SHEET_UNKNOWN, Place(path.name), sheet, tuple(titles), nearest(sheet, titles))
    return Problem(Code.FILE_EMPTY, Place(path.name), found=path.name)


def _death(status: int) -> str:
    if status == OUT_OF_MEMORY:
        return f"{MEGABYTES} MB"
    return signal.Signals(-status).name if status < 0 else f"exit {status}"


def _refused(path: Path, why: str) -> Unreadable:
    return Unreadable(Problem(Code.FILE_REFUSED, Place(path.name), found=why))
