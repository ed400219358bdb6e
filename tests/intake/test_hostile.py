"""Files from strangers: each is refused by its own code, nothing dies, and the next good file is read right."""

import os
import random
import signal
import sys
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from spur.intake.book import Book
from spur.intake.guard import guard
from spur.intake.part import MOST_CELLS, MOST_ELEMENTS
from spur.intake.sandbox import MEGABYTES, SECONDS, Sandbox
from spur.records.problem import Code, Severity
from tests.intake import hostile
from tests.intake.hostile import GIGABYTE, Maker, but, cut, ole, pack, plus, raw, sheet, strings, without

GOOD = {"A1": "Havsörn", "B1": 4, "A2": "två", "B2": 2.5}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


def values(book: Book | None) -> dict[str, object]:
    assert book is not None
    return {first.a1(*at): cell.value for first in book.sheets[:1] for at, cell in first.cells.items()}


def far(*names: str) -> str:
    return sheet("".join(f'<row r="{name.lstrip("ADFX")}"><c r="{name}"><v>1</v></c></row>' for name in names))


BOMBS = {
    "1 GB of cells": (but(SHEET=partial(hostile.cells_of, GIGABYTE)), Code.FILE_TOO_LARGE),
    "1 GB of white space": (but(SHEET=partial(hostile.whitespace_of, GIGABYTE)), Code.FILE_TOO_LARGE),
    "1 GB in one shared string": (but(STRINGS=partial(hostile.one_string_of, GIGABYTE)), Code.FILE_TOO_LARGE),
    "1 GB of small shared strings": (but(STRINGS=partial(hostile.many_strings_of, GIGABYTE)), Code.FILE_TOO_LARGE),
    "1 GB that is no XML": (plus(("xl/media/a.png", partial(hostile.whitespace_of, GIGABYTE))), Code.FILE_TOO_LARGE),
    "1 GB that the directory calls 1 kB": (
        but(SHEET=partial(hostile.understated_cells_of, GIGABYTE)), Code.FILE_DAMAGED,
    ),
    "60 MB of XML": (but(SHEET=partial(hostile.cells_of, 60_000_000)), Code.FILE_TOO_LARGE),
    "25 MB from nothing": (plus(("xl/media/a.png", partial(hostile.whitespace_of, 25_000_000))), Code.FILE_SUSPICIOUS),
    "18 MB of white space": (but(SHEET=partial(hostile.whitespace_of, 18_000_000)), Code.FILE_SUSPICIOUS),
    "18 MB in one shared string": (but(STRINGS=partial(hostile.one_string_of, 18_000_000)), Code.FILE_SUSPICIOUS),
    "18 MB of cells": (but(SHEET=partial(hostile.cells_of, 18_000_000)), Code.FILE_TOO_MANY_CELLS),
    "18 MB of small shared strings": (but(STRINGS=partial(hostile.many_strings_of, 18_000_000)), Code.FILE_SUSPICIOUS),
    "18 MB of styles": (
        but(STYLES=partial(hostile.repeated, b"<styleSheet>", b"<xf/>" * 50_000, 72, b"</styleSheet>")),
        Code.FILE_SUSPICIOUS,
    ),
    "an attribute of 2 MB": (but(SHEET=sheet(f'<row r="1" x="{"a" * 2_000_000}"/>')), Code.FILE_SUSPICIOUS),
    "60,000 parts": (plus(*((f"xl/media/{n}.png", b"") for n in range(60_000))), Code.FILE_SUSPICIOUS),
}  # fmt: skip

