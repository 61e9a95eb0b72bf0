"""bench/uploads: uploads, and the rest of the journey, against the goals and peers they have.

Peers of the same run: Werkzeug's multipart and nginx's PUT, nginx sending a static file, a bare
INSERT. PicPeak's figures are its published ones.
"""

import argparse
import sys
import time
from collections.abc import Callable

from bench import idling, machine, pages, receiving, serving, waiting
from bench.figures import Figures


def main() -> int:
    asked = argparse.ArgumentParser(prog="bench/uploads", description=__doc__)
    asked.add_argument("--quick", action="store_true", help="less of everything, under a minute")
    asked.add_argument("--only", choices=PARTS, help="one part; the figure stays out")
    options = asked.parse_args()
    figures = Figures()
    started = time.perf_counter()
    for name, part in PARTS.items():
        if options.only in (None, name):
            part(figures, options.quick)
            slow = machine.slowness()
            told = f"{slow.cpu:.2f} × in CPU time, {slow.wall:.2f} × in wall time"
            figures.note("djpeg beside it, of a quiet machine's", told)
    print(f"\n{time.perf_counter() - started:.0f} s", flush=True)
    return figures.conclude()


def _receive(figures: Figures, quick: bool) -> None:
    receiving.run(figures, 16 if quick else 96, 2 if quick else 3)


PARTS: dict[str, Callable[[Figures, bool], None]] = {
    "receiving": _receive,
    "waiting": waiting.run,
    "pages": pages.run,
    "serving": serving.run,
    "idling": lambda figures, _quick: idling.run(figures),
}

if __name__ == "__main__":
    sys.exit(main())
