"""A bar on standard error while something long is done; nothing where that is no terminal, or it is soon done."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from spur.records.printable import printable

SECONDS_BEFORE = 1.0


@contextmanager
def progress_bar(text: str) -> Iterator[Callable[[float], None] | None]:
    """What is to be told how much has been done, from 0 to 1; None where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task(escape(printable(text)), total=1.0)
    begun = time.monotonic()

    def told(share: float) -> None:
        if not bar.live.is_started and time.monotonic() - begun > SECONDS_BEFORE:
            bar.start()
        bar.update(task, completed=share)

    try:
        yield told
    finally:
        bar.stop()
