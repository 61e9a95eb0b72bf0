"""Photographs as cameras write them, for the rendition benchmark: 12, 24 and 45 megapixels.

Half have chroma at half width, half in full; all carry a profile, as editors export them, most of
sRGB and some of a wide gamut; some lie on their side.
"""

import io
from pathlib import Path

import pyvips
from PIL import Image, ImageCms

from bench import photographs
from tests.media.pictures import adobe_rgb

OUT = photographs.ROOT / "bench" / "out" / "renditions"
SIZES_PX = {12: (4272, 2848), 24: (6000, 4000), 45: (8256, 5504)}
COUNTS = {12: 2, 24: 8, 45: 2}
WIDE_GAMUT = {1, 4, 6}
TURNED = {2: 6, 5: 8}
BYTES_A_PIXEL = 0.36


def of_size(megapixels: int) -> list[Path]:
    """The files of one size; made once and kept in bench/out."""
    OUT.mkdir(parents=True, exist_ok=True)
    return [_made(megapixels, number) for number in range(COUNTS[megapixels])]


def _made(megapixels: int, number: int) -> Path:
    path = OUT / f"{megapixels}mp-{number}.jpg"
    if not path.exists():
        sources = sorted(photographs.real(), key=lambda photo: -photo.stat().st_size)
        image = _enlarged(sources[number % len(sources)], *SIZES_PX[megapixels])
        path.write_bytes(_roughened(image, number))
    return path


def _enlarged(source: Path, width_px: int, height_px: int) -> pyvips.Image:
    image = pyvips.Image.thumbnail(str(source), width_px, height=height_px, crop="centre")
    return image.colourspace("srgb").copy_memory()


def _roughened(image: pyvips.Image, number: int) -> bytes:
    """Grained until the file is as heavy as a camera's."""
    grain = pyvips.Image.gaussnoise(image.width, image.height, sigma=1, mean=0, seed=number)
    grain, wanted_bytes = grain.copy_memory(), image.width * image.height * BYTES_A_PIXEL
    low, high, best = 0.5, 24.0, b""
    for _ in range(6):
        strength = (low + high) / 2
        best = _saved((image + grain * strength).cast("uchar"), number)
        if abs(len(best) - wanted_bytes) < wanted_bytes / 20:
            break
        low, high = (strength, high) if len(best) < wanted_bytes else (low, strength)
    return best


def _saved(image: pyvips.Image, number: int) -> bytes:
    picture = Image.frombytes("RGB", (image.width, image.height), image.write_to_memory())
    exif = Image.Exif()
    exif[0x0112] = TURNED.get(number, 1)
    buffer = io.BytesIO()
    profile = adobe_rgb() if number in WIDE_GAMUT else _srgb()
    chroma = "4:2:2" if number % 2 else "4:4:4"
    picture.save(buffer, "JPEG", quality=92, subsampling=chroma, icc_profile=profile, exif=exif)
    return buffer.getvalue()


def _srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
