"""The group's grades beside its region's, and those of each of its units."""

from spur.analysis.comparison import baseline_group, baseline_id
from spur.analysis.scopes import Part
from spur.analysis.unit_grades import POINTS
from spur.report.document import Bar, Cell, Chart, Column, Panel, Row, Section, Table
from spur.report.group.material import GroupMaterial
from spur.report.region.grades import count_columns, counts, line_at_b
from spur.report.triangulation import Source, triangulation_table


def grade_chapters(m: GroupMaterial) -> list[Section]:
    """Area by area. Left out where no unit of the group is graded."""
    if not m.has_grades() or not m.of_own("units", "n").value:
        return []
    blocks = (_chart(m), _area_table(m))
    return [Section(m("unit.grades-title"), blocks, tab=m("unit.grades-tab")), *_sides(m), *_units(m)]


def _chart(m: GroupMaterial) -> Chart:
    """A panel for the group, and one for the region that it is a part of."""
    panels = tuple(
        Panel(
            title,
            tuple(
                Bar(m.lettered(area.id), m.figures(part.scope, part.id, f"area:{area.id}", "mean"))
                for area in m.rubric.areas
            ),
        )
        for part, title in _parts(m)
    )
    caption = m("unit.grades-chart", line=m.rubric.grading.line)
    numbers = ". ".join(
        f"{panel.title}: {'; '.join(m('alt.bar', label=bar.label, value=bar.figure) for bar in panel.bars)}"
        for panel in panels
    )
    return Chart(
        caption=caption,
        alt=m("alt.chart", what=caption, numbers=numbers),
        axis_label=m("axis.mean", **m.grading),
        axis_max=max(grade.points for grade in m.rubric.grades),
        panels=panels,
        line=line_at_b(m),
    )


def _parts(m: GroupMaterial) -> list[tuple[Part, str]]:
    return [(m.part, m.own_or(m.part)), *((part, m.whole_title(part)) for part in m.wholes)]


def _area_table(m: GroupMaterial) -> Table:
    """Mean, spread and counts of the group and of the region; whether the two differ by more than chance."""

    def statistics(part: Part) -> list[str]:
        return ["n", *(s for s in ("mean", "sd") if m.tells(part, s))]

    def cells(subject: str) -> list[Cell]:
        told: list[Cell] = []
        for part, _ in _parts(m):
            told += [m.figures(part.scope, part.id, subject, s) for s in statistics(part)]
            if subject == "total":
                told += [""] * len(count_columns(m, "", part))
            else:
                told += counts(m, part, subject.removeprefix("area:"))
        return told

    columns = [Column(m("column.area"), 3.4)]
    for part, title in _parts(m):
        columns += [Column(m(f"column.{s}"), 0.8, True, title) for s in statistics(part)]
        columns += count_columns(m, title, part)
    rows = [Row((m.lettered(area.id), *cells(f"area:{area.id}"))) for area in m.rubric.areas]
    rows.append(Row((m("unit.total", maximum=m.rubric.max_total), *cells("total")), "total"))
    notes = (m("unit.grades-from", line=m.rubric.grading.line), m("grades.table-note"))
    return Table(m("unit.grades-table"), tuple(columns), tuple(rows), notes)


def _sides(m: GroupMaterial) -> list[Section]:
    """The areas from every side; left out where there is nothing but the grades."""
    grade = Source(
        m("triangulation.grade"),
        m("column.mean"),
        lambda area: (m.of_own(f"area:{area}", "mean"), m.of_own(f"area:{area}", "n"), ""),
    )
    beside = baseline_group(m.baseline, m.group) if m.baseline else ""
    baseline = baseline_id(m.baseline, beside) if m.baseline else ""
    table = triangulation_table(m, m.part, baseline, grade, m("unit.sides-table"))
    return [Section(m("triangulation.title"), (table,), level=2)] if table is not None else []


def _units(m: GroupMaterial) -> list[Section]:
    """Each unit's grade in each area. Not for everybody to read: who wants to look a unit up asks for its report."""
    if m.protection.openly:
        return []
    codes = {grade.points: grade.code for grade in m.rubric.grades}

    def letter(unit: str, area: str) -> str:
        points = m.figures("unit", unit, f"area:{area}", POINTS)
        return codes[points.value] if isinstance(points.value, int) else "–"

    rows = tuple(
        Row(
            (
                m.written(unit.name),
                *(letter(unit.id, area.id) for area in m.rubric.areas),
                m.figures("unit", unit.id, "total", POINTS),
            )
        )
        for unit in m.units
    )
    columns = (
        Column(m("column.unit"), 3.4),
        *(Column(area.id, 0.5) for area in m.rubric.areas),
        Column(m("unit.total-short"), 0.9, True),
    )
    table = Table(m("unit.units-table"), columns, rows, (m("unit.units-note", maximum=m.rubric.max_total),))
    return [Section(m("unit.units-title"), (table,), level=2)]
