"""The inspector's workbook: every cell at its ids, every word as it was written, and counters that count right."""

import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from operator import add
from pathlib import Path
from typing import IO, Any
from unittest.mock import patch
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl.cell import Cell
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from spur.intake.template import Mark, input_cells, write_template
from spur.intake.template.names import sheet_names
from spur.intake.workbook import (
    ABOUT,
    COMMENTS,
    FINDING,
    GRADE_ROW,
    NOTE,
    NUMBER,
    START,
    STATIC,
    SUMMARY,
    TEXT_LIMIT,
    VALUE,
    About,
    Address,
    AreaText,
    Start,
    area_sheet,
    comment_row,
    requirement_row,
)
from spur.records.inspection import AreaJudgement, FoundRequirement, Inspection, Judgement
from spur.records.unit import Unit
from spur.rubric.load import load
from spur.rubric.model import PinnedRubric, Rubric
from spur.wording import LANGUAGES, Lang, Wording

UNIT = Unit("AM-01", "Medicinkliniken & co, Havsörn", "Internmedicin", "med", "Havsörn", "Region Öst")
ROUND = "2019"

SOFFICE = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")

NASTY = (
    "=1+1",
    "+1",
    "-1",
    "- punkt ett\n- punkt två",
    "@SUM(A1)",
    "{=1}",
    "'citat",
    "http://a.b",
    "mailto:a@b.c",
    " mellanslag runtom  ",
    "\nradbryt\n\n",
    "\ttab\t",
    "vagn\r\nretur",
    "_x0041_",
    "_x0041_x0042_",
    "_x005F_x0041_",
    "__x000D__",
    "<r>inte uppmärkning</r>",
    "<t>&amp; \"'",
    "]]>",
    "007",
    "1/2",
    "TRUE",
    "#N/A",
    "👩🏽‍⚕️ åäö",
    "\ufffe\uffff",
    "x" * TEXT_LIMIT,
    "_x0041_" * 4681,
    "😀" * (TEXT_LIMIT // 2),
)

# What an Excel cell can hold: no control characters but tab and line breaks, no halves of surrogate pairs.
words = st.text(
    st.one_of(st.characters(exclude_categories=["Cs", "Cc"]), st.sampled_from("\n\t\r_x0041<>r/&=+-@' ")), max_size=60
)
texts = st.one_of(words, st.sampled_from(NASTY))


# --- what the workbook is made from -----------------------------------------------------------------------------------


def pinned(model: Rubric) -> PinnedRubric:
    return PinnedRubric("a" * 64, "", model)


@pytest.fixture(scope="module")
def shipped() -> PinnedRubric:
    loaded = load(Path(__file__).parents[2] / "rubrics" / "spur-st-2018.toml")
    assert loaded.rubric is not None
    return PinnedRubric(loaded.content_hash, loaded.text, loaded.rubric)


def made(
    areas: list[str],
    grades: list[str],
    findings: list[str],
    requirements: list[tuple[str, str]],
    text: str = "Ett krav",
    language: str = "fi",
) -> Rubric:
    """A rubric in a third language, with these ids and codes; a requirement is its id and its area's."""
    said = {language: text}
    return Rubric.model_validate(
        {
            "schema": 1,
            "rubric": {
                "id": "odd",
                "version": "1",
                "status": "draft",
                "languages": [language],
                "title": said,
            },
            "class": [{"id": "must", "label": said, "action": said}],
            "grade": [
                {"code": code, "points": len(grades) - place, "label": said} for place, code in enumerate(grades)
            ],
            "grading": {"line": grades[0], "authority": "inspector", "on_mismatch": "warn"},
            "finding": [{"code": code, "met": 100, "label": {language: f"={code} *"}} for code in findings],
            "area": [{"id": each, "title": said, "question": said, "part": "process"} for each in areas],
            "requirement": [{"id": each, "area": area, "class": "must", "text": said} for each, area in requirements],
        }
    )


def ids(least: int, most: int) -> st.SearchStrategy[list[str]]:
    letters = st.characters(categories=["L", "Nd"], include_characters="_")
    later = st.text(st.one_of(letters, st.sampled_from("-.")), max_size=40)
    return st.lists(st.builds(add, letters, later), min_size=least, max_size=most, unique_by=str.casefold)


@st.composite
def rubrics(draw: st.DrawFn) -> Rubric:
    areas = draw(ids(1, 4))
    return made(
        areas,
        draw(ids(1, 5)),
        draw(ids(0, 4)),
        [(each, draw(st.sampled_from(areas))) for each in draw(ids(0, 8))],
        draw(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=300)),
    )


