"""2020 report, appendix 1: the units, by group."""

from spur.analysis.scopes import cell
from spur.report.document import Column, Row, Section, Table
from spur.report.material import Material


def appendix(m: Material) -> list[Section]:
    """What no unit says (a municipality has no specialty) has no column, nor has the one group that all belong to."""
    order = {group: index for index, group in enumerate(m.group_ids)}
    by = m.region.by
    units = sorted(m.units, key=lambda unit: (order[cell(unit, by)], unit.specialty, unit.id))
    whole = [(Column(m("column.unit"), 3), tuple(m.written(unit.name) for unit in units))]
    whole += [
        (Column(m(f"column.{column}"), width), tuple(m.written(cell(unit, column)) for unit in units))
        for column, width in (("specialty", 2.4), ("place", 1.6))
        if column != by
    ]
    told = [(column, cells) for column, cells in whole if any(cells)]
    if len(m.group_ids) > 1 or not m.only_asks:
        heading = m("column.group-any" if m.only_asks else "column.group")
        told.append((Column(heading, 2.4), tuple(m.group_title(cell(unit, by)) for unit in units)))
    columns = tuple(column for column, _ in told)
    rows = tuple(Row(cells) for cells in zip(*(cells for _, cells in told), strict=True))
    return [Section(m("appendix.title"), (Table(m("appendix.table"), columns, rows),), tab=m("appendix.tab"))]
