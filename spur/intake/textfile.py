"""A text file of any length: what it was saved as, found in one pass; its text, handed out in another.

Between the two passes the file may be saved anew by somebody else. What is handed out is hashed again, so that the hash
that names the file is that of the very bytes that were read.
"""

import codecs
import csv
import hashlib
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from spur.records.problem import Code, Place, Problem

CHUNK = 1 << 18
LONGEST_LINE = 1 << 22  # bytes, roughly; a line is held in memory
SAMPLE = 1 << 18  # letters of the file's beginning that the delimiter is told by
SAMPLE_ROWS = 100
DELIMITERS = "\t;,"  # the surest first, where two fit as well

UNDEFINED_IN_CP1252 = frozenset(b"\x81\x8d\x8f\x90\x9d")
BLANK = b" \t\r\n\v\f;,\0\xff\xfe\xef\xbb\xbf"


class Unreadable(Exception):
    """Why a file is not read on: a problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class TextFile:
    """How a text file was saved. ``first_line`` is 2 below Excel's line "sep=;", which is none of the table's. It was
    ``cut`` off if it ends in the middle of a letter; it may be if its last line has not ``ended``."""

    path: Path
    hash: str
    size: int
    encoding: str
    delimiter: str
    first_line: int
    ended: bool
    cut: bool

    def open(self) -> "OpenText":
        return OpenText(self)


class OpenText:
    """The text, below a line "sep=". What has been read to its end must be what was looked at: ``check`` raises
    Unreadable where it is not."""

    def __init__(self, file: TextFile) -> None:
        self._file = file
        self._raw = _Hashed(file.path)
        errors = "replace" if file.cut else "strict"
        self.text = io.TextIOWrapper(io.BufferedReader(self._raw, CHUNK), file.encoding, errors, newline="")
        for _ in range(file.first_line - 1):
            self.text.readline()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.text.close()

    def share(self) -> float:
        """How much has been read, from 0 to 1."""
        return self._raw.length / max(self._file.size, 1)

    def check(self) -> None:
        if self._raw.digest() != self._file.hash:
            raise changed(self._file.path)


def changed(path: Path) -> Unreadable:
    return Unreadable(Problem(Code.FILE_CHANGED, Place(path.name), found=path.name))


def look_at(path: Path) -> TextFile:
    """Read a file once, in constant memory. Raises Unreadable for what is no text, or empty."""
    try:
        with path.open("rb") as file:
            if not file.seekable():
                raise OSError(0, "pipe")
            look = _Look()
            while chunk := file.read(CHUNK):
                look.feed(chunk)
    except FileNotFoundError as error:
        raise Unreadable(Problem(Code.FILE_MISSING, Place(path.name), found=str(path))) from error
    except OSError as error:
        problem = Problem(Code.FILE_UNREADABLE, Place(path.name), str(path), also=error.strerror or str(error))
        raise Unreadable(problem) from error
    encoding = look.encoding()
    if encoding is None:
        raise Unreadable(Problem(Code.FILE_NOT_TEXT, Place(path.name), found=path.name))
    if look.blank:
        raise Unreadable(Problem(Code.FILE_EMPTY, Place(path.name), found=path.name))
    with path.open(encoding=encoding, errors="replace", newline="") as text:
        sample = text.read(SAMPLE)
    delimiter, first_line = _delimiter(sample, whole=len(sample) < SAMPLE)
    return TextFile(path, look.hash.hexdigest(), look.size, encoding, delimiter, first_line, look.ended, look.cut)


class _Hashed(io.RawIOBase):
    """A file that is hashed as it is read."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb", buffering=0)
        self._hash = hashlib.sha256()
        self.length = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        n = self._file.readinto(buffer) or 0
        self._hash.update(memoryview(buffer)[:n])
        self.length += n
        return n

    def digest(self) -> str:
        """Of the whole file: what the reader above has left unread too."""
        while chunk := self._file.read(CHUNK):
            self._hash.update(chunk)
        return self._hash.hexdigest()

    def close(self) -> None:
        self._file.close()
        super().close()


class _Look:
    """What the bytes of a file may be, told as they pass."""

    def __init__(self) -> None:
        self.hash = hashlib.sha256()
        self.size = 0
        self.blank = True
        self.ended = False
        self._nul = self._endless = False
        self._line = 0
        self._utf16 = False
        self._unicode: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-8")()
        self._beyond_ascii = False
        self._cp1252 = True

    def feed(self, chunk: bytes) -> None:
        if not self.size and chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            self._utf16, self._unicode = True, codecs.getincrementaldecoder("utf-16")()
        self.hash.update(chunk)
        self.size += len(chunk)
        self.blank = self.blank and not chunk.strip(BLANK)
        self.ended = chunk.rstrip(b"\0")[-1:] in (b"\n", b"\r")
        self._nul = self._nul or b"\0" in chunk
        self._line = 0 if b"\n" in chunk or b"\r" in chunk else self._line + len(chunk)
        self._endless = self._endless or self._line > LONGEST_LINE
        if self._utf16 or self.cut or not chunk.isascii():
            self._decode(chunk)

    @property
    def cut(self) -> bool:
        """Whether the last letter lacks bytes so far."""
        return self._unicode is not None and bool(self._unicode.getstate()[0])

    def encoding(self) -> str | None:
        """What to read the file as, None for what is no text (a workbook, a picture)."""
        if self._endless:
            return None
        if self._utf16:
            return "utf-16" if self._unicode else None
        if self._nul:
            return None
        if self._unicode is not None and (self._beyond_ascii or not self.cut):
            return "utf-8-sig"
        return "cp1252" if self._cp1252 else None

    def _decode(self, chunk: bytes) -> None:
        if self._unicode is not None:
            try:
                self._beyond_ascii |= not self._unicode.decode(chunk).isascii()
            except UnicodeDecodeError:
                self._unicode = None
        self._cp1252 = self._cp1252 and UNDEFINED_IN_CP1252.isdisjoint(chunk)


def _delimiter(sample: str, *, whole: bool) -> tuple[str, int]:
    """What stands between the cells, and the number of the table's first line."""
    first, _, _ = sample.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip("\r")) == len("sep=;"):
        return first[len("sep=")], 2
    return max(DELIMITERS, key=lambda delimiter: _fit(sample, delimiter, whole=whole)), 1


def _fit(sample: str, delimiter: str, *, whole: bool) -> tuple[bool, float, int]:
    """How well a delimiter fits: whether it divides the header at all, in how many of the rows below it makes as many
    cells as there, and how many. Questions hold commas, and answers semicolons: no count of either would do."""
    records: list[list[str]] = []
    try:
        for record in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
            if any(map(str.strip, record)):
                records.append(record)
            if len(records) > SAMPLE_ROWS:
                break
        else:
            if not whole and len(records) > 1:
                records.pop()  # cut off by the sample's end
    except csv.Error:
        pass
    if not records:
        return False, 0.0, 0
    header, *rows = records
    alike = sum(len(row) == len(header) for row in rows) / len(rows) if rows else 0.0
    return len(header) > 1, alike, len(header)
