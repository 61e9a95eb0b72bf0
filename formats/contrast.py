"""Colours as WCAG 2 sees them."""

from __future__ import annotations

Color = tuple[int, int, int]


def color(digits: str) -> Color:
    """The channels, 0 to 255, of "#rrggbb". Raises ValueError."""
    digits = digits.removeprefix("#")
    if len(digits) != 6:
        raise ValueError(f"Not a colour: {digits!r}")
    red, green, blue = bytes.fromhex(digits)
    return red, green, blue


def name(value: Color) -> str:
    return "#" + bytes(value).hex()


def contrast(one: Color, other: Color) -> float:
    """1 (none) to 21 (black on white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mixed(one: Color, other: Color, part: float) -> Color:
    """`part` (0 to 1) of `one`, the rest of `other`."""
    red, green, blue = (
        round(part * mine + (1 - part) * theirs) for mine, theirs in zip(one, other, strict=True)
    )
    return red, green, blue


def readable(wanted: Color, ground: Color, ratio: float) -> Color:
    """`wanted`, moved towards black or white no further than it takes to reach `ratio`.

    The last step is black or white itself, whatever its ratio.
    """
    black, white = (0, 0, 0), (255, 255, 255)
    end = black if contrast(black, ground) > contrast(white, ground) else white
    steps = (mixed(end, wanted, step / 20) for step in range(21))
    return next((step for step in steps if contrast(step, ground) >= ratio), end)


def _luminance(value: Color) -> float:
    red, green, blue = (_linear(channel / 255) for channel in value)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
