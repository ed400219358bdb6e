"""What goes over the pipe from the sandbox: a Book and problems as one line of JSON, and back.

JSON and not pickle, since a pickle can run code in its reader. Each different text is sent once and meant by its
number, so a file that shows one long text in every cell costs its reader no more than it costs itself.
"""

import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from spur.intake.book import Book, Cell, Sheet, Value
from spur.records.problem import Code, Place, Problem

OUT_OF_MEMORY = 75
"""The sandboxed process's exit status that says so."""

Wire = Any
"""What json gives and takes."""

DECODE: dict[str, Callable[[Wire], Value]] = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
    "timedelta": lambda seconds: timedelta(seconds=seconds),
}


def encode(book: Book | None, problems: tuple[Problem, ...]) -> bytes:
    texts: dict[str, int] = {}

    def value(value: Value) -> Wire:
        match value:
            case str():
                return ["text", texts.setdefault(value, len(texts))]
            case date() | time():
                return [type(value).__name__, value.isoformat()]
            case timedelta():
                return ["timedelta", value.total_seconds()]
            case _:
                return value

    def sheet(sheet: Sheet) -> Wire:
        cells = [[*at, cell.kind, value(cell.value)] for at, cell in sheet.cells.items()]
        return [sheet.title, sheet.hidden, cells]

    sent = book and {
        "sheets": [sheet(each) for each in book.sheets],
        "properties": {name: value(each) for name, each in book.properties.items()},
        "texts": list(texts),
    }
    told = [[each.code, each.place.sheet, each.place.cell, each.found, each.also] for each in problems]
    return json.dumps({"book": sent, "problems": told}).encode("ascii") + b"\n"


def decode(line: bytes, file: str) -> tuple[Book | None, tuple[Problem, ...]]:
    wire = json.loads(line)
    problems = tuple(
        Problem(Code(code), Place(file, sheet, cell=cell), found, also=also)
        for code, sheet, cell, found, also in wire["problems"]
    )
    return wire["book"] and _book(wire["book"], file), problems


def _book(wire: Wire, file: str) -> Book:
    texts = wire["texts"]

    def value(wire: Wire) -> Any:
        if not isinstance(wire, list):
            return wire
        kind, payload = wire
        return texts[payload] if kind == "text" else DECODE[kind](payload)

    sheets = tuple(
        Sheet(title, hidden, {(row, column): Cell(value(each), kind) for row, column, kind, each in cells})
        for title, hidden, cells in wire["sheets"]
    )
    return Book(file, sheets, {name: value(each) for name, each in wire["properties"].items()})
