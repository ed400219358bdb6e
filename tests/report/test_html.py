"""The web page says all that the Document says, in its order, to whoever reads it: with a screen reader, by
keyboard, on a telephone, in the dark, on paper. What only a browser can tell is in test_browser.py."""

import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from spur.analysis.figure import Figure
from spur.app import ImportSummary, Report
from spur.look import contrast
from spur.report.document import (
    Block,
    Bullets,
    Chart,
    Column,
    Document,
    Funnel,
    KeyFigures,
    Paragraph,
    Row,
    Section,
    Table,
    Theme,
)
from spur.report.html import page, write_html
from spur.report.html.look import colours
from spur.report.html.numbers import numbers
from spur.report.material import Material
from spur.report.region import region_document
from spur.report.shown import shown
from spur.wording import LANGUAGES, Wording
from tests.report.pages import Element, read
from tests.report.sample import sample_document

EVIL = """<script>alert(1)</script>"'&amp;{{ 7 * 7 }}{% raw %}]]>--></style></title></svg>\N{BELL}"""


@pytest.fixture(scope="module", params=[*LANGUAGES, "golden"])
def document(request: pytest.FixtureRequest) -> Document:
    """The invented report in both languages, and the demonstration's."""
    if request.param != "golden":
        return sample_document(request.param)
    demo: tuple[Path, list[ImportSummary], Report[Material]] = request.getfixturevalue("demo")
    return region_document(demo[2].material)


@pytest.fixture(scope="module")
def root(document: Document) -> Element:
    return read(page(document))


def bare(text: str) -> str:
    return re.sub(r"[\s\u00a0]", "", text).replace("\u2011", "-").replace("\u2010", "-")


def cell(content: str | Figure, wording: Wording) -> str:
    return shown(content, wording) if isinstance(content, Figure) else content


def in_order(block: Block, wording: Wording, numbers: dict[str, int]) -> Iterator[str]:
    """What a block says, in reading order."""
    match block:
        case Paragraph():
            yield block.text
        case Bullets():
            for index, item in enumerate(block.items):
                yield from (*block.numbers[index : index + 1], item)
        case KeyFigures():
            yield from (text for figure, label in block.items for text in (shown(figure, wording), label))
        case Table():
            numbers["table"] += 1
            yield from (wording("pdf.table", number=numbers["table"]), block.caption)
            last = ""
            for column in block.columns:
                if any(each.over for each in block.columns) and (not column.over or column.over != last):
                    yield column.over or column.header
                last = column.over
            yield from (c.header for c in block.columns if c.over or not any(each.over for each in block.columns))
            yield from (cell(content, wording) for row in block.rows for content in row.cells)
            yield from block.notes
        case _:
            numbers["figure"] += 1
            yield from (wording("pdf.figure", number=numbers["figure"]), block.caption)


def blocks(document: Document, *kinds: type) -> list[Block]:
    return [block for section in document.sections for block in section.blocks if not kinds or isinstance(block, kinds)]


def test_the_text_in_reading_order_is_the_documents(document: Document, root: Element) -> None:
    wording, numbers = Wording(document.lang), {"table": 0, "figure": 0}
    meant = [
        text
        for section in document.sections
        for text in (section.title, *(t for block in section.blocks for t in in_order(block, wording, numbers)))
    ]
    assert bare(root.one("main").text("svg", "details")) == bare("".join(meant))

    facts = "".join(f"{name}{text}" for name, text in document.facts)
    assert bare(root.one("header").text()) == bare(f"{document.title}{document.subtitle}{facts}")
    assert bare(root.one("nav").text()) == bare(wording("html.contents") + "".join(s.title for s in document.sections))


def spread(table: Element) -> list[list[tuple[Element, bool]]]:
    """The cells as they stand: one that reaches over several stands in each, and is the first of these only once."""
    rows: list[dict[int, tuple[Element, bool]]] = [{} for _ in table.all("tr")]
    for index, row in enumerate(table.all("tr")):
        at = 0
        for each in row.all("th", "td"):
            while at in rows[index]:
                at += 1
            across, down = (int(each.attributes.get(name, "1")) for name in ("colspan", "rowspan"))
            for dy in range(down):
                for dx in range(across):
                    assert at + dx not in rows[index + dy]
                    rows[index + dy][at + dx] = (each, not dx and not dy)
            at += across
    return [[row[column] for column in sorted(row)] for row in rows]


