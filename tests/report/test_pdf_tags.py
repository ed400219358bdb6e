"""A screen reader gets all of a report from its PDF, in order: PDF/UA-1.

A checker alone does not see what is missing: a table that is drawn as decoration passes. So what the tree says is
compared with the Document, cell by cell."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import page
import pytest
from pypdf import PdfReader

from spur import app
from spur.analysis.figure import Figure
from spur.cli import run
from spur.intake.rendered.pdf import read_pdf
from spur.report.calibration import calibration_document
from spur.report.document import (
    Block,
    Bullets,
    Cell,
    Chart,
    Column,
    Document,
    Funnel,
    KeyFigures,
    Paragraph,
    Row,
    Section,
    Table,
)
from spur.report.group import group_document
from spur.report.indicators import indicator_document
from spur.report.lines import plain
from spur.report.material import Material
from spur.report.pdf import write_pdf
from spur.report.pdf.columns import parts
from spur.report.region import region_document
from spur.report.shown import shown
from spur.report.unit import unit_document
from spur.wording import Wording
from tests.cli.test_calibration import ANNA, BO, GRADES, own_workbooks
from tests.conftest import GOLDEN
from tests.report.sample import figure, sample_document
from tests.report.tag_tree import Element, tag_tree

ASKED = {"baseline": "national-2017-2019", "versus_round": "2014"}
CAPACITY = GOLDEN.parent / "training-capacity"
KINDS = ("every block", "region", "group", "unit", "indicators", "calibration")

Written = tuple[Document, Path, Element]
Demo = tuple[Path, list[app.ImportSummary], app.Report[Material]]


def _document(kind: str, demo: Demo, golden: str, folder: Path) -> Document:
    """A report of each kind, some of them in English."""
    db = f"sqlite:///{folder / 'spur.db'}"
    match kind:
        case "region":
            return region_document(demo[2].material)
        case "group":
            asked = {"lang": "en", "outputs": (), "out": folder, **ASKED}
            return group_document(app.report_group(golden, "vastmanland", "kirurgi", "2019", **asked).material)
        case "unit":
            return unit_document(app.report_unit(golden, "KI-06", "2019", out=folder, outputs=(), **ASKED).material)
        case "indicators":
            app.init(db)
            app.import_indicators(db, CAPACITY / "posts-2025.csv", "training-capacity@2025")
            report = app.report_indicators(db, "training-capacity@2025", outputs=(), lang="en", out=folder)
            return indicator_document(report.material)
        case "calibration":
            app.init(db)
            app.import_units(db, GOLDEN / "units.csv")
            units = {unit: {name: GRADES[unit][name] for name in (ANNA, BO)} for unit in ("AM-01", "AM-04")}
            assert run(["import", "inspection", str(own_workbooks(db, folder / "own", units)), "--db", db]) == 0
            return calibration_document(app.report_calibration(db, "2020", outputs=(), out=folder).material)
        case _:
            return sample_document("sv")


@pytest.fixture(scope="module", params=KINDS)
def written(
    request: pytest.FixtureRequest, demo: Demo, golden: str, tmp_path_factory: pytest.TempPathFactory
) -> Written:
    folder = tmp_path_factory.mktemp("tags")
    document = _document(request.param, demo, golden, folder)
    return document, *_drawn(document, folder)


def _drawn(document: Document, folder: Path) -> tuple[Path, Element]:
    write_pdf(document, folder / "report.pdf")
    return folder / "report.pdf", tag_tree(folder / "report.pdf")


def _blocks(document: Document) -> Iterator[Block]:
    return (block for section in document.sections for block in section.blocks)


def _said(cell: Cell, wording: Wording) -> str:
    """A text as it is read: with single spaces."""
    return " ".join(plain(shown(cell, wording) if isinstance(cell, Figure) else cell).split())


def _failures(path: Path) -> list[str]:
    return [str(each.message) for each in page.validate_pdf(path, profile=page.ValidationProfile.PDF_UA_1).failures]


def test_a_checker_finds_nothing(written: Written) -> None:
    assert _failures(written[1]) == []


def test_the_file_tells_its_language_and_shows_its_title(written: Written) -> None:
    document, path, _ = written
    reader = PdfReader(path)
    root = reader.trailer["/Root"]

    assert root["/Lang"] == {"sv": "sv-SE", "en": "en-GB"}[document.lang]  # type: ignore[index]
    assert root["/MarkInfo"]["/Marked"].value is True  # type: ignore[index]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True  # type: ignore[index]
    assert reader.xmp_metadata is not None
    assert reader.xmp_metadata.dc_title == {"x-default": document.title}
    assert {each["/Tabs"] for each in reader.pages} == {"/S"}


def test_the_tree_reads_as_the_document(written: Written) -> None:
    document, _, tree = written
    assert list(_read(tree)) == list(_meant(document))


def _read(tree: Element) -> Iterator[tuple[str, str]]:
    """What is read, in order. Of a table only its caption: its cells are looked at by themselves."""
    for element in tree.kids:
        match element.kind:
            case "L":
                yield from (("LBody", body.text) for body in element.all("LBody"))
            case "TOC":
                yield from (("TOCI", re.sub(r" \d+$", "", entry.text)) for entry in element.kids)
            case "Table":
                yield "Table", _unnumbered(element)
            case "Div":
                caption, drawing = element.kids
                assert (caption.kind, drawing.kind) == ("Caption", "Figure")
                yield "Figure", re.sub(r"^\w+ \d+\. ", "", caption.text)
            case kind:
                assert not element.kids
                yield kind, element.text


def _unnumbered(table: Element) -> str:
    """The caption without "Tabell 8a (1/2)."."""
    assert table.kids[0].kind == "Caption"
    return re.sub(r"^\w+ \d+\w*( \(\d+/\d+\))?\. ", "", table.kids[0].text)


def _meant(document: Document) -> Iterator[tuple[str, str]]:
    def said(cell: Cell) -> str:
        return _said(cell, wording)

    wording = Wording(document.lang)
    yield from (("H1", said(document.title)), ("P", said(document.subtitle)))
    yield from (("LBody", f"{said(name)}{said(fact)}") for name, fact in document.facts)
    if not document.brief:
        yield "H2", wording("pdf.contents")
        yield from (("TOCI", said(section.title)) for section in document.sections)
    for section in document.sections:
        yield f"H{section.level + 1}", said(section.title)
        for block in section.blocks:
            match block:
                case Paragraph():
                    yield f"H{section.level + 2}" if block.kind == "label" else "P", said(block.text)
                case Bullets():
                    yield from (("LBody", said(item)) for item in block.items)
                case KeyFigures():
                    yield from (("LBody", f"{said(number)}{said(label)}") for number, label in block.items)
                case Table():
                    yield from [("Table", said(block.caption))] * _parts_of(block, wording)
                    yield from (("P", said(note)) for note in block.notes)
                case _:
                    yield "Figure", said(block.caption)


def _parts_of(table: Table, wording: Wording) -> int:
    """How many tables it takes where its columns have no room beside each other."""
    return len(parts(table, wording))


def test_each_cell_that_is_meant_is_one_cell_of_its_table(written: Written) -> None:
    document, _, tree = written
    wording = Wording(document.lang)
    found = iter(tree.all("Table"))
    for table in (block for block in _blocks(document) if isinstance(block, Table)):
        drawn = [next(found) for _ in range(_parts_of(table, wording))]
        rows = [[cell.text for cell in _joined(cells)] for cells in zip(*map(_rows, drawn), strict=True)]
        assert rows == [[_said(cell, wording) for cell in row.cells] for row in table.rows]
        first, *later = map(_headers, drawn)
        about = sum(cell.kind == "TH" for cell in _rows(drawn[0])[0]) if rows else 0
        meant = [(_said(column.header, wording), _said(column.over, wording)) for column in table.columns]
        assert [*first, *(header for part in later for header in part[about:])] == meant
    assert next(found, None) is None


def _rows(table: Element) -> list[list[Element]]:
    return [row.kids for body in table.all("TBody") for row in body.kids]


def _joined(parts: tuple[list[Element], ...]) -> list[Element]:
    """The row of all parts together: what it is about begins each of them."""
    first, *others = parts
    return [*first, *(cell for cells in others for cell in cells if cell.kind == "TD")]


def _headers(table: Element) -> list[tuple[str, str]]:
    """Each column's header and the one above it, by what spans what, as a screen reader finds them."""
    (head,) = table.all("THead")
    own: list[tuple[str, str] | None] = []
    beneath = []
    for cell in head.kids[0].kids:
        spans = cell.attributes.get("/ColSpan", 1)
        if len(head.kids) > 1 and cell.attributes.get("/RowSpan", 1) == 1:
            beneath += [(len(own) + i, cell.text) for i in range(spans)]
            own += [None] * spans
        else:
            own.append((cell.text, ""))
    for (at, over), cell in zip(beneath, head.kids[1].kids if len(head.kids) > 1 else [], strict=True):
        own[at] = (cell.text, over)
    return [each for each in own if each]


