"""Real faults: real processes, real kills, a disk that is full. Run them alone with -m fault."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.plant import Plant, running
from tests.faults.workers import Workers

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.fault)


@pytest.fixture(scope="module")
def plant() -> Iterator[Plant]:
    with running() as plant:
        yield plant


@pytest.fixture(scope="module")
def workers(plant) -> Iterator[Workers]:
    workers = Workers(plant)
    yield workers
    workers.stop()
