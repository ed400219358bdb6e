"""Every printed number with its address, whichever file it stands in; and reports that say different things of one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from spur.app.attack.background import Background
from spur.app.attack.places import Node
from spur.app.attack.reports import Report
from spur.disclosure.attack.printed import as_shown, as_written
from spur.intake.rendered.contents import Number, is_number
from spur.records.figure_row import FigureRow
from spur.statistics.printed_as import Band

COUNTS = ("n", "positive", "neutral", "negative", "missing", "dont_know", "not_applicable", "answers")
POINTS = ("diff", "diff_low", "diff_high", "role_range")
"""Shown in percentage points, of fractions of 1."""

USED = (
    *("n", "positive", "neutral", "negative", "share_positive", "share_neutral", "share_negative", "ci_low", "ci_high"),
    *("mean", "sd", "diff", "diff_low", "diff_high", "p", "five_point_verdict", "answers", "share_of_answers"),
)
"""Statistics that counts of answers can be worked out from."""

_FLOAT = Fraction(1, 10**12)

Key = tuple[str, str, str, str]
"""The region, the round, the role and the subject of a question's numbers."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A number about answers: an ``exact`` count, with ``at_least`` the least that it can be; a ``band`` of exact
    numbers; or a ``word``. All None and empty where it is withheld."""

    key: Key
    node: Node
    versus: str
    statistic: str
    file: str
    exact: int | None = None
    at_least: int | None = None
    band: Band | None = None
    word: str = ""
    withheld: bool = False

    @property
    def address(self) -> tuple[Key, Node, str, str]:
        return self.key, self.node, self.versus, self.statistic

    @property
    def told(self) -> tuple[int | None, int | None, Band | None, str]:
        return self.exact, self.at_least, self.band, self.word


def is_count(statistic: str) -> bool:
    return statistic in COUNTS or statistic.startswith("count:")


def printed_row(report: Report, row: FigureRow, background: Background) -> Printed:
    """A row of a report's figures."""
    by = background.by(report) if row.scope == "group" else ""
    key = (background.region_of(report), row.round, row.role, row.subject)
    file = f"{report.name}/{report.figures}".removeprefix("/")
    own = Printed(key, Node(row.scope, row.scope_id, by), row.versus, row.statistic, file, withheld=bool(row.withheld))
    if row.withheld:
        return own
    number = row.number
    if number is None:
        shown = is_number(row.shown)
        return with_number(own, shown) if shown and not row.value else replace(own, word=row.value)
    if is_count(row.statistic) and number.denominator == 1:
        return replace(own, exact=int(number))
    return replace(own, band=as_written(row.value))


def with_number(own: Printed, number: Number) -> Printed:
    """The same with a number as it is shown: rounded, in percent or points."""
    if number.at == "≥":
        return replace(own, at_least=int(number.value))
    if number.at:
        return own
    if is_count(own.statistic):
        return replace(own, exact=int(number.value))
    hundredth = number.percent or own.statistic in POINTS
    band = as_shown(number.value, number.decimals)
    return replace(own, band=band.over(100) if hundredth else band)


def with_value(own: Printed, value: Fraction) -> Printed:
    """The same with an unrounded number, such as a workbook holds."""
    if is_count(own.statistic):
        return replace(own, exact=int(value)) if value.denominator == 1 else own
    return replace(own, band=Band(value - _FLOAT, value + _FLOAT))


def waves(reports: Sequence[Report], background: Background) -> list[list[Report]]:
    """The reports, those apart that cannot be of the same data because one says something else than another of the
    same."""
    found: list[tuple[list[Report], dict[tuple[str, ...], str]]] = []
    for report in reports:
        where = (background.region_of(report), background.by(report))
        own: dict[tuple[str, ...], str] = {(*where, *row.about, row.statistic): row.value for row in _numbers(report)}
        for together, known in found:
            if all(known.get(address, value) == value for address, value in own.items()):
                together.append(report)
                known.update(own)
                break
        else:
            found.append(([report], own))
    return [together for together, _ in found]


def printed_of(reports: Sequence[Report], background: Background) -> list[Printed]:
    """The numbers about answers that reports of the same data print, each once; and those that they withhold."""
    found: dict[tuple[str, ...], Printed] = {}
    for report in reports:
        where = (background.region_of(report), background.by(report))
        for row in (*report.rows, *report.unlike):
            if not _is_used(row):
                continue
            address = (*where, *row.about, row.statistic)
            if address not in found or (found[address].withheld and not row.withheld):
                found[address] = printed_row(report, row, background)
    return list(found.values())


def _numbers(report: Report) -> Iterator[FigureRow]:
    return (row for row in report.rows if _is_used(row) and row.value)


def _is_used(row: FigureRow) -> bool:
    """Whether a figure is about answers and can tell how many gave one."""
    if not row.role or not row.subject.startswith(("item:", "area:")) or row.versus.startswith("grade"):
        return False
    return row.statistic in USED or row.statistic.startswith(("count:", "share:", "ci_low:", "ci_high:"))
