"""What runs in the sandbox: for each line on stdin, a JSON path, one line on stdout (see ``spur.intake.wire``).

Its own process, so that a file that makes a parser hang, swell or crash takes nothing else with it:
``python -m spur.intake.sandboxed MEGABYTES``.
"""

import contextlib
import json
import os
import sys
import warnings
from pathlib import Path
from xml.etree.ElementTree import ParseError

from spur.intake.book import Book
from spur.intake.cells import read_book
from spur.intake.guard import guard
from spur.intake.part import Refused, ran_out_of_memory
from spur.intake.wire import OUT_OF_MEMORY, encode
from spur.records.problem import Code, Place, Problem, any_errors


def read_guarded(path: Path) -> tuple[Book | None, tuple[Problem, ...]]:
    """The book, and notices; or no book, and why. Raises only MemoryError."""
    notices = guard(path)
    if any_errors(notices):
        return None, notices
    try:
        return read_book(path), notices
    except Refused as refused:
        return None, (refused.problem(path.name),)
    except MemoryError:
        raise
    except Exception as error:
        if isinstance(error, ParseError) and ran_out_of_memory(error):
            raise MemoryError from error
        # openpyxl has no list of what it raises for a file that is intact but means nothing: nearly anything
        return None, (Problem(Code.FILE_DAMAGED, Place(path.name), found=path.name),)


def limit_memory(megabytes: int) -> None:
    """Where the system can: macOS takes the limit without keeping it, Windows has none; the time limit remains."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def serve() -> None:
    for line in sys.stdin.buffer:
        try:
            reply = encode(*read_guarded(Path(json.loads(line))))
        except MemoryError:
            os._exit(OUT_OF_MEMORY)  # nothing that needs memory on the way out
        sys.stdout.buffer.write(reply)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    limit_memory(int(sys.argv[1]))
    serve()
