"""Sizes of renditions."""


def fit_within(width_px: int, height_px: int, longest_px: int) -> tuple[int, int]:
    """Size of a rendition whose longest side is at most `longest_px`; never enlarges.

    Sides are whole pixels, at least 1, aspect ratio kept to the nearest pixel.
    Raises ValueError when a side is not positive.
    """
    if min(width_px, height_px, longest_px) < 1:
        raise ValueError("Sides are at least 1 pixel.")
    longest_side_px = max(width_px, height_px)
    if longest_side_px <= longest_px:
        return width_px, height_px
    return (
        max(1, _divide(width_px * longest_px, longest_side_px)),
        max(1, _divide(height_px * longest_px, longest_side_px)),
    )


def _divide(dividend: int, divisor: int) -> int:
    """Rounded to the nearest whole number, halves up."""
    return (2 * dividend + divisor) // (2 * divisor)
