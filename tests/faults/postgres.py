"""A PostgreSQL of one test's own, which may be killed without anybody else noticing."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bin import with_postgres as private

on_postgres = pytest.mark.skipif(
    not os.environ.get("TEST_DATABASE_URL"), reason="belongs to the part on PostgreSQL"
)


class Postgres:
    """What it has confirmed it has written: haste about commits is taken back, so that a kill of
    its processes, but not of the machine, costs no commit."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="kadr-pg-"))
        private._give_away(self.folder)
        private._initialise(self.folder)
        self.start()
        private._create_databases(self.folder)
        self._say("ALTER ROLE kadr SET synchronous_commit = on")
        self.url = f"postgresql+psycopg://kadr@/kadr_master?host={self.folder}"

    def start(self) -> None:
        self.server = private._start(self.folder)

    def kill(self) -> None:
        """Its first process, at once; the others end when they miss it."""
        self.server.kill()
        self.server.wait()

    def stop(self) -> None:
        self.server.send_signal(signal.SIGINT)
        private._end(self.server)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _say(self, statement: str) -> None:
        command = [private._program("psql"), "--quiet", "--host", str(self.folder)]
        command += ["--username=kadr", "--command", statement, "postgres"]
        subprocess.run(command, check=True)


@contextmanager
def own_postgres() -> Iterator[Postgres]:
    server = Postgres()
    try:
        yield server
    finally:
        server.stop()
