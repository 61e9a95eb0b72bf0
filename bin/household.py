"""A household: helpers others depend on, servants that are kept alive, one end for all."""

import signal
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from bin.children import POLL_S, Child, stop, wait_until

STEP_LIMIT_S = 900.0  # the migration of a large database
HELPER_LIMIT_S = 30.0
PATIENCE_S = 10.0
HOPELESS_DEATHS = 3
LOG_LIMIT_BYTES = 5_000_000


class CannotStart(Exception):
    """The message is what the person at the terminal reads."""


class Household:
    """Starts processes in order, each with a log file, and ends them in reverse."""

    def __init__(self, environment: Mapping[str, str], logs: Path, say: Callable[[str], None]):
        self.environment = environment
        self.logs = logs
        self.say = say
        self.helpers: list[Child] = []
        self.servants: list[Child] = []
        self._stops_asked = 0

    @property
    def is_stopping(self) -> bool:
        return self._stops_asked > 0

    def listen_to_signals(self) -> None:
        """Stop at Ctrl-C, TERM or a closed terminal; at the second one without patience."""
        signal.signal(signal.SIGINT, self._ask_to_stop)
        signal.signal(signal.SIGTERM, self._ask_to_stop)
        if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # nohup ./run
            signal.signal(signal.SIGHUP, self._ask_to_stop)

    def start_helper(self, name: str, command: list[str], is_up: Callable[[], bool]) -> None:
        """Start what the rest depends on; returns when it is up.

        Raises CannotStart with the end of its log when it is not up in time.
        """
        helper = self._child(name, command)
        self.helpers.append(helper)
        helper.start()
        wait_until(lambda: is_up() or not helper.is_alive or self.is_stopping, HELPER_LIMIT_S)
        if not self.is_stopping and not (helper.is_alive and is_up()):
            raise CannotStart(f"{name} did not start:\n{_tail(helper.log)}")

    def complete(self, name: str, command: list[str]) -> str:
        """Run one command to its end; returns what it printed.

        Raises CannotStart with the end of its log when it fails.
        """
        step = self._child(name, command)
        step.log.unlink(missing_ok=True)
        self.servants.append(step)
        step.start()
        wait_until(lambda: not step.is_alive or self.is_stopping, STEP_LIMIT_S)
        if not self.is_stopping and step.exit_code != 0:
            raise CannotStart(f"{name} failed:\n{_tail(step.log)}")
        if not step.is_alive:
            self.servants.remove(step)
        return step.log.read_text(errors="replace")

    def start_servant(self, name: str, command: list[str]) -> Child:
        servant = self._child(name, command)
        self.servants.append(servant)
        servant.start()
        return servant

    def tend_until(self, is_done: Callable[[], bool], vital: Child, limit_s: float) -> None:
        """Keep everything alive until the condition holds or a signal asked to stop.

        Raises CannotStart when the vital one dies again and again, or at the limit.
        """
        deadline = time.monotonic() + limit_s
        while not (is_done() or self.is_stopping):
            self._tend()
            if vital.deaths >= HOPELESS_DEATHS:
                raise CannotStart(f"{vital.name} does not start:\n{_tail(vital.log)}")
            if time.monotonic() > deadline:
                raise CannotStart(f"Not ready after {limit_s:g} s; see {self.logs}.")

    def tend(self) -> None:
        """Keep everything alive until a signal asks to stop."""
        while not self.is_stopping:
            self._tend()

    def end(self) -> None:
        """Servants first: they say goodbye to Redis."""
        patience_s = PATIENCE_S if self._stops_asked < 2 else 0.0
        stop(self.servants, patience_s)
        stop(self.helpers, patience_s)

    def _tend(self) -> None:
        for child in self.helpers + self.servants:
            if news := child.tend():
                self.say(news)
        time.sleep(POLL_S)

    def _child(self, name: str, command: list[str]) -> Child:
        log = self.logs / f"{name}.log"
        if log.exists() and log.stat().st_size > LOG_LIMIT_BYTES:
            log.replace(log.with_suffix(".log.1"))
        return Child(name, command, self.environment, log)

    def _ask_to_stop(self, *_: object) -> None:
        self._stops_asked += 1


def _tail(log: Path, lines: int = 12) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
