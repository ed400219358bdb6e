"""How far the roles agree."""

from collections.abc import Iterator

from spur.analysis.figure import Figure, Named
from spur.report.material import Material, exact
from spur.report.prose.areas import titles


def agreement(m: Material) -> Iterator[str]:
    """The areas in which the roles agree most and least, as they are ranked, and which role is lowest most often.
    Nothing where no two roles are shown."""
    compared = m.figures.get("region", m.region.whole.id, "items", "questions_compared")
    if compared is None or compared.value is None:
        return
    yield from _of_areas(m)
    lowest = m.of_region("items", "lowest_role")
    if not isinstance(lowest.value, Named):
        yield m.said("roles.never-lowest")
        return
    times = m.of_region("items", "count:lowest", role=lowest.value.ids[0])
    tied = "roles.lowest-tied" if len(lowest.value.ids) > 1 else "roles.lowest"
    key = "roles.lowest-only" if compared.value == 1 else tied
    yield m.said(key, roles=lowest, n=times, of=compared)


def _of_areas(m: Material) -> Iterator[str]:
    found = {area.id: _of(m, area.id, "agreement_rank") for area in m.rubric.areas}
    ranks = {area: exact(rank) for area, rank in found.items() if rank is not None and rank.value is not None}
    if len(ranks) < 2:
        return
    first, last = ([area for area, rank in ranks.items() if rank == end] for end in (1, max(ranks.values())))
    most, least = (_of(m, own[0], "agreement") for own in (first, last))
    if first == last:
        yield m.said("roles.equal", agreement=most)
    else:
        yield m.said("roles.most-and-least", first=titles(m, first), most=most, last=titles(m, last), least=least)


def _of(m: Material, area: str, statistic: str) -> Figure | None:
    return m.figures.get("region", m.region.whole.id, f"area:{area}", statistic)
