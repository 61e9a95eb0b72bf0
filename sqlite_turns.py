"""Who writes to SQLite next: connections wait for their turn instead of asking now and then.

SQLite lets one connection write at a time. Whoever finds it busy sleeps up to 100 ms before asking
again (sqlite3_busy_timeout), so that twenty who come in one moment wait for sleepers. A turn is a
lock on a file beside the database: threads of a process hand it on at once, processes look for it
every millisecond, a killed process gives it back. It only orders them: SQLite decides still.
"""

import fcntl
import os
import re
import time
from pathlib import Path
from threading import Lock

from sqlalchemy import Engine, event

PATIENCE_S = 10.0
LOOKS, LOOKS_EVERY_S = 10_000, 0.001
_WRITES = re.compile(r"\s*(?:INSERT|UPDATE|DELETE|REPLACE)\b", re.I)


class Turns:
    """The turns of one database."""

    def __init__(self, path: Path):
        self._path = path
        self._within = Lock()

    def take(self) -> int | None:
        """An open file to give back, or None when there is none: nobody gave theirs back in time,
        or the file cannot be opened."""
        try:
            file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o660)
        except OSError:
            return None
        if self._within.acquire(timeout=PATIENCE_S):
            for _ in range(LOOKS):
                if _is_locked(file):
                    return file
                time.sleep(LOOKS_EVERY_S)
            self._within.release()
        os.close(file)
        return None

    def give_back(self, file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
        os.close(file)
        self._within.release()


def _is_locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def keep(engine: Engine) -> None:
    """From its first write until it is back in the pool, a connection of `engine` has the turn.

    Other databases, and those in memory, are left alone.
    """
    if engine.dialect.name != "sqlite" or engine.url.database in (None, "", ":memory:"):
        return
    turns = Turns(Path(f"{engine.url.database}-turn"))

    def take(connection, _cursor, statement, _parameters, _context, _many) -> None:
        if "turn" not in connection.info and _WRITES.match(statement):
            connection.info["turn"] = turns.take()

    def give_back(_connection, record) -> None:
        if (file := record.info.pop("turn", None)) is not None:
            turns.give_back(file)

    event.listen(engine, "before_cursor_execute", take)
    event.listen(engine, "checkin", give_back)
