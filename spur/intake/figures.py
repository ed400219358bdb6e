"""A written report's figures, read back: ``figures.csv``, and ``figures.json`` beside it."""

import json
from pathlib import Path

from spur.intake.table import read_table
from spur.records.figure_row import COLUMNS, FigureRow
from spur.records.problem import Code, Place, Problem


def read_figures(path: Path) -> tuple[tuple[FigureRow, ...], list[Problem]]:
    """The rows of a ``figures.csv``, also as a spreadsheet has saved it again."""
    table = read_table(path).renamed(COLUMNS)
    lacking = table.missing_columns(COLUMNS)
    problems = [*table.problems, *(lacking or table.ignored_columns(COLUMNS))]
    rows = table.rows if not lacking else ()
    return tuple(FigureRow.of(row.cells, row.number) for row in rows), problems


def read_json(path: Path) -> tuple[tuple[FigureRow, ...], list[Problem]]:
    """The same of a ``figures.json``; a number keeps its digits."""
    try:
        found = json.loads(path.read_bytes(), parse_float=str, parse_int=str)
        rows = [{key: "" if each[key] is None else str(each[key]) for key in COLUMNS} for each in found]
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        return (), [Problem(Code.FILE_UNREADABLE, Place(path.name), path.name, also=str(error))]
    return tuple(FigureRow.of(row, number) for number, row in enumerate(rows, 2)), []
