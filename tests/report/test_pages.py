"""Pages are filled, headings stand over what they are headings of, and a warning stands on every page."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from spur.report.document import Column, Document, Paragraph, Row, Section, Table
from spur.report.html import page
from spur.report.pdf import write_pdf
from spur.report.xlsx import write_xlsx
from tests.report.sample import sample_document

WARNING = "FÖRHANDSVISNING, får inte lämnas ut"


def brief(*sections: Section) -> Document:
    return replace(sample_document("sv"), facts=(), brief=True, sections=sections)


def pages(document: Document, folder: Path) -> list[str]:
    write_pdf(document, folder / "report.pdf")
    return [" ".join(each.extract_text().split()) for each in PdfReader(folder / "report.pdf").pages]


def lines(n: int) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(f"Rad {number}.") for number in range(n))


@pytest.mark.parametrize("before", range(17, 29))
def test_a_chapter_and_its_lead_stand_with_the_first_section(before: int, tmp_path: Path) -> None:
    chapter = Section("Inspektörernas bedömning", (Paragraph("Texterna är inspektörernas egna."),))
    area = Section("A Verksamheten", (Paragraph("Beskrivning", "label"), Paragraph("Enheten är bred.")), level=2)
    told = pages(brief(Section("Innan", lines(before)), chapter, area), tmp_path)
    [own] = [text for text in told if "Inspektörernas egna" in text or "inspektörernas egna" in text]
    assert "A Verksamheten Beskrivning Enheten är bred." in own


@pytest.mark.parametrize("before", [10, 13, 16])
def test_a_long_table_begins_where_there_is_room(before: int, tmp_path: Path) -> None:
    rows = tuple(Row((f"Enhet {number}", "A")) for number in range(40))
    table = Table("Enheter", (Column("Enhet", 3), Column("Gradering")), rows)
    first, *_ = pages(brief(Section("Innan", (*lines(before), table))), tmp_path)
    assert "Enhet 0" in first


def test_a_small_table_is_not_divided(tmp_path: Path) -> None:
    rows = tuple(Row((f"Enhet {number}", "A")) for number in range(5))
    table = Table("Enheter", (Column("Enhet", 3), Column("Gradering")), rows)
    for before in range(14, 28):
        told = pages(brief(Section("Innan", (*lines(before), table))), tmp_path)
        assert [text.count("Enhet ") for text in told if "Enhet " in text] == [6]  # with the header's


def test_a_warning_stands_on_every_page_of_every_format(tmp_path: Path) -> None:
    document = replace(sample_document("sv"), mark=WARNING)
    assert all(WARNING in text for text in pages(document, tmp_path))
    assert f'<p class="mark">{WARNING}</p>' in page(document)
    write_xlsx(document, tmp_path / "report.xlsx")
    assert all(WARNING in sheet.oddHeader.center.text for sheet in openpyxl.load_workbook(tmp_path / "report.xlsx"))


def test_the_contents_of_a_web_page_are_nested() -> None:
    html = page(brief(Section("Kapitel", lines(1)), Section("Del", lines(1), level=2), Section("Nästa", lines(1))))
    told = "".join(html.split("<nav")[1].split("</nav>")[0].split("\n"))
    inner = '<ul><li><a href="#section-2">Del</a></li></ul></li>'
    assert f'<li><a href="#section-1">Kapitel</a>{inner}<li><a href="#section-3">Nästa</a></li>' in told