def test_header_cells_say_what_they_are_headers_of(written: Written) -> None:
    for table in written[2].all("Table"):
        assert [kid.kind for kid in table.kids] == ["Caption", "THead", "TBody"]
        assert {cell.attributes.get("/Scope") for cell in table.kids[1].all("TH")} == {"/Column"}
        for row in _rows(table):
            kinds = [(cell.kind, cell.attributes.get("/Scope")) for cell in row]
            assert kinds[0] == ("TH", "/Row")
            assert set(kinds) <= {("TH", "/Row"), ("TD", None)}


def test_a_figures_text_tells_its_numbers(written: Written) -> None:
    document, _, tree = written
    if document == sample_document("sv"):
        pytest.skip("what its figures tell is invented too")
    wording = Wording(document.lang)
    drawn = [block for block in _blocks(document) if hasattr(block, "alt")]
    alts = [element.alt for element in tree.all("Figure")]
    assert alts == [getattr(block, "alt") for block in drawn]  # noqa: B009
    for block, alt in zip(drawn, alts, strict=True):
        numbers = {shown(each, wording) for each in _figures(block)}
        assert numbers
        assert [number for number in numbers if number not in alt] == []


def _figures(part: object) -> Iterator[Figure]:
    """All figures in a chart; of a funnel's limits only those that are told, by where they stand."""
    if isinstance(part, Figure):
        yield part
    elif isinstance(part, Funnel):
        yield from (each for place in part.places for each in (place.n, place.share))
    elif isinstance(part, tuple):
        yield from (each for one in part for each in _figures(one))
    elif is_dataclass(part):
        yield from (each for own in fields(part) for each in _figures(getattr(part, own.name)))


