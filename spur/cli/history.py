"""How the course of an inspection is told: moves, plans that are owed, and every event in a unit's history."""

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from spur.cli.telling import tell_problems
from spur.records.printable import printable
from spur.wording import Wording

if TYPE_CHECKING:
    from spur.analysis.history import Entry, Given
    from spur.app import PlansOwed, UnitHistory
    from spur.records.event import InspectionEvent


def tell_moves(moves: Iterable["InspectionEvent"], said: Wording) -> None:
    told = [said("cli.moved", unit=move.unit_id, state=said(f"cli.state.{move.state}")) for move in moves]
    for line in told or [said("cli.moved-nobody")]:
        print(line)


def tell_owed(owed: "PlansOwed", said: Wording, *, of_some: bool) -> None:
    """A line for each plan that is owed; or that nobody owes any, or, ``of_some``, none of those that were named."""
    tell_problems(owed.problems, said)
    for plan in owed.plans:
        name = owed.units[plan.unit_id].name
        since = plan.since or said("cli.day-unknown")
        line = said("cli.owed", unit=plan.unit_id, name=name, area=plan.area, grade=plan.grade, since=since)
        due = said("cli.overdue" if plan.overdue else "cli.due", due=plan.due) if plan.due else ""
        print(printable(f"{line} {due}".rstrip()))
    if not owed.plans:
        print(said("cli.owed-none-named" if of_some else "cli.owed-nobody"))


def tell_history(history: "UnitHistory", said: Wording) -> None:
    """Every event, by round and day. A grade in brackets is one that does not count."""
    tell_problems(history.problems, said)
    print(printable(f"{history.unit.id} {history.unit.name}"))
    for round_, entries in groupby(history.entries, key=lambda entry: entry.round):
        print(f"\n{said('cli.history.round', round=round_)}")
        for entry in entries:
            print(f"  {entry.on or said('cli.day-unknown')}  {_sentence(entry, said)}")
    if any(not given.counts for entry in history.entries for given in entry.grades if entry.kind != "own"):
        print(f"\n{said('cli.history.brackets')}")
    if not history.entries:
        print(said("cli.history.empty"))


def _sentence(entry: "Entry", said: Wording) -> str:
    values = {
        "grades": ", ".join(_given(each, entry) for each in entry.grades),
        "area": entry.area,
        "state": said(f"cli.state.{entry.state}") if entry.state else "",
        "file": entry.file,
        "number": entry.number,
    }
    parts = [said(f"cli.history.{entry.kind}", **values)]
    if entry.superseded:
        parts.append(said("cli.history.superseded", numbers=said.listed([str(each) for each in entry.superseded])))
    if entry.by:
        parts.append(said("cli.history.by", by=entry.by))
    if entry.file and entry.kind != "import":
        parts.append(said("cli.history.source", **values))
    # a note is a person's words: on one line here, and last
    note = " ".join(entry.text.split())
    return printable(", ".join(parts) + (f": {note}" if note else ""))


def _given(given: "Given", entry: "Entry") -> str:
    text = f"{given.area} {given.grade}"
    return text if given.counts or entry.kind == "own" else f"({text})"
