"""One person's answers to a survey, and what else is known of who answered."""

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple


class Response(NamedTuple):
    """``answers`` has one mark a slot of the rubric (see ``spur.rubric.slot``). ``numbers`` are the exact numbers
    behind the bins, by question id; ``texts`` the free texts by question id, in the file's order. ``row`` is where it
    stands in its file."""

    id: str
    unit_id: str
    role: str
    answers: str
    row: int = 0
    numbers: tuple[tuple[str, Fraction], ...] = ()
    texts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Invited:
    """How many people of a role were asked at a unit."""

    unit_id: str
    role: str
    n: int


@dataclass(frozen=True, slots=True)
class GivenText:
    """A free text that a person answered with. ``categories`` are those it was given in the file that it came in,
    ``row`` where it stands there."""

    response_id: str
    question: str
    text: str
    categories: tuple[str, ...] = ()
    row: int = 0


@dataclass(frozen=True, slots=True)
class KeptText:
    """A free text as the ledger holds it, with what a person has made of it since: None where nobody has yet.
    ``response_id`` tells the people behind texts apart; it is never shown."""

    id: int
    response_id: str
    unit_id: str
    role: str
    question: str
    text: str
    coding: "Coding | None" = None


@dataclass(frozen=True, slots=True)
class Coding:
    """What a person made of a free text: its categories (none where none fits), and whether it is fit to be printed as
    a quotation: in the words of ``quotation``, or as it stands where there is none."""

    text_id: int
    categories: tuple[str, ...]
    quotable: bool = False
    quotation: str = ""
