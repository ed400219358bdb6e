"""The workbook: numbers stay numbers, texts stay texts, and nothing is cut."""

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from spur.analysis.figure import Figure
from spur.report.document import (
    Bar,
    Block,
    Bullets,
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
from spur.report.shown import format_of, unrounded
from spur.report.xlsx import write_xlsx
from spur.report.xlsx.measure import wrap
from spur.wording import LANGUAGES, Lang, Wording
from tests.report.sample import sample_document

EVIL = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "{=1}",
    '=HYPERLINK("http://a.b")',
    "http://a.b",
    "mailto:a@b.c",
    "=cmd|'/c'!A1",
)


def written(document: Document, folder: Path) -> tuple[Path, Workbook]:
    path = folder / "report.xlsx"
    write_xlsx(document, path)
    return path, openpyxl.load_workbook(path)


def one_chapter(*blocks: Block) -> Document:
    return replace(sample_document("sv"), sections=(Section("Kapitel", blocks),))


def parts(path: Path, pattern: str) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return [archive.read(name).decode() for name in sorted(archive.namelist()) if re.search(pattern, name)]


def blocks_of(document: Document) -> Iterator[Block]:
    return (block for section in document.sections for block in section.blocks)


def figures_of(document: Document) -> Iterator[Figure]:
    for block in blocks_of(document):
        match block:
            case KeyFigures(items):
                yield from (figure for figure, _ in items)
            case Table():
                yield from (cell for row in block.rows for cell in row.cells if isinstance(cell, Figure))
            case Chart():
                yield from (bar.figure for panel in block.panels for bar in panel.bars)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_figure_stands_unrounded_under_its_number_format(lang: Lang, tmp_path: Path) -> None:
    document = sample_document(lang)
    _, book = written(document, tmp_path)

    def key(value: object, number_format: str) -> tuple[type, str, str]:
        number = isinstance(value, int | float)  # Excel itself keeps 15 digits
        return (float if number else str), f"{value:.15g}" if number else str(value), number_format

    cells = Counter(key(cell.value, cell.number_format) for sheet in book for row in sheet.rows for cell in row)
    wanted = Counter(
        key(unrounded(figure, Wording(lang)), format_of(figure.statistic).value) for figure in figures_of(document)
    )
    assert wanted.total() > 300
    assert wanted - cells == Counter()


def test_a_table_is_read_back_cell_by_cell(tmp_path: Path) -> None:
    third = Figure("2019", "region", "r", "area:A", "mean", Fraction(10, 3))
    table = Table(
        "Medel",
        (Column("Område"), Column("n", 1, True, "Region"), Column("Medel", 1, True, "Region")),
        (Row(("Verksamheten", replace(third, statistic="n", value=51), third)), Row(("Alla", "", third), "total")),
        ("En not.",),
    )
    _, book = written(one_chapter(table), tmp_path)
    sheet = book["Kapitel"]
    rows = [[value for value in row if value is not None] for row in sheet.iter_rows(values_only=True)]
    assert [row for row in rows if row] == [
        ["Kapitel"],
        ["Tabell 1. Medel"],
        ["Område", "Region"],
        ["n", "Medel"],
        ["Verksamheten", 51, pytest.approx(10 / 3, rel=1e-15)],
        ["Alla", pytest.approx(10 / 3, rel=1e-15)],
        ["En not."],
    ]
    (total,) = (row for row in sheet.rows if row[0].value == "Alla")
    assert total[0].font.bold
    assert total[2].font.bold


