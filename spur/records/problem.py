"""A problem in what came in: what is wrong, where, what stood there and what may stand there.

Readers never raise for content. They return every problem they find; a person reads them all at once, in Swedish or
English (the sentences lie in ``spur/wording/*/problem.toml``, one per code and language).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches

from spur.records.code import Code, Severity

__all__ = ["Code", "InvalidInput", "Place", "Problem", "Severity", "any_errors", "folded", "nearest"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in what came in. ``row`` counts from 1 with the header, as Excel shows it; ``column`` is the header's text
    (in a rubric file: the path of the key, such as ``requirement[7].class``). In a workbook, ``cell`` is A1-style."""

    file: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem. ``found`` is what stood there, ``allowed`` what may stand there, ``suggestion`` the likeliest of
    those, ``also`` what else the sentence names (such as the other row of a duplicate), ``more`` how many like it, and
    ``more_places`` where the first of those are."""

    code: Code
    place: Place
    found: str = ""
    allowed: tuple[str, ...] = ()
    suggestion: str = ""
    also: str = ""
    more: int = 0
    more_places: tuple[Place, ...] = ()

    @property
    def severity(self) -> Severity:
        return self.code.severity


class InvalidInput(Exception):
    """Raised at the edge, by the use cases, when what came in cannot be kept. Carries every problem found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(", ".join(sorted({problem.code for problem in self.problems})))

    def __reduce__(self) -> tuple[type["InvalidInput"], tuple[tuple[Problem, ...]]]:
        """Raised in another process, it arrives with its problems."""
        return type(self), (self.problems,)


def any_errors(problems: Iterable[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)


MORE_PLACES = 9  # that a folded problem names beside the first


def folded(problems: Iterable[Problem]) -> list[Problem]:
    """The same problem at many places of a file, told once: the first places, and how many more. Order is kept."""
    first: dict[tuple[object, ...], Problem] = {}
    for problem in problems:
        place = problem.place
        key = (problem.code, place.file, place.sheet, place.column, problem.found, problem.allowed)
        seen = first.get(key)
        if seen is None:
            first[key] = problem
        else:
            places = (*seen.more_places, place, *problem.more_places)[:MORE_PLACES]
            first[key] = replace(seen, more=seen.more + 1 + problem.more, more_places=places)
    return list(first.values())


def nearest(found: str, allowed: Iterable[str]) -> str:
    """The allowed word that was most likely meant, "" when none is near."""
    by_folded = {word.casefold(): word for word in allowed}
    close = get_close_matches(found.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[close[0]] if close else ""
