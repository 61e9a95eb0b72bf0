import os
import re
import signal
import subprocess
import sys
import time
from urllib.request import ProxyHandler, build_opener

import pytest

from bin.children import wait_until
from bin.environment import free_port

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc"),
]
READY_LIMIT_S = 90.0
WIPED = ("REDIS_URL", "DATABASE_URL", "MAIL_SERVER", "SECRET_KEY", "SECRETS_KEY")


@pytest.fixture
def kadr(tmp_path):
    """A Kadr that is starting on an instance of its own; killed afterwards."""
    kept = {name: value for name, value in os.environ.items() if name not in WIPED}
    environment = kept | {"KADR_INSTANCE": str(tmp_path / "kadr"), "PORT": str(free_port())}
    with (tmp_path / "output").open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "bin.serve"], env=environment, stdout=output, stderr=output
        )
    process.instance = tmp_path / "kadr"
    process.output = tmp_path / "output"
    yield process
    process.kill()
    process.wait()


def processes_on(instance) -> list[str]:
    """Command lines of the living processes that were given this instance folder."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/environ") as environ, open(f"/proc/{pid}/cmdline") as command:
                if f"KADR_INSTANCE={instance}\0" in environ.read():
                    found.append(command.read().replace("\0", " "))
        except OSError:
            continue
    return found


def test_run_prints_address_and_login_and_leaves_no_process(kadr):
    """Two commands: ./run answers /readyz and stops cleanly."""
    wait_until(lambda: "Ctrl-C" in kadr.output.read_text() or kadr.poll(), READY_LIMIT_S)
    printed = kadr.output.read_text()
    assert "Ctrl-C" in printed
    address = re.search(r"Kadr runs at (\S+)", printed)[1]
    browser = build_opener(ProxyHandler({}))
    for path in ("/readyz", "/login", "/dev/mail"):
        with browser.open(address + path, timeout=10) as answer:
            assert answer.status == 200
    assert re.search(r"\S+@\S+", printed)
    assert wait_until(lambda: len(processes_on(kadr.instance)) >= 9, limit_s=30)
    kadr.send_signal(signal.SIGTERM)
    assert kadr.wait(timeout=30) == 0
    assert processes_on(kadr.instance) == []


def test_a_stop_in_the_middle_of_the_start_leaves_no_process(kadr):
    assert wait_until((kadr.instance / "logs/redis.log").exists, limit_s=30)
    time.sleep(0.5)
    kadr.send_signal(signal.SIGTERM)
    assert kadr.wait(timeout=30) == 0
    assert processes_on(kadr.instance) == []


def test_nothing_outlives_a_killed_run(kadr):
    assert wait_until((kadr.instance / "logs/migrations.log").exists, limit_s=30)
    kadr.kill()
    kadr.wait()
    assert wait_until(lambda: processes_on(kadr.instance) == [], limit_s=10)
