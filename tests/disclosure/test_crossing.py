"""Answers by place beside answers by specialty group: nobody is found out by whoever has both reports.

The reader who tries knows the rule, how many answered in every cell where the two divisions cross, and everything that
either report shows.
"""

from collections import defaultdict
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spur import app
from spur.analysis.answers import region_tree
from spur.analysis.crossing import beside_specialty_groups
from spur.analysis.scopes import Part, Region, cell
from spur.disclosure.crossing import Cell, crossable
from spur.disclosure.release import Protection, released
from spur.ledger.ledger import Ledger
from tests.conftest import GOLDEN, RUBRIC

Table = tuple[tuple[int, ...], ...]
"""How many answered, or were critical, by specialty group (rows) and place (columns)."""

FEW = Protection(k=3, c=1)


def region(sizes: Table) -> Region:
    """Each cell is a unit of its own, the smallest that anybody could be found out in."""
    rows, columns = range(len(sizes)), range(len(sizes[0]))

    def part(name: str, cells: set[tuple[int, int]]) -> Part:
        return Part("group", name, frozenset(f"{row}-{column}" for row, column in cells if sizes[row][column]))

    groups = tuple(part(f"g{row}", {(row, column) for column in columns}) for row in rows)
    places = tuple(part(f"p{column}", {(row, column) for row in rows}) for column in columns)
    whole = Part("region", "R", frozenset[str]().union(*(group.units for group in groups)))
    return Region(whole, tuple(p for p in places if p.units), "place", tuple(g for g in groups if g.units))


def told(sizes: Table, critical: Table, protection: Protection) -> dict[str, int]:
    """Everything that both reports show of who was critical."""
    own = region(sizes)
    units = {
        f"{row}-{column}": (n, critical[row][column])
        for row, line in enumerate(sizes)
        for column, n in enumerate(line)
        if n
    }

    def size(part: Part) -> tuple[int, int]:
        own = [units[unit] for unit in part.units]
        return sum(n for n, _ in own), sum(k for _, k in own)

    sizes_of = {part: size(part) for part in (own.whole, *own.crossed, *own.groups)}
    by_group = released(region_tree(Region(own.whole, own.crossed), sizes_of), protection)
    by_place = beside_specialty_groups(own, released(region_tree(own, sizes_of), protection), units, protection)
    return {part.key: critical for part, (_, critical) in sizes_of.items() if part.key in by_group | by_place}


Unit = tuple[str, str, int]
"""The group and the place of a unit, and how many answered."""


def told_of_units(units: dict[str, Unit], critical: dict[str, int], protection: Protection) -> dict[str, int]:
    """Everything that the region's report by specialty group, all units' reports and a report by place show."""

    def parts(of: int) -> tuple[Part, ...]:
        names = sorted({unit[of] for unit in units.values()})
        return tuple(Part("group", n, frozenset(u for u, unit in units.items() if unit[of] == n)) for n in names)

    groups, places = parts(0), parts(1)
    whole = Part("region", "R", frozenset(units))
    by_place = Region(whole, places, "place", groups)
    of_groups = {group: group.each_unit() for group in groups}
    answered = {unit: (n, critical[unit]) for unit, (_, _, n) in units.items()}
    every = (whole, *groups, *(unit for own in of_groups.values() for unit in own), *places)
    sizes = {part: tuple(sum(answered[unit][at] for unit in part.units) for at in (0, 1)) for part in every}
    shown = released(region_tree(Region(whole, groups), sizes, of_groups), protection)
    shown |= beside_specialty_groups(by_place, released(region_tree(by_place, sizes), protection), answered, protection)
    return {part.key: critical for part, (_, critical) in sizes.items() if part.key in shown}


@pytest.mark.parametrize(
    "units",
    [
        {"a": ("g", "p", 3), "b": ("g", "p", 4), "c": ("g", "q", 4), "d": ("g", "q", 2)},
        {"a": ("g", "q", 5), "b": ("g", "p", 3), "c": ("g", "p", 2)},
        {"a": ("g", "p", 4), "b": ("g", "q", 5), "c": ("g", "p", 5), "d": ("g", "q", 2)},
    ],
)
def test_beside_the_units_reports_a_place_does_not_tell_which_unit_was_withheld_for_its_answers(
    units: dict[str, Unit],
) -> None:
    """All units of a group are withheld where one of them was nearly all critical. Answers by place must not tell
    which: in each of these regions they did, when only the cells themselves were looked at."""
    protection = Protection(k=2, c=1)
    alike: dict[tuple[tuple[str, int], ...], list[tuple[int, ...]]] = defaultdict(list)
    for answers in product(*(range(n + 1) for _, _, n in units.values())):
        shown = told_of_units(units, dict(zip(units, answers, strict=True)), protection)
        alike[tuple(sorted(shown.items()))].append(answers)
    assert any(name == "group:p" for shown in alike for name, _ in shown), "nothing is shown at all"
    for same in alike.values():
        for at, (_, _, n) in enumerate(units.values()):
            assert min(each[at] for each in same) < n - protection.c


