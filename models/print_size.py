"""How finely a picture would be printed in a size such as "10×15", which is in centimetres."""

import re

CM_PER_INCH = 2.54
# Below that people see single dots from where they hold a print.
COARSE_DPI = 150
_SIDES = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)\s*[×x]\s*(\d{1,3}(?:[.,]\d{1,2})?)", re.IGNORECASE)


def print_dpi(size: str, width_px: int, height_px: int) -> int | None:
    """Dots per inch along the side that has fewer, the picture turned to fit; None while a side is
    unknown, or where the size names none."""
    named = _SIDES.search(size)
    if named is None or min(width_px, height_px) < 1:
        return None
    sides_cm = sorted(float(side.replace(",", ".")) for side in named.groups())
    if sides_cm[0] == 0:
        return None
    pixels = sorted((width_px, height_px))
    return min(int(px * CM_PER_INCH / cm) for px, cm in zip(pixels, sides_cm, strict=True))
