"""Printed tables as CSV, one number a row: place, group, subject, statistic, printed and, where it is known, n."""

from pathlib import Path

from spur.intake.printed.form import number_of
from spur.intake.printed.names import Names
from spur.intake.table import Row, read_table
from spur.intake.typed import read_count, read_word
from spur.records.printed import OF_ANSWERS, OF_COUNTS, OF_GRADES, Cell, Statistic
from spur.records.problem import Code, Place, Problem

REQUIRED = ("group", "subject", "statistic", "printed")
COLUMNS = ("place", *REQUIRED, "n")
STATISTICS: tuple[Statistic, ...] = (*OF_GRADES, *OF_ANSWERS, *OF_COUNTS)

IN_SWEDISH = {
    "medel": "mean",
    "medelvärde": "mean",
    "plats": "rank",
    "andel": "share",
    "andel positiva": "share",
    "andel neutrala": "neutral",
    "andel negativa": "negative",
    "antal svarande": "n",
    "antal": "count",
}


def read_cells(path: Path, names: Names) -> tuple[list[Cell], list[Problem]]:
    """Every row's cell. Groups, areas and questions may be named by id or title; where ``names`` are open, the table
    says which there are. Without a ``place`` the file's name is the place."""
    table = read_table(path).renamed(COLUMNS)
    lacking = table.missing_columns(REQUIRED)
    problems = [*table.problems, *(lacking or table.ignored_columns(COLUMNS))]
    cells = [_cell(row, names, problems) for row in table.rows] if not lacking else []
    return [cell for cell in cells if cell is not None], problems


def _cell(row: Row, names: Names, problems: list[Problem]) -> Cell | None:
    before = len(problems)
    word = read_word(
        row, "statistic", STATISTICS, Code.PRINTED_STATISTIC, problems, required=True, names=IN_SWEDISH
    )  # fmt: skip
    number = number_of(row["printed"])
    if not row["printed"]:
        problems.append(row.problem(Code.VALUE_MISSING, "printed"))
    elif number is None:
        problems.append(row.problem(Code.NUMBER_INVALID, "printed"))
    n = read_count(row, "n", problems)
    for column in ("group", "subject"):
        if not row[column]:
            problems.append(row.problem(Code.VALUE_MISSING, column))
    statistic = next((each for each in STATISTICS if each == word), None)
    if statistic is None or number is None or len(problems) > before:
        return None
    group, subject = names.meant_group(row["group"]), names.meant_subject(row["subject"], statistic)
    problems += names.unknown_group(group, _place(row, "group"))
    problems += names.unknown_subject(subject, statistic, _place(row, "subject"))
    place = row["place"] or row.file
    return Cell(place, group, subject, statistic, number.number, number.decimals, _place(row, "printed"), n)


def _place(row: Row, column: str) -> Place:
    return Place(row.file, row=row.number, column=column)
