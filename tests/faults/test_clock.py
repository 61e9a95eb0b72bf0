"""A worker whose clock is another than everybody's: no promise is kept twice or never."""

import shutil
import subprocess

import pytest

from bin.children import wait_until
from tests.faults.promises import Mails, settled
from tests.faults.workers import Workers
from tests.invariants import assert_invariants

LIMIT_S = 30.0
needs_faketime = pytest.mark.skipif(not shutil.which("faketime"), reason="Debian's faketime")


@needs_faketime
@pytest.mark.parametrize("jump", ["+1d", "-1h", "@2028-02-29 23:59:58", "@2026-10-25 02:59:58"])
def test_a_worker_whose_clock_jumps_sends_every_mail_once(plant, workers, jump):
    """F20: a day ahead, an hour behind, the leap day, the hour that comes twice."""
    order = plant.order()
    wrong = Workers(plant, **clock(jump))
    try:
        assert wrong.work("interactive")
    finally:
        wrong.stop()
    assert wait_until(lambda: settled(workers, Mails(plant), order), LIMIT_S)
    recipients = [str(mail["To"]) for mail in plant.smtp.messages]
    assert recipients.count(order.client_email) == 1
    assert_invariants(plant.smtp)


def clock(jump: str) -> dict[str, str]:
    """What the environment of a process must hold to have another clock; see faketime(1)."""
    told = subprocess.check_output(["faketime", "-f", jump, "printenv", "LD_PRELOAD"], text=True)
    waits = {"FAKETIME_DONT_FAKE_MONOTONIC": "1"}  # else whoever sleeps until a time never wakes
    return waits | {"LD_PRELOAD": told.strip(), "FAKETIME": jump}