def cells(sizes: Table) -> list[tuple[int, int]]:
    return [(row, column) for row, line in enumerate(sizes) for column, n in enumerate(line) if n]


def datasets(sizes: Table) -> list[Table]:
    """Everything that could have been answered."""
    lines = (product(*(range(n + 1) for n in line)) for line in sizes)
    return list(product(*lines))


@pytest.mark.parametrize(
    "sizes",
    [
        ((3, 4), (5, 3)),
        ((3, 0), (4, 6)),
        ((6, 3), (3, 3)),
        ((3, 3), (3, 0), (0, 5)),
        ((3, 4), (3, 3), (5, 0)),
        ((3, 3, 3), (4, 0, 5)),
        ((4, 0, 5), (0, 5, 0)),  # places within specialty groups: nothing crosses
    ],
)
def test_with_both_reports_nobody_learns_that_all_in_a_cell_were_critical(sizes: Table) -> None:
    alike: dict[tuple[tuple[str, int], ...], list[Table]] = defaultdict(list)
    for critical in datasets(sizes):
        alike[tuple(sorted(told(sizes, critical, FEW).items()))].append(critical)
    assert any(any(name.startswith("group:p") for name, _ in shown) for shown in alike), "nothing is shown at all"
    for same in alike.values():
        for row, column in cells(sizes):
            assert any(critical[row][column] < sizes[row][column] - FEW.c for critical in same)


def test_where_nobody_in_a_place_was_critical_the_others_would_be_known_to_be() -> None:
    """Sizes alone are not enough: all critical answers of the first group came from its first place."""
    sizes, critical = ((5, 5), (20, 20)), ((5, 0), (0, 0))
    assert all(n >= 5 for line in sizes for n in line)
    assert "group:p1" not in told(sizes, critical, Protection())
    assert "group:p1" in told(((20, 20), (20, 20)), ((5, 0), (0, 0)), Protection())


@given(
    st.lists(st.lists(st.integers(0, 12), min_size=2, max_size=3), min_size=2, max_size=3).filter(
        lambda lines: len({len(line) for line in lines}) == 1 and any(map(any, lines))
    )
)
def test_places_are_shown_only_when_no_crossing_has_one_to_four_people(lines: list[list[int]]) -> None:
    sizes: Table = tuple(map(tuple, lines))
    nobody: Table = tuple((0,) * len(line) for line in sizes)
    places = [name for name in told(sizes, nobody, Protection()) if name.startswith("group:p")]
    if places and not region(sizes).nested:
        assert all(n == 0 or n >= 5 for line in sizes for n in line)


def test_one_cell_that_could_be_all_critical_is_withheld_whatever_it_is() -> None:
    """Else the reader would know from its being withheld that it is."""
    for critical in range(6):
        assert not crossable([[Cell(6, critical), Cell(40, 5 - critical)]], Protection())
    assert crossable([[Cell(6, 1), Cell(40, 2)]], Protection())


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with the golden answers."""
    db = f"sqlite:///{tmp_path_factory.mktemp('kept') / 'spur.db'}"
    app.init(db)
    app.import_units(db, GOLDEN / "units.csv")
    app.import_survey(db, GOLDEN / "survey.csv", RUBRIC, "2019")
    return db


@pytest.fixture(scope="module")
def of_units(kept: str, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], dict[str, int]]:
    """By role and question how many answered at each unit whose own report tells of it."""
    told: dict[tuple[str, str], dict[str, int]] = {}
    out = tmp_path_factory.mktemp("units")
    for report in app.report_each(kept, "unit", (), "2019", outputs=(), out=out, preview=True).reports:
        for each in report.material.figures:
            is_count = each.scope == "unit" and each.statistic == "n" and each.subject.startswith("item:")
            if is_count and not each.withheld:
                told.setdefault((each.role, each.subject), {})[each.scope_id] = int(str(each.value))
    assert told
    return told


@pytest.mark.parametrize("by", ["place", "specialty"])
def test_units_own_reports_beside_another_division_leave_no_few(
    by: str, kept: str, of_units: dict[tuple[str, str], dict[str, int]], tmp_path: Path
) -> None:
    """Whoever subtracts the units that are told of from a place or a specialty is left with nobody, or with enough."""
    asked = app.report_region(kept, "vastmanland", "2019", by=by, outputs=["csv"], out=tmp_path, preview=True)
    with Ledger.open(kept).view() as view:
        units = view.units()
    checked = 0
    for each in asked.material.figures:
        if each.scope == "group" and each.statistic == "n" and each.subject.startswith("item:") and each.value:
            own = {id_ for id_, unit in units.items() if cell(unit, by) == each.scope_id}
            known = sum(n for unit, n in of_units.get((each.role, each.subject), {}).items() if unit in own)
            left = int(str(each.value)) - known
            assert left == 0 or left >= 5, (each.scope_id, each.role, each.subject)
            checked += 1
    assert checked or by == "specialty"
