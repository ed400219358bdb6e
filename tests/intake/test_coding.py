"""The coding workbook: what goes out comes back exactly, every mistake is told at its cell, and nobody is found out."""

import csv
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from spur import app
from spur.intake.coding.form import Line, by_key
from spur.intake.coding.personal import Watch
from spur.intake.coding.read import read_coding
from spur.intake.coding.write import write_coding
from spur.intake.sandbox import Sandbox
from spur.ledger.ledger import Ledger
from spur.records.problem import Code, InvalidInput
from spur.records.response import Coding, KeptText
from spur.rubric.load import loads
from tests.conftest import GOLDEN, RUBRIC

MODEL = app.pinned_rubric(RUBRIC).model
IDS = [category.id for category in MODEL.categories]
TITLES = {category.id: category.title["sv"] for category in MODEL.categories}
NUMBER, TEXT, WHOSE, PROPOSED, FIRST, SECOND, THIRD, FLAG, QUOTING, QUOTATION = range(2, 12)  # columns in Excel
ROUND = "2019"


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as sandbox:
        yield sandbox


# Out and back

# what Excel and a database hold: no halves of surrogate pairs, no NUL
character = st.characters(exclude_categories=("Cs",), exclude_characters="\0") | st.sampled_from("\n\t=+-@_'\x1b\x85é")
words = st.text(character, min_size=1, max_size=60) | st.sampled_from(
    [
        "=1+1",
        "@SUM(A1)",
        "-",
        "_x0041_",
        "<r>fet</r>",
        "å" * 40_000,
        "👩‍⚕️ handledning",
        "\x07",
        "a\r\nb",
        " inledande",
        "'x",
    ]
)
typed = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=30)


@st.composite
def coded_texts(draw: st.DrawFn) -> list[KeptText]:
    """Any texts, some of them coded."""
    texts = []
    for number, text in enumerate(draw(st.lists(words, min_size=1, max_size=6)), 1):
        coding = None
        if draw(st.booleans()):
            categories = tuple(draw(st.lists(st.sampled_from(IDS), unique=True)))
            quotation = draw(typed)
            coding = Coding(number, categories, draw(st.booleans()), quotation if quotation.strip() else "")
        response = draw(st.sampled_from(["R1", "R2"]))
        texts.append(KeptText(number, response, "AM-01", "st-lakare", "st.forslag", text, coding))
    return texts


@settings(max_examples=30)
@given(texts=coded_texts(), lang=st.sampled_from(["sv", "en"]))
def test_any_texts_and_codings_go_out_and_come_back_exactly(texts, lang, sandbox, tmp_path_factory):
    path = tmp_path_factory.mktemp("coding") / "kodning.xlsx"
    keyed, watch = by_key(ROUND, texts), Watch()
    lines = [Line(key, each.text, "", (), watch.seen(each.text), each.coding) for key, each in keyed.items()]
    write_coding(path, lines, MODEL, ROUND, "Fråga?", lang)
    book, problems = sandbox.open(path)
    assert book is not None, problems
    uncoded = {key: KeptText(e.id, e.response_id, e.unit_id, e.role, e.question, e.text) for key, e in keyed.items()}
    read = read_coding(book, ROUND, uncoded, MODEL, watch)
    expected = {Code.QUOTE_UNUSED} if read.records else {Code.CODING_EMPTY}
    assert {problem.code for problem in read.problems} <= expected
    assert {each.text_id: each for each in read.records} == {e.id: e.coding for e in texts if e.coding}
    assert (read.rows_read, read.rows_used) == (len(texts), len(read.records))
    assert read_coding(book, ROUND, keyed, MODEL, watch).records == ()
    if len("".join(each.text for each in texts)) < 10_000:
        shown = {
            cell.value for row in openpyxl.load_workbook(path).worksheets[1] for cell in row if cell.data_type == "f"
        }
        assert shown == set()


