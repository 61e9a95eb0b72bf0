"""Server time and statements of single requests, inside the process: no network, no queue.

Time in which the kernel let others have the processor is not counted: this machine may be busy.
"""

import contextvars
import gc
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from sqlalchemy import Engine, event

from bench.installation import Installation
from bench.machine import interpreter_slowness


@dataclass
class Timing:
    """Of each answer the milliseconds, how slow the interpreter was just before, and the number of
    SQL statements."""

    ms: list[float] = field(default_factory=list)
    slowness: list[float] = field(default_factory=list)
    statements: list[int] = field(default_factory=list)

    @property
    def quiet_ms(self) -> float:
        """The median of what the answers would have taken on a quiet machine."""
        return median(ms / slow for ms, slow in zip(self.ms, self.slowness, strict=True))

    @property
    def told(self) -> str:
        """What was measured, and on how slow a machine."""
        return f"{median(self.ms):.1f} ms at {median(self.slowness):.2f} × slowness"

    @property
    def count(self) -> int:
        return max(self.statements)


class Asker:
    """Sends requests with the headers of one browser and keeps what each cost."""

    def __init__(self, kadr: Installation, headers: dict[str, str]):
        self._web = kadr.app.test_client(use_cookies=False)
        self._headers = headers

    def repeat(
        self,
        times: int,
        ask: Callable[["Asker", int], object],
        clock_s: Callable[[], float] | None = None,
    ) -> Timing:
        """Two requests to warm up, then `times` that count; `ask` is given their number.

        `clock_s` may be one of processor time, for answers that wait for nothing.
        """
        clock_s = clock_s or undisturbed_s
        timing = Timing()
        gc.collect()
        gc.freeze()  # as deploy/gunicorn.conf.py does; the benchmark's own rows are not Kadr's
        for number in range(times + 2):
            with counted() as statements:
                slowness = interpreter_slowness()
                started_s = clock_s()
                ask(self, number)
                taken_ms = (clock_s() - started_s) * 1000
            if number >= 2:
                timing.ms.append(taken_ms)
                timing.slowness.append(slowness)
                timing.statements.append(len(statements))
        return timing

    def get(self, path: str, **headers: str):
        return self._ask(self._web.get, path, headers=self._headers | headers)

    def post(self, path: str, data: dict, **headers: str):
        return self._ask(self._web.post, path, data=data, headers=self._headers | headers)

    def _ask(self, send, path: str, **given):
        """The answer of a request that shares no context with the benchmark."""
        answer = contextvars.Context().run(send, path, **given)
        if answer.status_code >= 400 or "/login" in answer.headers.get("Location", ""):
            raise RuntimeError(f"{path}: {answer.status} {answer.text[:300]}")
        return answer


def undisturbed_s() -> float:
    """A clock of this thread that stands still while it waits for a processor."""
    waited_ns = int(Path("/proc/thread-self/schedstat").read_text().split()[1])
    return time.perf_counter() - waited_ns / 1e9


@contextmanager
def counted():
    """The SQL statements executed inside, in any thread."""
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_more) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)
