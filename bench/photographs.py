"""Photographs for the benchmarks: 24-megapixel JPEGs with the noise, and so the size, of a camera's.

They are enlarged from real photographs and roughened; each copy carries its number in a comment,
so that it is a file of its own.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pyvips

ROOT = Path(__file__).resolve().parents[1]
KINDS = 8
WIDTH_PX, HEIGHT_PX = 6000, 4000
QUALITY = 92
WANTED_BYTES = 8_800_000


def real() -> list[Path]:
    """Camera files of the test data (KADR_TEST_DATA), or the demo's own photographs."""
    folders = [Path(os.environ.get("KADR_TEST_DATA", "../shared"), "photos"), ROOT / "demo"]
    for folder in folders:
        if found := sorted([*folder.rglob("*.jpg"), *folder.rglob("*.jpeg")]):
            return found
    raise SystemExit("No photographs: set KADR_TEST_DATA to a folder that has photos/.")


def sessions(folder: Path, count: int) -> Iterator[Path]:
    """`count` different 24-megapixel files of about 8.8 MB, written to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    kinds = [_kind(number).read_bytes() for number in range(min(KINDS, count))]
    for number in range(count):
        path = folder / f"IMG_{number + 1:04}.JPG"
        path.write_bytes(_numbered(kinds[number % len(kinds)], number))
        yield path


def _kind(number: int) -> Path:
    """One of the few pictures that are really made; kept in bench/out for the next run."""
    path = ROOT / "bench" / "out" / f"24mp-{number}.jpg"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        largest = sorted(real(), key=lambda photo: -photo.stat().st_size)
        path.write_bytes(_roughened(largest[number % len(largest)], seed=number))
    return path


def _roughened(source: Path, seed: int) -> bytes:
    """Enlarged, then grained until the file is as heavy as a camera's."""
    image = pyvips.Image.thumbnail(str(source), WIDTH_PX, height=HEIGHT_PX, crop="centre")
    image = image.colourspace("srgb").copy_memory()
    grain = pyvips.Image.gaussnoise(WIDTH_PX, HEIGHT_PX, sigma=1, mean=0, seed=seed).copy_memory()
    low, high, best = 0.5, 24.0, b""
    for _ in range(6):
        strength = (low + high) / 2
        rough = (image + grain * strength).cast("uchar")
        best = rough.jpegsave_buffer(Q=QUALITY, subsample_mode="off" if seed % 2 else "on")
        if abs(len(best) - WANTED_BYTES) < WANTED_BYTES // 20:
            break
        low, high = (strength, high) if len(best) < WANTED_BYTES else (low, strength)
    return best


def _numbered(jpeg: bytes, number: int) -> bytes:
    comment = f"copy {number:04}".encode()
    return jpeg[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + jpeg[2:]
