"""The areas seen from every side: the grade, what each role answered, the units' own assessment, the country and the
earlier round beside each other, with a mark where they do not say the same; and one status for each area."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from spur.analysis.comparison import WHOLE
from spur.analysis.figure import Figure, Scope
from spur.analysis.rounds import AT_LINE, Earlier
from spur.analysis.scopes import Part
from spur.analysis.triangulation import ANSWERS, Direction, Status, Trend
from spur.report.document import Cell, Column, Row, Table
from spur.report.material import Material

STATUS = {Status.MET: "✓", Status.WATCH: "!", Status.BELOW: "×"}
DIRECTION = {Direction.MORE: "▲", Direction.LESS: "▼", Direction.BOTH: "▲▼", Direction.NONE: ""}
TREND = {Trend.UP: "↑", Trend.DOWN: "↓", Trend.SAME: "→"}
DISAGREES = "≠"
ROLES = 2  # of the rubric, in its order: those in training and their supervisors


@dataclass(frozen=True, slots=True)
class Source:
    """One source: of an area what it says, of how many, and a mark. ``says`` heads the first of the three columns."""

    title: str
    says: str
    cells: Callable[[str], tuple[Cell, Cell, str]]


def triangulation_table(m: Material, part: Part, baseline: str, grade: Source, caption: str) -> Table | None:
    """The areas of a part; None where nothing else is known of any. ``baseline`` is what the baseline's own figures are
    found by."""
    areas = [area.id for area in m.rubric.areas]
    others = [source for source in _sources(m, part, baseline) if any(source.cells(area)[0] != "–" for area in areas)]
    if not others:
        return None
    told = (grade, *others)
    rows = tuple(
        Row((m.lettered(area), status(m, part, area), *(cell for source in told for cell in source.cells(area))))
        for area in areas
    )
    columns = [Column(m("column.area"), 2.4), Column(m("triangulation.status"), 1.7)]
    for source in told:
        columns += [Column(source.says, 0.85, True, source.title), Column(m("column.n"), 0.75, True, source.title)]
        columns += [Column("", 0.4, over=source.title)]
    notes = [m("triangulation.status-note", line=m.rubric.grading.line), *_mark_notes(m, part, rows)]
    if any(isinstance(cell, Figure) and cell.withheld for row in rows for cell in row.cells):
        notes.append(m("questions.withheld", k=m.protection.k))
    return Table(caption, tuple(columns), rows, tuple(notes))


def _mark_notes(m: Material, part: Part, rows: tuple[Row, ...]) -> Iterator[str]:
    """What the marks say that stand in the table, in words too."""
    cells = [cell for row in rows for cell in row.cells if isinstance(cell, str)]

    def any_has(signs: Iterable[str]) -> bool:
        return any(sign in cell for cell in cells for sign in signs)

    if any_has(TREND.values()):
        yield m("triangulation.trend-note")
    yield m("triangulation.note")
    if disagreeing(m, part):
        yield m("triangulation.answers-note", role=m.role_title(m.role))
    if m.own is not None and any(_disagrees(m, part, area.id, m.own.versus) for area in m.rubric.areas):
        yield m("triangulation.own-note", line=m.rubric.grading.line)
    if any_has((DIRECTION[Direction.MORE], DIRECTION[Direction.LESS])):
        yield m("triangulation.arrow-note")


def status(m: Material, part: Part, area: str) -> str:
    """ "! bevaka ↓": what the area asks of its reader, and where it is going."""
    found, trend = (_of(m, part.scope, part.id, area, each) for each in ("area_status", "trend"))
    if found is None or not isinstance(found.value, str):
        return "–"
    told = f"{STATUS[Status(found.value)]} {m(f'area_status.{found.value}')}"
    return f"{told} {TREND[Trend(trend.value)]}" if trend and isinstance(trend.value, str) else told


def disagreeing(m: Material, part: Part) -> list[str]:
    """The areas in which the answers of those in training clearly say otherwise than the grade."""
    return [area.id for area in m.rubric.areas if _disagrees(m, part, area.id, ANSWERS)]


def _sources(m: Material, part: Part, baseline: str) -> Iterator[Source]:
    first = m.role
    for role in (role.id for role in m.rubric.roles[:ROLES]):
        if role == first:
            yield _answers(m, part, role, lambda area: DISAGREES if _disagrees(m, part, area, ANSWERS) else "")
        else:
            yield _answers(m, part, role, lambda area, role=role: _points(m, part, area, role, f"role:{first}"))  # type: ignore[misc]
    if m.own is not None:
        yield _own_assessment(m, part, m.own)
    if m.baseline is not None:
        name = m.baseline.name
        yield _shares(m, m("column.baseline"), "baseline", baseline, lambda area: _points(m, part, area, first, name))
    elif part.scope != "region":
        whole = m.region.whole.id
        yield _shares(m, m("unit.the-region"), "region", whole, lambda area: _points(m, part, area, first, WHOLE))
    if m.earlier is not None:
        yield _earlier(m, part, m.earlier)


def _answers(m: Material, part: Part, role: str, mark: Callable[[str], str]) -> Source:
    return _shares(m, m.role_heading(role), part.scope, part.id, mark, role)


def _shares(
    m: Material, title: str, scope: Scope, id_: str, mark: Callable[[str], str], role: str = "", round_: str = ""
) -> Source:
    """The share of all answers to the area's questions that are positive, and how many answers that is."""

    def cells(area: str) -> tuple[Cell, Cell, str]:
        share, n = (
            _of(m, scope, id_, area, statistic, role=role or m.role, round_=round_)
            for statistic in ("share_of_answers", "answers")
        )
        if share is not None and share.withheld:
            return share, "–", mark(area)
        told = share is not None and share.value is not None
        return (share or "–", n or "–", mark(area)) if told else ("–", "–", mark(area))

    return Source(title, m("column.positive-short"), cells)


