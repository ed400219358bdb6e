"""A problem as a sentence for a person, in either language."""

from spur.records.problem import Place, Problem
from spur.wording import Wording

ALLOWED_TOLD = 12  # of the words that may stand in a cell; more than that is no help


def sentence(problem: Problem, said: Wording) -> str:
    """ "grades.csv, rad 5, kolumn area: Området ”Z” finns inte. Tillåtet: A, B … [area-unknown]"."""
    parts = [said(f"problem.{problem.code}", found=problem.found, also=problem.also)]
    if problem.allowed:
        rest = len(problem.allowed) - ALLOWED_TOLD
        allowed = ", ".join(problem.allowed[:ALLOWED_TOLD]) + (f" … (+{rest})" if rest > 0 else "")
        parts.append(said("told.allowed", allowed=allowed))
    if problem.suggestion and problem.suggestion != problem.found:
        parts.append(said("told.suggestion", suggestion=problem.suggestion))
    if problem.more:
        parts.append(said("told.more", more=problem.more))
    where = _where(problem.place, said)
    return f"{where}{': ' if where else ''}{' '.join(parts)} [{problem.code}]"


def _where(place: Place, said: Wording) -> str:
    return ", ".join(
        filter(
            None,
            (
                place.file,
                said("told.sheet", sheet=place.sheet) if place.sheet else "",
                said("told.cell", cell=place.cell) if place.cell else "",
                said("told.row", row=place.row) if place.row else "",
                said("told.column", column=place.column) if place.column else "",
            ),
        )
    )