def assert_is(table: Element, meant: Table, wording: Wording) -> None:
    """Every cell that is meant is there, once, and has its headings: those above it, and at its left what the row is
    about."""
    heads = 2 if any(column.over for column in meant.columns) else 1
    found = spread(table)
    assert [len(row) for row in found] == [len(meant.columns)] * (heads + len(meant.rows))
    assert len([*table.one("thead").all("tr")]) == heads
    groups = [int(each.attributes["span"]) for each in table.all("colgroup")]
    assert sum(groups) == len(meant.columns)
    for index, column in enumerate(meant.columns):
        above = [found[level][index][0] for level in range(heads)]
        texts = [each.text() for each in above]
        assert [*map(bare, texts)] == [bare(column.over or column.header), *[bare(column.header)] * (heads - 1)]
        for level, each in enumerate(above):
            over = heads == 2 and level == 0 and bool(column.over)
            told = each.attributes.get("scope", "")
            assert (each.tag, told) == (("th", "colgroup" if over else "col") if texts[level] else ("td", ""))
    for row, line in zip(meant.rows, found[heads:], strict=True):
        assert [bare(each.text()) for each, _ in line] == [bare(cell(content, wording)) for content in row.cells]
        first = line[0][0]
        if len(row.cells) > 1 and first.text():
            assert (first.tag, first.attributes["scope"]) == ("th", "row")
        assert all(each.tag == "td" or each.attributes["scope"] == "row" for each, _ in line)
        assert line[-1][0].tag == "td"


def test_every_table_has_its_cells_and_every_cell_its_headings(document: Document, root: Element) -> None:
    wording = Wording(document.lang)
    drawn = [table for table in root.one("main").all("table") if not in_details(root, table)]
    meant = [block for block in blocks(document, Table) if isinstance(block, Table)]
    assert len(drawn) == len(meant) > 3
    for table, block in zip(drawn, meant, strict=True):
        assert_is(table, block, wording)
        assert bare(block.caption) in bare(table.one("caption").text())


def in_details(root: Element, table: Element) -> bool:
    return any(table is each for details in root.all("details") for each in details.all("table"))


def by_id(root: Element) -> dict[str, Element]:
    found = {each.attributes["id"]: each for each in root.all() if "id" in each.attributes}
    assert len(found) == sum("id" in each.attributes for each in root.all())
    return found


def named(element: Element, ids: dict[str, Element]) -> str:
    """What an element is called by those that are told what it is."""
    return " ".join(ids[name].text() for name in element.attributes["aria-labelledby"].split())


def test_every_figure_tells_its_numbers_in_words_and_in_a_table(document: Document, root: Element) -> None:
    wording, ids = Wording(document.lang), by_id(root)
    drawn = [*root.all("figure")]
    meant = [block for block in blocks(document) if hasattr(block, "alt")]
    assert len(drawn) == len(meant) > 2
    for figure, block in zip(drawn, meant, strict=True):
        told = numbers(block, wording)  # type: ignore[arg-type]
        texts = [bare(cell(content, wording)) for row in told.rows for content in row.cells[1:]]
        wide, narrow = figure.all("svg")
        for svg in (wide, narrow):
            assert svg.attributes["role"] == "img"
            name = bare(named(svg, ids))
            assert bare(block.alt) in name  # type: ignore[union-attr]
            assert bare(block.caption) in name  # type: ignore[union-attr]
            if block in blocks(document, Chart):
                seen = {bare(text.text()) for text in svg.all("text")}
                assert set(texts) - {""} <= seen
        assert_is(figure.one("table"), told, wording)


def test_every_alternative_text_of_the_demonstration_has_all_its_numbers(
    demo: tuple[Path, list[ImportSummary], Report[Material]],
) -> None:
    document = region_document(demo[2].material)
    wording = Wording(document.lang)
    for block in blocks(document):
        if hasattr(block, "alt"):
            told = numbers(block, wording)  # type: ignore[arg-type]
            rows = [row.cells for row in told.rows]
            if isinstance(block, Funnel):  # the line of all and the outer limits are in the legend and in the table
                rows = [row[:5] for row in rows[1:]]
            figures = {shown(c, wording) for row in rows for c in row if isinstance(c, Figure)}
            missing = [text for text in figures - {"–"} if bare(text) not in bare(f"{block.alt} {block.caption}")]
            assert not missing, (block.caption, missing)


