"""Every test of the ledger runs on both databases."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.ledger.databases import copy_of, empty_database
from tests.ledger.files import keep_all, keep_units
from tests.ledger.postgres import private_server

Fill = Callable[[str], None]
Filled = Callable[[str, Fill], str]


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with private_server() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """The database of either kind into which something has been put, once and for all tests: they take copies."""

    @cache
    def filled(backend: str, fill: Fill) -> str:
        if backend == "sqlite":
            db = f"sqlite:///{tmp_path_factory.mktemp('filled') / 'filled.db'}"
        else:
            db = empty_database(request.getfixturevalue("server"))
        fill(db)
        return db

    return filled


@pytest.fixture
def url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database that is not made yet; on PostgreSQL an empty one, as an administrator hands it over."""
    if backend == "sqlite":
        return f"sqlite:///{tmp_path / 'own.db'}"
    return empty_database(request.getfixturevalue("server"))


@pytest.fixture
def db(backend: str, filled: Filled) -> str:
    """A new database with the golden units in it."""
    return copy_of(filled(backend, keep_units))


@pytest.fixture
def golden(backend: str, filled: Filled) -> str:
    """A database with the golden files in it."""
    return copy_of(filled(backend, keep_all))
