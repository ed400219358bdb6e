"""Keeping what people answered: responses as they are read, their tallies beside them, texts, and who was invited."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from sqlalchemy import Connection, Table, func, insert, select

from spur.ledger.answered import Answered
from spur.ledger.counting import codings_of, counts, of_round, responses_of
from spur.ledger.keeping import add
from spur.ledger.schema import (
    answer_tally,
    baseline_tally,
    import_,
    indicator_count,
    invited,
    number_answer,
    response,
    response_tally,
    text_answer,
    text_coding,
)
from spur.records.baseline import BaselineRow
from spur.records.imported import Import
from spur.records.indicator import IndicatorCount
from spur.records.problem import Code, InvalidInput, Place, Problem
from spur.records.reading import Stream
from spur.records.response import Coding, GivenText, Invited, Response
from spur.rubric.model import Rubric
from spur.rubric.parts import Question
from spur.rubric.slot import Slot

AT_A_TIME = 5_000  # responses that are added together
TWICE_TOLD = 25  # of the rows whose response is there twice; more are counted
COUNTED_AT = 8_000_000  # marks that wait to be counted; they are what a long file takes of memory


def keep_responses(connection: Connection, number: int, new: Import, stream: Stream[Response], model: Rubric) -> int:
    """Keep the responses as they are read and, beside them, their tallies; returns how many responses the import
    replaces. Raises InvalidInput, with everything that is wrong with the file, if the stream failed, a response is
    there twice, or the round has one of them already."""
    tally = add_responses(connection, number, stream, model)
    clashes = [*_twice(connection, number, new), *kept_already(connection, number, new)]
    if stream.failed or clashes:
        raise InvalidInput([*stream.problems, *clashes])
    tally.keep(connection, number)
    return replaced(connection, new, response)


def add_responses(connection: Connection, number: int, responses: Iterable[Response], model: Rubric) -> "ImportTally":
    """Add an import's responses with their numbers and texts, as they are read; returns their tally, to be kept."""
    tally, responses = ImportTally(model.slots), iter(responses)
    kept = {"import_id": number, "slots": len(model.slots)}
    while block := list(islice(responses, AT_A_TIME)):
        add(connection, response, ({**kept, **_response_row(each)} for each in block))
        add(connection, number_answer, _number_rows(number, block))
        texts = (
            {"import_id": number, "response_id": each.id, "unit_id": each.unit_id, "role": each.role}
            | {"question": question, "text": text}
            for each in block
            for question, text in each.texts
        )
        add(connection, text_answer, texts)
        tally.add(block)
    return tally


def _response_row(each: Response) -> dict[str, object]:
    return {"row": each.row, "id": each.id, "unit_id": each.unit_id, "role": each.role, "answers": each.answers}


def _number_rows(number: int, block: Iterable[Response]) -> Iterator[dict[str, object]]:
    for each in block:
        for question, value in each.numbers:
            yield {"import_id": number, "row": each.row, "question": question, "value": str(value)}


class ImportTally:
    """Counts an import's responses by unit and role, and their marks by slot, a block at a time, so that any number of
    responses takes bounded memory."""

    def __init__(self, slots: Sequence[Slot]) -> None:
        self._responses: Counter[tuple[str, str]] = Counter()
        self._slots = slots
        self._marks: dict[tuple[str, str], list[str]] = {}
        self._waiting = 0
        self._counts: dict[tuple[str, str], list[Counter[str]]] = {}

    def add(self, block: Iterable[Response]) -> None:
        for each in block:
            who = (each.unit_id, each.role)
            self._responses[who] += 1
            self._marks.setdefault(who, []).append(each.answers)
            self._waiting += len(self._slots)
        if self._waiting >= COUNTED_AT:
            self._count()

    def keep(self, connection: Connection, number: int) -> None:
        """Keep every count that is not 0."""
        self._count()
        responded = ({"unit_id": unit, "role": role, "responses": n} for (unit, role), n in self._responses.items())
        for table, rows in ((response_tally, responded), (answer_tally, self._rows())):
            add(connection, table, ({"import_id": number, **row} for row in rows))

    def _rows(self) -> Iterator[dict[str, object]]:
        for (unit_id, role), by_slot in self._counts.items():
            for slot, by_mark in zip(self._slots, by_slot, strict=True):
                for mark, n in sorted(by_mark.items()):
                    yield {"unit_id": unit_id, "role": role, "slot": slot.id, "mark": mark, "answers": n}

    def _count(self) -> None:
        width = len(self._slots)
        for who, rows in self._marks.items():
            marks = "".join(rows)
            by_slot = self._counts.setdefault(who, [Counter() for _ in self._slots])
            for index, slot in enumerate(self._slots):
                own = marks[index::width]  # every n-th mark of all responses in a row is one slot's
                for mark in slot.marks:
                    if n := own.count(mark):
                        by_slot[index][mark] += n
        self._marks, self._waiting = {}, 0


