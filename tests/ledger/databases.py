"""Databases for tests, on either side: empty ones, and copies of one that something has been put into."""

import shutil
from itertools import count
from pathlib import Path

import psycopg

_numbers = count(1)


def empty_database(server: str) -> str:
    """A new database of a server, as an administrator hands it over."""
    return _made(server, "")


def copy_of(db: str) -> str:
    """A copy of a database that nobody has open, beside it."""
    if (path := _file(db)) is None:
        name = _name(db)
        return _made(db.replace(f"@/{name}?", "@/{}?"), f"TEMPLATE {name}")
    copy = path.with_name(f"copy-{next(_numbers)}.db")
    shutil.copy(path, copy)
    return f"sqlite:///{copy}"


def drop(db: str) -> None:
    if (path := _file(db)) is None:
        administer(db, f"DROP DATABASE {_name(db)}")
    else:
        path.unlink()


def administer(server: str, statement: str) -> None:
    """Run a statement that makes or drops databases."""
    with psycopg.connect(
        f"host={server.partition('host=')[2]} user=spur dbname=postgres", autocommit=True
    ) as connection:
        connection.execute(statement)  # type: ignore[call-overload]


def _made(server: str, like: str) -> str:
    name = f"spur_{next(_numbers)}"
    administer(server, f"CREATE DATABASE {name} {like}")
    return server.format(name)


def _file(db: str) -> Path | None:
    return Path(db.removeprefix("sqlite:///")) if db.startswith("sqlite") else None


def _name(db: str) -> str:
    """The name of a server's database."""
    return db.partition("@/")[2].partition("?")[0]
