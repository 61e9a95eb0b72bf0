"""The size of a picture by its header."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media.picture_size import BY_HEADER, size_px
from tests.media.pictures import camera_exif, png_header, quarters, saved

pytestmark = pytest.mark.pure


@pytest.mark.parametrize("kind", ["jpeg", "png", "tiff"])
def test_it_is_told_without_decoding(tmp_path, kind):
    path = tmp_path / "x"
    path.write_bytes(saved(quarters(60, 40), BY_HEADER[kind]))
    assert size_px(path, kind) == (60, 40)


def test_a_picture_that_lies_on_its_side_is_told_upright(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(saved(quarters(60, 40), exif=camera_exif(orientation=6)))
    assert size_px(path, "jpeg") == (40, 60)


def test_a_lying_header_costs_nothing_and_is_believed(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(png_header(60_000, 60_000))
    assert size_px(path, "png") in ((60_000, 60_000), (0, 0))


@settings(max_examples=150, deadline=None, database=None, derandomize=True)
@given(st.binary(max_size=400), st.sampled_from(["jpeg", "png", "tiff", "webp", "heic"]))
def test_whatever_a_header_holds_breaks_nothing(tmp_path_factory, rest, kind):
    """A27."""
    begins = {"jpeg": b"\xff\xd8\xff\xe1", "png": b"\x89PNG\r\n\x1a\n", "tiff": b"II*\0"}
    path = tmp_path_factory.getbasetemp() / f"hostile-{kind}"
    path.write_bytes(begins.get(kind, b"") + rest)
    assert len(size_px(path, kind)) == 2
