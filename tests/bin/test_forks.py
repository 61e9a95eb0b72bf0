"""Forked processes: each its own work, forked again when they die, gone with their parent."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bin.children import die_with_parent, wait_until

pytestmark = pytest.mark.pure
PROGRAM = """
import os, time
from bin import forks

def work(name):
    def live():
        with open(f"{name}.pid", "w") as file:
            file.write(str(os.getpid()))
        time.sleep(60)
    return live

works = {name: work(name) for name in ("first", "second")}
forks.tend(works, lambda **said: print(said, flush=True))
"""


@pytest.fixture
def parent(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(Path.cwd())},
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=die_with_parent,
    )
    assert wait_until(lambda: pids(tmp_path), 20)
    yield process
    process.kill()
    process.communicate()


def pids(folder):
    """Both process numbers once both have written theirs."""
    found = [path.read_text() for path in sorted(folder.glob("*.pid"))]
    return [int(text) for text in found if text] if len(found) == 2 and all(found) else []


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_one_that_is_killed_is_forked_again_and_the_other_stays(parent, tmp_path):
    first, second = pids(tmp_path)
    os.kill(first, signal.SIGKILL)
    assert wait_until(lambda: pids(tmp_path) and pids(tmp_path)[0] != first, 20)
    assert pids(tmp_path)[1] == second
    assert parent.stdout.readline() == "{'name': 'first', 'status': -9}\n"


def test_a_stop_takes_all_of_them_along(parent, tmp_path):
    parent.send_signal(signal.SIGTERM)
    assert parent.wait(20) == 0
    assert not any(is_alive(pid) for pid in pids(tmp_path))


def test_none_outlives_a_killed_parent(parent, tmp_path):
    parent.kill()
    parent.wait()
    assert wait_until(lambda: not any(is_alive(pid) for pid in pids(tmp_path)), 20)
