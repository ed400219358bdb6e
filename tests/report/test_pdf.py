"""The PDF says all that the Document says, on pages that can be printed, archived and compared."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from pypdf import PageObject, PdfReader
from reportlab.pdfbase.ttfonts import TTFont

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
    Line,
    Panel,
    Paragraph,
    Row,
    Section,
    Table,
)
from spur.report.lines import REGULAR, broken, register_fonts, width
from spur.report.pdf import write_pdf
from spur.report.shown import shown
from spur.wording import LANGUAGES, Lang, Wording
from tests.report.sample import figure, sample_document

ROOT = Path(__file__).parents[2]


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
    listed = dict(zip(lines[::2], lines[1::2], strict=False))

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


def _groups_table(groups: int) -> Table:
    """A question's share and number of answers in each group."""
    columns = [Column("Påstående", 5.6)]
    cells: list[Cell] = ["Jag har tillgång till en studierektor, även när jag tjänstgör på annan ort."]
    for group in range(groups):
        over = f"Grupp{group}"
        columns += [Column("Andel", 1.05, True, over), Column("n", 0.75, True, over)]
        cells += [
            figure("item:q1", "share_positive", Fraction(50 + group, 100)),
            figure("item:q1", "n", 1000 + group),
        ]
    return Table("Svar per grupp", tuple(columns), (Row(tuple(cells)),) * 3, ("Om talen.",))


def _pages(block: Block, folder: Path) -> list[str]:
    """What the pages after the contents say, when there is nothing but this block."""
    pdf = _read(replace(sample_document("sv"), sections=(Section("Allt", (block,)),)), folder)
    return [page.extract_text() for page in pdf.pages[2:]]


@pytest.mark.parametrize(("groups", "tables"), [(6, 1), (14, 2), (20, 3), (25, 4)])
def test_a_table_too_wide_for_the_page_goes_on_in_others(groups: int, tables: int, tmp_path: Path) -> None:
    text = "\n".join(_pages(_groups_table(groups), tmp_path))
    squeezed = _squeezed(text)
    captions = re.findall(r"Tabell (.*)\. Svar per grupp", text)

    assert captions == (["1"] if tables == 1 else [f"1{'abcd'[i]} ({i + 1}/{tables})" for i in range(tables)])
    assert squeezed.count("Jaghartillgångtillenstudierektor") == 3 * tables
    assert text.count("Om talen.") == 1
    for group in range(groups):
        # A pair has one header above it, and no number is broken
        assert len(re.findall(rf"Grupp{group}(?!\d)", squeezed)) == 1
        assert len(re.findall(rf"\b{50 + group}\s%\s+{1000 + group}\b", text)) == 3


def test_a_row_taller_than_a_page_goes_on_over_pages(tmp_path: Path) -> None:
    words = " ".join(f"ord{number}" for number in range(3000))
    rows = (Row(("kort", "kort")), Row(("lång", words)), Row(("slut", "kort")))

    pages = _pages(Table("T", (Column("Vad"), Column("Text")), rows, ("Om texten.",)), tmp_path)

    assert len(pages) > 2
    assert all("Tabell 1. T" in page for page in pages)
    assert re.findall(r"ord\d+", " ".join(pages)) == words.split()
    assert "Om texten." in pages[-1]


def test_a_table_after_it_is_numbered_on(tmp_path: Path) -> None:
    tables = (_groups_table(20), Table("Nästa", (Column("a"),), (Row(("b",)),)))
    pdf = _read(replace(sample_document("sv"), sections=(Section("Allt", tables),)), tmp_path)

    assert "Tabell 2. Nästa" in pdf.pages[-1].extract_text()


@pytest.mark.parametrize(("panels", "bars"), [(4, 25), (1, 60), (3, 100)])
def test_a_chart_of_many_bars_goes_on_over_pages(panels: int, bars: int, tmp_path: Path) -> None:
    line = Line(3, "B: föreskrifter följs")
    block = Chart(
        "Många",
        "",
        "Poäng",
        4,
        tuple(
            Panel(f"Område {p}", tuple(Bar(f"Enhet {p}:{i}.", figure("area", "mean", 3)) for i in range(bars)))
            for p in range(panels)
        ),
        line,
    )

    pages = _pages(block, tmp_path)

    assert len(pages) > 1
    assert sorted(re.findall(r"Enhet (\d+:\d+)\.", " ".join(pages))) == sorted(
        f"{p}:{i}" for p in range(panels) for i in range(bars)
    )


def test_no_bullet_is_alone_at_the_top_of_a_page(tmp_path: Path) -> None:
    for before in range(30, 50):
        blocks = (*(Paragraph(f"Rad {i}") for i in range(before)), Bullets(("ett", "två", "tre")))
        pdf = _read(replace(sample_document("sv"), sections=(Section("Allt", blocks),)), tmp_path)
        bullets = [page.extract_text().count("•") for page in pdf.pages]

        assert sum(bullets) == 3
        assert bullets[-1] in (2, 3)