def test_what_is_withheld_leaves_only_its_word(tmp_path: Path) -> None:
    figure = Figure("2019", "group", "g", "area:A", "mean", Fraction(3))
    hidden = replace(figure, scope_id="h", value=None, withheld=True)
    bars = (Bar("Kirurgi", figure), Bar("Psykiatri", hidden))
    chart = Chart("Medel", "Kirurgi 3,0; Psykiatri visas ej.", "Poäng", 4, (Panel("", bars),))
    path, book = written(one_chapter(KeyFigures(((hidden, "medel"),)), chart), tmp_path)
    words = [cell for row in book["Kapitel"].rows for cell in row if cell.value == "visas ej"]
    assert len(words) == 2
    (drawn,) = parts(path, r"charts/chart\d")
    values = drawn.split("<c:val>")[1].split("</c:val>")[0]
    assert re.findall(r'idx="(\d)"><c:v>(.*?)<', values) == [("0", "3.0")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_chart_has_its_alt_text_axis_and_cached_numbers(lang: Lang, tmp_path: Path) -> None:
    document = sample_document(lang)
    path, _ = written(document, tmp_path)
    charts = [block for block in blocks_of(document) if isinstance(block, Chart)]
    alts = [alt for drawing in parts(path, r"drawings/drawing\d") for alt in re.findall(r'descr="(.*?)"', drawing)]
    assert alts == [chart.alt for chart in charts]
    for chart, drawn in zip(charts, parts(path, r"charts/chart\d"), strict=True):
        assert f'<c:max val="{chart.axis_max}"/>' in drawn
        assert drawn.count("<c:ser>") == len(chart.panels) + bool(chart.line)
        for bar in chart.panels[0].bars:
            assert f"<c:v>{bar.label}</c:v>" in drawn
        if chart.line:
            assert "– – –  " + chart.line.label in drawn
            assert '<a:prstDash val="dash"/>' in drawn


def test_panels_with_other_bars_than_the_first_leave_gaps(tmp_path: Path) -> None:
    a, b, c = (Figure("2019", "group", i, "area:A", "mean", Fraction(n)) for n, i in enumerate("abc", 1))
    panels = (Panel("P", (Bar("a", a), Bar("b", b))), Panel("Q", (Bar("c", c), Bar("b", b))))
    _, book = written(one_chapter(Chart("x", "y", "Poäng", 4, panels, Line(3, "B"))), tmp_path)
    rows = [row for row in book["Kapitel"].iter_rows(values_only=True) if row[0] in ("a", "b", "c")]
    assert [[value for value in row if value is not None] for row in rows] == [["a", 1, 3], ["b", 2, 2, 3], ["c", 3, 3]]


def test_tables_and_figures_are_numbered_over_the_whole_workbook(tmp_path: Path) -> None:
    _, book = written(sample_document("en"), tmp_path)
    texts = [cell.value for sheet in book for row in sheet.rows for cell in row if isinstance(cell.value, str)]
    for word, blocks in (("Table", Table), ("Figure", Chart)):
        captions = [block.caption for block in blocks_of(sample_document("en")) if isinstance(block, blocks)]
        assert [t for t in texts if re.match(rf"{word} \d+\. ", t)] == [
            f"{word} {n}. {caption}" for n, caption in enumerate(captions, 1)
        ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_document_gives_the_same_bytes(lang: Lang, tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_xlsx(sample_document(lang), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    (properties,) = parts(tmp_path / "a", r"core\.xml")
    assert set(re.findall(r"\d{4}-\d\d-\d\d", properties)) == {sample_document(lang).as_of}


def test_the_first_sheet_leads_to_every_chapter_and_table(tmp_path: Path) -> None:
    document = sample_document("sv")
    _, book = written(document, tmp_path)
    front = book.worksheets[0]
    assert book.active is front
    assert book.properties.title == document.title
    assert book.properties.creator == "spur"
    assert f"{book.properties.created:%Y-%m-%d}" == document.as_of
    texts = [cell.value for row in front.rows for cell in row if cell.value]
    assert texts[:2] == [document.title, document.subtitle]
    assert [fact for pair in document.facts for fact in pair] == texts[2 : 2 + 2 * len(document.facts)]
    links = [(row[0].value, row[0].hyperlink.location) for row in front.rows if row[0].hyperlink]
    chapters = {s.title: f"'{s.tab}'!A1" for s in document.sections if s.level == 1}
    assert chapters.items() <= dict(links).items()
    tables = [block.caption for block in blocks_of(document) if isinstance(block, Table)]
    told = [(text, location) for text, location in links if text not in chapters]
    assert [text for text, _ in told] == [f"{caption} · Tabell {n}" for n, caption in enumerate(tables, 1)]
    for text, location in told:
        caption, _, number = text.partition(" · ")
        sheet = book[location.removesuffix("!A1").strip("'")]
        assert f"{number}. {caption}" in [cell.value for row in sheet.rows for cell in row]


def test_sheet_names_are_such_as_excel_takes(tmp_path: Path) -> None:
    titles = ("Innehåll", "A/B: [C]*?\\", "x" * 40, "X" * 40, "'Citat'", "History", "")
    document = replace(sample_document("sv"), sections=tuple(Section(title, ()) for title in titles))
    _, book = written(document, tmp_path)
    assert book.sheetnames == [
        *("Innehåll", "Innehåll 2", "A-B- (C)---", "x" * 31, f"{'X' * 29} 2", "Citat", "History 2", "-")
    ]


@pytest.mark.parametrize("evil", EVIL)
def test_no_text_becomes_a_formula_or_a_link(evil: str, tmp_path: Path) -> None:
    figure = Figure("2019", "group", "g", "area:A", "mean", Fraction(3))
    chart = Chart(
        evil, evil, evil, 4, (Panel(evil, (Bar(evil, figure),)), Panel(evil, (Bar(evil, figure),))), Line(3, evil)
    )
    table = Table(evil, (Column(evil, over=evil), Column(evil, over=evil)), (Row((evil, evil)),), (evil,))
    blocks = (Paragraph(evil), Bullets((evil,)), KeyFigures(((figure, evil),)), table, chart)
    document = Document(evil, evil, "sv", ((evil, evil),), (Section(evil, blocks, tab=evil),), evil, "2020-01-31")
    path, book = written(document, tmp_path)
    cells = [cell for sheet in book for row in sheet.rows for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    exact = [cell for cell in cells if cell.value == evil]
    assert len(exact) >= 12
    if evil[0] in "=+-@":
        assert all(cell.quotePrefix for cell in exact)
    assert not any("<f>" in sheet for sheet in parts(path, r"worksheets/sheet\d"))
    assert not any("External" in relations for relations in parts(path, r"\.rels$"))
    for drawn in parts(path, r"charts/chart\d"):
        references = [f.text or "" for f in ElementTree.fromstring(drawn).iter() if f.tag.endswith("}f")]
        assert all(re.fullmatch(r"('.*'|\w+)!\$[A-Z]+\$\d+(:\$[A-Z]+\$\d+)?", r) for r in references)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_row_is_high_enough_for_its_texts(lang: Lang, tmp_path: Path) -> None:
    _, book = written(sample_document(lang), tmp_path)
    for sheet in book:
        spans = {(r.min_row, r.min_col): r for r in sheet.merged_cells.ranges}
        for cell in (cell for row in sheet.rows for cell in row if isinstance(cell.value, str)):
            span = spans.get((cell.row, cell.column))
            last_row, last_column = (span.max_row, span.max_col) if span else (cell.row, cell.column)
            width = sum(_width(sheet, column) for column in range(cell.column, last_column + 1))
            height = sum(sheet.row_dimensions[row].height or 12.75 for row in range(cell.row, last_row + 1))
            lines = wrap(cell.value, width, cell.font.size, bold=bool(cell.font.bold))
            assert height >= len(lines) * cell.font.size * 1.2, (sheet.title, cell.coordinate, cell.value)
            assert height < 410


def _width(sheet: object, column: int) -> float:
    """The points of a column; openpyxl keeps the width of a run of like columns with its first one."""
    for dimension in sheet.column_dimensions.values():  # type: ignore[attr-defined]
        if dimension.min <= column <= dimension.max:
            return (dimension.width * 7) * 0.75
    raise AssertionError(f"no width for column {column}")


def test_a_text_longer_than_a_row_can_be_goes_on_in_the_next(tmp_path: Path) -> None:
    text = " ".join(f"ord{n}" for n in range(1500))
    _, book = written(one_chapter(Paragraph(text)), tmp_path)
    pieces = [row[0] for row in book["Kapitel"].iter_rows(values_only=True) if row[0] and "ord" in row[0]]
    assert len(pieces) > 1
    assert " ".join(pieces) == text


def test_it_prints_on_a4_one_page_wide(tmp_path: Path) -> None:
    _, book = written(sample_document("sv"), tmp_path)
    for sheet in book:
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert not sheet.sheet_view.showGridLines
        assert "Region Fågelbo · SPUR-granskning 2031" in sheet.oddFooter.left.text
        assert sheet.oddFooter.right.text == "Sida &P av &N"
    assert {sheet.page_setup.orientation for sheet in book} == {"landscape"}  # as the widest sheet needs it
    assert book["Specialitetsgrupper"].print_title_rows


def test_every_table_has_its_sheet_and_a_long_one_keeps_its_header_in_sight(tmp_path: Path) -> None:
    rows = tuple(Row((f"Enhet {n}", "B")) for n in range(60))
    long = Table("Enheter", (Column("Enhet"), Column("Gradering")), rows)
    _, book = written(one_chapter(Paragraph("Kort."), long), tmp_path)
    header = next(row[0].row for row in book["Kapitel"].rows if row[0].value == "Enhet")
    assert book["Kapitel"].freeze_panes == f"A{header + 1}"
    assert book["Kapitel"].print_title_rows == f"${header}:${header}"
    _, book = written(one_chapter(long, replace(long, rows=rows[:3])), tmp_path)
    assert [sheet.freeze_panes for sheet in book] == [None, "A5", None]
    assert not book["Kapitel 2"].print_title_rows


def test_an_ampersand_in_the_footer_is_no_code(tmp_path: Path) -> None:
    path, _ = written(replace(sample_document("sv"), footer="A&B " + "x" * 400), tmp_path)
    footers = [re.search(r"<oddFooter>(.*?)</oddFooter>", sheet) for sheet in parts(path, r"worksheets/sheet\d")]
    assert all(footer and "A&amp;&amp;B" in footer[1] and "av &amp;N" in footer[1] for footer in footers)
