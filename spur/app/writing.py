"""A report's files: each form that is asked for, with its figures beside it, and how it was asked for."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Literal

from spur.analysis.figure import Figures
from spur.app.output import write_files
from spur.app.request import FILE, Request
from spur.report.document import Document
from spur.wording import Wording

Output = Literal["pdf", "xlsx", "csv", "json"]
OUTPUTS: tuple[Output, ...] = ("pdf", "xlsx", "csv", "json")


@dataclass(frozen=True, slots=True)
class Job:
    """A report to be written: its files are named after ``stem``. With ``request``, what was asked for stands beside
    it, so that its figures can be explained."""

    document: Document
    figures: Figures
    outputs: Sequence[Output]
    stem: Path
    request: Request | None = None


def write_report(job: Job) -> tuple[Path, ...]:
    """Write a report in each form that is asked for, all of them or none."""
    # each costs a tenth of a second and more to import, and most commands write nothing
    from spur.report.opendata import write_csv, write_json
    from spur.report.pdf import write_pdf
    from spur.report.xlsx import write_xlsx

    document, figures, stem, wording = job.document, job.figures, job.stem, Wording(job.document.lang)
    writers: dict[Output, tuple[str, Callable[[Path], None]]] = {
        "pdf": (f"{stem.name}.pdf", lambda path: write_pdf(document, path)),
        "xlsx": (f"{stem.name}.xlsx", lambda path: write_xlsx(document, path)),
        "csv": ("figures.csv", lambda path: write_csv(figures, wording, path)),
        "json": ("figures.json", lambda path: write_json(figures, wording, path)),
    }
    files = {stem.parent / name: write for name, write in (writers[output] for output in job.outputs)}
    beside: dict[Path, Callable[[Path], None]] = {}
    if job.request is not None:
        beside[stem.parent / FILE] = partial(job.request.write, files=[path.name for path in files])
    write_files(files | beside)
    return tuple(files)


def write_reports(jobs: Iterable[Job], processes: int) -> Iterator[tuple[Path, ...]]:
    """Write many reports, in as many processes at once, in order. With more than one, a script that calls this needs
    ``if __name__ == "__main__"`` around the call, as everywhere where Python starts processes."""
    if processes < 2:
        yield from map(write_report, jobs)
        return
    # a process of its own, not a copy of this one: the same on every system, and safe beside a progress bar's thread
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield from pool.map(write_report, jobs)


def all_cores() -> int:
    """How many processes may work at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
