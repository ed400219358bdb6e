"""What is in another language than the report is marked with that, and what people stressed is stressed."""

import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream

from spur import app
from spur.records.problem import Code
from spur.report.document import Block, Bullets, Column, Document, Paragraph, Row, Section, Table
from spur.report.html import page
from spur.report.lines import broken
from spur.report.marked import Marked, Run, cut, filled, language_of, runs_of, spoken
from spur.report.pdf import write_pdf
from spur.report.xlsx import write_xlsx
from tests.report.sample import sample_document
from tests.report.tag_tree import _letters as letters_of
from tests.report.tag_tree import tag_tree

SWEDISH = "Handledningen är schemalagd och följs upp varje termin."
LONG = " ".join([SWEDISH] * 60)
PROGRAMME = "Individuellt utbildningsprogram för varje ST-läkare"


def mixed() -> str:
    return filled("D1 {} Judged as: partly.".format, spoken(PROGRAMME, "sv"))


@pytest.fixture(scope="module")
def document() -> Document:
    cells = (mixed(), spoken("Allmänmedicin", "sv"), "General")
    table = Table("Units", tuple(map(Column, ("Requirement", "Specialty", "Group"))), (Row(cells),))
    blocks = (
        Paragraph("Description", "label"),
        Paragraph(spoken(LONG, "sv")),
        Bullets((spoken(SWEDISH, "sv"), "In English")),
        Paragraph(filled("They said: {} So they did.".format, spoken(SWEDISH, "sv"))),
        Paragraph(Marked((Run("Good "), Run("rooms", bold=True), Run(" and "), Run("air", italic=True), Run(".")))),
        table,
    )
    return replace(sample_document("en"), sections=(Section(spoken("Det vi såg", "sv"), blocks),))


def test_a_text_says_what_it_said_and_in_which_language() -> None:
    assert mixed() == f"D1 {PROGRAMME} Judged as: partly."
    assert language_of(mixed()) is None
    assert language_of(spoken("Ort", "sv")) == "sv"


@pytest.mark.parametrize(
    ("sentence", "values", "told"),
    [
        ("Ortopedi at {unit}", {"unit": "Ort"}, "Ortopedi at [Ort]"),
        ("All units of {group}: {count} of {n}", {"group": "A", "n": 82}, "All units of [A]: 4 of 82"),
        ("{new}, compared with {old}", {"old": "Kirurgi", "new": "Medicin"}, "[Medicin], compared with [Kirurgi]"),
        ("{unit}: {unit} has {n}", {"unit": "Ort", "n": "\U00100000"}, "[Ort]: [Ort] has \U00100000"),
    ],
)
def test_a_mark_is_where_the_words_were_put(sentence: str, values: dict[str, object], told: str) -> None:
    marked = {name: spoken(str(text), "sv") if name != "n" else text for name, text in values.items()}
    said = filled(sentence.format, count=4, **marked)
    assert said == sentence.format(count=4, **values)
    assert "".join(f"[{run.text}]" if run.lang else run.text for run in runs_of(said)) == told


def test_lines_keep_the_languages_whatever_their_hyphens_are() -> None:
    text = Marked((Run("co\u2010operate on the well\u2011being: "), Run("välbefinnande och handledning", "sv")))
    for room in (40, 90, 400):
        lines = list(cut(text, broken(text, "Helvetica", 10, room)))
        spelt = "".join(run.text for line in lines for run in line.runs if run.lang)
        assert re.sub(r"-|\s", "", spelt) == "välbefinnandeochhandledning"


def test_a_pdf_marks_elements_and_words_in_another_language(document: Document, tmp_path: Path) -> None:
    write_pdf(document, tmp_path / "report.pdf")
    tree = tag_tree(tmp_path / "report.pdf")
    foreign = {(each.kind, each.text) for each in tree.all() if each.lang == "sv-SE"}
    title = {("H2", "Det vi såg"), ("Link", "Det vi såg 3")}
    assert foreign == {*title, ("P", LONG), ("LBody", SWEDISH), ("TD", "Allmänmedicin")}
    assert ("H3", "Description") in {(each.kind, each.text) for each in tree.all()}
    reader = PdfReader(tmp_path / "report.pdf")
    operations = [each for own in reader.pages for each in ContentStream(own.get_contents(), reader).operations]
    spans = [operands[1] for operands, operator in operations if operator == b"BDC" and operands[0] == "/Span"]
    assert {span["/Lang"] for span in spans} == {"sv-SE"}
    fonts = {str(font["/BaseFont"]) for own in reader.pages for font in own["/Resources"]["/Font"].values()}
    assert any("It" in font for font in fonts)


