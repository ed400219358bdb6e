"""What populations the printed rates allow, and the rates that no single population can give."""

from spur.analysis.figure import Figure
from spur.analysis.populations import EVERY_PERIOD, Inference, Rate
from spur.report.document import Block, Bullets, Cell, Column, Paragraph, Row, Section, Table
from spur.report.indicators.material import IndicatorMaterial


def population_chapter(m: IndicatorMaterial) -> list[Section]:
    """Left out where no rate was printed without the population that it is of."""
    if not m.inferences:
        return []
    blocks: list[Block] = [Paragraph(m("populations.lead")), _ranges(m)]
    sums = _sums(m)
    if sums:
        blocks.append(Bullets(tuple(sums)))
    sections = [Section(m("populations.title"), tuple(blocks), tab=m("populations.tab"))]
    if at_odds(m):
        sections.append(_conflicts(m))
    if any(each.every for each in m.inferences):
        sections.append(_as_one(m))
    return sections


def at_odds(m: IndicatorMaterial) -> list[Inference]:
    """The regions and periods with rates that no single population can give."""
    return [each for each in m.inferences if not each.every and each.population.empty]


def _ranges(m: IndicatorMaterial) -> Table:
    """Regions by periods: the lowest and the highest population that all rates of the period allow."""
    periods = sorted({each.period for each in m.inferences if not each.every})
    places = list(dict.fromkeys(each.place for each in m.inferences))

    def cells(place: str) -> list[Cell]:
        statistics = ("n", "population_low", "population_high")
        return [_or_none(m, m.get(period, place, "population", s)) for period in periods for s in statistics]

    return Table(
        m("populations.table"),
        (
            Column(m("column.region"), 4),
            *(
                Column(m(f"column.{name}"), 1, numeric=True, over=period)
                for period in periods
                for name in ("rates", "from", "to")
            ),
        ),
        tuple(Row((m.name(place), *cells(place))) for place in places),
        (m("populations.table-note"),),
    )


def _or_none(m: IndicatorMaterial, figure: Figure | None) -> Cell:
    """ "ingen" where no population gives all rates, "–" where there are no rates."""
    if figure is None:
        return "–"
    return m("populations.none") if figure.value is None and figure.statistic == "population_low" else figure


def _sums(m: IndicatorMaterial) -> list[str]:
    """Whether what the regions' populations add up to goes with what the whole's own rates allow."""
    sentences = []
    for each in m.inferences:
        low = m.get(each.period, each.place, "population", "population_low", versus="regions")
        if low is not None and not each.every:
            high = m.of(each.period, each.place, "population", "population_high", versus="regions")
            own = {
                "low": m.of(each.period, each.place, "population", "population_low"),
                "high": m.of(each.period, each.place, "population", "population_high"),
            }
            fits = _overlap(low, high, own["low"], own["high"])
            key = "populations.sum-fits" if fits else "populations.sum-off"
            sentences.append(m(key, whole=m.name(each.place), period=each.period, sum_low=low, sum_high=high, **own))
    return sentences


def _overlap(low: Figure, high: Figure, own_low: Figure, own_high: Figure) -> bool:
    """Whether two ranges have a number in common; an end that is None is open."""
    if not isinstance(low.value, int) or not isinstance(own_low.value, int):
        return False
    ends = ((low.value, own_high.value), (own_low.value, high.value))
    return all(not isinstance(above, int) or below <= above for below, above in ends)


def _conflicts(m: IndicatorMaterial) -> Section:
    """Every two rates of a region and period that contradict each other, and which of them the rest speak against."""
    rows = [
        Row((m.name(each.place), each.period, rate(m, each.place, a), rate(m, each.place, b)))
        for each in at_odds(m)
        for a, b in each.contradictions
    ]
    rows += [
        Row((m.name(each.place), each.period, rate(m, each.place, alone), m("populations.alone")))
        for each in at_odds(m)
        for alone, span in each.spans.items()
        if span.empty
    ]
    table = Table(
        m("populations.conflicts-table"),
        (
            Column(m("column.region"), 2.4),
            Column(m("column.period"), 0.8),
            Column(m("populations.rate-column"), 4),
            Column(m("populations.against-column"), 4),
        ),
        tuple(rows),
    )
    verdicts = [_verdict(m, each) for each in at_odds(m)]
    return Section(
        m("populations.conflicts"),
        (Paragraph(m("populations.conflicts-lead")), table, Bullets(tuple(verdicts))),
        level=2,
    )