FAR = {
    "A1 and XFD1048576": (but(SHEET=far("A1", "XFD1048576")), Code.FILE_CELL_FAR),
    "a word in the last row": (but(SHEET=far("A1", "F1048576")), Code.FILE_CELL_FAR),
    "a cell beyond the last column": (but(SHEET=sheet('<row r="1"><c r="XFE1"/></row>')), Code.FILE_SUSPICIOUS),
    "ZZZZZZ4294967290": (but(SHEET=sheet('<row><c r="ZZZZZZ4294967290"/></row>')), Code.FILE_SUSPICIOUS),
    "row 4294967290": (but(SHEET=sheet('<row r="4294967290"><c><v>1</v></c></row>')), Code.FILE_SUSPICIOUS),
    "a row below the last": (but(SHEET=sheet('<row r="1048577"><c><v>1</v></c></row>')), Code.FILE_SUSPICIOUS),
    "row 0": (but(SHEET=sheet('<row r="0"><c><v>1</v></c></row>')), Code.FILE_SUSPICIOUS),
}

ENTITIES = {
    "billion laughs": (but(STRINGS=hostile.doctype(hostile.LAUGHS, "&l9;")), Code.FILE_SUSPICIOUS),
    "quadratic blow-up": (
        but(STRINGS=hostile.doctype(f'<!ENTITY a "{"a" * 50_000}">', "&a;" * 50_000)), Code.FILE_SUSPICIOUS,
    ),
    "an external entity": (
        but(STRINGS=hostile.doctype('<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;")), Code.FILE_SUSPICIOUS,
    ),
    "a DOCTYPE that is not used": (but(STRINGS=hostile.doctype("")), Code.FILE_SUSPICIOUS),
    "UTF-16": (but(STRINGS=strings("Ö").replace("UTF-8", "UTF-16").encode("utf-16")), Code.FILE_SUSPICIOUS),
    "UTF-16 without a mark": (but(STRINGS=strings("Ö").encode("utf-16-be")), Code.FILE_SUSPICIOUS),
    "latin-1": (but(STRINGS=strings("Ö").replace("UTF-8", "ISO-8859-1").encode("latin-1")), Code.FILE_SUSPICIOUS),
    "bytes that are no UTF-8": (but(STRINGS=strings("Ö").encode("latin-1")), Code.FILE_DAMAGED),
}  # fmt: skip

HARMED = {
    "empty": (raw(b""), Code.FILE_EMPTY),
    **{f"cut at {share:.0%}": (cut(share), Code.FILE_DAMAGED) for share in (0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999)},
    "cut after two bytes": (raw(b"PK"), Code.FILE_NOT_WORKBOOK),
    "text": (raw("Enhet;Område\nHavsörn;A\n".encode()), Code.FILE_NOT_WORKBOOK),
    "HTML": (raw(b"<html><table><tr><td>1</td></tr></table></html>"), Code.FILE_NOT_WORKBOOK),
    "an old workbook": (raw(ole("Workbook")), Code.FILE_FORMAT),
    "a password": (raw(ole("EncryptedPackage")), Code.FILE_ENCRYPTED),
    "a password on the zip": (but(SHEET=hostile.Packed(b"\x03\x00", 0, 0, flags=0x1)), Code.FILE_SUSPICIOUS),
    "an .ods": (lambda path: pack(path, hostile.ODS), Code.FILE_FORMAT),
    "an .xlsb": (plus(("xl/workbook.bin", b"\x83\x01")), Code.FILE_FORMAT),
    "some zip": (lambda path: pack(path, {"a.txt": "a"}), Code.FILE_NOT_WORKBOOK),
    "Strict Open XML": (but(WORKBOOK=hostile.PARTS[hostile.WORKBOOK].replace(hostile.MAIN, hostile.STRICT)),
                        Code.FILE_FORMAT),
    "no workbook part": (without(hostile.WORKBOOK), Code.FILE_NOT_WORKBOOK),
    "no sheet part": (without(hostile.SHEET), Code.FILE_DAMAGED),
    "no content types": (without("[Content_Types].xml"), Code.FILE_NOT_WORKBOOK),
    "no relations": (without("xl/_rels/workbook.xml.rels"), Code.FILE_DAMAGED),
    "XML that ends too early": (but(SHEET=sheet("<row>")), Code.FILE_DAMAGED),
    "a wrong checksum": (but(SHEET=hostile.Packed(hostile.deflated(b"<a/>"), 4, 1)), Code.FILE_DAMAGED),
    "an overstated size": (
        but(SHEET=hostile.Packed(hostile.deflated(b"<a/>"), 9, zlib.crc32(b"<a/>"))), Code.FILE_DAMAGED,
    ),
    "bzip2": (but(SHEET=hostile.Packed(b"BZh9", 4, 0, method=12)), Code.FILE_SUSPICIOUS),
    "one part twice": (plus((hostile.SHEET, sheet(""))), Code.FILE_SUSPICIOUS),
    "one part twice but for case": (plus((hostile.SHEET.upper(), sheet(""))), Code.FILE_SUSPICIOUS),
    "an absolute path": (plus(("/etc/cron.d/x", b"")), Code.FILE_SUSPICIOUS),
    "a path upwards": (plus(("xl/../../x", b"")), Code.FILE_SUSPICIOUS),
    "a Windows path": (plus(("C:\\x", b"")), Code.FILE_SUSPICIOUS),
    "a sheet in a part that is not scanned": (
        lambda path: pack(path, hostile.PARTS | {
            "xl/a.vml": sheet(""),
            "xl/_rels/workbook.xml.rels":
                hostile.PARTS["xl/_rels/workbook.xml.rels"].replace("worksheets/sheet1.xml", "a.vml"),
        }),
        Code.FILE_SUSPICIOUS,
    ),
}  # fmt: skip


def lone(cell: str) -> tuple[Maker, Code]:
    return but(SHEET=sheet(f'<row r="3">{cell}</row>')), Code.FILE_DAMAGED


CELLS = {
    "a shared string out of range": lone('<c r="C3" t="s"><v>2</v></c>'),
    "a shared string counted from the end": lone('<c r="C3" t="s"><v>-1</v></c>'),
    "a text typed as a number": lone('<c r="C3"><v>abc</v></c>'),
    "a number as only Python writes it": lone('<c r="C3"><v>1_000</v></c>'),
    "an infinite number": lone('<c r="C3"><v>1e999</v></c>'),
    "a number of ten thousand digits": lone(f'<c r="C3"><v>{"9" * 10_000}</v></c>'),
    "neither true nor false": lone('<c r="C3" t="b"><v>2</v></c>'),
    "a date that is none": lone('<c r="C3" t="d"><v>2019-02-30</v></c>'),
    "the same cell twice": lone('<c r="C3"><v>1</v></c><c r="C3"><v>2</v></c>'),
}

HOSTILE = BOMBS | FAR | ENTITIES | HARMED | CELLS


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_by_its_code_and_the_next_is_read(
    name: str, sandbox: Sandbox, tmp_path: Path
) -> None:
    make, code = HOSTILE[name]
    book, problems = sandbox.open(make(tmp_path / "hostile.xlsx"))
    assert book is None
    assert [problem.code for problem in problems] == [code]
    assert all(problem.found.isprintable() and problem.place.file == "hostile.xlsx" for problem in problems)
    assert values(sandbox.open(hostile.good(tmp_path / "good.xlsx"))[0]) == GOOD


@pytest.mark.parametrize("name", BOMBS | FAR | ENTITIES)
def test_the_guard_alone_stops_what_would_cost_a_parser_dear(name: str, tmp_path: Path) -> None:
    make, code = HOSTILE[name]
    assert [problem.code for problem in guard(make(tmp_path / "hostile.xlsx"))] == [code]


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_that_cannot_be_is_named(name: str, sandbox: Sandbox, tmp_path: Path) -> None:
    _, problems = sandbox.open(CELLS[name][0](tmp_path / "a.xlsx"))
    assert [(problem.place.sheet, problem.place.cell, problem.found) for problem in problems] == [
        ("Blad ett", "C3", "C3")
    ]


def test_a_far_cell_is_named_with_its_sheet(tmp_path: Path) -> None:
    (problem,) = guard(FAR["A1 and XFD1048576"][0](tmp_path / "a.xlsx"))
    assert (problem.place.sheet, problem.place.cell) == ("Blad ett", "XFD1048576")


@pytest.mark.parametrize("suffix", [".xls", ".xlsb", ".ods", ".csv", ".xltx", ""])
def test_another_format_is_refused_by_name(suffix: str, sandbox: Sandbox, tmp_path: Path) -> None:
    book, problems = sandbox.open(hostile.good(tmp_path / f"fil{suffix}"))
    assert book is None
    assert [(problem.code, problem.found) for problem in problems] == [(Code.FILE_FORMAT, suffix or "fil")]


@pytest.mark.parametrize("path", ["inte/här.xlsx", "."])
def test_what_is_no_file_is_missing(path: str, sandbox: Sandbox, tmp_path: Path) -> None:
    assert [problem.code for problem in sandbox.open(tmp_path / path)[1]] == [Code.FILE_MISSING]


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (plus(("xl/vbaProject.bin", b"macro")), Code.MACROS_IGNORED),
        (plus(("xl/externalLinks/externalLink1.xml", f'<externalLink xmlns="{hostile.MAIN}"/>')), Code.LINKS_IGNORED),
    ],
)
def test_macros_and_links_are_ignored_and_said(make: Maker, code: Code, sandbox: Sandbox, tmp_path: Path) -> None:
    book, problems = sandbox.open(make(tmp_path / "a.XLSM"))
    assert values(book) == GOOD
    assert [(problem.code, problem.severity) for problem in problems] == [(code, Severity.NOTICE)]


