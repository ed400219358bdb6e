"""The unit's grades beside its group's and its region's means, and the action plans asked of it."""

from fractions import Fraction

from spur.analysis.figure import Figure
from spur.analysis.rounds import Earlier, same_grading
from spur.analysis.unit_grades import AT_LINE, FIRST, POINTS, AreaPlan
from spur.report.document import Block, Cell, Column, Paragraph, Row, Section, Table
from spur.report.material import exact
from spur.report.region.differences import MAPPED
from spur.report.region.grades import count_columns, counts
from spur.report.region.round_grades import both_rubrics
from spur.report.unit.material import UnitMaterial


def grade_chapters(m: UnitMaterial) -> list[Section]:
    """Area by area. A unit without grades is told to have none, where the region has."""
    if not m.has_grades():
        return []
    title, tab = m("unit.grades-title"), m("unit.grades-tab")
    if not m.has_own_grades():
        return [Section(title, (Paragraph(m("unit.no-grades")),), tab=tab)]
    blocks: list[Block] = [_grade_table(m), *_about_earlier(m)]
    plans = [Section(m("unit.plans-title"), (_plan_table(m),), level=2)] if m.plans else []
    return [Section(title, tuple(blocks), tab=tab), *plans]


def line_word(m: UnitMaterial, at_line: Figure | None) -> str:
    """Whether a grade is at the line: a symbol and a word, never a colour alone."""
    if at_line is None or at_line.value is None:
        return "–"
    return m("unit.at-line" if at_line.value == 1 else "unit.below-line")


def _grade_table(m: UnitMaterial) -> Table:
    lifted = [a.id for a in m.rubric.areas if m.grades_used == "after-plan" and _was_lifted(m, a.id)]
    then = m.earlier is not None and bool(m.earlier.areas) and _was_graded(m, m.earlier)

    def row(area_id: str) -> Row:
        subject = f"area:{area_id}"
        points = m.of_own(subject, POINTS)
        cells: list[Cell] = [m.lettered(area_id), m.letter(points)]
        cells += [m.letter(m.of_own(subject, FIRST))] if lifted else []
        cells += [line_word(m, m.of_own(subject, AT_LINE))]
        cells += [
            cell
            for part in m.wholes
            for cell in (
                *(m.figures(part.scope, part.id, subject, s) for s in ("mean", "n")),
                *counts(m, part, area_id),
            )
        ]
        cells += [_then(m, area_id)] if then else []
        return Row(tuple(cells))

    total: list[Cell] = [m("unit.total", maximum=m.rubric.max_total), m.of_own("total", POINTS)]
    total += [""] if lifted else []
    total.append("")
    for part in m.wholes:
        total += [m.figures(part.scope, part.id, "total", s) for s in ("mean", "n")]
        total += [""] * len(count_columns(m, "", part))
    total += [""] if then else []
    columns = [Column(m("column.area"), 3), Column(m("column.grade"), 1.1)]
    columns += [Column(m("unit.at-inspection"), 1.2)] if lifted else []
    columns += [Column(m("unit.line"), 1.5)]
    for part in m.wholes:
        title = m.whole_title(part)
        columns += [Column(m("column.mean"), 0.9, True, title), Column(m("column.n"), 0.6, True, title)]
        columns += count_columns(m, title, part)
    columns += [Column(m.earlier.round, 0.9)] if then and m.earlier else []
    notes = [
        m("unit.grades-from", line=m.rubric.grading.line),
        *_meanings(m),
        *([m("unit.grades-note")] if m.wholes else []),
    ]
    notes += [m("unit.lifted", areas=m.wording.listed(lifted))] if lifted else []
    return Table(
        m("unit.grades-table"),
        tuple(columns),
        (*(row(area.id) for area in m.rubric.areas), Row(tuple(total), "total")),
        tuple(notes),
    )


def _meanings(m: UnitMaterial) -> list[str]:
    """What the grades say that stand in the table."""
    told = {
        grade.value
        for area in m.rubric.areas
        for statistic in (POINTS, FIRST)
        if (grade := m.of_own(f"area:{area.id}", statistic))
    }
    return [
        m(
            "unit.meaning-one" if g.points == 1 else "unit.meaning",
            grade=g.code,
            points=g.points,
            text=m.in_language(g.label),
        )
        for g in m.rubric.grades
        if g.points in told
    ]


def _was_lifted(m: UnitMaterial, area_id: str) -> bool:
    first, points = (m.of_own(f"area:{area_id}", statistic).value for statistic in (FIRST, POINTS))
    return first != points


def _then(m: UnitMaterial, area_id: str) -> str:
    """The earlier round's grade; of an area that is only mapped, whether it was at the line. "–" for none."""
    earlier = m.earlier
    like = next((like for like in earlier.areas if like.here == area_id), None) if earlier else None
    if earlier is None or earlier.grades is None or like is None:
        return "–"
    subject = f"area:{like.there}"
    if like.mapping:
        return f"{line_word(m, m.of(m.part, subject, AT_LINE, round_=earlier.round))} {MAPPED}"
    return m.letter(m.of(m.part, subject, POINTS, round_=earlier.round), earlier.grades.model)


def _was_graded(m: UnitMaterial, earlier: Earlier) -> bool:
    """Whether the unit has grades of the earlier round that may stand beside its own."""
    own = (f for f in m.figures if f.scope == "unit" and f.round == earlier.round)
    return earlier.grades is not None and any(f.statistic in (POINTS, AT_LINE) for f in own)


def _about_earlier(m: UnitMaterial) -> list[Block]:
    """Why grades of the earlier round are not, or not all, beside the report's own."""
    earlier = m.earlier
    if earlier is None or earlier.grades is None or same_grading(m.rubric, earlier.grades.model):
        return []
    changed = m("rounds.rubric-changed", then=earlier.round, now=m.round, **both_rubrics(m, earlier.grades))
    mapped = m("unit.areas-mapped", mark=MAPPED) if earlier.areas else ""
    return [Paragraph(f"{changed} {mapped}".strip(), "note")]


def _plan_table(m: UnitMaterial) -> Table:
    rows = tuple(Row((m.lettered(plan.area), plan.at_inspection, plan_words(m, plan))) for plan in m.plans)
    columns = (
        Column(m("column.area"), 3.2),
        Column(m("unit.at-inspection"), 1.2),
        Column(m("unit.plan"), 6),
    )
    return Table(m("unit.plans-table", as_of=m.as_of or m("fact.as-of-unknown")), columns, rows)


def plan_words(m: UnitMaterial, plan: AreaPlan) -> str:
    """When a plan came in and what it did; or that it has not, and by when it should have."""
    owed = plan.owed
    if owed is None:
        on = plan.received_on.isoformat() if plan.received_on else m("fact.as-of-unknown")
        key = "unit.plan-received" if plan.lifted_to != plan.at_inspection else "unit.plan-unchanged"
        return m(key, on=on, grade=plan.lifted_to)
    if owed.due is None:
        return m("unit.plan-owed")
    return m("unit.plan-overdue" if owed.overdue else "unit.plan-due", due=owed.due.isoformat())


def areas_below(m: UnitMaterial) -> list[str]:
    """The areas in which the unit is graded below the line."""
    return [a.id for a in m.rubric.areas if exact(m.of_own(f"area:{a.id}", AT_LINE)) == Fraction(0)]
