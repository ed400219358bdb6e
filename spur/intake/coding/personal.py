"""Personal data that a pattern can see in a free text, so that whoever codes it looks twice. Few false alarms: a flag
that is always up is not seen. What no pattern sees (who was on duty that night) is left to the person who codes.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from spur.records.unit import Unit
from spur.rubric.parts import folded


class Kind(StrEnum):
    """What it looks like."""

    EMAIL = "email"
    PERSONAL_NUMBER = "personal-number"  # personnummer or samordningsnummer
    PHONE = "phone"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Seen:
    """Something that looks like personal data: what it looks like, and as it stands in the text."""

    kind: Kind
    text: str


# Bounded, or a text of one long word would be tried from each of its letters to its end.
_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}[ \t]?(?:@|[(\[](?:at|snabel-?a)[)\]])[ \t]?(?:[\w-]{1,63}\.){1,6}[^\W\d]{2,24}(?!\w)",
    re.IGNORECASE,
)
_PERSONAL_NUMBER = re.compile(r"(?<![\d+])(?:(?:19|20)?(\d\d)(\d\d)(\d\d))[ \t]?[-+–]?[ \t]?(\d{4})(?!\d)")

# An area code or a mobile's, and the rest in groups; with spaces, hyphens or a slash between, or with none.
_BREAK = r"[ \t\u00a0/‑–-]{0,3}"
_PHONE = re.compile(
    rf"(?<![\w.,:+-])(?:(?:\+|00)46{_BREAK}(?:\(0\){_BREAK})?|\(?0)([1-9](?:{_BREAK}\)?{_BREAK}\d){{6,9}})(?![\d:]|[.,]\d)"
)
# What they begin with (PTS, Telefoninummerplan för Sverige): 8, area codes of two digits, mobiles; all others of three.
_TWO = re.compile(r"1[13689]|2[136]|3[1356]|4[0246]|54|6[03]|90")
_MOBILE = re.compile(r"7[02369]")

# A title and a capitalised word on the same line: somebody's name, more often than not.
_TITLED = re.compile(
    r"(?<!\w)(?i:dr|doktor|docent|prof|professor|överläkare|specialistläkare|\w*chef(?:en)?|(?:huvud)?handledare|"
    r"studierektor)(?:(?i:(?<=dr)|(?<=prof))\.)?[ \t\u00a0]+"
    r"([A-ZÅÄÖÉ][a-zåäöéü]+(?:[ \t-][A-ZÅÄÖÉ][a-zåäöéü]+)?)(?![\w-])"
)
# Words that begin with a capital and are nobody's name.
_NOBODY = re.compile(
    r"vi|jag|det|den|de|en|ett|och|men|om|att|som|på|för|till|med|har|är|inte|ingen|alla|region(?:en)?|landstinget|"
    r"akuten|the|we|in|an|and|but",
)

_PEOPLE = re.compile(
    r"chef|kontakt|contact|person|ansvarig|responsible|studierektor|handledare|director|manager|supervisor|head",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-ZÅÄÖÉÜ][a-zåäöéü]+(?:-[A-ZÅÄÖÉÜ][a-zåäöéü]+)*")
_TITLES = re.compile(r"dr|doktor|docent|prof|professor|överläkare|öl|\w*chef|studierektor|handledare")


class Watch:
    """What to look for: the patterns, and the names that a list of units gives.

    A unit's name counts where it stands whole. Of its further columns, those that by their header tell of people
    (chef, kontaktperson …) give names: each word that begins with a capital, spelled with one.
    """

    def __init__(self, units: Iterable[Unit] = ()) -> None:
        whole: set[str] = set()
        words: set[str] = set()
        for unit in units:
            if " " in unit.name.strip():
                whole.add(folded(unit.name))
            for column, told in unit.further:
                if _PEOPLE.search(column):
                    words |= {each for each in _NAME.findall(told) if not _TITLES.fullmatch(folded(each))}
        self._whole = _any_of(whole)
        self._words = _any_of(words)

    def seen(self, text: str) -> tuple[Seen, ...]:
        """Everything that looks like personal data, each once, kind by kind in the order of the text."""
        found: list[Seen] = []
        left = text
        for kind, find in _FINDERS:
            for match in find(left):
                found.append(Seen(kind, match[0].strip()))
            # what is an address or a number of one kind is none of another
            left = _without(left, find)
        names = [*self._words.finditer(left), *_titled(left)]
        found += [Seen(Kind.NAME, match[0]) for match in sorted(names, key=lambda match: match.start())]
        found += [Seen(Kind.NAME, match[0]) for match in self._whole.finditer(folded(left))]
        return tuple(dict.fromkeys(found))


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Any of these as whole words, also in the genitive."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?=s?(?!\w))" if longest_first else "(?!)")


def _titled(text: str) -> Iterator[re.Match[str]]:
    return (match for match in _TITLED.finditer(text) if not _NOBODY.fullmatch(folded(match[1].split()[0])))


def _emails(text: str) -> Iterator[re.Match[str]]:
    return _EMAIL.finditer(text)


def _personal_numbers(text: str) -> Iterator[re.Match[str]]:
    """Ten or twelve digits: a day of birth (plus 60 in a samordningsnummer), and the check digit that fits."""
    for match in _PERSONAL_NUMBER.finditer(text):
        _, month, day, _ = (int(part) for part in match.groups())
        if 1 <= month <= 12 and (1 <= day <= 31 or 61 <= day <= 91) and _checks("".join(match.groups())):
            yield match


def _checks(digits: str) -> bool:
    """Luhn's check digit: every other digit doubled, from the first on."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


def _phones(text: str) -> Iterator[re.Match[str]]:
    """Numbers of the lengths that Swedish ones have: hours (0730-1630), dates and counts have others."""
    for match in _PHONE.finditer(text):
        digits = "".join(re.findall(r"\d", match[1]))
        is_mobile = bool(_MOBILE.match(digits))
        code = 1 if digits[0] == "8" else 2 if is_mobile or _TWO.match(digits) else 3
        # the groups begin where the area code ends; a mobile's may go on for one digit (0701-23 45 67)
        first = len(re.split(r"\D", match[1])[0])
        is_grouped = first in (code, len(digits)) or (is_mobile and first == 3)
        rest = len(digits) - code
        if is_grouped and (rest == 7 if is_mobile else (6 if code == 1 else 5) <= rest <= 9 - code):
            yield match


_FINDERS: tuple[tuple[Kind, Callable[[str], Iterator[re.Match[str]]]], ...] = (
    (Kind.EMAIL, _emails),
    (Kind.PERSONAL_NUMBER, _personal_numbers),
    (Kind.PHONE, _phones),
)


def _without(text: str, find: Callable[[str], Iterator[re.Match[str]]]) -> str:
    for match in find(text):
        text = text[: match.start()] + "\0" * (match.end() - match.start()) + text[match.end() :]
    return text
