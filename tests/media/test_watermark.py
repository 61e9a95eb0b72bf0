import io

import pytest
from PIL import Image, ImageChops, ImageFont

from media.renditions import render
from media.watermark import FONT, PLACES
from tests.media import pictures

TEXT = "Studio Światło · podgląd"


@pytest.fixture
def differences(tmp_path):
    """How far each pixel of a rendition differs from the one without a watermark, 0 to 255."""

    def differences(image, text=TEXT, kinds=("proof",)):
        path = tmp_path / "photo"
        path.write_bytes(pictures.saved(image, quality=95))
        bare, marked = (render(path, "jpeg", mark, kinds).files for mark in (None, text))
        return [_difference(bare[kind].data, marked[kind].data) for kind in kinds]

    return differences


def _difference(one, other):
    one, other = (Image.open(io.BytesIO(data)) for data in (one, other))
    return ImageChops.difference(one, other).convert("L")


def around(picture, place):
    """The part of a picture where one line of text stands."""
    x, y = picture.width * (0.2 + 0.6 * place[0]), picture.height * (0.025 + 0.95 * place[1])
    half_width, half_height = picture.width * 0.18, picture.height * 0.03
    return picture.crop((x - half_width, y - half_height, x + half_width, y + half_height))


@pytest.mark.parametrize("color", ["white", "black", "#808080", "#c02020"])
def test_the_text_shows_on_any_background_in_every_rendition(differences, color):
    """Attack A18: no rendition without the watermark."""
    image = Image.new("RGB", (1500, 1000), color)
    for found in differences(image, kinds=("proof", "grid", "thumb")):
        for place in PLACES:
            assert around(found, place).getextrema()[1] > 18


def test_most_of_the_picture_stays_as_it_is(differences):
    histogram = differences(Image.new("RGB", (1500, 1000), "#708090"))[0].histogram()
    assert sum(histogram[8:]) < 0.05 * sum(histogram)
    assert max(level for level, count in enumerate(histogram) if count) < 0.45 * 255


@pytest.mark.parametrize("size", [(600, 400), (400, 600), (1500, 100), (100, 1500), (9, 7)])
def test_any_shape_carries_it(differences, size):
    assert differences(Image.new("RGB", size, "#708090"))[0].getextrema()[1] > 5


@pytest.mark.parametrize("text", ["x" * 500, "a\nb\tc", "©", "猫"])
def test_any_text_can_be_put_on(differences, text):
    assert differences(Image.new("RGB", (900, 600), "black"), text)[0].getextrema()[1] > 18


def test_a_text_of_spaces_changes_nothing(differences):
    assert differences(Image.new("RGB", (90, 60), "black"), " \n ")[0].getextrema() == (0, 0)


def test_every_polish_letter_has_its_shape():
    font = ImageFont.truetype(FONT, 40)
    missing = bytes(font.getmask("\uffff"))
    for letter in "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ„”–©·":
        assert bytes(font.getmask(letter)) != missing
