"""One way of making renditions, run on paths: prints CPU ms a photo, seconds and peak memory.

The first path only warms up and is not counted.
"""

import io
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

MARK = "Studio · preview"


def kadr(path: str) -> None:
    from media.renditions import KINDS, render
    from media.watermark import Mark

    render(Path(path), "jpeg", Mark(MARK), tuple(KINDS))


def naive(path: str) -> None:
    """Pillow as most people write it: everything decoded, everything converted, three resizes."""
    from PIL import Image

    full = full_size(path)
    for side in (2048, 1024, 400):
        small = full.copy()
        small.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=None)
        _stamp(small, side)
        small.save(io.BytesIO(), "JPEG", quality=80)


def full_size(path: str):
    """The whole picture, upright and in sRGB, decoded by Pillow."""
    from PIL import Image, ImageCms, ImageOps

    with Image.open(path) as image:
        profile = image.info.get("icc_profile")
        upright = ImageOps.exif_transpose(image)
    if not profile:
        return upright
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    return ImageCms.profileToProfile(upright, source, ImageCms.createProfile("sRGB"), 1)


def djpeg(path: str) -> None:
    """The least anyone can pay: the decoder alone, at half size."""
    command = ["djpeg", "-scale", "1/2", "-outfile", "/dev/null", path]
    subprocess.run(command, check=True)


WAYS: dict[str, Callable[[str], None]] = {"kadr": kadr, "naive": naive, "djpeg": djpeg}


def _stamp(image, side: int) -> None:
    from PIL import Image, ImageDraw, ImageFont

    from media.lettering import FONT

    width, height = round(side * 0.4), round(side * 0.045)
    mark = Image.new("RGBA", (width, height))
    font = ImageFont.truetype(FONT, side * 0.03)
    ImageDraw.Draw(mark).text((0, 0), MARK, (255, 255, 255, 90), font)
    image.paste(mark, ((image.width - width) // 2, image.height // 2), mark)


def _cpu_s() -> float:
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def main() -> None:
    way, (first, *paths) = WAYS[sys.argv[1]], sys.argv[2:]
    way(first)
    cpu_s, started_s = _cpu_s(), time.monotonic()
    for path in paths:
        way(path)
    told = {
        "cpu_ms": (_cpu_s() - cpu_s) / len(paths) * 1000,
        "wall_s": time.monotonic() - started_s,
        "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1.024 / 1000,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