def _verdict(m: IndicatorMaterial, each: Inference) -> str:
    place = {"place": m.name(each.place), "period": each.period}
    if len(each.doubted) != 1:
        return m("populations.undecided", **place)
    ends = {
        "low": m.of(each.period, each.place, "population", "population_low", versus="agreeing"),
        "high": m.of(each.period, each.place, "population", "population_high", versus="agreeing"),
    }
    doubted = m.wording.listed([short(m, each.place, rate_) for rate_ in each.doubted[0]])
    return m("populations.doubted", doubted=doubted, **place, **ends)


def _as_one(m: IndicatorMaterial) -> Section:
    """The same as if the population did not change from one period to the next."""
    rows = []
    as_one = [each for each in m.inferences if each.every]
    for each in as_one:
        figures = [
            m.of(each.period, each.place, "population", statistic, versus=EVERY_PERIOD)
            for statistic in ("n", "contradictions")
        ]
        low, high = (
            m.get(each.period, each.place, "population", f"population_{end}", versus=f"agreeing, {EVERY_PERIOD}")
            for end in ("low", "high")
        )
        rows.append(Row((m.name(each.place), *figures, low or "–", high or "–")))
    columns = (
        Column(m("column.region"), 2.6),
        Column(m("column.rates"), 0.8, numeric=True),
        Column(m("column.contradictions"), 1, numeric=True),
        Column(m("column.from"), 1, numeric=True, over=m("populations.agreeing-column")),
        Column(m("column.to"), 1, numeric=True, over=m("populations.agreeing-column")),
    )
    doubted = [
        m("populations.doubted-as-one", place=m.name(each.place), rates=_possibilities(m, each))
        for each in as_one
        if each.contradictions
    ]
    return Section(
        m("populations.as-one"),
        (
            Paragraph(m("populations.as-one-lead")),
            Table(m("populations.as-one-table"), columns, tuple(rows)),
            *((Paragraph(m("populations.as-one-doubted")), Bullets(tuple(doubted))) if doubted else ()),
        ),
        level=2,
    )


def _possibilities(m: IndicatorMaterial, each: Inference) -> str:
    """The rates to doubt: "a och b", "antingen a och b, eller c och d" where the numbers do not tell which."""
    sets = [m.wording.listed([short(m, each.place, rate_, dated=True) for rate_ in own]) for own in each.doubted]
    return sets[0] if len(sets) == 1 else m("populations.either", sets=m("populations.or").join(sets))


def rate(m: IndicatorMaterial, place: str, each: Rate) -> str:
    """ "AT-tjänster 22,1 (64): 288 940–290 249 invånare"."""
    indicator, period = each
    figures = {
        name: m.of(period, place, f"indicator:{indicator}", statistic)
        for name, statistic in (("low", "population_low"), ("high", "population_high"))
    }
    return m("populations.rate", rate=short(m, place, each), **figures)


def short(m: IndicatorMaterial, place: str, each: Rate, *, dated: bool = False) -> str:
    """ "AT-tjänster 22,1 (64)", where needed with the period."""
    indicator_id, period = each
    indicator = next(i for i in m.rubric.indicators if i.id == indicator_id)
    figures = {
        name: m.of(period, place, f"indicator:{indicator_id}", statistic)
        for name, statistic in (("rate", "per_100000"), ("count", "numerator"))
    }
    name = m.rubric.in_language(indicator.short or indicator.text, m.wording.lang)
    return m("populations.short-dated" if dated else "populations.short", name=name, period=period, **figures)
