"""The quality indicators that the region and its units report, against what is aimed at and over periods."""

from itertools import groupby

from spur.analysis.figure import Figure, Scope
from spur.report.document import Block, Cell, Column, Paragraph, Row, Section, Table
from spur.report.indicators.told import RATES, marked, target
from spur.report.material import Material
from spur.rubric.parts import Indicator

PERIODS = 4  # the latest; figures.csv has them all


def indicator_chapter(m: Material) -> list[Section]:
    """2020 report, Appendix 4. Left out where nobody reports an indicator."""
    told = [indicator for indicator in m.rubric.indicators if _periods(m, indicator)]
    if not told:
        return []
    blocks: list[Block] = [Paragraph(m("indicators.lead")), _table(m, told)]
    sections = [Section(m("indicators.title"), tuple(blocks), tab=m("indicators.tab"))]
    tables = [table for indicator in told for table in _unit_table(m, indicator)]
    if tables:
        lead = Paragraph(m("indicators.units-lead", k=m.protection.k))
        sections.append(Section(m("indicators.units"), (lead, *tables), level=2))
    return sections


def _periods(m: Material, indicator: Indicator) -> list[str]:
    """The latest periods that the region has the indicator for, the earliest of them first."""
    own = (f.round for f in m.figures if f.scope == "region" and f.subject == f"indicator:{indicator.id}")
    return sorted(set(own))[-PERIODS:]


def _figure(m: Material, scope: Scope, scope_id: str, indicator: Indicator, period: str, statistic: str) -> Cell:
    figure = m.figures.get(scope, scope_id, f"indicator:{indicator.id}", statistic, round_=period)
    return figure if figure is not None else "–"


def _table(m: Material, told: list[Indicator]) -> Table:
    """A row an indicator: its target, its rate and the denominator behind it for each period, and the verdict on the
    last of them."""
    periods = sorted({period for indicator in told for period in _periods(m, indicator)})[-PERIODS:]

    def row(indicator: Indicator) -> Row:
        def cell(period: str, statistic: str) -> Cell:
            return _figure(m, "region", m.region.whole.id, indicator, period, statistic)

        last = _periods(m, indicator)[-1]
        by_period = [cell(p, s) for p in periods for s in (RATES[indicator.measure], "denominator")]
        verdict = cell(last, "target_met")
        reporting = cell(last, "n")
        itself = isinstance(reporting, Figure) and reporting.value == 0
        of_units = m("indicators.itself" if itself else "indicators.of-units", n=reporting, units=cell(last, "units"))
        return Row(
            (
                m.in_language(indicator.text),
                target(m, indicator, cell(last, "target")),
                *by_period,
                of_units,
                marked(verdict, m.wording) if isinstance(verdict, Figure) else verdict,
            )
        )

    return Table(
        m("indicators.table"),
        (
            Column(m("column.indicator"), 5),
            Column(m("column.target"), 1.4),
            *(
                Column(m(f"column.{name}"), 0.9, numeric=True, over=period)
                for period in periods
                for name in ("value", "of-how-many")
            ),
            Column(m("column.units-reporting"), 1.3),
            Column(m("column.target-met"), 1.4),
        ),
        tuple(row(indicator) for indicator in told),
        (m("indicators.table-note"),),
    )


def _unit_table(m: Material, indicator: Indicator) -> list[Table]:
    """A row a unit that reports the indicator; none where no unit does, or nothing of any may be shown."""
    names = {unit.id: m.written(unit.name) for unit in m.units}
    own = [f for f in m.figures if f.scope == "unit" and f.subject == f"indicator:{indicator.id}"]
    reporting = [unit for unit, _ in groupby(sorted(f.scope_id for f in own))]
    if all(f.withheld for f in own if f.statistic == "numerator"):
        return []
    periods = sorted({f.round for f in own})[-PERIODS:]
    statistics = (RATES[indicator.measure], "denominator")
    rows = tuple(
        Row(
            (
                names.get(unit, unit),
                *(
                    cell
                    for period in periods
                    for cell in m.once(_figure(m, "unit", unit, indicator, period, s) for s in statistics)
                ),
            )
        )
        for unit in sorted(reporting, key=lambda unit: names.get(unit, unit))
    )
    columns = (
        Column(m("column.unit"), 4),
        *(
            Column(m(f"column.{name}"), 1, numeric=True, over=period)
            for period in periods
            for name in ("value", "of-how-many")
        ),
    )
    return [Table(m.in_language(indicator.text), columns, rows)]
