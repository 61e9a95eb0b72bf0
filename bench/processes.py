"""What processes cost: CPU seconds and memory of whole trees, read from /proc."""

import os
from collections.abc import Iterable
from pathlib import Path

_TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


def tree(pid: int) -> list[int]:
    """The process and everything it started that is still alive."""
    found = [pid]
    for thread in Path(f"/proc/{pid}/task").iterdir():
        for child in (thread / "children").read_text().split():
            found += tree(int(child))
    return found


def cpu_s(pids: Iterable[int]) -> float:
    """User and system time so far, all threads, in steps of 10 ms."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / _TICKS_A_SECOND


def peak_rss_mb(pid: int) -> float:
    """The most memory the process ever had resident, shared pages included."""
    return _kilobytes(Path(f"/proc/{pid}/status"), "VmHWM") / 1000


def pss_mb(pids: Iterable[int]) -> float:
    """Memory of all of them together; a page that several share is counted once."""
    return sum(_kilobytes(Path(f"/proc/{pid}/smaps_rollup"), "Pss") for pid in pids) / 1000


def _kilobytes(path: Path, name: str) -> float:
    """A line of /proc in kB of 1,024 bytes, as kB of 1,000."""
    line = next(line for line in path.read_text().splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1]) * 1.024