def _twice(connection: Connection, number: int, new: Import) -> Iterator[Problem]:
    """A problem for each row whose response id another row of the file has already: for the first ``TWICE_TOLD`` of
    them, and how many more there are."""
    own = response.c.import_id == number
    repeated = select(response.c.id, func.min(response.c.row).label("first")).where(own)
    repeated_ids = repeated.group_by(response.c.id).having(func.count() > 1).subquery()
    later = (
        select(response.c.id, response.c.row, repeated_ids.c.first)
        .join(repeated_ids, repeated_ids.c.id == response.c.id)
        .where(own, response.c.row != repeated_ids.c.first, response.c.id != "")
    )
    for row in connection.execute(later.order_by(response.c.row).limit(TWICE_TOLD)):
        place = Place(new.file_name, row=row.row, column="response_id")
        yield Problem(Code.RESPONSE_DUPLICATE, place, row.id, also=str(row.first))
    n = connection.scalar(select(func.count()).select_from(later.subquery())) or 0
    if n > TWICE_TOLD:
        yield Problem(Code.MORE_ERRORS, Place(new.file_name), found=str(n - TWICE_TOLD))


def kept_already(connection: Connection, number: int, new: Import) -> Iterator[Problem]:
    """A problem for each import in force of the round that holds some of these responses."""
    own = select(response.c.id).where(response.c.import_id == number).scalar_subquery()
    kept = (
        select(import_.c.id, import_.c.file_name, func.min(response.c.id).label("first"), func.count().label("n"))
        .select_from(response)
        .join(import_)
        .where(of_round("survey", new.round or ""), import_.c.id != number, response.c.id.in_(own))
        .group_by(import_.c.id, import_.c.file_name)
    )
    for row in connection.execute(kept):
        place = Place(new.file_name, column="response_id")
        also = f"{row.file_name}, import {row.id}"
        yield Problem(Code.RESPONSE_ALREADY_KEPT, place, row.first, also=also, more=row.n - 1)


def keep_texts(connection: Connection, number: int, new: Import, texts: Sequence[GivenText], question: Question) -> int:
    """Keep free texts that came in a file of their own, to responses of the round, with the categories they have there.
    Returns how many texts the import replaces. Raises InvalidInput for a response that the round does not have, one
    whose role is not put the question, and one that has texts already."""
    ids = {each.response_id for each in texts}
    rows = connection.execute(responses_of(new.round or ""))
    who = {row.id: (row.unit_id, row.role) for row in rows if row.id in ids}
    problems: list[Problem] = []
    for each in texts:
        place = Place(new.file_name, row=each.row or None, column="response_id")
        if each.response_id not in who:
            problems.append(Problem(Code.RESPONSE_UNKNOWN, place, each.response_id))
        elif (role := who[each.response_id][1]) not in question.roles:
            problems.append(Problem(Code.QUESTION_NOT_FOR_ROLE, place, question.id, also=role))
    problems += _texts_already(connection, number, new, ids, question)
    if problems:
        raise InvalidInput(problems)
    if not texts:
        return replaced(connection, new, text_answer)
    rows_of_texts = [
        {
            "import_id": number,
            "response_id": each.response_id,
            "unit_id": who[each.response_id][0],
            "role": who[each.response_id][1],
            "question": question.id,
            "text": each.text,
        }
        for each in texts
    ]
    numbered = insert(text_answer).returning(text_answer.c.id, sort_by_parameter_order=True)
    text_ids = connection.scalars(numbered, rows_of_texts).all()
    codings = (Coding(i, each.categories) for i, each in zip(text_ids, texts, strict=True) if each.categories)
    add(connection, text_coding, (_coding_row(number, each) for each in codings))
    return replaced(connection, new, text_answer)


