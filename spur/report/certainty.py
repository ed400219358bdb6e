"""How the verdict and the class of a comparison are told: with a symbol and words, never by a colour alone."""

from collections.abc import Callable

from spur.analysis.figure import Figure
from spur.report.material import Material
from spur.report.shown import shown
from spur.statistics.certainty import Certainty
from spur.statistics.comparison import Verdict

ROUNDED = "*"
"""Beside the mark where the shares, as they are printed, would give another verdict."""

_CLEAR = {Verdict.MORE: "▲", Verdict.LESS: "▼"}
_POSSIBLE = {Verdict.MORE: "△", Verdict.LESS: "▽"}
_WITHIN = {Certainty.IN_LINE: "=", Certainty.SMALL: "≈", Certainty.UNDECIDED: "?"}


def symbol(verdict: Figure | None, kind: Figure | None) -> str:
    """▲▼ a clear difference, △▽ one that may be chance, = in line, ≈ small but certain, ? too few answers to tell; ""
    where nothing is compared."""
    if verdict is None or kind is None or not isinstance(verdict.value, str) or not isinstance(kind.value, str):
        return ""
    own, how = Verdict(verdict.value), Certainty(kind.value)
    if own is Verdict.WITHIN:
        return _WITHIN[how]
    return (_CLEAR if how is Certainty.CLEAR else _POSSIBLE)[own]


def marked(
    m: Material, verdict: Figure, kind: Figure | None, rounded: Figure | None, *, both_n_known: bool = True
) -> str:
    """ "△ mer positiv, kan vara slump", with the asterisk where the rounded shares would say otherwise."""
    mark = symbol(verdict, kind)
    if not mark or kind is None:
        return shown(verdict, m.wording)
    how = kind.value if both_n_known else "unknown"
    words = m(f"certainty.{how}" if verdict.value == Verdict.WITHIN else f"certainty.{how}-{verdict.value}")
    return f"{mark} {words}{f' {ROUNDED}' if rounded else ''}"


def legend(m: Material) -> str:
    """What the symbols mean."""
    return m("certainty.legend", points=m.rubric.comparison.five_point_rule)


def how_certain(m: Material, count: Callable[[Certainty], Figure | None]) -> str:
    """How many of a comparison's differences are clear and how many may be chance, and for how many questions nothing
    can be told, in one or two sentences; "" where nothing is compared, or it is not known how many answered on the
    other side, of which nothing is certain."""
    clear, possible, undecided = (count(kind) for kind in (Certainty.CLEAR, Certainty.POSSIBLE, Certainty.UNDECIDED))
    if clear is None or possible is None or undecided is None:
        return ""
    told = []
    if key := _key(clear.value, possible.value):
        told.append(m(f"certainty.{key}", clear=clear, possible=possible))
    if undecided.value:
        told.append(m("certainty.one-untold" if undecided.value == 1 else "certainty.untold", undecided=undecided))
    return " ".join(told)


def _key(clear: object, possible: object) -> str:
    match clear, possible:
        case 0, 0:
            return ""
        case 0, 1:
            return "only-possible"
        case 0, _:
            return "all-possible"
        case 1, 0:
            return "only-clear"
        case _, 0:
            return "all-clear"
        case 1, _:
            return "one-clear"
        case _:
            return "some-clear"
