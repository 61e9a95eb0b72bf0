"""Child processes: started again when they die, ended with their parent, none left behind."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

SHORTEST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 30.0
SETTLED_S = 30.0  # alive that long, a child has got over its earlier deaths
POLL_S = 0.1

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def die_with_parent(parent: int | None = None) -> None:
    """Have the kernel kill this process when its parent is gone; does nothing outside Linux.

    For `preexec_fn`: it runs in the child between fork and exec. `parent`, its process number,
    settles the case of a parent that was gone before the kernel was asked.
    """
    if _libc is None:
        return
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if parent is not None and os.getppid() != parent:
        os._exit(1)


@dataclass
class Child:
    """A command in a process group of its own, so that Ctrl-C in the terminal passes it by."""

    name: str
    command: list[str]
    environment: Mapping[str, str]
    log: Path
    deaths: int = 0
    _process: subprocess.Popen | None = field(default=None, repr=False)
    _started_at: float = 0.0
    _due_at: float = 0.0

    def start(self) -> None:
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.command,
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=partial(die_with_parent, os.getpid()),
            )
        self._started_at = time.monotonic()

    @property
    def pid(self) -> int | None:
        """None while it is dead and its pause lasts."""
        return self._process.pid if self._process else None

    @property
    def is_alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def exit_code(self) -> int | None:
        """None while it runs or before it ran; negative is the signal that ended it."""
        return self._process.poll() if self._process else None

    def tend(self) -> str | None:
        """Start it again when it is dead and its pause is over.

        Returns a sentence when a death is noticed, otherwise None.
        """
        now = time.monotonic()
        if self._process is None and now >= self._due_at:
            self.start()
        if self._process is None or self.is_alive:
            return None
        return self._bury(now)

    def _bury(self, now: float) -> str:
        code = self.exit_code
        self.kill()
        self.deaths = 1 if now - self._started_at > SETTLED_S else self.deaths + 1
        pause_s = min(SHORTEST_PAUSE_S * 2 ** (self.deaths - 1), LONGEST_PAUSE_S)
        self._due_at = now + pause_s
        return f"{self.name} ended ({code}); starting again in {pause_s:g} s, see {self.log}"

    def terminate(self) -> None:
        if self._process:
            self._process.terminate()

    def kill(self) -> None:
        """End it at once, with every process it started."""
        if self._process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None


def wait_until(condition: Callable[[], bool], limit_s: float) -> bool:
    """Whether `condition` came true within the limit."""
    deadline = time.monotonic() + limit_s
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_S)
    return True


def stop(children: Iterable[Child], patience_s: float) -> None:
    """Ask all of them to end, wait, then kill what is left."""
    children = list(children)
    for child in children:
        child.terminate()
    wait_until(lambda: not any(child.is_alive for child in children), patience_s)
    for child in children:
        child.kill()
