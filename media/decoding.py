"""From an uploaded file to pixels: upright, sRGB, eight bits, no larger than asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from media import colour, exif, heic, jpeg
from media.fitting import fit_within
from media.intake import Reason, UnreadablePhoto
from media.vips import pyvips, take_warnings

LIMIT_PIXELS = 160_000_000
LIMIT_SIDE_PX = 65_535
# Samsung phones write this into every photograph; nothing is wrong with the pixels.
HARMLESS_WARNING = "Invalid SOS parameters for sequential JPEG"
_OUT_OF_MEMORY = ("out of memory", "unable to allocate", "g_try_malloc")
_CUT_OFF = ("premature end", "unexpected end", "truncated", "end of stream", "too few bytes")


@dataclass(frozen=True)
class Source:
    """A file whose header has been read. `load(shrink)` gives pixels, not yet decoded."""

    header: pyvips.Image
    load: Callable[[int], pyvips.Image]
    captured_at: datetime | None
    may_shrink: bool = False


@dataclass(frozen=True)
class Decoded:
    """`image` lies in memory; `width_px` and `height_px` are the upright size of the file."""

    image: pyvips.Image
    width_px: int
    height_px: int
    captured_at: datetime | None
    may_be_damaged: bool


def decode(path: Path, format: str, longest_px: int) -> Decoded:
    """Read a photograph so that its longest side is at most `longest_px`; never enlarges.

    Raises UnreadablePhoto.
    """
    take_warnings()
    try:
        source = _OPENERS[format](path)
        _refuse_giant(source.header)
        image = _small_upright(source, longest_px)
    except pyvips.Error as error:
        raise _refusal(path, format, str(error)) from error
    except MemoryError as error:
        raise UnreadablePhoto(Reason.TOO_LARGE) from error
    sides = _upright_sides(source.header)
    return Decoded(image, *sides, source.captured_at, _is_suspicious(take_warnings()))


def _open_jpeg(path: Path) -> Source:
    jpeg.refuse_scan_bomb(path)

    def load(shrink: int) -> pyvips.Image:
        return pyvips.Image.jpegload(
            str(path), shrink=shrink, access="sequential", fail_on="truncated"
        )

    header = load(1)
    return Source(header, load, _captured_at(header), may_shrink=True)


def _open_png(path: Path) -> Source:
    header = pyvips.Image.pngload(str(path), access="sequential", fail_on="error")
    return Source(header, lambda shrink: header, _captured_at(header))


def _open_webp(path: Path) -> Source:
    header = pyvips.Image.webpload(str(path), access="sequential", fail_on="error")
    return Source(header, lambda shrink: header, _captured_at(header))


def _open_tiff(path: Path) -> Source:
    captured_at = exif.captured_at_unless_raw(path)
    header = pyvips.Image.tiffload(str(path), access="sequential", fail_on="error")
    return Source(header, lambda shrink: header, captured_at)


def _open_heic(path: Path) -> Source:
    file = heic.HeicFile(path)
    return Source(file.header, lambda shrink: file.load(), file.captured_at)


_OPENERS = {
    "jpeg": _open_jpeg,
    "png": _open_png,
    "webp": _open_webp,
    "tiff": _open_tiff,
    "heic": _open_heic,
}


def _refuse_giant(header: pyvips.Image) -> None:
    pixels = header.width * header.height
    if pixels > LIMIT_PIXELS or max(header.width, header.height) > LIMIT_SIDE_PX:
        sizes = {"width_px": header.width, "height_px": header.height}
        megapixels = {"megapixels": pixels // 1_000_000, "limit_megapixels": 160}
        raise UnreadablePhoto(Reason.TOO_LARGE, sizes | megapixels)


def _small_upright(source: Source, longest_px: int) -> pyvips.Image:
    """Resize first, then colour, then turn: each step works on as few pixels as it can."""
    width_px, height_px = fit_within(source.header.width, source.header.height, longest_px)
    shrink = _shrink(source.header.width, source.header.height, longest_px)
    image = colour.without_alpha(source.load(shrink if source.may_shrink else 1))
    image = colour.to_srgb(resized(image, width_px, height_px)).copy_memory()
    orientation = image.get("orientation") if image.get_typeof("orientation") else 1
    return image.autorot().copy_memory() if 2 <= orientation <= 8 else image


def resized(image: pyvips.Image, width_px: int, height_px: int) -> pyvips.Image:
    """Lanczos3 to exactly that size."""
    if (image.width, image.height) == (width_px, height_px):
        return image
    return image.resize(width_px / image.width, vscale=height_px / image.height)


def _shrink(width_px: int, height_px: int, wanted_px: int) -> int:
    """How far the JPEG decoder itself may shrink and still leave `wanted_px`, and no side empty."""
    longest_px, shortest_px = max(width_px, height_px), min(width_px, height_px)
    fits = (f for f in (8, 4, 2) if longest_px // f >= wanted_px and shortest_px >= f)
    return next(fits, 1)


def _upright_sides(header: pyvips.Image) -> tuple[int, int]:
    orientation = header.get("orientation") if header.get_typeof("orientation") else 1
    return (header.height, header.width) if 5 <= orientation <= 8 else (header.width, header.height)


def _captured_at(header: pyvips.Image) -> datetime | None:
    field = "exif-ifd2-DateTimeOriginal"
    return exif.camera_time(header.get(field)) if header.get_typeof(field) else None


def _is_suspicious(warnings: str) -> bool:
    complaints = (line for line in warnings.splitlines() if line.startswith("VipsJpeg: "))
    return any(HARMLESS_WARNING not in line for line in complaints)


def _refusal(path: Path, format: str, message: str) -> UnreadablePhoto:
    message = message.lower()
    if any(words in message for words in _OUT_OF_MEMORY):
        return UnreadablePhoto(Reason.TOO_LARGE)
    lacks_end = format == "png" and b"IEND" not in path.read_bytes()
    if lacks_end or any(words in message for words in _CUT_OFF):
        return UnreadablePhoto(Reason.TRUNCATED, {"got_bytes": path.stat().st_size})
    return UnreadablePhoto(Reason.DAMAGED)
