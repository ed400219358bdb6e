"""How a p-value is adjusted for the others of its family: by which of them, times what."""

from collections.abc import Callable, Iterator
from fractions import Fraction

from spur.analysis.comparison import REST
from spur.analysis.figure import Figure
from spur.report.explanation.comparison import nested
from spur.report.explanation.here import Here, Tell
from spur.report.explanation.numbers import unrounded

Same = Callable[[Figure, Figure], bool]
"""Whether the second figure is a p-value of the same family as the first."""

_NEARLY = Fraction(1, 10**12)  # of two floats, the same number


def screened(key: str, p: tuple[str, ...], same: Same) -> Tell:
    """A list that is looked through (Benjamini–Hochberg): the smallest of p·m/place from its own place on. ``key``
    names the sentence on the family, ``p`` the statistics that are its p-values."""
    return _adjusted(key, p, same, lambda place, m: (Fraction(m, place), f"{m} / {place}"))


def paired(key: str, same: Same) -> Tell:
    """Comparisons of which hardly any may be chance (Holm): the largest of p·(m + 1 − place) up to its own place."""
    return _adjusted(key, ("p",), same, lambda place, m: (Fraction(m - place + 1), str(m - place + 1)))


def _adjusted(
    key: str, p: tuple[str, ...], same: Same, factor: Callable[[int, int], tuple[Fraction, str]]
) -> Tell:  # fmt: skip
    def tell(here: Here) -> Iterator[str]:
        q = here.figure.value
        each_of = (f for f in here.about.figures if f.statistic in p and f.round == here.figure.round)
        family = sorted(f.value for f in each_of if isinstance(f.value, Fraction) and same(here.figure, f))
        if not isinstance(q, Fraction) or not family:
            return
        yield here(f"family.{key}", n=len(family))
        for place, own in enumerate(family, start=1):
            times, text = factor(place, len(family))
            if abs(min(own * times, Fraction(1)) - q) < _NEARLY:
                product = f"{unrounded(own, here.about.wording)} · {text}"
                yield here.equals(product if own * times <= 1 else f"min(1; {product})")
                return

    return tell


def of_shares(here: Here) -> Iterator[str]:
    """Of the questions of a comparison; of groups that are compared two by two, of the pairs within a question."""
    tell = _of_pairs if _is_pair(here.figure) else _of_questions
    yield from tell(here)


def _is_pair(figure: Figure) -> bool:
    return figure.versus.startswith("group:") and not nested(figure)


def _same_place(own: Figure, other: Figure) -> bool:
    return (own.scope, own.scope_id, own.role, own.versus) == (other.scope, other.scope_id, other.role, other.versus)


def _same_kind(own: Figure, other: Figure) -> bool:
    return own.subject.partition(":")[0] == other.subject.partition(":")[0]


def _same_subject(own: Figure, other: Figure) -> bool:
    return (own.scope, own.role, own.subject) == (other.scope, other.role, other.subject)


_of_pairs = paired("pairs", lambda own, other: _same_subject(own, other) and _is_pair(other))
_of_questions = screened("questions", ("p",), lambda own, other: _same_place(own, other) and _same_kind(own, other))

of_areas = screened("areas", ("p",), lambda own, other: _same_place(own, other) and _same_kind(own, other))
of_changes = screened("areas", ("grades_p",), lambda own, other: _same_place(own, other) and _same_kind(own, other))
of_units = screened("units", ("funnel_p",), _same_subject)
of_connections = screened("questions", ("rho_p", "trend_p"), _same_place)
_of_groups = paired("groups", lambda own, other: _same_subject(own, other) and other.versus == REST)


def of_groups(here: Here) -> Iterator[str]:
    """Of a group's grades against the rest's: of the groups of an area; two groups are compared once."""
    own = here.beside(statistic="p")
    if own is not None and own.value == here.figure.value:
        yield here("family.once")
    else:
        yield from _of_groups(here)


of_group_pairs = _of_pairs
