"""An earlier round of which only the printed shares are known: of how many each must be for the difference to be more
than chance."""

from collections.abc import Iterable

from spur.analysis.figure import Figure
from spur.analysis.rounds import NO_BASE
from spur.report.material import Material
from spur.report.shown import Format, number
from spur.statistics.smallest_base import UP_TO

EVERY = 1
"""What the smallest base is where any will do."""


def base_in_words(m: Material, base: Figure | None) -> str:
    """ "om minst 481 svarade", "hur få som än svarade"."""
    if base is None:
        return "–"
    return m(f"rounds.base-{_kind(base)}", n=base, most=most_tried(m))


def bases_in_words(m: Material, then: str, told: Iterable[tuple[str, Figure | None]]) -> str:
    """For which questions (each text with its base) a difference holds however few answered then, which of the others
    asks for most, and which cannot be shown at all."""
    by_kind: dict[str, list[tuple[str, Figure]]] = {"any": [], "none": [], "least": []}
    for text, base in told:
        if base is not None:
            by_kind[_kind(base)].append((text, base))
    least = by_kind["least"]
    most = max((base.value for _, base in least if isinstance(base.value, int)), default=0)
    by_kind["least"] = [(text, base) for text, base in least if base.value == most]
    values = {"then": then, "most": most_tried(m)}
    sentences = [
        m(f"rounds.bases-{kind}", questions=m.quoted([text for text, _ in own]), n=own[0][1], **values)
        for kind, own in by_kind.items()
        if own
    ]
    sentences += [m("rounds.bases-fewer")] if len(by_kind["least"]) < len(least) else []
    return " ".join([*sentences, *([m("rounds.bases-caution")] if sentences else [])])


def _kind(base: Figure) -> str:
    return "none" if base.value == NO_BASE else "any" if base.value == EVERY else "least"


def most_tried(m: Material) -> str:
    """The largest base that is tried."""
    return number(UP_TO, Format.THOUSANDS, m.wording)
