"""Every number of a report is the same in the PDF, in the workbook and in figures.csv: all of them are read back."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from spur import app
from spur.analysis.figure import Figure
from spur.intake.rendered import Line, Rendered, read_rendered
from spur.report.document import Document, Table
from spur.report.group import group_document
from spur.report.material import Material
from spur.report.region import region_document
from spur.report.shown import shown
from spur.report.unit import unit_document
from spur.wording import Lang, Wording
from tests.conftest import read_figures

ASKED = {"baseline": "national-2017-2019", "versus_round": "2014"}


@pytest.fixture(scope="module", params=["region", "group", "unit"])
def written(request: pytest.FixtureRequest, golden: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Document, Material, Path]:  # fmt: skip
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


def numbers_of(table: Table, lang: Lang) -> Counter[tuple[str, str]]:
    """Every number in a table, with the row that it stands in."""
    wording = Wording(lang)
    return Counter(
        (bare(row.cells[0] if isinstance(row.cells[0], str) else shown(row.cells[0], wording)), bare(text))
        for row in table.rows
        for cell in row.cells[1:]
        if isinstance(cell, Figure) and (text := shown(cell, wording))
    )


def lines(rendered: Rendered, caption: str) -> Iterator[Line]:
    """A table's rows, over as many pages or parts as it takes."""
    return (line for table in rendered.tables if bare(table.caption) == bare(caption) for line in table.lines)


@pytest.mark.parametrize("ending", [".pdf", ".xlsx"])
def test_each_table_is_read_back_number_by_number(written: tuple[Document, Material, Path], ending: str) -> None:
    document, _, folder = written
    [path] = folder.glob(f"*{ending}")
    rendered, problems = read_rendered(path)
    assert rendered is not None
    assert not problems
    told = [table for table in tables(document) if numbers_of(table, document.lang)]
    assert len(told) > 3
    for table in told:
        found = Counter(
            (bare(line.label), bare(cell.text)) for line in lines(rendered, table.caption) for cell in line.cells
        )
        missing = numbers_of(table, document.lang) - found
        assert not missing, (table.caption, list(missing)[:5])


def test_each_number_stands_in_figures_csv_as_it_is_printed(written: tuple[Document, Material, Path]) -> None:
    document, material, folder = written
    rows = {
        tuple(row[name] for name in ("round", "scope", "scope_id", "role", "subject", "versus", "statistic")): row
        for row in read_figures(folder / "figures.csv")
    }
    printed = [cell for table in tables(document) for row in table.rows for cell in row.cells if isinstance(cell, Figure)]  # fmt: skip
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


def test_a_workbooks_cell_holds_the_unrounded_number(written: tuple[Document, Material, Path]) -> None:
    document, _, folder = written
    [path] = folder.glob("*.xlsx")
    rendered, _ = read_rendered(path)
    assert rendered is not None
    exact = {
        float(cell.exact) for table in rendered.tables for line in table.lines for cell in line.cells if cell.exact
    }
    means = {
        float(cell.value)
        for table in tables(document)
        for row in table.rows
        for cell in row.cells
        if isinstance(cell, Figure) and cell.statistic in ("mean", "share_positive") and cell.value is not None
    }
    assert means
    assert all(any(abs(mean - each) < 1e-9 for each in exact) for mean in means)
