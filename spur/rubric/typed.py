"""A TOML file held to its types: unknown keys, missing keys and wrong values, each as a problem at its place."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from spur.records.problem import Code, Place, Problem, nearest
from spur.rubric.parts import ID_PATTERN
from spur.rubric.source import Source, keys_of

Model = TypeVar("Model", bound=BaseModel)

# What the types call a TOML value, by pydantic's name of the error.
_TOML_TYPES = {
    "string_type": "string",
    "int_type": "integer",
    "float_type": "number",
    "bool_type": "boolean",
    "tuple_type": "array",
    "dict_type": "table",
    "model_type": "table",
}


def text_of(path: Path) -> str | Problem:
    """A file's text. One that is missing or is not UTF-8 is a problem like any other."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError:
        return Problem(Code.FILE_MISSING, Place(path.name), found=str(path))
    except UnicodeDecodeError:
        return Problem(Code.FILE_NOT_TEXT, Place(path.name), found=path.name)


def parsed(text: str, name: str) -> Source | Problem:
    """A text as TOML; ``name`` is the file that problems name."""
    try:
        return Source(name, text, tomllib.loads(text))
    except (ValueError, RecursionError) as error:  # besides bad syntax: a number or a nesting beyond Python's limits
        return _syntax(error, text, name)


def typed(source: Source, model: type[Model]) -> tuple[Model | None, list[Problem]]:
    """A parsed file as its model, or None and what the types complain of."""
    try:
        return model.model_validate(source.data), []
    except ValidationError as error:
        return None, list(_mistyped(error, source, model))


def _syntax(error: Exception, text: str, name: str) -> Problem:
    message = str(error)
    at = re.search(r" \(at line (\d+), column \d+\)$", message)
    row = int(at[1]) if at else text.rstrip("\n").count("\n") + 1
    return Problem(Code.RUBRIC_SYNTAX, Place(name, row=row), found=message[: at.start()] if at else message)


def _mistyped(error: ValidationError, source: Source, model: type[BaseModel]) -> Iterator[Problem]:
    """What the types complain of, as problems of ours."""
    errors = error.errors(include_url=False)
    for each in errors:
        # An array is called too short when all that it holds was refused: what was refused is told already.
        if each["type"] != "too_short" or not each["input"]:
            yield _told(each, source, model)


def _told(error: ErrorDetails, source: Source, model: type[BaseModel]) -> Problem:
    loc, kind, value = error["loc"], error["type"], error["input"]
    place = source.place(*loc)
    if kind == "extra_forbidden":
        allowed = tuple(_keys_at(loc[:-1], model))
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


def _keys_at(loc: tuple[str | int, ...], model: type[BaseModel]) -> list[str]:
    """The keys that a table at this path may have."""
    at: type[BaseModel] | None = model
    for part in loc:
        if at is not None and isinstance(part, str):
            at = keys_of(at)[part][1]
    return list(keys_of(at)) if at else []


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
