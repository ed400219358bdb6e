"""Every sentence that a person reads, in one folder a language: ``sv/`` and ``en/``.

A file is a room's sentences (``problem.toml``, ``report.toml``, ``cli.toml``, ``help.toml``); a key is looked up as
``room.key``. To translate spur, copy a folder and translate the right-hand sides: a test holds the folders to the
same keys and the same ``{names}``.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

Lang = Literal["sv", "en"]
LANGUAGES: tuple[Lang, ...] = get_args(Lang)


@cache
def _room(lang: Lang, room: str) -> dict[str, str]:
    text = files(__package__).joinpath(lang, f"{room}.toml").read_text(encoding="utf-8")
    return dict(_flat(tomllib.loads(text)))


def _flat(table: dict[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    """``[column] n = "n"`` is looked up as ``column.n``."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", value


class Wording:
    """The sentences of one language: ``Wording("sv")("report.contents")``."""

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang

    def __call__(self, key: str, **values: object) -> str:
        """The sentence ``room.key`` with its ``{names}`` filled in. Raises KeyError for a key that is not there."""
        room, _, name = key.partition(".")
        sentence = _room(self.lang, room)[name]
        return sentence.format(**values) if values else sentence

    def counted(self, key: str, n: int) -> str:
        """ "12 åtgärder", "1 åtgärd": the sentence ``key`` or, of one alone, ``key-one``."""
        return self(f"{key}-one" if n == 1 else key, n=n)

    def has(self, key: str) -> bool:
        room, _, name = key.partition(".")
        return name in _room(self.lang, room)

    def every(self, room: str) -> tuple[str, ...]:
        """All sentences of a room, as they stand there."""
        return tuple(_room(self.lang, room).values())

    def listed(self, items: list[str]) -> str:
        """ "a, b och c"."""
        if len(items) < 2:
            return "".join(items)
        return f"{', '.join(items[:-1])} {'och' if self.lang == 'sv' else 'and'} {items[-1]}"
