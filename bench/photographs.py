"""Real photographs for the benchmarks."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def real() -> list[Path]:
    """Camera files of the test data (KADR_TEST_DATA), or the demo's own photographs."""
    folders = [Path(os.environ.get("KADR_TEST_DATA", "../shared"), "photos"), ROOT / "demo"]
    for folder in folders:
        if found := sorted([*folder.rglob("*.jpg"), *folder.rglob("*.jpeg")]):
            return found
    raise SystemExit("No photographs: set KADR_TEST_DATA to a folder that has photos/.")
