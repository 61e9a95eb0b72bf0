"""Workers of a plant, one after another, each killed where a test says."""

import os
import signal
import subprocess
import sys
from contextlib import nullcontext

from bin.children import die_with_parent
from tests.faults.plant import Plant
from tests.faults.strace import killed_at
from tests.journeys.stack import ROOT


class Workers:
    """They come from one process that has everything loaded, `settings` on top of the plant's; see
    forker.py."""

    def __init__(self, plant: Plant, **settings: str):
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.forker"],
            env=plant.environment | settings,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            preexec_fn=die_with_parent,
        )
        assert self._heard() == "ready"

    def work(self, queue: str, kill_at: int = 0) -> bool:
        """Work until the queue is empty, or until the call `kill_at`; whether the worker lived."""
        pid = self.begin(queue)
        with killed_at(pid, kill_at) if kill_at else nullcontext():
            return self.end(pid)

    def begin(self, queue: str) -> int:
        """The number of a worker that waits to be continued; one at a time."""
        print(queue, file=self._process.stdin, flush=True)
        return int(self._heard())

    def end(self, pid: int) -> bool:
        """Continue a worker until its end; whether it lived until its queue was empty."""
        os.kill(pid, signal.SIGCONT)
        return self._heard() == "0"

    def stop(self) -> None:
        self._process.kill()
        self._process.communicate()

    def _heard(self) -> str:
        """Its next line of ours; what the application logs begins with a brace or a date."""
        for line in self._process.stdout:
            if line.strip() == "ready" or line.strip().lstrip("-").isdigit():
                return line.strip()
        raise AssertionError("the forker has died")
