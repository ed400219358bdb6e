"""A survey file, whichever it is, as an open table."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from spur.intake.guard import ACCEPTED
from spur.intake.survey.sheet import open_sheet
from spur.intake.table import OpenTable, open_csv
from spur.intake.textfile import Unreadable
from spur.intake.told import Told
from spur.records.problem import Code, Place, Problem

OTHER_FORMATS = (".xls", ".xlsb", ".ods", ".numbers", ".xltx", ".sav")


@contextmanager
def open_table(path: Path, told: Told, sheet: str = "") -> Iterator[OpenTable]:
    """A workbook's sheet, or a CSV file. Raises Unreadable where nothing of it can be read; what else is wrong is told
    as it is found. What it holds open is let go with the context."""
    suffix = path.suffix.lower()
    if suffix in ACCEPTED:
        with open_sheet(path, told, sheet) as table:
            yield table
    elif suffix in OTHER_FORMATS:
        raise Unreadable(Problem(Code.FILE_FORMAT, Place(path.name), suffix))
    else:
        with open_csv(path, told) as csv_table:
            yield csv_table
