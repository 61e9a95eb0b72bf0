"""Which mark lies on the proofs of a gallery. Only the rendition worker asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.gallery import Gallery, Watermark
from models.watermark_example import WatermarkExample
from services.files import storage

if TYPE_CHECKING:
    from media.watermark import Mark


def mark_of(settings: Gallery | WatermarkExample) -> Mark | None:
    """None when the photographer wants no watermark.

    Raises FileNotFoundError when the logo is away: nothing is rendered without the mark it needs.
    """
    # Here, so that only the rendition worker loads libvips.
    from media.watermark import Mark

    if settings.watermark_kind == Watermark.NONE:
        return None
    gallery = settings if isinstance(settings, Gallery) else settings.gallery
    looks = settings.watermark_place, settings.watermark_opacity_percent
    if settings.watermark_kind == Watermark.LOGO and gallery.studio.logo_key:
        return Mark("", storage().local_path(gallery.studio.logo_key), *looks)
    text = settings.watermark_text
    return Mark(
        text if settings.watermark_kind == Watermark.TEXT else gallery.studio.name, None, *looks
    )
