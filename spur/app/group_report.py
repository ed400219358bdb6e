"""A group's report: its units together, beside their region and a baseline."""

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import PurePath

from spur.analysis.atoms import of_shown_units
from spur.analysis.figure import Figure, Figures
from spur.analysis.grades import openly_told
from spur.analysis.group_differences import group_difference_figures
from spur.analysis.releases import without
from spur.analysis.scopes import Part, Region, unit_part
from spur.analysis.texts import text_figures
from spur.analysis.triangulation import Sources, triangulation_figures
from spur.analysis.unit_grades import unit_grade_figures
from spur.app.everybody import Everybody, Gathering, regions_of_round
from spur.app.gathering import Asked, alike, newest_day
from spur.app.invited import doubts_about_invited
from spur.app.known import known
from spur.app.register import with_register
from spur.ledger.reading import View
from spur.records.problem import Code, InvalidInput, Place, Problem
from spur.report.group.material import GroupMaterial

_LONGEST = 60  # letters of a file's name
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")


def group_id(region: str, group: str) -> str:
    """A group by its region and what the units table calls it. No region's id holds a colon."""
    return f"{region}:{group}"


def named_groups(view: View, asked: Asked, region: str, names: Iterable[str]) -> list[str]:
    """Groups by their names, of a region that need not be named where there is only one. Raises InvalidInput."""
    regions = regions_of_round(view, asked, region)
    if len(regions) != 1:
        raise InvalidInput([Problem(Code.REGION_MISSING, Place(""), allowed=tuple(regions))])
    return [group_id(regions[0], name) for name in names]


def group_stem(id: str, round_: str) -> PurePath:
    """A group's report has a folder of its own. What stands in a units table may be no file's name, or a long one; what
    is made of it then ends with a piece of its checksum, so that no two groups share a folder."""
    region, _, group = id.partition(":")
    name = f"group-{region}-{group}"
    plain = _NOT_IN_NAMES.sub("-", name).strip("-.")[:_LONGEST].casefold()
    if plain != name:
        plain = f"{plain}-{sha256(id.encode()).hexdigest()[:6]}"
    return PurePath(plain) / f"{plain}-{round_}"


def group_ids(view: View, asked: Asked, region: str, everybody: Gathering) -> list[str]:
    regions = regions_of_round(view, asked, region)
    return [
        group_id(each, group.id) for each in regions for group in everybody(view, each, asked).found.region.groups
    ]  # fmt: skip


def group_material(
    view: View, id: str, asked: Asked, everybody: Gathering
) -> tuple[GroupMaterial, tuple[Problem, ...]]:  # fmt: skip
    """The figures of this group, its region and the baseline; and the grades of its units, but not for everybody."""
    region_id, _, name = id.partition(":")
    told = everybody(view, region_id, asked)
    found, region = told.found, told.found.region
    known(name, [group.id for group in region.groups], Code.GROUP_WITHOUT_UNITS)
    group = next(group for group in region.groups if group.id == name)
    material = GroupMaterial(
        **alike(found, asked),
        units=tuple(found.units[unit] for unit in sorted(group.units)),
        figures=_figures(told, group, asked).plus(_texts(view, told, group, asked)),
        as_of=newest_day((event for event in found.events if event.unit_id in region.whole.units), asked),
        part=group,
        group=group,
    )
    material = with_register(view, found, told.called, asked, material, [group])
    return material, (*found.notices, *doubts_about_invited(group, found.responses, found.invited, found.rubric))


def _figures(everybody: Everybody, group: Part, asked: Asked) -> Figures:
    found, round_, rubric = everybody.found, asked.round, everybody.found.rubric
    parts = Region(found.region.whole, (group,), found.region.by)
    figures = Figures.of(everybody.of_parts(parts), _answers_of_units(everybody, group))
    if rubric.grades:
        told_of_units = not found.protection.openly
        units = (unit_part(unit) for unit in sorted(group.units) if told_of_units)
        figures = figures.plus(
            *(unit_grade_figures(round_, unit, found.grades, asked.grades_used, rubric) for unit in units)
        )
        differences = group_difference_figures(round_, found.region, found.grades, asked.grades_used, rubric)
        figures = figures.plus(each for each in differences if each.scope == "group" and each.scope_id == group.id)
    figures = everybody.compared(figures, parts, group)
    sources = Sources(figures, rubric, found.baseline, found.earlier, found.own)
    return openly_told(figures.plus(triangulation_figures([group], sources)), found.protection)


def _answers_of_units(everybody: Everybody, group: Part) -> Iterator[Figure]:
    """What the region's report tells of the units' answers: of those that are shown, and whether they are unlike. Like
    the units' grades it is not for everybody."""
    if everybody.found.protection.openly:
        return iter(())
    whole = everybody.found.region.whole
    parts = Region(whole, (group, *map(unit_part, sorted(group.units))))
    told = of_shown_units(everybody.of_parts(parts))
    return (figure for figure in told if figure.scope == "unit" and figure.subject.startswith("item:"))


def _texts(view: View, everybody: Everybody, group: Part, asked: Asked) -> Iterator[Figure]:
    """What the region's report tells of the group's texts and the region's."""
    found, parts = everybody.found, {everybody.found.region.whole.key, group.key}
    told = text_figures(asked.round, found.region, view.texts(asked.round), found.rubric, found.protection)
    return (each for each in without(told, asked.barred) if f"{each.scope}:{each.scope_id}" in parts)
