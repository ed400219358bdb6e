"""The register of actions: how each stands since which file, and the recommendations that regions write themselves."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import Connection, select

from spur.ledger.answered import Answered
from spur.ledger.counting import of_round
from spur.ledger.keeping import add, keep_rubric, open_import
from spur.ledger.schema import action_event, import_, recommendation
from spur.records.action import ActionEvent, ActionFile, ActionKey, ActionState, Recommendation, Standing
from spur.records.imported import Import, Kept
from spur.rubric.model import PinnedRubric

ActionImport = tuple[Import, PinnedRubric, ActionFile]


class Acted(Answered):
    """The part of a view that tells of actions."""

    def action_events(self, round_: str) -> list[ActionEvent]:
        """Everything in force that was told of the round's actions, in the order in which it came."""
        rows = self._connection.execute(
            select(action_event, import_.c.imported_by, import_.c.imported_at)
            .join(import_)
            .where(of_round("actions", round_))
            .order_by(action_event.c.id)
        )
        return [
            ActionEvent(
                ActionKey(row.unit_id or "", row.region or "", row.subject),
                Standing(
                    row.owner,
                    date.fromisoformat(row.due) if row.due else None,
                    ActionState(row.state),
                    row.evidence,
                    row.note,
                ),
                row.imported_by,
                datetime.fromisoformat(row.imported_at),
                row.import_id,
            )
            for row in rows
        ]

    def recommendations(self, round_: str, region: str) -> dict[str, Recommendation]:
        """What a region recommends after a round, by number, as the newest file in force has it; those that it has
        withdrawn too, which have no text."""
        rows = self._connection.execute(
            select(recommendation)
            .join(import_)
            .where(of_round("actions", round_), recommendation.c.region == region)
            .order_by(recommendation.c.import_id)
        )
        return {
            row.number: Recommendation(
                row.number, row.heading, row.text, tuple(json.loads(row.see)), tuple(json.loads(row.about))
            )
            for row in rows
        }

    def action_files(self, round_: str) -> dict[str, int]:
        """The files in force that have told of the round's actions: the number of each one's import by its hash."""
        rows = self._connection.execute(select(import_.c.file_hash, import_.c.id).where(of_round("actions", round_)))
        return {row.file_hash: row.id for row in rows}


def keep_actions(connection: Connection, items: Iterable[ActionImport]) -> list[Kept]:
    """Keep what files say that is new, each as an import of its own."""
    kept = []
    for new, pinned, told in items:
        keep_rubric(connection, pinned)
        number = open_import(connection, new)
        _add(connection, number, told)
        kept.append(Kept(number))
    return kept


def _add(connection: Connection, number: int, told: ActionFile) -> None:
    # a recommendation before what is told of it
    add(
        connection,
        recommendation,
        (
            {
                "import_id": number,
                "region": told.region,
                "number": each.number,
                "heading": each.heading,
                "text": each.text,
                "see": _json(each.see),
                "about": _json(each.about),
            }
            for each in told.recommendations
        ),
    )
    add(
        connection,
        action_event,
        (
            {
                "import_id": number,
                "unit_id": each.key.unit or None,
                "region": each.key.region or None,
                "subject": each.key.subject,
                "owner": each.standing.owner,
                "due": each.standing.due.isoformat() if each.standing.due else None,
                "state": each.standing.state.value,
                "evidence": each.standing.evidence,
                "note": each.standing.note,
            }
            for each in told.events
        ),
    )


def _json(words: Sequence[str]) -> str:
    return json.dumps(words, ensure_ascii=False)
