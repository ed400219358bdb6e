"""A rubric file as it was read, before anything about it is known to be right: where its keys stand, and its rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import get_args

from pydantic import BaseModel

from spur.records.problem import Place

_HEADER = re.compile(r"\s*\[\[?\s*([^\[\]\s]+)\s*\]")

Path = tuple[str | int, ...]
"""A key's path, with indices from 0: ``("requirement", 6, "class")``."""


@dataclass(frozen=True)
class Source:
    """The parsed file together with its text, so that whatever is wrong can be pointed at."""

    name: str
    text: str
    data: dict[str, object]

    def rows(self, table: str) -> Iterator[tuple[int, dict[str, object]]]:
        """Each ``[[table]]`` with its index from 0; what is not a table is left to the types to complain about."""
        yield from tables(self.data.get(table))

    def table(self, name: str) -> dict[str, object]:
        """The ``[name]`` table; empty where there is none."""
        found = self.data.get(name)
        return found if isinstance(found, dict) else {}

    def place(self, *path: str | int) -> Place:
        """The place of a key: its path as a person counts, ``requirement[7] (E3).class``, and its line."""
        return Place(file=self.name, row=self._line(path), column=self.column(*path))

    def column(self, *path: str | int) -> str:
        shown = ""
        at: object = self.data
        for part in path:
            at = _inside(at, part)
            if isinstance(part, int):
                shown += f"[{part + 1}]{_label(at)}"
            else:
                shown += f".{part}" if shown else part
        return shown

    def _line(self, path: Path) -> int | None:
        """The line of the path's first key in its table, else of the table's header; None where neither is found."""
        table, *rest = path
        index, *keys = rest if rest and isinstance(rest[0], int) else (0, *rest)
        headers = self._headers.get(str(table), [])
        if not headers or not isinstance(index, int) or index >= len(headers):
            return _key_line(self._lines, 0, table)
        start = headers[index]
        return (_key_line(self._lines, start, keys[0]) if keys else None) or start

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")

    @cached_property
    def _headers(self) -> dict[str, list[int]]:
        """The lines on which tables open: ``[[question]]`` a row of ``question``, ``[grading]`` a table by itself."""
        found: dict[str, list[int]] = {}
        for number, line in enumerate(self._lines, 1):
            if opened := _HEADER.match(line):
                found.setdefault(opened[1], []).append(number)
        return found


def _key_line(lines: list[str], start: int, key: str | int) -> int | None:
    """The first line after ``start`` that gives this key a value, before the next table opens."""
    for number, line in enumerate(lines[start:], start + 1):
        if line.lstrip().startswith("["):
            return None
        if re.match(rf'\s*"?{re.escape(str(key))}"?\s*[=.]', line):
            return number
    return None


def tables(value: object) -> Iterator[tuple[int, dict[str, object]]]:
    """The tables in an array, each with its index; nothing for anything else."""
    if isinstance(value, list):
        yield from ((index, each) for index, each in enumerate(value) if isinstance(each, dict))


def keys_of(model: type[BaseModel]) -> dict[str, tuple[object, type[BaseModel] | None]]:
    """A model's keys as they stand in the file, each with its type and, for a table or an array of them, its model."""
    return {
        field.alias or name: (field.annotation, _model_in(field.annotation))
        for name, field in model.model_fields.items()
    }


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for each in get_args(annotation) if (model := _model_in(each))), None)


def _inside(at: object, part: str | int) -> object:
    if isinstance(at, dict):
        return at.get(part)
    if isinstance(at, list) and isinstance(part, int) and part < len(at):
        return at[part]
    return None


def _label(row: object) -> str:
    if not isinstance(row, dict):
        return ""
    name = row.get("id", row.get("code"))
    return f" ({name})" if isinstance(name, str) else ""