@pytest.mark.parametrize("said", ["A1", "A1:XFD1048576", "B7:C9", "nonsense"])
def test_a_lying_dimension_is_not_asked(said: str, sandbox: Sandbox, tmp_path: Path) -> None:
    body = hostile.PARTS[hostile.SHEET].replace("<sheetData>", f'<dimension ref="{said}"/><sheetData>')
    assert values(sandbox.open(but(SHEET=body)(tmp_path / "a.xlsx"))[0]) == GOOD


HARMLESS = {
    "formats far out, as LibreOffice saves them": sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>'
    ),
    "a stray word 5,000 rows down": sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="5000"><c r="L5000"><v>1</v></c></row>'
    ),
    "as many cells as may be": sheet(f"<row>{'<c/>' * MOST_CELLS}</row>"),
    "a prefix and no addresses": f'<x:worksheet xmlns:x="{hostile.MAIN}"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c>'
    "</x:row></x:sheetData></x:worksheet>",
    "merged over everything": sheet('<row r="1"><c r="A1"><v>1</v></c></row>').replace(
        "</worksheet>", '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    ),
    "a link over everything": sheet('<row r="1"><c r="A1"><v>1</v></c></row>').replace(
        "</worksheet>", '<hyperlinks><hyperlink ref="A1:XFD1048576"/></hyperlinks></worksheet>'
    ),
    "deep": sheet('<row r="1"><c r="A1"><v>1</v></c></row>').replace(
        "</worksheet>", "<a>" * 200_000 + "</a>" * 200_000 + "</worksheet>"
    ),
    "wide": sheet('<row r="1"><c r="A1"><v>1</v></c></row>').replace(
        "</worksheet>", "<a/>" * (MOST_ELEMENTS - 100) + "</worksheet>"
    ),
}


