"""An offer of many products: rendered and kept, put together again, and renewed by one percent.

Formats alone: products come from memory, pieces go to SQLite. The peer of the same rounds is a
bare lxml loop that builds an element for each product and has `xmlfile` write it. Then a smaller
offer through the services, from the tables of a studio to the files of a partner.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import Any

from lxml import etree

from bench import offer_services
from bench.figures import Figures, ratios
from bench.offered import PARAMETERS, PICTURES, SIZES

PRODUCTS, QUICK, ROUNDS = 100_000, 5_000, 3
SERVED, QUICK_SERVED = 10_000, 1_000
COMPARED = 300
STEPS = ("peer", "cold", "warm", "slice", "light")
NAMES = {
    "peer": "a bare lxml loop writes the full file",
    "cold": "every product rendered, hashed and kept",
    "warm": "the full file of finished pieces, with its MD5",
    "slice": "one product in a hundred renewed, and the slice",
    "light": "the light file",
}


def main() -> int:
    asked = argparse.ArgumentParser(prog="bench/feed", description=__doc__)
    asked.add_argument("--quick", action="store_true", help=f"{QUICK:,} products")
    asked.add_argument("--products", type=int)
    asked.add_argument("--served", type=int, help="products through the services")
    asked.add_argument("--rounds", type=int, default=ROUNDS)
    options = asked.parse_args()
    count = options.products or (QUICK if options.quick else PRODUCTS)
    figures = Figures()
    figures.heading(
        f"{count:,} products with {SIZES} sizes, {PICTURES} pictures, {PARAMETERS} parameters"
    )
    with tempfile.TemporaryDirectory() as folder:
        _same(figures, Path(folder))
        spent = _rounds(Path(folder), count, options.rounds)
        size_mb = (Path(folder) / "full.xml").stat().st_size / 1_000_000
    figures.note("the full file", f"{size_mb:,.0f} MB")
    _tell(figures, spent, count)
    served = options.served or (QUICK_SERVED if options.quick else SERVED)
    offer_services.measure(figures, served)
    return figures.conclude()


def _rounds(folder: Path, count: int, rounds: int) -> dict[str, list[dict[str, float]]]:
    spent = defaultdict(list)
    for _ in range(rounds):
        for step in STEPS:
            spent[step].append(_step(step, folder, count))
    return spent


def _step(step: str, folder: Path, count: int) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.offer_steps", step, str(folder), str(count)]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def _tell(figures: Figures, spent: dict[str, list[dict[str, float]]], count: int) -> None:
    cpu = {step: [one["cpu_s"] for one in rounds] for step, rounds in spent.items()}
    for step in STEPS:
        took = median(cpu[step])
        rate = count / 100 / took if step == "slice" else count / took
        figures.note(NAMES[step], f"{took:.2f} s CPU, {rate:,.0f} products/s")
    cold, warm = ratios(cpu["peer"], cpu["cold"]), ratios(cpu["peer"], cpu["warm"])
    figures.at_least("speed of the first, of the bare loop's", cold, 0.6, "x")
    figures.at_least("speed of the full file again, of the bare loop's", warm, 20, "x")
    figures.at_least(
        "one percent renewed, of the first", ratios(cpu["cold"], cpu["slice"]), 100, "x"
    )
    for step in STEPS[1:]:
        peak = max(one["peak_mb"] for one in spent[step])
        own = max(one["imported_mb"] for one in spent[step])
        figures.at_most(f"memory, {step}", peak, 60, "MB", f"{own:.0f} imported")
    figures.figure, figures.ratio = (
        f"{count / median(cpu['warm']):,.0f} products/s warm",
        f"{warm:.0f}",
    )


def _same(figures: Figures, folder: Path) -> None:
    """Both write the same."""
    for step in ("peer", "cold", "warm"):
        _step(step, folder, COMPARED)
    theirs, ours = (_canonical(folder / name) for name in ("peer.xml", "full.xml"))
    figures.holds(f"the same file as the bare loop, {COMPARED} products", "", "", theirs == ours)


def _canonical(path: Path) -> bytes:
    tree: Any = etree.parse(path, etree.XMLParser(remove_blank_text=True))
    return etree.tostring(tree, method="c14n")


if __name__ == "__main__":
    sys.exit(main())