def _own_assessment(m: Material, part: Part, own: Earlier) -> Source:
    def cells(area: str) -> tuple[Cell, Cell, str]:
        mark = DISAGREES if _disagrees(m, part, area, own.versus) else ""
        return *at_line_cells(m, part, area, own), mark

    return Source(m("triangulation.own"), m("triangulation.at-line", line=m.rubric.grading.line), cells)


def _earlier(m: Material, part: Part, earlier: Earlier) -> Source:
    """The grades then where they may stand beside the report's, else the answers then."""

    def mark(area: str) -> str:
        trend = _of(m, part.scope, part.id, area, "trend")
        return TREND[Trend(trend.value)] if trend and isinstance(trend.value, str) else ""

    if earlier.areas:
        says = m("triangulation.at-line", line=m.rubric.grading.line)
        return Source(earlier.round, says, lambda area: (*at_line_cells(m, part, area, earlier), mark(area)))
    return _shares(m, earlier.round, part.scope, part.id, mark, round_=earlier.round)


def at_line_cells(m: Material, part: Part, area: str, there: Earlier | None = None) -> tuple[Cell, Cell]:
    """The share of a part's units that were at the line or above, in another round where one is given, and how many
    units that is; of a single unit yes or no."""
    subject = area if there is None else next((like.there for like in there.areas if like.here == area), "")
    share, n = (
        _of(m, part.scope, part.id, subject, each, round_=there.round if there else "") for each in (AT_LINE, "n")
    )
    if share is None or share.value is None:
        return "–", "–"
    if part.scope == "unit":
        return m("triangulation.yes" if share.value == 1 else "triangulation.no"), "1"
    return share, n or "–"


def _points(m: Material, part: Part, area: str, role: str, versus: str) -> str:
    """Where the answers clearly point."""
    direction = _of(m, part.scope, part.id, area, "direction", role=role, versus=versus)
    return DIRECTION[Direction(direction.value)] if direction and isinstance(direction.value, str) else ""


def _disagrees(m: Material, part: Part, area: str, versus: str) -> bool:
    disagrees = _of(m, part.scope, part.id, area, "disagrees", versus=versus)
    return disagrees is not None and disagrees.value == "yes"


def _of(
    m: Material,
    scope: Scope,
    id_: str,
    area: str,
    statistic: str,
    *,
    role: str = "",
    versus: str = "",
    round_: str = "",
) -> Figure | None:
    return m.figures.get(scope, id_, f"area:{area}", statistic, role=role, versus=versus, round_=round_)
