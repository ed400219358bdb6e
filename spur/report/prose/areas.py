"""The areas: the highest and the lowest mean, who reaches the line and who does not, and how even the grades are."""

from collections.abc import Iterator

from spur.analysis.figure import Figure
from spur.analysis.scopes import Part
from spur.report.material import Material, exact
from spur.report.prose.ends import ends
from spur.statistics.exact import Exact, Root, round_half_up
from spur.statistics.ranking import rank_shown

SHOWN_DECIMALS = 1  # of a mean and an SD


def highest_and_lowest(m: Material, part: Part) -> Iterator[str]:
    """Which areas have the highest and which the lowest mean; that all are alike, where they are. Nothing of a single
    area."""
    means = _means(m, part)
    if len(means) < 2:
        return
    highest, lowest = ends({area: exact(mean) for area, mean in means.items()}, SHOWN_DECIMALS)
    if not highest:
        yield m.said("areas.equal", mean=next(iter(means.values())))
        return
    yield m.said(
        "areas.highest-lowest",
        highest=titles(m, highest),
        most=means[highest[0]],
        lowest=titles(m, lowest),
        least=means[lowest[0]],
    )


def reaching(m: Material, part: Part, *, with_shares: bool = False) -> Iterator[str]:
    """In which areas the mean reaches the line; nothing where it does in none."""
    means = _means(m, part)
    areas = [area for area, mean in means.items() if exact(mean) >= m.rubric.line_points]
    if areas:
        key = "areas.reach-all" if len(areas) == len(means) > 1 else "areas.reach"
        yield m.said(key, areas=_numbered(m, part, areas, with_shares=with_shares), line=m.rubric.grading.line)


def below(m: Material, part: Part, *, with_shares: bool = False) -> Iterator[str]:
    """In which areas the mean does not reach the line; nothing where it does in all."""
    means = _means(m, part)
    areas = [area for area, mean in means.items() if exact(mean) < m.rubric.line_points]
    if areas:
        key = "areas.below-all" if len(areas) == len(means) > 1 else "areas.below"
        told = m.said(key, areas=_numbered(m, part, areas, with_shares=with_shares), line=m.rubric.grading.line)
        highest = max(round_half_up(exact(means[area]), SHOWN_DECIMALS) for area in areas)
        yield f"{told} {m.said('areas.rounded')}" if highest >= m.rubric.line_points else told


def units_at_the_line(m: Material, part: Part) -> Iterator[str]:
    """Of the areas whose mean reaches the line: in which every unit does, and in which some do not all the same."""
    reach = [area for area, mean in _means(m, part).items() if exact(mean) >= m.rubric.line_points]
    shares = {area: m.figures.get(part.scope, part.id, f"area:{area}", "share_at_line") for area in reach}
    reach = [area for area in reach if shares[area] is not None]
    every = [area for area in reach if (share := shares[area]) and exact(share) == 1]
    others = [area for area in reach if area not in every]
    line = m.rubric.grading.line
    if every:
        yield m.said("areas.every-unit", areas=titles(m, every), line=line)
    if others:
        yield m.said("areas.some-units", areas=titles(m, others), line=line)


def spread(m: Material, part: Part) -> Iterator[str]:
    """In which areas the units' grades are most alike and in which least, by the SD; nothing where that is not told,
    or all are alike."""
    told = {area.id: m.figures.get(part.scope, part.id, f"area:{area.id}", "sd") for area in m.rubric.areas}
    sds = {area: sd for area, sd in told.items() if sd is not None and sd.value is not None}
    uneven, even = ends({area: _number(sd) for area, sd in sds.items()}, SHOWN_DECIMALS)
    if even:
        yield m.said(
            "areas.spread",
            even=titles(m, even),
            least=sds[even[0]],
            uneven=titles(m, uneven),
            most=sds[uneven[0]],
        )


def titles(m: Material, areas: list[str]) -> str:
    """The areas by name, in quotation marks."""
    return m.quoted([m.area_title(area) for area in areas])


def _means(m: Material, part: Part) -> dict[str, Figure]:
    """The means of the areas in which anybody is graded."""
    means = {area.id: m.figures(part.scope, part.id, f"area:{area.id}", "mean") for area in m.rubric.areas}
    return {area: mean for area, mean in means.items() if mean.value is not None}


def _numbered(m: Material, part: Part, areas: list[str], *, with_shares: bool) -> str:
    """The areas by name, each with its mean and, where asked, the share of units at the line; the highest first."""
    means = _means(m, part)
    places = rank_shown({area: exact(mean) for area, mean in means.items()}, SHOWN_DECIMALS)
    ranked = sorted(areas, key=lambda area: places[area])
    told = []
    for area in ranked:
        share = m.figures.get(part.scope, part.id, f"area:{area}", "share_at_line") if with_shares else None
        key = "areas.mean-and-share" if share else "areas.mean"
        told.append(m.said(key, area=m.area_title(area), mean=means[area], share=share))
    return m.wording.listed(told)


def _number(figure: Figure) -> Exact:
    return figure.value if isinstance(figure.value, Root) else exact(figure)
