"""2020 report, appendix 1: the units, by group."""

from spur.report.document import Column, Row, Section, Table
from spur.report.material import Material


def appendix(m: Material) -> list[Section]:
    order = {group: index for index, group in enumerate(m.group_ids)}
    units = sorted(m.units, key=lambda unit: (order[unit.group], unit.specialty, unit.id))
    rows = tuple(Row((unit.name, unit.specialty, unit.place, m.group_title(unit.group))) for unit in units)
    columns = (
        Column(m("column.unit"), 3),
        Column(m("column.specialty"), 2.4),
        Column(m("column.place"), 1.6),
        Column(m("column.group"), 2.4),
    )
    return [Section(m("appendix.title"), (Table(m("appendix.table"), columns, rows),), tab=m("appendix.tab"))]
