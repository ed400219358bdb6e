"""Keeping an import: its rows, its tallies and its own row, in the one transaction that the caller holds."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Table, func, insert, select

from spur.ledger.counting import counts, newest_grades, of_round, rubrics_of_round
from spur.ledger.schema import (
    answer_tally,
    baseline_tally,
    grade_event,
    import_,
    inspection,
    response,
    response_tally,
    rubric,
    unit,
    unit_record,
)
from spur.records.baseline import BaselineRow
from spur.records.grade import GradeEvent
from spur.records.imported import Import, Kept
from spur.records.inspection import Judgement
from spur.records.problem import Code, InvalidInput, Place, Problem
from spur.records.response import Response
from spur.records.unit import Unit
from spur.rubric.model import PinnedRubric, Rubric


def keep_rubric(connection: Connection, pinned: PinnedRubric) -> None:
    """Keep a rubric's text by its hash, so that what is pinned to it can be read for ever."""
    if connection.scalar(select(rubric.c.hash).where(rubric.c.hash == pinned.hash)) is None:
        row = {
            "hash": pinned.hash,
            "id": pinned.model.id,
            "version": pinned.model.version,
            "n_closed": len(pinned.model.closed_questions),
            "source": pinned.text,
        }
        connection.execute(insert(rubric), row)


def already_kept(connection: Connection, new: Import) -> Kept | None:
    """The import that has kept this very file for this rubric and round, if it is in force and no later file has
    overtaken any of it: then the file is kept anew, which takes a correction back."""
    same = (
        (import_.c.kind == new.kind)
        & (import_.c.file_hash == new.file_hash)
        & import_.c.rubric_hash.is_not_distinct_from(new.rubric_hash)
        & import_.c.round.is_not_distinct_from(new.round)
        & import_.c.name.is_not_distinct_from(new.name)
        & import_.c.excludes.is_not_distinct_from(new.excludes)
    )
    newest_first = select(import_.c.id).where(same, counts()).order_by(import_.c.id.desc())
    number = connection.scalar(newest_first)
    return None if number is None or _overtaken(connection, number) else Kept(number, already=True)


def _overtaken(connection: Connection, number: int) -> bool:
    """Whether a later import in force tells of a unit, or of a unit's grade in an area, that this one told of. A joint
    workbook tells of all areas, the blank ones too."""
    round_ = connection.scalar(select(import_.c.round).where(import_.c.id == number))
    described = select(unit_record.c.unit_id)
    graded = select(grade_event.c.unit_id, grade_event.c.area)
    graded_units = select(grade_event.c.unit_id)
    inspected = select(inspection.c.unit_id).where(inspection.c.judgement == Judgement.JOINT.value)
    for told, told_later in (
        (described, described),
        (graded, graded),
        (graded_units, inspected),
        (inspected, graded_units),
    ):
        own = told.join(import_).where(import_.c.id == number)
        later = told_later.join(import_).where(
            import_.c.id > number, import_.c.round.is_not_distinct_from(round_), counts()
        )
        if connection.execute(own.intersect(later).limit(1)).first() is not None:
            return True
    return False


def open_import(connection: Connection, new: Import) -> int:
    """Add the import's own row and return its number. Raises InvalidInput if it is to replace one that is not there."""
    if new.replaces is not None:
        replaceable = select(import_.c.id).where(
            import_.c.id == new.replaces,
            import_.c.kind == new.kind,
            import_.c.round.is_not_distinct_from(new.round),
            import_.c.name.is_not_distinct_from(new.name),
            counts(),
        )
        if connection.scalar(replaceable) is None:
            raise InvalidInput([Problem(Code.REPLACED_UNKNOWN, Place(new.file_name), found=str(new.replaces))])
    row = {
        "kind": new.kind,
        "file_name": new.file_name,
        "file_hash": new.file_hash,
        "rubric_hash": new.rubric_hash,
        "round": new.round,
        "name": new.name,
        "excludes": new.excludes,
        "replaces": new.replaces,
        "imported_at": new.at.isoformat(timespec="seconds"),
        "tool_version": new.tool_version,
    }
    return int(connection.execute(insert(import_).returning(import_.c.id), row).scalar_one())


def keep_units(connection: Connection, number: int, units: Sequence[Unit]) -> int:
    """Keep the units; returns how many of them were described before (the newest description counts)."""
    known = set(connection.scalars(select(unit.c.id)))
    _insert(connection, unit, ({"id": each.id} for each in units if each.id not in known))
    _insert(
        connection,
        unit_record,
        (
            {
                "import_id": number,
                "unit_id": each.id,
                "name": each.name,
                "specialty": each.specialty,
                "specialty_group": each.group,
                "place": each.place,
                "region": each.region,
                "further": json.dumps(each.further, ensure_ascii=False),
            }
            for each in units
        ),
    )
    return sum(each.id in known for each in units)


