"""Opening a stranger's workbook: the guard and the parser run in a child process with limits of memory and time.

One child reads many files in a row. A file that kills it, or has to be stopped, is refused, and the next file gets a
new child.
"""

import contextlib
import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from spur.intake.book import Book
from spur.intake.wire import OUT_OF_MEMORY, decode
from spur.records.problem import Code, Place, Problem

SECONDS = 20.0
"""For one file. The largest that the guard lets in takes a fifth of it on a two-core machine."""

MEGABYTES = 2048
"""Address space of the child. The largest file that the guard lets in needs an eighth of it."""


class Sandbox:
    """``with Sandbox() as sandbox: book, problems = sandbox.open(path)``, for one thread at a time.

    ``seconds`` holds from the next file on, ``megabytes`` from the next child on.
    """

    def __init__(self, *, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> None:
        self.seconds = seconds
        self.megabytes = megabytes
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def open(self, path: Path) -> tuple[Book | None, tuple[Problem, ...]]:
        """The workbook, and notices of what is ignored in it; or None, and why. Never raises for what a file is."""
        try:
            child = self._running_child()
        except OSError as error:
            return None, (self._refused(path, error.strerror or "OSError"),)
        try:
            with _time_limit(child, self.seconds) as expired:
                line = _ask(child, path)
        except BaseException:
            self.close()  # Ctrl-C: the reply still to come must not be taken for the next file's
            raise
        if line.endswith(b"\n") and not expired.is_set():
            return decode(line, path.name)
        self.close()
        why = f"{self.seconds:g} s" if expired.is_set() else self._death(child.returncode)
        return None, (self._refused(path, why),)

    def close(self) -> None:
        """End the child, if there is one. The sandbox can be used again."""
        if self._child is not None:
            with contextlib.suppress(OSError), self._child as child:
                child.kill()
            self._child = None

    def _running_child(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is not None:
            self.close()
        if self._child is None:
            # -P: not the folder that spur is run in, where a stranger's files lie, on the child's import path
            self._child = subprocess.Popen(
                [sys.executable, "-P", "-m", "spur.intake.sandboxed", str(self.megabytes)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        return self._child

    def _death(self, status: int) -> str:
        if status == OUT_OF_MEMORY:
            return f"{self.megabytes} MB"
        return signal.Signals(-status).name if status < 0 else f"exit {status}"

    @staticmethod
    def _refused(path: Path, why: str) -> Problem:
        return Problem(Code.FILE_REFUSED, Place(path.name), found=why)


@contextlib.contextmanager
def _time_limit(child: subprocess.Popen[bytes], seconds: float) -> Iterator[threading.Event]:
    """Kill the child after so long. A timer and not ``select``: Windows has none for pipes."""
    expired = threading.Event()

    def expire() -> None:
        expired.set()
        child.kill()

    timer = threading.Timer(seconds, expire)
    timer.start()
    try:
        yield expired
    finally:
        timer.cancel()
        timer.join()


def _ask(child: subprocess.Popen[bytes], path: Path) -> bytes:
    """The child's reply; not a whole line if it died."""
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        child.stdin.write(json.dumps(str(path.absolute())).encode("ascii") + b"\n")
        child.stdin.flush()
        return child.stdout.readline()
    except OSError:
        return b""
