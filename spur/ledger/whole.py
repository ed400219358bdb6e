"""Everything that a ledger holds, as flat tables: read out row by row, and put into an empty one.

Beside them go the rubrics, and the responses with a column a slot. Tallies are counted anew as the responses come in.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Any, Literal

from sqlalchemy import CursorResult, Integer, Table, select

from spur.ledger.answering import add_responses
from spur.ledger.copying import add_all, everything, streamed
from spur.ledger.keeping import keep_rubric, know_units
from spur.ledger.reading import View
from spur.ledger.schema import (
    action_event,
    area_judgement,
    baseline_tally,
    finding,
    grade_event,
    import_,
    indicator_count,
    inspection,
    inspection_event,
    invited,
    ledger_event,
    number_answer,
    recommendation,
    release,
    release_part,
    release_shown,
    release_source,
    release_withdrawal,
    response,
    rubric,
    text_answer,
    text_coding,
    unit_record,
)
from spur.ledger.verifying import sizes, verify
from spur.records.problem import Problem
from spur.records.response import Response
from spur.rubric.model import PinnedRubric, Rubric

Value = str | int | None

FLAT = {
    "imports": import_,
    "units": unit_record,
    "grades": grade_event,
    "inspections": inspection,
    "inspection_areas": area_judgement,
    "inspection_findings": finding,
    "inspection_events": inspection_event,
    "recommendations": recommendation,
    "actions": action_event,
    "texts": text_answer,
    "codings": text_coding,
    "invited": invited,
    "baselines": baseline_tally,
    "indicators": indicator_count,
    "ledger_events": ledger_event,
    "releases": release,
    "release_withdrawals": release_withdrawal,
    "release_sources": release_source,
    "release_parts": release_part,
    "release_shown": release_shown,
}
"""The flat tables by name, those that others refer to first."""

NUMBERED = (import_, text_answer, ledger_event, release)
"""The tables whose numbers others refer to; elsewhere a number only keeps the order, which the rows have anyway."""


@dataclass(frozen=True, slots=True)
class FlatColumn:
    """A column of a flat table. "fraction" is an exact number as a text, such as 5/2."""

    name: str
    kind: Literal["words", "whole", "fraction"]
    nullable: bool = False


def columns_of(name: str) -> tuple[FlatColumn, ...]:
    """The columns of a flat table."""
    table = FLAT[name]
    own = None if table in NUMBERED else table.autoincrement_column
    return tuple(
        FlatColumn(
            column.name,
            "fraction" if column.info.get("fraction") else "whole" if isinstance(column.type, Integer) else "words",
            bool(column.nullable),
        )
        for column in table.columns
        if column is not own
    )


class Whole(View):
    """Everything in a ledger: to be read out or, where there is nothing yet, to be put in."""

    def size(self) -> int:
        """How many rows the flat tables and the responses have together."""
        rows = sizes(self._connection)
        return sum(rows[table.name] for table in (*FLAT.values(), response))

    def verify(self) -> Iterator[Problem]:
        """Every fault found."""
        return verify(self._connection)

    def rubrics(self) -> list[str]:
        """The hash of every rubric."""
        return [row["hash"] for row in everything(self._connection, rubric)]

    def rows(self, name: str) -> Iterator[tuple[Value, ...]]:
        """The rows of a flat table, in an order that follows from what they hold."""
        names = [column.name for column in columns_of(name)]
        return (tuple(row[each] for each in names) for row in everything(self._connection, FLAT[name]))

    def responses(self, rubric_hash: str) -> Iterator[tuple[int, Response]]:
        """Every response that is pinned to a rubric, with its numbers and without its texts, each with the number of
        its import."""

        def pinned(table: Table) -> CursorResult[Any]:
            rows = select(table).join(import_, import_.c.id == table.c.import_id)
            own = rows.where(import_.c.rubric_hash == rubric_hash)
            return streamed(self._connection, own.order_by(*table.primary_key))

        numbers = groupby(pinned(number_answer), key=lambda row: (row.import_id, row.row))
        whose, given = next(numbers, (None, ()))
        for row in pinned(response):
            own: tuple[tuple[str, Fraction], ...] = ()
            if whose == (row.import_id, row.row):
                own = tuple((each.question, Fraction(each.value)) for each in given)
                whose, given = next(numbers, (None, ()))
            yield row.import_id, Response(row.id, row.unit_id, row.role, row.answers, row.row, own)

    def add_rubric(self, pinned: PinnedRubric) -> None:
        keep_rubric(self._connection, pinned)

    def add_rows(self, name: str, rows: Iterable[tuple[Value, ...]]) -> None:
        """Put the rows of a flat table in, in the order of :meth:`rows`."""
        names = [column.name for column in columns_of(name)]
        told: Iterable[dict[str, object]] = (dict(zip(names, row, strict=True)) for row in rows)
        if FLAT[name] is unit_record:
            told = list(told)
            know_units(self._connection, {str(each["unit_id"]) for each in told})
        add_all(self._connection, FLAT[name], told)

    def add_responses(self, number: int, responses: Iterable[Response], model: Rubric) -> None:
        """Put an import's responses in, and count them."""
        add_responses(self._connection, number, responses, model).keep(self._connection, number)
