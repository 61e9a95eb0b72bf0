"""A process like the rendition worker: takes paths on its input, tells each outcome in a line."""

import json
import sys
import time
from pathlib import Path

from media.intake import UnreadablePhoto, sniff
from media.renditions import KINDS, guard, render
from media.watermark import Mark


def main():
    guard()
    for line in sys.stdin:
        Path("/proc/self/clear_refs").write_text("5")
        started = time.monotonic()
        outcome = _outcome(Path(line.rstrip("\n")))
        outcome |= {"seconds": time.monotonic() - started, "peak_mb": _peak_mb()}
        print(json.dumps(outcome), flush=True)


def _outcome(path):
    try:
        with path.open("rb") as file:
            found = sniff(file.read(64), path.stat().st_size)
        rendered = render(path, found, Mark("Studio"), tuple(KINDS))
    except UnreadablePhoto as refusal:
        return {"refused": refusal.reason.value, "damaged": False}
    return {"refused": None, "damaged": rendered.may_be_damaged}


def _peak_mb():
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


if __name__ == "__main__":
    main()