STRAY = {"A1": 1, "L5000": 1}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_only_looks_like_an_attack_is_read(name: str, sandbox: Sandbox, tmp_path: Path) -> None:
    book, problems = sandbox.open(but(SHEET=HARMLESS[name])(tmp_path / "a.xlsx"))
    assert problems == ()
    assert values(book) == ({} if name == "as many cells as may be" else STRAY if "stray" in name else {"A1": 1})


def test_power_query_may_keep_its_own_utf_16(sandbox: Sandbox, tmp_path: Path) -> None:
    item = f"<DataMashup>{'A' * 2_000_000}</DataMashup>".encode("utf-16")
    assert values(sandbox.open(plus(("customXml/item1.xml", item))(tmp_path / "a.xlsx"))[0]) == GOOD


def test_a_flipped_byte_changes_nothing_or_is_a_problem(sandbox: Sandbox, tmp_path: Path) -> None:
    whole = hostile.good(tmp_path / "good.xlsx").read_bytes()
    chance = random.Random(2019)
    refused = 0
    for number in range(300):
        flipped = bytearray(whole)
        at = chance.randrange(len(whole))
        flipped[at] ^= 1 << chance.randrange(8)
        path = raw(bytes(flipped))(tmp_path / "flipped.xlsx")
        book, problems = sandbox.open(path)
        if book is None:
            assert len(problems) == 1, (number, at)
            assert problems[0].code is not Code.FILE_REFUSED, (number, at)
            refused += 1
        else:
            assert values(book) == GOOD, (number, at)
    assert refused > 150


