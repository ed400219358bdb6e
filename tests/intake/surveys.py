"""A made-up survey with every type of question, and makers of its files."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from spur.intake.survey.read import read_survey
from spur.records.problem import Problem
from spur.records.response import Response
from spur.records.unit import Unit
from spur.rubric.load import loads
from spur.rubric.model import Rubric

TEXT = """
schema = 1
[rubric]
id = "prov"
version = "1"
status = "draft"
languages = ["sv", "en"]
title = { sv = "Prov", en = "Trial" }

[[role]]
id = "st"
title = { sv = "ST-läkare", en = "Resident" }
[[role]]
id = "chef"
title = { sv = "Verksamhetschef", en = "Head of department" }

[[scale]]
id = "helt"
positive_from = 4
negative_to = 2
options = [
    { code = "1", value = 1, label = { sv = "Inte alls", en = "Not at all" } },
    { code = "2", value = 2, label = { sv = "Lite", en = "A little" } },
    { code = "3", value = 3, label = { sv = "Varken eller", en = "Neither" } },
    { code = "4", value = 4, label = { sv = "Mycket", en = "Much" } },
    { code = "5", value = 5, label = { sv = "Helt", en = "Entirely" } },
    { code = "vet ej", missing = "dont_know", label = { sv = "Vet ej", en = "Don't know" } },
]
[[scale]]
id = "former"
options = [
    { code = "kurs", value = 1, label = { sv = "Kurs, seminarium", en = "Course; seminar" } },
    { code = "distans", value = 2, label = { sv = "På distans", en = "Remote" } },
    { code = "annat", value = 3, label = { sv = "Annat", en = "Other" } },
]

[[question]]
id = "q.ett"
roles = ["st", "chef"]
type = "scale"
scale = "helt"
text = { sv = "Jag trivs, på det hela taget.", en = "I am content." }
wording = "a"
[[question]]
id = "q.omvant"
roles = ["st"]
type = "scale"
scale = "helt"
reverse = true
text = { sv = "Jag vill sluta.", en = "I want to leave." }
wording = "b"
[[question]]
id = "q.former"
roles = ["st", "chef"]
type = "multiple"
scale = "former"
text = { sv = "Vilka former passar?", en = "Which forms suit you?" }
wording = "c"
[[question]]
id = "q.dagar"
roles = ["st", "chef"]
type = "number"
bins = [0, 5, 20]
most = 2000
decimals = true
text = { sv = "Hur många dagar?", en = "How many days?" }
wording = "d"
[[question]]
id = "q.val"
roles = ["st", "chef"]
type = "single"
scale = "former"
text = { sv = "Helst?", en = "Preferably?" }
wording = "e"
[[question]]
id = "q.fritt"
roles = ["st", "chef"]
type = "text"
several = 2
text = { sv = "Förslag", en = "Suggestions" }
wording = "f"
"""

UNITS = {
    each.id: each
    for each in (
        Unit("U-1", "Vårdcentralen Ängen", "", "", "", "r"),
        Unit("0180", "Kirurgkliniken", "", "", "", "r"),
        Unit("U-3", "Medicin", "", "", "", "r"),
        Unit("U-4", "Medicin", "", "", "", "r"),
    )
}

HEAD = ("response_id", "unit_id", "role", "q.ett", "q.omvant", "q.former", "q.dagar", "q.val", "q.fritt", "q.fritt 2")

Rows = Sequence[Sequence[object]]


def rubric() -> Rubric:
    loaded = loads(TEXT, "prov.toml")
    assert loaded.rubric is not None, loaded.problems
    return loaded.rubric


RUBRIC = rubric()


def as_csv(path: Path, rows: Rows, *, delimiter: str = ",", encoding: str = "utf-8", quoting: int = 0) -> Path:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def as_xlsx(path: Path, rows: Rows, *more: tuple[str, Rows], sheet: str = "Svar") -> Path:
    with xlsxwriter.Workbook(path, {"strings_to_numbers": False, "strings_to_formulas": False}) as book:
        for title, content in ((sheet, rows), *more):
            page = book.add_worksheet(title)
            for number, row in enumerate(content):
                for column, cell in enumerate(row):
                    if isinstance(cell, str):
                        page.write_string(number, column, cell)
                    else:
                        page.write(number, column, cell)
    return path


def read(path: Path, **about: object) -> tuple[list[Response], tuple[Problem, ...]]:
    with read_survey(path, RUBRIC, UNITS, **about) as stream:  # type: ignore[arg-type]
        responses = list(stream)
        return responses, stream.problems
