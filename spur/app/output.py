"""Files out: whole or not at all."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from errno import EACCES, ENOTDIR
from glob import escape
from os import W_OK, access, strerror
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from spur.records.problem import Code, InvalidInput, Place, Problem


def refuse_unwritable(folder: Path) -> None:
    """Raises InvalidInput where nothing can be written in a folder, or in what would hold it: before the work is done
    and not after. Makes nothing."""
    there = next((each for each in (folder, *folder.absolute().parents) if each.exists()), folder)
    if not there.is_dir():
        raise InvalidInput([_unwritable(folder, NotADirectoryError(ENOTDIR, strerror(ENOTDIR)))])
    if not access(there, W_OK):
        raise InvalidInput([_unwritable(folder, PermissionError(EACCES, strerror(EACCES)))])


class Unwritten(InvalidInput):
    """Nothing of what was to be written is there."""


def write_files(writers: Mapping[Path, Callable[[Path], None]]) -> tuple[Path, ...]:
    """Write every file beside its place, and put them there only when all are written. Makes the folders. Raises
    Unwritten, or InvalidInput where some were put in their place before it failed."""
    from xlsxwriter.exceptions import FileCreateError  # a tenth of a second to import, and most commands write nothing

    placed = False
    parts = {path: path.with_name(f".{path.name}.part") for path in writers}
    try:
        for folder in dict.fromkeys(path.parent for path in writers):
            path = folder
            folder.mkdir(parents=True, exist_ok=True)
        for path, write in writers.items():
            write(parts[path])
        for path, part in parts.items():
            part.replace(path)
            placed = True
    except (OSError, FileCreateError) as error:
        problem = _unwritable(path, error)
        raise (InvalidInput if placed else Unwritten)([problem]) from error
    finally:
        for part in parts.values():
            with suppress(OSError):
                part.unlink(missing_ok=True)
    return tuple(writers)


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """A folder to write into, for nobody but its owner, which takes the named one's place when all is written. Raises
    InvalidInput where that is there with something in it."""
    folder = folder.resolve()
    part: Path | None = None
    try:
        if folder.is_file():
            raise InvalidInput([Problem(Code.OUTPUT_EXISTS, Place(folder.name), found=str(folder))])
        if folder.exists() and any(folder.iterdir()):
            raise InvalidInput([Problem(Code.FOLDER_NOT_EMPTY, Place(folder.name), found=str(folder))])
        made(folder.parent)
        for left in folder.parent.glob(f".{escape(folder.name)}.*.part"):  # by one that was killed
            rmtree(left, ignore_errors=True)
        part = Path(mkdtemp(prefix=f".{folder.name}.", suffix=".part", dir=folder.parent))
        yield part
        if folder.exists():
            folder.rmdir()
        part.rename(folder)
    except OSError as error:
        raise InvalidInput([_unwritable(folder, error)]) from error
    finally:
        if part is not None:
            rmtree(part, ignore_errors=True)


def made(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidInput([_unwritable(folder, error)]) from error


def _unwritable(path: Path, error: Exception) -> Problem:
    cause = error if isinstance(error, OSError) else next(iter(error.args), error)  # FileCreateError wraps an OSError
    why = getattr(cause, "strerror", None) or str(error)
    return Problem(Code.OUTPUT_UNWRITABLE, Place(path.name), found=str(path), also=why)
