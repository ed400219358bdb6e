"""The copy that an inspector gets back: each mistake at its cell, every word kept, never taken for the mended one."""

from pathlib import Path

import openpyxl
import pytest

from spur import app
from spur.intake.template import write_template
from spur.intake.workbook import area_sheet
from tests.conftest import RUBRIC
from tests.intake.test_round_trip import UNIT

PINNED = app.pinned_rubric(RUBRIC)
SHEET = "A Verksamheten"  # F5 is the first requirement's finding, G5 its note, G12 the description, F18 the grade


def spoilt(folder: Path, **cells: str) -> Path:
    """A new workbook in which somebody has written into cells of area A's sheet."""
    path = folder / "AM-01.xlsx"
    write_template(path, PINNED, UNIT, "2019", "sv")
    book = openpyxl.load_workbook(path)
    book["Start"]["C13"], book["Start"]["C14"] = "2019-03-01", "Ada Ek"
    for cell, text in cells.items():
        book[SHEET][cell] = text
    book.save(path)
    return path


def told(path: Path) -> set[tuple[str, str]]:
    """Code and cell of every error."""
    [checked] = app.check_workbooks([path])
    return {(p.code.value, p.place.cell) for p in checked.problems if p.severity == "error"}


def copy_of(path: Path, folder: Path) -> Path:
    [checked] = app.check_workbooks([path])
    copy = app.annotate(checked, folder)
    assert copy is not None
    return copy


def test_the_copy_shows_each_mistake_at_its_cell_and_keeps_all_other_words(tmp_path):
    copy = copy_of(spoilt(tmp_path, F5="Uppfylt", G5="Sett i schemat.", G12="= så här är det"), tmp_path / "rättas")
    sheet = openpyxl.load_workbook(copy)[SHEET]
    assert sheet["F5"].value == "Uppfylt"
    assert "Menade du ”Uppfyllt”?" in sheet["F5"].comment.text
    assert sheet["F5"].fill.fgColor.rgb != sheet["F6"].fill.fgColor.rgb
    assert (sheet["G5"].value, sheet["G5"].comment) == ("Sett i schemat.", None)


@pytest.mark.parametrize(
    ("cell", "wrong", "right"),
    [("F5", "Uppfylt", "Uppfyllt"), ("F18", "E", "A"), ("G5", "=SUM(1,2)", "tre"), ("G5", "_x0007_ ring", "ring")],
)
def test_the_copy_is_refused_until_its_mistakes_are_mended(cell, wrong, right, tmp_path):
    copy = copy_of(spoilt(tmp_path, **{cell: wrong}), tmp_path / "rättas")
    assert ("copy-unmended", cell) in told(copy)
    book = openpyxl.load_workbook(copy)
    book[SHEET][cell] = right
    book.save(copy)
    assert told(copy) == set()


def test_the_copy_of_a_workbook_that_lacked_a_row_can_not_pass_for_the_original(tmp_path):
    path = spoilt(tmp_path, G12="Viktigt.")
    book = openpyxl.load_workbook(path)
    book[SHEET].delete_rows(5)
    book.save(path)
    assert ("row-missing", "") in told(path)
    assert ("copy-of-broken", "") in told(copy_of(path, tmp_path / "rättas"))


def test_a_copy_never_takes_an_earlier_ones_place(tmp_path):
    path = spoilt(tmp_path, F5="Uppfylt")
    names = [copy_of(path, tmp_path / "rättas").name for _ in range(3)]
    assert names == ["AM-01.xlsx", "AM-01-2.xlsx", "AM-01-3.xlsx"]


def test_rows_sorted_without_their_hidden_ids_are_told_and_not_read_as_each_others(tmp_path):
    path = spoilt(tmp_path, F5="Uppfyllt", F6="Ej uppfyllt")
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET]
    for column in "BCDEFG":
        sheet[f"{column}5"].value, sheet[f"{column}6"].value = sheet[f"{column}6"].value, sheet[f"{column}5"].value
    book.save(path)
    assert told(path) == {("row-shifted", "B5"), ("row-shifted", "B6")}


def test_the_sheet_of_an_area_is_told_where_it_is_not_the_rubrics(tmp_path):
    path = spoilt(tmp_path)
    book = openpyxl.load_workbook(path)
    book[SHEET]["A1"] = area_sheet("Ö")
    book.save(path)
    [checked] = app.check_workbooks([path])
    assert {p.code.value for p in checked.problems} >= {"sheet-missing", "sheet-ignored"}
