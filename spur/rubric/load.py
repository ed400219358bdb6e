"""Reads a rubric file: its types, and every mistake in it at once. Nothing here raises for what a file holds.

The types complain first (``spur.rubric.typed``); then ``spur.rubric.checks`` looks at what the parts say of each other,
on the same parsed file, so that one mistake never hides another.
"""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from spur.records.problem import Problem
from spur.rubric.checks import checked
from spur.rubric.model import Rubric
from spur.rubric.typed import parsed, text_of, typed


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
    text = text_of(path)
    return Loaded(None, "", "", (text,)) if isinstance(text, Problem) else loads(text, path.name)


@lru_cache(maxsize=32)
def loads(text: str, name: str) -> Loaded:
    """Reads a rubric's text, such as one kept in a database; ``name`` is the file that problems name. A round's rubric
    is asked for at every turn and takes a fifth of a second to check, so what was read is remembered."""
    text = text.replace("\r\n", "\n")
    content_hash = hashlib.sha256(text.encode("utf-8")).hexdigest()
    source = parsed(text, name)
    if isinstance(source, Problem):
        return Loaded(None, content_hash, text, (source,))
    rubric, problems = typed(source, Rubric)
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
