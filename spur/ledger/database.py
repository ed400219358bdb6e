"""Opening the database: the settings without which updates are silently lost, and sentences for what can go wrong."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from spur.ledger.schema import SCHEMA_VERSION, metadata, schema_version
from spur.records.problem import Code, InvalidInput, Place, Problem

SECONDS_TO_WAIT = 30  # for another writer to finish, or a server to answer
WRITERS_LOCK = 0x53505552  # "SPUR": any number that nobody else in the database locks
NO_WRITING = ("42501", "25006")  # PostgreSQL's words for: no right to it, and: for reading only
LOCK_NOT_AVAILABLE = "55P03"  # PostgreSQL's word for: the wait was too long


class Database:
    """A database that is there, is spur's, and has this program's schema. Made by :meth:`create` and :meth:`open`."""

    def __init__(self, url: URL) -> None:
        self.name = url.render_as_string(hide_password=True)
        self._path = _file(url)
        self._engine = _engine(url)

    @classmethod
    def create(cls, url: str) -> "Database":
        """Make the tables where there are none; an existing database of spur's is opened as it is."""
        parsed = _parsed(url)
        database = cls(parsed)
        with database.writing() as connection:
            tables = inspect(connection).get_table_names()
            if tables and schema_version.name not in tables:
                raise _refused(Code.DATABASE_FOREIGN, database.name)
            if not tables:
                metadata.create_all(connection)
                connection.execute(insert(schema_version).values(version=SCHEMA_VERSION))
        database._check()
        return database

    @classmethod
    def open(cls, url: str, *, any_version: bool = False) -> "Database":
        """Open a database. Raises InvalidInput where there is none, or it is another program's or version's."""
        parsed = _parsed(url)
        path = _file(parsed)
        if path is not None and not path.exists():
            raise _refused(Code.DATABASE_ABSENT, str(path))
        database = cls(parsed)
        database._check(any_version=any_version)
        return database

    @classmethod
    def of_any_version(cls, url: str) -> "Database":
        """Open a database of spur's whatever its version, to be migrated."""
        return cls.open(url, any_version=True)

    def version(self) -> int:
        with self.reading() as connection:
            return _version(connection)

    def set_aside(self) -> Path | None:
        """Copy an SQLite database, as it stands, to a file beside it, and return that; None for a server's."""
        if self._path is None:
            return None
        stem = self._path.with_name(f"{self._path.stem}-schema-{self.version()}")
        copies = (stem.with_name(f"{stem.name}{number}{self._path.suffix}") for number in ("", *range(2, 1000)))
        copy = next(path for path in copies if not path.exists())
        copy.touch(mode=0o600)
        with closing(sqlite3.connect(self._path)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        return copy

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """A transaction in which tables may be made anew; references are checked at its end and not in between."""
        with self._told(), self._engine.execution_options(writes=True, migrates=True).begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view for as long as it is held."""
        with self._told(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it is kept, or nothing. Waits for another writer."""
        with self._told(), self._engine.execution_options(writes=True).begin() as connection:
            yield connection

    def _check(self, *, any_version: bool = False) -> None:
        with self.reading() as connection:
            tables = inspect(connection).get_table_names()
            if schema_version.name not in tables:
                raise _refused(Code.DATABASE_FOREIGN if tables else Code.DATABASE_ABSENT, self.name)
            version = _version(connection)
        if version != SCHEMA_VERSION and not any_version:
            code = Code.DATABASE_OLDER if version < SCHEMA_VERSION else Code.DATABASE_NEWER
            raise _refused(code, str(version), also=str(SCHEMA_VERSION))

    @contextmanager
    def _told(self) -> Iterator[None]:
        """A driver's error as a problem that a person understands."""
        try:
            yield
        except DBAPIError as error:
            said = " ".join(str(error.orig).split())
            foreign = isinstance(error.orig, sqlite3.DatabaseError) and "not a database" in said
            busy = "database is locked" in said or getattr(error.orig, "sqlstate", "") == LOCK_NOT_AVAILABLE
            if "readonly database" in said or getattr(error.orig, "sqlstate", "") in NO_WRITING:
                raise _refused(Code.DATABASE_READ_ONLY, self.name, also=said) from error
            code = Code.DATABASE_FOREIGN if foreign else Code.DATABASE_BUSY if busy else Code.DATABASE_UNREACHABLE
            raise _refused(code, self.name, also=str(SECONDS_TO_WAIT) if busy else said) from error


def _version(connection: Connection) -> int:
    return int(connection.execute(select(schema_version.c.version)).scalar_one())


def _engine(url: URL) -> Engine:
    return _sqlite(url) if url.get_backend_name() == "sqlite" else _postgresql(url)


def _postgresql(url: URL) -> Engine:
    engine = create_engine(
        url,
        isolation_level="REPEATABLE READ",  # a reader sees one state for as long as it reads
        poolclass=NullPool,  # a command needs one connection, once
        connect_args={"connect_timeout": SECONDS_TO_WAIT},
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # One writer at a time, as in SQLite: what it has looked up is still so when it commits. It has to see what the
        # one before it left, so its view is not that of the moment when it began to wait.
        if connection.get_execution_options().get("writes", False):
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{SECONDS_TO_WAIT}s'")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})")

    return engine


def _sqlite(url: URL) -> Engine:
    path = _file(url)
    if path is not None and path.parent.is_dir() and not path.exists():
        # made before SQLite makes it, for nobody but its owner: it holds what people answered
        with suppress(OSError):
            path.touch(mode=0o600)
    # No pool: the last connection that closes folds the log into the file, so that nothing lies beside it.
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": SECONDS_TO_WAIT})

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: object) -> None:
        # The driver's own transactions lose updates between two writers without a word; ours begin below.
        connection.isolation_level = None
        # What is erased is overwritten, or it could be read in the file until something else takes its place.
        for pragma in ("foreign_keys = ON", "synchronous = FULL", "secure_delete = ON"):
            connection.execute(f"PRAGMA {pragma}")
        # It is written into the file for good, so it is set where tables are to be made and never in a stranger's file.
        if not connection.execute("SELECT name FROM sqlite_master").fetchall():
            connection.execute("PRAGMA journal_mode = WAL")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A deferred BEGIN that turns into a write fails at once when another writes; IMMEDIATE waits its turn.
        options = connection.get_execution_options()
        if options.get("migrates", False):  # a table that others refer to could not be made anew; verified afterwards
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes", False) else "BEGIN")

    return engine


def _parsed(url: str) -> URL:
    """The URL; a plain file name means an SQLite file, "postgresql" without a driver the one that we ship."""
    try:
        parsed = make_url(url if "://" in url else f"sqlite:///{url}")
        if parsed.drivername in ("postgresql", "postgres"):
            parsed = parsed.set(drivername="postgresql+psycopg")
        parsed.get_dialect().import_dbapi()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise _refused(Code.DATABASE_UNREACHABLE, url, also=str(error)) from error
    except ImportError as error:
        raise _refused(Code.DATABASE_DRIVER, parsed.drivername, also=error.name or str(error)) from error
    return parsed


def _file(url: URL) -> Path | None:
    in_file = url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:"
    return Path(url.database or "") if in_file else None


def _refused(code: Code, found: str, also: str = "") -> InvalidInput:
    return InvalidInput([Problem(code, Place(""), found=found, also=also)])