@pytest.fixture
def texts(db: str, tmp_path: Path) -> str:
    """A database with the golden answers and three suggestions for each of twelve trainees of two groups; uncoded."""
    app.import_survey(db, GOLDEN / "survey.csv", RUBRIC, ROUND)
    with (GOLDEN / "survey.csv").open(encoding="utf-8", newline="") as file:
        trainees = [row for row in csv.DictReader(file) if row["role"] == "st-lakare"]
    of_am = [row["response_id"] for row in trainees if row["unit_id"].startswith("AM")][:12]
    with (tmp_path / "texts.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["response_id", "text"])
        for number, response in enumerate(of_am):
            writer.writerow([response, f"Mer handledning, nummer {number}."])
            writer.writerow([response, f"=SUM(A{number})"])
        writer.writerow([of_am[0], "Ring 070-123 45 67 till Kalle."])
    app.import_texts(db, tmp_path / "texts.csv", ROUND)
    return db


@pytest.fixture
def workbook(texts: str, tmp_path: Path) -> Path:
    app.export_texts(texts, ROUND, tmp_path / "kodning.xlsx")
    return tmp_path / "kodning.xlsx"


def fill(path: Path, *changes: Callable[[Worksheet], None]) -> Path:
    """The workbook as a person has filled it in."""
    book = openpyxl.load_workbook(path)
    for change in changes:
        change(book.worksheets[1])
    book.save(path)
    return path


def row_of(sheet: Worksheet, beginning: str) -> int:
    return next(row for row in range(4, sheet.max_row + 1) if str(sheet.cell(row, TEXT).value).startswith(beginning))


def write(beginning: str, **cells: str | None) -> Callable[[Worksheet], None]:
    """``write("Mer", FIRST="Ledarskap")``: type into the cells of the first row whose text begins so."""

    def change(sheet: Worksheet) -> None:
        row = row_of(sheet, beginning)
        for column, value in cells.items():
            put(sheet, row, globals()[column], value)

    return change


def put(sheet: Worksheet, row: int, column: int, value: object) -> None:
    cell = sheet.cell(row, column)
    cell.value = value
    if isinstance(value, str) and value.startswith("="):
        cell.data_type = "s"  # typed into a cell of text, not as a formula


def codings(db: str) -> dict[str, Coding]:
    with Ledger.open(db).view() as view:
        return {each.text: each.coding for each in view.texts(ROUND) if each.coding}


def told(db: str, path: Path) -> list[tuple[Code, str]]:
    """The errors of an import that is refused, with their cells."""
    before = codings(db)
    with pytest.raises(InvalidInput) as refused:
        app.import_texts(db, path, ROUND)
    assert codings(db) == before
    return [(problem.code, problem.place.cell) for problem in refused.value.problems]


def test_what_a_person_fills_in_is_kept_and_the_same_file_again_changes_nothing(texts, workbook):
    fill(
        workbook,
        write("Mer handledning, nummer 3.", FIRST=TITLES["handledning"], SECOND="struktur", QUOTING="JA"),
        write("Mer handledning, nummer 4.", FIRST="None of them", QUOTING="nej"),
        write("=SUM(A5)", THIRD="Supervision and feedback; Teoretisk utbildning", QUOTING="yes", QUOTATION="Bättre."),
    )
    summary = app.import_texts(texts, workbook, ROUND)
    assert (summary.rows_read, summary.rows_used, summary.rows_ignored) == (25, 3, 22)
    kept = codings(texts)
    assert {text: (c.categories, c.quotable, c.quotation) for text, c in kept.items()} == {
        "Mer handledning, nummer 3.": (("handledning", "struktur"), True, ""),
        "Mer handledning, nummer 4.": ((), False, ""),
        "=SUM(A5)": (("handledning", "utbildning"), True, "Bättre."),
    }
    assert app.import_texts(texts, workbook, ROUND).kept.already
    assert codings(texts) == kept


def test_a_later_coding_supersedes_text_by_text_and_a_blank_row_leaves_an_earlier_one(texts, workbook, tmp_path):
    first = fill(
        Path(shutil.copy(workbook, tmp_path / "ada.xlsx")),
        write("Mer handledning, nummer 1.", FIRST="ledarskap"),
        write("Mer handledning, nummer 2.", FIRST="ledarskap"),
    )
    app.import_texts(texts, first, ROUND)
    fill(workbook, write("Mer handledning, nummer 2.", FIRST="bemanning"))
    summary = app.import_texts(texts, workbook, ROUND)
    assert (summary.records, summary.kept.superseded) == (1, 1)
    both = {text: c.categories for text, c in codings(texts).items()}
    assert both == {"Mer handledning, nummer 1.": ("ledarskap",), "Mer handledning, nummer 2.": ("bemanning",)}
    again = app.import_texts(texts, first, ROUND)  # the earlier file anew takes its own opinion back
    assert not again.kept.already
    assert codings(texts)["Mer handledning, nummer 2."].categories == ("ledarskap",)


def test_the_rest_is_exported_or_all_with_the_codings_filled_in(texts, workbook, tmp_path):
    app.import_texts(texts, fill(workbook, write("Mer handledning, nummer 1.", FIRST="ledarskap", QUOTING="ja")), ROUND)
    rest = app.export_texts(texts, ROUND, tmp_path / "rest.xlsx")
    everything = app.export_texts(texts, ROUND, tmp_path / "allt.xlsx", all_texts=True)
    assert (rest.texts, everything.texts, everything.flagged) == (24, 25, 1)
    sheet = openpyxl.load_workbook(tmp_path / "allt.xlsx").worksheets[1]
    row = row_of(sheet, "Mer handledning, nummer 1.")
    assert [sheet.cell(row, c).value for c in (FIRST, QUOTING)] == [TITLES["ledarskap"], "ja"]
    assert app.import_texts(texts, tmp_path / "allt.xlsx", ROUND).records == 0
    with pytest.raises(InvalidInput, match="output-exists"):
        app.export_texts(texts, ROUND, tmp_path / "allt.xlsx")


def test_more_texts_than_a_workbook_takes_come_in_the_next_one(texts, tmp_path, monkeypatch):
    monkeypatch.setattr("spur.app.texts.MOST_LINES", 20)
    first = app.export_texts(texts, ROUND, tmp_path / "1.xlsx")
    assert (first.texts, first.left) == (20, 5)

    def code_all(sheet: Worksheet) -> None:
        for row in range(4, 24):
            sheet.cell(row, FIRST, "struktur")

    app.import_texts(texts, fill(tmp_path / "1.xlsx", code_all), ROUND)
    second = app.export_texts(texts, ROUND, tmp_path / "2.xlsx")
    assert (second.texts, second.left) == (5, 0)


def test_texts_count_as_long_as_their_responses_do(texts, tmp_path):
    """A survey that is read in anew without somebody leaves their texts out too; one's mended unit is taken over."""
    header, *rows = (GOLDEN / "survey.csv").read_text(encoding="utf-8").splitlines()
    trainees = [row.split(",")[0] for row in rows if row.split(",")[1].startswith("AM") and "st-lakare" in row]
    gone, moved = trainees[:2]
    mended = [re.sub(",AM-..,", ",KI-01,", row) if row.startswith(moved) else row for row in rows]
    kept = [row for row in mended if not row.startswith(gone)]
    (tmp_path / "survey.csv").write_text("\n".join([header, *kept]) + "\n", encoding="utf-8")
    app.import_survey(texts, tmp_path / "survey.csv", RUBRIC, ROUND, replaces=2)
    with Ledger.open(texts).view() as view:
        there = {each.response_id: each.unit_id for each in view.texts(ROUND)}
    assert gone not in there
    assert there[moved].startswith("KI-")


def test_sorted_filtered_and_shortened_rows_are_found_by_their_keys(texts, workbook):
    def turn_round(sheet: Worksheet) -> None:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
        for number, row in enumerate(reversed(rows), 4):
            for column, value in enumerate(row, 1):
                put(sheet, number, column, value)
        sheet.delete_rows(row_of(sheet, "=SUM(A7)"))
        sheet.insert_rows(8)
        sheet.insert_cols(4)

    fill(workbook, write("Mer handledning, nummer 9.", FIRST="struktur"), turn_round)
    app.import_texts(texts, workbook, ROUND)
    assert {text: c.categories for text, c in codings(texts).items()} == {"Mer handledning, nummer 9.": ("struktur",)}


FIRST_TEXT = "Mer handledning, nummer 1."
MISTAKES = [
    (FIRST_TEXT, {"FIRST": "Handledning och återkoplingar"}, Code.CATEGORY_UNKNOWN, "F"),
    (FIRST_TEXT, {"FIRST": "#N/A"}, Code.CELL_ERROR, "F"),
    (FIRST_TEXT, {"FIRST": "struktur", "SECOND": "Ingen av dem"}, Code.CODING_CONTRADICTS, "F"),
    (FIRST_TEXT, {"QUOTING": "ja"}, Code.CODING_WITHOUT_CATEGORY, "F"),
    (FIRST_TEXT, {"FIRST": "struktur", "QUOTING": "kanske"}, Code.QUOTING_UNKNOWN, "J"),
    (FIRST_TEXT, {"FIRST": "struktur", "TEXT": "Mindre handledning."}, Code.TEXT_CHANGED, "C"),
    ("Ring", {"FIRST": "struktur", "QUOTING": "ja"}, Code.QUOTE_UNCHECKED, "J"),
    (FIRST_TEXT, {"FIRST": "struktur", "QUOTING": "ja", "QUOTATION": "Fråga a@b.se"}, Code.QUOTE_UNCHECKED, "J"),
]


@pytest.mark.parametrize(("text", "cells", "code", "column"), MISTAKES)
def test_a_mistake_is_told_at_its_cell_and_nothing_is_kept(text, cells, code, column, texts, workbook):
    row = row_of(openpyxl.load_workbook(workbook).worksheets[1], text)
    fill(workbook, write("Mer handledning, nummer 2.", FIRST="struktur"), write(text, **cells))
    assert told(texts, workbook) == [(code, f"{column}{row}")]


def test_every_mistake_is_told_at_once_and_sorting_without_the_keys_is_seen(texts, workbook):
    def shift(sheet: Worksheet) -> None:
        keys = [sheet.cell(row, 1).value for row in range(4, sheet.max_row + 1)]
        for row, key in enumerate(reversed(keys), 4):
            sheet.cell(row, 1, key)

    fill(workbook, write("Ring", FIRST="Handledning", QUOTING="ja"), shift)
    assert [code for code, _ in told(texts, workbook)].count(Code.TEXT_CHANGED) == 24


def test_a_flagged_text_is_quoted_only_when_somebody_says_that_it_was_checked(texts, workbook):
    fill(workbook, write("Ring", FIRST="handledning", QUOTING="Ja (granskad)", QUOTATION="Ring någon."))
    app.import_texts(texts, workbook, ROUND)
    [coding] = codings(texts).values()
    assert (coding.quotable, coding.quotation) == (True, "Ring någon.")


def test_another_rounds_workbook_and_other_workbooks_are_refused(texts, workbook, tmp_path):
    with pytest.raises(InvalidInput, match="round-unknown"):
        app.import_texts(texts, workbook, "2020")
    app.import_survey(texts, GOLDEN / "survey.csv", RUBRIC, "2020")
    with pytest.raises(InvalidInput, match="coding-round"):
        app.import_texts(texts, workbook, "2020")
    [template] = app.templates(texts, RUBRIC, ROUND, tmp_path / "AM-01.xlsx", unit="AM-01")
    assert told(texts, template) == [(Code.CODING_FOREIGN, "")]
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 not really")
    assert told(texts, tmp_path / "a.xlsx")[0][0] in (Code.FILE_DAMAGED, Code.FILE_NOT_WORKBOOK)
    assert told(texts, tmp_path / "borta.xlsx") == [(Code.FILE_MISSING, "")]


def test_a_coding_outlives_texts_that_are_read_in_anew(texts, workbook, tmp_path):
    """A corrected file of texts has new rows in the database; the filled-in workbook still finds its texts."""
    fill(workbook, write("Mer handledning, nummer 1.", FIRST="ledarskap"))
    app.import_texts(texts, workbook, ROUND)
    corrected = tmp_path / "texts.csv"
    corrected.write_text(corrected.read_text(encoding="utf-8").replace("Kalle", "chefen"), encoding="utf-8")
    with pytest.raises(InvalidInput, match="texts-already-kept"):
        app.import_texts(texts, corrected, ROUND)
    app.import_texts(texts, corrected, ROUND, replaces=3)
    assert codings(texts) == {}
    told_anew = fill(workbook, lambda sheet: sheet.delete_rows(row_of(sheet, "Ring")))
    app.import_texts(texts, told_anew, ROUND)
    assert codings(texts)["Mer handledning, nummer 1."].categories == ("ledarskap",)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_coding_that_libreoffice_has_saved_is_read_the_same(texts, workbook, tmp_path):
    fill(
        workbook,
        write("=SUM(A5)", FIRST=TITLES["struktur"], SECOND=TITLES["ledarskap"], QUOTING="ja", QUOTATION="=2+2 åäö €"),
        write("Mer handledning, nummer 4.", FIRST="Ingen av dem"),
    )
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "saved")]
    subprocess.run([*command, str(workbook)], check=True, capture_output=True, timeout=120)
    app.import_texts(texts, tmp_path / "saved" / "kodning.xlsx", ROUND)
    assert {text: (c.categories, c.quotable, c.quotation) for text, c in codings(texts).items()} == {
        "=SUM(A5)": (("struktur", "ledarskap"), True, "=2+2 åäö €"),
        "Mer handledning, nummer 4.": ((), False, ""),
    }


