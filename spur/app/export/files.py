"""The files of an export: hashed as they are written, and looked through before anything is read of them.

Tables are CSV as a Swedish Excel saves and opens it: UTF-8 with a byte order mark, semicolons, CRLF.
"""

import csv
import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from spur.records.problem import Code, InvalidInput, Place, Problem

MANIFEST = "manifest.json"
FORMAT = 1  # raised when a table gets another column
BOM = "\ufeff"
LONGEST_TEXT = 2**31 - 1  # letters; Python's csv module stops at 131,072
ROWS_BETWEEN = 5_000  # rows from one report of progress to the next
NAME = re.compile(r"(rubrics/)?\w[\w.-]*")

Row = TypeVar("Row")
Ticked = Callable[[int], None]
"""Is told of so many rows more."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the manifest says of a file: its hash and, of a table, how many rows it has."""

    sha256: str
    rows: int | None = None


class Hashed:
    """A file that is hashed as it is written."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._hash = hashlib.sha256()

    def write(self, text: str) -> None:
        data = text.encode()
        self._hash.update(data)
        self._file.write(data)

    def digest(self) -> str:
        return self._hash.hexdigest()


class Files:
    """The files that are written into a folder, with what the manifest is to say of them. Without a folder they are
    written nowhere, and only hashed."""

    def __init__(self, folder: Path | None, ticked: Ticked) -> None:
        self.entries: dict[str, Entry] = {}
        self._folder = folder
        self._ticked = ticked

    def text(self, name: str, text: str) -> None:
        with self._open(name) as file:
            file.write(text)
            self.entries[name] = Entry(file.digest())

    def table(self, name: str, header: Iterable[str], rows: Iterable[Sequence[str]]) -> None:
        n = 0
        with self._open(name) as file:
            file.write(BOM)
            writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
            writer.writerow(header)
            for n, row in enumerate(rows, start=1):
                writer.writerow(row)
                if n % ROWS_BETWEEN == 0:
                    self._ticked(ROWS_BETWEEN)
            self._ticked(n % ROWS_BETWEEN)
            self.entries[name] = Entry(file.digest(), n)

    def manifest(self, tool_version: str) -> None:
        """Written last: a folder without it is no export."""
        with self._open(MANIFEST) as file:
            file.write(manifest_text(tool_version, self.entries))

    @contextmanager
    def _open(self, name: str) -> Iterator[Hashed]:
        path = Path(os.devnull) if self._folder is None else self._folder / name
        with path.open("wb" if self._folder is None else "xb") as file:
            yield Hashed(file)


def manifest_text(tool_version: str, entries: dict[str, Entry]) -> str:
    """The manifest, sealed with the hash of all that it says."""
    told: dict[str, Any] = {"spur_export": FORMAT, "tool_version": tool_version, "files": {}}
    for name, entry in entries.items():
        told["files"][name] = {key: value for key, value in asdict(entry).items() if value is not None}
    seal = hashlib.sha256(_json(told).encode()).hexdigest()
    return _json(told | {"seal": seal})


def _json(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def checked(folder: Path) -> dict[str, Entry]:
    """What the manifest says of each file. Raises InvalidInput where the folder is no export, or is one of a later
    format, or any file of it is missing or is not as it was written: every such file is told of."""
    entries = _entries(folder / MANIFEST)
    problems = [problem for name, entry in entries.items() for problem in _changed(folder / name, name, entry)]
    if problems:
        raise InvalidInput(problems)
    return entries


def _entries(path: Path) -> dict[str, Entry]:
    try:
        written = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InvalidInput([Problem(Code.EXPORT_ABSENT, Place(path.name), found=str(path.parent))]) from error
    except OSError as error:
        raise InvalidInput([_unreadable(path, error)]) from error
    try:
        told = json.loads(written)
        if told["spur_export"] > FORMAT:
            raise InvalidInput([Problem(Code.EXPORT_NEWER, Place(path.name), found=str(told["tool_version"]))])
        entries = {name: Entry(**entry) for name, entry in told["files"].items()}
        typed = all(isinstance(each.rows, int | None) for each in entries.values())
        sound = (
            typed
            and written == manifest_text(told["tool_version"], entries).encode()
            and all(map(NAME.fullmatch, entries))
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        sound = False
    if not sound:
        raise InvalidInput([Problem(Code.EXPORT_CHANGED, Place(path.name), found=path.name)])
    return entries


def _changed(path: Path, name: str, entry: Entry) -> Iterator[Problem]:
    try:
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != entry.sha256:
                yield Problem(Code.EXPORT_CHANGED, Place(name), found=name)
    except FileNotFoundError:
        yield Problem(Code.FILE_MISSING, Place(name), found=str(path))
    except OSError as error:
        yield _unreadable(path, error)


def _unreadable(path: Path, error: OSError) -> Problem:
    return Problem(Code.FILE_UNREADABLE, Place(path.name), found=str(path), also=error.strerror or str(error))


def rows_of(
    folder: Path, name: str, header: Sequence[str], row_of: Callable[[list[str]], Row], ticked: Ticked
) -> Iterator[Row]:
    """The rows of a table as ``row_of`` reads their cells. Raises InvalidInput where the file is no table under these
    headings, or a row is none: a person has changed the file and its hash in the manifest with it."""
    n = 1
    limit = csv.field_size_limit(LONGEST_TEXT)
    try:
        with (folder / name).open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, delimiter=";", strict=True)
            if next(reader, None) != list(header):
                raise ValueError(name)
            for n, cells in enumerate(reader, start=2):
                if len(cells) != len(header):
                    raise ValueError(name)
                yield row_of(cells)
                if n % ROWS_BETWEEN == 0:
                    ticked(ROWS_BETWEEN)
    except OSError as error:
        raise InvalidInput([_unreadable(folder / name, error)]) from error
    except (ValueError, KeyError, ZeroDivisionError, csv.Error) as error:
        raise InvalidInput([Problem(Code.EXPORT_CONTRADICTS, Place(name, row=n), found=name)]) from error
    finally:
        csv.field_size_limit(limit)
