"""Limits of a process that decodes what strangers upload.

A hostile file can make C code loop or allocate without end, where no Python exception reaches.
So the limits end the whole process; its supervisor starts another, and the photograph, counted
by its attempts, is set aside after the second time.
"""

from __future__ import annotations

import faulthandler
import os
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEMORY_BYTES = 1024**3
CPU_S = 10
WALL_S = 20
NICENESS = 10
LIKELIEST_TO_BE_KILLED = "1000"

_is_guarded = False


def guard(memory_bytes: int = MEMORY_BYTES) -> None:
    """Make this process the guarded one of photographs; call once, before the first of them."""
    from media import decoding, watermark  # noqa: F401

    confine(memory_bytes)


def confine(memory_bytes: int = MEMORY_BYTES) -> None:
    """This process may take `memory_bytes` more than it has now, yields to every other process,
    writes no core file and is the first to go when the machine runs out of memory.
    """
    global _is_guarded
    limit = _virtual_bytes() + memory_bytes
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.setpriority(os.PRIO_PROCESS, 0, NICENESS)
    Path("/proc/self/oom_score_adj").write_text(LIKELIEST_TO_BE_KILLED)
    _is_guarded = True


@contextmanager
def photo_limits(cpu_s: float = CPU_S, wall_s: float = WALL_S) -> Iterator[None]:
    """End a guarded process that stays longer inside; without `guard()` nothing happens.

    CPU time ends it by SIGPROF, whose default action the kernel takes even in the middle of C
    code; wall time by the watchdog thread of faulthandler, which needs no interpreter lock. Both
    leave SIGALRM to the job timeout of RQ.
    """
    if not _is_guarded:
        yield
        return
    signal.setitimer(signal.ITIMER_PROF, cpu_s)
    faulthandler.dump_traceback_later(wall_s, exit=True, file=sys.__stderr__ or 2)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
        signal.setitimer(signal.ITIMER_PROF, 0)


def _virtual_bytes() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * resource.getpagesize()