@pytest.mark.parametrize("looks", ["body", "note", "item", "table"])
def test_a_passage_keeps_its_language_over_pages(looks: str, tmp_path: Path) -> None:
    passage = Marked((Run("They said: "), Run(" ".join([LONG] * 5), "sv"), Run(" So they did.")))
    block: Block = Paragraph(passage, looks) if looks in ("body", "note") else Bullets((passage,))
    if looks == "table":
        block = Table("Units", (Column("Requirement", 3), Column("Group")), (Row((passage, "A")),))
    write_pdf(replace(sample_document("en"), sections=(Section("Words", (block,)),)), tmp_path / "report.pdf")
    foreign = [text for text in foreign_words(tmp_path / "report.pdf") if text]
    assert len(foreign) > 2
    assert "".join(foreign) == "".join(passage.runs[1].text.split())


def foreign_words(path: Path) -> list[str]:
    """What each page says in another language than the report's, without spaces."""
    reader, pages = PdfReader(path), list[str]()
    for own in reader.pages:
        letters = {name: letters_of(font) for name, font in own["/Resources"]["/Font"].items()}
        marks, said, font = list[str](), "", ""
        for operands, operator in ContentStream(own.get_contents(), reader).operations:
            match operator:
                case b"Tf":
                    font = operands[0]
                case b"BMC" | b"BDC":
                    marks.append(operands[0])
                case b"EMC":
                    marks.pop()
                case b"Tj" if "/Span" in marks:
                    said += "".join(letters[font][byte] for byte in operands[0].original_bytes)
        pages.append("".join(said.split()))
    return pages


def test_a_web_page_does_too(document: Document) -> None:
    html = page(document)
    assert f'<p><span lang="sv">{LONG}</span></p>' in html
    assert f'D1 <span lang="sv">{PROGRAMME}</span> Judged as: partly.' in html
    assert "Good <strong>rooms</strong> and <em>air</em>." in html
    assert "<h3>Description</h3>" in html
    assert "<span" not in html.split("<title>")[1].split("</title>")[0]


def test_a_workbook_says_it_plainly(document: Document, tmp_path: Path) -> None:
    write_xlsx(document, tmp_path / "report.xlsx")
    book = openpyxl.load_workbook(tmp_path / "report.xlsx")
    cells = {cell.value for sheet in book for row in sheet for cell in row}
    assert {"Good rooms and air.", mixed(), "Description"} <= cells


CHAPTER = "# Det vi såg\n\nRegionen har **goda** lokaler och *ljusa*.\n"


def test_a_chapter_in_another_language_comes_in_marked_and_is_told_of(golden: str, tmp_path: Path) -> None:
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters" / "summary.md").write_text(CHAPTER, encoding="utf-8")
    asked = {"chapters": tmp_path / "chapters", "preview": True, "out": tmp_path}
    told = app.report_region(golden, "vastmanland", "2019", lang="en", outputs=("html",), **asked)
    assert Code.CHAPTER_LANGUAGE in {each.code for each in told.problems}
    html = told.files[0].read_text(encoding="utf-8")
    assert '<span lang="sv">Regionen har </span><span lang="sv"><strong>goda</strong></span>' in html
    assert "This chapter is written in Swedish." in html
    assert '<span lang="sv">Obstetrik och gynekologi</span>' in html
    own = app.report_region(golden, "vastmanland", "2019", outputs=("html",), **asked)
    assert Code.CHAPTER_LANGUAGE not in {each.code for each in own.problems}
    text = own.files[0].read_text(encoding="utf-8")
    assert "Regionen har <strong>goda</strong> lokaler och <em>ljusa</em>." in text
    assert 'lang="sv"' not in text.replace('<html lang="sv">', "")
