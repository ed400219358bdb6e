"""What of a report may not be handed out beside those that have been: what their difference would tell of a few."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, partial
from itertools import pairwise
from typing import NamedTuple

from spur.analysis.releases import (
    LEVELS,
    Barred,
    Given,
    Level,
    Person,
    Tallied,
    by_moment,
    pieces,
    slots_of,
    writers,
)
from spur.analysis.texts import fewest
from spur.app.rubrics import kept_rubric
from spur.disclosure.earlier import Harm, Moment, Pieces, Set, harm
from spur.disclosure.release import Profile, Protection
from spur.ledger.releasing import Releasing
from spur.records.release import Release, Shown, Told
from spur.rubric.model import Rubric

AUDIENCES = ((Profile.PUBLIC,), (Profile.PUBLIC, Profile.UNIT))
"""Who can put reports beside each other: everybody has the public ones, who has a unit's or the region's own has those
too. What inspectors have they keep under secrecy."""


class History:
    """What has been handed out of the answers of some rounds, read once for a series of reports."""

    def __init__(self, view: Releasing, rounds: Iterable[str]) -> None:
        self.view = view
        self.releases = [each for each in view.releases(rounds) if each.withdrawn is None]
        self.sources_of_round = cache(view.sources_of_round)
        self._erased_since = cache(view.erased_since)

    def erased_since(self, release: Release) -> bool:
        """Whether anything that it told of has been erased."""
        return bool(self._erased_since(release.content.sources, release.content.events_seen))

    def keep(self, new: Release) -> int:
        number = self.view.keep_release(new)
        self.releases.append(replace(new, number=number))
        return number


@dataclass(frozen=True, slots=True)
class Objection:
    """What may not be told beside an earlier release: of units, of groups either, or not even of the region."""

    told: Told
    harm: Harm
    k: int
    up_to: Level
    beside: Release
    others: int
    """Earlier releases that tell of the same answers as the one ``beside``."""
    like: bool
    """Whether both are of the same answers."""
    changed: Callable[[], frozenset[str]]
    """The units whose answers differ from those that the report ``beside`` tells of, whether or not they do harm."""


def objections(history: History, new: Release) -> Iterator[Objection]:
    """What of a report may not be handed out beside those that have been."""
    rounds = sorted({told.round for told in new.content.told})
    for audience in AUDIENCES:
        if new.profile not in audience:
            continue
        theirs = [each for each in history.releases if each.profile in audience and _share_units(each, new)]
        for round_ in rounds:
            earlier = [each for each in theirs if any(told.round == round_ for told in each.content.told)]
            if not all(_decided_alike(history, round_, each, new) for each in earlier):
                yield from _of_round(history.view, round_, earlier, new)


def _of_round(view: Releasing, round_: str, earlier: Sequence[Release], new: Release) -> Iterator[Objection]:
    together, beside = _Together(view, round_, tuple(earlier), new), earlier[-1]
    harms = list(together.harms())
    if harms:  # the nearest that does harm by itself; where none does, the latest of all
        nearest = sorted(earlier, key=lambda each: _nearness(each, new), reverse=True)
        beside = next((each for each in nearest if any(_Together(view, round_, (each,), new).harms())), beside)
    state = together.state(beside)
    others = sum(together.state(each) == state for each in earlier) - 1
    changed = partial(together.changed_since, beside)
    for told, harm_done, k, up_to in harms:
        yield Objection(told, harm_done, k, up_to, beside, others, state == together.state(new), changed)


def _nearness(earlier: Release, new: Release) -> tuple[bool, bool, int]:
    """The same report as it was before is what a person would lay beside the new one, then a region's, then the
    latest."""
    same = (earlier.kind, earlier.scope_id) == (new.kind, new.scope_id)
    return same, earlier.kind == "region", earlier.number


def barred(objections: Sequence[Objection], new: Release) -> tuple[Barred, ...]:
    """What the report can do without: the spread, blanks or texts, the units, and the groups of single questions. ()
    where it cannot: where the whole of a question, or the groups of more than half of them, would be left out."""
    ends = [each for each in objections if each.told.shown is Shown.COUNTS]
    asked = [told for told in new.content.told if told.shown is Shown.COUNTS]
    without_groups = {each.told for each in ends if each.up_to != "unit"}
    if any(each.up_to == "region" for each in ends) or 2 * len(without_groups) > len(asked):
        return ()
    return tuple(sorted({Barred(*each.told, each.up_to) for each in objections}))


class _State(NamedTuple):
    """What the answers of a round were: the imports that told of them, and what has been erased of these since."""

    sources: frozenset[int]
    erased: frozenset[tuple[int, bool]]


@dataclass(frozen=True)
class _Together:
    """A new release beside earlier ones, of the answers of one round."""

    view: Releasing
    round: str
    earlier: tuple[Release, ...]
    new: Release
    _states: dict[int, _State] = field(default_factory=dict)

    def state(self, release: Release) -> _State:
        if release.number not in self._states:
            sources = release.content.sources & self.view.sources_of_round(self.round)
            erased = self.view.erased_since(sources, release.content.events_seen)
            self._states[release.number] = _State(sources, frozenset(erased))
        return self._states[release.number]

    def harms(self) -> Iterator[tuple[Told, Harm, int, Level]]:
        """What does harm; of how many people's answers it takes to do none; and up to which level it has to be left
        out."""
        for told, parts in self.new.content.told.items():
            if told.round != self.round:
                continue
            new = {key: self.new.content.parts[key] for key in parts}
            known = self._shown(told, self.moments[-1])
            if known.issuperset(new.values()) or not any(self._shown(told, each) for each in self.moments):
                continue
            moments = [self._moment(told, each) for each in self.moments]
            protection, everybody = self._protection(told), self._pieces(told)
            if (found := harm(moments, new.values(), everybody, protection)) is not None:
                harmless = (
                    level
                    for level, above in pairwise(LEVELS)
                    if (rest := [units for key, units in new.items() if _level(key) in LEVELS[LEVELS.index(above) :]])
                    and harm(moments, rest, everybody, protection) is None
                )
                yield told, found, protection.k, next(harmless, "region")

    def changed_since(self, release: Release) -> frozenset[str]:
        """The units of the report's region where anybody's answers came, went or were altered since an earlier one,
        whatever they are; none where somebody has been erased."""
        state = self.state(release)
        if state == self.state(self.new) or any(self.state(each).erased for each in self.earlier):
            return frozenset()
        then = self.moments.index(state)
        changed = {
            given.unit
            for people in self._people.values()
            for person in people
            if _answered(person[then]) != _answered(person[-1])
            for given in (person[then], person[-1])
            if given is not None
        }
        return frozenset().union(*self.new.content.parts.values()) & changed

    @cached_property
    def moments(self) -> tuple[_State, ...]:
        """The states that the answers have been in when something was told of them, and the present one."""
        now = self.state(self.new)
        return (*dict.fromkeys(state for each in self.earlier if (state := self.state(each)) != now), now)

    def _moment(self, told: Told, state: _State) -> Moment:
        own = [each.content for each in self.earlier if self.state(each) == state]
        parts = frozenset(units for each in own for units in each.parts.values())
        erased = any(is_response or told.shown is Shown.TEXTS for _, is_response in state.erased)
        return Moment(self._shown(told, state), parts, erased)

    def _shown(self, told: Told, state: _State) -> frozenset[Set]:
        own = [each.content for each in self.earlier if self.state(each) == state]
        return frozenset(each.parts[key] for each in own for key in each.told.get(told, ()))

    def _protection(self, told: Told) -> Protection:
        """The least that any of the releases was protected by: what they have shown is not taken back."""
        every = (*self.earlier, self.new)
        k, wider = min(each.k for each in every), min(each.k_distribution for each in every)
        c = max(each.c for each in every)
        if told.shown is Shown.TEXTS:
            k = fewest(Protection(k, c, wider))
        elif told.shown in (Shown.SPREAD, Shown.OPTIONS):
            k = wider
        return Protection(k, c, wider)

    @cached_property
    def _sources(self) -> tuple[frozenset[int], ...]:
        return tuple(state.sources for state in self.moments)

    @cached_property
    def _lasting(self) -> frozenset[int]:
        """The imports that were in force all the time: of these the tallies tell everything."""
        return frozenset.intersection(*self._sources)

    def _pieces(self, told: Told) -> Pieces:
        if told.shown is Shown.TEXTS:
            return writers(told.role, self._writers)
        own = (told.role, told.subject)
        return pieces(told, len(self.moments), self._tallied.get(own, ()), self._people.get(told.role, ()))

    @cached_property
    def _tallied(self) -> dict[tuple[str, str], list[Tallied]]:
        first: dict[tuple[str, str], bool] = {}
        found: dict[tuple[str, str], list[Tallied]] = defaultdict(list)
        for each in self.view.counted(self._lasting):
            rubric = self._rubric(each.rubric_hash)
            slot = rubric.slot(each.slot)
            own = Tallied(slot, each.unit, each.role, each.mark, each.n)
            if first.setdefault((each.rubric_hash, each.slot), slots_of(rubric, own.subject)[0][1].id == slot.id):
                found[each.role, own.subject].append(own)
        return found

    @cached_property
    def _people(self) -> dict[str, list[Person]]:
        found: dict[str, list[Person]] = defaultdict(list)
        for person in self._by_person(frozenset().union(*self._sources) - self._lasting).values():
            for role in {given.role for given in person if given is not None}:
                found[role].append(person)
        return found

    @cached_property
    def _writers(self) -> list[list[tuple[str, str] | None]]:
        every = frozenset().union(*self._sources)
        written = self.view.writers(every)
        wrote = [{who for number, who in written if number in own} for own in self._sources]
        people = self._by_person(every, {who for _, who in written})
        return [
            [
                (given.unit, given.role) if given is not None and who in wrote[moment] else None
                for moment, given in enumerate(person)
            ]
            for who, person in people.items()
        ]

    def _by_person(self, sources: frozenset[int], only: set[str] | None = None) -> dict[object, Person]:
        """Who has the same id is the same person; who has none is nobody else."""
        given = (
            (
                each.id or (each.number, each.row),
                Given(each.number, self._rubric(each.rubric_hash), each.unit, each.role, each.answers),
            )
            for each in self.view.answers(sources)
            if only is None or each.id in only
        )
        return by_moment(given, self._sources)

    @cached_property
    def _rubrics(self) -> dict[str, Rubric]:
        return {}

    def _rubric(self, rubric_hash: str) -> Rubric:
        if rubric_hash not in self._rubrics:
            self._rubrics[rubric_hash] = kept_rubric(self.view, rubric_hash).model
        return self._rubrics[rubric_hash]


def _level(key: str) -> str:
    return key.partition(":")[0]


def _answered(given: Given | None) -> tuple[str, str, str] | None:
    return given and (given.unit, given.role, given.marks)


def _share_units(one: Release, other: Release) -> bool:
    """Whether they tell of any of the same units: of two regions' answers nothing is to be combined."""
    units = [frozenset().union(*each.content.parts.values()) for each in (one, other)]
    return not units[0].isdisjoint(units[1])


def _decided_alike(history: History, round_: str, one: Release, other: Release) -> bool:
    """Whether one decision tells what both may show: of the same answers, by the same rule and division."""

    def decision(release: Release) -> tuple[object, ...]:
        content = release.content
        divided = {key: units for key, units in content.parts.items() if not key.startswith("unit:")}
        return (
            release.division,
            (release.k, release.k_distribution, release.c),
            divided,
            content.sources & of_round,
        )

    of_round = history.sources_of_round(round_)
    return not history.erased_since(one) and decision(one) == decision(other)


def known(history: History, new: Release) -> bool:
    """Whether the same report has been handed out before, and tells nothing new."""
    return any(
        (each.profile, each.kind, each.scope_id, each.round, each.division)
        == (new.profile, new.kind, new.scope_id, new.round, new.division)
        and new.content.tells_nothing_beside(replace(each.content, events_seen=new.content.events_seen))
        and not history.erased_since(each)
        for each in history.releases
    )
