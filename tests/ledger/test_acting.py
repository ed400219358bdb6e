"""The register of actions on either database, new or moved."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from spur import app
from spur.ledger.ledger import Ledger
from spur.records.action import ActionEvent, ActionFile, ActionKey, ActionState, Standing
from spur.records.imported import Import
from spur.records.problem import InvalidInput
from tests.conftest import RUBRIC
from tests.ledger.files import REGION, ROUND
from tests.ledger.test_migrations import database_of

KEY = ActionKey("AM-01", "", "area:D")


def told(db: str, file_hash: str, *standings: Standing) -> int:
    """The number of the import that tells how an action stands, as often as it tells so."""
    pinned = app.pinned_rubric(RUBRIC)
    new = Import("actions", "a.xlsx", file_hash, datetime(2026, 9, 3, tzinfo=UTC), "0", pinned.hash, ROUND, REGION)
    file = ActionFile(REGION, tuple(ActionEvent(KEY, standing) for standing in standings))
    [kept] = Ledger.open(db).keep_actions(lambda _: [(new, pinned, file)])
    return kept.number


def stands(db: str) -> Standing | None:
    with Ledger.open(db).view() as view:
        return {each.key: each.standing for each in view.action_events(ROUND)}.get(KEY)


def test_the_newest_file_in_force_tells_how_an_action_stands(db: str) -> None:
    first, second = Standing("Åsa", date(2026, 6, 1), ActionState.ONGOING), Standing("Bo", None, ActionState.DONE, "x")
    told(db, "a", first)
    number = told(db, "b", second)
    assert stands(db) == second
    app.undo(db, number, reason="Fel")
    assert stands(db) == first
    app.redo(db, number, reason="Rätt")
    assert stands(db) == second
    with Ledger.open(db).view() as view:
        assert view.action_files(ROUND).keys() == {"a", "b"}


def test_a_file_that_tells_twice_of_an_action_is_not_kept(db: str) -> None:
    with pytest.raises(InvalidInput):
        told(db, "a", Standing("Åsa"), Standing("Bo"))
    assert stands(db) is None


def test_a_database_of_an_earlier_version_takes_actions_once_it_is_moved(url: str, tmp_path: Path) -> None:
    database_of(3, url)
    app.migrate(url)
    table = tmp_path / "recommendations.csv"
    table.write_text("number;text\n1.1;Gör något.\n", encoding="utf-8")
    [kept] = app.import_actions(url, [table], region=REGION, round_=ROUND)
    assert (kept.recommendations, app.verify(url).problems) == (1, ())
    with pytest.raises(InvalidInput):
        app.import_actions(url, [table], region=REGION, round_="1999")
