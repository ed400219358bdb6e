"""Makers of workbooks that mean harm, or came to harm. Each takes a path and returns it; all are made in a moment.

A workbook here is the handful of parts that a reader needs (``PARTS``), packed by a zip writer that can lie.
"""

import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
WORKBOOK = "xl/workbook.xml"
GIGABYTE = 1_000_000_000

Maker = Callable[[Path], Path]


def sheet(cells: str, before: str = "") -> str:
    """A worksheet part; ``cells`` are rows or anything else that may stand in sheetData."""
    return f'{XML}<worksheet xmlns="{MAIN}">{before}<sheetData>{cells}</sheetData></worksheet>'


def strings(*texts: str) -> str:
    items = "".join(f'<si><t xml:space="preserve">{text}</t></si>' for text in texts)
    return f'{XML}<sst xmlns="{MAIN}">{items}</sst>'


PARTS = {
    "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/{WORKBOOK}" ContentType="{KIND}.sheet.main+xml"/>'
    f'<Override PartName="/{SHEET}" ContentType="{KIND}.worksheet+xml"/>'
    f'<Override PartName="/{STYLES}" ContentType="{KIND}.styles+xml"/>'
    f'<Override PartName="/{STRINGS}" ContentType="{KIND}.sharedStrings+xml"/></Types>',
    "_rels/.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="{WORKBOOK}"/></Relationships>',
    WORKBOOK: f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">'
    '<sheets><sheet name="Blad ett" sheetId="1" r:id="rId7"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId7" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId8" Type="{RELATIONS}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId9" Type="{RELATIONS}/sharedStrings" Target="/{STRINGS}"/></Relationships>',
    STYLES: f'{XML}<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="[h]:mm"/></numFmts>'
    '<fonts><font/></fonts><fills><fill/></fills><borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/><xf numFmtId="164"/></cellXfs></styleSheet>',
    STRINGS: strings("Havsörn", "två"),
    SHEET: sheet(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>4</v></c></row>'
        '<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2"><v>2.5</v></c></row>'
    ),
}  # fmt: skip
"""A good workbook: ``Blad ett`` with Havsörn 4 and två 2.5."""


def deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def repeated(before: bytes, unit: bytes, times: int, after: bytes) -> "Packed":
    """``before``, ``unit`` × ``times``, ``after``, deflated: the unit once, and then its compressed bytes over and over
    (a full flush lets them stand anywhere)."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = packer.compress(before) + packer.flush(zlib.Z_FULL_FLUSH)
    body = packer.compress(unit) + packer.flush(zlib.Z_FULL_FLUSH)
    tail = packer.compress(after) + packer.flush()
    crc = zlib.crc32(before)
    for _ in range(times):
        crc = zlib.crc32(unit, crc)
    return Packed(head + body * times + tail, len(before) + len(unit) * times + len(after), zlib.crc32(after, crc))


@dataclass
class Packed:
    """A part in the zip: its deflated bytes, and what the directory says of them."""

    data: bytes
    size: int
    crc: int
    flags: int = 0x800
    method: int = zipfile.ZIP_DEFLATED

    @classmethod
    def of(cls, content: str | bytes) -> "Packed":
        raw = content.encode() if isinstance(content, str) else content
        return cls(deflated(raw), len(raw), zlib.crc32(raw))


Part = str | bytes | Packed | Callable[[], Packed]
"""A part's content; one that takes long to make is made when it is packed."""


def pack(path: Path, parts: Mapping[str, "Part"], *more: tuple[str, "Part"]) -> Path:
    """Write a zip; ``more`` may repeat names."""
    body, directory, count = bytearray(), bytearray(), 0
    for name, content in [*parts.items(), *more]:
        part = content() if callable(content) else content if isinstance(content, Packed) else Packed.of(content)
        raw_name = name.encode()
        said = struct.pack("<HHHHHLLLHH", 20, part.flags, part.method, 0, 0x21, part.crc, len(part.data), part.size,
                           len(raw_name), 0)  # fmt: skip
        directory += b"PK\1\2" + struct.pack("<H", 20) + said + struct.pack("<HHHLL", 0, 0, 0, 0, len(body)) + raw_name
        body += b"PK\3\4" + said + raw_name + part.data
        count += 1
    end = b"PK\5\6" + struct.pack("<HHHHLLH", 0, 0, count & 0xFFFF, count & 0xFFFF, len(directory), len(body), 0)
    path.write_bytes(body + directory + end)
    return path


def good(path: Path) -> Path:
    return pack(path, PARTS)


def but(**parts: "Part") -> Maker:
    """The good workbook with some of its parts changed, by the names of the constants above: ``but(SHEET=…)``."""
    changed = {globals()[name]: content for name, content in parts.items()}
    return lambda path: pack(path, PARTS | changed)


def plus(*parts: tuple[str, "Part"]) -> Maker:
    """The good workbook with more parts."""
    return lambda path: pack(path, PARTS, *parts)


def without(*names: str) -> Maker:
    return lambda path: pack(path, {name: part for name, part in PARTS.items() if name not in names})


def raw(content: bytes) -> Maker:
    """A file that is no zip at all."""

    def make(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return make


def cut(share: float) -> Maker:
    """The good workbook, broken off after that share of its bytes."""

    def make(path: Path) -> Path:
        whole = good(path).read_bytes()
        path.write_bytes(whole[: int(len(whole) * share)])
        return path

    return make


def ole(stream: str) -> bytes:
    """The least of an OLE container: its magic, and a directory that names one stream in UTF-16."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1016) + stream.encode("utf-16-le").ljust(128, b"\0")


def _around(part: str, mark: str = "@") -> tuple[bytes, bytes]:
    before, _, after = part.partition(mark)
    return before.encode(), after.encode()


def cells_of(size: int) -> Packed:
    """A sheet of one row of cells without addresses."""
    before, after = _around(sheet('<row r="1">@</row>'))
    unit = b"<c><v>1</v></c>" * 50_000
    return repeated(before, unit, size // len(unit), after)


def whitespace_of(size: int) -> Packed:
    before, after = _around(sheet("@"))
    return repeated(before, b" " * 1_000_000, size // 1_000_000, after)


def one_string_of(size: int) -> Packed:
    before, after = _around(strings("@"))
    return repeated(before, b"a" * 1_000_000, size // 1_000_000, after)


def many_strings_of(size: int) -> Packed:
    before, after = _around(f'<sst xmlns="{MAIN}">@</sst>')
    unit = b"<si><t>a</t></si>" * 50_000
    return repeated(before, unit, size // len(unit), after)


def understated_cells_of(size: int) -> Packed:
    """The same, which the directory says are a thousand bytes."""
    packed = cells_of(size)
    return Packed(packed.data, 1_000, packed.crc)


def doctype(declarations: str, use: str = "") -> str:
    """A table of shared strings that begins with a DOCTYPE."""
    text = strings(use or "x")
    return text.replace(XML, f"{XML}<!DOCTYPE sst [{declarations}]>")


LAUGHS = '<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
ODS = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<office/>"}
