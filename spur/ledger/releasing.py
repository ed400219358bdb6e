"""What has been handed out: keeping it, and what it was made from."""

import json
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, CursorResult, Row, Table, func, select, true

from spur.ledger.answered import Counted
from spur.ledger.counting import counts
from spur.ledger.keeping import add, add_one
from spur.ledger.reading import View
from spur.ledger.schema import (
    ERASED,
    answer_tally,
    import_,
    ledger_event,
    release,
    release_part,
    release_shown,
    release_source,
    release_withdrawal,
    response,
    text_answer,
)
from spur.records.problem import Code, InvalidInput, Place, Problem
from spur.records.release import Content, Release, Shown, Told, Withdrawal


class Answer(NamedTuple):
    """A response of an import, without its numbers and texts."""

    number: int
    rubric_hash: str
    row: int
    id: str
    unit: str
    role: str
    answers: str


class Releasing(View):
    """A ledger from which something is to be handed out. While it is held nobody else hands out anything."""

    def sources(self, rounds: Iterable[str]) -> frozenset[int]:
        """The imports in force that tell what was answered and written in these rounds."""
        return self._telling(rounds, counts())

    def sources_of_round(self, round_: str) -> frozenset[int]:
        """Every import that ever told of a round's answers."""
        return self._telling([round_], true())

    def _telling(self, rounds: Iterable[str], which: ColumnElement[bool]) -> frozenset[int]:
        told = select(import_.c.id).where(
            import_.c.kind.in_(("survey", "texts")), import_.c.round.in_(list(rounds)), which
        )
        return frozenset(self._connection.scalars(told))

    def events_seen(self) -> int:
        """The number of the newest thing that was done to imports; 0 for none."""
        return self._connection.scalar(select(func.max(ledger_event.c.id))) or 0

    def erased_since(self, sources: Iterable[int], seen: int) -> set[tuple[int, bool]]:
        """What was erased of these imports after an event: the numbers of the erasures, each with whether it was a
        whole response's and not only a text's."""
        event = ledger_event.c
        erased = (event.kind == "erased") & (event.id > seen) & event.import_id.in_(list(sources))
        rows = self._connection.execute(select(event.id, event.row).where(erased))
        return {(each.id, each.row is not None) for each in rows}

    def counted(self, sources: Iterable[int]) -> Iterator[Counted]:
        """The tallies of imports, added up."""
        return self.answers_counted(answer_tally.c.import_id.in_(list(sources)))

    def answers(self, sources: Iterable[int]) -> Iterator[Answer]:
        """The responses of imports, one by one."""
        told = response.c
        rows = self._connection.execute(
            select(
                told.import_id, import_.c.rubric_hash, told.row, told.id, told.unit_id, told.role, told.answers
            )
            .join(import_)
            .where(told.import_id.in_(list(sources)))
            .order_by(told.import_id, told.row)
        )  # fmt: skip
        return (Answer(*row) for row in rows)

    def writers(self, sources: Iterable[int]) -> set[tuple[int, str]]:
        """Who wrote texts: the import that they came in, and the id of the response."""
        text = text_answer.c
        told = select(text.import_id, text.response_id).where(text.import_id.in_(list(sources)), text.text != ERASED)
        return {(row.import_id, row.response_id) for row in self._connection.execute(told.distinct())}

    def releases(self, telling_of: Iterable[str]) -> list[Release]:
        """Those that told of the answers of one of some rounds, with what they told of these."""
        return releases(self._connection, telling_of=telling_of)

    def keep_release(self, new: Release) -> int:
        """Keep what is handed out; returns its number."""
        row = {
            "profile": new.profile,
            "kind": new.kind,
            "scope_id": new.scope_id,
            "round": new.round,
            "division": new.division,
            "k": new.k,
            "k_distribution": new.k_distribution,
            "insiders": new.c,
            "events_seen": new.content.events_seen,
            "released_at": new.at.isoformat(timespec="seconds"),
            "released_by": new.by,
            "tool_version": new.tool_version,
        }
        number = add_one(self._connection, release, row)
        own: dict[str, object] = {"release_id": number}
        content = new.content
        add(self._connection, release_source, (own | {"import_id": each} for each in sorted(content.sources)))
        parts = ({"part": key, "units": json.dumps(sorted(units))} for key, units in content.parts.items())
        add(self._connection, release_part, (own | each for each in parts))
        told = (each._asdict() | {"parts": json.dumps(sorted(keys))} for each, keys in content.told.items())
        add(self._connection, release_shown, (own | each for each in told))
        return number


