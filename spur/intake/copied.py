"""A stranger's file, read once: what is guarded, parsed and hashed are the same bytes, whoever saves it meanwhile."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from spur.intake.guard import CHUNK, check_disk, opened
from spur.intake.part import Refused
from spur.records.problem import Code


@contextmanager
def copied(path: Path) -> Iterator[tuple[Path, str]]:
    """A copy of a workbook's file in a folder of its own, with the same name, and its SHA-256. Raises Refused."""
    try:
        made = TemporaryDirectory(prefix="spur-", ignore_cleanup_errors=True)
    except OSError as error:
        raise _unreadable(path, error) from error
    with made as folder:
        copy = Path(folder) / path.name
        yield copy, _copy(path, copy)


def _copy(path: Path, copy: Path) -> str:
    digest = hashlib.sha256()
    with opened(path) as source:
        try:
            check_disk(os.fstat(source.fileno()).st_size)
            size = 0
            with copy.open("wb") as target:
                while chunk := source.read(CHUNK):
                    size += len(chunk)
                    check_disk(size)
                    digest.update(chunk)
                    target.write(chunk)
        except OSError as error:
            raise _unreadable(path, error) from error
    return digest.hexdigest()


def _unreadable(path: Path, error: OSError) -> Refused:
    return Refused(Code.FILE_UNREADABLE, path.name, error.strerror or str(error))
