"""The groups and the units of a report add up to its region."""

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from spur.analysis.lint.remark import Remark, RemarkCode
from spur.analysis.lint.written.figures import About, WrittenFigures, remark
from spur.records.figure_row import FigureRow

_OF_UNITS = ("n", "incomplete", "without_responses")
_OF_ANSWERS = ("n", "positive", "neutral", "negative", "missing", "dont_know", "not_applicable")

Sums = dict[tuple[About, str], list[FigureRow]]


def part_remarks(figures: WrittenFigures) -> Iterator[Remark]:
    """What the region has and its parts have not together, wherever all of them are shown. A unit's own report has one
    group of several: there a part may only not have more than the whole."""
    for scopes in (("group", "residual"), ("unit",)):
        yield from _added(figures, scopes)


def _added(figures: WrittenFigures, scopes: tuple[str, ...]) -> Iterator[Remark]:
    parts: Sums = defaultdict(list)
    for about, stats in figures.by_about.items():
        if about[1] in scopes and not about[5]:
            for statistic, row in stats.items():
                if _adds_up(about[4], statistic):
                    parts[(about[0], "region", "", *about[3:]), statistic].append(row)
    wholes = {
        ((about[0], "region", "", *about[3:]), statistic): row
        for about, stats in figures.with_scope("region")
        for statistic, row in stats.items()
    }
    told = {key: rows for key, rows in parts.items() if key in wholes and wholes[key].number is not None}
    sums = {key: _sum(rows) for key, rows in told.items()}
    known = {key: total for key, total in sums.items() if total is not None}
    equal = sum(wholes[key].number == total for key, total in known.items())
    complete = 2 * equal > len(known)
    for key, total in known.items():
        whole = wholes[key]
        if complete and whole.number != total:
            yield remark(RemarkCode.WHOLE_NOT_SUM, whole, int(total))
        elif whole.number is not None and total > whole.number:
            yield remark(RemarkCode.PART_ABOVE_WHOLE, whole, int(total))


def _adds_up(subject: str, statistic: str) -> bool:
    kind = subject.partition(":")[0]
    if kind == "item":
        return statistic in _OF_ANSWERS
    if kind == "area":
        return statistic == "n" or statistic.startswith("count:")
    return kind in ("units", "responses", "invited", "texts") and statistic in (*_OF_UNITS, "coded", "uncategorised")


def _sum(rows: list[FigureRow]) -> Fraction | None:
    """None where one of them is withheld, or is no number."""
    numbers = [row.number for row in rows]
    known = [each for each in numbers if each is not None]
    return sum(known, Fraction(0)) if len(known) == len(numbers) else None
