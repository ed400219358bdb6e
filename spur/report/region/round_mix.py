"""Has the region changed, or only who answered? Shares then and now within the groups, with the same mix of them."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from spur.analysis.figure import Figure
from spur.analysis.mix import SHIFT, STANDARDISED, WITHIN
from spur.analysis.rounds import Earlier, Like
from spur.analysis.sides import SHARE
from spur.report.document import Column, Paragraph, Row, Section, Table
from spur.report.material import Material

TOLD_FROM = Fraction(1, 100)
"""A share that another mix moves by less than this is not told of."""
CHANGED_FROM = Fraction(5, 100)
"""From this part of the answers on the mix is said to have changed."""


def has_mix(m: Material) -> bool:
    """Whether the groups' answers are known in both rounds."""
    return any(figure.statistic == SHIFT and figure.role == m.role for figure in m.figures)


def mix_sections(m: Material, earlier: Earlier, likes: Sequence[Like]) -> Iterator[Section]:
    """The questions whose earlier share would have been another with the newest mix of groups, the most moved first;
    that none would, where the mix has changed; and nothing where it has not."""
    known = {like.here: like for like in likes if _moved(m, earlier, like) is not None}
    distances = {question: _moved(m, earlier, like) or Fraction(0) for question, like in known.items()}
    told = sorted((q for q, moved in distances.items() if moved >= TOLD_FROM), key=lambda q: -distances[q])
    shifts = [shift for like in known.values() if (shift := _versus(m, earlier, like, SHIFT))]
    farthest = max(shifts, key=lambda shift: _number(shift) or 0, default=None)
    values: dict[str, object] = {"then": earlier.round, "now": m.round, "n": len(told), "of": len(known)}
    if told:
        most = known[told[0]]
        values |= {
            "question": _text(m, most),
            "share": _share(m, most, earlier.round),
            "standardised": _versus(m, earlier, most, STANDARDISED),
        }
        sentence = m("rounds.mix-moved" if len(told) > 1 else "rounds.mix-moved-one", **values)
        yield Section(
            m("rounds.mix-title"),
            (Paragraph(sentence), _table(m, earlier, [known[question] for question in told])),
            level=2,
        )
    elif farthest is not None and (_number(farthest) or 0) >= CHANGED_FROM:
        sentence = m("rounds.mix-changed", shift=farthest, **values)
        yield Section(m("rounds.mix-title"), (Paragraph(sentence),), level=2)


def _table(m: Material, earlier: Earlier, likes: Sequence[Like]) -> Table:
    def row(like: Like) -> Row:
        within = [_versus(m, earlier, like, statistic) for statistic in WITHIN]
        cells = (
            _share(m, like, earlier.round),
            _versus(m, earlier, like, STANDARDISED),
            _share(m, like),
            _versus(m, earlier, like, "diff"),
            *within,
        )
        return Row((_text(m, like), *("–" if cell is None else cell for cell in cells)))

    within = m("rounds.mix-within")
    columns = (
        Column(m("column.question"), 4.4),
        Column(m("rounds.mix-as-it-was"), 1, True, over=earlier.round),
        Column(m("rounds.mix-with", now=m.round), 1.2, True, over=earlier.round),
        Column(m("column.positive-short"), 1, True, over=m.round),
        Column(m("column.difference-short"), 1, True),
        Column(m("column.difference-short"), 1, True, over=within),
        Column(m("column.from"), 0.9, True, over=within),
        Column(m("column.to"), 0.9, True, over=within),
    )
    caption = m("rounds.mix-table", role=m.role_title(m.role))
    notes = (m("rounds.mix-note", then=earlier.round, now=m.round),)
    return Table(caption, columns, tuple(row(like) for like in likes), notes)


def _moved(m: Material, earlier: Earlier, like: Like) -> Fraction | None:
    """How far the newest mix moves the earlier share; None where that is not known."""
    then, with_mix = _number(_share(m, like, earlier.round)), _number(_versus(m, earlier, like, STANDARDISED))
    return None if then is None or with_mix is None else abs(with_mix - then)


def _share(m: Material, like: Like, round_: str = "") -> Figure | None:
    question = like.there if round_ else like.here
    return m.figures.get("region", m.region.whole.id, f"item:{question}", SHARE, role=m.role, round_=round_)


def _versus(m: Material, earlier: Earlier, like: Like, statistic: str) -> Figure | None:
    own = m.region.whole.id
    return m.figures.get("region", own, f"item:{like.here}", statistic, role=m.role, versus=earlier.versus)


def _number(figure: Figure | None) -> Fraction | None:
    return figure.value if figure is not None and isinstance(figure.value, Fraction) else None


def _text(m: Material, like: Like) -> str:
    return m.question_text(m.rubric.question(like.here))
