"""A table an indicator: regions by periods, with the sums of the wholes and the targets where there are any."""

from itertools import groupby

from spur.analysis.figure import Figure
from spur.report.document import Block, Cell, Column, Paragraph, Row, Section, Table
from spur.report.indicators.material import IndicatorMaterial
from spur.report.indicators.told import marked, target
from spur.rubric.parts import Indicator

STATISTICS = {
    "percent": ("share", "numerator", "denominator"),
    "per-100000": ("numerator", "per_100000"),
    "count": ("numerator",),
}


def indicator_chapters(m: IndicatorMaterial) -> list[Section]:
    """Every indicator that anything is known of; counts that only one and the same reports share a table."""
    told = [indicator for indicator in m.rubric.indicators if m.places_of(indicator)]
    sections: list[Section] = []
    for _, group in groupby(told, lambda indicator: _shared_by(m, indicator)):
        indicators = list(group)
        if len(indicators) > 1:
            sections.append(_joint(m, indicators))
        else:
            sections.append(Section(m.text(indicators[0]), _blocks(m, indicators[0]), level=2))
    first = Section(m("indicators.of-regions"), (Paragraph(m("indicators.of-regions-lead")),), tab=m("indicators.tab"))
    return [first, *sections]


def printed_sums(m: IndicatorMaterial, indicator: Indicator) -> tuple[list[Figure], list[tuple[Figure, Figure]]]:
    """The sums that a source printed: those that come out of the regions' numbers, and those that do not, each with
    what does come out."""
    fine: list[Figure] = []
    off: list[tuple[Figure, Figure]] = []
    for whole in m.rubric.wholes:
        for period in m.periods_of(indicator):
            subject = f"indicator:{indicator.id}"
            printed = m.get(period, whole.id, subject, "numerator", versus="printed")
            if printed is not None and printed.value is not None:
                total = m.of(period, whole.id, subject, "numerator")
                if total.value == printed.value:
                    fine.append(printed)
                else:
                    off.append((printed, total))
    return fine, off


def _shared_by(m: IndicatorMaterial, indicator: Indicator) -> str:
    places = m.places_of(indicator)
    alone = len(places) == 1 and indicator.measure == "count" and indicator.target is None
    return f"place:{places[0]}" if alone else indicator.id


def _blocks(m: IndicatorMaterial, indicator: Indicator) -> tuple[Block, ...]:
    blocks: list[Block] = []
    fine, off = printed_sums(m, indicator)
    if fine:
        sums = m.wording.listed([m("indicators.sum", period=f.round, sum=f) for f in fine])
        blocks.append(Paragraph(m("indicators.sums-fine", sums=sums)))
    for printed, total in off:
        blocks.append(Paragraph(m("indicators.sum-off", period=printed.round, printed=printed, total=total)))
    return (_table(m, indicator), *blocks)


def _table(m: IndicatorMaterial, indicator: Indicator) -> Table:
    columns = [
        (period, statistic)
        for period in m.periods_of(indicator)
        for statistic in (*STATISTICS[indicator.measure], "target_met")
        if any(_cell(m, indicator, place, period, statistic) for place in m.places_of(indicator))
    ]
    rows = []
    for place in m.places_of(indicator):
        whole = m.whole(place)
        cells = [_shown(m, _cell(m, indicator, place, *column)) for column in columns]
        rows.append(Row((m.name(place), *cells), "total" if whole and whole.regions else "body"))
    notes = []
    figure = next((f for f in m.figures if f.subject == f"indicator:{indicator.id}" and f.statistic == "target"), None)
    if figure is not None:
        notes.append(m("indicators.aim", target=target(m, indicator, figure)))
    if any(isinstance(cell, Figure) and cell.withheld for row in rows for cell in row.cells):
        notes.append(m("indicators.withheld", k=m.k))
    for place in m.places_of(indicator):
        notes += _incomplete(m, indicator, place)
    return Table(
        m("indicators.by-region", indicator=m.text(indicator)),
        (
            Column(m("column.region"), 4),
            *(
                Column(_header(m, indicator, statistic), 1, numeric=statistic != "target_met", over=period)
                for period, statistic in columns
            ),
        ),
        tuple(rows),
        tuple(notes),
    )


def _cell(m: IndicatorMaterial, indicator: Indicator, place: str, period: str, statistic: str) -> Figure | None:
    """The figure; None where there is nothing to show in this cell."""
    figure = m.get(period, place, f"indicator:{indicator.id}", statistic)
    return figure if figure is not None and (figure.value is not None or figure.withheld) else None


def _shown(m: IndicatorMaterial, figure: Figure | None) -> Cell:
    if figure is None:
        return "–"
    return marked(figure, m.wording) if figure.statistic == "target_met" else figure


def _header(m: IndicatorMaterial, indicator: Indicator, statistic: str) -> str:
    counted = m.rubric.in_language(indicator.counted, m.wording.lang)
    match statistic:
        case "numerator":
            return counted[:1].upper() + counted[1:] if counted else m("column.count")
        case "denominator":
            return m("column.of-how-many")
        case "per_100000":
            return m("column.per-100000")
        case "share":
            return m("column.share")
        case _:
            return m("column.target-met")


def _incomplete(m: IndicatorMaterial, indicator: Indicator, place: str) -> list[str]:
    """A sentence for each period in which a whole has no sum because not all of its regions report."""
    whole = m.whole(place)
    sentences = []
    for period in m.periods_of(indicator) if whole else []:
        reporting = m.get(period, place, f"indicator:{indicator.id}", "n")
        if whole and reporting is not None and reporting.value != len(whole.regions):
            known = {f.scope_id for f in m.figures if f.round == period and f.subject == f"indicator:{indicator.id}"}
            lacking = m.wording.listed([m.name(region) for region in whole.regions if region not in known])
            sentences.append(m("indicators.incomplete", period=period, whole=m.name(place), lacking=lacking))
    return sentences


def _joint(m: IndicatorMaterial, indicators: list[Indicator]) -> Section:
    """Counts of one region or whole beside each other: a row an indicator."""
    (place,) = m.places_of(indicators[0])
    periods = sorted({period for indicator in indicators for period in m.periods_of(indicator)})
    rows = tuple(
        Row((m.text(i), *(_shown(m, _cell(m, i, place, period, "numerator")) for period in periods)))
        for i in indicators
    )
    columns = (Column(m("column.indicator"), 4), *(Column(period, 1, numeric=True) for period in periods))
    return Section(m.name(place), (Table(m("indicators.counts-of", place=m.name(place)), columns, rows),), level=2)
