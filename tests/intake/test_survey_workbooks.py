"""Surveys in workbooks from strangers: what calamine would hide is told, what would harm it is refused."""

import io
import random
import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spur import app
from spur.intake.guard import admit
from spur.intake.part import Budget, Limits, Refused
from spur.intake.sheetscan import SheetScan
from spur.intake.survey import sheet as sheets
from spur.intake.survey.sheet_sandboxed import LIMITS
from spur.records.problem import Code, InvalidInput, Severity
from tests.conftest import RUBRIC
from tests.intake import hostile
from tests.intake.hostile import GIGABYTE, Maker, but, cut, plus, raw, sheet
from tests.intake.surveys import HEAD, as_csv, as_xlsx, read

ROW = ("R1", "U-1", "st", "4", "", "", "", "", "", "")


def codes(path: Path, **about: object) -> list[Code]:
    return [each.code for each in read(path, **about)[1] if each.severity is Severity.ERROR]


def edited(path: Path, change: Callable[[openpyxl.Workbook], None]) -> Path:
    book = openpyxl.load_workbook(as_xlsx(path, [HEAD, ROW, ("R2", *ROW[1:]), ("R3", *ROW[1:])]))
    change(book)
    book.save(path)
    return path


def test_error_cells_and_formulas_without_a_value_are_told_by_their_names(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        page = book["Svar"]
        page["D3"], page["D4"], page["E2"] = "#N/A", "#N/A", "#DIV/0!"
        page["H3"] = "=A1&B1"

    _, problems = read(edited(tmp_path / "s.xlsx", change))
    told = {
        (p.code, p.place.sheet, p.place.cell, p.place.column, p.found, p.more)
        for p in problems
        if p.severity is Severity.ERROR
    }
    assert told == {
        (Code.CELL_ERROR, "Svar", "D3", "q.ett", "#N/A", 1),
        (Code.CELL_ERROR, "Svar", "E2", "q.omvant", "#DIV/0!", 0),
        (Code.CELL_NOT_COMPUTED, "Svar", "H3", "q.val", "=A1&B1", 0),
    }


def test_error_cells_in_columns_that_are_not_read_are_no_matter(tmp_path: Path) -> None:
    path = edited(tmp_path / "s.xlsx", lambda book: book["Svar"].__setitem__("H3", "#REF!"))
    assert codes(path) == [Code.CELL_ERROR]
    assert codes(path, ignore=["q.val"]) == []


def test_a_cell_in_a_workbook_is_told_by_its_name(tmp_path: Path) -> None:
    _, problems = read(as_xlsx(tmp_path / "s.xlsx", [HEAD, ROW, (*ROW[:3], "6", *ROW[4:])]))
    (problem,) = [each for each in problems if each.severity is Severity.ERROR]
    assert (problem.place.sheet, problem.place.cell, problem.place.row) == ("Svar", "D3", 3)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (but(SHEET=partial(hostile.cells_of, 3 * GIGABYTE)), Code.SHEET_TOO_LARGE),
        (but(SHEET=partial(hostile.cells_of, GIGABYTE)), Code.FILE_SUSPICIOUS),
        (but(SHEET=partial(hostile.whitespace_of, 30_000_000)), Code.FILE_SUSPICIOUS),
        (but(STRINGS=partial(hostile.one_string_of, GIGABYTE)), Code.FILE_SUSPICIOUS),
        (but(STRINGS=hostile.doctype(hostile.LAUGHS, "&l9;")), Code.FILE_SUSPICIOUS),
        (but(SHEET=partial(hostile.understated_cells_of, GIGABYTE)), Code.FILE_DAMAGED),
        (but(SHEET=sheet('<row r="1"><c r="A1"><v>1</v></c></row>'
                         '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')), Code.FILE_CELL_FAR),
        (but(SHEET=sheet('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>'
                         '<row r="1048576"><c r="B1048576"><v>1</v></c></row>')), Code.FILE_CELL_FAR),
        (but(SHEET=sheet('<row><c r="ZZZZZZ4294967290"/></row>')), Code.FILE_SUSPICIOUS),
        (but(SHEET=sheet('<row r="3"><c r="A3"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>')),
         Code.FILE_DAMAGED),
        (but(SHEET=sheet('<row r="1"><c r="A1" t="s"><v>9</v></c></row>')), Code.FILE_DAMAGED),
        (cut(0.5), Code.FILE_DAMAGED),
        (raw(hostile.ole("EncryptedPackage")), Code.FILE_ENCRYPTED),
        (raw(b"response_id;unit_id\n1;2\n"), Code.FILE_NOT_WORKBOOK),
        (but(SHEET=sheet("")), Code.FILE_EMPTY),
    ],
)  # fmt: skip
def test_what_would_harm_is_refused(make: Maker, code: Code, tmp_path: Path) -> None:
    assert codes(make(tmp_path / "s.xlsx")) == [code]


