"""A file of printed tables and claims (TOML), and tables as CSV beside it → what the report says of itself."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from spur.intake.printed.claims import claims_of
from spur.intake.printed.form import PrintedFile, Value
from spur.intake.printed.names import Names
from spur.intake.printed.table import read_cells
from spur.records.printed import (
    OF_ANSWERS,
    OF_COUNTS,
    OF_GRADES,
    Cell,
    Listed,
    PrintedReport,
    Question,
    Statistic,
)
from spur.records.problem import Code, Place, Problem
from spur.rubric.source import Source
from spur.rubric.typed import parsed, text_of, typed

SUFFIXES = (".toml", ".csv", ".tsv", ".txt")

_BY_SUBJECT: tuple[Statistic, ...] = (*OF_GRADES, *OF_ANSWERS, *OF_COUNTS)
_COMMA_NUMBER = re.compile(r"=\s*\d+,\d")


def read_printed(paths: Sequence[Path]) -> tuple[PrintedReport | None, list[Problem]]:
    """Read one TOML file, any number of CSV tables, or both: together they are one report. None where anything in them
    is wrong."""
    strange = [path for path in paths if path.suffix.casefold() not in SUFFIXES]
    if strange:
        return None, [Problem(Code.PRINTED_FORMAT, Place(""), found=path.name) for path in strange]
    forms = [path for path in paths if path.suffix.casefold() == ".toml"]
    tables = [path for path in paths if path not in forms]
    if len(forms) > 1:
        return None, [Problem(Code.PRINTED_SEVERAL, Place(path.name), found=path.name) for path in forms[1:]]
    file, problems = PrintedFile(), list[Problem]()
    source = Source("", "", {})
    if forms:
        read, problems = _read_form(forms[0])
        if read is None:
            return None, problems
        file, source = read
    names = Names.of(file, source, closed=bool(forms))
    problems += names.problems
    cells = [*_table_cells(file, source, names, problems), *_values(file, source, names, problems)]
    for path in tables:
        more, wrong = read_cells(path, names)
        cells += more
        problems += wrong
    lists = tuple(_lists(file, source, names, problems))
    claims = tuple(claims_of(file, source, names, problems))
    problems += _printed_twice(cells)
    if not problems and not cells and not lists:
        problems.append(Problem(Code.PRINTED_NOTHING, Place(paths[0].name), found=paths[0].name))
    report = PrintedReport(
        file=", ".join(path.name for path in paths),
        groups=names.groups,
        areas=names.areas,
        points=file.grades.points,
        line=file.grades.points.get(file.grades.line, 0),
        divisor=file.grades.sd or "",
        rounding=file.grades.rounding or "",
        questions=tuple(Question(each.id, each.title or each.id, each.wordings) for each in file.questions),
        cells=tuple(cells),
        lists=lists,
        claims=claims,
    )
    return (None if any(each.severity == "error" for each in problems) else report), problems


def _read_form(path: Path) -> tuple[tuple[PrintedFile, Source] | None, list[Problem]]:
    """The file's types, strictly. Numbers keep their decimals: 4.0 was not printed as 4."""
    text = text_of(path)
    if isinstance(text, Problem):
        return None, [text]
    source = parsed(text, path.name)
    if isinstance(source, Problem):
        row = source.place.row or 0
        line = text.split("\n")[row - 1] if row else ""
        if _COMMA_NUMBER.search(line):
            return None, [Problem(Code.PRINTED_COMMA, source.place, found=line.strip())]
        return None, [source]
    exact = Source(source.name, text, tomllib.loads(text, parse_float=Decimal))
    file, problems = typed(exact, PrintedFile)
    return (file, exact) if file else None, problems


def _table_cells(file: PrintedFile, source: Source, names: Names, problems: list[Problem]) -> Iterator[Cell]:
    for index, table in enumerate(file.tables):
        at = ("table", index)
        of_groups = names.are_groups(table.columns)
        for statistic in _BY_SUBJECT:
            for row, numbers in getattr(table, statistic).items():
                place = source.place(*at, statistic, row)
                if len(numbers) != len(table.columns):
                    also = f"{len(numbers)} ≠ {len(table.columns)}"
                    problems.append(Problem(Code.PRINTED_WIDTH, place, found=f"{statistic}.{row}", also=also))
                    continue
                for column, number in zip(table.columns, numbers, strict=True):
                    group, subject = (column, row) if of_groups else (row, column)
                    wrong = [*names.unknown_group(group, place), *names.unknown_subject(subject, statistic, place)]
                    problems += [each for each in wrong if each not in problems]
                    if number is not None and not wrong:
                        yield Cell(table.place, group, subject, statistic, number.number, number.decimals, place)


def _values(file: PrintedFile, source: Source, names: Names, problems: list[Problem]) -> Iterator[Cell]:
    for index, value in enumerate(file.values):
        yield from _value(value, source.place("value", index), names, problems)


def _value(value: Value, place: Place, names: Names, problems: list[Problem]) -> Iterator[Cell]:
    problems += names.unknown_group(value.group, place)
    problems += names.unknown_subject(value.subject, value.statistic, place)
    number = value.printed
    if number is not None:
        yield Cell(value.place, value.group, value.subject, value.statistic, number.number, number.decimals, place)


def _lists(file: PrintedFile, source: Source, names: Names, problems: list[Problem]) -> Iterator[Listed]:
    for index, listed in enumerate(file.lists):
        for group in (*listed.counted, *listed.names):
            problems += names.unknown_group(group, source.place("list", index), whole=False)
        named = {group: len(each) for group, each in listed.names.items()}
        for group in named.keys() & listed.counted.keys():
            if named[group] != listed.counted[group]:
                place = source.place("list", index, "counted", group)
                also = str(named[group])
                problems.append(Problem(Code.PRINTED_MISCOUNTED, place, str(listed.counted[group]), also=also))
        yield Listed(listed.place, listed.of, {**listed.counted, **named}, listed.names)


def _printed_twice(cells: Sequence[Cell]) -> Iterator[Problem]:
    """A place of the report has one number for a group, a subject and a statistic."""
    first: dict[tuple[str, ...], Cell] = {}
    for cell in cells:
        earlier = first.setdefault((cell.place, *cell.key), cell)
        if earlier is not cell:
            found = f"{cell.group}, {cell.subject}, {cell.statistic}"
            row = str(earlier.at.row or "–")
            yield Problem(Code.PRINTED_TWICE, cell.at, found, also=row)
