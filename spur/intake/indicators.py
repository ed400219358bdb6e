"""indicators.csv → what units and regions report of an instrument's indicators, a period a row."""

import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Literal

from spur.intake.shared_columns import known_unit
from spur.intake.table import Row, read_table
from spur.intake.typed import DECIMAL, read_count, read_word, without_spaces
from spur.records.indicator import IndicatorCount
from spur.records.problem import Code, Place, Problem, nearest
from spur.records.reading import Reading
from spur.records.unit import Unit
from spur.rubric.model import Rubric
from spur.rubric.parts import Indicator

SCOPES = ("unit_id", "region")
REQUIRED = ("indicator", "period")
NUMBERS = ("numerator", "denominator", "printed")
COLUMNS = (*SCOPES, *REQUIRED, *NUMBERS)

_PERIOD = re.compile(r"\d{4}(?!\d)[^\x00-\x1f]{0,16}")
_YEARS = re.compile(r"(\d{4})\s*[-–]\s*(\d{4})")


def read_indicators(
    path: Path, rubric: Rubric, units: Mapping[str, Unit], regions: Mapping[str, str]
) -> Reading[IndicatorCount]:
    """Read one row a unit or region, indicator and period: ``numerator`` and ``denominator``, and ``printed``, the rate
    as a source printed it. ``regions`` are the ids of the regions by everything that they may be called."""
    table = read_table(path).renamed(COLUMNS)
    lacking = table.missing_columns(REQUIRED)
    for either in (SCOPES, NUMBERS):
        if not set(either) & set(table.columns):
            lacking += [replace(p, found=" / ".join(either)) for p in table.missing_columns(either[:1])]
    problems = [*table.problems, *lacking, *table.ignored_columns(COLUMNS)]
    if not rubric.indicators:
        problems.append(Problem(Code.INDICATORS_NONE, Place(table.file), rubric.key))
        lacking = problems
    counts: list[IndicatorCount] = []
    first_row: dict[tuple[str, str, str, str], int] = {}
    for row in table.rows if not lacking else ():
        count = _count(row, rubric, units, regions, problems)
        key = (count.scope, count.scope_id, count.indicator, count.period)
        if all(key) and (earlier := first_row.setdefault(key, row.number)) != row.number:
            found = " ".join(key[1:])
            problems.append(row.problem(Code.INDICATOR_DUPLICATE, "indicator", found=found, also=str(earlier)))
        counts.append(count)
    return Reading(tuple(counts), tuple(problems), table.rows_read, len(counts), table.hash)


def _count(
    row: Row, rubric: Rubric, units: Mapping[str, Unit], regions: Mapping[str, str], problems: list[Problem]
) -> IndicatorCount:
    scope, scope_id = _scope(row, units, regions, problems)
    ids = [indicator.id for indicator in rubric.indicators]
    texts = {text: indicator.id for indicator in rubric.indicators for text in indicator.text.values()}
    indicator_id = read_word(row, "indicator", ids, Code.INDICATOR_UNKNOWN, problems, required=True, names=texts)
    indicator = next((each for each in rubric.indicators if each.id == indicator_id), None)
    number, decimals = _printed(row, problems)
    count = IndicatorCount(
        scope=scope,
        scope_id=scope_id,
        indicator=indicator_id,
        period=_period(row, problems),
        numerator=read_count(row, "numerator", problems),
        denominator=read_count(row, "denominator", problems),
        printed=number,
        decimals=decimals,
    )
    if indicator is not None:
        problems += _problems_of(row, count, indicator)
    return count


def _scope(
    row: Row, units: Mapping[str, Unit], regions: Mapping[str, str], problems: list[Problem]
) -> tuple[Literal["unit", "region"], str]:
    """The unit or the region that the row is about: one of them, never both."""
    if row["unit_id"] and row["region"]:
        problems.append(row.problem(Code.INDICATOR_OF_BOTH, "region", also=row["unit_id"]))
    elif row["unit_id"]:
        unit = known_unit(row, units, problems)
        return "unit", unit.id if unit else ""
    elif not row["region"]:
        problems.append(row.problem(Code.INDICATOR_OF_NOBODY, "unit_id" if "unit_id" in row.cells else "region"))
    by_name = {name.casefold(): region_id for name, region_id in regions.items()}
    region = by_name.get(row["region"].casefold(), "")
    if row["region"] and not region:
        problem = row.problem(Code.INDICATOR_REGION_UNKNOWN, "region")
        problems.append(replace(problem, suggestion=nearest(row["region"], regions)))
    return "region", region


def _period(row: Row, problems: list[Problem]) -> str:
    """A year, or what begins with one ("2024 hösten"); "2021-2025" and "2021–2025" are the same."""
    text = row["period"]
    if not text:
        problems.append(row.problem(Code.VALUE_MISSING, "period"))
    elif not _PERIOD.fullmatch(text):
        problems.append(row.problem(Code.PERIOD_INVALID, "period"))
    years = _YEARS.fullmatch(text)
    return f"{years[1]}–{years[2]}" if years else " ".join(text.split())


def _printed(row: Row, problems: list[Problem]) -> tuple[Fraction | None, int]:
    """The rate in the indicator's own measure, exactly as printed, and with how many decimals: "21,5", "63 %"."""
    text = without_spaces(row["printed"])
    match = DECIMAL.fullmatch(text)
    if match is None:
        if text:
            problems.append(row.problem(Code.NUMBER_INVALID, "printed"))
        return None, 0
    whole, places, _ = match.groups(default="")
    return Fraction(int(whole + places), 10 ** len(places)), len(places)


def _problems_of(row: Row, count: IndicatorCount, indicator: Indicator) -> list[Problem]:
    """Whether the row has the numbers that its indicator's measure takes, and whether they agree."""
    if indicator.measure == "count":
        given = [column for column in ("denominator", "printed") if row[column]]
        lacking = [] if row["numerator"] else [row.problem(Code.VALUE_MISSING, "numerator")]
        return lacking + [row.problem(Code.INDICATOR_IS_A_COUNT, column) for column in given]
    problems: list[Problem] = []
    if not row["printed"]:
        needed = ("numerator", "denominator") if indicator.measure == "percent" else ("numerator",)
        problems += [row.problem(Code.VALUE_MISSING, column) for column in needed if not row[column]]
    if "%" in row["printed"] and indicator.measure != "percent":
        problems.append(row.problem(Code.NUMBER_INVALID, "printed"))
    per = 100 if indicator.measure == "percent" else 100_000
    if per == 100 and count.printed is not None and count.printed > 100:
        problems.append(row.problem(Code.PERCENT_OUTSIDE, "printed"))
    if count.numerator is None or count.denominator is None:
        return problems
    if count.numerator > count.denominator and per == 100:
        problems.append(row.problem(Code.NUMERATOR_ABOVE, "numerator", also=row["denominator"]))
    elif count.denominator == 0 and count.numerator > 0:
        problems.append(row.problem(Code.NUMBER_INVALID, "denominator"))
    elif count.printed is not None and not _agree(count, per):
        problems.append(row.problem(Code.PRINTED_CONTRADICTS, "printed"))
    return problems


def _agree(count: IndicatorCount, per: int) -> bool:
    """Whether the printed rate is that of the counts, rounded half up to its decimals."""
    if count.printed is None or count.numerator is None or not count.denominator:
        return False
    off = Fraction(count.numerator * per, count.denominator) - count.printed
    step = Fraction(1, 10**count.decimals)
    return -step / 2 <= off < step / 2
