"""A worker killed at any of its calls in the middle of two mails: both arrive, copies are admitted."""

from collections.abc import Iterator

import pytest

from tests.faults.strace import needs_strace
from tests.faults.workers import Workers, kills_of_mailers

FIRST, STEP = 11, 41  # bench/faults takes every call


@pytest.fixture(scope="module")
def workers(plant) -> Iterator[Workers]:
    workers = Workers(plant)
    yield workers
    workers.stop()


@needs_strace
def test_wherever_the_worker_dies_both_mails_of_the_order_arrive(plant, workers):
    """F1, 2.3: I2 and I3; the lease ends, another worker sends, a copy has the same Message-ID."""
    done = list(kills_of_mailers(plant, workers, FIRST, STEP))
    assert len(done) >= 3
    assert [kill for kill in done if not kill.is_harmless] == []
