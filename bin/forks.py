"""Processes forked from one that has everything loaded: they share its memory and start at once.

Each does one work and has one name. One that dies is forked again after a pause that doubles;
a signal to stop is handed on to all of them.
"""

import contextlib
import gc
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bin.children import LONGEST_PAUSE_S, POLL_S, SETTLED_S, SHORTEST_PAUSE_S, die_with_parent

STOPPING_SIGNALS = (signal.SIGTERM, signal.SIGINT)


@dataclass
class Fork:
    name: str
    work: Callable[[], None]
    pid: int | None = None
    deaths: int = 0
    started_at: float = 0.0
    due_at: float = 0.0

    def start(self) -> None:
        """Fork; the child does its work and never returns from here."""
        parent = os.getpid()
        self.started_at = time.monotonic()
        self.pid = os.fork()
        if self.pid == 0:
            _live(self.work, parent)

    def bury(self) -> None:
        now = time.monotonic()
        self.deaths = 1 if now - self.started_at > SETTLED_S else self.deaths + 1
        self.due_at = now + min(SHORTEST_PAUSE_S * 2 ** (self.deaths - 1), LONGEST_PAUSE_S)
        self.pid = None


class Beside:
    """One work in a process of its own, once in a while, while its starter goes on."""

    def __init__(self, work: Callable[[], None]):
        self._fork = Fork("beside", work)

    def is_busy(self) -> bool:
        if self._fork.pid is not None and os.waitpid(self._fork.pid, os.WNOHANG)[0]:
            self._fork.pid = None
        return self._fork.pid is not None

    def begin(self) -> None:
        """The caller has asked whether it is busy, and holds no transaction."""
        self._fork.start()


def tend(works: Mapping[str, Callable[[], None]], say: Callable[..., None]) -> None:
    """Keep one process for each work alive until a signal asks to stop; then wait for all.

    The caller must hold no thread and no connection. `say` is given a death's name and status.
    """
    forks = [Fork(name, work) for name, work in works.items()]
    stops_asked: list[int] = []
    for number in STOPPING_SIGNALS:
        signal.signal(number, lambda asked, _frame: stops_asked.append(asked))
    gc.collect()
    gc.freeze()  # the collector would touch, and so copy, every shared page
    while not stops_asked:
        for fork in forks:
            if fork.pid is None and time.monotonic() >= fork.due_at:
                fork.start()
        _bury_the_dead(forks, say)
        time.sleep(POLL_S)
    _end([fork.pid for fork in forks if fork.pid])


def _bury_the_dead(forks: list[Fork], say: Callable[..., None]) -> None:
    with contextlib.suppress(ChildProcessError):
        while (found := os.waitpid(-1, os.WNOHANG))[0]:
            for fork in forks:
                if fork.pid == found[0]:
                    say(name=fork.name, status=os.waitstatus_to_exitcode(found[1]))
                    fork.bury()


def _end(pids: list[int]) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
    for pid in pids:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, 0)


def _live(work: Callable[[], None], parent: int) -> None:
    status = 1
    try:
        for number in STOPPING_SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        die_with_parent(parent)
        work()
        status = 0
    except SystemExit as ending:
        status = int(ending.code or 0)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