def _texts_already(
    connection: Connection, number: int, new: Import, ids: Collection[str], question: Question
) -> Iterator[Problem]:
    """A problem for each import in force of the round that has texts of these responses to the question."""
    kept = connection.execute(
        select(text_answer.c.response_id, import_.c.id, import_.c.file_name)
        .join(import_)
        .where(import_.c.round == new.round, import_.c.id != number, text_answer.c.question == question.id, counts())
        .order_by(text_answer.c.id)
    )
    clashes: dict[str, list[str]] = {}
    for row in kept:
        if row.response_id in ids:
            clashes.setdefault(f"{row.file_name}, import {row.id}", []).append(row.response_id)
    for also, theirs in clashes.items():
        place = Place(new.file_name, column="response_id")
        yield Problem(Code.TEXTS_ALREADY_KEPT, place, theirs[0], also=also, more=len(set(theirs)) - 1)


def keep_codings(connection: Connection, number: int, new: Import, codings: Sequence[Coding]) -> int:
    """Keep what people made of texts; returns how many texts were coded before (the newest coding counts)."""
    coded = {row.text_id for row in connection.execute(codings_of(new.round or ""))}
    add(connection, text_coding, (_coding_row(number, each) for each in codings))
    return sum(each.text_id in coded for each in codings)


def _coding_row(number: int, coding: Coding) -> dict[str, object]:
    return {
        "import_id": number,
        "text_id": coding.text_id,
        "categories": json.dumps(coding.categories, ensure_ascii=False),
        "quotable": int(coding.quotable),
        "quotation": coding.quotation,
    }


def keep_invited(connection: Connection, number: int, new: Import, rows: Sequence[Invited]) -> int:
    """Keep how many were invited; returns how many earlier counts of the round are thereby out of force."""
    known = Answered(connection).invited_counts(new.round or "").keys()
    add(
        connection,
        invited,
        ({"import_id": number, "unit_id": each.unit_id, "role": each.role, "invited": each.n} for each in rows),
    )
    return len(known & {(each.unit_id, each.role) for each in rows})


def keep_baseline(connection: Connection, number: int, new: Import, rows: Sequence[BaselineRow]) -> int:
    """Keep a baseline, or an earlier round's shares; returns how many rows it replaces. Raises InvalidInput if its name
    is taken."""
    same = (import_.c.kind == new.kind) & (import_.c.name == new.name) & import_.c.round.is_not_distinct_from(new.round)
    other = connection.scalar(select(import_.c.id).where(same, counts(), import_.c.id != number))
    if other is not None:
        found = new.round or new.name or ""
        code = Code.BASELINE_ALREADY_KEPT if new.kind == "baseline" else Code.SHARES_ALREADY_KEPT
        problem = Problem(code, Place(new.file_name), found=found, also=str(other))
        raise InvalidInput([problem])
    add(
        connection,
        baseline_tally,
        (
            {
                "import_id": number,
                "question": each.question,
                "role": each.role,
                "specialty_group": each.group,
                "positive": each.positive,
                "neutral": each.neutral,
                "negative": each.negative,
                "missing": each.missing,
                "share_positive": None if each.share_positive is None else str(each.share_positive),
                "n": each.n,
            }
            for each in rows
        ),
    )
    return replaced(connection, new, baseline_tally)


def keep_indicators(connection: Connection, number: int, rows: Sequence[IndicatorCount], model: Rubric) -> int:
    """Keep indicators; returns how many were told of before (the newest count of each indicator and period counts)."""
    before = Answered(connection).indicator_counts(model.id)
    add(
        connection,
        indicator_count,
        (
            {
                "import_id": number,
                "scope": each.scope,
                "scope_id": each.scope_id,
                "indicator": each.indicator,
                "period": each.period,
                "numerator": each.numerator,
                "denominator": each.denominator,
                "printed": None if each.printed is None else str(each.printed),
                "decimals": each.decimals,
            }
            for each in rows
        ),
    )
    known = {(each.scope, each.scope_id, each.indicator, each.period) for each in before}
    return sum((each.scope, each.scope_id, each.indicator, each.period) in known for each in rows)


def replaced(connection: Connection, new: Import, table: Table) -> int:
    """How many rows of a table the import that this one replaces had brought."""
    brought = select(func.count()).select_from(table).where(table.c.import_id == new.replaces)
    return connection.scalar(brought) or 0
