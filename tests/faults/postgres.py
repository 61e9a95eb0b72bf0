"""A PostgreSQL of one test's own, which may be killed without anybody else noticing."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bin.postgres import Postgres

on_postgres = pytest.mark.skipif(
    not os.environ.get("TEST_DATABASE_URL"), reason="belongs to the part on PostgreSQL"
)


@contextmanager
def own_postgres() -> Iterator[Postgres]:
    """With its settings as they come: what it has confirmed it has written."""
    server = Postgres(settings=())
    try:
        server.start()
        server.create(["kadr"])
        yield server
        server.stop()
    finally:
        server.remove()
