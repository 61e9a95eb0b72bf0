"""The hostile files and names of KADR_TEST_DATA, and what must become of each."""

import base64
import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TAKEN = "taken"
REFUSED = "refused"
EITHER = "either"

# Where Kadr judges otherwise than the manifest, and why.
JUDGED = {
    "zip/dup_entries.zip": (REFUSED, "photos come one by one; an archive is no photo"),
    "zip/names_evil.zip": (REFUSED, "photos come one by one; an archive is no photo"),
    "con": (TAKEN, "without an ending it is no program; an archive renames it for Windows"),
    "a;b\tc.jpg": (REFUSED, "a control character would break a line of every list"),
}


@dataclass(frozen=True)
class Case:
    label: str
    upload_as: bytes
    data: bytes
    outcome: str


def files(folder: Path) -> Iterator[Case]:
    """Files that are hostile inside."""
    for row in csv.DictReader((folder / "manifest.csv").read_text("utf-8").splitlines()):
        outcome = JUDGED.get(row["file"], (_outcome(row["expected"]),))[0]
        data = (folder / row["file"]).read_bytes()
        yield Case(row["file"], row["upload_as"].encode(), data, outcome)


def names(folder: Path, photo: bytes) -> Iterator[Case]:
    """`photo` under hostile names, each time with another byte behind its end."""
    for number, row in enumerate(json.loads((folder / "text" / "names.json").read_text())):
        name = base64.b64decode(row["name_b64"])
        label = name.decode("utf-8", "backslashreplace")
        outcome = JUDGED.get(label, (_outcome(row["expected"]),))[0]
        yield Case(label, name, photo + b"%04d" % number, outcome)


def _outcome(expected: str) -> str:
    if expected.startswith("accept") and "or refuse" not in expected:
        return TAKEN
    if expected.startswith("refuse") and " or " not in expected:
        return REFUSED
    return EITHER
