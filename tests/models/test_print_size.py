"""How finely a picture is printed."""

import pytest

from models.print_size import print_dpi


@pytest.mark.parametrize(
    ("size", "pixels", "dpi"),
    [
        ("10×15", (1200, 1800), 304),
        ("15 x 10 cm", (1200, 1800), 304),
        ("10×15", (1800, 1200), 304),
        ("20×30", (800, 600), 67),
        ("10,5 × 14,8", (1240, 1748), 299),
        ("10×15", (0, 0), None),
        ("A4", (1000, 1000), None),
        ("0×15", (1000, 1000), None),
        ("", (1000, 1000), None),
    ],
)
def test_the_coarser_side_counts(size, pixels, dpi):
    """D25."""
    assert print_dpi(size, *pixels) == dpi
