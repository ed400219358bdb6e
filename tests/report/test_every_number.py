"""Every number of a report is the same in PDF, workbook, web page and figures.csv: all of them are read back."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from spur import app
from spur.analysis.figure import Figure
from spur.intake.rendered import Line, Rendered, read_rendered
from spur.report.document import Document, Table
from spur.report.group import group_document
from spur.report.material import Material
from spur.report.region import region_document
from spur.report.shown import shown, unrounded
from spur.report.unit import unit_document
from spur.wording import Lang, Wording
from tests.conftest import read_figures

Written = tuple[Document, Material, Path]
"""A report, what it was written from, and its folder."""

ASKED = {"baseline": "national-2017-2019", "versus_round": "2014"}


@pytest.fixture(scope="module", params=["region", "group", "unit"])
def written(request: pytest.FixtureRequest, golden: str, tmp_path_factory: pytest.TempPathFactory) -> Written:
    """A report of each kind, one of them in English."""
    out = tmp_path_factory.mktemp(request.param)
    match request.param:
        case "region":
            report = app.report_region(golden, "vastmanland", "2019", out=out, **ASKED)
            document = region_document(report.material)
        case "group":
            report = app.report_group(golden, "vastmanland", "kirurgi", "2019", out=out, lang="en", **ASKED)
            document = group_document(report.material)
        case _:
            report = app.report_unit(golden, "KI-06", "2019", out=out, **ASKED)
            document = unit_document(report.material)
    return document, report.material, report.files[0].parent


def tables(document: Document) -> list[Table]:
    return [block for section in document.sections for block in section.blocks if isinstance(block, Table)]


def bare(text: str) -> str:
    """A text without what laying it out may change: spaces, hyphens at the ends of lines."""
    return re.sub(r"[\s\u00a0\u202f\u00ad-]", "", text)


def in_print(figure: Figure, wording: Wording) -> str:
    return bare(shown(figure, wording))


def in_a_cell(figure: Figure, wording: Wording) -> str:
    """What a workbook's cell holds: the unrounded number."""
    value = unrounded(figure, wording)
    return f"{float(value):.10g}" if isinstance(value, int | float) else bare(value)


def numbers_of(table: Table, lang: Lang, told: Callable[[Figure, Wording], str]) -> Counter[tuple[str, str]]:
    """Every number in a table, with the row that it stands in."""
    wording = Wording(lang)
    return Counter(
        (told(first, wording) if isinstance(first, Figure) else bare(first), text)
        for first, *others in (row.cells for row in table.rows)
        for cell in others
        if isinstance(cell, Figure) and (text := told(cell, wording))
    )


def lines(rendered: Rendered, caption: str) -> Iterator[Line]:
    """A table's rows, over as many pages or parts as it takes."""
    return (line for table in rendered.tables if bare(table.caption) == bare(caption) for line in table.lines)


@pytest.mark.parametrize(("ending", "told"), [(".pdf", in_print), (".xlsx", in_a_cell), (".html", in_print)])
def test_each_table_is_read_back_number_by_number(
    written: Written, ending: str, told: Callable[[Figure, Wording], str]
) -> None:
    document, _, folder = written
    [path] = folder.glob(f"*{ending}")
    rendered, problems = read_rendered(path)
    assert rendered is not None
    assert not problems
    meant: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for table in tables(document):
        meant[table.caption] += numbers_of(table, document.lang, told)
    assert sum(map(bool, meant.values())) > 3
    for caption, numbers in meant.items():
        cells = ((line.label, cell) for line in lines(rendered, caption) for cell in line.cells)
        found = Counter(
            (bare(label), f"{float(cell.exact):.10g}" if cell.exact else bare(cell.text)) for label, cell in cells
        )
        missing = numbers - found
        assert not missing, (caption, list(missing)[:5])


def test_each_number_stands_in_figures_csv_as_it_is_printed(written: Written) -> None:
    document, material, folder = written
    rows = {
        tuple(row[name] for name in ("round", "scope", "scope_id", "role", "subject", "versus", "statistic")): row
        for row in read_figures(folder / "figures.csv")
    }
    cells = (cell for table in tables(document) for row in table.rows for cell in row.cells)
    printed = [cell for cell in cells if isinstance(cell, Figure)]
    assert printed
    for figure in printed:
        row = rows[figure.address]
        assert material.figures.get(
            figure.scope, figure.scope_id, figure.subject, figure.statistic,
            role=figure.role, versus=figure.versus, round_=figure.round,
        ) == figure  # fmt: skip
        if figure.withheld:
            assert (row["value"], row["shown"], row["withheld"]) == ("", "", "withheld")
        elif figure.value is not None:
            assert row["shown"] == shown(figure, material.wording)
