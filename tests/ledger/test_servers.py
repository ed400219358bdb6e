"""The private servers of the tests themselves: wherever the tests are run, there is one."""

from pathlib import Path

from spur import app
from tests.conftest import GOLDEN
from tests.ledger.databases import empty_database
from tests.ledger.files import keep_all
from tests.ledger.looking import query
from tests.ledger.postgres import private_server


def test_a_machine_without_postgresql_has_that_of_the_package() -> None:
    with private_server(packaged=True) as server:
        db = empty_database(server)
        keep_all(db, GOLDEN)
        assert app.verify(db).problems == ()
        (folder,) = query(db, "SHOW data_directory")[0]
    assert not Path(folder).exists()
