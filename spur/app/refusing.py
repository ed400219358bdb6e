"""Why a report, or some of it, may not be handed out, in words: beside which earlier one, which answers differ, and how
many it takes.

Neither what anybody answered is told nor to which question, and not whether it was that or how few they are: the limit
is always told whole. Named is every unit where answers differ, and not those that did harm. Where somebody has been
erased none is named, and no number.
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
            also = _limit(each, units, said)
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


def _limit(objection: Objection, units: Mapping[str, Unit], said: Wording) -> str:
    if objection.harm is Harm.ERASED:
        return said("cli.releases.erased")
    limit, changed = said("cli.releases.limit", k=objection.k), sorted(objection.changed())
    if not changed:
        return limit
    names = [
        said("cli.releases.part.unit", id=each, name=units[each].name if each in units else "")
        for each in changed[:_MOST_NAMED]
    ]
    if len(changed) > _MOST_NAMED:
        names.append(said("cli.releases.parts-more", n=len(changed) - _MOST_NAMED))
    return f"{limit} {said('cli.releases.where', where=said.listed(names))}"
