"""Whether the parts add up: a total and its areas, all together and their groups, lists and tables, ranks and means."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from spur.analysis.lint.printed.copied import Copied, GradeCell, as_printed, band
from spur.analysis.lint.remark import Between, Computed, Remark, RemarkCode, Several, Slot, Word
from spur.records.printed import TOTAL, WHOLE, Cell, Listed
from spur.statistics.exact import Exact, Root
from spur.statistics.grades_feasible import Divisor
from spur.statistics.ranking import rank_shown

MOST_PAIRS = 400_000
"""Beyond so many combinations of sums and squares only the sums are tried; so large groups can have any spread."""

Moments = frozenset[tuple[int, int]]
"""Sums of points with sums of their squares."""


def total_remarks(copied: Copied) -> Iterator[Remark]:
    """A total's mean is the sum of its areas' means, since every unit has a grade in each: the whole grades behind
    these say what it can be. And whole points must give the total's own mean and standard deviation."""
    for key, cell in copied.standing.items():
        group, subject, statistic = key
        if subject != TOTAL or statistic != "mean":
            continue
        areas = [copied.grade_cell(group, area) for area in copied.report.areas]
        known = [area for area in areas if area is not None]
        n = cell.n if cell.n is not None else copied.units(group)
        if not n or not known or len(known) != len(areas) or any(area.n != n for area in known):
            continue
        sums = {0}
        for area in known:
            own = copied.sums(area)
            sums = {one + other for one in sums for other in own}
        possible = band(cell, copied.convention.rounding).counts(n)
        if sums and not any(each in possible for each in sums):
            forced = _between([Fraction(each, n) for each in sums], max(cell.decimals, 1))
            about: dict[str, Slot] = {"areas": len(known)}
            yield Remark(RemarkCode.TOTAL_NOT_AREAS, copied.where(cell), as_printed(cell), forced, about)
        else:
            yield from _impossible_total(copied, cell, n, len(known))


def whole_remarks(copied: Copied) -> Iterator[Remark]:
    """All units' mean and standard deviation in an area are those of the groups' units together."""
    for area in copied.report.areas:
        whole = copied.grade_cell(WHOLE, area)
        parts = _parts(copied, area)
        if whole is None or parts is None or sum(part.n for part in parts) != whole.n:
            continue
        own = [_moments(copied, part) for part in parts]
        sums, moments = _added(own)
        if not sums:
            continue
        rounding, n = copied.convention.rounding, whole.n
        mean = band(whole.mean, rounding)
        means = {each for each in sums if each in mean.counts(n)}
        if not means:
            forced: Slot = _between([Fraction(each, n) for each in sums], whole.mean.decimals)
            yield Remark(RemarkCode.WHOLE_NOT_GROUPS, copied.where(whole.mean), as_printed(whole.mean), forced)
        elif whole.sd is not None and moments is not None:
            over = n * n if copied.convention.divisor is Divisor.N else n * (n - 1)
            squares = [Fraction(n * q - s * s, over) for s, q in moments if s in means] if over else []
            sd = band(whole.sd, rounding).squared()
            if squares and not any(each in sd for each in squares):
                forced = _between([Root(each) for each in squares], whole.sd.decimals)
                where = (*copied.where(whole.sd), Word("sd"))
                yield Remark(RemarkCode.WHOLE_NOT_GROUPS, where, as_printed(whole.sd), forced)


def count_remarks(copied: Copied) -> Iterator[Remark]:
    """The number in all is the sum over the groups, in each table by itself."""
    for key, cells in copied.places.items():
        group, subject, statistic = key
        if statistic != "count" or group != WHOLE:
            continue
        for cell in cells:
            beside = [copied.places.get((each, subject, "count"), ()) for each in copied.report.groups]
            counts = [next((own.number for own in each if own.place == cell.place), None) for each in beside]
            known = [count for count in counts if count is not None]
            if known and len(known) == len(counts) and sum(known) != cell.number:
                forced = int(sum(known))
                yield Remark(RemarkCode.COUNT_NOT_GROUPS, copied.where(cell), as_printed(cell), forced)


def list_remarks(copied: Copied) -> Iterator[Remark]:
    """A list has as many as the tables say: of each group, and in all."""
    for listed in copied.report.lists:
        unlike = list(_unlike(copied, listed))
        if unlike:
            here, there = zip(*unlike, strict=True)
            places = dict.fromkeys(cell.place for cell in there)
            about: dict[str, Slot] = {"place": Several(tuple(places))}
            counted = Several(tuple(_counted(copied, cell.group, n) for n, cell in zip(here, there, strict=True)))
            told = Several(tuple(_counted(copied, cell.group, int(cell.number)) for cell in there))
            yield Remark(RemarkCode.LIST_UNLIKE, (listed.place, Word(listed.of)), counted, told, about)


def rank_remarks(copied: Copied) -> Iterator[Remark]:
    """Ranks follow the means: on what is printed, the best first; where means are printed alike, any order or a shared
    place. And whether a shared place is only rounding's."""
    for group in (*copied.report.groups, WHOLE):
        ranks = {area: cell for area in copied.report.areas if (cell := copied.cell(group, area, "rank"))}
        means = {area: cell for area in ranks if (cell := copied.cell(group, area, "mean"))}
        if len(means) < 2 or len(means) != len(ranks):
            continue
        decimals = max(cell.decimals for cell in means.values())
        expected = rank_shown({area: cell.number for area, cell in means.items()}, decimals)
        alike = {area: sum(other == place for other in expected.values()) for area, place in expected.items()}
        for area, cell in ranks.items():
            if not expected[area] <= cell.number <= expected[area] + alike[area] - 1:
                yield Remark(RemarkCode.RANK_UNLIKE, copied.where(cell), as_printed(cell), expected[area])
        yield from _ties(copied, group, ranks)


