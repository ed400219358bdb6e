"""What stands in a workbook comes back as it was typed, whichever program saved the file."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spur.intake.book import Cell, Value, a1
from spur.intake.sandbox import Sandbox
from tests.intake.hostile import PARTS, WORKBOOK, Maker, but, good, pack, sheet, strings

LONGEST = "å" * 32_766 + "."
TEXTS = [
    "Så är det.", " inledande och avslutande ", "två\nrader\n", "\n", "tabb\there", "_x0041_", "_x000D_", "x005F_",
    "_x005F_", "_x005F_x0041_", "_x0041_x0042_", "_xD83D_", "_x41_", "😀", "=1+1", "'", "&amp; <b>", LONGEST,
]  # fmt: skip


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


def stored(text: str) -> str:
    """A text as Excel stores it: the underscore that would begin an escape is escaped itself."""
    return escape(re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text), {"\r": "&#13;"})


def column(sandbox: Sandbox, path: Path) -> list[Value | None]:
    """The values of the first sheet's first column."""
    book, problems = sandbox.open(path)
    assert book is not None, problems
    cells = book.sheets[0].cells
    return [cells[row, 1].value if (row, 1) in cells else None for row in range(1, max(cells)[0] + 1)]


def shared(path: Path, texts: list[str]) -> Path:
    rows = "".join(f'<row><c t="s"><v>{number}</v></c></row>' for number in range(len(texts)))
    return but(SHEET=sheet(rows), STRINGS=strings(*map(stored, texts)))(path)


def inline(path: Path, texts: list[str]) -> Path:
    cells = (f'<row><c t="inlineStr"><is><t xml:space="preserve">{stored(text)}</t></is></c></row>' for text in texts)
    return but(SHEET=sheet("".join(cells)))(path)


def computed(path: Path, texts: list[str]) -> Path:
    cells = (f'<row><c t="str"><f>A1</f><v xml:space="preserve">{stored(text)}</v></c></row>' for text in texts)
    return but(SHEET=sheet("".join(cells)))(path)


@pytest.mark.parametrize("write", [shared, inline, computed])
def test_texts_come_back_as_typed(write: Callable[[Path, list[str]], Path], sandbox: Sandbox, tmp_path: Path) -> None:
    assert column(sandbox, write(tmp_path / "a.xlsx", TEXTS)) == TEXTS


