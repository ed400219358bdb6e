"""Who answered? Responses, response rates where it is known how many were invited, and the units that are silent."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import partial

from spur.analysis.figure import Figure
from spur.analysis.scopes import Part, Region
from spur.disclosure.release import Protection
from spur.rubric.model import Rubric

Counts = Mapping[tuple[str, str], int]
"""How many people by unit and role."""


def response_figures(
    round_: str, region: Region, responses: Counts, invited: Counts, rubric: Rubric, protection: Protection
) -> Iterator[Figure]:
    """How many responded, of how many invited, in all and by role, for the region, its groups and its units; and how
    many of the units have no response. Sizes are no secret: everybody knows how many trainees a clinic has. Of a unit's
    other roles than the rubric's first only the sum is told, since they are single persons; so also of a group that is
    one unit."""
    roles = tuple(role.id for role in rubric.roles)
    surveyed = any(unit in region.whole.units for unit, _ in (*responses, *invited))
    told_of = {role for unit, role in invited if unit in region.whole.units}
    asked = _asked(region.whole, told_of, invited)
    for part in (*region, *region.whole.each_unit()) if surveyed else region:
        for role in ("", *roles):
            of = (role,) if role else roles
            figure = partial(Figure, round_, part.scope, part.id, role=role)
            n = _sum(part, of, responses)
            # a unit has one chief and one or two study directors: who of them answered is nobody's business
            few = len(part.units) == 1 and role not in ("", roles[0]) and not protection.withholds_nothing
            yield figure("responses", "n", None if few else n, withheld=few)
            if not surveyed:
                continue
            silent = sum(_silent(unit, of, responses, asked) for unit in part.units)
            yield figure("units", "without_responses", None if few else silent, withheld=few)
            if told_of.intersection(of):
                base = None if lacking_invited(part, of, responses, invited) else _sum(part, of, invited)
                yield figure("invited", "n", base)
                share = Fraction(n, base) if base else None
                yield figure("responses", "share_of_invited", None if few else share, withheld=few)


def lacking_invited(part: Part, roles: tuple[str, ...], responses: Counts, invited: Counts) -> list[str]:
    """The units that have responses of these roles but do not say how many were invited: with any of them, the part's
    rate would be wrong."""
    return sorted(
        unit
        for unit in part.units
        if any(responses.get((unit, role)) and (unit, role) not in invited for role in roles)
    )


def more_than_invited(responses: Counts, invited: Counts) -> dict[tuple[str, str], tuple[int, int]]:
    """Responses and invited of each unit and role that has more responses than invited (2020 report: 206 responses of
    205 trainees). Nothing is cut to 100 %: one of the numbers is wrong, and a person has to say which."""
    return {
        key: (n, invited[key]) for key, n in sorted(responses.items()) if key in invited and n > invited[key]
    }  # fmt: skip


def _sum(part: Part, roles: tuple[str, ...], counts: Counts) -> int:
    return sum(counts.get((unit, role), 0) for unit in part.units for role in roles)


def _asked(whole: Part, told_of: set[str], invited: Counts) -> Callable[[str, str], bool]:
    """Whether anybody of a role was there to ask at a unit, as far as is known. Where the invited tell of the unit, and
    of the role at other units, then there was nobody if they do not tell of the two together."""
    units = {unit for unit, _ in invited if unit in whole.units}
    return lambda unit, role: invited.get((unit, role), unit not in units or role not in told_of) > 0


def _silent(unit: str, roles: tuple[str, ...], responses: Counts, asked: Callable[[str, str], bool]) -> bool:
    """Whether nobody answered though somebody was there to ask."""
    return not any(responses.get((unit, role)) for role in roles) and any(asked(unit, role) for role in roles)
