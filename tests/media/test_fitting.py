import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media.fitting import fit_within

SIDES = st.integers(1, 70_000)


@settings(deadline=None)
@given(SIDES, SIDES, st.integers(1, 5_000))
def test_every_size_fits_and_keeps_its_shape(width_px, height_px, longest_px):
    width, height = fit_within(width_px, height_px, longest_px)
    assert 1 <= width <= width_px
    assert 1 <= height <= height_px
    assert max(width, height) == min(longest_px, max(width_px, height_px))
    scale = max(width, height) / max(width_px, height_px)
    assert abs(width - max(width_px * scale, 1)) <= 0.5 + 1e-9
    assert abs(height - max(height_px * scale, 1)) <= 0.5 + 1e-9


@pytest.mark.parametrize(
    ("size", "fitted"),
    [
        ((6000, 4000), (2048, 1365)),
        ((4000, 6000), (1365, 2048)),
        ((2048, 2048), (2048, 2048)),
        ((640, 480), (640, 480)),
        ((65_500, 1), (2048, 1)),
    ],
)
def test_known_sizes(size, fitted):
    assert fit_within(*size, 2048) == fitted


@pytest.mark.parametrize("size", [(0, 10, 10), (10, -1, 10), (10, 10, 0)])
def test_a_side_that_is_not_positive_is_an_error(size):
    with pytest.raises(ValueError, match="at least 1"):
        fit_within(*size)