def filled(rubric: Rubric, note: str = "", finding: int = 0, grade: int = 0) -> Inspection:
    """An inspection with everything filled in: the note in every text, the nth finding and grade."""
    areas = tuple(
        AreaJudgement(
            *(area.id, rubric.grades[grade].code, note, note, note, note, note, note),
            found=tuple(
                FoundRequirement(each.id, rubric.findings[finding].code if rubric.findings else "", note)
                for each in rubric.requirements_of(area.id)
            ),
        )
        for area in rubric.areas
    )
    return Inspection(UNIT.id, ROUND, date(2019, 3, 1), ("Ada", "Bo"), Judgement.JOINT, "", areas)


def some_filled(rubric: Rubric) -> Inspection:
    """Half filled in: every second finding and grade, the grades in turn."""
    whole = filled(rubric, "Bra.")
    areas = tuple(
        replace(
            area,
            grade=rubric.grades[number % len(rubric.grades)].code if number % 3 else "",
            found=tuple(
                replace(each, finding="" if place % 2 else each.finding) for place, each in enumerate(area.found)
            ),
        )
        for number, area in enumerate(whole.areas)
    )
    return replace(whole, areas=areas)


def told(inspection: Inspection, rubric: Rubric, lang: Lang) -> dict[Address, str | datetime]:
    """What stands in the cells that are not blank, as the format says."""
    on = inspection.inspected_on
    cells: dict[Address, str | datetime] = {
        (START, Start.INSPECTED_ON, VALUE): datetime(on.year, on.month, on.day) if on else "",  # noqa: DTZ001
        (START, Start.INSPECTORS, VALUE): ", ".join(inspection.inspectors),
        (START, Start.JUDGEMENT, VALUE): Wording(lang)(f"workbook.judgement-{inspection.judgement}"),
        (START, Start.INSPECTOR, VALUE): inspection.inspector,
    }
    for area in inspection.areas:
        sheet = area_sheet(area.area)
        for text in AreaText:
            cells[sheet, text.row, NOTE] = getattr(area, text)
        cells[sheet, GRADE_ROW, FINDING] = area.grade
        cells[sheet, GRADE_ROW, NOTE] = area.motivation
        cells[COMMENTS, comment_row(area.area), NOTE] = area.comment
        for each in area.found:
            finding = rubric.finding(each.finding)
            label = rubric.in_language(finding.label, lang) if finding else ""
            cells[sheet, requirement_row(each.requirement), FINDING] = label
            cells[sheet, requirement_row(each.requirement), NOTE] = each.note
    return {address: value for address, value in cells.items() if value != ""}


# --- what is found in it ----------------------------------------------------------------------------------------------


def opened(path: Path, *, values: bool = False) -> openpyxl.Workbook:
    # openpyxl drops every "x005F_" from a text; its hands are held while it reads them.
    with patch("openpyxl.reader.excel.read_string_table", shared_texts):
        return openpyxl.load_workbook(path, data_only=values)


def shared_texts(source: IO[bytes]) -> list[str]:
    strings = ElementTree.parse(source).getroot()
    return ["".join(each.text or "" for each in string.iter() if each.tag.endswith("}t")) for string in strings]


def by_kind(book: openpyxl.Workbook) -> dict[str, Worksheet]:
    return {str(sheet["A1"].value): sheet for sheet in book}


def addressed(book: openpyxl.Workbook) -> Iterator[tuple[Address, Cell]]:
    """Every cell whose row and column have ids."""
    for kind, sheet in by_kind(book).items():
        columns = {cell.column: str(cell.value) for cell in sheet[1][1:] if cell.value not in (None, STATIC, NUMBER)}
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                if row[0].value not in (None, STATIC) and cell.column in columns:
                    yield (kind, str(row[0].value), columns[cell.column]), cell


