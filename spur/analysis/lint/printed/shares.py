"""Printed percentages: which whole people give them, and whether all together are the groups together."""

from collections.abc import Iterator
from fractions import Fraction

from spur.analysis.lint.printed.copied import PERCENTS, Copied, as_printed, band
from spur.analysis.lint.remark import Between, Computed, Remark, RemarkCode, Several, Slot
from spur.records.printed import WHOLE, Cell, Statistic
from spur.statistics.feasible import Answered, pooled_shares
from spur.statistics.printed_as import Band


def share_remarks(copied: Copied) -> Iterator[Remark]:
    """A share of n people is a count over n; of a group's people only so many may have answered the question."""
    for cell in copied.report.cells:
        if cell.statistic in PERCENTS:
            yield from _by_itself(copied, cell)
    yield from _thirds(copied)
    yield from _pooled(copied)


def _by_itself(copied: Copied, cell: Cell) -> Iterator[Remark]:
    sizes = _sizes(copied, cell)
    if not sizes:
        return
    most, share = sizes[-1], band(cell, copied.convention.rounding)
    largest = next((n for n in reversed(sizes) if _counts(share, n)), None)
    if largest is None:
        near = [Fraction(int(cell.number * most / 100) + step, most) for step in (0, 1)]
        forced = Several(tuple(Computed(each, cell.decimals, percent=True) for each in near if each <= 1))
        yield Remark(RemarkCode.SHARE_IMPOSSIBLE, copied.where(cell), as_printed(cell), forced, {"n": most})
    elif largest < most:
        about: dict[str, Slot] = {"n": most, "count": _counts(share, largest)[0]}
        yield Remark(RemarkCode.SHARE_NOT_OF_ALL, copied.where(cell), as_printed(cell), largest, about)


def _thirds(copied: Copied) -> Iterator[Remark]:
    """Positive, neutral and negative answers are everybody's: their counts add up to one number of answers."""
    for cell in copied.report.cells:
        others = (_beside(copied, cell, "neutral"), _beside(copied, cell, "negative"))
        beside = [each for each in others if each is not None and cell.statistic == "share"]
        sizes = _sizes(copied, cell)
        if len(beside) != 2 or not sizes:
            continue
        shares = [band(each, copied.convention.rounding) for each in (cell, *beside)]
        each_possible = all(any(_counts(share, n) for n in sizes) for share in shares)
        if each_possible and not any(_add_up(shares, n) for n in sizes):
            printed = Several(tuple(map(as_printed, (cell, *beside))))
            yield Remark(RemarkCode.SHARES_DO_NOT_ADD, copied.where(cell), printed, about={"n": sizes[-1]})


def _pooled(copied: Copied) -> Iterator[Remark]:
    """A share of all is that of the groups together, however many in each group left the question out."""
    for key, cells in copied.places.items():
        group, subject, statistic = key
        parts = [copied.cell(each, subject, statistic) for each in copied.report.groups]
        known = [each for each in parts if each is not None]
        if group != WHOLE or statistic not in PERCENTS or not known or len(known) != len(parts):
            continue
        possible = [_possible(copied, each, half=False) for each in known]
        shares = pooled_shares(possible)
        halves = pooled_shares([_possible(copied, each, half=True) for each in known])
        if shares is None:
            continue
        for cell in cells:
            if not band(cell, copied.convention.rounding).meets(Band(*shares)):
                about: dict[str, Slot] = {"half": _between(halves or shares, cell.decimals)}
                forced = _between(shares, cell.decimals)
                yield Remark(RemarkCode.SHARE_NOT_GROUPS, copied.where(cell), as_printed(cell), forced, about)


def _sizes(copied: Copied, cell: Cell) -> range:
    """How many may have answered: exactly so many where it is printed, else at most as many as the group has."""
    exact = copied.cell(cell.group, cell.subject, "n")
    if exact is not None:
        return range(int(exact.number), int(exact.number) + 1) if exact.number else range(0)
    most = cell.n if cell.n is not None else copied.answers(cell.group)
    return range(1, (most or 0) + 1)


def _counts(share: Band, n: int) -> range:
    counts = share.counts(n)
    return range(max(counts.start, 0), min(counts.stop, n + 1))


def _possible(copied: Copied, cell: Cell, *, half: bool) -> list[Answered]:
    """Every number of answers with the counts that are printed so; with ``half`` only where half of the group or more
    answered."""
    share, sizes = band(cell, copied.convention.rounding), _sizes(copied, cell)
    return [(n, own) for n in sizes if not half or 2 * n >= sizes[-1] if (own := _counts(share, n))]


def _add_up(shares: list[Band], n: int) -> bool:
    counts = [_counts(share, n) for share in shares]
    return all(counts) and sum(each[0] for each in counts) <= n <= sum(each[-1] for each in counts)


def _beside(copied: Copied, cell: Cell, statistic: Statistic) -> Cell | None:
    """The same place's share of other answers to the same question."""
    there = copied.places.get((cell.group, cell.subject, statistic), ())
    return next((each for each in there if each.place == cell.place), None)


def _between(shares: tuple[Fraction, Fraction], decimals: int) -> Slot:
    low, high = (Computed(each, decimals, percent=True) for each in shares)
    return low if low.value == high.value else Between(low, high)
