"""One row an answer → responses, in whatever order the rows stand.

A response's rows are brought together by sorting: in memory up to ``ROWS_IN_MEMORY``, beyond that in runs in a
temporary folder that are merged, so that a file of any length takes bounded memory. Responses come in the order of
their ids.
"""

import heapq
import json
import tempfile
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing
from fractions import Fraction
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from spur.intake.survey.cells import Reader, Unfit, number_of, reader_of, tick
from spur.intake.survey.headers import QuestionNames
from spur.intake.survey.plan import Holds, Plan
from spur.intake.survey.who import role_reader, unit_reader
from spur.intake.table import OpenTable, Progress
from spur.intake.told import Told
from spur.records.problem import Code, Place
from spur.records.response import Response
from spur.records.unit import Unit
from spur.rubric.model import Rubric
from spur.rubric.parts import BLANK, Question, folded, visible
from spur.rubric.slot import CHOSEN, NOT_CHOSEN

ROWS_IN_MEMORY = 100_000
MOST_RUNS = 100
"""Runs that are open at a time: a system lets a process open some hundred files. More are merged into one."""

MOST_REMEMBERED = 10_000

COLUMNS = (Holds.RESPONSE, Holds.UNIT, Holds.ROLE, Holds.ITEM, Holds.ANSWER)


class _Line(NamedTuple):
    """One row: its cells, stripped, "" where the file has no such column."""

    response: str
    row: int
    unit: str
    role: str
    item: str
    answer: str


class _Item(NamedTuple):
    """What a row answers: a question, or one option of it; ``read`` reads its answers, free texts have none."""

    question: Question
    option: str
    read: Reader | None


class LongReader:
    """Reads an open table by its plan, which has a column for responses, questions and answers each. ``units_seen`` are
    those that it has come across."""

    def __init__(
        self, table: OpenTable, plan: Plan, rubric: Rubric, units: Mapping[str, Unit], told: Told
    ) -> None:  # fmt: skip
        self._table, self._plan, self._rubric, self._told = table, plan, rubric, told
        self.handed_over = 0
        self.units_seen: set[str] = {plan.unit} - {""}
        self._unit, self._role = unit_reader(units, plan, self.units_seen), role_reader(rubric, plan)
        self._names = QuestionNames(rubric)
        self._items: dict[str, _Item | Unfit] = {}
        self._at = {
            holds: next((i for i, each in enumerate(plan.meanings) if each.holds is holds), None) for holds in COLUMNS
        }

    def responses(self, progress: Progress | None = None) -> Iterator[Response]:
        with ExitStack() as runs:
            for _, lines in groupby(self._sorted(runs, progress), key=itemgetter(0)):
                self.handed_over += 1
                yield self._response(list(lines))

    def _lines(self) -> Iterator[_Line]:
        for row, cells in self._table:
            response, unit, role, item, answer = (
                "" if (at := self._at[holds]) is None else cells[at].strip() for holds in COLUMNS
            )
            yield _Line(visible(response), row, unit, role, item, answer)

    def _sorted(self, runs: ExitStack, progress: Progress | None) -> Iterator[_Line]:
        """The lines by response and row."""
        folder: Path | None = None
        written: list[Iterator[_Line]] = []
        held: list[_Line] = []
        for line in self._lines():
            held.append(line)
            if len(held) >= ROWS_IN_MEMORY:
                folder = folder or Path(runs.enter_context(tempfile.TemporaryDirectory()))
                written.append(_run(folder, sorted(held), runs))
                held = []
                if len(written) == MOST_RUNS:
                    written = [_run(folder, heapq.merge(*written), runs)]
                if progress is not None:
                    progress(self._table.share)
        yield from heapq.merge(*written, sorted(held))

    def _response(self, lines: list[_Line]) -> Response:
        first = lines[0]
        if not first.response:
            for line in lines:
                self._tell(line, Holds.RESPONSE, Unfit(Code.VALUE_MISSING, ""))
        unit = self._plan.unit or self._who(lines, Holds.UNIT, self._unit)
        role = self._plan.role or self._who(lines, Holds.ROLE, self._role)
        given = _Given(self._rubric)
        for line in lines:
            try:
                given.add(self._item(line.item, role), line, role)
            except Unfit as unfit:
                self._tell(line, Holds.ITEM if unfit.code in OF_ITEMS else Holds.ANSWER, unfit)
        return Response(first.response, unit, role, given.answers(), first.row, *given.exact())

    def _who(self, lines: list[_Line], holds: Holds, read: Reader) -> str:
        """The unit or role that all of a response's rows say, or some do and the others leave blank."""
        which = _Line._fields.index(holds.value)
        said: dict[str, int] = {}
        for line in lines:
            if line[which]:
                said.setdefault(str(line[which]), line.row)
        meanings: dict[str, int] = {}
        for text, row in said.items() or [("", lines[0].row)]:
            line = next(each for each in lines if each.row == row)
            try:
                meanings.setdefault(read(text), row)
            except Unfit as unfit:
                self._tell(line, holds, unfit)
        if len(meanings) > 1:
            earlier, later = list(meanings.values())[:2]
            line = next(each for each in lines if each.row == later)
            self._tell(line, holds, Unfit(Code.RESPONSE_MIXED, line.response, also=str(earlier)))
        return next(iter(meanings), "")

    def _item(self, text: str, role: str) -> _Item:
        """What a name of a question means to this role. Raises Unfit for a name of none."""
        key = f"{role}\0{text}"
        item = self._items.get(key)
        if item is None:
            item = self._looked_up(text, role)
            if len(self._items) < MOST_REMEMBERED:
                self._items[key] = item
        if isinstance(item, Unfit):
            raise item
        return item

    def _looked_up(self, text: str, role: str) -> _Item | Unfit:
        if not text:
            return Unfit(Code.VALUE_MISSING, "")
        option = ""
        if (question_id := self._plan.items.get(folded(text))) is None:
            question_id, colon, option = text.partition(":")
            ids = [question.id for question in self._rubric.questions]
            if not (colon and question_id in ids):
                found = self._names.find(text)
                asked = [each for each in found if role in each.question.roles] or list(found)
                if len(asked) != 1:
                    return Unfit(Code.QUESTION_UNKNOWN, text, near=ids)
                question_id, option = asked[0].question.id, asked[0].option
        question = self._rubric.question(question_id)
        names = self._plan.answers.get(question_id, {})
        if question.type == "text":
            return _Item(question, "", None)
        if option:
            options = {each.code: each for each in self._rubric.scale_of(question).options} if question.scale else {}
            if question.type != "multiple" or option not in options:
                return Unfit(Code.QUESTION_UNKNOWN, text, near=(question_id, *(f"{question_id}:{o}" for o in options)))
            return _Item(question, option, tick(options[option], names))
        return _Item(question, "", reader_of(question, self._rubric, names))

    def _tell(self, line: _Line, holds: Holds, unfit: Unfit) -> None:
        at = self._at[holds]
        place = Place(self._table.file, row=line.row) if at is None else self._table.place(line.row, at)
        self._told.add(unfit.at(place), unfit.near)


