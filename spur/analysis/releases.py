"""What does a report hand out, and whose answers are counted where in it and in those before it?"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from spur.analysis.figure import Figure
from spur.analysis.scopes import cell
from spur.disclosure.crossing import Cell
from spur.disclosure.earlier import Pieces, Where
from spur.records.release import Shown, Told
from spur.records.unit import Unit
from spur.rubric.model import Rubric
from spur.rubric.slot import Slot

_SHOWN = {
    "mean": Shown.SPREAD, "sd": Shown.SPREAD,
    "missing": Shown.MISSING, "dont_know": Shown.MISSING, "not_applicable": Shown.MISSING,
}  # fmt: skip
_OF_OPTIONS = ("count:", "share:", "ci_low:", "ci_high:")


Level = Literal["unit", "group", "region"]
_PARTS = ("unit", "group", "region", "residual")
LEVELS: tuple[Level, ...] = ("unit", "group", "region")


class Barred(NamedTuple):
    """What a report may not show (see :class:`Told`): of units; of groups and units; or of the region either."""

    round: str
    role: str
    subject: str
    shown: Shown
    up_to: Level


class Given(NamedTuple):
    """A response of an import (``number``), under one of the round's rubrics."""

    number: int
    rubric: Rubric
    unit: str
    role: str
    marks: str


Person = tuple[Given | None, ...]
"""What somebody has answered, as it stood at each moment; None where they had not."""


class Tallied(NamedTuple):
    """How many answers of a unit and role have a mark in a slot, at every moment."""

    slot: Slot
    unit: str
    role: str
    mark: str
    n: int

    @property
    def subject(self) -> str:
        return f"item:{self.slot.question.id}"


def told_of(figures: Iterable[Figure], rounds: Collection[str]) -> dict[Told, frozenset[str]]:
    """The keys of the parts whose answers the figures show. Everything else in a report about answers is computed from
    what it shows. Of ``rounds`` alone: others are known by what was printed of them."""
    told: dict[Told, set[str]] = defaultdict(set)
    for each in figures:
        if not each.role or each.versus or each.withheld or each.value is None or each.round not in rounds:
            continue
        is_answer = each.subject == "texts" or each.subject.startswith("item:")
        if is_answer and each.scope in ("region", "group", "unit"):
            told[Told(each.round, each.role, each.subject, _shown(each))].add(f"{each.scope}:{each.scope_id}")
    return {each: frozenset(keys) for each, keys in told.items()}


def without(figures: Iterable[Figure], barred: Collection[Barred]) -> Iterator[Figure]:
    """The figures, with those withheld that would tell too much beside what has been handed out. Where the ends of a
    question are barred, so is everything else about it."""
    if not barred:
        yield from figures
        return
    by_scope: dict[str, set[tuple[str, ...]]] = {level: set() for level in LEVELS}
    for bar in barred:
        for level in LEVELS[: LEVELS.index(bar.up_to) + 1]:
            by_scope[level].add(bar[:4])
    for each in figures:
        told = Told(each.round, each.role, _barred_as(each.subject), _shown(each))
        # what is left over when single parts are taken away goes with the smallest of them
        among = by_scope["unit" if each.scope == "residual" else each.scope] if each.scope in _PARTS else set()
        if told in among or (each.subject != "texts" and told._replace(shown=Shown.COUNTS) in among):
            yield replace(each, value=None, withheld=True)
        else:
            yield each


def _barred_as(subject: str) -> str:
    return "texts" if subject.startswith("category:") else subject


def parts_of(region_id: str, by: str, units: Mapping[str, Unit], told: Iterable[str]) -> dict[str, frozenset[str]]:
    """The region and its groups, and the units that are ``told`` of, each as the units that it has now."""
    own = [unit for unit in units.values() if unit.region == region_id]
    groups: dict[str, set[str]] = defaultdict(set)
    for unit in own:
        groups[f"group:{cell(unit, by)}"].add(unit.id)
    parts = {f"region:{region_id}": frozenset(unit.id for unit in own)}
    parts |= {key: frozenset(members) for key, members in groups.items()}
    return parts | {key: frozenset({key.partition(":")[2]}) for key in told if key not in parts}


