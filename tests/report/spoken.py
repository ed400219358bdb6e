"""The running text of a report read back: every sentence as what it claims. The patterns are written by hand from what
a reader understands, not from the wording, so that a sentence that says something else is not understood."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spur.wording import LANGUAGES, Lang

_SLOT = re.compile(r"<(\w+)(?::(\w+))?>")
_QUOTE = {"sv": "”[^”]*”", "en": "“[^”]*”"}
_OPENS = {"sv": "”", "en": "“"}
_SPACES = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"

_WHERE = {
    "sv": r"(?:(\d+) av (\d+) jämförda frågor|alla (\d+) jämförda frågor"
    r"|(båda) de jämförda frågorna|den (enda) jämförda frågan)",
    "en": r"(?:(\d+) of the (\d+) questions compared|all (\d+) questions compared"
    r"|(both) of the questions compared|the (only) question compared)",
}
_NAMES = {
    "sv": r"(riket(?: \([^()]*\))?|regionen|omgången \w+|specialitetsgruppen [\w ]+?)",
    "en": r"(the national baseline(?: \([^()]*\))?|the region|the \w+ round|the specialty group [\w ]+?)",
}
WORDS = {"en": 1, "one": 1}


@dataclass(frozen=True)
class Claim:
    """What a sentence says: its kind, and the parts of it by name. ``of`` counts where it counts: (n, of)."""

    kind: str
    parts: dict[str, str]
    where: tuple[int, int] = (0, 0)

    def n(self, part: str) -> int:
        text = self.parts[part]
        return WORDS.get(text) or int(text)

    def quoted(self, part: str) -> list[tuple[str, str]]:
        """Every name in quotation marks, with what stands in brackets after it."""
        return re.findall(r"[”“]([^”]*)”(?: \(([^()]*)\))?", self.parts[part])

    def names(self, part: str) -> list[str]:
        return [name for name, _ in self.quoted(part)]

    def more(self, part: str) -> int:
        """How many are not named."""
        found = re.search(r"(\d+) more questions|ytterligare (\d+) frågor", self.parts[part])
        return int(found[1] or found[2]) if found else 0


def _compiled(pattern: str, lang: Lang) -> re.Pattern[str]:
    anything = rf"((?:{_QUOTE[lang]}|[^{_OPENS[lang]}.]|\.(?=\d))+?)"
    slots = {
        "list": anything,
        "number": r"([^();]+?)",
        "n": r"(\d+|en|one)",
        "name": _NAMES[lang],
        "where": _WHERE[lang],
    }
    parts, at = [], 0
    for slot in _SLOT.finditer(pattern):
        parts += [re.escape(pattern[at : slot.start()]), slots[slot[1]]]
        at = slot.end()
    return re.compile("".join([*parts, re.escape(pattern[at:])]) + r"(?: |$)")


def _patterns(lang: Lang) -> list[tuple[str, list[str], re.Pattern[str]]]:
    """What stands in spoken.sv.txt and spoken.en.txt."""
    lines = Path(__file__).with_name(f"spoken.{lang}.txt").read_text(encoding="utf-8").splitlines()
    told = [line.partition("|") for line in lines if not line.startswith("#")]
    return [(kind, [s[2] or s[1] for s in _SLOT.finditer(p)], _compiled(p, lang)) for kind, _, p in told]


_KNOWN = {lang: _patterns(lang) for lang in LANGUAGES}


def claims(text: str, lang: Lang) -> Iterator[Claim]:
    """Everything that a text says. Raises ValueError at the first sentence that is not understood."""
    rest = text.translate({ord(space): " " for space in _SPACES})
    while rest:
        for kind, names, pattern in _KNOWN[lang]:
            if found := pattern.match(rest):
                yield _claim(kind, names, found)
                rest = rest[found.end() :]
                break
        else:
            raise ValueError(f"not understood: {rest}")


def _claim(kind: str, names: list[str], found: re.Match[str]) -> Claim:
    groups, parts, where = list(found.groups()), {}, (0, 0)
    for name in names:
        if name != "where":
            parts[name] = groups.pop(0) or ""
            continue
        n, of, every, both, only = (groups.pop(0) for _ in range(5))
        where = (int(n), int(of)) if n else (int(every),) * 2 if every else (2, 2) if both else (1, 1)
        assert n or every or both or only
    return Claim(kind, parts, where)
