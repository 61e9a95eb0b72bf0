"""A PostgreSQL server of one's own: on a private unix socket, its data in a temporary folder."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from functools import partial
from glob import glob
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bin.children import die_with_parent, wait_until

START_LIMIT_S = 30.0
STOP_LIMIT_S = 10.0
# A test database may be lost with the machine, so nothing waits for the disk.
HASTE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")
FOLDERS = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin")


class Postgres:
    """`settings` are those of postgresql.conf. It ends with the process that started it."""

    def __init__(self, settings: Iterable[str] = HASTE):
        self.folder = Path(tempfile.mkdtemp(prefix="kadr-pg-"))
        self._settings = (f"unix_socket_directories={self.folder}", "listen_addresses=", *settings)
        if owner := _owner():
            account = pwd.getpwnam(owner)
            os.chown(self.folder, account.pw_uid, account.pw_gid)
        options = ["--username=kadr", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
        self._run("initdb", "--pgdata", str(self.folder / "data"), *options)

    def start(self) -> None:
        """Returns once it answers."""
        options = [part for setting in self._settings for part in ("-c", setting)]
        with (self.folder / "log").open("ab") as log:
            self._server = subprocess.Popen(
                [_program("postgres"), "-D", str(self.folder / "data"), *options],
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=partial(die_with_parent, os.getpid()),
                **self._as_owner(),
            )
        ready = [_program("pg_isready"), "--quiet", "--host", str(self.folder)]
        if not wait_until(lambda: subprocess.call(ready) == 0, START_LIMIT_S):
            self.stop()
            sys.exit(f"PostgreSQL did not start:\n{(self.folder / 'log').read_text()}")

    def create(self, databases: Iterable[str]) -> None:
        statements = "".join(f"CREATE DATABASE {name};\n" for name in databases)
        self._run(
            "psql", "--host", str(self.folder), "--username=kadr", "postgres", typed=statements
        )

    def address(self, database: str) -> str:
        """As a URL of SQLAlchemy."""
        return f"postgresql+psycopg://kadr@/{database}?host={quote(str(self.folder))}"

    def kill(self) -> None:
        """Its first process, at once; the others end when they miss it."""
        self._server.kill()
        self._server.wait()

    def stop(self) -> None:
        """Clients are sent away (a "fast" shutdown)."""
        self._server.send_signal(signal.SIGINT)
        try:
            self._server.wait(STOP_LIMIT_S)
        except subprocess.TimeoutExpired:
            os.killpg(self._server.pid, signal.SIGKILL)
            self._server.wait()

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, name: str, *options: str, typed: str = "") -> None:
        subprocess.run(
            [_program(name), *options],
            input=typed.encode(),
            stdout=subprocess.DEVNULL,
            check=True,
            **self._as_owner(),
        )

    def _as_owner(self) -> dict[str, Any]:
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "HOME": str(self.folder)}
        owner = _owner()
        identity = {"user": owner, "group": pwd.getpwnam(owner).pw_gid} if owner else {}
        return {"cwd": self.folder, "env": environment, **identity}


def _program(name: str) -> str:
    for folder in sorted(path for pattern in FOLDERS for path in glob(pattern)):
        if os.access(f"{folder}/{name}", os.X_OK):
            return f"{folder}/{name}"
    return shutil.which(name) or sys.exit(f"PostgreSQL's {name} is not installed.")


def _owner() -> str | None:
    """PostgreSQL refuses to run as root: then it runs as the user its package made."""
    return None if os.getuid() else "postgres"
