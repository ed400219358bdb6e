"""Reads a rubric file: its types, and every mistake in it at once. Nothing here raises for what a file holds.

The types complain first (unknown keys, missing keys, wrong values); then ``spur.rubric.checks`` looks at what the parts
say of each other, on the same parsed file, so that one mistake never hides another.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from spur.records.problem import Code, Place, Problem, nearest
from spur.rubric.checks import checked
from spur.rubric.model import ID_PATTERN, Rubric
from spur.rubric.source import Source, keys_of

# What the types call a TOML value, by pydantic's name of the error.
_TOML_TYPES = {
    "string_type": "string",
    "int_type": "integer",
    "bool_type": "boolean",
    "tuple_type": "array",
    "dict_type": "table",
    "model_type": "table",
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """A rubric file that was read. ``rubric`` is None exactly when there are problems.

    ``content_hash``: SHA-256 (hex) of the text in UTF-8, its lines ended by ``\\n``. ``key``: ``id@version`` as the
    file says, also when it has problems; "" when that cannot be told.
    """

    rubric: Rubric | None
    content_hash: str
    text: str
    problems: tuple[Problem, ...]
    key: str = ""


def load(path: Path) -> Loaded:
    """Reads a rubric file. A file that is missing or is not UTF-8 is a problem like any other."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError:
        return _unread(Problem(Code.FILE_MISSING, Place(path.name), found=str(path)))
    except UnicodeDecodeError:
        return _unread(Problem(Code.FILE_NOT_TEXT, Place(path.name), found=path.name))
    return loads(text, path.name)


def loads(text: str, name: str) -> Loaded:
    """Reads a rubric's text, such as one kept in a database; ``name`` is the file that problems name."""
    text = text.replace("\r\n", "\n")
    content_hash = hashlib.sha256(text.encode("utf-8")).hexdigest()
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # besides bad syntax: a number or a nesting beyond Python's limits
        return Loaded(None, content_hash, text, (_syntax(error, text, name),))
    source = Source(name, text, data)
    rubric: Rubric | None = None
    problems: list[Problem] = []
    try:
        rubric = Rubric.model_validate(data)
    except ValidationError as error:
        problems += _mistyped(error, source)
    problems += checked(source)
    problems.sort(key=lambda problem: (problem.place.row or 0, problem.place.column))
    head = source.table("rubric")
    return Loaded(
        rubric=None if problems else rubric,
        content_hash=content_hash,
        text=text,
        problems=tuple(problems),
        key=f"{head['id']}@{head['version']}" if {"id", "version"} <= head.keys() else "",
    )


def _unread(problem: Problem) -> Loaded:
    return Loaded(None, "", "", (problem,))


def _syntax(error: Exception, text: str, name: str) -> Problem:
    message = str(error)
    at = re.search(r" \(at line (\d+), column \d+\)$", message)
    row = int(at[1]) if at else text.rstrip("\n").count("\n") + 1
    return Problem(Code.RUBRIC_SYNTAX, Place(name, row=row), found=message[: at.start()] if at else message)


def _mistyped(error: ValidationError, source: Source) -> Iterator[Problem]:
    """What the types complain of, as problems of ours."""
    errors = error.errors(include_url=False)
    for each in errors:
        # An array is called too short when all that it holds was refused: what was refused is told already.
        if each["type"] != "too_short" or not each["input"]:
            yield _told(each, source)


def _told(error: ErrorDetails, source: Source) -> Problem:
    loc, kind, value = error["loc"], error["type"], error["input"]
    place = source.place(*loc)
    if kind == "extra_forbidden":
        allowed = tuple(_keys_at(loc[:-1]))
        key = str(loc[-1])
        return Problem(Code.RUBRIC_KEY_UNKNOWN, place, key, allowed, nearest(key, allowed))
    if kind == "missing":
        return Problem(Code.RUBRIC_KEY_MISSING, place, str(loc[-1]))
    if kind in _TOML_TYPES:
        # `version = 2018` is the commonest of these: what it lacks is the quotation marks
        quoted = f'"{_shown(value)}"' if kind == "string_type" and not isinstance(value, dict | list) else ""
        return Problem(Code.RUBRIC_TYPE, place, _shown(value), (_TOML_TYPES[kind],), quoted)
    allowed = _allowed(error)
    return Problem(Code.RUBRIC_VALUE, place, _shown(value), allowed, nearest(str(value), allowed))


def _keys_at(loc: tuple[str | int, ...]) -> list[str]:
    """The keys that a table at this path may have."""
    model: type[BaseModel] | None = Rubric
    for part in loc:
        if model is not None and isinstance(part, str):
            model = keys_of(model)[part][1]
    return list(keys_of(model)) if model else []


def _allowed(error: ErrorDetails) -> tuple[str, ...]:
    """What may stand where a value was refused."""
    context = error.get("ctx", {})
    match error["type"]:
        case "literal_error":  # "'draft', 'published' or 'retired'"
            return tuple(each.strip("'") for each in re.split(r", | or ", str(context["expected"])))
        case "string_pattern_mismatch" if context["pattern"] == ID_PATTERN:
            return ("a–z", "0–9", ".", "-", "_")
        case "greater_than_equal":
            return (f"≥ {context['ge']}",)
        case "less_than_equal":
            return (f"≤ {context['le']}",)
        case "too_long":
            return (f"≤ {context['max_length']}",)
        case "too_short":
            return (f"≥ {context['min_length']}",)
    return ()


def _shown(value: object) -> str:
    """A value as it stands in the file, or how many an array holds."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return str(len(value))
    if isinstance(value, dict):
        return "{…}"
    return str(value)
