"""What has happened to a unit's grades in a round: every file that told of them and everything that was recorded, in
the order of the days on which it happened."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from spur.analysis.states import state_of
from spur.records.event import EventKind, InspectionEvent
from spur.records.grade import GradeEvent, GradeKind
from spur.records.imported import UnitImport
from spur.records.inspection import Judgement

Kind = Literal["import", "at-inspection", "after-plan", "own", "state", "comment", "plan"]


@dataclass(frozen=True, slots=True)
class Given:
    """A grade as it was given once, and whether it counts now: it is neither superseded nor a draft's."""

    area: str
    grade: str
    counts: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a unit's history. ``file`` and ``number`` are the import's that told of it; "" and None for what was
    recorded by a command or follows from a plan. ``superseded``: the imports whose grades an import put out of force.
    """

    round: str
    on: date | None
    kind: Kind
    grades: tuple[Given, ...] = ()
    area: str = ""
    state: str = ""
    text: str = ""
    by: str = ""
    file: str = ""
    number: int | None = None
    superseded: tuple[int, ...] = ()


def round_history(
    round_: str,
    imports: Sequence[UnitImport],
    recorded: Sequence[InspectionEvent],
    lifts: Collection[GradeEvent],
    telling: Mapping[str, int],
) -> tuple[Entry, ...]:
    """The entries of a round. ``lifts`` are the grades that follow from received plans; ``telling`` is the number of
    the import whose grade counts, by area."""
    states = [each for each in recorded if each.kind is EventKind.STATE]
    superseded = _superseded(imports, counted=state_of(states[-1] if states else None).counts)
    # a lift that a grades file tells of counts where it stands, though a workbook has put the file's grade out of force
    tables = {event.area: each.number for each in imports if each.file.kind == "grades" for event in each.events}
    counting = {(event, telling.get(event.area)) for each in imports for event in each.events}
    counting |= {(lift, tables.get(lift.area)) for lift in lifts}
    repeated = _comments(imports)
    told = [
        (each.file.at, entry)
        for each in imports
        for entry in _told(round_, each, superseded, counting)
        if entry.kind != "comment" or (entry.area, entry.text) not in repeated.get(each.file.replaces, ())
    ]
    told += [(each.at, _recorded(each)) for each in recorded]
    told.sort(key=lambda pair: (pair[1].on or date.min, pair[0]))
    entries = [entry for _, entry in told]
    shown = {event for each in imports for event in each.events if tables.get(event.area) == each.number}
    for lift in lifts:
        if lift in shown:
            continue
        entry = Entry(round_, lift.on, "after-plan", (Given(lift.area, lift.grade, counts=True),))
        entries.insert(_after_its_plan(entries, lift), entry)
    return tuple(entries)


def _told(
    round_: str,
    each: UnitImport,
    superseded: Mapping[int, tuple[int, ...]],
    counting: Collection[tuple[GradeEvent, int | None]],
) -> Iterator[Entry]:
    """The grades that an import tells of, by day; its comments; and that it was kept."""
    file, number = each.file.file_name, each.number
    inspection = each.inspection
    by = ", ".join(inspection.inspectors) if inspection else ""
    for (on, kind), events in groupby(sorted(each.events, key=_by_day), key=lambda event: (event.on, event.kind)):
        given = tuple(Given(event.area, event.grade, (event, number) in counting) for event in events)
        shown: Kind = "at-inspection" if kind is GradeKind.AT_INSPECTION else "after-plan"
        yield Entry(round_, on, shown, given, by=by, file=file, number=number)
    if inspection and inspection.judgement is Judgement.OWN:
        given = tuple(Given(area.area, area.grade, counts=False) for area in inspection.areas if area.grade)
        yield Entry(round_, inspection.inspected_on, "own", given, by=inspection.inspector, file=file, number=number)
    kept_on = each.file.at.date()
    yield Entry(round_, kept_on, "import", file=file, number=number, superseded=superseded.get(number, ()))
    for area in inspection.areas if inspection else ():
        if area.comment.strip():
            yield Entry(round_, kept_on, "comment", area=area.area, text=area.comment, file=file, number=number)


def _recorded(event: InspectionEvent) -> Entry:
    return Entry(
        event.round, event.on, event.kind.value, area=event.area, state=event.state or "", text=event.note, by=event.by
    )  # fmt: skip


def _by_day(event: GradeEvent) -> tuple[date, bool]:
    return (event.on or date.min, event.kind is GradeKind.AFTER_PLAN)


def _comments(imports: Iterable[UnitImport]) -> dict[int | None, set[tuple[str, str]]]:
    """The unit's comments by area in each workbook: a corrected one repeats those that stood there before."""
    return {
        each.number: {(area.area, area.comment) for area in each.inspection.areas}
        for each in imports
        if each.inspection
    }


def _superseded(imports: Sequence[UnitImport], *, counted: bool) -> dict[int, tuple[int, ...]]:
    """By import, those that it put out of force: the one that it replaces as a whole; for a joint workbook of an
    inspection that counts, all that told of the unit before; for a grades file, those that told of the same areas."""
    superseded: dict[int, tuple[int, ...]] = {}
    teller: dict[str, int] = {}
    for each in imports:
        areas = {event.area for event in each.events}
        earlier = {each.file.replaces} if each.file.replaces else set()
        if each.file.kind == "grades":
            earlier |= {teller[area] for area in areas if area in teller}
        elif counted and each.inspection and each.inspection.judgement is Judgement.JOINT:
            earlier |= set(teller.values())
        superseded[each.number] = tuple(sorted(earlier))
        teller = {area: number for area, number in teller.items() if number not in earlier}
        teller |= dict.fromkeys(areas, each.number)
    return superseded


def _after_its_plan(entries: Sequence[Entry], lift: GradeEvent) -> int:
    """The place right after the plan that a lift follows from: a recorded one, or what a grades file tells of it."""
    plans = (
        index
        for index, each in enumerate(entries)
        if (each.kind == "plan" and each.area == lift.area)
        or (each.kind == "after-plan" and each.file and lift.area in {given.area for given in each.grades})
    )
    return 1 + next(index for index in plans if entries[index].on == lift.on)