def releases(connection: Connection, *, telling_of: Iterable[str] | None = None) -> list[Release]:
    """Every release in the order in which they were made; of those that told of one of some rounds' answers
    (``telling_of``) what they told of these, else without their content."""
    withdrawal = release_withdrawal.c
    rows = connection.execute(
        select(release, withdrawal.reason, withdrawal.by_whom, withdrawal.recorded_at)
        .add_columns(withdrawal.tool_version.label("withdrawn_with"))
        .outerjoin(release_withdrawal)
        .order_by(release.c.id)
    ).all()
    if telling_of is None:
        return [_release(row, Content({}, {}, frozenset(), row.events_seen)) for row in rows]
    contents = dict(_contents(connection, list(telling_of), {row.id: row.events_seen for row in rows}))
    return [_release(row, contents[row.id]) for row in rows if row.id in contents]


def withdraw(connection: Connection, numbers: Collection[int], withdrawal: Withdrawal) -> list[Release]:
    """Record that reports never left the house. Raises InvalidInput, and records nothing, with each that there is none
    of and each of which it is known."""
    found = {each.number: each for each in releases(connection) if each.number in numbers}
    unknown = [Problem(Code.RELEASE_UNKNOWN, Place(""), str(number)) for number in numbers if number not in found]
    told = [Problem(Code.RELEASE_WITHDRAWN, Place(""), str(each.number)) for each in found.values() if each.withdrawn]
    if unknown or told:
        raise InvalidInput([*unknown, *told])
    own: dict[str, object] = {
        "reason": withdrawal.reason,
        "by_whom": withdrawal.by,
        "recorded_at": withdrawal.at.isoformat(timespec="seconds"),
        "tool_version": withdrawal.tool_version,
    }
    add(connection, release_withdrawal, ({"release_id": number} | own for number in found))
    return [*found.values()]


def _contents(connection: Connection, rounds: list[str], seen: dict[int, int]) -> Iterator[tuple[int, Content]]:
    told: dict[int, dict[Told, frozenset[str]]] = {}
    for row in connection.execute(select(release_shown).where(release_shown.c.round.in_(rounds))):
        as_told = Told(row.round, row.role, row.subject, Shown(row.shown))
        told.setdefault(row.release_id, {})[as_told] = frozenset(json.loads(row.parts))

    def of_these(table: Table) -> CursorResult[Any]:
        return connection.execute(select(table).where(table.c.release_id.in_(list(told))))

    parts: dict[int, dict[str, frozenset[str]]] = {}
    for row in of_these(release_part):
        parts.setdefault(row.release_id, {})[row.part] = frozenset(json.loads(row.units))
    sources: dict[int, set[int]] = {}
    for row in of_these(release_source):
        sources.setdefault(row.release_id, set()).add(row.import_id)
    for number in sorted(told):
        content = (parts.get(number, {}), told[number], frozenset(sources.get(number, ())), seen[number])
        yield number, Content(*content)


def _release(row: Row[Any], content: Content) -> Release:
    withdrawn = None
    if row.recorded_at is not None:
        withdrawn = Withdrawal(row.reason, row.by_whom, datetime.fromisoformat(row.recorded_at), row.withdrawn_with)
    return Release(
        at=datetime.fromisoformat(row.released_at),
        by=row.released_by,
        tool_version=row.tool_version,
        profile=row.profile,
        kind=row.kind,
        scope_id=row.scope_id,
        round=row.round,
        division=row.division,
        k=row.k,
        k_distribution=row.k_distribution,
        c=row.insiders,
        content=content,
        number=row.id,
        withdrawn=withdrawn,
    )
