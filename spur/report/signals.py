"""How a unit's flag is told: with a symbol and words, never by a colour alone."""

from collections.abc import Iterable, Sequence

from spur.analysis.comparison import WHOLE
from spur.analysis.figure import Figure
from spur.analysis.sides import SHARE
from spur.analysis.signals import LIMITS
from spur.report.document import Cell, Column, Row
from spur.report.material import Material, exact
from spur.report.shown import shown
from spur.statistics.signal import Signal

MARKS = {Signal.STRONG_MORE: "◆◆", Signal.MORE: "◆", Signal.NONE: "", Signal.LESS: "◆", Signal.STRONG_LESS: "◆◆"}
NEAR = "±1"
"""Beside the flag that one answer more or less would have changed."""


def roles_of_shown_units(m: Material) -> list[str]:
    """The roles of which any unit of the region is shown, that of the report first."""
    told = [role.id for role in m.rubric.roles if _of_region(m, "flags", "n", role.id) is not None]
    return sorted(told, key=lambda role: role != m.role)


def flag(m: Material, unit: str, item: str, role: str) -> Figure | None:
    """A unit's flag; None where its answers are not shown."""
    return m.figures.get("unit", unit, item, "flag", role=role, versus=WHOLE)


def is_signal(found: Figure | None) -> bool:
    return found is not None and found.value != Signal.NONE


def expected_columns(m: Material) -> tuple[Column, ...]:
    """From where to where a unit with so many answers is expected to be, and its flag."""
    ends = (Column(m(f"column.{end}"), 0.8, True, m("signals.expected")) for end in ("from", "to"))
    return (*ends, Column(m("signals.signal"), 2.2))


def expected_cells(m: Material, unit: str, item: str, role: str) -> list[Cell]:
    ends = [m.figures.get("unit", unit, item, end, role=role, versus=WHOLE) for end in LIMITS[:2]]
    return [*("–" if end is None else end for end in ends), _marked(m, unit, item, role)]


def mark_notes(m: Material, rows: Iterable[Row]) -> list[str]:
    """What the marks mean that stand in a table."""
    marked = [cell for row in rows for cell in row.cells if isinstance(cell, str)]
    flags = any(cell.startswith(MARKS[Signal.MORE]) for cell in marked)
    near = any(cell.endswith(NEAR) for cell in marked)
    return [*([m("signals.legend")] if flags else []), *([m("signals.near", mark=NEAR)] if near else [])]


def assumed_notes(m: Material, role: str, items: Sequence[str], *, drawn: bool = False) -> list[str]:
    """That for some of the items too few units are shown to tell how much units differ or, where their ``drawn`` shares
    stand in the table, that they differ no more than chance."""

    def any_has(statistic: str) -> bool:
        return any(_of_region(m, item, statistic, role) is not None for item in items)

    if any_has("tau2_assumed"):
        return [m("signals.assumed")]
    return [m("signals.drawn-assumed")] if drawn and any_has("prior_rho_assumed") else []


def _marked(m: Material, unit: str, item: str, role: str) -> str:
    """ "◆◆ stark signal: lägre ±1"."""
    found = flag(m, unit, item, role)
    if found is None or not isinstance(found.value, str):
        return "–"
    near = m.figures.get("unit", unit, item, "near", role=role, versus=WHOLE)
    told = m("signals.outside") if found.value == Signal.NONE and _is_outside(m, unit, item, role) else found
    words = (
        MARKS[Signal(found.value)],
        told if isinstance(told, str) else shown(told, m.wording),
        NEAR if near else "",
    )
    return " ".join(word for word in words if word)


def _is_outside(m: Material, unit: str, item: str, role: str) -> bool:
    """Whether the share is not among the expected, though that is no signal."""
    share = exact(m.figures("unit", unit, item, SHARE, role=role))
    low, high = (exact(m.figures("unit", unit, item, end, role=role, versus=WHOLE)) for end in LIMITS[:2])
    return not low <= share <= high


def _of_region(m: Material, subject: str, statistic: str, role: str) -> Figure | None:
    return m.figures.get("region", m.region.whole.id, subject, statistic, role=role)
