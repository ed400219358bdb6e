"""The charts of answers: how questions were answered, how two sides differ, and which units stand out. Only what is
shown is in any of them."""

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from spur.analysis.figure import Figure
from spur.analysis.sides import SHARE
from spur.analysis.signals import LIMITS
from spur.report.certainty import symbol
from spur.report.document import Answers, Block, Difference, DivergingBars, DotPlot, Funnel, Paragraph, Place
from spur.report.material import Material, exact
from spur.report.signals import flag, is_signal
from spur.rubric.parts import Question
from spur.statistics.certainty import Certainty

Statistic = Callable[[str], Figure | None]
"""A question's figures, by the name of the statistic."""

_SHARES = ("share_negative", "share_neutral", SHARE)
_FEWEST_PLACES = 5
"""With fewer units than this there is no funnel to be seen."""


def answer_chart(m: Material, role: str, questions: Iterable[tuple[str, Statistic]]) -> Iterator[Block]:
    """How each question was answered, in the order given."""
    rows = []
    for text, of in questions:
        figures = [of(statistic) for statistic in (*_SHARES, "n")]
        known = [figure for figure in figures if figure is not None and figure.value is not None]
        if len(known) == len(figures):
            negative, neutral, positive, n = known
            rows.append(Answers(text, negative, neutral, positive, n))
    if rows:
        told = (
            m("plot.answers-row", label=r.label, positive=r.positive, neutral=r.neutral, negative=r.negative, n=r.n)
            for r in rows
        )
        yield DivergingBars(
            caption=m("plot.answers", role=m.role_title(role)),
            alt=m("plot.alt", what=m("plot.answers", role=m.role_title(role)), numbers=" ".join(told)),
            kinds=(m("column.negative"), m("column.neutral"), m("column.positive")),
            n_label=m("column.n"),
            rows=tuple(rows),
        )


def difference_chart(m: Material, caption: str, questions: Iterable[tuple[str, Statistic]]) -> Iterator[Block]:
    """How far each question's share of positive answers lies from the other side's, in the order given."""
    rows = []
    for text, of in questions:
        diff, low, high = (of(statistic) for statistic in ("diff", "diff_low", "diff_high"))
        if diff is None or diff.value is None:
            continue
        kind = of("class")
        clear = kind is not None and kind.value in (Certainty.CLEAR, Certainty.SMALL)
        rows.append(Difference(text, diff, low, high, symbol(of("five_point_verdict"), kind), clear))
    if rows:
        points = m.rubric.comparison.five_point_rule
        yield DotPlot(
            caption=caption,
            alt=m("plot.alt", what=caption, numbers=" ".join(_difference_in_words(m, row) for row in rows)),
            axis_label=m("plot.points"),
            points=points,
            clear=m("plot.clear"),
            other=m("plot.unclear"),
            between=m("plot.rule", points=points),
            rows=tuple(rows),
        )
        if any(not row.clear and _beside_zero(row) for row in rows):
            yield Paragraph(m("plot.unclear-note"), "note")


def _beside_zero(row: Difference) -> bool:
    """Whether the interval lies on one side of zero."""
    low, high = (end.value if end is not None else None for end in (row.low, row.high))
    return isinstance(low, Fraction) and isinstance(high, Fraction) and (low > 0 or high < 0)


def _difference_in_words(m: Material, row: Difference) -> str:
    if row.low is None or row.high is None:
        return m("plot.difference-alone", label=row.label, diff=row.figure)
    return m("plot.difference-row", label=row.label, diff=row.figure, low=row.low, high=row.high)


def funnel_charts(m: Material, role: str, questions: Iterable[Question]) -> Iterator[Block]:
    """A funnel a question, of those for which enough units are shown. Only a unit with a signal is named."""
    for question in questions:
        item = f"item:{question.id}"
        found = (_place(m, unit.id, m.written(unit.name), item, role) for unit in m.units)
        places = [place for place in found if place is not None]
        middle = m.figures.get("region", m.region.whole.id, item, SHARE, role=role)
        if len(places) < _FEWEST_PLACES or middle is None or middle.value is None:
            continue
        caption = m("plot.funnel", question=m.question_text(question), role=m.role_title(role))
        places.sort(key=lambda place: (exact(place.n), exact(place.share)))
        told = (_place_in_words(m, place) for place in places)
        yield Funnel(
            caption=caption,
            alt=m("plot.alt", what=caption, numbers=" ".join(told)),
            x_label=m("plot.answers-of-unit"),
            y_label=m("plot.share"),
            middle=middle,
            middle_label=m("plot.middle", share=middle),
            near_label=m("plot.near"),
            far_label=m("plot.far"),
            places=tuple(places),
        )


def _place(m: Material, unit: str, name: str, item: str, role: str) -> Place | None:
    found = flag(m, unit, item, role)
    own = [m.figures.get("unit", unit, item, statistic, role=role) for statistic in ("n", SHARE)]
    limits = [m.figures.get("unit", unit, item, end, role=role, versus=found.versus if found else "") for end in LIMITS]
    known = [figure for figure in (*own, *limits) if figure is not None and figure.value is not None]
    if len(known) < len(own) + len(limits):
        return None
    n, share, low, high, far_low, far_high = known
    return Place(name if is_signal(found) else "", n, share, low, high, far_low, far_high)


def _place_in_words(m: Material, place: Place) -> str:
    ends = {"low": place.low, "high": place.high, "far_low": place.far_low, "far_high": place.far_high}
    key = "plot.funnel-named" if place.label else "plot.funnel-row"
    return m(key, unit=place.label, share=place.share, n=place.n, **ends)
