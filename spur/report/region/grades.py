"""What the inspectors found in the region as a whole."""

from fractions import Fraction

from spur.analysis.figure import Figure
from spur.analysis.scopes import Part
from spur.report.document import Bar, Block, Bullets, Chart, Column, Line, Panel, Paragraph, Row, Section, Table
from spur.report.material import Material, exact
from spur.report.prose.areas import below, highest_and_lowest, reaching, spread, units_at_the_line


def grade_chapter(m: Material) -> list[Section]:
    """2020 report, Figure 6: mean, SD and rank of every area, with the line at B."""
    ranked = sorted(
        (a.id for a in m.rubric.areas if m.of_region(f"area:{a.id}", "mean").value is not None),
        key=lambda area: exact(m.of_region(f"area:{area}", "rank")),
    )
    blocks: list[Block] = [
        Paragraph(m("grades.lead", **m.grading)),
        Bullets(
            tuple(m.area_title(area) for area in ranked),
            tuple(m("rank", rank=m.of_region(f"area:{area}", "rank")) for area in ranked),
        ),
        *(Paragraph(" ".join(own)) for own in (_ends(m), _at_the_line(m)) if own),
        area_chart(m),
        _area_table(m),
    ]
    if notes := [*_grades_used(m), *_ties_of_rounding(m, ranked)]:
        blocks.append(Paragraph(" ".join(notes), "note"))
    return [Section(m("grades.title"), tuple(blocks), tab=m("grades.tab"))]


def _ends(m: Material) -> list[str]:
    """Which areas have the highest and the lowest mean, and in which the units are most and least alike."""
    return [*highest_and_lowest(m, m.region.whole), *spread(m, m.region.whole)]


def _at_the_line(m: Material) -> list[str]:
    whole = m.region.whole
    return [*reaching(m, whole), *units_at_the_line(m, whole), *below(m, whole)]


def _grades_used(m: Material) -> list[str]:
    """Which of a unit's grades are told of; nothing where the rubric knows no lift, as there is only one then."""
    return [m(f"grades.used.{m.grades_used}", **m.grading)] if m.rubric.grading.adjusted_after_plan else []


def _ties_of_rounding(m: Material, ranked: list[str]) -> list[str]:
    """A sentence on the areas that share a place only because the mean is rounded before it is ranked."""
    by_rank: dict[Fraction, list[str]] = {}
    for area in ranked:
        by_rank.setdefault(exact(m.of_region(f"area:{area}", "rank")), []).append(area)
    tied = [areas for areas in by_rank.values() if len({exact(m.of_region(f"area:{a}", "mean")) for a in areas}) > 1]
    return [m("grades.tied", areas=m.wording.listed(areas)) for areas in tied]


def area_chart(m: Material) -> Chart:
    bars = tuple(Bar(m.lettered(a.id), m.of_region(f"area:{a.id}", "mean")) for a in m.rubric.areas)
    alt = "; ".join(m("alt.bar", label=bar.label, value=bar.figure) for bar in bars)
    return Chart(
        caption=m("grades.chart", line=m.rubric.grading.line),
        alt=m("alt.chart", what=m("grades.chart-short"), numbers=alt),
        axis_label=m("axis.mean", **m.grading),
        axis_max=max(grade.points for grade in m.rubric.grades),
        panels=(Panel("", bars),),
        line=line_at_b(m),
    )


def line_at_b(m: Material) -> Line:
    """The line of the 2020 report's Figures 6, 8 and 9."""
    return Line(m.rubric.line_points, m("line", line=m.rubric.grading.line))


def count_columns(m: Material, over: str, part: Part, *, round_: str = "") -> tuple[Column, ...]:
    """A column for each grade, the best first: no mean of grades stands without them where they are told."""
    told = _counted(m, part, round_)
    return tuple(Column(code, 0.6, numeric=True, over=over) for code in told)


def counts(m: Material, part: Part, area_id: str, *, round_: str = "") -> tuple[Figure, ...]:
    """How many units of a part got each grade in an area; empty where that is not told of parts like it."""
    return tuple(
        m.figures(part.scope, part.id, f"area:{area_id}", f"count:{code}", round_=round_)
        for code in _counted(m, part, round_)
    )


def _counted(m: Material, part: Part, round_: str) -> list[str]:
    return [grade.code for grade in m.rubric.grades if m.tells(part, f"count:{grade.code}", round_=round_)]


def _area_table(m: Material) -> Table:
    whole = m.region.whole
    spread = tuple(s for s in ("mean", "sd") if m.tells(whole, s))
    rows = tuple(
        Row(
            (
                m.lettered(area.id),
                *(m.of_region(f"area:{area.id}", statistic) for statistic in ("n", *spread)),
                *counts(m, whole, area.id),
                m.of_region(f"area:{area.id}", "share_at_line"),
            )
        )
        for area in m.rubric.areas
    )
    return Table(
        m("grades.table"),
        (
            Column(m("column.area"), 4.4),
            Column(m("column.n-units"), 0.9, numeric=True),
            *(Column(m(f"column.{s}"), 0.9 if s == "mean" else 0.7, numeric=True) for s in spread),
            *count_columns(m, m("column.counts"), whole),
            Column(m("column.at-line", line=m.rubric.grading.line), 1.1, numeric=True),
        ),
        rows,
        (m("grades.table-note"),),
    )
