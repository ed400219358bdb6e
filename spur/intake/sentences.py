"""A problem as a sentence for a person, in either language."""

from spur.records.printable import printable
from spur.records.problem import Code, Place, Problem
from spur.wording import Wording

ALLOWED_TOLD = 12  # of the words that may stand in a cell; more than that is no help


def sentence(problem: Problem, said: Wording) -> str:
    """ "grades.csv, rad 5, kolumn area: Området ”Z” finns inte. Tillåtet: A, B … [area-unknown]".

    Fit for a terminal, whatever a stranger has written in the file.
    """
    return printable(raw_sentence(problem, said))


def raw_sentence(problem: Problem, said: Wording) -> str:
    """The same with strangers' texts letter for letter, line breaks and all: for a cell's comment, no terminal."""
    parts = [said(f"problem.{problem.code}", found=problem.found, also=problem.also)]
    if problem.allowed:
        rest = len(problem.allowed) - ALLOWED_TOLD
        words = [_allowed(each, problem, said) for each in problem.allowed[:ALLOWED_TOLD]]
        allowed = ", ".join(words) + (f" … (+{rest})" if rest > 0 else "")
        parts.append(said("told.allowed", allowed=allowed))
    if problem.suggestion and problem.suggestion != problem.found:
        parts.append(said("told.suggestion", suggestion=problem.suggestion))
    if problem.more and not (problem.place.cell or problem.place.row):
        parts.append(said("told.more", more=problem.more))
    where = _where(problem, said)
    return f"{where}{': ' if where else ''}{' '.join(parts)} [{problem.code}]"


def _allowed(word: str, problem: Problem, said: Wording) -> str:
    """A word that may stand there, as people say it: "5 eller mer" for "≥ 5", "ett heltal" for the type."""
    if problem.code is Code.RUBRIC_TYPE:
        return said(f"told.type.{word}")
    for sign, key in (("≥ ", "at-least"), ("≤ ", "at-most")):
        if word.startswith(sign):
            return said(f"told.{key}", n=word.removeprefix(sign))
    return word


def _where(problem: Problem, said: Wording) -> str:
    place = problem.place
    places = (place, *problem.more_places)
    rest = problem.more - len(problem.more_places)
    others = [said("told.others", more=rest)] if rest > 0 else []
    cells = said.listed([*(each.cell for each in places), *others])
    rows = said.listed([*(str(each.row) for each in places), *others])
    return ", ".join(
        filter(
            None,
            (
                place.file,
                said("told.sheet", sheet=place.sheet) if place.sheet else "",
                said("told.cell", cell=cells) if place.cell else "",
                said("told.row", row=rows) if place.row and not place.cell else "",
                said("told.key" if _is_toml(place) else "told.column", column=place.column) if place.column else "",
            ),
        )
    )


def _is_toml(place: Place) -> bool:
    """Whether the file has keys for columns."""
    return place.file.endswith(".toml")
