"""Figures of one part against each other: n and its counts, shares, means and ranks."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from spur.analysis.lint.remark import Computed, Remark, RemarkCode, Word
from spur.analysis.lint.written.figures import About, Instrument, WrittenFigures, as_share, close, remark
from spur.records.figure_row import FigureRow
from spur.statistics.exact import Root
from spur.statistics.ranking import rank_shown

ENDS = ("positive", "neutral", "negative")
SHOWN_DECIMALS = 1

Stats = Mapping[str, FigureRow]


def counted_remarks(figures: WrittenFigures) -> Iterator[Remark]:
    """Every part's figures that follow from its counts."""
    instrument = _instrument(figures)
    for about, stats in figures.by_about.items():
        subject = about[4]
        if subject.startswith("area:"):
            yield from _grades(instrument, stats)
        elif subject.startswith("item:"):
            yield from _answers(stats)
        elif subject == "responses":
            yield from _rate(figures, about, stats)
        elif subject == "total":
            yield from _total(figures, about, stats)
    yield from _ranks(figures)


def _grades(instrument: Instrument | None, stats: Stats) -> Iterator[Remark]:
    counts, n = _by_grade(stats), _number(stats, "n")
    if n is None or len(counts) != sum(name.startswith("count:") for name in stats):
        return
    if not counts:
        yield from _impossible_mean(stats, n, "whole-grades")
    elif sum(counts.values()) != n:
        yield remark(RemarkCode.N_NOT_COUNTS, stats["n"], int(sum(counts.values())))
    elif instrument is not None:
        yield from _not_counts(stats, _by_grade(stats), n, instrument)


def _instrument(figures: WrittenFigures) -> Instrument | None:
    """The rubric by which most means follow from their counts; None where they follow by none, as with a rubric of a
    region's own."""
    graded = [stats for about, stats in figures.by_about.items() if about[4].startswith("area:") and "mean" in stats]
    told = [stats for stats in graded if _by_grade(stats)]

    def fits(instrument: Instrument, stats: Stats) -> bool:
        counts, n = _by_grade(stats), _number(stats, "n")
        same = counts.keys() == instrument.points.keys()
        return same and n is not None and not any(_not_counts(stats, counts, n, instrument))

    fitting = {id(each): sum(fits(each, stats) for stats in told) for each in figures.instruments}
    best = max(figures.instruments, key=lambda each: fitting[id(each)], default=None)
    return best if best is not None and 2 * fitting[id(best)] > len(told) else None


def _by_grade(stats: Stats) -> dict[str, Fraction]:
    counts = _numbers(stats, *(name for name in stats if name.startswith("count:")))
    return {name.removeprefix("count:"): count for name, count in counts.items()}


def _not_counts(
    stats: Stats, counts: Mapping[str, Fraction], n: Fraction, instrument: Instrument
) -> Iterator[Remark]:  # fmt: skip
    if not n:
        return
    points = instrument.points
    mean = sum((points[grade] * count for grade, count in counts.items()), Fraction(0)) / n
    square = sum((points[grade] ** 2 * count for grade, count in counts.items()), Fraction(0)) / n - mean**2
    at_line = sum((count for grade, count in counts.items() if points[grade] >= instrument.line), Fraction(0)) / n
    written = _numbers(stats, "mean", "sd", "share_at_line")
    if "mean" in written and not close(written["mean"], mean):
        yield remark(RemarkCode.MEAN_NOT_COUNTS, stats["mean"], Computed(mean, 2), statistic=Word("mean"))
    if "sd" in written and not close(written["sd"] ** 2, square):
        yield remark(RemarkCode.MEAN_NOT_COUNTS, stats["sd"], Computed(Root(square), 2), statistic=Word("sd"))
    if "share_at_line" in written and not close(written["share_at_line"], at_line):
        yield remark(RemarkCode.SHARE_NOT_COUNTS, stats["share_at_line"], as_share(at_line))


