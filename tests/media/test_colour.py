import io

import pytest
from PIL import Image, ImageCms

from media.colour import is_srgb
from media.renditions import render
from media.vips import pyvips
from tests.media import pictures

COLOR = (90, 170, 120)


@pytest.fixture
def shown(tmp_path):
    """The colour of the middle of the proof."""

    def shown(image, format="JPEG", **options):
        path = tmp_path / "photo"
        path.write_bytes(pictures.saved(image, format, **options))
        proof = render(path, format.lower(), None, ("proof",)).files["proof"]
        picture = Image.open(io.BytesIO(proof.data))
        assert picture.mode == "RGB"
        return picture.getpixel((picture.width // 2, picture.height // 2))

    return shown


def near(color, tolerance=3):
    return tuple(pytest.approx(value, abs=tolerance) for value in color)


def photo(color=COLOR, mode="RGB"):
    return Image.new(mode, (64, 48), color)


def test_a_wide_gamut_becomes_srgb(shown):
    profile = pictures.adobe_rgb()
    expected = pictures.to_srgb(COLOR, profile)
    assert expected[0] < COLOR[0] - 20
    assert shown(photo(), icc_profile=profile, quality=95, subsampling=0) == near(expected)


def test_display_p3_becomes_srgb(shown):
    profile = pyvips.Image.profile_load("p3")
    expected = pictures.to_srgb(COLOR, profile)
    assert shown(photo(), icc_profile=profile, quality=95, subsampling=0) == near(expected)


@pytest.mark.parametrize("format", ["PNG", "TIFF", "WEBP"])
def test_a_profile_counts_in_every_format(shown, format):
    options = {"lossless": True} if format == "WEBP" else {}
    profile = pictures.adobe_rgb()
    color = shown(photo(), format, icc_profile=profile, **options)
    assert color == near(pictures.to_srgb(COLOR, profile))


def test_an_srgb_photo_keeps_its_numbers(shown):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert is_srgb(profile)
    assert shown(photo(), icc_profile=profile, quality=95, subsampling=0) == near(COLOR)


@pytest.mark.parametrize("profile", [b"garbage" * 50, b"", pyvips.Image.profile_load("cmyk")])
def test_a_profile_that_does_not_fit_is_ignored(shown, profile):
    color = shown(photo(), icc_profile=profile, quality=95, subsampling=0)
    assert color == near(COLOR)


def test_cmyk_is_shown_in_its_colours(shown):
    red, green, blue = shown(Image.new("CMYK", (64, 48), (255, 0, 0, 0)), quality=95)
    assert red < 80
    assert min(green, blue) > 120


def test_grey_photos_stay_grey(shown):
    assert shown(photo(140, "L")) == near((140, 140, 140))


def test_sixteen_bits_keep_their_tone(shown):
    assert shown(Image.new("I;16", (64, 48), 32_768), "PNG") == near((128, 128, 128))


def test_a_palette_is_resolved(shown):
    assert shown(photo().quantize(4), "PNG") == near(COLOR)


@pytest.mark.parametrize(("mode", "color"), [("RGBA", (0, 0, 0, 0)), ("LA", (0, 0))])
def test_transparency_becomes_white(shown, mode, color):
    assert shown(photo(color, mode), "PNG") == near((255, 255, 255))