def test_a_word_that_has_no_room_is_divided_where_it_is_spoken() -> None:
    register_fonts()
    room = width("Verksamhets-", REGULAR, 9)
    assert broken("Verksamhetschefer", REGULAR, 9, room) == ("Verksamhets-", "chefer")
    assert broken("Utbildningsklimat", REGULAR, 9, room)[0].endswith("-")


def test_names_and_letters_stay_on_the_line_of_their_words(tmp_path: Path) -> None:
    columns = (
        Column("Grupp", 3),
        *(Column("M", 1, True, f"{x} Tjänstgöringens uppläggning och innehåll") for x in "ABCD"),
    )
    table = Table("T", columns, (Row(("g", *("4,0",) * 4)),))
    title = "Kvalitet i läkares specialiseringstjänstgöring: Region Västmanland"
    document = replace(sample_document("sv"), title=title, sections=(Section("Allt", (table,)),))

    cover, _, page = (
        page.extract_text().replace("\N{NO-BREAK SPACE}", " ") for page in _read(document, tmp_path).pages
    )

    assert "Region Västmanland" in cover
    assert [f"{x} Tjänstgöringens" in page for x in "ABCD"] == [True] * 4


def _xs(page: PageObject, wanted: str) -> list[float]:
    found: list[float] = []

    def visit(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        if wanted in text:
            found.append(cm[0] * tm[4] + cm[4])

    page.extract_text(visitor_text=visit)
    return found


def test_a_value_stands_at_its_bar_whether_or_not_a_line_is_there(tmp_path: Path) -> None:
    bars = (Bar("Enhet", figure("area", "mean", Fraction(28, 10))),)

    def x_of_the_value(line: Line | None) -> float:
        chart = Chart("C", "", "Poäng", 4, (Panel("", bars),), line)
        pdf = _read(replace(sample_document("sv"), sections=(Section("Allt", (chart,)),)), tmp_path)
        (x,) = _xs(pdf.pages[2], "2,8")
        return x

    assert x_of_the_value(Line(3, "B")) == x_of_the_value(None) > 0


_LONG = "ord " * 1000


@pytest.mark.parametrize(
    "block",
    [
        Table("T", (Column("Specialiseringstjänstgöringsorganisationen", over="Basspecialiteterna"),) * 30, ()),
        Table("T", (Column("a"), Column("b")), (Row(("x", "ord " * 6000)), Row(("y", "z")))),
        Chart("C", "", "Poäng", 4, (Panel("", tuple(Bar(f"Enhet {i}", figure("units", "n", i)) for i in range(90))),)),
        Table(_LONG, (Column(_LONG, over=_LONG), Column(_LONG)), (Row((_LONG, _LONG)), Row(("", ""))), (_LONG, _LONG)),
        Table("T", tuple(Column(f"k{i}", 1, True) for i in range(300)), (Row(("1000 kr",) * 300),)),
        Table("T", (Column("", 0.4), Column("x" * 500), Column("9" * 500, 1, True)), (Row(("9" * 500,) * 3),)),
        Chart(_LONG, "", _LONG, 4, (Panel(_LONG, (Bar(_LONG, figure("units", "n", 1)),) * 20),), Line(3, _LONG)),
        KeyFigures(((figure("units", "n", 1), _LONG),) * 3),
        Bullets((_LONG, _LONG, _LONG)),
        Chart("C", "", "Poäng", 4, ()),
        KeyFigures(()),
        Bullets(()),
        Paragraph("kvalitetsförbättringsarbete" * 200, "note"),
        Paragraph("Det som inte introducerar något:"),
    ],
    ids=[
        "wide table",
        "cell of many pages",
        "many bars",
        "long texts in table",
        "many columns",
        "long words in table",
        "long texts in chart",
        "long labels",
        "long items",
        "no panels",
        "no figures",
        "no items",
        "long word",
        "colon",
    ],
)
def test_no_content_is_too_much_or_too_little_to_be_drawn(block: Block, tmp_path: Path) -> None:
    sections = (Section("Inledning", (), level=2), Section("Allt", (block, block)), Section("Slut", ()))

    pdf = _read(replace(sample_document("sv"), sections=sections), tmp_path)

    assert "Slut" in pdf.pages[-1].extract_text()


def test_a_report_without_sections_is_a_cover(tmp_path: Path) -> None:
    assert len(_read(replace(sample_document("sv"), sections=()), tmp_path).pages) == 1


def test_the_font_has_every_sign_that_a_report_can_hold() -> None:
    font = TTFont("probe", str(ROOT / "spur" / "report" / "fonts" / "SourceSansPro-Regular.ttf"))
    words = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "spur" / "wording").rglob("report.toml"))
    written = (path for path in (ROOT / "spur" / "report").rglob("*.py") if path.name != "opendata.py")
    code = "".join(path.read_text(encoding="utf-8") for path in written)
    signs = {sign for sign in words if sign.isprintable()} | set(re.findall(r'"([^\x00-\x7f])"', code))
    assert {sign for sign in signs if ord(sign) not in font.face.charToGlyph} == set()
