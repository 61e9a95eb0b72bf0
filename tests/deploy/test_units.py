"""What systemd says of the units and timers, on a machine that has it."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.fakes.front import ROOT

UNITS = sorted((ROOT / "deploy" / "systemd").iterdir())
TIMERS = [unit for unit in UNITS if unit.suffix == ".timer"]

pytestmark = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="there is no systemd here"
)


def analyze(*words: str) -> subprocess.CompletedProcess:
    return subprocess.run(["systemd-analyze", *words], capture_output=True, text=True)


@pytest.fixture
def installed(tmp_path) -> Path:
    """The units, with programs that are there in the place of Kadr's."""
    for unit in UNITS:
        text = re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", unit.read_text(), flags=re.M)
        (tmp_path / unit.name).write_text(text.replace("/opt/kadr/current", "/"))
    return tmp_path


def test_systemd_understands_every_line_of_the_units(installed):
    told = analyze("verify", "--man=no", *map(str, sorted(installed.iterdir())))
    assert [line for line in told.stderr.splitlines() if "kadr" in line] == []


@pytest.mark.parametrize("timer", TIMERS, ids=lambda path: path.stem)
def test_every_timer_has_a_next_time_and_a_service(timer):
    when = re.search(r"^OnCalendar=(.*)$", timer.read_text(), re.M)[1]
    assert "Next elapse" in analyze("calendar", when).stdout
    assert timer.with_suffix(".service") in UNITS
    assert "Persistent=true" in timer.read_text()
