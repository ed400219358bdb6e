"""A report's files: each form that is asked for, with its figures beside it, and how it was asked for."""

import gc
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Literal

from spur.analysis.figure import Figures
from spur.app.output import write_files
from spur.app.request import FILE, Request
from spur.records.problem import Code, InvalidInput, Place, Problem
from spur.report.document import Document
from spur.wording import Wording

Output = Literal["pdf", "xlsx", "html", "csv", "json"]
OUTPUTS: tuple[Output, ...] = ("pdf", "xlsx", "html", "csv", "json")
OPEN_DATA: frozenset[Output] = frozenset({"csv", "json"})


@dataclass(frozen=True, slots=True)
class Job:
    """A report to be written: its files are named after ``stem``. With ``request``, what was asked for stands beside
    it, so that its figures can be explained. ``figures`` are what its open data hold, and needed for these alone."""

    document: Document
    figures: Figures
    outputs: Sequence[Output]
    stem: Path
    request: Request | None = None


def write_report(job: Job) -> tuple[Path, ...]:
    """Write a report in each form that is asked for, all of them or none."""
    stem, writers = job.stem, _writers()
    files: dict[Path, Callable[[Path], None]] = {
        stem.parent / _name(stem, output): partial(writers[output], job) for output in job.outputs
    }
    told = job.request and {stem.parent / FILE: partial(job.request.write, files=[path.name for path in files])}
    write_files(files | (told or {}))
    return tuple(files)


def _writers() -> dict[Output, Callable[[Job, Path], None]]:
    # each costs a tenth of a second and more to import, and most commands write nothing
    from spur.report.html import write_html
    from spur.report.opendata import write_csv, write_json
    from spur.report.pdf import write_pdf
    from spur.report.xlsx import write_xlsx

    return {
        "pdf": lambda job, path: write_pdf(job.document, path),
        "xlsx": lambda job, path: write_xlsx(job.document, path),
        "html": lambda job, path: write_html(job.document, path),
        "csv": lambda job, path: write_csv(job.figures, Wording(job.document.lang), path),
        "json": lambda job, path: write_json(job.figures, Wording(job.document.lang), path),
    }


def _name(stem: Path, output: Output) -> str:
    """What a report's file is called: the figures always the same."""
    return f"figures.{output}" if output in ("csv", "json") else f"{stem.name}.{output}"


def left_over(job: Job) -> tuple[Problem, ...]:
    """A notice of the files of an earlier report that lie where a report is written and are not written anew: they tell
    something else."""
    folder = job.stem.parent
    others = (_name(job.stem, output) for output in OUTPUTS if output not in job.outputs)
    old = [name for name in others if (folder / name).exists()]
    return (Problem(Code.OUTPUT_LEFT_OVER, Place(folder.name), ", ".join(old)),) if old else ()


class Writers:
    """So many ``processes`` that write reports at once. With more than one, a script that uses this needs
    ``if __name__ == "__main__"`` around that, as everywhere where Python starts processes."""

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Writers":
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def make_ready(self, reports: int) -> None:
        """Start as many processes as there is work for, while the reports are still computed."""
        needed = min(self._processes, reports)
        if needed < 2:
            return
        # processes of their own, not copies of this one: the same on every system, and safe beside a progress bar's
        # thread
        self._pool = ProcessPoolExecutor(needed, get_context("spawn"), _begin, gc.get_threshold())
        with _uninterrupted():
            for _ in range(needed):
                self._pool.submit(int)  # each starts one

    def write(self, jobs: Iterable[Job]) -> Iterator[tuple[Path, ...] | InvalidInput]:
        """Write reports, in order; of one that could not be written, why."""
        return map(_attempted, jobs) if self._pool is None else self._pool.map(_attempted, jobs)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Processes that are started meanwhile are not stopped by the keyboard: who has started them stops them."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows, where processes inherit nothing of this
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(*collecting: int) -> None:
    gc.set_threshold(*collecting)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # on Windows too
    _writers()


def _attempted(job: Job) -> tuple[Path, ...] | InvalidInput:
    try:
        return write_report(job)
    except InvalidInput as error:
        return error


def all_cores() -> int:
    """How many processes may work at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
