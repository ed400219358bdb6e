"""Every printed number with its address, whichever file it stands in; and reports that say different things of one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from spur.analysis.answers import AT_MOST, RESIDUAL
from spur.app.attacking.background import Background, Node
from spur.app.attacking.reports import Report
from spur.disclosure.attack.printed import as_shown, as_written
from spur.intake.rendered import Number
from spur.records.figure_row import FigureRow
from spur.statistics.printed_as import Band

_COUNTS = ("n", "positive", "neutral", "negative", AT_MOST)
_OTHERS = ("share_positive", "share_neutral", "share_negative", "mean", "sd")

_FLOAT = Fraction(1, 10**12)

Key = tuple[str, str, str, str]
"""The region, the round, the role and the subject of a question's numbers."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A number about answers: an ``exact`` count or a ``band`` of exact numbers. Both None where it is withheld."""

    key: Key
    node: Node
    statistic: str
    file: str
    exact: int | None = None
    band: Band | None = None
    withheld: bool = False

    @property
    def address(self) -> tuple[Key, Node, str]:
        return self.key, self.node, self.statistic


def is_count(statistic: str) -> bool:
    return statistic in _COUNTS or statistic.startswith("count:")


def printed_row(report: Report, row: FigureRow, known: Background) -> Printed:
    """A row of a report's figures."""
    key = (known.region_of(report), row.round, row.role, row.subject)
    own = Printed(key, known.node(report, row), row.statistic, report.figures, withheld=bool(row.withheld))
    number = row.number
    if row.withheld or number is None:
        return own
    if is_count(row.statistic) and number.denominator == 1:
        return replace(own, exact=int(number))
    return replace(own, band=as_written(row.value))


def with_number(own: Printed, number: Number) -> Printed:
    """The same with a number as it is shown: rounded, or in percent."""
    if number.at:
        return own
    if is_count(own.statistic):
        return replace(own, exact=int(number.value))
    band = as_shown(number.value, number.decimals)
    return replace(own, band=band.over(100) if number.percent else band)


def with_value(own: Printed, value: Fraction) -> Printed:
    """The same with an unrounded number, such as a workbook holds."""
    if is_count(own.statistic):
        return replace(own, exact=int(value)) if value.denominator == 1 else own
    return replace(own, band=Band(value - _FLOAT, value + _FLOAT))


def waves(reports: Sequence[Report], known: Background) -> list[list[Printed]]:
    """The numbers about answers that the reports print, each once, and those that they withhold. Reports that cannot be
    of the same data, because one says something else than another of the same, are apart."""
    apart: list[tuple[dict[tuple[str, ...], str], dict[tuple[str, ...], Printed]]] = []
    for report in reports:
        where = (known.region_of(report), report.by)
        rows = [((*where, *row.about, row.statistic), row) for row in report.every_row if _is_used(row)]
        own: dict[tuple[str, ...], str] = {address: row.value for address, row in rows if row.value}
        wave = next((each for each in apart if all(each[0].get(at, value) == value for at, value in own.items())), None)
        if wave is None:
            apart.append(wave := ({}, {}))
        values, found = wave
        values |= own
        for address, row in rows:
            if address not in found or (found[address].withheld and not row.withheld):
                found[address] = printed_row(report, row, known)
    return [list(found.values()) for _, found in apart]


def _is_used(row: FigureRow) -> bool:
    """Whether a figure is about answers to a question and can tell how many gave one. What the shown groups leave of a
    region follows from those, and is another set of groups in another report."""
    if not row.role or not row.subject.startswith("item:") or row.versus or row.scope == RESIDUAL:
        return False
    return row.statistic in _COUNTS or row.statistic in _OTHERS or row.statistic.startswith(("count:", "share:"))