def test_links_say_where_they_lead(written: Written) -> None:
    document, _, tree = written
    links = [(link, element) for element in tree.all("Link") for link in element.links]
    assert len(links) == (0 if document.brief else len(document.sections))
    assert all(element.text.startswith(_said(str(link["/Contents"]), Wording("sv"))) for link, element in links)


def test_headings_skip_no_level(tmp_path: Path) -> None:
    sections = (Section("Inledning", (), level=2), Section("Allt", ()), Section("Del", (), level=2))
    _, tree = _drawn(replace(sample_document("sv"), sections=sections), tmp_path)

    levels = [int(element.kind[1]) for element in tree.all("H1", "H2", "H3")]

    assert levels == [1, 2, 2, 2, 3]


def test_a_table_over_pages_is_one_table_and_its_repeated_head_is_not_read(tmp_path: Path) -> None:
    rows = tuple(Row((f"Vårdcentralen Järnsparven {i}", figure("units", "n", i))) for i in range(100))
    tall = Row(("En lång rad", " ".join(f"ord{i}" for i in range(3000))))
    table = Table("Enheter", (Column("Enhet"), Column("Antal", numeric=True, over="Alla")), (*rows, tall))

    path, tree = _drawn(replace(sample_document("sv"), sections=(Section("Allt", (table,)),)), tmp_path)

    assert len(PdfReader(path).pages) > 5
    (own,) = tree.all("Table")
    meant = [[_said(cell, Wording("sv")) for cell in row.cells] for row in table.rows]
    assert [[cell.text for cell in row] for row in _rows(own)] == meant
    assert [cell.text for cell in own.kids[1].all("TH")] == ["Enhet", "Alla", "Antal"]
    assert [element.text for element in tree.all("Caption")] == ["Tabell 1. Enheter"]
    assert _failures(path) == []


def test_a_divided_word_is_read_whole_and_lines_are_read_as_words(tmp_path: Path) -> None:
    long = "Specialiseringstjänstgöringsorganisationsutvecklingsarbetet"
    columns = (Column("Vad"), *(Column(f"Område {i}", over="Alla") for i in range(9)))
    table = Table("T", columns, (Row((long, *("kort text som bryts",) * 9)),))
    text = "Handledningen är överenskommen i förväg och genomförs med regelbundenhet. " * 9

    _, tree = _drawn(replace(sample_document("sv"), sections=(Section("Allt", (Paragraph(text), table)),)), tmp_path)

    assert [element.text for element in tree.kids if element.kind == "P"][-1] == text.strip()
    assert {cell.text for cell in tree.all("TD")} == {"kort text som bryts"}
    assert [cell.text for cell in tree.all("TH")][-1] == long


def test_a_table_without_rows_is_a_table(tmp_path: Path) -> None:
    table = Table("Ingen än", (Column("Enhet"), Column("Antal", numeric=True)), ())

    path, tree = _drawn(replace(sample_document("sv"), sections=(Section("Allt", (table,)),)), tmp_path)

    (own,) = tree.all("Table")
    assert [kid.kind for kid in own.kids] == ["Caption", "THead", "TBody"]
    assert _failures(path) == []


def test_a_text_over_pages_is_one_element(tmp_path: Path) -> None:
    texts = tuple(" ".join(f"{letter}{i}" for i in range(1500)) for letter in "abc")
    document = replace(sample_document("sv"), sections=(Section("Allt", (Bullets(texts), Paragraph(texts[0]))),))

    path, tree = _drawn(document, tmp_path)

    assert len(PdfReader(path).pages) > 4
    assert [element.text for element in tree.all("LBody")][-3:] == list(texts)
    assert [element.text for element in tree.all("Lbl")] == ["•"] * 3
    assert tree.kids[-1].text == texts[0]
    assert _failures(path) == []


def test_a_figure_over_pages_is_one_figure(tmp_path: Path) -> None:
    charts = [block for block in _blocks(sample_document("sv")) if isinstance(block, Chart)]
    bar = charts[0].panels[0].bars[0]
    panels = tuple(replace(charts[0].panels[0], bars=(bar,) * 30) for _ in range(6))
    chart = replace(charts[0], panels=panels)

    path, tree = _drawn(replace(sample_document("sv"), sections=(Section("Allt", (chart,)),)), tmp_path)

    (own,) = tree.all("Figure")
    assert len(own.pieces) > 1
    assert _failures(path) == []
    # and whoever looks for what a report gives away reads what it tells
    assert own.alt in {text.text for text in read_pdf(path).texts if text.hidden}
