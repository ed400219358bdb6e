"""What the ledger hands out of what people answered: tallies, who was invited, texts, baselines and indicators."""

import json
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, func, select

from spur.ledger.counting import codings_of, counts, of_round, responses_of
from spur.ledger.schema import (
    ERASED,
    answer_tally,
    baseline_tally,
    import_,
    indicator_count,
    invited,
    response,
    response_tally,
    rubric,
    text_answer,
)
from spur.records.baseline import Baseline, BaselineRow
from spur.records.indicator import IndicatorCount
from spur.records.response import Coding, KeptText
from spur.rubric.model import Rubric
from spur.rubric.slot import Slot
from spur.statistics.tally import Tally


class Counted(NamedTuple):
    """How many gave a mark, of an import's tallies."""

    rubric_hash: str
    unit: str
    role: str
    slot: str
    mark: str
    n: int


class Answered:
    """The part of a view that tells of answers."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def response_counts(self, round_: str) -> dict[tuple[str, str], int]:
        """How many responses the round has, by unit and role."""
        rows = self._connection.execute(
            select(response_tally.c.unit_id, response_tally.c.role, func.sum(response_tally.c.responses).label("n"))
            .join(import_)
            .where(of_round("survey", round_))
            .group_by(response_tally.c.unit_id, response_tally.c.role)
        )
        return {(row.unit_id, row.role): int(row.n) for row in rows}

    def find_response(self, round_: str, response_id: str) -> list[tuple[int, int, str]]:
        """Everywhere that a response of the round stands, also in imports that are no longer in force: the import, the
        row and the hash of the rubric."""
        found = self._connection.execute(
            select(response.c.import_id, response.c.row, import_.c.rubric_hash)
            .join(import_)
            .where(import_.c.kind == "survey", import_.c.round == round_, response.c.id == response_id)
            .order_by(response.c.import_id)
        )
        return [(each.import_id, each.row, each.rubric_hash) for each in found]

    def import_of_text(self, text_id: int) -> int | None:
        """The number of the import that brought a free text; None for no such text."""
        return self._connection.scalar(select(text_answer.c.import_id).where(text_answer.c.id == text_id))

    def invited_counts(self, round_: str) -> dict[tuple[str, str], int]:
        """How many were invited, by unit and role, as the newest file that tells of them has it."""
        rows = self._connection.execute(
            select(invited.c.unit_id, invited.c.role, invited.c.invited)
            .join(import_)
            .where(of_round("invited", round_))
            .order_by(import_.c.id)
        )
        return {(row.unit_id, row.role): row.invited for row in rows}

    def survey_rubrics(self, round_: str) -> list[str]:
        """The hashes of the rubrics that the round's answers are pinned to."""
        pinned = select(import_.c.rubric_hash).where(of_round("survey", round_)).distinct()
        return sorted(self._connection.scalars(pinned))

    def answer_tallies(self, round_: str, model: Rubric) -> dict[tuple[str, str, str], Tally]:
        """The tally of the round's answers by unit, role and slot (a question's id, for a multiple choice with the
        option's code; see ``spur.rubric.slot``)."""
        by_mark: dict[tuple[str, str, str], Counter[str]] = {}
        for each in self.answers_counted(of_round("survey", round_)):
            by_mark.setdefault((each.unit, each.role, each.slot), Counter())[each.mark] += each.n
        return {key: _tally(marks, model.slot(key[2])) for key, marks in by_mark.items()}

    def answers_counted(self, which: ColumnElement[bool]) -> Iterator[Counted]:
        """The tallies that satisfy a condition on ``answer_tally`` and ``import``, added up."""
        tally = answer_tally.c
        key = (import_.c.rubric_hash, tally.unit_id, tally.role, tally.slot, tally.mark)
        rows = select(*key, func.sum(tally.answers)).join(import_).where(which).group_by(*key)
        return (Counted(*row[:5], int(row[5])) for row in self._connection.execute(rows))

    def texts(self, round_: str) -> list[KeptText]:
        """The round's free texts, in the order in which they came, each with the newest coding in force. A text counts
        as long as its response does, for the unit and role that the response has now."""
        codings = self._connection.execute(codings_of(round_))
        coded = {
            row.text_id: Coding(row.text_id, tuple(json.loads(row.categories)), bool(row.quotable), row.quotation)
            for row in codings
        }
        answering = responses_of(round_).subquery()
        text = text_answer.c
        rows = self._connection.execute(
            select(text.id, text.response_id, text.question, text.text, answering.c.unit_id, answering.c.role)
            .join(import_, import_.c.id == text.import_id)
            .join(answering, answering.c.id == text.response_id)
            .where(import_.c.kind.in_(("survey", "texts")), import_.c.round == round_, counts())
            .where(text.text != ERASED)
            .order_by(text.id)
        )
        return [
            KeptText(row.id, row.response_id, row.unit_id, row.role, row.question, row.text, coded.get(row.id))
            for row in rows
        ]

    def indicator_counts(self, rubric_id: str) -> list[IndicatorCount]:
        """Every count of the indicators of a rubric, in any of its versions, for each unit or region and period as the
        newest file that tells of it has it."""
        rows = self._connection.execute(
            select(indicator_count)
            .join(import_)
            .where(import_.c.rubric_hash.in_(select(rubric.c.hash).where(rubric.c.id == rubric_id)), counts())
            .order_by(import_.c.id, indicator_count.c.period)
        )
        newest = {(row.scope, row.scope_id, row.indicator, row.period): row for row in rows}
        return [
            IndicatorCount(
                row.scope,
                row.scope_id,
                row.indicator,
                row.period,
                row.numerator,
                row.denominator,
                None if row.printed is None else Fraction(row.printed),
                row.decimals,
            )
            for row in newest.values()
        ]

    def baseline_names(self) -> list[str]:
        return sorted(self._connection.scalars(select(import_.c.name).where(import_.c.kind == "baseline", counts())))

    def baseline(self, name: str) -> Baseline | None:
        """The baseline in force under this name, or None."""
        return self._baseline(name, (import_.c.kind == "baseline") & (import_.c.name == name))

    def printed_shares(self, round_: str, region: str) -> Baseline | None:
        """An earlier round of a region that is known only by its printed shares, or None; its name is the round."""
        own = (import_.c.kind == "shares") & (import_.c.round == round_) & (import_.c.name == region)
        return self._baseline(round_, own)

    def _baseline(self, name: str, which: ColumnElement[bool]) -> Baseline | None:
        own = self._connection.execute(select(import_).where(which, counts())).one_or_none()
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


def _tally(marks: Counter[str], slot: Slot) -> Tally:
    """Counts by mark → a tally by what the marks mean."""
    values: Counter[int] = Counter()
    none: Counter[str] = Counter()
    for mark, n in marks.items():
        meaning = slot.meaning(mark)
        if isinstance(meaning, int):
            values[meaning] += n
        else:
            none[meaning] += n
    return Tally.of(values, missing=none["missing"], dont_know=none["dont_know"], not_applicable=none["not_applicable"])
