"""Rounds of all ways in turn, so that each ratio compares neighbours in time."""

import json
import os
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from statistics import mean, median

from bench import camera_files
from bench.figures import Figures, ratios
from bench.rendering import likeness

SHARP = Path("bench/out/sharp").absolute()
CORES = sorted(os.sched_getaffinity(0))
PEERS = ("sharp_three", "sharp_chain", "naive", "djpeg")
GOALS = {
    24: {"sharp_three": 4.5, "sharp_chain": 2.3, "naive": 6.0},
    45: {"sharp_three": 3.0, "sharp_chain": 1.6},
    12: {},
}

Measured = dict[str, list[dict[str, float]]]


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    figures = Figures()
    for megapixels in GOALS:
        paths = camera_files.of_size(megapixels)
        figures.heading(f"{megapixels} megapixels, {len(paths)} files, {rounds} rounds, one core")
        measured = _measure(paths, rounds)
        _tell(figures, megapixels, measured)
        if megapixels == 24:
            main_figure = measured
    figures.heading("Two processes")
    _two_processes(figures, rounds)
    figures.heading("Likeness to Lanczos from the full picture, no watermark (PSNR)")
    for kind, (ours, ceiling) in likeness.loss_db(camera_files.of_size(24)[:4]).items():
        beside = f"{ours:.2f}, ceiling of q80 {ceiling:.2f}"
        figures.at_most(f"{kind} below the ceiling", ceiling - ours, 0.3, "dB", beside)
    figures.figure = f"{_middle(main_figure['kadr']):.0f} ms CPU a photo (24 MP, three renditions)"
    figures.ratio = f"{_ratio(main_figure, 'sharp_three'):.2f}x less than sharp, three pipelines"
    return figures.conclude()


def _measure(paths: list[Path], rounds: int) -> Measured:
    measured: Measured = defaultdict(list)
    for _ in range(rounds):
        for way in ("kadr", *PEERS):
            measured[way].append(_run(way, paths, CORES[0]).result())
    return measured


def _tell(figures: Figures, megapixels: int, measured: Measured) -> None:
    for way, answers in measured.items():
        memory = max(answer["rss_mb"] for answer in answers)
        figures.note(f"{way}", f"{_middle(answers):,.0f} ms CPU a photo, {memory:.0f} MB")
    for peer in PEERS[:3]:
        ratio, goal = _ratio(measured, peer), GOALS[megapixels].get(peer)
        if goal:
            figures.at_least(f"{peer} costs", ratio, goal, "x ours")
        else:
            figures.note(f"{peer} costs", f"{ratio:.2f} x ours")
    if megapixels == 24:
        figures.at_most("ours costs", 1 / _ratio(measured, "djpeg"), 1.9, "x djpeg 1/2")
        memory = max(answer["rss_mb"] for answer in measured["kadr"])
        figures.at_most("memory of a worker", memory, 130, "MB")


def _two_processes(figures: Figures, rounds: int) -> None:
    """One process alone, then two at once on two cores: how much each is slowed by the other.

    Told in CPU time, as whoever else uses the machine would decide a race by the clock.
    """
    paths, gains, by_clock = camera_files.of_size(24), [], []
    for _ in range(rounds):
        one = _run("kadr", paths, CORES[0]).result()
        running = [_run("kadr", paths, core) for core in CORES[:2]]
        both = [run.result() for run in running]
        gains.append(2 * one["cpu_ms"] / mean(run["cpu_ms"] for run in both))
        by_clock.append(2 * one["wall_s"] / max(run["wall_s"] for run in both))
    beside = f"{median(by_clock):.2f} by the clock"
    figures.at_least("two processes do", median(gains), 1.7, "x one", beside)


class _Run:
    def __init__(self, command: list[str]):
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    def result(self) -> dict[str, float]:
        output, _ = self._process.communicate()
        if self._process.returncode:
            raise SystemExit(f"{self._process.args} failed")
        return json.loads(output)


def _run(way: str, paths: list[Path], core: int) -> _Run:
    """All paths, the first once more before them for warming up."""
    files = [str(path) for path in (paths[0], *paths)]
    if way.startswith("sharp"):
        program = ["node", "bench/rendering/sharp.mjs", str(SHARP), way]
    else:
        program = [sys.executable, "-m", "bench.rendering.ways", way]
    return _Run(["taskset", "-c", str(core), *program, *files])


def _middle(answers: list[dict[str, float]]) -> float:
    return median(answer["cpu_ms"] for answer in answers)


def _ratio(measured: Measured, peer: str) -> float:
    """How many times our CPU time the peer takes, median of the rounds."""
    ours, theirs = ([answer["cpu_ms"] for answer in measured[way]] for way in ("kadr", peer))
    return ratios(theirs, ours)


if __name__ == "__main__":
    raise SystemExit(main())