@pytest.mark.parametrize("suffix", [".xls", ".ods", ".xlsb"])
def test_other_formats_are_refused_by_name(suffix: str, tmp_path: Path) -> None:
    assert codes(hostile.good(tmp_path / f"s{suffix}")) == [Code.FILE_FORMAT]


def test_a_sheet_longer_than_is_read(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 250_003))
    assert codes(but(SHEET=sheet(rows))(tmp_path / "s.xlsx")) == [Code.SHEET_TOO_LONG]


def test_a_child_that_takes_too_long_or_dies_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = as_xlsx(tmp_path / "s.xlsx", [HEAD, ROW])
    monkeypatch.setattr(sheets, "SECONDS", 0.0)
    monkeypatch.setattr(sheets, "SECONDS_PER_MB", 0.0)
    assert codes(path) == [Code.FILE_REFUSED]
    monkeypatch.undo()
    monkeypatch.setattr("sys.executable", "/bin/false")
    assert codes(path) == [Code.FILE_REFUSED]


def test_macros_are_ignored_and_said(tmp_path: Path) -> None:
    path = as_xlsx(tmp_path / "a.xlsx", [HEAD, ROW])
    macro = plus(("xl/vbaProject.bin", b"macro"))(tmp_path / "b.xlsm")
    assert Code.MACROS_IGNORED in {each.code for each in read(macro)[1]}
    assert codes(path) == []


# The fast scan finds what the slow one finds

CELL = st.sampled_from(
    [
        '<c r="{}"><v>4</v></c>', '<c r="{}" s="1"/>', '<c r="{}" t="s"><v>1</v></c>', '<c r="{}" t="n"><v>2.5</v></c>',
        '<c r="{}" t="inlineStr"><is><t>å &amp; b</t></is></c>', '<c r="{}" t="e"><v>#N/A</v></c>',
        '<c r="{}"><f>A1</f><v>2</v></c>', '<c r="{}"><f>A1</f></c>', '<c r="{}"><f>A1</f><v></v></c>',
        '<c r="{}" t="str"><f>A1</f><v></v></c>', '<c t="e" r="{}"><f>1/0</f><v>#DIV/0!</v></c>', '<c r="{}"></c>',
        '<c r="{}"><v/></c>', "<c r='{}' t='e'><v>#X</v></c>", '<c r="{}" t="&#101;"><v>#Y</v></c>',
        '<c r="{}" t="e"><!-- </row> --><v>#Z</v></c>',
    ]
)  # fmt: skip
PLAIN = '<row r="900"><c r="A900"><v>1</v></c></row>'
BETWEEN = st.sampled_from(["", "\n", f"<!-- </row>{PLAIN} -->", f"<?x </row>{PLAIN}?>"])
END = st.sampled_from(["</row>", "</row>", "</row >"])


class SlowScan(SheetScan):
    def _plain_rows(self, data: bytes, at: int) -> int:
        return at


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.lists(CELL, max_size=5), END, BETWEEN), min_size=1, max_size=8),
    st.integers(1, 40),
    st.sampled_from(
        ["<row r='{}'>", '<row r="{}">', '<row r="{}" spans="1:60" x14ac:dyDescent="0.25">', '<row r="{}" >']
    ),
)
def test_the_fast_scan_finds_what_the_slow_one_finds(
    rows: list[tuple[list[str], str, str]], step: int, start: str
) -> None:
    body = ""
    for number, (cells, end, between) in enumerate(rows, start=1):
        named = "".join(cell.format("ABCDE"[at] + str(number)) for at, cell in enumerate(cells))
        body += start.format(number) + named + end + between
    part = sheet(body).replace("<worksheet ", '<worksheet xmlns:x14ac="urn:x" ').encode()
    scans = []
    for kind in (SheetScan, SlowScan):
        scan = kind("sheet1.xml", Budget(LIMITS))
        for at in range(0, len(part), step * 10):
            scan.feed(part[at : at + step * 10])
        scan.close()
        flaws = {key: (flaw.found, flaw.n, flaw.rows) for key, flaw in scan.flaws.items()}
        scans.append((scan.last_row, scan._columns, scan.filled > 0, flaws, scan.root))
    assert scans[0] == scans[1]


