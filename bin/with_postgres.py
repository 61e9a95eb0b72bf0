"""Runs a command beside a PostgreSQL of its own, named in TEST_DATABASE_URL.

python -m bin.with_postgres COMMAND [ARGUMENT…]

The server ends with this process. "{worker}" in the address stands for the test process: each has
a database of its own. A TEST_DATABASE_URL that is already set is used as it is.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bin.postgres import Postgres

WORKERS = ("master", *(f"gw{number}" for number in range(8)))


@contextmanager
def running_postgres() -> Iterator[str]:
    """Yields the address of its databases as a SQLAlchemy URL with {worker} in it."""
    server = Postgres()
    try:
        server.start()
        try:
            server.create(f"kadr_{worker}" for worker in WORKERS)
            yield server.address("kadr_{worker}")
        finally:
            server.stop()
    finally:
        server.remove()


def main(command: list[str]) -> int:
    if os.environ.get("TEST_DATABASE_URL"):
        return subprocess.call(command)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with running_postgres() as url:
        return subprocess.call(command, env={**os.environ, "TEST_DATABASE_URL": url})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
