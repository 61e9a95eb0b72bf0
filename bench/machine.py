"""How fast this machine is just now, told by a decoder that nobody here has written."""

import resource
import subprocess
import time
from typing import NamedTuple

from bench import camera_files

QUIET_CPU_S = 0.153  # CPU and wall time alike, on an idle machine, when the goals were set
PHOTOS = 3


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


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
