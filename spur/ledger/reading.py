"""What the ledger hands out: records and tallies. Reports read tallies only, never single responses."""

import json
from collections import Counter
from datetime import date
from fractions import Fraction

from sqlalchemy import Connection, Subquery, func, select

from spur.ledger.counting import counts, of_round
from spur.ledger.schema import (
    answer_tally,
    baseline_tally,
    grade_event,
    import_,
    response_tally,
    rubric,
    unit_record,
)
from spur.records.baseline import Baseline, BaselineRow
from spur.records.grade import GradeEvent, GradeKind
from spur.records.unit import Unit
from spur.rubric.model import Rubric, Scale
from spur.statistics.tally import Tally


class View:
    """One consistent view of the ledger. Nothing that another writes while it is held can be seen through it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def units(self) -> dict[str, Unit]:
        """Every unit by its id, as its newest description in force has it, in the order of ids."""
        newest = (
            select(unit_record.c.unit_id, func.max(unit_record.c.import_id).label("import_id"))
            .join(import_)
            .where(counts())
            .group_by(unit_record.c.unit_id)
            .subquery()
        )
        rows = self._connection.execute(
            select(unit_record)
            .join(
                newest,
                (newest.c.unit_id == unit_record.c.unit_id) & (newest.c.import_id == unit_record.c.import_id),
            )
            .order_by(unit_record.c.unit_id)
        )
        return {
            row.unit_id: Unit(
                row.unit_id,
                row.name,
                row.specialty,
                row.specialty_group,
                row.place,
                row.region,
                tuple((column, text) for column, text in json.loads(row.further)),
            )
            for row in rows
        }

    def rounds(self) -> list[str]:
        """Every round that has grades or answers in force."""
        named = select(import_.c.round).where(import_.c.round.is_not(None), counts()).distinct()
        return sorted(self._connection.scalars(named))

    def rubrics_of_round(self, round_: str) -> dict[str, str]:
        """The texts, by hash, of the rubrics that the round's grades and answers in force are pinned to."""
        graded = select(_newest_grades(round_).c.import_id)
        pinned = (
            select(rubric.c.hash, rubric.c.source)
            .join(import_, import_.c.rubric_hash == rubric.c.hash)
            .where(import_.c.id.in_(graded) | of_round("survey", round_))
            .distinct()
        )
        return {row.hash: row.source for row in self._connection.execute(pinned)}

    def rubric_source(self, rubric_hash: str) -> str:
        """The text of a rubric that something is pinned to."""
        return str(self._connection.execute(select(rubric.c.source).where(rubric.c.hash == rubric_hash)).scalar_one())

    def grade_events(self, round_: str) -> list[GradeEvent]:
        """The events in force of a round: for each unit and area, those of the newest import that tells of them."""
        newest = _newest_grades(round_)
        rows = self._connection.execute(
            select(grade_event)
            .join(
                newest,
                (newest.c.unit_id == grade_event.c.unit_id)
                & (newest.c.area == grade_event.c.area)
                & (newest.c.import_id == grade_event.c.import_id),
            )
            .order_by(grade_event.c.unit_id, grade_event.c.area, grade_event.c.id)
        )
        return [
            GradeEvent(
                row.unit_id,
                row.area,
                GradeKind(row.kind),
                row.grade,
                date.fromisoformat(row.happened_on) if row.happened_on else None,
            )
            for row in rows
        ]

    def response_counts(self, round_: str) -> dict[tuple[str, str], int]:
        """How many responses the round has, by unit and role."""
        rows = self._connection.execute(
            select(response_tally.c.unit_id, response_tally.c.role, func.sum(response_tally.c.responses).label("n"))
            .join(import_)
            .where(of_round("survey", round_))
            .group_by(response_tally.c.unit_id, response_tally.c.role)
        )
        return {(row.unit_id, row.role): int(row.n) for row in rows}

    def answer_tallies(self, round_: str, model: Rubric) -> dict[tuple[str, str, str], Tally]:
        """The tally of the round's answers by unit, role and question."""
        tally = answer_tally.c
        rows = self._connection.execute(
            select(tally.unit_id, tally.role, tally.question, tally.mark, func.sum(tally.answers).label("n"))
            .join(import_)
            .where(of_round("survey", round_))
            .group_by(tally.unit_id, tally.role, tally.question, tally.mark)
        )
        by_mark: dict[tuple[str, str, str], Counter[str]] = {}
        for row in rows:
            by_mark.setdefault((row.unit_id, row.role, row.question), Counter())[row.mark] = int(row.n)
        return {key: _tally(marks, model, key[2]) for key, marks in by_mark.items()}

    def baseline_names(self) -> list[str]:
        return sorted(self._connection.scalars(select(import_.c.name).where(import_.c.kind == "baseline", counts())))

    def baseline(self, name: str) -> Baseline | None:
        """The baseline in force under this name, or None."""
        own = self._connection.execute(
            select(import_).where(import_.c.kind == "baseline", import_.c.name == name, counts())
        ).one_or_none()
        if own is None:
            return None
        rows = self._connection.execute(
            select(baseline_tally)
            .where(baseline_tally.c.import_id == own.id)
            .order_by(baseline_tally.c.question, baseline_tally.c.role, baseline_tally.c.specialty_group)
        )
        return Baseline(
            name,
            own.excludes,
            own.rubric_hash,
            tuple(
                BaselineRow(
                    row.question,
                    row.role,
                    row.specialty_group,
                    row.positive,
                    row.neutral,
                    row.negative,
                    row.missing,
                    None if row.share_positive is None else Fraction(row.share_positive),
                    row.n,
                )
                for row in rows
            ),
        )


def _newest_grades(round_: str) -> Subquery:
    """The newest import in force that tells of each unit and area."""
    return (
        select(grade_event.c.unit_id, grade_event.c.area, func.max(grade_event.c.import_id).label("import_id"))
        .join(import_)
        .where(of_round("grades", round_))
        .group_by(grade_event.c.unit_id, grade_event.c.area)
        .subquery()
    )


def _tally(marks: Counter[str], model: Rubric, question_id: str) -> Tally:
    """Counts by mark → a tally by value, a reversed question turned round within its scale."""
    question = model.question(question_id)
    scale = model.scale_of(question)
    values: Counter[int] = Counter()
    none: Counter[str] = Counter()
    for mark, n in marks.items():
        option = scale.option_of(mark)
        if option is not None and option.value is not None:
            values[_turned(option.value, scale) if question.reverse else option.value] += n
        else:
            none[(option and option.missing) or "missing"] += n
    return Tally.of(values, missing=none["missing"], dont_know=none["dont_know"], not_applicable=none["not_applicable"])


def _turned(value: int, scale: Scale) -> int:
    values = [option.value for option in scale.options if option.value is not None]
    return min(values) + max(values) - value