def _answers(stats: Stats) -> Iterator[Remark]:
    n, ends = _number(stats, "n"), _numbers(stats, *ENDS)
    if n is not None and len(ends) == len(ENDS) and sum(ends.values()) != n:
        yield remark(RemarkCode.N_NOT_COUNTS, stats["n"], int(sum(ends.values())))
    elif n:
        for end, count in ends.items():
            share = _number(stats, f"share_{end}")
            if share is not None and not close(share, count / n):
                yield remark(RemarkCode.SHARE_NOT_COUNTS, stats[f"share_{end}"], as_share(count / n))
        yield from _impossible_mean(stats, n, "whole-answers")
    share, low, high = (_number(stats, name) for name in ("share_positive", "ci_low", "ci_high"))
    if share is not None and low is not None and high is not None and not _within(low, share, high):
        ends_told = {"low": as_share(low), "high": as_share(high)}
        yield remark(RemarkCode.SHARE_OUTSIDE_INTERVAL, stats["share_positive"], **ends_told)


def _impossible_mean(stats: Stats, n: Fraction, of: str) -> Iterator[Remark]:
    """n whole answers or grades add up to a whole number, and so do their squares."""
    whole = Word(of, {"n": int(n)})
    mean, sd = _number(stats, "mean"), _number(stats, "sd")
    if mean is None:
        return
    total = mean * n
    if not _whole(total):
        yield remark(RemarkCode.MEAN_IMPOSSIBLE, stats["mean"], whole=whole, statistic=Word("mean"))
    elif sd is not None and not _whole((sd**2 + mean**2) * n):
        yield remark(RemarkCode.MEAN_IMPOSSIBLE, stats["sd"], whole=whole, statistic=Word("sd"))


def _rate(figures: WrittenFigures, about: About, stats: Stats) -> Iterator[Remark]:
    """The share of those invited that answered; more than all of them is for a person to look at."""
    n, share = _number(stats, "n"), _number(stats, "share_of_invited")
    invited = figures.number((*about[:4], "invited", about[5]), "n")
    if n is None or share is None or not invited:
        return
    if not close(share, n / invited):
        yield remark(RemarkCode.SHARE_NOT_COUNTS, stats["share_of_invited"], as_share(n / invited))
    elif n > invited and about[3]:  # of all roles together it is told by each role
        yield remark(RemarkCode.MORE_THAN_INVITED, stats["n"], int(invited))


def _total(figures: WrittenFigures, about: About, stats: Stats) -> Iterator[Remark]:
    """The total's mean is the sum of the areas' means, where every unit is graded in each."""
    mean, incomplete = _number(stats, "mean"), figures.number((*about[:4], "units", about[5]), "incomplete")
    areas = [
        own["mean"].number
        for other, own in figures.by_about.items()
        if (other[:4], other[5]) == (about[:4], about[5]) and other[4].startswith("area:") and "mean" in own
    ]
    known = [each for each in areas if each is not None]
    if mean is None or incomplete != 0 or not known or len(known) != len(areas):
        return
    total = sum(known, Fraction(0))
    if not close(mean, total):
        yield remark(RemarkCode.TOTAL_NOT_SUM, stats["mean"], Computed(total, 2))


def _ranks(figures: WrittenFigures) -> Iterator[Remark]:
    """Areas are ranked on the mean as it is shown."""
    for scope in {about[:4] for about, stats in figures.by_about.items() if "rank" in stats}:
        ranked = {
            about[4]: stats
            for about, stats in figures.by_about.items()
            if about[:4] == scope and about[4].startswith("area:") and not about[5] and "rank" in stats
        }
        means = {area: mean for area, stats in ranked.items() if (mean := _number(stats, "mean")) is not None}
        for area, place in rank_shown(means, SHOWN_DECIMALS).items():
            if _number(ranked[area], "rank") != place:
                yield remark(RemarkCode.RANK_NOT_MEANS, ranked[area]["rank"], place)


def _number(stats: Stats, name: str) -> Fraction | None:
    return stats[name].number if name in stats else None


def _numbers(stats: Stats, *names: str) -> dict[str, Fraction]:
    return {name: number for name in names if (number := _number(stats, name)) is not None}


def _whole(number: Fraction) -> bool:
    return close(number, Fraction(round(number)))


def _within(low: Fraction, number: Fraction, high: Fraction) -> bool:
    return (low <= number or close(low, number)) and (number <= high or close(number, high))