def keep_grades(connection: Connection, number: int, new: Import, events: Sequence[GradeEvent]) -> int:
    """Keep the events; returns how many grades (of a unit in an area) they put out of force in this round."""
    known: set[tuple[str, str]] = set()
    for drafts in (False, True):
        newest = newest_grades(new.round or "", drafts=drafts).c
        known |= {(row.unit_id, row.area) for row in connection.execute(select(newest.unit_id, newest.area))}
    _insert(
        connection,
        grade_event,
        (
            {
                "import_id": number,
                "unit_id": each.unit_id,
                "area": each.area,
                "kind": each.kind.value,
                "grade": each.grade,
                "happened_on": each.on.isoformat() if each.on else None,
            }
            for each in events
        ),
    )
    return len(known & {(each.unit_id, each.area) for each in events})


def second_rubric(connection: Connection, new: Import) -> tuple[Problem, ...]:
    """A warning when what has just been kept is pinned to another rubric than the rest of its round."""
    pinned = connection.scalars(rubrics_of_round(new.round or "", drafts=True))
    others = {each for each in pinned if each != new.rubric_hash}
    if not others or new.round is None or new.rubric_hash is None:
        return ()
    rows = connection.execute(select(rubric).where(rubric.c.hash.in_({*others, new.rubric_hash})))
    names = {row.hash: f"{row.id}@{row.version} ({row.hash[:8]})" for row in rows}
    also = ", ".join(sorted(names[each] for each in others))
    return (Problem(Code.RUBRIC_SECOND, Place(new.file_name), names[new.rubric_hash], also=also),)


def keep_responses(
    connection: Connection, number: int, new: Import, responses: Sequence[Response], model: Rubric
) -> int:
    """Keep the responses and, beside them, their tallies; returns how many responses the import replaces. Raises
    InvalidInput if the round has one of them already."""
    _refuse_kept_responses(connection, number, new, responses)
    n_closed = len(model.closed_questions)
    pinned = {"import_id": number, "rubric_hash": new.rubric_hash, "n_closed": n_closed}
    _insert(
        connection,
        response,
        (
            {**pinned, "id": each.id, "unit_id": each.unit_id, "role": each.role, "answers": each.answers}
            for each in responses
        ),
    )
    answers: dict[tuple[str, str], list[str]] = {}
    for each in responses:
        answers.setdefault((each.unit_id, each.role), []).append(each.answers)
    joined = {who: "".join(rows) for who, rows in answers.items()}
    _insert(
        connection,
        response_tally,
        (
            {"import_id": number, "unit_id": unit_id, "role": role, "responses": len(rows)}
            for (unit_id, role), rows in answers.items()
        ),
    )
    _insert(
        connection,
        answer_tally,
        (
            {"import_id": number, "unit_id": unit_id, "role": role, "question": question.id, "mark": mark, "answers": n}
            for (unit_id, role), marks in joined.items()
            for index, question in enumerate(model.closed_questions)
            # every n-th character of all answers in a row is one question's
            for mark, n in sorted(Counter(marks[index::n_closed]).items())
        ),
    )
    return _replaced(connection, new, response)


def keep_baseline(connection: Connection, number: int, new: Import, rows: Sequence[BaselineRow]) -> int:
    """Keep a baseline; returns how many rows it replaces. Raises InvalidInput if its name is taken."""
    named = select(import_.c.id).where(import_.c.kind == "baseline", import_.c.name == new.name, counts())
    other = connection.scalar(named.where(import_.c.id != number))
    if other is not None:
        problem = Problem(Code.BASELINE_ALREADY_KEPT, Place(new.file_name), found=str(new.name), also=str(other))
        raise InvalidInput([problem])
    _insert(
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
    return _replaced(connection, new, baseline_tally)


def _replaced(connection: Connection, new: Import, table: Table) -> int:
    """How many rows of a table the import that this one replaces had brought."""
    brought = select(func.count()).select_from(table).where(table.c.import_id == new.replaces)
    return connection.scalar(brought) or 0


def _refuse_kept_responses(connection: Connection, number: int, new: Import, responses: Iterable[Response]) -> None:
    kept = (
        select(response.c.id, import_.c.id.label("number"), import_.c.file_name)
        .join(import_)
        .where(of_round("survey", new.round or ""), import_.c.id != number)
    )
    keeper = {row.id: f"{row.file_name}, import {row.number}" for row in connection.execute(kept)}
    first: dict[str, str] = {}
    again: Counter[str] = Counter()
    for each in responses:
        if each.id in keeper:
            first.setdefault(keeper[each.id], each.id)
            again[keeper[each.id]] += 1
    place = Place(new.file_name, column="response_id")
    problems = [
        Problem(Code.RESPONSE_ALREADY_KEPT, place, first[keeping], also=keeping, more=n - 1)
        for keeping, n in again.items()
    ]
    if problems:
        raise InvalidInput(problems)


def _insert(connection: Connection, table: Table, rows: Iterable[dict[str, object]]) -> None:
    if listed := list(rows):
        connection.execute(insert(table), listed)