def test_a_file_that_takes_too_long_is_refused_and_the_next_gets_a_new_child(tmp_path: Path) -> None:
    path = hostile.good(tmp_path / "good.xlsx")
    with Sandbox(seconds=0.0) as sandbox:
        assert [(each.code, each.found) for each in sandbox.open(path)[1]] == [(Code.FILE_REFUSED, "0 s")]
        sandbox.seconds = SECONDS
        assert values(sandbox.open(path)[0]) == GOOD
        sandbox.seconds = 0.0
        assert [each.code for each in sandbox.open(path)[1]] == [Code.FILE_REFUSED]
        sandbox.seconds = SECONDS
        assert values(sandbox.open(path)[0]) == GOOD


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps a limit of address space")
def test_a_file_that_needs_too_much_memory_is_refused_and_the_next_gets_a_new_child(tmp_path: Path) -> None:
    large = but(STRINGS=strings(*(f"{n}" * 80 for n in range(60_000))))(tmp_path / "large.xlsx")
    path = hostile.good(tmp_path / "good.xlsx")
    with Sandbox(megabytes=1) as sandbox:  # less than the child has before it begins: no more than that
        assert values(sandbox.open(path)[0]) == GOOD
        assert [(each.code, each.found) for each in sandbox.open(large)[1]] == [(Code.FILE_REFUSED, "1 MB")]
        assert values(sandbox.open(path)[0]) == GOOD
    with Sandbox(megabytes=MEGABYTES) as sandbox:
        assert values(sandbox.open(large)[0]) != {}


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_child_that_died_is_replaced(tmp_path: Path) -> None:
    path = hostile.good(tmp_path / "good.xlsx")
    with Sandbox() as sandbox:
        assert values(sandbox.open(path)[0]) == GOOD
        assert sandbox._child is not None
        os.kill(sandbox._child.pid, signal.SIGSEGV)
        sandbox._child.wait()
        assert values(sandbox.open(path)[0]) == GOOD


@pytest.mark.parametrize("python", ["/bin/false", "/no/such/python"])
@pytest.mark.skipif(sys.platform == "win32", reason="paths")
def test_a_child_that_cannot_even_begin_is_a_problem(
    python: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "executable", python)
    with Sandbox() as own:
        book, problems = own.open(hostile.good(tmp_path / "good.xlsx"))
    assert book is None
    assert [problem.code for problem in problems] == [Code.FILE_REFUSED]
    assert capfd.readouterr() == ("", "")


def test_one_child_reads_many_files(sandbox: Sandbox, tmp_path: Path) -> None:
    path = hostile.good(tmp_path / "good.xlsx")
    children = {sandbox.open(path) and sandbox._child for _ in range(5)}
    assert len(children) == 1
    with Sandbox() as another:
        assert another.open(path) == sandbox.open(path)
