"""How near renditions come to the best possible picture of their size."""

import io
from math import log10
from pathlib import Path

from PIL import Image

from bench.rendering.ways import full_size
from media.renditions import KINDS, render
from media.vips import pyvips


def loss_db(paths: list[Path]) -> dict[str, tuple[float, float]]:
    """For each kind: PSNR of ours, and of the ceiling that quality 80 allows, mean of `paths`.

    Both against Lanczos from the full picture, before any JPEG.
    """
    found: dict[str, list[tuple[float, float]]] = {kind: [] for kind in KINDS}
    for path in paths:
        full = full_size(str(path))
        ours = render(path, "jpeg", None, tuple(KINDS)).files
        for kind, file in ours.items():
            best = full.resize((file.width_px, file.height_px), Image.Resampling.LANCZOS)
            ceiling = io.BytesIO()
            best.save(ceiling, "JPEG", quality=80)
            found[kind].append((_psnr(file.data, best), _psnr(ceiling.getvalue(), best)))
    return {
        kind: tuple(sum(side) / len(side) for side in zip(*pairs, strict=True))  # type: ignore
        for kind, pairs in found.items()
    }


def _psnr(jpeg: bytes, best: Image.Image) -> float:
    shown = Image.open(io.BytesIO(jpeg)).convert("RGB")
    one, other = (
        pyvips.Image.new_from_memory(image.tobytes(), image.width, image.height, 3, "uchar")
        for image in (shown, best)
    )
    return 10 * log10(255**2 / ((one - other) ** 2).avg())