OF_ITEMS = (Code.QUESTION_UNKNOWN, Code.QUESTION_NOT_FOR_ROLE)


class _Given:
    """What one person answered so far, by question."""

    def __init__(self, rubric: Rubric) -> None:
        self._rubric = rubric
        self._marks: dict[str, str] = {}
        self._chosen: dict[str, set[str]] = {}
        self._row: dict[str, int] = {}
        self._numbers: dict[str, Fraction] = {}
        self._texts: list[tuple[str, str]] = []

    def add(self, item: _Item, line: _Line, role: str) -> None:
        """Raises Unfit for an answer that cannot be, or a second one."""
        question, text = item.question, line.answer
        if not text:
            return
        if role and role not in question.roles:
            raise Unfit(Code.QUESTION_NOT_FOR_ROLE, line.item, also=role)
        if item.read is None:
            self._texts.append((question.id, text))
            return
        marks = item.read(text)
        if question.type == "multiple":
            self._choose(item, marks)
            return
        earlier = self._marks.setdefault(question.id, marks)
        number = number_of(question, text) if question.type == "number" else None
        if number is not None and self._numbers.setdefault(question.id, number) != number:
            earlier = ""
        if earlier != marks:
            raise Unfit(Code.ANSWER_TWICE, question.id, also=str(self._row[question.id]))
        self._row.setdefault(question.id, line.row)

    def _choose(self, item: _Item, marks: str) -> None:
        chosen = self._chosen.setdefault(item.question.id, set())
        options = [option.code for option in self._rubric.scale_of(item.question).options]
        told = [item.option] if item.option else options
        chosen.update(code for code, mark in zip(told, marks, strict=True) if mark == CHOSEN)

    def answers(self) -> str:
        return "".join(
            self._mark(slot.question, slot.option.code if slot.option else "") for slot in self._rubric.slots
        )

    def _mark(self, question: Question, option: str) -> str:
        if not option:
            return self._marks.get(question.id, BLANK)
        chosen = self._chosen.get(question.id)
        return BLANK if not chosen else CHOSEN if option in chosen else NOT_CHOSEN

    def exact(self) -> tuple[tuple[tuple[str, Fraction], ...], tuple[tuple[str, str], ...]]:
        """The numbers and the free texts."""
        return tuple(self._numbers.items()), tuple(self._texts)


def _run(folder: Path, lines: Iterable[_Line], runs: ExitStack) -> Iterator[_Line]:
    """Write lines to a new file; returns them as they are read back, once."""
    handle, path = tempfile.mkstemp(dir=folder)
    with open(handle, "w", encoding="utf-8", newline="") as file:
        file.writelines(f"{json.dumps(line)}\n" for line in lines)
    return runs.enter_context(closing(_read_back(Path(path))))


def _read_back(path: Path) -> Generator[_Line]:
    with path.open(encoding="utf-8", newline="") as file:
        for line in file:
            yield _Line(*json.loads(line))
    path.unlink()