def read(path: Path) -> dict[Address, Any]:
    """The values of the input cells that are not blank."""
    found = {address: cell.value for address, cell in addressed(opened(path)) if address[0] != ABOUT}
    return {
        address: unescape(value) if isinstance(value, str) else value
        for address, value in found.items()
        if value is not None
    }


def choices(book: openpyxl.Workbook, cell: Cell) -> list[object]:
    """What a cell's drop-down offers, looked up as Excel does: its rule, the defined name, the range."""
    rules = [rule for rule in cell.parent.data_validations.dataValidation if cell.coordinate in rule.sqref]
    assert [rule.type for rule in rules] == ["list"]
    title, cells = next(iter(book.defined_names[rules[0].formula1].destinations))
    found = book[title][cells.replace("$", "")]
    return [row[0].value for row in found] if isinstance(found, tuple) else [found.value]


def written(path: Path, rubric: PinnedRubric, *args: Any, lang: Lang = "sv", **kwargs: Any) -> Path:
    write_template(path, rubric, UNIT, ROUND, lang, *args, **kwargs)
    return path


# --- the format -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_ids_are_those_of_the_format(lang: Lang, shipped: PinnedRubric, tmp_path: Path) -> None:
    model = shipped.model
    book = opened(written(tmp_path / "a.xlsx", shipped, lang=lang))
    assert list(by_kind(book)) == [START, *(area_sheet(each.id) for each in model.areas), COMMENTS, SUMMARY, ABOUT]
    rows = {
        kind: [cell.value for cell in sheet["A"][1:] if cell.value not in (None, STATIC)]
        for kind, sheet in by_kind(book).items()
    }
    assert rows[START] == list(Start)
    assert rows[SUMMARY] == []
    assert rows[COMMENTS] == [comment_row(each.id) for each in model.areas]
    for area in model.areas:
        assert rows[area_sheet(area.id)] == [
            *(requirement_row(each.id) for each in model.requirements_of(area.id)),
            *(each.row for each in AreaText),
            GRADE_ROW,
        ]
    about = {address[1]: cell.value for address, cell in addressed(book) if address[0] == ABOUT}
    assert about == {
        About.FORMAT: "1",
        About.RUBRIC: model.key,
        About.RUBRIC_HASH: shipped.hash,
        About.UNIT: UNIT.id,
        About.ROUND: ROUND,
        About.LANGUAGE: lang,
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_exactly_the_input_cells_are_unlocked(lang: Lang, shipped: PinnedRubric, tmp_path: Path) -> None:
    book = opened(written(tmp_path / "a.xlsx", shipped, lang=lang))
    at = {(cell.parent.title, cell.coordinate): address for address, cell in addressed(book)}
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    unlocked = [at.get((cell.parent.title, cell.coordinate)) for cell in cells if not cell.protection.locked]
    assert set(unlocked) == set(input_cells(shipped.model))
    assert len(unlocked) == len(set(unlocked))
    for sheet in book:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        assert not sheet.protection.formatColumns  # "not forbidden"
        assert not sheet.protection.autoFilter


def test_the_first_field_is_ready_to_be_filled_in(shipped: PinnedRubric, tmp_path: Path) -> None:
    book = opened(written(tmp_path / "a.xlsx", shipped))
    sheets = by_kind(book)
    assert book.active is sheets[START]
    cells = {address: cell.coordinate for address, cell in addressed(book)}
    assert sheets[START].sheet_view.selection[0].activeCell == cells[START, Start.INSPECTED_ON, VALUE]
    assert sheets[ABOUT].sheet_state == "veryHidden"
    first = sheets[area_sheet("A")]
    assert first.freeze_panes == "A5"
    assert first.auto_filter.ref.startswith("A")  # sorting takes the ids along
    for sheet in book:
        assert sheet.row_dimensions[1].hidden
        assert sheet.column_dimensions["A"].hidden
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)