def test_the_fast_scan_counts_against_the_same_limits(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 102))
    path = but(SHEET=sheet(rows))(tmp_path / "s.xlsx")
    for limits in (Limits(10**6, 10**6, 10**6, cells=100), Limits(10**6, 10**6, 10**6, elements=300)):
        with pytest.raises(Refused):
            admit(io.BytesIO(path.read_bytes()), path, limits, SheetScan)


def test_a_flipped_byte_changes_nothing_or_is_a_problem(tmp_path: Path) -> None:
    path = as_xlsx(tmp_path / "s.xlsx", [HEAD, ROW])
    whole, expected = path.read_bytes(), read(path)[0]
    chance = random.Random(2020)
    for number in range(12):
        flipped = bytearray(whole)
        flipped[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        path.write_bytes(flipped)
        found, problems = read(path)
        assert found == expected or any(each.severity is Severity.ERROR for each in problems), number


# Into the database


def test_a_workbook_and_the_same_answers_as_csv_are_kept_alike(db: str, tmp_path: Path) -> None:
    head = ("response_id", "unit_id", "role", "st.helhet", "st.teori")
    rows = [head, *((f"R{n}", "AM-01", "st-lakare", str(1 + n % 5), "4" if n % 3 else "") for n in range(300))]
    shares: list[float] = []
    came = as_xlsx(tmp_path / "a.xlsx", rows)
    first = app.import_survey(db, came, RUBRIC, "1", progress=shares.append)
    assert (first.rows_read, first.rows_used, first.rows_ignored, first.records) == (300, 300, 0, 300)
    assert shares
    assert shares == sorted(shares)
    app.import_survey(db, as_csv(tmp_path / "b.csv", [*rows[:150], ("",) * 5, *rows[150:]]), RUBRIC, "2")
    with sqlite3.connect(db.removeprefix("sqlite:///")) as connection:
        kept = [
            connection.execute(
                "SELECT slot, mark, answers FROM answer_tally WHERE import_id = ? ORDER BY 1, 2", (number,)
            ).fetchall()
            for number in (first.kept.number, first.kept.number + 1)
        ]
    assert kept[0] == kept[1]
    again = app.import_survey(db, came, RUBRIC, "1")
    assert (again.kept.already, again.kept.number) == (True, first.kept.number)


def test_an_error_cell_keeps_nothing(db: str, tmp_path: Path) -> None:
    head = ("response_id", "unit_id", "role", "st.helhet")
    path = as_xlsx(tmp_path / "a.xlsx", [head, ("R1", "AM-01", "st-lakare", 4)])
    book = openpyxl.load_workbook(path)
    book.active["D2"] = "#N/A"
    book.save(path)
    with pytest.raises(InvalidInput) as refusal:
        app.import_survey(db, path, RUBRIC, "1")
    assert [(p.code, p.place.cell) for p in refusal.value.problems if p.severity is Severity.ERROR] == [
        (Code.CELL_ERROR, "D2")
    ]


@pytest.mark.parametrize(("above", "before"), [(2, 0), (0, 3), (5, 2)])
def test_blank_rows_and_columns_before_the_header_are_no_matter(above: int, before: int, tmp_path: Path) -> None:
    def moved(book: openpyxl.Workbook) -> None:
        for _ in range(above):
            book["Svar"].insert_rows(1)
        for _ in range(before):
            book["Svar"].insert_cols(1)

    there, problems = read(edited(tmp_path / "s.xlsx", moved))
    plain, _ = read(edited(tmp_path / "p.xlsx", lambda _: None))
    assert [each.answers for each in there] == [each.answers for each in plain]
    assert [each.row for each in there] == [above + 2, above + 3, above + 4]
    assert not [each for each in problems if each.severity is Severity.ERROR]
