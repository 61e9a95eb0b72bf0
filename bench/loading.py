"""bench/load: L1 to L6 of reliability.md through nginx and gunicorn as they are shipped.

Clients come on schedule. L1 is a mail-out at its busiest, half of 200 clients within two minutes;
the others are the same, shorter, beside something else. What is held against each other is the
same wall with and without company.
"""

import argparse
import json
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from bench import company, nginx, processes
from bench.crowd import Crowd
from bench.figures import Figures
from bench.installation import ROOT, Installation
from bench.visitors import Answer, Visit
from tests.fakes.fixtures import SmtpServer

CLIENTS, BUSY_S = 100, 120.0
BESIDE_CLIENTS, BESIDE_S = 40, 48.0  # at the same rate
SLOWER = 1.5
# reliability.md L1, in milliseconds: of 95 and of 99 in a hundred.
GOALS = {"page": (300, 800), "fragment": (150, None), "thumbnail": (100, None)}


@dataclass
class Measured:
    """Every answer of one plan, by kind, and what was spent meanwhile."""

    answers: dict[str, list[Answer]]
    took_s: float
    visitors_cpu_s: float
    kadr_cpu_s: float

    def late_ms(self, kind: str, share: float, is_first: bool = False) -> float:
        """So long did `share` of the answers of a kind take at most."""
        times = sorted(one.first_ms if is_first else one.whole_ms for one in self.answers[kind])
        return times[min(len(times) - 1, int(share * len(times)))]

    @property
    def failed(self) -> list[Answer]:
        return [
            one
            for of_kind in self.answers.values()
            for one in of_kind
            if not 200 <= one.status < 400
        ]


class Load:
    """An installation with nginx in front, and what sends it plans of visits."""

    def __init__(self, kadr: Installation):
        self.kadr = kadr
        kadr.start_web()
        kadr.start("workers", [sys.executable, "-m", "flask", "workers", "--renditions", "1"])
        self.port = nginx.start_shipped(kadr)

    def run(self, plan: list[Visit]) -> Measured:
        """Send all of it; returns when the last answer is there."""
        files = [self.kadr.folder / name for name in ("plan.json", "answers.json")]
        files[0].write_text(json.dumps(plan))
        servers = self.kadr.pids("web", "nginx")
        before_s, started = processes.cpu_s(servers), time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "bench.visitors", str(self.port), *map(str, files)], cwd=ROOT
        )
        visitors_cpu_s = 0.0
        while process.poll() is None:
            visitors_cpu_s = _cpu_s(process.pid) or visitors_cpu_s
            time.sleep(0.2)
        took_s = time.perf_counter() - started
        spent_s = processes.cpu_s(servers) - before_s
        return Measured(_read(files[1]), took_s, visitors_cpu_s, spent_s)


def _cpu_s(pid: int) -> float:
    """Of a process that may have ended."""
    try:
        return processes.cpu_s([pid])
    except OSError:
        return 0.0


def _read(path: Path) -> dict[str, list[Answer]]:
    found = defaultdict(list)
    for one in json.loads(path.read_text()):
        answer = Answer(*one)
        found[answer.kind].append(answer)
    return found


def main() -> int:
    asked = argparse.ArgumentParser(prog="bench/load", description=__doc__)
    asked.add_argument("--quick", action="store_true", help="a third of the time, smaller backlogs")
    asked.add_argument("--only", nargs="+", choices=sorted(company.SCENES), default=[])
    options = asked.parse_args()
    part = 1 / 3 if options.quick else 1
    figures = Figures()
    with company.Mails() as mails, _installation(mails) as kadr, kadr.app.app_context():
        crowd = Crowd(kadr, CLIENTS + BESIDE_CLIENTS)
        load = Load(kadr)
        load.run(sorted(crowd.warm_up()))
        alone = _mail_out(figures, load, crowd, part)
        for name, scene in company.SCENES.items():
            if name in (options.only or company.SCENES):
                _beside(figures, name, scene, load, crowd, part, alone)
    return figures.conclude()


def _installation(mails: SmtpServer) -> Installation:
    return Installation(
        on_disk=True,
        ACCEL_PREFIX="/media",
        TRUSTED_PROXIES="1",
        MAIL_PORT=str(mails.port),
        FEED_LIMIT="100000 per minute",
    )


def _mail_out(figures: Figures, load: Load, crowd: Crowd, part: float) -> Measured:
    count, seconds = int(CLIENTS * part), BUSY_S * part
    figures.heading(f"L1: {count} clients open 1,000 photos within {seconds:.0f} s")
    found = load.run(crowd.arrive(seconds, count=count))
    for kind, limits in GOALS.items():
        for share, limit_ms in zip((0.95, 0.99), limits, strict=True):
            _tell(figures, found, kind, share, limit_ms)
    _tell(figures, found, "large photo", 0.95, None)
    _tell_failed(figures, found)
    asked = sum(map(len, found.answers.values()))
    figures.note("requests", f"{asked:,}, {asked / found.took_s:,.0f} /s over {found.took_s:.0f} s")
    cores = found.kadr_cpu_s / found.took_s
    figures.note("processors that web and nginx took", f"{cores:.2f} of 2")
    figures.note("and the visitors themselves", f"{found.visitors_cpu_s / found.took_s:.2f}")
    figures.figure = f"{found.late_ms('page', 0.95):.0f} ms for a page, p95"
    figures.ratio = f"{found.late_ms('page', 0.95) / GOALS['page'][0]:.2f} of the goal"
    return found


def _beside(
    figures: Figures,
    name: str,
    scene: company.Scene,
    load: Load,
    crowd: Crowd,
    part: float,
    alone: Measured,
) -> None:
    """The wall once more while something else goes on, held against how it was alone."""
    figures.heading(f"{name}: {scene.title}")
    plan = crowd.arrive(BESIDE_S * part, first=CLIENTS, count=int(BESIDE_CLIENTS * part))
    with scene(load, crowd, part) as beside:
        found = load.run(sorted([*plan, *beside.visits]))
        for kind in GOALS:
            slower = found.late_ms(kind, 0.95) / alone.late_ms(kind, 0.95)
            told = f"{slower:.2f} × what it was alone"
            limit_ms = max(SLOWER * alone.late_ms(kind, 0.95), GOALS[kind][0])
            figures.at_most(f"{kind}, p95", found.late_ms(kind, 0.95), limit_ms, "ms", told)
        beside.tell(figures, found)
    _tell_failed(figures, found)


def _tell(
    figures: Figures, found: Measured, kind: str, share: float, limit_ms: float | None
) -> None:
    value, what = found.late_ms(kind, share), f"{kind}, p{100 * share:.0f}"
    if limit_ms is None:
        figures.note(what, f"{value:.0f} ms")
    else:
        figures.at_most(what, value, limit_ms, "ms", f"{len(found.answers[kind]):,} of them")


def _tell_failed(figures: Figures, found: Measured) -> None:
    failed = found.failed
    kinds = sorted({f"{one.kind} {one.status}" for one in failed})
    told = f"{len(failed)} {', '.join(kinds)}".strip()
    figures.holds("answers that failed", told, "0", not failed)


if __name__ == "__main__":
    sys.exit(main())
