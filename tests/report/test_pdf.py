"""The PDF says all that the Document says, on pages that can be printed, archived and compared."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from spur.analysis.figure import Figure
from spur.report.document import (
    Bar,
    Block,
    Bullets,
    Cell,
    Chart,
    Column,
    Document,
    KeyFigures,
    Panel,
    Paragraph,
    Row,
    Section,
    Table,
)
from spur.report.pdf import write_pdf
from spur.report.shown import shown
from spur.wording import LANGUAGES, Lang, Wording
from tests.report.sample import figure, sample_document


def _read(document: Document, folder: Path) -> PdfReader:
    path = folder / "report.pdf"
    write_pdf(document, path)
    return PdfReader(path)


@pytest.fixture(scope="module", params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> Lang:
    return request.param


@pytest.fixture(scope="module")
def document(lang: Lang) -> Document:
    return sample_document(lang)


@pytest.fixture(scope="module")
def pdf(document: Document, tmp_path_factory: pytest.TempPathFactory) -> PdfReader:
    return _read(document, tmp_path_factory.mktemp("pdf"))


def _squeezed(text: str) -> str:
    """A text without what a line break may add or take away: spaces, and hyphens at a line's end."""
    return re.sub(r"\s+|-", "", text)


def _body(pdf: PdfReader, document: Document) -> str:
    """All pages after each other, without what stands at the edges of each."""
    edges = {document.footer, *(section.title for section in document.sections if section.level == 1)}
    lines: list[str] = []
    for page in pdf.pages:
        lines += page.extract_text().strip().split("\n")
        while lines and (lines[-1] in edges or re.fullmatch(r"(Sida|Page) \d+ (av|of) \d+", lines[-1])):
            lines.pop()
    return _squeezed("\n".join(lines))


def _texts(block: Block, wording: Wording) -> Iterator[str]:
    """What a block says, in pieces that must stand unbroken: a row, a bar with its number, a paragraph."""

    def said(cell: Cell) -> str:
        return shown(cell, wording) if isinstance(cell, Figure) else cell

    match block:
        case Paragraph():
            yield block.text
        case Bullets():
            for index, item in enumerate(block.items):
                yield (block.numbers[index] if block.numbers else "•") + item
        case KeyFigures():
            yield from (said(value) + label for value, label in block.items)
        case Table():
            yield block.caption
            yield from (column.header for column in block.columns)
            yield from (column.over for column in block.columns)
            yield from ("".join(said(cell) for cell in row.cells) for row in block.rows)
            yield from block.notes
        case Chart():
            yield from (block.caption, block.axis_label, block.line.label if block.line else "")
            for panel in block.panels:
                yield panel.title
                yield from (bar.label + said(bar.figure) for bar in panel.bars)


def test_every_text_and_number_of_the_document_stands_in_the_pdf(pdf: PdfReader, document: Document) -> None:
    body = _body(pdf, document)
    wording = Wording(document.lang)
    texts = [document.title, document.subtitle, *(text for fact in document.facts for text in fact)]
    for section in document.sections:
        texts.append(section.title)
        texts += [text for block in section.blocks for text in _texts(block, wording)]

    assert [text for text in texts if _squeezed(text) not in body] == []


def test_letters_and_signs_are_the_ones_that_were_written(tmp_path: Path) -> None:
    text = "Ängspiplärkan åt fyra örter på Åland & <b>Öland</b>: −4,9 … ▲ ▼ → ≥ ≤ ”nöjd” 3‑årig"
    document = replace(sample_document("sv"), sections=(Section("Å & <Ä> Ö", (Paragraph(text),)),))

    page = _read(document, tmp_path).pages[2].extract_text()

    assert "Å & <Ä> Ö" in page
    assert text.replace("\N{NON-BREAKING HYPHEN}", "-") in page


def test_a_number_is_never_parted_from_its_unit(tmp_path: Path) -> None:
    text = " ".join(["Andelen är 82 % av 3 576 svar."] * 200)
    document = replace(sample_document("sv"), sections=(Section("Andelar", (Paragraph(text),)),))

    lines = _read(document, tmp_path).pages[2].extract_text().splitlines()

    assert len(lines) > 20
    assert [line for line in lines if line.startswith(("%", "576 "))] == []


def test_only_embedded_fonts_are_used(pdf: PdfReader) -> None:
    fonts = [
        font.get_object()
        for page in pdf.pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    ]

    assert fonts
    assert [font["/BaseFont"] for font in fonts if "/FontFile2" not in font.get("/FontDescriptor", {})] == []


def test_the_same_document_gives_the_same_bytes(document: Document, tmp_path: Path) -> None:
    first, second = tmp_path / "first.pdf", tmp_path / "second.pdf"
    write_pdf(document, first)
    write_pdf(document, second)

    assert first.read_bytes() == second.read_bytes()


