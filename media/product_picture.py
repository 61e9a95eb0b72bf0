"""Pictures of a product as partners fetch them: a large one and an icon, nothing of the camera."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from media.fitting import fit_within
from media.guard import photo_limits
from media.renditions import RenditionFile

if TYPE_CHECKING:
    from pyvips import Image

LARGE_PX, ICON_PX = 1600, 240
QUALITY = 85


@dataclass(frozen=True)
class Pictures:
    large: RenditionFile
    icon: RenditionFile


def prepare(path: Path, format: str) -> Pictures:
    """Both pictures of a file whose format `intake.sniff` told; nothing is enlarged.

    Raises UnreadablePhoto.
    """
    from media import decoding

    with photo_limits():
        large = decoding.decode(path, format, LARGE_PX).image
        icon = decoding.resized(large, *fit_within(large.width, large.height, ICON_PX))
        return Pictures(_file(large), _file(icon))


def _file(picture: Image) -> RenditionFile:
    data = picture.jpegsave_buffer(Q=QUALITY, keep="none")
    return RenditionFile(data, picture.width, picture.height)
