"""Processes killed at their N-th write, sync, rename or answer, for every N, and what that costs.

A web worker dies while an order is placed and while a photo comes in: at every call in every round,
with the photo, which is over so soon, several times.
A worker dies while it sends mails and passes an order to a shop: at every `STEP`-th call, beginning
one call later each round. After every kill the invariants of tests/invariants.py are held against
database, files, mail server and shop; then the same is asked for again. The peer is RQ alone, which
takes up what a killed worker held after 90 seconds at the earliest.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from statistics import median

from bench.figures import Figures
from tests.fakes.woo_server import WooServer
from tests.faults.acts import PlacingAnOrder, SendingAPhoto
from tests.faults.plant import Plant, running
from tests.faults.promises import Mails, Pushes, kills_of_workers
from tests.faults.sweep import Kill, kills
from tests.faults.workers import Workers

ROUNDS, PHOTOS, STEP, QUICK_STEP = 5, 8, 18, 60
RQ_ALONE_S = 90.0  # the lease of RQ 3.0; its cleaning comes up to a quarter of an hour later
GOAL_S = 60.0
WANTED = 1000
NAMES = {
    "order": "web worker, an order is placed",
    "photo": "web worker, a photo comes in",
    "mails": "worker, two mails of an order",
    "push": "worker, an order for a shop",
}


def main() -> int:
    asked = argparse.ArgumentParser(prog="bench/faults", description=__doc__)
    asked.add_argument("--quick", action="store_true", help="about thirty kills")
    asked.add_argument("--rounds", type=int)
    options = asked.parse_args()
    rounds = options.rounds or (1 if options.quick else ROUNDS)
    figures = Figures()
    with running() as plant, tempfile.TemporaryDirectory(prefix="kadr-woo-") as folder:
        workers, woo = Workers(plant), WooServer(Path(folder))
        woo.start()
        try:
            done = _rounds(plant, workers, woo, rounds, options.quick)
        finally:
            workers.stop()
            woo.stop()
    _tell(figures, done, WANTED if rounds >= ROUNDS else 0)
    return figures.conclude()


def _rounds(
    plant: Plant, workers: Workers, woo: WooServer, rounds: int, quick: bool
) -> dict[str, list[Kill]]:
    every, some = (QUICK_STEP // 4, QUICK_STEP) if quick else (1, STEP)
    done: dict[str, list[Kill]] = {name: [] for name in NAMES}
    mails, push = Mails(plant), Pushes(plant, woo)
    for number in range(1, rounds + 1):
        done["order"] += _seen(kills(PlacingAnOrder(plant), step=every))
        for _ in range(1 if quick else PHOTOS):
            done["photo"] += _seen(kills(SendingAPhoto(plant), step=every))
        done["mails"] += _seen(kills_of_workers(workers, mails, number, some))
        done["push"] += _seen(kills_of_workers(workers, push, number, some))
        counts = ", ".join(f"{name} {len(found)}" for name, found in done.items())
        print(f"  round {number} of {rounds}: kills so far: {counts}", flush=True)
    return done


def _seen(found: Iterable[Kill]) -> list[Kill]:
    """All of them; what is broken is told at once."""
    done = []
    for kill in found:
        done.append(kill)
        if not kill.is_harmless:
            print(f"  call {kill.number}: {kill.copies} there; {kill.broken}", flush=True)
    return done


def _tell(figures: Figures, done: dict[str, list[Kill]], wanted: int) -> None:
    figures.heading("Killed at their N-th call")
    for name, found in done.items():
        waits = [kill.recovered_s for kill in found]
        told = f"{len(found)} kills, again after {median(waits):.2f} s, at most {max(waits):.1f} s"
        figures.note(NAMES[name], told)
    everything = [kill for found in done.values() for kill in found]
    lost = {name: sum(kill.copies == 0 for kill in found) for name, found in done.items()}
    figures.at_least("kills performed", len(everything), wanted, "")
    orders = lost["order"] + lost["push"]
    figures.holds("orders lost", str(orders), "0", not orders)
    figures.holds("photos lost", str(lost["photo"]), "0", not lost["photo"])
    figures.holds("mails lost", str(lost["mails"]), "0", not lost["mails"])
    twice = sum(kill.copies > 1 for kill in everything)
    figures.holds("orders or photos twice", str(twice), "0", not twice)
    broken = sorted({fault for kill in everything for fault in kill.broken})
    unflagged = [fault for fault in broken if "does not say so" in fault]
    figures.holds("duplicates that are not flagged", str(len(unflagged)), "0", not unflagged)
    figures.holds("invariants broken", str(len(broken)), "0", not broken)
    slowest = max(kill.recovered_s for kill in everything)
    figures.at_most("from a kill to the same done, at most", slowest, GOAL_S, "s")
    middle = median(kill.recovered_s for kill in done["mails"] + done["push"])
    figures.figure = f"{len(everything)} kills, 0 lost" if not broken else f"{len(broken)} broken"
    figures.ratio = f"{middle / RQ_ALONE_S:.3f}"


if __name__ == "__main__":
    sys.exit(main())
