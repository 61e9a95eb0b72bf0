"""Runs a command beside a PostgreSQL of its own, named in TEST_DATABASE_URL.

python -m bin.with_postgres COMMAND [ARGUMENT…]

The server listens on a private unix socket only, keeps its data in a temporary folder and ends
with this process. "{worker}" in the address stands for the test process: each has a database of
its own. A TEST_DATABASE_URL that is already set is used as it is.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from glob import glob
from pathlib import Path
from urllib.parse import quote

from bin.children import die_with_parent, wait_until

START_LIMIT_S = 30.0
STOP_LIMIT_S = 10.0
# A test database may be lost with the machine, so nothing waits for the disk.
HASTE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")
WORKERS = ("master", *(f"gw{number}" for number in range(8)))
FOLDERS = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin")


@contextmanager
def running_postgres() -> Iterator[str]:
    """Yields the address of its databases as a SQLAlchemy URL with {worker} in it."""
    folder = Path(tempfile.mkdtemp(prefix="kadr-pg-"))
    try:
        _give_away(folder)
        _initialise(folder)
        server = _start(folder)
        try:
            _create_databases(folder)
            yield f"postgresql+psycopg://kadr@/kadr_{{worker}}?host={quote(str(folder))}"
        finally:
            server.send_signal(signal.SIGINT)  # "fast": clients are sent away
            _end(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _program(name: str) -> str:
    for folder in sorted(path for pattern in FOLDERS for path in glob(pattern)):
        if os.access(f"{folder}/{name}", os.X_OK):
            return f"{folder}/{name}"
    return shutil.which(name) or sys.exit(f"PostgreSQL's {name} is not installed.")


def _owner() -> str | None:
    """PostgreSQL refuses to run as root: then it runs as the user its package made."""
    return None if os.getuid() else "postgres"


def _give_away(folder: Path) -> None:
    if owner := _owner():
        account = pwd.getpwnam(owner)
        os.chown(folder, account.pw_uid, account.pw_gid)


def _as_owner(folder: Path) -> dict:
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "HOME": str(folder)}
    owner = _owner()
    identity = {"user": owner, "group": pwd.getpwnam(owner).pw_gid} if owner else {}
    return {"cwd": folder, "env": environment, "stdin": subprocess.DEVNULL, **identity}


def _initialise(folder: Path) -> None:
    options = ["--username=kadr", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
    command = [_program("initdb"), "--pgdata", str(folder / "data"), *options]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **_as_owner(folder))


def _start(folder: Path) -> subprocess.Popen:
    settings = (f"unix_socket_directories={folder}", "listen_addresses=", *HASTE)
    options = [part for setting in settings for part in ("-c", setting)]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [_program("postgres"), "-D", str(folder / "data"), *options],
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=partial(die_with_parent, os.getpid()),
            **_as_owner(folder),
        )
    ready = [_program("pg_isready"), "--quiet", "--host", str(folder)]
    if not wait_until(lambda: subprocess.call(ready) == 0, START_LIMIT_S):
        _end(server)
        sys.exit(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")
    return server


def _create_databases(folder: Path) -> None:
    statements = "".join(f"CREATE DATABASE kadr_{worker};\n" for worker in WORKERS)
    command = [_program("psql"), "--quiet", "--host", str(folder), "--username=kadr", "postgres"]
    subprocess.run(command, input=statements, text=True, check=True)


def _end(server: subprocess.Popen) -> None:
    try:
        server.wait(STOP_LIMIT_S)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def main(command: list[str]) -> int:
    if os.environ.get("TEST_DATABASE_URL"):
        return subprocess.call(command)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with running_postgres() as url:
        return subprocess.call(command, env={**os.environ, "TEST_DATABASE_URL": url})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
