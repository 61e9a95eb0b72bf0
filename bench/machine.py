"""How fast this machine is just now: told by a decoder nobody here has written, and by Python.

A neighbour on the same processor leaves the decoder alone and takes half of an interpreter's
speed, within seconds and back. So pages are judged by an interpreter, pictures by the decoder.
"""

import resource
import subprocess
import time
from typing import NamedTuple

from bench import camera_files

QUIET_CPU_S = 0.153  # CPU and wall time alike, on an idle machine, when the goals were set
PHOTOS = 3
# The fastest twentieth of 9,500 tries in two minutes, 22 November 2026, 2 cores of 2.1 GHz.
QUIET_INTERPRETER_MS = 1.4
STEPS = 3000


class Slowness(NamedTuple):
    cpu: float
    wall: float


def slowness() -> Slowness:
    """How many times longer `djpeg -scale 1/2` takes than it did then; never less than once."""
    files = camera_files.of_size(24)[:PHOTOS]
    before, started = _cpu_s(), time.perf_counter()
    for file in files:
        command = ["djpeg", "-scale", "1/2", "-outfile", "/dev/null", str(file)]
        subprocess.run(command, check=True)
    took = QUIET_CPU_S * len(files)
    cpu, wall = (_cpu_s() - before) / took, (time.perf_counter() - started) / took
    return Slowness(max(1.0, cpu), max(1.0, wall))


def interpreter_slowness() -> float:
    """How many times longer a fixed piece of Python takes than on a quiet machine; never less than
    once."""
    started = time.perf_counter()
    counts: dict[str, int] = {}
    for number in range(STEPS):
        counts[f"k{number % 500}"] = counts.get(f"k{number * 7 % 500}", 0) + number
    return max(1.0, (time.perf_counter() - started) * 1000 / QUIET_INTERPRETER_MS)


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
