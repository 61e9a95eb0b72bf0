"""A worker killed at any of its calls: what it had to tell arrives, copies are admitted."""

import pytest

from tests.fakes.woo_server import woo, woo_process  # noqa: F401
from tests.faults.promises import Mails, Pushes, kills_of_workers
from tests.faults.strace import needs_strace

FIRST, STEP = 11, 31  # bench/faults takes them closer


@needs_strace
@pytest.mark.parametrize("promise", ["mails", "pushes"])
def test_wherever_the_worker_dies_others_keep_its_promise(plant, workers, woo, promise):  # noqa: F811
    """F1, 2.3: I2 and I3; the lease ends, another worker sends; a shop is asked before."""
    kept = Mails(plant) if promise == "mails" else Pushes(plant, woo)
    done = list(kills_of_workers(workers, kept, FIRST, STEP))
    plant.shop = None
    assert len(done) >= 2
    assert [kill for kill in done if not kill.is_harmless] == []
