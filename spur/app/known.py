"""Whether what was asked for is there, and what of it does not count yet."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime

from spur.analysis.states import state_of
from spur.ledger.reading import View
from spur.records.problem import Code, InvalidInput, Place, Problem, nearest
from spur.records.unit import Unit
from spur.report.regions import region_names
from spur.rubric.model import Rubric


def known(word: str, words: Collection[str], code: Code) -> None:
    """Raises InvalidInput, with the likeliest word that was meant, unless there is such a word."""
    if problems := tuple(unknown(word, words, code)):
        raise InvalidInput(problems)


def unknown(word: str, words: Collection[str], code: Code) -> Iterator[Problem]:
    """A problem unless there is such a word."""
    if word not in words:
        allowed = tuple(sorted(words))
        yield Problem(code, Place(""), word, allowed, nearest(word, allowed))


def unknown_unit(unit_id: str, units: Collection[str]) -> Iterator[Problem]:
    """A problem unless there is such a unit. Hundreds may be allowed: only the nearest is told."""
    if unit_id not in units:
        yield Problem(Code.UNIT_UNKNOWN, Place(""), unit_id, suggestion=nearest(unit_id, units))


def known_unit(unit_id: str, units: Mapping[str, Unit]) -> Unit:
    if problems := tuple(unknown_unit(unit_id, units)):
        raise InvalidInput(problems)
    return units[unit_id]


def known_regions(rubric: Rubric, of_units: Iterable[str]) -> dict[str, str]:
    """The ids of the country's regions, the units' regions and the rubric's wholes, by id and by everything that they
    are called: "vastmanland", "Region Västmanland", "Västmanland"."""
    names = region_names()
    told = list(names.items())
    told += [(region_id, name.removeprefix("Region ")) for region_id, name in names.items()]
    told += [(whole.id, title) for whole in rubric.wholes for title in whole.title.values()]
    ids = [*names, *of_units, *(whole.id for whole in rubric.wholes)]
    return {name: region_id for region_id, name in told} | {region_id: region_id for region_id in ids}


def today() -> date:
    """The day, where this computer is."""
    return datetime.now().astimezone().date()


def to_come(on: date) -> Iterator[Problem]:
    """A problem when what is to be recorded is said to happen on a day that has not come."""
    if on > (now := today()):
        yield Problem(Code.DATE_IN_FUTURE, Place(""), found=str(on), also=str(now))


def drafts(view: View, round_: str, region: str | None = None, as_of: date | None = None) -> list[str]:
    """The units, of a region or of all, inspected by a day, whose inspection has not come so far that it counts."""
    units, states = view.units(), view.states(round_)
    return [
        unit
        for unit, on in view.inspected_on(round_).items()
        if not state_of(states.get(unit)).counts
        if region is None or units[unit].region == region
        if as_of is None or on is None or on <= as_of
    ]


def left_out(units: Collection[str]) -> tuple[Problem, ...]:
    """A notice that the drafts of these units were not counted."""
    return (Problem(Code.DRAFTS_LEFT_OUT, Place(""), str(len(units)), also=", ".join(units)),) if units else ()
