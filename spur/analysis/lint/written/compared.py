"""Comparisons in a report: the difference is that of the shares, the verdict that of the difference."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from spur.analysis.lint.remark import Computed, Remark, RemarkCode, Slot, Word
from spur.analysis.lint.written.figures import About, WrittenFigures, as_share, close, remark
from spur.records.figure_row import FigureRow
from spur.statistics.comparison import Verdict, point_rule

POINTS = 5
"""A difference of five percentage points or more counts, as in the report of 2020; a rubric may have another rule."""

MOST_POINTS = 20

_CERTAIN = ("clear", "possible")
_COUNTED = {"five_point_verdict": tuple(Verdict), "class": ("clear", "possible", "in-line", "small", "undecided")}


def compared_remarks(figures: WrittenFigures) -> Iterator[Remark]:
    """Every comparison of a question's shares, and how many of each verdict there are."""
    counted: Counter[tuple[tuple[str, ...], str]] = Counter()
    points = _rule(figures)
    for about, stats in figures.by_about.items():
        if not about[4].startswith("item:") or not about[5]:
            continue
        for statistic in _COUNTED:
            if statistic in stats:
                counted[(*about[:4], about[5]), stats[statistic].value] += 1
        if "diff" in stats and (diff := stats["diff"].number) is not None:
            yield from _difference(figures, about, stats, diff, points)
    yield from _not_counted(figures, counted)


def _rule(figures: WrittenFigures) -> int:
    """By how many points the verdicts are: that by which fewest are wrong, five where others are no better."""
    told: list[tuple[Fraction, str]] = [
        (diff, stats["five_point_verdict"].value)
        for stats in figures.by_about.values()
        if "five_point_verdict" in stats and "diff" in stats and (diff := stats["diff"].number) is not None
    ]

    def wrong(points: int) -> int:
        return sum(str(point_rule(diff, Fraction(0), points)) != verdict for diff, verdict in told)

    if not wrong(POINTS):
        return POINTS
    rules: list[int] = [POINTS, *range(1, MOST_POINTS + 1)]
    return min(rules, key=wrong)


def _difference(
    figures: WrittenFigures, about: About, stats: dict[str, FigureRow], diff: Fraction, points: int
) -> Iterator[Remark]:
    own, other = figures.number((*about[:5], ""), "share_positive"), _other(figures, about)
    row = stats["diff"]
    if own is not None and other is not None and not close(diff, own - other):
        shares: dict[str, Slot] = {"own": as_share(own), "other": as_share(other)}
        yield remark(RemarkCode.DIFF_NOT_SHARES, row, _points(own - other), **shares)
    low, high = (stats[end].number if end in stats else None for end in ("diff_low", "diff_high"))
    if low is not None and high is not None and not (low <= diff <= high or close(low, diff) or close(diff, high)):
        yield remark(RemarkCode.DIFF_OUTSIDE_INTERVAL, row, low=_points(low), high=_points(high))
    verdict = point_rule(diff, Fraction(0), points)
    near = close(abs(diff) * 100, Fraction(points))  # twelve digits do not tell on which side
    written = stats.get("five_point_verdict")
    if written is not None and written.value and written.value != verdict and not near:
        yield remark(RemarkCode.VERDICT_NOT_DIFF, written, Word(f"verdict-{verdict}"), diff=row.shown)
    certain = stats.get("class")
    far = verdict is not Verdict.WITHIN
    if certain is not None and certain.value and not near and (certain.value in _CERTAIN) != far:
        yield remark(RemarkCode.VERDICT_NOT_DIFF, certain, Word(f"verdict-{verdict}"), diff=row.shown)


def _other(figures: WrittenFigures, about: About) -> Fraction | None:
    """The share that this one is compared with; None where the report does not show it."""
    round_, scope, scope_id, role, subject, versus = about
    kind, _, name = versus.partition(":")
    if kind == "role":
        return figures.number((round_, scope, scope_id, name, subject, ""), "share_positive")
    if kind == "round":
        return figures.number((name, scope, scope_id, role, subject, ""), "share_positive")
    if kind == "group":
        return figures.number((round_, "group", name, role, subject, ""), "share_positive")
    whole: About = (round_, "region", figures.regions.get(round_, ""), role, subject, "")
    if versus == "region":
        return figures.number(whole, "share_positive")
    if versus == "rest":
        return _rest(figures, whole, (*about[:5], ""))
    for of_group in (f"{versus}:{scope_id}", versus):
        share = figures.number((round_, "baseline", of_group, role, subject, ""), "share_positive")
        if share is not None:
            return share if of_group == versus or scope == "group" else None
    return None


def _rest(figures: WrittenFigures, whole: About, part: About) -> Fraction | None:
    counts = [figures.number(each, name) for name in ("positive", "n") for each in (whole, part)]
    known = [each for each in counts if each is not None]
    if len(known) != 4 or known[2] == known[3]:
        return None
    return (known[0] - known[1]) / (known[2] - known[3])


def _not_counted(figures: WrittenFigures, counted: Counter[tuple[tuple[str, ...], str]]) -> Iterator[Remark]:
    """The numbers of verdicts and classes are those of the questions that have them."""
    codes = [str(code) for own in _COUNTED.values() for code in own]
    for about, stats in figures.by_about.items():
        if about[4] != "items" or not about[5]:
            continue
        for code in codes:
            row = stats.get(f"count:{code}")
            n = counted[(*about[:4], about[5]), code]
            if row is not None and row.number is not None and row.number != n:
                yield remark(RemarkCode.VERDICTS_NOT_COUNTED, row, n)


def _points(difference: Fraction) -> Computed:
    return Computed(abs(difference) * 100, 1)
