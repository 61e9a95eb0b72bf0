import os
import signal
import subprocess
import sys
import time
from functools import partial

import pytest

from bin.children import die_with_parent, wait_until
from bin.household import CannotStart, Household

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
PYTHON = sys.executable
SLEEPS = [PYTHON, "-c", "import time; print('up', flush=True); time.sleep(60)"]


@pytest.fixture
def household(tmp_path):
    household = Household(dict(os.environ), tmp_path, print)
    yield household
    household.end()


def is_running(pid: int) -> bool:
    """Whether there is such a process and it is not a zombie."""
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_a_servant_that_is_killed_comes_back(household):
    worker = household.start_servant("worker", SLEEPS)
    first = worker.pid
    os.kill(first, signal.SIGKILL)
    household.tend_until(lambda: worker.is_alive and worker.pid != first, worker, limit_s=10)
    assert worker.deaths == 1


def test_a_servant_that_dies_at_every_start_is_reported_with_its_last_words(household):
    worker = household.start_servant("worker", [PYTHON, "-c", "raise SystemExit('no key')"])
    with pytest.raises(CannotStart, match="no key"):
        household.tend_until(lambda: False, worker, limit_s=30)


def test_a_step_gives_what_it_printed_and_a_failed_one_says_why(household):
    assert household.complete("step", [PYTHON, "-c", "print('login: eva')"]) == "login: eva\n"
    with pytest.raises(CannotStart, match="broken"):
        household.complete("step", [PYTHON, "-c", "raise SystemExit('broken')"])


def test_a_helper_that_never_comes_up_stops_the_start(household):
    with pytest.raises(CannotStart, match="out of luck"):
        household.start_helper("redis", [PYTHON, "-c", "exit('out of luck')"], lambda: False)


def test_the_end_takes_deaf_servants_and_their_children_along(household, tmp_path):
    deaf = "import signal, subprocess, sys, time; signal.signal(15, signal.SIG_IGN); "
    deaf += "print(subprocess.Popen(['sleep', '60']).pid, flush=True); time.sleep(60)"
    household.start_servant("deaf", [PYTHON, "-c", deaf])
    log = tmp_path / "deaf.log"
    assert wait_until(lambda: log.exists() and log.read_text().endswith("\n"), limit_s=10)
    household._stops_asked = 2
    started = time.monotonic()
    household.end()
    assert time.monotonic() - started < 5
    assert wait_until(lambda: not is_running(int(log.read_text())), limit_s=5)


def test_nothing_outlives_a_killed_household(tmp_path):
    story = f"""
import os, time
from pathlib import Path
from bin.household import Household
household = Household(dict(os.environ), Path({str(tmp_path)!r}), print)
household.start_servant("worker", {SLEEPS!r})
print(household.servants[0].pid, flush=True)
time.sleep(60)
"""
    with subprocess.Popen([PYTHON, "-c", story], stdout=subprocess.PIPE, text=True) as parent:
        servant = int(parent.stdout.readline())
        assert is_running(servant)
        parent.kill()
    assert wait_until(lambda: not is_running(servant), limit_s=5)


def test_a_child_whose_parent_is_gone_already_does_not_begin():
    stranger = os.getppid()
    assert subprocess.call(SLEEPS, preexec_fn=partial(die_with_parent, stranger), timeout=30) == 1