def _ties(copied: Copied, group: str, ranks: dict[str, Cell]) -> Iterator[Remark]:
    """A shared place that no whole grades give: 2020 report, Figure 6, where areas E, G and H share place 6."""
    possible = {area: _exact_sums(copied, group, area) for area in ranks}
    for number in dict.fromkeys(cell.number for cell in ranks.values()):
        tied = [area for area, cell in ranks.items() if cell.number == number]
        pairs = [pair for pair in combinations(tied, 2) if all(possible[each] for each in pair)]
        apart = [pair for pair in pairs if not possible[pair[0]] & possible[pair[1]]]
        if apart:
            about: dict[str, Slot] = {
                "rank": int(number),
                "tied": Several(tuple(map(copied.subject_name, tied))),
                "apart": Several(tuple(map(copied.subject_name, apart[0]))),
            }
            yield Remark(RemarkCode.TIE_BY_ROUNDING, (ranks[tied[0]].place, copied.group_name(group)), about=about)


def _exact_sums(copied: Copied, group: str, area: str) -> frozenset[int]:
    """The sums that a cell may be the mean of; of all together, only those that the groups can add up to."""
    cell = copied.grade_cell(group, area)
    own = copied.sums(cell) if cell else frozenset()
    parts = _parts(copied, area) if group == WHOLE else None
    if cell is None or parts is None or sum(part.n for part in parts) != cell.n:
        return own
    sums, _ = _added([_moments(copied, part) for part in parts])
    return own & sums if sums else own


def _parts(copied: Copied, area: str) -> list[GradeCell] | None:
    """The cell of every group; None where one is not printed."""
    cells = [copied.grade_cell(group, area) for group in copied.report.groups]
    known = [cell for cell in cells if cell is not None]
    return known if known and len(known) == len(cells) else None


def _moments(copied: Copied, cell: GradeCell) -> Moments:
    points = copied.points
    return frozenset(
        (
            sum(map(int.__mul__, each, points)),
            sum(count * point**2 for count, point in zip(each, points, strict=True)),
        )
        for each in copied.histograms(cell, copied.convention)
    )


def _added(parts: Sequence[Moments]) -> tuple[frozenset[int], Moments | None]:
    """What sums, and what sums with squares, the parts can add up to; without the latter where they are too many."""
    sums: set[int] = {0}
    both: set[tuple[int, int]] | None = {(0, 0)}
    for part in parts:
        sums = {one + other for one in sums for other in {s for s, _ in part}}
        if both is not None and len(both) * len(part) <= MOST_PAIRS:
            both = {(s + t, q + r) for s, q in both for t, r in part}
        else:
            both = None
    return frozenset(sums), frozenset(both) if both is not None else None


def _impossible_total(copied: Copied, cell: Cell, n: int, areas: int) -> Iterator[Remark]:
    """Totals are whole numbers between the least and the most points. Of their squares it is tried whether any number
    of the right kind lies in the range, which is necessary and, for all but the smallest groups, enough."""
    sd = next((c for c in copied.places.get((cell.group, TOTAL, "sd"), ()) if c.place == cell.place), None)
    least, most = areas * min(copied.points), areas * max(copied.points)
    rounding, divisor = copied.convention.rounding, copied.convention.divisor
    over = n * n if divisor is Divisor.N else n * (n - 1)
    sums = [each for each in band(cell, rounding).counts(n) if least * n <= each <= most * n]
    if sd is not None and over:
        spread = band(sd, rounding).squared().counts(over)
        sums = [each for each in sums if _has_squares(each, n, least, most, spread)]
    if not sums:
        printed: Slot = as_printed(cell)
        if sd is not None:
            printed = Word("mean-with-sd", {"mean": as_printed(cell), "sd": as_printed(sd)})
        yield Remark(RemarkCode.TOTAL_IMPOSSIBLE, copied.where(cell), printed, about={"n": n})


def _has_squares(total: int, n: int, least: int, most: int, spread: range) -> bool:
    """Whether n whole numbers with this sum can have squares that add up to q, with n·q − s² in the range: q is even or
    odd as the sum is, and lies between that of the evenest and that of the unevenest numbers."""
    each, over = divmod(total, n)
    evenest = (n - over) * each**2 + over * (each + 1) ** 2
    at_most = (least + most) * total - least * most * n
    low = max(-(-(spread.start + total**2) // n), evenest)
    high = min((spread.stop - 1 + total**2) // n, at_most)
    low += (low - total) % 2
    return low <= high


def _unlike(copied: Copied, listed: Listed) -> Iterator[tuple[int, Cell]]:
    counts = dict(listed.counts)
    if copied.report.groups.keys() <= counts.keys():
        counts[WHOLE] = sum(counts.values())
    for group, n in counts.items():
        for cell in copied.places.get((group, listed.of, "count"), ()):
            if cell.number != n:
                yield n, cell


def _counted(copied: Copied, group: str, n: int) -> Slot:
    return Word("counted-in-all" if group == WHOLE else "counted", {"group": copied.group_name(group), "n": n})


def _between(numbers: Sequence[Exact], decimals: int) -> Slot:
    def size(number: Exact) -> Fraction:
        return number.square if isinstance(number, Root) else Fraction(number)

    low, high = Computed(min(numbers, key=size), decimals), Computed(max(numbers, key=size), decimals)
    return low if size(low.value) == size(high.value) else Between(low, high)
