"""Reports about answers are handed out through here: each is checked together with all that have been, and recorded."""

from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Generic, TypeVar

from spur import __version__
from spur.analysis.releases import (
    parts_of,
    told_of,
)
from spur.app.gathering import Asked
from spur.app.ledgers import who
from spur.app.objecting import History, barred, known, objections
from spur.app.refusing import refusals
from spur.disclosure.release import Profile
from spur.ledger.ledger import Ledger
from spur.ledger.reading import View
from spur.ledger.releasing import Releasing
from spur.records.problem import Code, InvalidInput, Place, Problem
from spur.records.release import Content, Release, ReleaseKind, Withdrawal
from spur.report.material import Material
from spur.wording import Wording

_M = TypeVar("_M", bound=Material)
Compute = Callable[[View, str, Asked], tuple[_M, tuple[Problem, ...]]]


@dataclass(frozen=True, slots=True)
class HandedOut(Generic[_M]):
    """What a report is written from, how it may be asked for beside the earlier ones, and what a reader should know."""

    material: _M
    asked: Asked
    problems: tuple[Problem, ...]
    number: int | None = None
    """What it is recorded under; None where nothing new is told."""


def hand_out(db: str, asked: Asked, kind: ReleaseKind, id: str, compute: Compute[_M]) -> HandedOut[_M]:
    """Compute a report and record that it is handed out, before anything of it is written. What could be combined with
    earlier reports to find somebody out is withheld, which the returned ``asked`` tells; where that is most of it,
    InvalidInput is raised with the reason. A preview is not recorded, and tells whether it would be refused."""
    with _releasing(db, asked) as view:
        return _handed_out(_history(view, asked), asked, kind, id, compute)


def hand_out_each(
    db: str, asked: Asked, kind: ReleaseKind, ids: Callable[[View], Iterable[str]], compute: Compute[_M]
) -> tuple[dict[str, HandedOut[_M]], tuple[Problem, ...]]:
    """The same of several reports from the same state of the database, by their ids; and why others were refused."""
    handed: dict[str, HandedOut[_M]] = {}
    refused: list[Problem] = []
    with _releasing(db, asked) as view:
        history = _history(view, asked)
        for id in ids(view):
            try:
                handed[id] = _handed_out(history, asked, kind, id, compute)
            except _Refused as error:
                refused += [replace(problem, place=Place(id)) for problem in error.problems]
    return handed, tuple(refused)


def _releasing(db: str, asked: Asked) -> AbstractContextManager[Releasing]:
    ledger = Ledger.open(db)
    return ledger.view_of_releases() if asked.preview else ledger.releasing()


def _history(view: Releasing, asked: Asked) -> History:
    return History(view, [each for each in (asked.round, asked.versus_round) if each])


class _Refused(InvalidInput):
    """A report that would tell of a few people."""


def _handed_out(history: History, asked: Asked, kind: ReleaseKind, id: str, compute: Compute[_M]) -> HandedOut[_M]:
    material, problems = compute(history.view, id, asked)
    new, said = release_of(history.view, asked, kind, id, material), Wording(asked.lang)
    against = list(objections(history, new))
    if against and (left_out := barred(against, new)):
        asked = replace(asked, barred=left_out)
        material, problems = compute(history.view, id, asked)
        new = release_of(history.view, asked, kind, id, material)
        problems = (*problems, *refusals(against, history.view.units(), said, Code.RELEASE_WITHHELD))
        against = list(objections(history, new))
    if against and asked.preview:
        problems = (*problems, Problem(Code.PREVIEW_ONLY, Place("")))
    elif against:
        raise _Refused(refusals(against, history.view.units(), said))
    elif not asked.preview and (new.content.told or new.profile == Profile.INSPECTOR) and not known(history, new):
        return HandedOut(material, asked, problems, history.keep(new))
    return HandedOut(material, asked, problems)


def never_written(db: str, handed: HandedOut[_M]) -> None:
    """Record that a report which was to be handed out could not be written: it no longer counts."""
    if handed.number is not None:
        reason = Wording(handed.asked.lang)("cli.releases.unwritten")
        Ledger.open(db).withdraw([handed.number], Withdrawal(reason, who(), datetime.now(UTC), __version__))


def folder_of(out: Path, preview: bool) -> Path:
    """Where a report is written: a preview never takes the place of a report."""
    return out / "preview" if preview else out


def releases(db: str, *, round_: str | None = None) -> list[Release]:
    """Everything that was handed out, of one round or of all, oldest first."""
    return [each for each in Ledger.open(db).releases() if round_ is None or each.round == round_]


def withdraw_releases(db: str, numbers: Collection[int], *, reason: str) -> list[Release]:
    """Record a person's word that reports, with every copy of them, never left the house: they no longer count. All of
    them or none."""
    if not reason.strip():
        raise InvalidInput([Problem(Code.REASON_MISSING, Place(""))])
    return Ledger.open(db).withdraw(numbers, Withdrawal(reason.strip(), who(), datetime.now(UTC), __version__))


def release_of(view: Releasing, asked: Asked, kind: ReleaseKind, id: str, material: Material) -> Release:
    """What is handed out with a report. Where nothing is withheld, answers are reckoned with no more."""
    protection = asked.protection
    sources = {each: view.sources([each]) for each in (asked.round, asked.versus_round) if each}
    rounds = {round_ for round_, telling in sources.items() if telling}
    told = {} if protection.withholds_nothing else told_of(material.figures, rounds)
    keys = sorted({key for parts in told.values() for key in parts})
    content = Content(
        parts=parts_of(material.region.whole.id, asked.by, view.units(), keys),
        told=told,
        sources=frozenset().union(*sources.values()),
        events_seen=view.events_seen(),
    )
    return Release(
        at=datetime.now(UTC),
        by=who(),
        tool_version=__version__,
        profile=protection.profile.value,
        kind=kind,
        scope_id=id,
        round=asked.round,
        division=asked.by,
        k=protection.k,
        k_distribution=protection.k_distribution,
        c=protection.c,
        content=content,
    )
