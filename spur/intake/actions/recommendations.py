"""The sheet of recommendations, or a plain table of them → what the region recommends that it did not."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from spur.intake.actions.form import (
    HEADING,
    NEW,
    NUMBER,
    OWN,
    SEE,
    SEPARATOR,
    STANDING,
    SUBJECTS,
    TEXT,
    AdviceLine,
    base_of,
    key_of,
)
from spur.intake.actions.known import Cells, Known, Told
from spur.intake.actions.outrun import leave
from spur.intake.actions.standing import oddities, plain, read_standing
from spur.intake.recognised import Entry
from spur.records.action import ActionEvent, ActionKey, Recommendation, Standing
from spur.records.problem import Code, Problem, nearest
from spur.rubric.parts import folded
from spur.wording import Wording

_NUMBER = re.compile(r"\d{1,3}(\.\d{1,3}){0,3}")


class AdviceRow(NamedTuple):
    """A row: its mark (``form.NEW`` of one that is not the list's own), its number in the file, and its cells."""

    mark: str
    row: int
    cells: Cells

    @property
    def is_new(self) -> bool:
        return self.mark.startswith(NEW)

    @property
    def is_blank(self) -> bool:
        return not any(self.cells(each).text.strip() for each in (*OWN, *STANDING))


def read_advice(
    rows: Iterable[AdviceRow], known: Known, told: Told, *, table: bool = False, stands: bool = True
) -> None:
    """A ``table`` is what the region says now, whatever was there; a list is read against what stood in it when it was
    written. ``stands``: whether the rows tell how recommendations stand; else they stand as they did."""
    reader = _Reader(known, told, table=table, stands=stands)
    for row in rows:
        if not (row.is_new and row.is_blank):
            told.rows += 1
            reader.read(row)
    reader.check_references()


class _Reader:
    def __init__(self, known: Known, told: Told, *, table: bool, stands: bool) -> None:
        self.known, self.told, self.table, self.stands = known, told, table, stands
        self.advised = {line.recommendation.number: line for line in known.advice}
        self.rows: dict[str, int] = {}
        """The rows by their recommendations' numbers."""
        self.withdrawn: set[str] = set()
        self.refers: list[tuple[Entry, str]] = []

    def read(self, row: AdviceRow) -> None:
        problems, wrong = self.told.problems, len(self.told.problems)
        mark, _, base = row.mark.partition("-")
        if not row.is_new:
            self.told.seen[mark] = row.row
        number = self._number(row)
        if number is None or not self._is_its_own(row, number):
            return
        line = self._advised(row, number)
        before = line.standing if line else Standing()
        standing = read_standing(row.cells, self.known.lang, problems) if self.stands or line is None else before
        told = self._recommendation(row, number, standing, there_was_one=line is not None)
        if len(problems) > wrong:
            self._refer(row, told)
            return
        mine, now = base_of(standing, told), line and base_of(line.standing, line.recommendation)
        untouched = mine == now or (not row.is_new and mine == base)
        if line and (untouched or (not self.table and base != now)):
            there = line.recommendation  # what it built on may have been withdrawn before: no mistake of this file
            self._refer(row, replace(there, see=tuple(each for each in there.see if each in self.advised)))
            if not untouched:
                name = Wording(self.known.told_in)("actions.advice", number=number)
                now_and_mine = ((line.standing, there), (standing, told))
                leave(self.told, self.known, row.cells(NUMBER).place, name, *now_and_mine, line.since)
            return
        self._refer(row, told)
        self.told.used += 1
        if line is None or told != line.recommendation:
            self.told.recommendations[number] = told
        if standing != before:
            key = self._key(number)
            self.told.events[key] = ActionEvent(key, standing)
            problems += oddities(row.cells, standing, before)

    def check_references(self) -> None:
        there = ({*self.rows} | {*self.advised}) - self.withdrawn
        for entry, number in self.refers:
            if number not in there:
                allowed = tuple(sorted(there))
                problem = Problem(Code.RECOMMENDATION_SEE, entry.place, number, allowed, nearest(number, allowed))
                self.told.problems.append(problem)

    def _refer(self, row: AdviceRow, stands: Recommendation) -> None:
        """Reckon with what will stand when the row has been read: what the row says, or what was there."""
        if not stands.text:
            self.withdrawn.add(stands.number)  # nothing is to refer to it
        self.refers += [(row.cells(SEE), each) for each in stands.see]

    def _advised(self, row: AdviceRow, number: str) -> AdviceLine | None:
        """What the region recommends by this number. Where the list was written with one that has been withdrawn
        since, that stands there, empty."""
        withdrawn = None if row.is_new else AdviceLine(Recommendation(number, "", ""))
        return self.advised.get(number, withdrawn)

    def _key(self, number: str) -> ActionKey:
        return ActionKey("", self.known.region, f"recommendation:{number}")

    def _number(self, row: AdviceRow) -> str | None:
        """The row's number; None, with a problem, where it is none or another row's."""
        entry = row.cells(NUMBER)
        number = _as_number(entry.text)
        if not _NUMBER.fullmatch(number):
            self.told.problems.append(Problem(Code.RECOMMENDATION_NUMBER, entry.place, entry.text))
            return None
        if number in self.rows:
            also = str(self.rows[number])
            self.told.problems.append(Problem(Code.RECOMMENDATION_TWICE, entry.place, number, also=also))
            return None
        self.rows[number] = row.row
        return number

    def _is_its_own(self, row: AdviceRow, number: str) -> bool:
        """Whether a row of the list's own still has its own number."""
        if row.is_new:
            return True
        mark = row.mark.partition("-")[0]
        if mark != key_of(self.known.round, self._key(number)):
            another = Wording(self.known.told_in)("actions.another")
            problem = Problem(Code.ACTION_SHIFTED, row.cells(NUMBER).place, number, also=another)
            self.told.problems.append(problem)
            return False
        return True

    def _recommendation(
        self, row: AdviceRow, number: str, standing: Standing, *, there_was_one: bool
    ) -> Recommendation:
        """What the row recommends. Emptied but for its number it withdraws what it recommended."""
        heading, text = plain(row.cells(HEADING).text), plain(row.cells(TEXT).text)
        see = tuple(_as_number(each) for each in _several(row.cells(SEE).text))
        about = tuple(self._subjects(row.cells(SUBJECTS)))
        if not text and (heading or see or about or standing != Standing() or not there_was_one):
            self.told.problems.append(Problem(Code.RECOMMENDATION_EMPTY, row.cells(TEXT).place))
        return Recommendation(number, heading, text, see, about)

    def _subjects(self, entry: Entry) -> Iterator[str]:
        rubric = self.known.rubric
        subjects = {
            **{each.id: f"item:{each.id}" for each in rubric.questions},
            **{each.id: f"requirement:{each.id}" for each in rubric.requirements},
            **{each.id: f"area:{each.id}" for each in rubric.areas},
        }
        by_name = {folded(name): subject for name, subject in subjects.items()}
        for name in _several(entry.text):
            subject = by_name.get(folded(name)) or (name if name in subjects.values() else "")
            if subject:
                yield subject
            else:
                problem = Problem(Code.RECOMMENDATION_ABOUT, entry.place, name, suggestion=nearest(name, subjects))
                self.told.problems.append(problem)


def _as_number(text: str) -> str:
    """A recommendation's number: Excel turns 1.1 that is typed into a cell of numbers into one tenth more than one, and
    into 1,1 in Swedish."""
    return text.strip().replace(",", ".").rstrip(".")


def _several(text: str) -> list[str]:
    return [each.strip() for each in re.split(rf"[{SEPARATOR}\n]", text) if each.strip()]
