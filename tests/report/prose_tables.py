"""A report's tables as a reader sees them, and the claims of its sentences."""

from collections.abc import Mapping
from decimal import Decimal

from spur.analysis.figure import Figure
from spur.report.document import Column, Row, Section, Table
from spur.report.material import Material
from spur.report.shown import shown
from tests.report.spoken import Claim, claims

Printed = list[dict[str, str]]
"""A table's rows: what stands under each heading ("over: heading"), the row's own name under ""."""


def printed(m: Material, table: Table) -> Printed:
    def heading(column: Column) -> str:
        return f"{column.over}: {column.header}" if column.over else column.header

    def row(row: Row) -> dict[str, str]:
        cells = [shown(cell, m.wording) if isinstance(cell, Figure) else cell for cell in row.cells]
        cells = [cell.replace("\N{NO-BREAK SPACE}", " ") for cell in cells]
        return {"": cells[0], **{heading(c): cell for c, cell in zip(table.columns[1:], cells[1:], strict=True)}}

    return [row(each) for each in table.rows if each.kind == "body"]


def tables(m: Material, sections: list[Section], caption: str, **values: object) -> list[Printed]:
    """The tables with a caption."""
    text = m(caption, **values)
    found = [b for s in sections for b in s.blocks if isinstance(b, Table) and b.caption == text]
    return [printed(m, table) for table in found]


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", ".").replace("%", "").replace("−", "-").strip())


def is_number(text: str) -> bool:
    return text.replace("%", "").replace(",", ".").strip().replace(".", "").isdigit()


def said(m: Material, *sentences: str) -> list[Claim]:
    return [claim for sentence in sentences for claim in claims(sentence, m.wording.lang) if claim.kind != "-"]


def one(told: list[Claim], kind: str) -> Claim | None:
    """The claim of a kind, of which there is at most one."""
    found = [claim for claim in told if claim.kind.partition(":")[0] == kind]
    assert len(found) <= 1, kind
    return found[0] if found else None


def highest(numbers: Mapping[str, Decimal]) -> set[str]:
    return {name for name, own in numbers.items() if own == max(numbers.values())}


def lowest(numbers: Mapping[str, Decimal]) -> set[str]:
    return {name for name, own in numbers.items() if own == min(numbers.values())}


def listed(m: Material, names: set[str], order: list[str]) -> str:
    """Names without quotation marks, as a list has them."""
    return m.wording.listed([name for name in order if name in names])
