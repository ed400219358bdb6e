"""Why a report, or some of it, may not be handed out, in words: beside which earlier one, where, and how many it takes.

What anybody answered is not told, nor to which question; and where somebody has been erased, not where either.
"""

from collections.abc import Mapping, Sequence

from spur.app.objecting import Objection
from spur.disclosure.earlier import Harm
from spur.records.problem import Code, Place, Problem
from spur.records.release import Release, Shown
from spur.records.unit import Unit
from spur.wording import Wording

_MOST_NAMED = 4


def refusals(
    objections: Sequence[Objection], units: Mapping[str, Unit], said: Wording, code: Code | None = None
) -> list[Problem]:
    """A sentence for each round, with ``code`` where one is given, else by why the report is refused."""
    found: dict[str, Problem] = {}
    for each in sorted(
        objections, key=lambda each: (each.harm is not Harm.ERASED, each.told.shown is not Shown.COUNTS)
    ):
        if each.told.round not in found:
            erased = Code.RELEASE_ERASED if each.harm is Harm.ERASED else None
            own = code or erased or (Code.RELEASE_DIVIDED if each.like else Code.RELEASE_CHANGED)
            also = _where(each, units, said)
            found[each.told.round] = Problem(own, Place(each.told.round), found=_beside(each, said), also=also)
    return list(found.values())


def report_name(release: Release, said: Wording) -> str:
    """ "regionrapport vastmanland, omgång 2019, indelad efter place"."""
    divided = "" if release.division == "specialty_group" else said("cli.releases.by", column=release.division)
    return said(f"cli.releases.{release.kind}", id=release.scope_id, round=release.round) + divided


def _beside(objection: Objection, said: Wording) -> str:
    """ "3 (regionrapport vastmanland, omgång 2019, 2026-03-01), och 51 till som visar samma svar,"."""
    release, day = objection.beside, objection.beside.at.astimezone().date()
    told = f"{release.number} ({report_name(release, said)}, {day})"
    return told + (said("cli.releases.others", n=objection.others) if objection.others else "")


def _where(objection: Objection, units: Mapping[str, Unit], said: Wording) -> str:
    parts = objection.parts()
    if not parts:
        return said("cli.releases.limit", k=objection.k)
    names = [_name(key, units, said) for key in parts[:_MOST_NAMED]]
    if len(parts) > _MOST_NAMED:
        names.append(said("cli.releases.parts-more", n=len(parts) - _MOST_NAMED))
    return said("cli.releases.where", where=said.listed(names), k=objection.k)


def _name(key: str, units: Mapping[str, Unit], said: Wording) -> str:
    level, _, own = key.partition(":")
    return said(f"cli.releases.part.{level}", id=own, name=units[own].name if own in units else "")
