"""What runs in the sandbox for a survey's workbook: one line of JSON about it, then the sheet's rows as CSV.

    python -m spur.intake.survey.sheet_sandboxed MEGABYTES, and on stdin one line, JSON: [path, sheet or ""]

The file's bytes are read once; the hash, the guard and calamine all see the same. What calamine turns to blanks (error
cells, formulas without a value) the guard's scan has found before: see ``spur.intake.sheetscan``.
"""

import csv
import hashlib
import io
import json
import os
import sys
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import astuple
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook

from spur.intake.guard import Admitted, admit, opened
from spur.intake.part import Limits, Refused
from spur.intake.sandboxed import limit_memory
from spur.intake.sheetscan import SheetScan
from spur.intake.wire import OUT_OF_MEMORY
from spur.records.problem import Code, Problem
from spur.rubric.parts import folded

LIMITS = Limits(
    disk=100_000_000,
    unpacked=2_000_000_000,
    xml=2_000_000_000,
    cells=20_000_000,
    elements=100_000_000,
    too_large=Code.SHEET_TOO_LARGE,
    too_many_cells=Code.SHEET_TOO_LONG,
)
"""Of a survey. Its 250,000 rows of 60 columns take calamine about a gigabyte."""

MOST_ROWS = 250_000


class Numbers(dict[float, str]):
    """Numbers as a person sees them in a cell wide enough: "4", "2.5". Remembered, since most of them repeat."""

    def __missing__(self, number: float) -> str:
        text = format(number, ".15g")  # Excel shows 15 digits
        if len(self) < 100_000:
            self[number] = text
        return text


def main() -> None:
    warnings.simplefilter("ignore")
    limit_memory(int(sys.argv[1]))
    path, sheet = json.loads(sys.stdin.readline())
    out = open(sys.stdout.fileno(), "w", 1 << 18, encoding="utf-8", newline="")  # noqa: SIM115
    try:
        told, rows = look_into(Path(path), sheet)
        out.write(json.dumps(told) + "\n")
        out.flush()
        csv.writer(out).writerows(rows)
        out.flush()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)  # nothing that needs memory on the way out
    os._exit(0)  # a large sheet takes long to be thrown away


def look_into(path: Path, sheet: str) -> tuple[dict[str, Any], Iterable[list[str]]]:
    """What is told of the workbook, and the rows of the sheet that is read."""
    try:
        with opened(path) as file:
            # one byte more than may be read, so that the guard sees that there are more
            data = file.read(LIMITS.disk + 1)
        admitted = admit(io.BytesIO(data), path, LIMITS, SheetScan)
        titles = _titles_with_content(admitted)
        title = _chosen(titles, sheet)
        told: dict[str, Any] = {
            "problems": _wired(admitted.notices),
            "hash": hashlib.sha256(data).hexdigest(),
            "titles": titles,
        }
        if title is None:
            return told, ()
        scan = admitted.sheets[title]
        if scan.last_row > MOST_ROWS:
            raise Refused(Code.SHEET_TOO_LONG, str(MOST_ROWS), sheet=title)
        read = _read(data, title, path)
        # calamine hands over the rows from the sheet's first, blank ones too, but the columns from the first filled one
        blank_above, first_column = read.start or (0, 0)
        told |= {"title": title, "first_column": first_column + 1, "rows": blank_above + read.height}
        told["flaws"] = [astuple(flaw) for flaw in scan.flaws.values()]
        return told, _rows(read)
    except Refused as refused:
        return {"problems": _wired([refused.problem(path.name)])}, ()


def _titles_with_content(admitted: Admitted[SheetScan]) -> list[str]:
    """In the workbook's order; those that are hidden count only where there are no others."""
    filled = [title for title, scan in admitted.sheets.items() if scan.filled]
    return [title for title in filled if title not in admitted.hidden] or filled


def _chosen(titles: list[str], sheet: str) -> str | None:
    """The sheet that was asked for by name, or the first."""
    if not sheet:
        return titles[0] if titles else None
    return next((title for title in titles if title == sheet or folded(title) == folded(sheet)), None)


def _read(data: bytes, title: str, path: Path) -> CalamineSheet:
    """Raises Refused where calamine cannot read it. What calamine raises, a panic too, has no class in common but
    BaseException."""
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(title)
    except (MemoryError, KeyboardInterrupt):
        raise
    except BaseException as error:
        raise Refused(Code.FILE_DAMAGED, path.name) from error


def _rows(sheet: CalamineSheet) -> Iterable[list[str]]:
    number = Numbers()
    for row in sheet.iter_rows():
        yield [
            cell if cell.__class__ is str else number[cell] if cell.__class__ is float else _text(cell) for cell in row
        ]


def _text(cell: object) -> str:
    """A cell that is neither text nor number. A duration is hours, minutes and seconds, as in [h]:mm:ss."""
    match cell:
        case bool():
            return "true" if cell else "false"
        case datetime():
            return cell.isoformat(" ")
        case time():
            return cell.isoformat()
        case timedelta():
            minutes, seconds = divmod(int(cell.total_seconds()), 60)
            return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
        case _:
            return str(cell)


def _wired(problems: Iterable[Problem]) -> list[Mapping[str, str]]:
    return [
        {"code": p.code, "sheet": p.place.sheet, "cell": p.place.cell, "found": p.found, "also": p.also}
        for p in problems
    ]


if __name__ == "__main__":
    main()