def pieces(told: Told, moments: int, tallied: Iterable[Tallied], people: Iterable[Person]) -> Pieces:
    """Everybody who answered a question (``tallied`` in its first slot), by where they are counted at each moment. Who
    has answered otherwise since is there twice: the one answer is gone, the other is new."""
    counts: dict[Where, list[int]] = defaultdict(lambda: [0, 0])
    for each in tallied:
        critical, answer = _answer(told, [each.slot], each.mark)
        if answer is not None:
            there = counts[(each.unit,) * moments]
            there[0] += each.n
            there[1] += each.n * critical
    own_slots: dict[int, list[tuple[int, Slot]]] = {}
    for person in people:
        answers: dict[object, tuple[bool, list[str | None]]] = {}
        for moment, given in enumerate(person):
            if given is None or given.role != told.role:
                continue
            own = own_slots.get(id(given.rubric))
            if own is None:
                own = own_slots[id(given.rubric)] = slots_of(given.rubric, told.subject)
            marks = "".join(given.marks[place] for place, _ in own)
            critical, answer = _answer(told, [slot for _, slot in own], marks)
            if answer is not None:
                answers.setdefault(answer, (critical, [None] * moments))[1][moment] = given.unit
        for critical, where in answers.values():
            there = counts[tuple(where)]
            there[0] += 1
            there[1] += critical
    return {where: Cell(n, critical) for where, (n, critical) in counts.items()}


def writers(role: str, people: Iterable[Sequence[tuple[str, str] | None]]) -> Pieces:
    """Everybody who wrote texts, by the unit where they are counted at each moment. ``people`` have a unit and a role
    at each."""
    counts: dict[Where, int] = defaultdict(int)
    for person in people:
        where = tuple(each[0] if each is not None and each[1] == role else None for each in person)
        counts[where] += any(where)
    return {where: Cell(n, 0) for where, n in counts.items()}


def by_moment(answers: Iterable[tuple[object, Given]], sources: Sequence[Collection[int]]) -> dict[object, Person]:
    """Responses by whom they are of. ``sources`` are the imports that were in force at each moment."""
    people: dict[object, list[Given | None]] = {}
    for who, given in answers:
        person = people.setdefault(who, [None] * len(sources))
        for moment, own in enumerate(sources):
            if given.number in own:
                person[moment] = given
    return {who: tuple(person) for who, person in people.items()}


def _shown(figure: Figure) -> Shown:
    if figure.subject == "texts" or figure.subject.startswith("category:"):
        return Shown.TEXTS
    of_options = figure.statistic.startswith(_OF_OPTIONS)
    return Shown.OPTIONS if of_options else _SHOWN.get(figure.statistic, Shown.COUNTS)


def slots_of(rubric: Rubric, subject: str) -> list[tuple[int, Slot]]:
    """The slots of a question with their places. The first tells whether it was answered: all have the same blanks."""
    return [(place, slot) for place, slot in enumerate(rubric.slots) if f"item:{slot.question.id}" == subject]


def _answer(told: Told, slots: Sequence[Slot], marks: str) -> tuple[bool, object]:
    """Whether an answer is critical, and which it is; None for one that is not counted."""
    if not slots:
        return False, None
    meanings = [slot.meaning(mark) for slot, mark in zip(slots, marks, strict=True)]
    answered = isinstance(meanings[0], int)
    if told.shown is Shown.MISSING:
        return False, "answered" if answered else meanings[0]
    if not answered:
        return False, None
    first, value = slots[0], meanings[0]
    least = first.scale.positive_from if first.scale and first.option is None else None
    if told.shown not in (Shown.COUNTS, Shown.OPTIONS) or least is None or not isinstance(value, int):
        return False, tuple(meanings)
    return value < least, tuple(meanings)
