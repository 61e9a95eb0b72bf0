"""What the whole of Kadr holds in memory while nobody uses it."""

import sys
import time

from bench import processes
from bench.figures import Figures
from bench.installation import Installation

SETTLING_S = 6


def run(figures: Figures) -> None:
    """Proportional memory (PSS) a few seconds after everything has started."""
    with Installation() as kadr:
        kadr.start_web()
        kadr.start("workers", [sys.executable, "-m", "flask", "workers", "--renditions", "2"])
        _settle(kadr)
        figures.heading("Memory while idle: web, a worker for each queue, schedule, Redis")
        for name in kadr.children:
            pids = kadr.pids(name)
            figures.note(name, f"{processes.pss_mb(pids):.0f} MB in {len(pids)} processes")
        figures.at_most("all together (PSS)", processes.pss_mb(kadr.pids()), 350, "MB")


def _settle(kadr: Installation) -> None:
    """Wait until nothing computes any more."""
    before = -1.0
    while (now := processes.cpu_s(kadr.pids())) - before > 0.2:
        before = now
        time.sleep(SETTLING_S / 3)