def test_rows_to_write_in_grow_and_merged_ones_keep_their_height(shipped: PinnedRubric, tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", shipped, filled(shipped.model, "Ett ord. " * 200))
    sheets = by_kind(opened(path))
    with zipfile.ZipFile(path) as archive:
        for number, sheet in enumerate(sheets.values(), 1):
            xml = archive.read(f"xl/worksheets/sheet{number}.xml").decode()
            rows = re.findall(r'<row r="(\d+)"[^>]*? ht="([\d.]+)"( customHeight="1")?', xml)
            merged = {str(cells.min_row) for cells in sheet.merged_cells.ranges}
            ids = {str(cell.row) for cell in sheet["A"][1:] if cell.value not in (None, STATIC)}
            assert {row for row, _, custom in rows if custom} >= merged
            assert {row for row, _, custom in rows if not custom} >= ids
            if sheet["A1"].value not in (START, ABOUT):
                assert all(float(height) > 150 for row, height, _ in rows if row in ids)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_drop_downs_offer_what_the_rubric_has(lang: Lang, shipped: PinnedRubric, tmp_path: Path) -> None:
    model = shipped.model
    book = opened(written(tmp_path / "a.xlsx", shipped, lang=lang))
    labels = [model.in_language(each.label, lang) for each in model.findings]
    for (kind, row, column), cell in addressed(book):
        if column == FINDING and row.startswith("requirement:"):
            assert choices(book, cell) == labels
        elif column == FINDING and row == GRADE_ROW:
            assert choices(book, cell) == ["A", "B", "C", "D"]
        elif (kind, row) == (START, Start.JUDGEMENT):
            assert choices(book, cell) == [Wording(lang)(f"workbook.judgement-{each}") for each in Judgement]
    rules = [rule for sheet in book for rule in sheet.data_validations.dataValidation]
    assert all(rule.errorTitle and rule.error and len(rule.error) < 60 for rule in rules)
    (date_rule,) = (rule for rule in rules if rule.type == "date")
    assert date_rule.sqref == by_kind(book)[START].data_validations.dataValidation[0].sqref


def test_an_empty_workbook_says_only_that_the_judgement_is_joint(shipped: PinnedRubric, tmp_path: Path) -> None:
    assert read(written(tmp_path / "a.xlsx", shipped)) == {(START, Start.JUDGEMENT, VALUE): "gemensam"}


# --- what is written comes back ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", NASTY, ids=lambda text: ascii(text[:20]))
def test_a_text_comes_back_letter_for_letter(text: str, tmp_path: Path) -> None:
    rubric = made(["X"], ["A", "B"], ["met"], [("X1", "X")])
    inspection = filled(rubric, text)
    path = written(tmp_path / "a.xlsx", pinned(rubric), inspection)
    assert read(path) == told(inspection, rubric, "sv")
    notes = [cell for address, cell in addressed(opened(path)) if address[2] == NOTE]
    assert {cell.data_type for cell in notes} == {"s"}
    assert {cell.hyperlink for cell in notes} == {None}
    assert all(cell.quotePrefix for cell in notes) == text.startswith(("=", "+", "-", "@"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rubrics(), st.data())
@example(made([f"Å{n}" for n in range(12)], ["1", "2", "x.y"], ["_"], []), None)
@example(made(["a", "A.-"], ["0"], [], [("r", "a")], "'\\/?*[]:" * 40), None)
def test_any_rubric_filled_with_anything_comes_back(tmp_path: Path, rubric: Rubric, data: st.DataObject | None) -> None:
    inspection = filled(rubric, "x")
    if data:
        found = st.sampled_from(["", *(each.code for each in rubric.findings)])
        graded = st.sampled_from(["", *(each.code for each in rubric.grades)])
        inspection = Inspection(
            *(UNIT.id, ROUND, data.draw(st.none() | st.dates(date(1901, 1, 1))), ("Ada",)),
            *(data.draw(st.sampled_from(Judgement)), data.draw(texts)),
            tuple(
                AreaJudgement(
                    *(area.id, data.draw(graded), *(data.draw(texts) for _ in range(6))),
                    found=tuple(
                        FoundRequirement(each.id, data.draw(found), data.draw(texts))
                        for each in rubric.requirements_of(area.id)
                    ),
                )
                for area in rubric.areas
            ),
        )
    path = written(tmp_path / "a.xlsx", pinned(rubric), inspection, lang="en")
    assert read(path) == told(inspection, rubric, "en")
    # The cells and no others: also those that are blank are there, each once.
    addresses = [address for address, _ in addressed(opened(path)) if address[0] != ABOUT]
    assert set(input_cells(rubric)) <= set(addresses)
    assert len(addresses) == len(set(addresses))


def test_the_same_inspection_gives_the_same_bytes(shipped: PinnedRubric, tmp_path: Path) -> None:
    inspection = filled(shipped.model, "Bra.")
    marks = {(START, Start.INSPECTORS, VALUE): Mark("?", "Vem?")}
    once = written(tmp_path / "a.xlsx", shipped, inspection, marks).read_bytes()
    assert written(tmp_path / "b.xlsx", shipped, inspection, marks).read_bytes() == once
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert not [name for name in archive.namelist() if "vba" in name.lower()]


@pytest.mark.parametrize("text", ["\x00", "bel\x07", "\ud800", "x" * (TEXT_LIMIT + 1), "😀" * (TEXT_LIMIT // 2 + 1)])
def test_what_no_cell_holds_is_refused_before_anything_is_written(text: str, tmp_path: Path) -> None:
    rubric = made(["X"], ["A"], ["met"], [])
    with pytest.raises(ValueError, match="cell"):
        written(tmp_path / "a.xlsx", pinned(rubric), filled(rubric, text))
    assert not (tmp_path / "a.xlsx").exists()


def test_an_inspection_by_another_rubric_is_refused(shipped: PinnedRubric, tmp_path: Path) -> None:
    other = made(["X"], ["A"], ["met"], [])
    with pytest.raises(ValueError, match="spur:area:X"):
        written(tmp_path / "a.xlsx", shipped, filled(other))


# --- marks ------------------------------------------------------------------------------------------------------------


def test_a_marked_cell_shows_what_was_found_and_all_others_keep_their_words(
    shipped: PinnedRubric, tmp_path: Path
) -> None:
    inspection = filled(shipped.model, "- mina ord")
    grade, dated, named = (
        (area_sheet("B"), GRADE_ROW, FINDING),
        (START, "inspected_on", VALUE),
        (START, "inspectors", VALUE),
    )
    marks = {
        grade: Mark("=E\x07", "Ingen gradering.\nVälj A, B, C eller D."),
        dated: Mark("12/13-2019", "Inget datum."),
        named: Mark("", "Bara förnamn?"),
        (ABOUT, "round", VALUE): Mark("2o19", "Omgången är okänd."),
    }
    path = written(tmp_path / "a.xlsx", shipped, inspection, marks)
    expected = told(inspection, shipped.model, "sv")
    assert read(path) == expected | {grade: "=E\ufffd", dated: "12/13-2019"}
    book = opened(path)
    commented = {address: cell for address, cell in addressed(book) if cell.comment}
    assert {address: cell.comment.text for address, cell in commented.items()} == {
        address: mark.comment for address, mark in marks.items() if address[0] != ABOUT
    }
    assert {cell.fill.fgColor.rgb for cell in commented.values()} == {"FFFFD8A8"}
    assert not any(cell.protection.locked for cell in commented.values())
    assert by_kind(book)[START]["B2"].comment.text == "Omgången är okänd."


# --- counters ---------------------------------------------------------------------------------------------------------


def counters(path: Path) -> dict[tuple[str, str], object]:
    """The values of all formulas, as the file has them: "" and nothing are the same to Excel."""
    values = opened(path, values=True)
    return {
        (sheet.title, cell.coordinate): values[sheet.title][cell.coordinate].value or ""
        for sheet in opened(path)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def summary(path: Path) -> list[tuple[object, ...]]:
    """The rows of the summary: grade, points, open findings."""
    sheet = by_kind(opened(path, values=True))[SUMMARY]
    return [row[3:6] for row in sheet.iter_rows(min_row=5, max_col=6, values_only=True)]


def test_counters_are_right_in_an_empty_workbook(shipped: PinnedRubric, tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", shipped)
    counts = [len(shipped.model.requirements_of(area.id)) for area in shipped.model.areas]
    assert summary(path) == [*(("–", None, count) for count in counts), (None, 0, sum(counts))]
    start = by_kind(opened(path, values=True))[START]
    assert [row[5:7] for row in start.iter_rows(min_row=5, max_row=13, values_only=True)] == [
        *((count, "–") for count in counts),
        (sum(counts), len(counts)),
    ]
    area = by_kind(opened(path, values=True))[area_sheet("A")]
    assert area["G2"].value == f"Kvar att bedöma: {counts[0]} · Gradering: –"


def test_counters_are_right_in_a_filled_workbook(shipped: PinnedRubric, tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", shipped, filled(shipped.model, "x", grade=1))
    assert summary(path) == [*[("B", 3, 0)] * 8, (None, 24, 0)]


ODD = made(["a", "Å.1", "_", "b" * 40], ["1", "01", "1.0"], ["met", "not.met"], [("r", "a"), ("s", "a")])


@needs_libreoffice
def test_libreoffice_computes_what_the_counters_say(shipped: PinnedRubric, tmp_path: Path) -> None:
    odd = pinned(ODD)
    grade = (area_sheet("A"), GRADE_ROW, FINDING)
    paths = [
        written(tmp_path / "empty.xlsx", shipped),
        written(tmp_path / "half.xlsx", shipped, some_filled(shipped.model), lang="en"),
        written(tmp_path / "full.xlsx", shipped, filled(shipped.model, "x")),
        written(tmp_path / "marked.xlsx", shipped, filled(shipped.model, "x"), {grade: Mark("#N/A", "Fel.")}),
        written(tmp_path / "odd.xlsx", odd, some_filled(ODD)),
        written(tmp_path / "odd-empty.xlsx", odd),
    ]
    for path, computed in zip(paths, recalculated(paths, tmp_path), strict=True):
        expected = counters(path)
        assert len(expected) >= 4 * 4
        assert counters(computed) == expected, path.name


def recalculated(paths: list[Path], folder: Path) -> list[Path]:
    """The workbooks as LibreOffice saves them. What it finds computed is wrong, so that nothing right is left over."""
    profile, out = folder / "profile", folder / "out"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        '<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">'
        "<value>0</value></prop></item></oor:items>",
        encoding="utf-8",
    )
    wrong = [falsified(path, folder / f"wrong-{path.name}") for path in paths]
    command = [str(SOFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", out, *wrong], check=True, capture_output=True, timeout=300)
    return [out / path.name for path in wrong]


def falsified(path: Path, to: Path) -> Path:
    """A copy in which every formula is said to have given 777."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(to, "w") as target:
        for name in source.namelist():
            target.writestr(name, re.sub(rb"</f><v>.*?</v>", b"</f><v>777</v>", source.read(name), flags=re.DOTALL))
    assert set(counters(to).values()) <= {777, "777"}
    return to


# --- names of sheets --------------------------------------------------------------------------------------------------


def test_sheets_have_short_and_legal_names() -> None:
    assert sheet_names(
        ["Start", "B Medarbetarstab och interna kompetenser", "B Medarbetarstab och interna lokaler"]
    ) == [
        "Start",
        "B Medarbetarstab och interna…",
        "B Medarbetarstab och… 2",
    ]
    assert sheet_names(["a/b: [c]*?", "'quoted'", "History", "HISTORY", "", "\x07 \n"]) == [
        "a-b- (c)--",
        "quoted",
        "History 2",
        "HISTORY 3",
        "-",
        "- 2",
    ]


@given(st.lists(st.text(max_size=60), max_size=12))
def test_excel_takes_every_name(titles: list[str]) -> None:
    names = sheet_names(titles)
    assert len(names) == len(titles) == len({name.casefold() for name in names})
    for name in names:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")
