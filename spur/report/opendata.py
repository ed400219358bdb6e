"""Every figure of a report in long form, one row a figure: ``figures.csv`` and the same as ``figures.json``.

With these anybody can check a printed number, or use it further, without opening the report.
"""

import json
from pathlib import Path

from spur.analysis.figure import Figure, Figures, Named
from spur.report.shown import shown
from spur.statistics.exact import significant
from spur.statistics.populations import Printed
from spur.statistics.tally import Middle
from spur.wording import Wording

COLUMNS = (
    "round",
    "scope",
    "scope_id",
    "role",
    "subject",
    "versus",
    "statistic",
    "value",
    "shown",
    "grades_used",
    "withheld",
)
_FROM_DATA = ("round", "scope_id", "role", "subject", "versus")
# What a spreadsheet takes for the start of a formula, also in the full-width forms of East Asian keyboards.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_csv(figures: Figures, wording: Wording, path: Path) -> None:
    """The figures as comma-separated UTF-8. A text that a spreadsheet would run as a formula gets an apostrophe in
    front; numbers stay numbers, also negative ones."""
    rows = [row_of(figure, wording) for figure in figures]
    safe = [row | {column: _as_text(row[column]) for column in _FROM_DATA} for row in rows]
    lines = [",".join(COLUMNS), *(",".join(_csv_field(row[column]) for column in COLUMNS) for row in safe)]
    path.write_bytes("".join(f"{line}\n" for line in lines).encode())


def write_json(figures: Figures, wording: Wording, path: Path) -> None:
    """The figures as a list of objects, one a line, with the CSV's columns as keys; a number has the CSV's digits."""
    objects = ",\n".join(_json_object(figure, wording) for figure in figures)
    path.write_bytes(f"[\n{objects}\n]\n".encode())


def row_of(figure: Figure, wording: Wording) -> dict[str, str]:
    """A figure as text, by the names of the columns."""
    return {
        "round": figure.round,
        "scope": figure.scope,
        "scope_id": figure.scope_id,
        "role": figure.role,
        "subject": figure.subject,
        "versus": figure.versus,
        "statistic": figure.statistic,
        "value": _value(figure),
        "shown": "" if figure.withheld else shown(figure, wording),
        "grades_used": figure.grades_used,
        "withheld": "withheld" if figure.withheld else "",
    }


def _value(figure: Figure) -> str:
    value = figure.value
    if figure.withheld or value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Named):
        return " ".join(value.ids)
    if isinstance(value, Printed):
        return significant(value.number)
    return significant(value.midpoint if isinstance(value, Middle) else value)


def _as_text(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _csv_field(text: str) -> str:
    """A field in quotes where it must have them. Python's csv writer leaves a lone carriage return bare, which other
    readers take for the end of the line."""
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',"\r\n') else text


def _json_object(figure: Figure, wording: Wording) -> str:
    row = row_of(figure, wording)
    members = {key: json.dumps(text, ensure_ascii=False) for key, text in row.items()}
    if not row["value"]:
        members["value"] = "null"
    elif not isinstance(figure.value, str | Named):
        members["value"] = row["value"]  # its decimal digits are JSON as they stand; a float would add noise
    return "{" + ", ".join(f'"{key}": {member}' for key, member in members.items()) + "}"
