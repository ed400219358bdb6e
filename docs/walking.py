"""Walks through a guide as its reader does: types its commands, fills in its workbooks, looks at its files.

What a guide (``docs/guides/*/*.md``) tells is what is done, so guide, commands and pictures can't drift apart:

* a block ``sh`` is typed line by line, a block ``sh 3`` too, which then has to end with exit code 3; ``sh elsewhere``
  is for what cannot be tried (to install spur);
* a block ``text`` after it is what is seen, ``…`` standing for what is left out;
* a table whose first heading names a workbook (``AM-01.xlsx``) is filled in: sheet, cells, what to write; *emphasised*
  is what to do with them instead, and there is only one such thing: to empty them;
* a picture is taken where it stands.
"""

import os
import re
import shlex
from collections.abc import Callable, Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from unittest.mock import patch

from markdown_it import MarkdownIt
from markdown_it.token import Token
from openpyxl import load_workbook

from spur.cli import run

GUIDES = Path(__file__).parent / "guides"


@dataclass(frozen=True)
class Command:
    words: tuple[str, ...]
    exit_code: int


@dataclass(frozen=True)
class Seen:
    """What the commands before it have told, in this order."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Filling:
    """``cells`` are sheet, cell and what to write there, "" to empty it."""

    workbook: str
    cells: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Picture:
    """``path`` from the guide's folder on."""

    path: str
    alt: str


Step = Command | Seen | Filling | Picture


def steps(guide: Path) -> Iterator[Step]:
    """What a guide tells to do and to see, in its order."""
    tokens = MarkdownIt("commonmark").enable("table").parse(guide.read_text(encoding="utf-8"))
    for at, token in enumerate(tokens):
        kind, _, told = token.info.partition(" ")
        if token.type == "fence" and kind == "sh" and told != "elsewhere":
            yield from (Command((*shlex.split(line),), int(told or 0)) for line in token.content.splitlines())
        elif token.type == "fence" and kind == "text":
            yield Seen(tuple(line.strip() for line in token.content.splitlines() if line.strip() != "…"))
        elif token.type == "table_open":
            yield from _filling(tokens[at:])
        elif token.type == "inline":
            pictures = (child for child in token.children or () if child.type == "image")
            yield from (Picture(str(child.attrs["src"]), child.content) for child in pictures)


def _filling(tokens: list[Token]) -> Iterator[Filling]:
    end = next(at for at, token in enumerate(tokens) if token.type == "table_close")
    cells = [token.content for token in tokens[:end] if token.type == "inline"]
    named = re.search(r"[\w-]+\.xlsx", cells[0])
    if named:
        rows = zip(cells[3::3], cells[4::3], cells[5::3], strict=True)
        each = ((sheet, cell, text) for sheet, at, text in rows for cell in at.split(", "))
        yield Filling(named[0], tuple((sheet, cell, "" if text[0] == "*" else text) for sheet, cell, text in each))


def walk(guide: Path, folder: Path, look: Callable[[Picture], None]) -> None:
    """Follow a guide in an empty folder, and stop where it tells what isn't so. ``look`` is called at each picture, in
    the folder where the reader then is."""
    with chdir(folder), patch.dict(os.environ):
        for name in [name for name in os.environ if name.startswith("SPUR_")]:
            del os.environ[name]
        _follow(guide, look)


def _follow(guide: Path, look: Callable[[Picture], None]) -> None:
    told = ""
    for step in steps(guide):
        match step:
            case Command(("cd", folder), _):
                os.chdir(folder)
            case Command(("spur", *words), exit_code):
                with redirect_stdout(StringIO()) as out, redirect_stderr(out):
                    code = run(words)
                told = out.getvalue()
                assert code == exit_code, f"{guide.name}: spur {shlex.join(words)} ended with {code}\n{told}"
            case Seen(lines):
                position = 0
                for line in lines:
                    found = _plain(told).find(_plain(line), position)
                    assert found >= 0, f"{guide.name}: not told: {line}\n{told}"
                    position = found + len(_plain(line))
            case Filling():
                fill_in(step)
            case Picture():
                look(step)
            case _:
                raise AssertionError(f"{guide.name}: {step}")


def _plain(text: str) -> str:
    """Without the breaks and rules of the terminal's tables, which are as wide as the terminal."""
    return " ".join(text.split())


def fill_in(filling: Filling) -> None:
    """Write into a workbook and save it, with dates as dates, as Excel does."""
    workbook = load_workbook(filling.workbook)
    for title, cell, text in filling.cells:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            workbook[title][cell] = date.fromisoformat(text)
        else:
            workbook[title][cell] = text or None
    workbook.save(filling.workbook)
