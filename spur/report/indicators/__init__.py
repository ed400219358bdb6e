"""The report of an instrument that has indicators: every region beside the others."""

from spur import __version__
from spur.report.document import Block, Bullets, Column, Document, Row, Section, Table
from spur.report.indicators.material import IndicatorMaterial
from spur.report.indicators.populations import at_odds, population_chapter
from spur.report.indicators.tables import indicator_chapters, printed_sums
from spur.report.shown import CHECKSUM


def indicator_document(material: IndicatorMaterial) -> Document:
    """The whole report: what comes out of it, the tables, the populations, and how all was computed."""
    m = material
    return Document(
        title=m.title,
        subtitle=m("indicators.subtitle", periods=_all_periods(m)),
        lang=m.wording.lang,
        facts=(
            (m("fact.rubric"), m.rubric.key),
            (m("fact.periods"), _all_periods(m)),
            (m("fact.regions"), m.wording.listed([m.name(place) for place in m.places if m.whole(place) is None])),
        ),
        sections=(*_summary(m), *indicator_chapters(m), *population_chapter(m), *_method(m)),
        footer=m("indicators.footer", title=m.title, periods=_all_periods(m)),
        as_of="",
    )


def _all_periods(m: IndicatorMaterial) -> str:
    periods = sorted({p for indicator in m.rubric.indicators for p in m.periods_of(indicator)}, key=_years)
    return f"{_years(periods[0])[0]}–{_years(periods[-1])[1]}" if len(periods) > 1 else "".join(periods)


def _years(period: str) -> tuple[str, str]:
    """The first and the last year of a period: every period begins with one."""
    first, _, last = period.partition("–")
    return first[:4], last if last.isdigit() else first[:4]


def _summary(m: IndicatorMaterial) -> list[Section]:
    sentences: list[str] = []
    for indicator in m.rubric.indicators:
        for whole in (whole for whole in m.rubric.wholes if whole.regions):
            periods = m.periods_of(indicator)
            subject = f"indicator:{indicator.id}"
            if periods and indicator.measure == "per-100000":
                total = m.get(periods[-1], whole.id, subject, "numerator")
                rate = m.get(periods[-1], whole.id, subject, "per_100000")
                if total is not None and total.value is not None:
                    key = "indicators.total-rate" if rate is not None and rate.value is not None else "indicators.total"
                    values = {"indicator": m.text(indicator), "period": periods[-1], "whole": m.name(whole.id)}
                    sentences.append(m(key, total=total, rate=rate, **values))
        _, off = printed_sums(m, indicator)
        sentences += [
            m("indicators.sum-off-of", indicator=m.text(indicator), period=p.round, printed=p, total=t) for p, t in off
        ]
    odd = at_odds(m)
    if m.inferences:
        places = [m("populations.place", place=m.name(each.place), period=each.period) for each in odd]
        listed = m.wording.listed(places)
        sentences.append(m("populations.odd", places=listed) if odd else m("populations.no-odd"))
    blocks: tuple[Block, ...] = (Bullets(tuple(sentences)),) if sentences else ()
    return [Section(m("summary.title"), blocks, tab=m("summary.tab"))] if blocks else []


def _method(m: IndicatorMaterial) -> list[Section]:
    told = ["indicator-rates", "indicator-sums", "indicator-rounding"]
    told += ["population-range", "population-exact"] if m.inferences else []
    told += ["indicator-target"] if any(i.target is not None for i in m.rubric.indicators) else []
    told += ["indicator-disclosure"] if any(i.measure == "percent" for i in m.rubric.indicators) else []
    told += ["rubric", "software"]
    values = {
        "k": m.k,
        "rubric": m.rubric.key,
        "status": m(f"status.{m.rubric.head.status}"),
        "hash": m.rubric_hash[:CHECKSUM],
        "version": __version__,
    }
    rows = tuple(Row((m(f"method.{key}"), m(f"method.{key}-text", **values))) for key in told)
    columns = (Column(m("column.what"), 2), Column(m("column.how"), 7))
    return [Section(m("method.title"), (Table(m("method.table"), columns, rows),), tab=m("method.tab"))]
