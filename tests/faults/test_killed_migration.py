"""A migration that dies in the middle: run again it comes to its end."""

import signal
import sqlite3
import subprocess
import sys

import pytest

from tests.faults.strace import needs_strace
from tests.journeys.stack import ROOT

NEWEST = "SELECT version_num FROM alembic_version"
TABLES = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name"
SYNCS = "?fsync,?fdatasync"


def migrate(settings, *arguments, through=()):
    command = [*through, sys.executable, "-m", "flask", "db", *arguments]
    return subprocess.run(command, env=settings, cwd=ROOT, capture_output=True).returncode


def told(database, query):
    with sqlite3.connect(database) as connection:
        found = connection.execute(query).fetchall()
    connection.close()
    return found


@needs_strace
@pytest.mark.parametrize("number", [1, 2])
def test_a_migration_that_was_killed_is_done_when_it_runs_again(plant, tmp_path, number):
    """F29: killed as the disk is about to be told of it; the newest step, on rows of before."""
    copy = tmp_path / "kadr.sqlite"
    told(plant.instance / "kadr.sqlite", f"VACUUM INTO '{copy}'")
    before = told(copy, NEWEST), told(copy, TABLES)
    settings = plant.environment | {"DATABASE_URL": f"sqlite:///{copy}"}
    assert migrate(settings, "downgrade") == 0
    assert told(copy, NEWEST) != before[0]
    kill = f"inject={SYNCS}:signal=SIGKILL:when={number}"
    strace = ["strace", "-f", "-o", "/dev/null", "-e", f"trace={SYNCS}", "-e", kill]
    assert migrate(settings, "upgrade", through=strace) in (0, -signal.SIGKILL)
    assert migrate(settings, "upgrade") == 0
    assert (told(copy, NEWEST), told(copy, TABLES)) == before
    assert told(copy, "PRAGMA integrity_check") == [("ok",)]
