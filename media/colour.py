"""Colour of any source to sRGB, as cheaply as it allows."""

from __future__ import annotations

from media.vips import pyvips

_PROFILE = "icc-profile-data"
_NAMES_OF_SRGB = (b"sRGB", "sRGB".encode("utf-16-be"))


def to_srgb(image: pyvips.Image) -> pyvips.Image:
    """Three bands of eight bits. A profile that does not fit the picture is ignored."""
    profile = image.get(_PROFILE) if image.get_typeof(_PROFILE) else b""
    if profile and not is_srgb(profile):
        image = _by_profile(image, embedded=True)
    if image.interpretation == "cmyk":
        image = _by_profile(image, input_profile="cmyk")
    if image.interpretation != "srgb" or image.bands != 3:
        image = image.colourspace("srgb")
    return image if image.format == "uchar" else image.cast("uchar")


def without_alpha(image: pyvips.Image) -> pyvips.Image:
    """On white, because a JPEG has no transparency and black would look like a fault."""
    if not image.hasalpha():
        return image
    return image.flatten(background=65_535 if image.format == "ushort" else 255)


def is_srgb(profile: bytes) -> bool:
    """True when the profile calls itself sRGB, as those of every camera and editor do."""
    return any(name in _description(profile) for name in _NAMES_OF_SRGB)


def _description(profile: bytes) -> bytes:
    """Raw text of the `desc` tag (ICC.1, 7.3: count of tags, then signature, offset, length)."""
    count = int.from_bytes(profile[128:132], "big")
    for entry in range(132, 132 + 12 * min(count, 100), 12):
        if profile[entry : entry + 4] == b"desc":
            start = int.from_bytes(profile[entry + 4 : entry + 8], "big")
            return profile[start : start + int.from_bytes(profile[entry + 8 : entry + 12], "big")]
    return b""


def _by_profile(image: pyvips.Image, **choice: str | bool) -> pyvips.Image:
    try:
        return image.icc_transform("srgb", intent="relative", **choice)
    except pyvips.Error:
        return image