def test_the_file_tells_what_it_is(pdf: PdfReader, document: Document, lang: Lang) -> None:
    assert pdf.metadata is not None
    assert pdf.metadata.title == document.title
    assert pdf.metadata.author == "spur"
    assert pdf.metadata["/CreationDate"] == "D:20311114"
    assert pdf.trailer["/Root"]["/Lang"][:2] == lang  # type: ignore[index]


def test_every_page_but_the_cover_has_its_number(pdf: PdfReader, lang: Lang) -> None:
    total = len(pdf.pages)
    numbers = [page.extract_text().strip().split("\n")[-1] for page in pdf.pages]
    sentence = "Sida {} av {}" if lang == "sv" else "Page {} of {}"

    assert numbers[1:] == [sentence.format(page, total) for page in range(2, total + 1)]
    assert total > 5


def test_the_contents_and_the_outline_lead_to_the_headings(pdf: PdfReader, document: Document, lang: Lang) -> None:
    titles = [section.title for section in document.sections]
    on_page = {
        bookmark.title: pdf.get_destination_page_number(bookmark) + 1  # type: ignore[operator]
        for bookmark in _flat(pdf.outline)
    }
    heading, *lines = pdf.pages[1].extract_text().split("\n")
    listed = dict(zip(lines[1::2], lines[::2], strict=False))

    assert heading == ("Innehåll" if lang == "sv" else "Contents")
    assert list(on_page) == titles
    for title in titles:
        assert title in pdf.pages[on_page[title] - 1].extract_text()
        assert int(listed[title]) == on_page[title]
    links = [note.get_object() for note in pdf.pages[1]["/Annots"]]  # type: ignore[attr-defined]
    assert len({str(link["/Dest"]) for link in links}) == len(titles)


def _flat(outline: list) -> Iterator:
    for item in outline:
        yield from _flat(item) if isinstance(item, list) else (item,)


def test_a_withheld_number_leaves_no_trace(tmp_path: Path) -> None:
    def written(value: int | None) -> bytes:
        hidden = figure("area:A", "points", value, withheld=True)
        bars = (Bar("Tornseglaren", figure("area:A", "points", 2)), Bar("Kungsfiskaren", hidden))
        table = Table("T", (Column("Enhet"), Column("Poäng", numeric=True)), (Row(("Kungsfiskaren", hidden)),))
        blocks = (Chart("C", "", "Poäng", 4, (Panel("", bars),)), table, KeyFigures(((hidden, "poäng"),)))
        write_pdf(replace(sample_document("sv"), sections=(Section("Allt", blocks),)), tmp_path / "report.pdf")
        return (tmp_path / "report.pdf").read_bytes()

    assert written(4) == written(None)


def test_a_long_table_repeats_its_caption_and_header_on_every_page(tmp_path: Path) -> None:
    rows = tuple(Row((f"Vårdcentralen Järnsparven {i}", figure("units", "n", i))) for i in range(100))
    table = Table("Enheter", (Column("Enhet"), Column("Antal", numeric=True)), rows)
    document = replace(sample_document("sv"), sections=(Section("Enheter i regionen", (table,)),))

    pages = [page.extract_text() for page in _read(document, tmp_path).pages[2:]]

    assert len(pages) > 1
    assert all("Tabell 1. Enheter" in page and "Antal" in page for page in pages)


@pytest.mark.parametrize(
    "block",
    [
        Table("T", (Column("Specialiseringstjänstgöringsorganisationen", over="Basspecialiteterna"),) * 30, ()),
        Table("T", (Column("a"), Column("b")), (Row(("x", "ord " * 6000)), Row(("y", "z")))),
        Chart("C", "", "Poäng", 4, (Panel("", tuple(Bar(f"Enhet {i}", figure("units", "n", i)) for i in range(90))),)),
        Chart("C", "", "Poäng", 4, ()),
        KeyFigures(()),
        Bullets(()),
        Paragraph("kvalitetsförbättringsarbete" * 200, "note"),
        Paragraph("Det som inte introducerar något:"),
    ],
    ids=["wide table", "cell of many pages", "many bars", "no panels", "no figures", "no items", "long word", "colon"],
)
def test_no_content_is_too_much_or_too_little_to_be_drawn(block: Block, tmp_path: Path) -> None:
    sections = (Section("Inledning", (), level=2), Section("Allt", (block, block)), Section("Slut", ()))

    pdf = _read(replace(sample_document("sv"), sections=sections), tmp_path)

    assert "Slut" in pdf.pages[-1].extract_text()


def test_a_report_without_sections_is_a_cover(tmp_path: Path) -> None:
    assert len(_read(replace(sample_document("sv"), sections=()), tmp_path).pages) == 1
