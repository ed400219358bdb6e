"""What has happened to a unit's grades in a round: every file that told of them and everything that was recorded, in
the order of the days on which it happened."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from spur.records.event import InspectionEvent
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
    recorded: Iterable[InspectionEvent],
    lifts: Iterable[GradeEvent],
    telling: Mapping[str, int],
) -> tuple[Entry, ...]:
    """The entries of a round. ``lifts`` are the grades that follow from recorded plans; ``telling`` is the number of
    the import whose grade counts, by area."""
    superseded = _superseded(imports)
    told = [(each.file.at, entry) for each in imports for entry in _told(round_, each, superseded, telling)]
    told += [(each.at, _recorded(each)) for each in recorded]
    told.sort(key=lambda pair: (pair[1].on or date.min, pair[0]))
    entries = [entry for _, entry in told]
    for lift in lifts:
        entry = Entry(round_, lift.on, "after-plan", (Given(lift.area, lift.grade, counts=True),))
        entries.insert(_after_its_plan(entries, lift), entry)
    return tuple(entries)


def _told(
    round_: str, each: UnitImport, superseded: Mapping[int, tuple[int, ...]], telling: Mapping[str, int]
) -> Iterator[Entry]:
    """The grades that an import tells of, by day; its comments; and that it was kept."""
    file, number = each.file.file_name, each.number
    inspection = each.inspection
    by = ", ".join(inspection.inspectors) if inspection else ""
    for (on, kind), events in groupby(sorted(each.events, key=_by_day), key=lambda event: (event.on, event.kind)):
        given = tuple(Given(event.area, event.grade, telling.get(event.area) == number) for event in events)
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


def _superseded(imports: Sequence[UnitImport]) -> dict[int, tuple[int, ...]]:
    """By import, those that it put out of force: the one that it replaces as a whole or, for a grades file, those that
    told of the same areas before."""
    superseded: dict[int, tuple[int, ...]] = {}
    teller: dict[str, int] = {}
    for each in imports:
        areas = {event.area for event in each.events}
        earlier = {each.file.replaces} if each.file.replaces else set()
        if each.file.kind == "grades":
            earlier |= {teller[area] for area in areas if area in teller}
        superseded[each.number] = tuple(sorted(earlier))
        teller = {area: number for area, number in teller.items() if number not in earlier}
        teller |= dict.fromkeys(areas, each.number)
    return superseded


def _after_its_plan(entries: Sequence[Entry], lift: GradeEvent) -> int:
    """The place right after the plan that a lift follows from."""
    plans = (index for index, each in enumerate(entries) if each.kind == "plan" and each.area == lift.area)
    return 1 + next(index for index in plans if entries[index].on == lift.on)
