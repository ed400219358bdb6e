"""Every test of the ledger runs on both databases."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from spur import app
from tests.conftest import GOLDEN
from tests.ledger.postgres import administer, private_server

_numbers = count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with private_server() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database that is not made yet; on PostgreSQL an empty one, as an administrator hands it over."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'own.db'}"
    return empty_database(request.getfixturevalue("server"))


@pytest.fixture
def db(url: str) -> str:
    """A new database with the golden units in it."""
    app.init(url)
    app.import_units(url, GOLDEN / "units.csv")
    return url


def empty_database(server: str) -> str:
    name = f"spur_{next(_numbers)}"
    administer(server, f"CREATE DATABASE {name}")
    return server.format(name)