# What whoever codes may see


def test_neither_unit_nor_response_is_in_the_workbook_and_the_bytes_are_the_same_each_time(texts, workbook, tmp_path):
    app.export_texts(texts, ROUND, tmp_path / "igen.xlsx")
    assert (tmp_path / "igen.xlsx").read_bytes() == workbook.read_bytes()
    cells = [
        str(cell.value) for sheet in openpyxl.load_workbook(workbook) for row in sheet for cell in row if cell.value
    ]
    assert not [cell for cell in cells if re.search(r"\bR\d{4}\b|\bAM-\d|Provenheten", cell)]
    assert "Allmänmedicin" in cells  # twelve of them wrote
    sheet = openpyxl.load_workbook(workbook).worksheets[1]
    assert sheet.cell(row_of(sheet, "Ring"), FLAG).value == "telefon: 070-123 45 67"
    assert sheet.cell(row_of(sheet, "Mer"), PROPOSED).value == TITLES["handledning"]


def test_the_group_of_a_few_is_not_told(texts, tmp_path):
    """Twelve of general practice wrote; with three of another group, both would be found by subtraction."""
    with (GOLDEN / "survey.csv").open(encoding="utf-8", newline="") as file:
        others = [
            r["response_id"] for r in csv.DictReader(file) if r["unit_id"] == "KI-01" and r["role"] == "st-lakare"
        ]
    path = tmp_path / "few.csv"
    path.write_text("response_id,text\n" + "".join(f"{r},Kortare rundor.\n" for r in others[:3]), encoding="utf-8")
    app.export_texts(texts, ROUND, tmp_path / "före.xlsx", lang="en")
    app.import_texts(texts, path, ROUND)
    app.export_texts(texts, ROUND, tmp_path / "efter.xlsx", lang="en")
    assert [whose(tmp_path / name) for name in ("före.xlsx", "efter.xlsx")] == [{"General practice"}, {None}]