typed = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="￾￿") | st.sampled_from("\t\n\r_"))
escapes = st.sampled_from(["_x0041_", "_x005F_", "x000D_", "_x", "_xD83D_", "_x00e5_"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.lists(st.lists(typed | escapes, min_size=1).map("".join).filter(bool), min_size=1))
def test_any_text_comes_back_as_typed(sandbox: Sandbox, tmp_path: Path, texts: list[str]) -> None:
    for write in (shared, inline):
        assert column(sandbox, write(tmp_path / "a.xlsx", texts)) == texts


def test_escapes_are_read_as_excel_means_them(sandbox: Sandbox, tmp_path: Path) -> None:
    for written, read in {
        "rad_x000D_\nrad": "rad\r\nrad",
        "_x005f_x000D_": "_x000D_",
        "_xD83D_": "_xD83D_",  # half a character is none
    }.items():
        assert column(sandbox, but(STRINGS=strings(written, ""))(tmp_path / "a.xlsx"))[0] == read


def test_runs_of_formats_are_one_text_and_reading_aids_are_none(sandbox: Sandbox, tmp_path: Path) -> None:
    runs = "<r><t>Så </t></r><r><rPr><b/></rPr><t>är</t></r><r><t> det</t></r><rPh sb='0' eb='1'><t>läs</t></rPh>"
    path = but(STRINGS=strings("@", "två").replace('<t xml:space="preserve">@</t>', runs))(tmp_path / "a.xlsx")
    assert column(sandbox, path)[0] == "Så är det"


CELLS = {
    '<c r="A1"><v>4</v></c>': Cell(4),
    '<c r="A1"><v>-0.5</v></c>': Cell(-0.5),
    '<c r="A1"><v>1E-3</v></c>': Cell(0.001),
    '<c r="A1" t="b"><v>1</v></c>': Cell(True),
    '<c r="A1" t="s"><v>0</v></c>': Cell("Havsörn"),
    '<c r="A1" s="1"><v>43525</v></c>': Cell(date(2019, 3, 1)),
    '<c r="A1" s="1"><v>43525.5</v></c>': Cell(datetime.fromisoformat("2019-03-01T12:00")),
    '<c r="A1" s="2"><v>0.5625</v></c>': Cell(time(13, 30)),
    '<c r="A1" s="3"><v>1.25</v></c>': Cell(timedelta(hours=30)),
    '<c r="A1" t="d"><v>2019-03-01</v></c>': Cell(date(2019, 3, 1)),
    '<c r="A1" t="e"><v>#N/A</v></c>': Cell("#N/A", "error"),
    '<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>': Cell("#DIV/0!", "error"),
    '<c r="A1"><f>1+1</f><v>2</v></c>': Cell(2, "formula"),
    '<c r="A1" t="str"><f>B1</f><v>A</v></c>': Cell("A", "formula"),
    '<c r="A1" t="str"><f>B1</f><v></v></c>': Cell("", "formula"),
    '<c r="A1" t="str"><f>B1</f></c>': Cell("=B1", "uncached"),
    '<c r="A1"><f>B1</f><v/></c>': Cell("=B1", "uncached"),
    '<c r="A1"><f t="shared" si="0"/></c>': Cell("=", "uncached"),
    '<c r="A1" s="1"/>': None,
    '<c r="A1" t="str"><v></v></c>': None,
    '<c r="A1" t="inlineStr"><is><t></t></is></c>': None,
}


@pytest.mark.parametrize("xml", CELLS)
def test_each_kind_of_cell_can_be_told(xml: str, sandbox: Sandbox, tmp_path: Path) -> None:
    book, problems = sandbox.open(but(SHEET=sheet(f'<row r="1">{xml}</row>'))(tmp_path / "a.xlsx"))
    assert book is not None, problems
    assert book.sheets[0].cells.get((1, 1)) == CELLS[xml]


def test_sheets_keep_their_titles_order_and_hiding(sandbox: Sandbox, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as made:
        made.add_worksheet("Börja här").write(4, 2, "x")
        made.add_worksheet("_spur").very_hidden()
        chart = made.add_chart({"type": "bar"})
        chart.add_series({"values": "='Börja här'!$C$5"})
        made.add_chartsheet("Diagram").set_chart(chart)
        made.add_worksheet("Gömt").hide()
        made.set_custom_property("format", 1)
        made.set_custom_property("rubric", "spur-st@2018")
    book, problems = sandbox.open(path)
    assert book is not None, problems
    assert [(each.title, each.hidden) for each in book.sheets] == [
        ("Börja här", False),
        ("_spur", True),
        ("Gömt", True),
    ]
    assert book.sheets[0].cells == {(5, 3): Cell("x")}
    assert book.properties == {"format": 1, "rubric": "spur-st@2018"}


def by_xlsxwriter(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        first = book.add_worksheet("Ett")
        for row, text in enumerate(ORDINARY):
            first.write_string(row, 0, text)
    return path


def by_openpyxl(path: Path) -> Path:
    book = openpyxl.Workbook()
    first = book.worksheets[0]
    for row, text in enumerate(ORDINARY, start=1):
        cell = first.cell(row, 1, text)
        cell.data_type = "s"
    book.save(path)
    return path


def by_libreoffice(path: Path) -> Path:
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    (path.parent / "in").mkdir()
    made = by_xlsxwriter(path.parent / "in" / path.name)
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(path.parent), str(made)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return path


# not the typed escapes: openpyxl stores none of them as Excel would, XlsxWriter and LibreOffice not "_x005F_"
ORDINARY = [text for text in TEXTS if "_x" not in text]


@pytest.mark.parametrize("save", [by_xlsxwriter, by_openpyxl, by_libreoffice])
def test_every_program_is_understood(save: Maker, sandbox: Sandbox, tmp_path: Path) -> None:
    assert column(sandbox, save(tmp_path / "a.xlsx")) == ORDINARY


def test_dates_from_an_old_mac_count_from_1904(sandbox: Sandbox, tmp_path: Path) -> None:
    workbook = PARTS[WORKBOOK].replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
    cells = sheet('<row r="1"><c r="A1" s="1"><v>42063</v></c></row>')
    assert column(sandbox, but(WORKBOOK=workbook, SHEET=cells)(tmp_path / "a.xlsx")) == [date(2019, 3, 1)]


def test_a_file_may_be_called_anything(sandbox: Sandbox, tmp_path: Path) -> None:
    name = "ögon & öron\n'\" 2019.xlsx"
    book, _ = sandbox.open(good(tmp_path / name))
    assert book is not None
    assert book.file == name


def test_no_styles_and_no_strings_are_no_fault(sandbox: Sandbox, tmp_path: Path) -> None:
    relations = re.sub('<Relationship Id="rId[89]".*?/>', "", PARTS["xl/_rels/workbook.xml.rels"])
    cells = sheet('<row r="1"><c r="A1" s="1"><v>1</v></c></row>')
    path = but(SHEET=cells)(tmp_path / "a.xlsx")
    assert column(sandbox, path) == [date(1900, 1, 1)]
    assert column(
        sandbox, pack(path, PARTS | {"xl/_rels/workbook.xml.rels": relations, "xl/worksheets/sheet1.xml": cells})
    ) == [1]


@pytest.mark.parametrize(
    ("row", "column", "name"), [(1, 1, "A1"), (12, 26, "Z12"), (7, 27, "AA7"), (1_048_576, 16_384, "XFD1048576")]
)
def test_a_cell_is_named_as_excel_names_it(row: int, column: int, name: str) -> None:
    assert a1(row, column) == name
