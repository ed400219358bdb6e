"""The guard at the door: what a workbook file must be before any parser of workbooks sees it.

It looks at the file from the outside in: name, first bytes, size, the zip's directory, then every part's bytes in a
stream, with constant memory. The first thing that is wrong ends the look, since to go on would be to do what the file
wants. Nothing is written, followed or run. Measured against the attacks in ``tests/intake/hostile.py``.
"""

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Generic, TypeVar

from spur.intake.part import MAIN, STRICT, Budget, Limits, PartScan, Refused, is_readable
from spur.records.problem import Code, Place, Problem

ACCEPTED = (".xlsx", ".xlsm")

MOST_DISK = 50_000_000
"""Bytes on disk. A filled inspection is 0.2 MB; with a few photographs pasted in it is still below ten."""

MOST_UNPACKED = 100_000_000
"""Bytes of all parts unpacked: a second's work for zlib."""

MOST_XML = 30_000_000
"""Bytes of XML unpacked: as many cells as there may be (``MOST_CELLS``), with a hundred letters each."""

WORKBOOK = Limits(MOST_DISK, MOST_UNPACKED, MOST_XML)
"""Of an inspector's workbook."""

STEEPEST, STEEP_FROM = 200, 20_000_000
"""The highest ratio of unpacked to packed, asked only above so many bytes. An honest 50,000 × 60 survey is 8:1."""

MOST_PARTS = 2_000
"""Files in the zip. A workbook with 60 sheets, each with comments and a picture, has 400."""

CHUNK = 1 << 16

ZIP_MAGIC = b"PK\x03\x04"
ZIP_DIRECTORY_ENTRY = b"PK\x01\x02"
OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

# What zipfile and zlib raise on bytes that are no proper zip; found by flipping them, see the tests.
BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError)


Scan = TypeVar("Scan", bound=PartScan)


def guard(path: Path) -> tuple[Problem, ...]:
    """The reason to refuse the file, as one problem that is an error; else what will be ignored in it, as notices."""
    try:
        with opened(path) as file:
            admitted = admit(file, path, WORKBOOK, PartScan)
    except Refused as refused:
        return (refused.problem(path.name),)
    return admitted.notices


@dataclass(frozen=True, slots=True)
class Admitted(Generic[Scan]):
    """A file that the guard lets in: notices of what will be ignored, and its sheets' scans by title, in the workbook's
    order; a sheet of another kind (a chart) is not among them."""

    notices: tuple[Problem, ...]
    sheets: dict[str, Scan]
    hidden: frozenset[str]


def admit(file: BinaryIO, path: Path, limits: Limits, kind: type[Scan]) -> Admitted[Scan]:
    """Look at a file's bytes, which need not lie at its path any longer, within these limits; each part is looked at by
    a scan of this kind. Raises Refused."""
    size = file.seek(0, io.SEEK_END)
    _check_outside(file, size, path.suffix.lower(), limits)
    try:
        with zipfile.ZipFile(file) as archive:
            _check_directory(archive.infolist(), size, limits)
            sheets, hidden = _check_parts(archive, limits, kind)
            notices = tuple(Problem(code, Place(path.name)) for code in _ignored(archive.namelist()))
    except BROKEN_ZIP as error:
        raise Refused(Code.FILE_DAMAGED, path.name) from error
    return Admitted(notices, sheets, hidden)


def opened(path: Path) -> BinaryIO:
    """The file, open for reading. Raises Refused where its name is no workbook's, or it cannot be opened."""
    suffix = path.suffix.lower()
    try:
        if not path.is_file():
            raise Refused(Code.FILE_MISSING, str(path))
        if suffix not in ACCEPTED:
            raise Refused(Code.FILE_FORMAT, suffix or path.name)
        return path.open("rb")
    except OSError as error:
        raise Refused(Code.FILE_MISSING, f"{path}: {error.strerror}") from error


def _check_outside(file: BinaryIO, size: int, suffix: str, limits: Limits) -> None:
    """The size and the first bytes, and how long the zip's directory can be at most."""
    if not size:
        raise Refused(Code.FILE_EMPTY)
    _check_size(size, limits.disk, limits)
    file.seek(0)
    magic = file.read(len(OLE_MAGIC))
    if magic == OLE_MAGIC:
        # Excel wraps a workbook with a password in the old container; see [MS-OFFCRYPTO] 2.3.4.4.
        encrypted = _count(file, OLE_ENCRYPTED)
        raise Refused(Code.FILE_ENCRYPTED) if encrypted else Refused(Code.FILE_FORMAT, ".xls")
    if not magic.startswith(ZIP_MAGIC):
        raise Refused(Code.FILE_NOT_WORKBOOK, suffix)
    # Counted in the bytes: zipfile would read a directory of a million entries before it could be asked for its length.
    parts = _count(file, ZIP_DIRECTORY_ENTRY)
    if parts > MOST_PARTS:
        raise Refused(Code.FILE_SUSPICIOUS, "zip", f"{parts} > {MOST_PARTS}")


