"""Who writes next is a queue: nobody finds SQLite busy, nobody keeps the turn, dead or alive."""

import fcntl
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, event, text

import sqlite_turns

RAISE = text("UPDATE counters SET value = value + 1")
CROWD = """
import sys
from tests.test_sqlite_turns import count_up
count_up(sys.argv[1], int(sys.argv[2]))
"""
HOLDER = """
import sys
from tests.test_sqlite_turns import RAISE, opened
with opened(sys.argv[1]) as engine, engine.connect() as connection:
    connection.execute(RAISE)
    print("writing", flush=True)
    sys.stdin.read()
"""


@contextmanager
def opened(path):
    """An engine whose connections fail at once when they find the database busy."""
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def _no_patience(connection, _record):
        connection.execute("PRAGMA busy_timeout=0")

    sqlite_turns.keep(engine)
    yield engine
    engine.dispose()


def count_up(path, times):
    """`times` writes of each of eight threads, every one a transaction of its own."""
    with opened(path) as engine, ThreadPoolExecutor(8) as pool:

        def write(_number):
            with engine.begin() as connection:
                connection.execute(RAISE)

        list(pool.map(write, range(8 * times)))


def counted(path):
    with opened(path) as engine, engine.connect() as connection:
        return connection.execute(text("SELECT value FROM counters")).scalar_one()


def is_free(path):
    with open(f"{path}-turn", "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "kadr.sqlite"
    with opened(path) as engine, engine.begin() as connection:
        connection.execute(text("PRAGMA journal_mode=WAL"))
        connection.execute(text("CREATE TABLE counters (value INTEGER NOT NULL)"))
        connection.execute(text("INSERT INTO counters VALUES (0)"))
    return path


def start(program, *arguments):
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def test_nobody_of_a_crowd_finds_the_database_busy(path):
    """L4: three processes with eight threads each, none of which would wait for SQLite."""
    crowd = [start(CROWD, path, 25) for _ in range(3)]
    for process in crowd:
        process.communicate()
    assert [process.returncode for process in crowd] == [0, 0, 0]
    assert counted(path) == 3 * 8 * 25


def test_the_turn_lasts_from_the_first_write_until_the_connection_is_given_back(path):
    """L4: reading needs no turn; what is rolled back gives it back, too."""
    with opened(path) as engine:
        with engine.connect() as connection:
            connection.execute(text("SELECT value FROM counters"))
            assert is_free(path)
            connection.execute(RAISE)
            assert not is_free(path)
        assert is_free(path)
    assert counted(path) == 0


def test_a_killed_process_gives_its_turn_back(path):
    """L4: kill -9 in the middle of a transaction; the next one writes."""
    holder = start(HOLDER, path)
    assert holder.stdout.readline() == b"writing\n"
    assert not is_free(path)
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    count_up(path, 1)
    assert counted(path) == 8


def test_whoever_keeps_the_turn_for_ever_holds_nobody_for_ever(path, monkeypatch):
    """L4: without patience left SQLite decides, as it would without turns."""
    monkeypatch.setattr(sqlite_turns, "LOOKS", 10)
    with open(f"{path}-turn", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with opened(path) as engine, engine.begin() as connection:
            connection.execute(RAISE)
    assert counted(path) == 1


def test_where_there_can_be_no_turns_writing_goes_on(path):
    """L4: the file cannot be opened; here a folder is in its place."""
    path.with_name(f"{path.name}-turn").unlink()
    path.with_name(f"{path.name}-turn").mkdir()
    with opened(path) as engine, engine.begin() as connection:
        connection.execute(RAISE)
    assert counted(path) == 1
