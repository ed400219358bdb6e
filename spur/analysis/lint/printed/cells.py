"""Each printed cell of grades by itself and all of them at once: which whole grades give it, and how was it made?"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from spur.analysis.lint.printed.copied import Copied, GradeCell, as_printed, band
from spur.analysis.lint.remark import Computed, Remark, RemarkCode, Several, Slot, Word
from spur.records.printed import OF_GRADES, TOTAL, WHOLE, Cell
from spur.statistics.exact import Root
from spur.statistics.grades_feasible import Convention, Divisor, Histogram, histograms, only_histogram
from spur.statistics.populations import Printed


def cell_remarks(copied: Copied) -> Iterator[Remark]:
    """What single cells cannot be; how all were made; and how many give every unit's grade away."""
    for cell in copied.grade_cells:
        if not copied.possible(cell, copied.convention):
            yield _impossible(copied, cell)
    if copied.with_sd:
        yield _made_how(copied)
        yield from _revealed(copied)


def unlike_remarks(copied: Copied) -> Iterator[Remark]:
    """One number that two places print unlike; the counts of lists have a check of their own."""
    for key, cells in copied.places.items():
        standing = copied.standing[key]
        for cell in cells:
            if not band(cell).meets(band(standing)):
                about: dict[str, Slot] = {"place": standing.place, "statistic": Word(cell.statistic)}
                yield Remark(
                    RemarkCode.PRINTED_UNLIKE, copied.where(cell), as_printed(cell), as_printed(standing), about
                )


def size_remarks(copied: Copied) -> Iterator[Remark]:
    """The groups with printed means or shares of which nothing says how many they are of: they cannot be tested."""
    lacking: dict[tuple[str, str], Cell] = {}
    for cell in copied.report.cells:
        graded, answered = cell.statistic in OF_GRADES and cell.statistic != "rank", cell.statistic == "share"
        if graded and cell.n is None and copied.units(cell.group) is None:
            lacking.setdefault((cell.group, "units"), cell)
        exact = copied.cell(cell.group, cell.subject, "n")
        if answered and cell.n is None and exact is None and copied.answers(cell.group) is None:
            lacking.setdefault((cell.group, "answers"), cell)
    for (group, of), cell in lacking.items():
        yield Remark(RemarkCode.SIZE_UNKNOWN, (cell.place, copied.group_name(group)), about={"of": Word(of)})


def _impossible(copied: Copied, cell: GradeCell) -> Remark:
    printed = _pair(as_printed(cell.mean), as_printed(cell.sd) if cell.sd else None)
    where, about = copied.where(cell.mean), {"n": cell.n}
    other = next((each for each in copied.conventions if copied.possible(cell, each)), None)
    if other is not None:
        # Made in another way than the other cells: never mix divisors in one report.
        words: dict[str, Slot] = {"way": _unlike(other, copied.convention), "others": _unlike(copied.convention, other)}
        return Remark(RemarkCode.CELL_OTHERWISE_MADE, where, printed, about={**about, **words})
    return Remark(RemarkCode.CELL_IMPOSSIBLE, where, printed, _nearest(copied, cell), about)


def _nearest(copied: Copied, cell: GradeCell) -> Slot:
    """The possible means next to an impossible one; where the mean is possible, the standard deviations that the group
    can have with it."""
    convention = copied.convention
    if cell.sd is None or not copied.possible(replace(cell, sd=None), convention):
        least, most = min(copied.points) * cell.n, max(copied.points) * cell.n
        exact = int(cell.mean.number * cell.n)
        sums = sorted({max(min(each, most), least) for each in (exact, exact + 1)})
        return Several(tuple(Computed(Fraction(each, cell.n), cell.mean.decimals) for each in sums))
    found = histograms(cell.n, band(cell.mean, convention.rounding), None, points=copied.points)
    variances = {_variance(each, copied.points, convention) for each in found}
    squares = sorted(each for each in variances if each is not None)
    printed = band(cell.sd, convention.rounding).squared()
    below = [each for each in squares if each <= printed.low][-1:]
    near = [*below, *[each for each in squares if each >= printed.high][:1]]
    told = Several(tuple(Computed(Root(each), cell.sd.decimals) for each in near))
    return Word("mean-with-sd", {"mean": as_printed(cell.mean), "sd": told})


def _variance(histogram: Histogram, points: Sequence[int], convention: Convention) -> Fraction | None:
    """None of a single unit with divisor n − 1."""
    n = sum(histogram)
    total = sum(map(int.__mul__, histogram, points))
    squares = sum(count * point**2 for count, point in zip(histogram, points, strict=True))
    over = n * n if convention.divisor is Divisor.N else n * (n - 1)
    return Fraction(n * squares - total**2, over) if over else None


def _made_how(copied: Copied) -> Remark:
    """Which convention explains the cells: of the groups', since all together are the same units once more."""
    cells = _of_groups(copied)
    rounding = copied.convention.rounding
    ways = Counter(
        tuple(copied.possible(cell, Convention(divisor, rounding)) for divisor in (Divisor.N, Divisor.N_MINUS_1))
        for cell in cells
    )
    about: dict[str, Slot] = {
        "cells": len(cells),
        "explained": sum(copied.possible(cell, copied.convention) for cell in cells),
        "way": _way(copied.convention),
        "both": ways[True, True],
        "only_n": ways[True, False],
        "only_n_minus_1": ways[False, True],
    }
    return Remark(RemarkCode.MADE_HOW, (), about=about)


def _revealed(copied: Copied) -> Iterator[Remark]:
    cells, convention = _of_groups(copied), copied.convention
    revealed = [
        cell
        for cell in cells
        if cell.sd is not None
        and only_histogram(
            cell.n,
            band(cell.mean, convention.rounding),
            band(cell.sd, convention.rounding),
            convention.divisor,
            copied.points,
        )
    ]
    if revealed:
        yield Remark(RemarkCode.GRADES_REVEALED, (), about={"revealed": len(revealed), "cells": len(cells)})


def _of_groups(copied: Copied) -> tuple[GradeCell, ...]:
    groups = tuple(cell for cell in copied.with_sd if cell.mean.group != WHOLE and cell.mean.subject != TOTAL)
    return groups or copied.with_sd


def _way(convention: Convention) -> Slot:
    return Word("way", {"divisor": Word(f"divisor-{convention.divisor}"), "rounding": Word(convention.rounding)})


def _unlike(convention: Convention, other: Convention) -> Slot:
    """How a convention is unlike another."""
    if convention.divisor is other.divisor:
        return Word(convention.rounding)
    return Word(f"divisor-{convention.divisor}") if convention.rounding is other.rounding else _way(convention)


def _pair(mean: Printed, sd: Printed | None) -> Slot:
    return mean if sd is None else Word("mean-with-sd", {"mean": mean, "sd": sd})