def test_headings_links_and_names_lead_where_they_say(document: Document, root: Element) -> None:
    ids = by_id(root)
    levels = [int(each.tag[1]) for each in root.all("h1", "h2", "h3")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(next_ - level <= 1 for level, next_ in pairwise(levels))
    links = [each.attributes["href"] for each in root.all("a")]
    assert all(link.startswith("#") and link[1:] in ids for link in links)
    assert len([link for link in links if link.startswith("#section-")]) == len(document.sections)
    body = root.one("body")
    assert next(iter(body.all("a"))).attributes == {"class": "skip", "href": "#report"}
    assert root.one("html").attributes["lang"] == document.lang
    assert root.one("head").one("title").text() == document.title
    regions = [each for each in root.all("div") if each.attributes.get("role") == "region"]
    assert len(regions) == len([*root.all("table")])
    for region in regions:
        assert region.attributes["tabindex"] == "0"
        assert named(region, ids).strip()


def test_the_file_needs_nothing_else(document: Document, root: Element, tmp_path: Path) -> None:
    assert not [*root.all("script", "link", "iframe", "object", "form", "input")]
    assert not [name for each in root.all() for name in each.attributes if name.startswith("on")]
    assert all(each.attributes["src"].startswith("data:") for each in root.all("img"))
    assert "url(" not in root.one("style").text()
    write_html(document, tmp_path / "a.html")
    write_html(document, tmp_path / "b.html")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def one(*given: Block, **more: object) -> Element:
    document = replace(sample_document("sv"), sections=(Section("Allt", given),), **more)  # type: ignore[arg-type]
    return read(page(document))


def test_signs_and_what_is_withheld_are_read_as_words() -> None:
    rows = (Row(("–", "▲", "▼ ≠", "△ mer positiv")), Row(("visas ej", "", "−4,9", "? *")))
    table = one(Table("Tecken", tuple(Column(name) for name in "abcd"), rows)).one("tbody")
    first, second = table.all("tr")
    read_as = [span.attributes.get("aria-label", "") for span in first.all("span")]
    assert read_as == ["inget värde", "uppåt", "nedåt, annorlunda", ""]
    assert [*first.all("span")][-1].attributes["aria-hidden"] == "true"
    assert [span.attributes["aria-label"] for span in second.all("span")] == ["går inte att avgöra"]
    assert bare(second.text()) == "visasej−4,9?*"


def test_a_text_says_just_what_it_said() -> None:
    table = Table(EVIL, (Column(EVIL, over=EVIL), Column(EVIL)), (Row((EVIL, EVIL)),), (EVIL,))
    chart = replace(
        next(b for b in blocks(sample_document("sv"), Chart) if isinstance(b, Chart)), alt=EVIL, caption=EVIL
    )
    root = one(
        *(Paragraph(EVIL), Bullets((EVIL,), (EVIL,)), table, chart),
        title=EVIL,
        facts=((EVIL, EVIL),),
        theme=Theme(contact=EVIL),
    )
    assert not [*root.all("script")]
    assert root.one("h1").text() == root.one("head").one("title").text() == root.one("dd").text() == EVIL
    of_text, of_table, of_figure = 1 + 2, 1 + 3 + 2 + 1, 1 + 2 + 1
    assert root.one("main").text().count(EVIL) == of_text + of_table + of_figure


def test_a_regions_own_look_is_in_the_file_itself() -> None:
    file = BytesIO()
    Image.new("RGB", (300, 90), "#7A1F5C").save(file, "PNG")
    root = one(theme=Theme("#7A1F5C", "#B0648F", file.getvalue(), "Frågor: st@fagelbo.se"))
    logo = root.one("header").one("img")
    assert b64decode(logo.attributes["src"].removeprefix("data:image/png;base64,")) == file.getvalue()
    assert logo.attributes["alt"] == "Regionens logotyp"
    assert "Frågor: st@fagelbo.se" in root.one("header").text()
    light, dark = root.one("style").text().split("prefers-color-scheme")
    assert "--accent: #7A1F5C;" in light
    assert "--bar: #B0648F;" in light
    assert "--accent: #7A1F5C;" not in dark


@pytest.mark.parametrize("sections", [(), (Section("Först en nivå ner", (), 2), Section("Sedan upp", ()))])
def test_a_report_may_have_no_chapter_or_begin_below_one(sections: tuple[Section, ...]) -> None:
    root = read(page(replace(sample_document("sv"), sections=sections, facts=())))
    assert [each.tag for each in root.one("main").all("h2", "h3")] == ["h2"] * len(sections)


_COLOUR = st.from_regex(r"#[0-9A-F]{6}", fullmatch=True)


@given(_COLOUR.filter(lambda c: contrast(c) >= 4.5), _COLOUR.filter(lambda c: contrast(c) >= 3))
def test_every_text_and_shape_has_its_contrast_in_light_and_in_dark(accent: str, bar: str) -> None:
    """In whatever colours the settings let a region choose. White numbers stand on the first colour, and are the
    ground's in the dark."""
    found = colours(Theme(accent=accent, bar=bar))
    assert found.light.keys() == found.dark.keys()
    for named in (found.light, found.dark):

        def between(one: str, other: str, named: dict[str, str] = named) -> float:
            first, second = sorted((contrast(named[one]), contrast(named[other])))
            return second / first

        texts = [("ink", "ground"), ("ink", "tint"), ("ink", "pale"), ("grey", "ground"), ("accent", "ground")]
        assert all(between(*pair) >= 4.5 for pair in texts), named
        assert all(between(shape, "ground") >= 3 for shape in ("bar", "red", "accent"))
