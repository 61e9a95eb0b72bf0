"""One protection at a time is switched off in a copy of Kadr, and the tests named for it are run.

They are green with all of them on, and some test must turn red without each. A line that is no
longer there is an error: the protection has moved, and this list with it.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.figures import Figures
from bench.protected import PROTECTIONS, Protection

ROOT = Path(__file__).resolve().parents[1]
PYTEST = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"]
GREEN, RED = 0, 1  # of pytest; every other number means that nothing was tried


def main() -> int:
    asked = argparse.ArgumentParser(prog="bench/protections", description=__doc__)
    asked.add_argument("words", nargs="*", help="only those whose name has one of the words")
    words = asked.parse_args().words
    chosen = [one for one in PROTECTIONS if not words or any(word in one.name for word in words)]
    figures = Figures()
    figures.heading(f"{len(chosen)} protections, one switched off at a time")
    with tempfile.TemporaryDirectory(prefix="kadr-protections-") as folder:
        copy = _copy(Path(folder))
        tests = sorted({test for one in chosen for test in one.tests.split()})
        green = _outcome(copy, tests)
        figures.holds("with all of them on", f"{len(tests)} files of tests", "green", not green)
        found = sum(_is_noticed(figures, copy, one) for one in chosen)
    figures.figure, figures.ratio = f"{found} of {len(chosen)} detected", f"{found / len(chosen):g}"
    return figures.conclude()


def _copy(folder: Path) -> Path:
    """What git knows of, as it lies here now."""
    for name in subprocess.check_output(["git", "ls-files"], cwd=ROOT, text=True).splitlines():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, target)
    return folder


def _is_noticed(figures: Figures, copy: Path, protection: Protection) -> bool:
    """Whether some test turned red without it."""
    path = copy / protection.file
    source = path.read_text("utf-8")
    if source.count(protection.line) != 1:
        raise SystemExit(f"{protection.name}: not once in {protection.file}: {protection.line!r}")
    path.write_text(source.replace(protection.line, protection.without), "utf-8")
    try:
        outcome = _outcome(copy, protection.tests.split())
    finally:
        path.write_text(source, "utf-8")
    told = {GREEN: "nobody noticed", RED: "a test turned red"}.get(outcome, "could not be tried")
    figures.holds(protection.name, told, protection.tests, outcome == RED)
    return outcome == RED


def _outcome(copy: Path, tests: list[str]) -> int:
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([*PYTEST, *tests], cwd=copy, env=environment, capture_output=True)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
