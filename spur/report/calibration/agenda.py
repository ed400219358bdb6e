"""What to talk about at the meeting: the areas of units where two inspectors are far apart."""

from spur.analysis.calibration import APART, JOINT
from spur.analysis.figure import Figure
from spur.report.calibration.material import CalibrationMaterial
from spur.report.document import Block, Cell, Column, Paragraph, Row, Section, Table

WIDE = 4  # with more inspectors than this their grades stand in one column, with their names


def agenda_chapter(m: CalibrationMaterial) -> list[Section]:
    """The widest apart first, then by unit and area."""
    apart = [case for case in m.cases if _steps(case) >= APART]
    apart.sort(key=lambda case: (-_steps(case), m.unit_name(case.scope_id), case.subject))
    title, tab = m("calibration.agenda"), m("calibration.agenda-tab")
    if not apart:
        return [Section(title, (Paragraph(m("calibration.agenda-empty", steps=APART)),), tab=tab)]
    blocks: list[Block] = [Paragraph(m("calibration.agenda-lead", steps=APART)), _table(m, apart)]
    return [Section(title, tuple(blocks), tab=tab)]


def _steps(case: Figure) -> int:
    return case.value if isinstance(case.value, int) else 0


def _table(m: CalibrationMaterial, cases: list[Figure]) -> Table:
    judging = [name for name in m.inspectors if any(_grade(m, case, f"inspector:{name}") for case in cases)]
    wide = len(judging) > WIDE
    own = [Column(name, 1, over=m("calibration.own-grades")) for name in judging]
    joint = any(_grade(m, case, JOINT) for case in cases)

    def cells(case: Figure) -> tuple[Cell, ...]:
        grades = {name: _grade(m, case, f"inspector:{name}") for name in judging}
        told = [m("calibration.graded", inspector=name, grade=grade) for name, grade in grades.items() if grade]
        return (
            m.unit_name(case.scope_id),
            m.lettered(case.subject),
            *((", ".join(told),) if wide else (grade or "–" for grade in grades.values())),
            *((_grade(m, case, JOINT) or "–",) if joint else ()),
            case,
        )

    return Table(
        m("calibration.agenda-table"),
        (
            Column(m("column.unit"), 3),
            Column(m("column.area"), 3),
            *([Column(m("calibration.own-grades"), 4)] if wide else own),
            *([Column(m("calibration.joint"), 1.1)] if joint else []),
            Column(m("calibration.steps"), 0.8, numeric=True),
        ),
        tuple(Row(cells(case)) for case in cases),
    )


def _grade(m: CalibrationMaterial, case: Figure, versus: str) -> str:
    return m.grade("unit", case.scope_id, case.subject, versus)