def whose(path: Path) -> set[str | None]:
    sheet = openpyxl.load_workbook(path).worksheets[1]
    return {sheet.cell(row, WHOSE).value for row in range(4, sheet.max_row + 1)}


# Files of texts


@pytest.mark.parametrize(
    ("rows", "code", "row"),
    [
        ("R0001,Mer tid,utbildningar", Code.CATEGORY_UNKNOWN, 2),
        ("R0001,,utbildning", Code.VALUE_MISSING, 2),
        (",Mer tid,", Code.VALUE_MISSING, 2),
        ("R0001,Mer tid,\nR9999,Mer,", Code.RESPONSE_UNKNOWN, 3),
        ("R0002,Mer tid,", Code.QUESTION_NOT_FOR_ROLE, 2),
    ],
)
def test_a_mistake_in_a_file_of_texts_is_told_at_its_row(rows, code, row, db, tmp_path):
    app.import_survey(db, GOLDEN / "survey.csv", RUBRIC, ROUND)
    path = tmp_path / "texts.csv"
    path.write_text(f"response_id,text,categories\n{rows}\n", encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        app.import_texts(db, path, ROUND)
    assert [(problem.code, problem.place.row) for problem in refused.value.problems] == [(code, row)]


def test_categories_that_a_coder_could_not_tell_apart_are_a_mistake_of_the_rubric():
    text = app.pinned_rubric(RUBRIC).text.replace(
        'sv = "Teoretisk utbildning", en', 'sv = "LEDARSKAP  och kommunikation", en'
    )
    loaded = loads(text, "egen.toml")
    assert [(p.code, p.place.column) for p in loaded.problems] == [
        (Code.RUBRIC_DUPLICATE, "category[5] (ledarskap).title.sv")
    ]
