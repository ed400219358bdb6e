"""One row a person, one column (or more) a question → responses, as fast as the csv module reads them.

Most cells hold one of a few texts. Each column therefore remembers what a text means in it, and a row's answers are
looked up in one go, without a line of Python for each cell; only a text that is new to its column is read.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from itertools import islice, repeat
from operator import getitem, itemgetter

from spur.intake.survey.cells import Reader, Unfit, reader_of, tick
from spur.intake.survey.columns import (
    Meanings,
    Missed,
    NumberColumns,
    Numbers,
    Piece,
    TextColumns,
    Where,
    column_of,
    picker,
)
from spur.intake.survey.plan import Holds, Layout, Meaning, Plan
from spur.intake.survey.undivided import Read, Undivided
from spur.intake.survey.who import role_reader, unit_reader
from spur.intake.table import OpenTable, Progress, Record
from spur.intake.told import Told
from spur.records.problem import Code
from spur.records.response import Response
from spur.records.unit import Unit
from spur.rubric.model import Rubric
from spur.rubric.parts import BLANK, Question, visible
from spur.rubric.slot import NOT_CHOSEN, Slot

ROWS_AT_ONCE = 500

LEARNING_ROWS, LEARNING_AGAIN = 200, 8
"""Rows that are read cell by cell before lines are read undivided; what is learnt is looked at again after so many
times as many."""

NUMBERED_WITHIN = (Layout.FORMS, Layout.LIMESURVEY, Layout.REDCAP)
"""Tools that number the responses of each form from 1."""


class WideReader:
    """Reads an open table by its plan. ``units_seen`` are those that it has come across."""

    def __init__(
        self, table: OpenTable, plan: Plan, rubric: Rubric, units: Mapping[str, Unit], told: Told
    ) -> None:  # fmt: skip
        self._table, self._plan, self._rubric, self._told = table, plan, rubric, told
        self.handed_over = 0
        self.units_seen: set[str] = {plan.unit} - {""}
        self._missed: Missed = []
        self._pieces = tuple(self._divided())
        self._answered = sorted((each for each in self._pieces if each.column is not None), key=column_of)
        self._by_role: dict[str, list[Meanings]] = {}
        self._pick = picker([column_of(piece) for piece in self._answered])
        self._arrange = self._arrangement()
        self._read_by_cell = 0
        self._nothing_ticked = tuple(self._multiple_choices())
        numbers = tuple((question, at, Numbers(question)) for question, at in self._columns_of("number"))
        texts = tuple((question, at, at) for question, at in self._columns_of("text"))
        unit, role, id_ = map(self._only, (Holds.UNIT, Holds.ROLE, Holds.RESPONSE))
        self._where = Where(unit, role, id_, numbers, texts)
        self._units = Meanings(self._where.unit or 0, unit_reader(units, plan, self.units_seen), self._missed)
        self._roles = Meanings(self._where.role or 0, role_reader(rubric, plan), self._missed)

    def responses(self, progress: Progress | None = None) -> Iterator[Response]:
        rows, prefix, undivided = self._table.undivided(), self._prefix(), None
        whole = shortened = self._where
        units, missed, rearranged = self._units, self._missed, bool(self._arrange or self._nothing_ticked)
        unit, enough = self._plan.unit, LEARNING_ROWS
        new = partial(tuple.__new__, Response)  # what Response() does, in half the time
        while block := list(islice(rows, ROWS_AT_ONCE)):
            if self._read_by_cell >= enough:
                undivided = Undivided.learnt(self._table, self._answered, self._by_role, whole)
                shortened = undivided.where if undivided else whole
                enough = self._read_by_cell * LEARNING_AGAIN
            reads = undivided.read(block, self._plan.role, self._roles) if undivided else repeat(None)
            missed.clear()
            where, skipped = None, 0
            for (row, record), read in zip(block, reads, strict=False):
                here = shortened
                if read is None:
                    here = whole
                    if (read := self._by_cell(row, record)) is None:
                        skipped += 1
                        continue
                if here is not where:
                    where = here
                    unit_at, _, id_at, numbers, texts = where
                cells, role, answers = read
                if unit_at is not None:
                    unit = units[cells[unit_at]]
                response_id = prefix + (visible(cells[id_at]).strip() if id_at is not None else str(row))
                if response_id == prefix:
                    missed.append((whole.id or 0, Unfit(Code.VALUE_MISSING, "")))
                if rearranged:
                    answers = self._in_order(answers)
                exact = tuple(self._exact(cells, role, numbers)) if numbers else ()
                own_words = tuple(self._texts(cells, role, texts)) if texts else ()
                if missed:
                    self._tell(row)
                yield new((response_id, unit, role, answers, row, exact, own_words))
            self.handed_over += len(block) - skipped
            if progress is not None:
                progress(self._table.share)
        self._table.finish()

    def _in_order(self, answers: str) -> str:
        """The marks in the order of the slots; a multiple choice where nothing was ticked is blank."""
        if self._arrange is not None:
            answers = "".join(self._arrange(answers + BLANK))
        for start, end, nothing in self._nothing_ticked:
            if answers[start:end] == nothing:
                answers = answers[:start] + BLANK * (end - start) + answers[end:]
        return answers

    def _by_cell(self, row: int, record: Record) -> Read | None:
        """A row that is read cell by cell; None for one that is blank or has not the header's width."""
        cells = self._table.divided(row, record)
        if cells is None:
            return None
        self._read_by_cell += 1
        role = self._plan.role if self._where.role is None else self._roles[cells[self._where.role]]
        columns = self._by_role.get(role) or self._columns_for(role)
        return cells, role, "".join(map(getitem, columns, self._pick(cells)))

    def _divided(self) -> Iterator[Piece]:
        """The slots in order, each question's together, or one by one where its options have columns of their own."""
        at = {
            (each.question, each.option): index
            for index, each in enumerate(self._plan.meanings)
            if each.holds in (Holds.QUESTION, Holds.OPTION, Holds.OTHER)
        }
        together: dict[str, list[Slot]] = {}
        for slot in self._rubric.slots:
            together.setdefault(slot.question.id, []).append(slot)
        for question, slots in together.items():
            whole = at.get((question, ""))
            groups = [slots] if whole is not None else [[slot] for slot in slots]
            for group in groups:
                column = whole if whole is not None else at.get((question, _option(group[0])))
                yield Piece(column, tuple(group), None if column is None else self._plan.meanings[column])

    def _arrangement(self) -> Callable[[str], Sequence[str]] | None:
        """The marks in the order of the columns, and a blank, → in that of the slots; None where it is the same."""
        begins: dict[int | None, int] = {}
        n = 0
        for piece in self._answered:
            begins[piece.column] = n
            n += len(piece.slots)
        order: list[int] = []
        for piece in self._pieces:
            length = len(piece.slots)
            start = begins.get(piece.column) if piece.column is not None else None
            order += [n] * length if start is None else range(start, start + length)
        return None if order == list(range(n)) else picker(order)

    def _columns_for(self, role: str) -> list[Meanings]:
        """What cells mean in a row of this role, for each column that answers stand in."""
        columns = [
            Meanings(column_of(piece), self._reader(piece, piece.meaning, role), self._missed, BLANK * len(piece.slots))
            for piece in self._answered
            if piece.meaning is not None
        ]
        self._by_role[role] = columns
        return columns

    def _reader(self, piece: Piece, meaning: Meaning, role: str) -> Reader:
        question, option = piece.slots[0].question, piece.slots[0].option
        if meaning.holds is Holds.QUESTION or option is None:
            read = reader_of(question, self._rubric, meaning.answers)
        else:
            read = tick(option, meaning.answers, other=meaning.holds is Holds.OTHER)
        if role and role not in question.roles:
            return partial(
                _not_asked, read, BLANK if meaning.holds is Holds.QUESTION else BLANK + NOT_CHOSEN, meaning.column, role
            )
        return read

    def _multiple_choices(self) -> Iterator[tuple[int, int, str]]:
        """Where in the answers the options of each multiple choice stand that have columns of their own, and what they
        are where nothing is ticked."""
        start = 0
        spans: dict[str, list[tuple[int, str]]] = {}
        for piece in self._pieces:
            if len(piece.slots) == 1 and piece.slots[0].option is not None:
                mark = BLANK if piece.column is None else NOT_CHOSEN
                spans.setdefault(piece.slots[0].question.id, []).append((start, mark))
            start += len(piece.slots)
        for span in spans.values():
            nothing = "".join(mark for _, mark in span)
            if NOT_CHOSEN in nothing:
                yield span[0][0], span[-1][0] + 1, nothing

    def _columns_of(self, kind: str) -> list[tuple[Question, int]]:
        return [
            (question, index)
            for index, each in enumerate(self._plan.meanings)
            if each.holds in (Holds.QUESTION, Holds.TEXT)
            and (question := self._rubric.question(each.question)).type == kind
        ]

    def _exact(self, cells: Sequence[str], role: str, numbers: NumberColumns) -> Iterator[tuple[str, Fraction]]:
        for question, at, known in numbers:
            if (number := known[cells[at]]) is not None and (not role or role in question.roles):
                yield question.id, number

    def _texts(self, cells: Sequence[str], role: str, texts: TextColumns) -> Iterator[tuple[str, str]]:
        for question, at, column in texts:
            if text := cells[at].strip():
                if role and role not in question.roles:
                    self._missed.append((column, _not_for(self._table.columns[column], role)))
                yield question.id, text

    def _only(self, holds: Holds) -> int | None:
        return next((index for index, each in enumerate(self._plan.meanings) if each.holds is holds), None)

    def _prefix(self) -> str:
        """What makes a response's id differ from other files': nothing where the file has ids of its own, unless they
        only number the responses of one form, and there is one form a role or unit."""
        if self._where.id is None:
            return f"{self._table.hash[:12]}-"
        if self._plan.layout in NUMBERED_WITHIN:
            return "".join(f"{each}:" for each in (self._plan.unit, self._plan.role) if each)
        return ""

    def _tell(self, row: int) -> None:
        for column, unfit in sorted(self._missed, key=itemgetter(0)):
            self._told.add(unfit.at(self._table.place(row, column)), unfit.near)
        self._missed.clear()


def _option(slot: Slot) -> str:
    return slot.option.code if slot.option else ""


def _not_asked(read: Reader, unanswered: str, column: str, role: str, text: str) -> str:
    """The marks of a question that is not put to the role: blank, or a problem where any is not unanswered."""
    marks = read(text)
    if marks.strip(unanswered):
        raise _not_for(column, role)
    return BLANK * len(marks)


def _not_for(column: str, role: str) -> Unfit:
    return Unfit(Code.QUESTION_NOT_FOR_ROLE, column, also=role)
