"""Files out: whole or not at all."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from spur.records.problem import Code, InvalidInput, Place, Problem


def write_files(writers: Mapping[Path, Callable[[Path], None]]) -> tuple[Path, ...]:
    """Write every file beside its place, and put them there only when all are written. Makes the folders."""
    from xlsxwriter.exceptions import FileCreateError  # a tenth of a second to import, and most commands write nothing

    for folder in dict.fromkeys(path.parent for path in writers):
        made(folder)
    parts = {path: path.with_name(f".{path.name}.part") for path in writers}
    try:
        for path, write in writers.items():
            write(parts[path])
        for path, part in parts.items():
            part.replace(path)
    except (OSError, FileCreateError) as error:
        raise InvalidInput([_unwritable(path, error)]) from error
    finally:
        for part in parts.values():
            with suppress(OSError):
                part.unlink(missing_ok=True)
    return tuple(writers)


def made(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidInput([_unwritable(folder, error)]) from error


def _unwritable(path: Path, error: Exception) -> Problem:
    cause = error if isinstance(error, OSError) else next(iter(error.args), error)  # FileCreateError wraps an OSError
    why = getattr(cause, "strerror", None) or str(error)
    return Problem(Code.OUTPUT_UNWRITABLE, Place(path.name), found=str(path), also=why)