def _check_directory(entries: list[zipfile.ZipInfo], size: int, limits: Limits) -> None:
    """What the zip says of itself."""
    names = {entry.filename for entry in entries}
    if "mimetype" in names and "content.xml" in names:
        raise Refused(Code.FILE_FORMAT, "OpenDocument")
    if "xl/workbook.bin" in names:
        raise Refused(Code.FILE_FORMAT, ".xlsb")
    if "[Content_Types].xml" not in names:
        raise Refused(Code.FILE_NOT_WORKBOOK, "zip")
    seen: set[str] = set()
    for entry in entries:
        _check_entry(entry)
        # Part names are equal without regard to case (ECMA-376 part 2, 6.2.2.3)
        if entry.filename.casefold() in seen:
            raise Refused(Code.FILE_SUSPICIOUS, entry.filename, "× 2")
        seen.add(entry.filename.casefold())
    unpacked = sum(entry.file_size for entry in entries)
    _check_size(unpacked, limits.unpacked, limits)
    _check_size(sum(entry.file_size for entry in entries if is_readable(entry.filename)), limits.xml, limits)
    if unpacked > STEEP_FROM and unpacked > STEEPEST * size:
        raise Refused(Code.FILE_SUSPICIOUS, "zip", f"{unpacked // size}:1")


def _check_entry(entry: zipfile.ZipInfo) -> None:
    # The zip's own password (flag 1) is no spreadsheet program's either
    if entry.flag_bits & 0x1 or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused(Code.FILE_SUSPICIOUS, entry.filename, "zip")
    name = entry.filename
    if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
        raise Refused(Code.FILE_SUSPICIOUS, name, "zip")


def _check_parts(archive: zipfile.ZipFile, limits: Limits, kind: type[Scan]) -> tuple[dict[str, Scan], frozenset[str]]:
    """Every part is unpacked to its end, so that a lie about a size or a flipped byte is found; XML is scanned. Returns
    the sheets' scans by title, and the titles that are hidden."""
    budget = Budget(limits)
    scans = {}
    for entry in archive.infolist():
        scan = kind(entry.filename, budget) if is_readable(entry.filename) else None
        for chunk in _chunks(archive, entry):
            if scan is not None:
                scan.feed(chunk)
        if scan is not None:
            scan.close()
            scans[entry.filename] = scan
    roots = {scan.root: scan for scan in scans.values()}
    if f"{STRICT} workbook" in roots:
        raise Refused(Code.FILE_FORMAT, "Strict Open XML")
    workbook = roots.get(f"{MAIN} workbook")
    if workbook is None:
        raise Refused(Code.FILE_NOT_WORKBOOK, "zip")
    titles = _titles(workbook, scans)
    for name, scan in scans.items():
        if scan.stray():
            raise Refused(Code.FILE_CELL_FAR, scan.stray(), sheet=titles.get(name, name), cell=scan.stray())
    sheets = {title: scans[part] for part, title in titles.items() if part in scans}
    worksheets = {title: scan for title, scan in sheets.items() if scan.root == f"{MAIN} worksheet"}
    return worksheets, frozenset(workbook.hidden)


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part's bytes. zipfile compares the checksum at the end, and never unpacks more than the directory says."""
    length = 0
    try:
        with archive.open(entry) as stream:
            while chunk := stream.read(CHUNK):
                length += len(chunk)
                yield chunk
    except BROKEN_ZIP as error:
        raise Refused(Code.FILE_DAMAGED, entry.filename) from error
    if length != entry.file_size:
        raise Refused(Code.FILE_DAMAGED, entry.filename)


def _titles(workbook: PartScan, scans: Mapping[str, PartScan]) -> dict[str, str]:
    """Each sheet's title by the name of its part."""
    folder, name = posixpath.split(workbook.name)
    relations = scans.get(f"{folder}/_rels/{name}.rels")
    targets = relations.targets if relations else {}
    return {
        posixpath.normpath(posixpath.join("/", folder, targets.get(relation, "")))[1:]: title
        for relation, title in workbook.titles.items()
    }


def _ignored(names: list[str]) -> list[Code]:
    lower = [name.lower() for name in names]
    ignored = []
    if any(name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in lower):
        ignored.append(Code.MACROS_IGNORED)
    if any(name.startswith(("xl/externallinks/", "xl/connections.xml")) for name in lower):
        ignored.append(Code.LINKS_IGNORED)
    return ignored


def check_disk(size: int) -> None:
    """Raises Refused for a workbook of more bytes than are read."""
    _check_size(size, WORKBOOK.disk, WORKBOOK)


def _check_size(size: int, most: int, limits: Limits) -> None:
    if size > most:
        raise Refused(limits.too_large, f"{size // 1_000_000} MB", f"{most // 1_000_000} MB")


def _count(file: BinaryIO, needle: bytes) -> int:
    """How often the needle occurs in the file, which is read in chunks."""
    file.seek(0)
    count, tail = 0, b""
    while chunk := file.read(CHUNK):
        seen = tail + chunk
        count += seen.count(needle)
        tail = seen[1 - len(needle) :]
    return count
