"""Every figure of a report in long form, one row a figure: ``figures.csv`` and the same as ``figures.json``.

With these anybody can check a printed number, or use it further, without opening the report.
"""

import json
import re
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
_TO_QUOTE = re.compile(r'[,"\r\n]')
# What a spreadsheet takes for the start of a formula, also in the full-width forms of East Asian keyboards.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_JSON = json.JSONEncoder(ensure_ascii=False)


def write_csv(figures: Figures, wording: Wording, path: Path) -> None:
    """The figures as comma-separated UTF-8. A text that a spreadsheet would run as a formula gets an apostrophe in
    front; numbers stay numbers, also negative ones."""
    lines = [",".join(COLUMNS)]
    for figure in figures:
        row = row_of(figure, wording)
        for column in _FROM_DATA:
            row[column] = _as_text(row[column])
        lines.append(",".join(map(_csv_field, row.values())))
    path.write_bytes("".join(f"{line}\n" for line in lines).encode())


def write_json(figures: Figures, wording: Wording, path: Path) -> None:
    """The figures as a list of objects, one a line, with the CSV's columns as keys; a number has the CSV's digits."""
    objects = ",\n".join(_json_object(figure, wording) for figure in figures)
    path.write_bytes(f"[\n{objects}\n]\n".encode())


def row_of(figure: Figure, wording: Wording) -> dict[str, str]:
    """A figure as text, by the names of the columns and in their order."""
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
    return '"' + text.replace('"', '""') + '"' if _TO_QUOTE.search(text) else text


def _json_object(figure: Figure, wording: Wording) -> str:
    row = row_of(figure, wording)
    told, value = _JSON.encode(row), row["value"]
    if value and isinstance(figure.value, str | Named):
        return told
    # its decimal digits are JSON as they stand; a float would add noise. In a text the quotation marks are escaped
    return told.replace(f'"value": "{value}"', f'"value": {value or "null"}', 1)
