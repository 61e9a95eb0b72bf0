"""A web worker killed at any of its calls: nothing half-done stands, a repeat mends it."""

import pytest

from tests.faults.acts import PlacingAnOrder, SendingAPhoto
from tests.faults.strace import needs_strace
from tests.faults.sweep import kills

STEP = 7  # bench/faults takes every call


@needs_strace
@pytest.mark.parametrize("doing", [PlacingAnOrder, SendingAPhoto])
def test_wherever_the_web_worker_dies_the_same_request_again_leads_to_one_of_it(plant, doing):
    """F15, F22, 2.3: killed at every seventh write, sync, rename or answer; I1–I4 and I7 hold."""
    done = list(kills(doing(plant), step=STEP))
    assert len(done) >= 2
    assert [kill for kill in done if not kill.is_harmless] == []
