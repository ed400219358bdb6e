"""How the verdict and the class of a comparison are told: with a symbol and words, never by a colour alone."""

from collections.abc import Callable, Iterable

from spur.analysis.figure import Figure
from spur.report.document import Row
from spur.report.material import Material
from spur.report.shown import shown
from spur.statistics.certainty import Certainty
from spur.statistics.comparison import Verdict

ROUNDED = "*"
"""Beside the mark where the shares, as they are printed, would give another verdict."""

_CLEAR = {Verdict.MORE: "▲", Verdict.LESS: "▼"}
_POSSIBLE = {Verdict.MORE: "△", Verdict.LESS: "▽"}
_LEGEND = (("clear", "▲▼"), ("possible", "△▽"), ("in-line", "="), ("small", "≈"), ("undecided", "?"))
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


def legend(m: Material, rows: Iterable[Row]) -> tuple[str, ...]:
    """What the symbols mean that stand in a table, each at the beginning of its cell; nothing where there is none."""
    cells = (cell for row in rows for cell in row.cells if isinstance(cell, str))
    found = {cell.partition(" ")[0].rstrip(ROUNDED) for cell in cells}
    points = m.rubric.comparison.five_point_rule
    told = [m(f"certainty.legend-{name}", points=points) for name, symbols in _LEGEND if found & set(symbols)]
    return (" ".join(told),) if told else ()


def how_certain(m: Material, count: Callable[[Certainty], Figure | None]) -> str:
    """How many of a comparison's differences are clear and how many may be chance, on how many questions a smaller one
    is certain, and on how many nothing can be told; "" where nothing is compared, or it is not known how many answered
    on the other side, of which nothing is certain."""
    counts = {kind: count(kind) for kind in Certainty}
    n = {kind: figure.value for kind, figure in counts.items() if figure is not None and isinstance(figure.value, int)}
    if len(n) < len(counts):
        return ""
    clear, possible = n[Certainty.CLEAR], n[Certainty.POSSIBLE]
    told = [m.said(f"certain.{_key(clear, possible)}", clear=clear, possible=possible)] if clear or possible else []
    if small := n[Certainty.SMALL]:
        told.append(m.said("certain.one-small" if small == 1 else "certain.small", small=small))
    if undecided := n[Certainty.UNDECIDED]:
        told.append(m.said("certain.one-untold" if undecided == 1 else "certain.untold", undecided=undecided))
    return " ".join(told)


def _key(clear: int, possible: int) -> str:
    """Of differences of which there is at least one."""
    match clear, possible:
        case 1, 1:
            return "one-each"
        case 0, n:
            return {1: "only", 2: "both"}.get(n, "all") + "-possible"
        case n, 0:
            return {1: "only", 2: "both"}.get(n, "all") + "-clear"
        case 1, _:
            return "one-clear"
        case _, 1:
            return "one-possible"
        case _:
            return "some-clear"
