"""The mark on a proof: pixels change only where it lies, and as much as was asked (N-05)."""

import io

import pytest
from PIL import Image, ImageChops, ImageFont

from media import logo
from media.intake import UnreadablePhoto
from media.lettering import FONT
from media.renditions import render, render_cover
from media.watermark import DIAGONAL, PLACES, Mark
from tests.media import pictures

TEXT = "Studio Światło · podgląd"
GREY = Image.new("RGB", (1500, 1000), "#708090")
EVERY_SHAPE = [(600, 400), (400, 600), (1500, 100), (100, 1500), (9, 7)]


@pytest.fixture
def photo(tmp_path):
    def photo(image):
        path = tmp_path / "photo"
        path.write_bytes(pictures.saved(image, quality=95))
        return path

    return photo


@pytest.fixture
def differences(photo):
    """How far each pixel of a rendition differs from the one without a watermark, 0 to 255."""

    def differences(image, mark=None, kinds=("proof",)):
        path = photo(image)
        bare, marked = (
            render(path, "jpeg", one, kinds).files for one in (None, mark or Mark(TEXT))
        )
        return [_difference(bare[kind].data, marked[kind].data) for kind in kinds]

    return differences


@pytest.fixture
def drawn(tmp_path):
    """A prepared logo: an orange disc in the middle of nothing."""

    def drawn(size=(900, 600), color=(240, 120, 20, 255)):
        picture = Image.new("RGBA", size)
        width, height = size
        picture.paste(color, (width // 3, height // 3, 2 * width // 3, 2 * height // 3))
        source, path = tmp_path / "source.png", tmp_path / "logo.png"
        picture.save(source)
        path.write_bytes(logo.prepare(source))
        return path

    return drawn


def _difference(one, other):
    one, other = (Image.open(io.BytesIO(data)) for data in (one, other))
    return ImageChops.difference(one, other).convert("L")


def around(picture, place):
    """The part of a picture where one line of text stands."""
    x, y = picture.width * (0.2 + 0.6 * place[0]), picture.height * (0.025 + 0.95 * place[1])
    half_width, half_height = picture.width * 0.18, picture.height * 0.03
    return picture.crop((x - half_width, y - half_height, x + half_width, y + half_height))


def changed_box(found, faintest=8):
    """Left, top, right, bottom of what changed, as parts of the picture."""
    box = found.point(lambda level: 255 if level > faintest else 0).getbbox()
    width, height = found.size
    return box[0] / width, box[1] / height, box[2] / width, box[3] / height


def strongest(found):
    return found.getextrema()[1]


@pytest.mark.parametrize("color", ["white", "black", "#808080", "#c02020"])
def test_the_text_shows_on_any_background_in_every_rendition(differences, color):
    """Attack A18: no rendition without the watermark."""
    image = Image.new("RGB", (1500, 1000), color)
    for found in differences(image, kinds=("proof", "grid", "thumb")):
        for place in DIAGONAL.at:
            assert strongest(around(found, place)) > 18


def test_most_of_the_picture_stays_as_it_is(differences):
    histogram = differences(GREY)[0].histogram()
    assert sum(histogram[8:]) < 0.05 * sum(histogram)
    assert max(level for level, count in enumerate(histogram) if count) < 0.45 * 255


@pytest.mark.parametrize("size", EVERY_SHAPE)
@pytest.mark.parametrize("place", PLACES)
def test_any_shape_carries_it_in_any_place(differences, size, place):
    found = differences(Image.new("RGB", size, "#708090"), Mark(TEXT, place=place))[0]
    assert strongest(found) > 5 or min(size) < 10


@pytest.mark.parametrize("text", ["x" * 500, "a\nb\tc", "©", "猫"])
def test_any_text_can_be_put_on(differences, text):
    assert strongest(differences(Image.new("RGB", (900, 600), "black"), Mark(text))[0]) > 18


def test_a_text_of_spaces_changes_nothing(differences):
    found = differences(Image.new("RGB", (90, 60), "black"), Mark(" \n "))[0]
    assert found.getextrema() == (0, 0)


def test_in_the_corner_only_the_lower_right_changes(differences):
    """N-03."""
    left, top, right, bottom = changed_box(differences(GREY, Mark(TEXT, place="corner"))[0])
    assert left > 0.6
    assert top > 0.9
    assert right < 1
    assert bottom < 1


def test_in_the_middle_only_the_middle_changes(differences):
    """N-03."""
    left, top, right, bottom = changed_box(differences(GREY, Mark(TEXT, place="middle"))[0])
    assert 0.15 < left < right < 0.85
    assert 0.4 < top < bottom < 0.6
    assert right - left > 0.5


@pytest.mark.parametrize("has_logo", [False, True])
def test_the_opacity_says_how_far_the_picture_changes(differences, drawn, has_logo):
    """N-03."""
    path = drawn(color=(255, 255, 255, 255)) if has_logo else None
    image = Image.new("RGB", (1500, 1000), "black")
    for percent in (20, 50, 100):
        found = strongest(differences(image, Mark(TEXT, path, "middle", percent))[0])
        assert abs(found - 255 * percent / 100) < 30


@pytest.mark.parametrize("place", PLACES)
def test_a_logo_keeps_its_colours_and_lies_where_it_was_asked_for(photo, drawn, place):
    """N-03."""
    mark = Mark(logo=drawn(), place=place, opacity_percent=100)
    data = render(photo(GREY), "jpeg", mark, ("proof",)).files["proof"].data
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    x, y = {"corner": (0.93, 0.93)}.get(place, (0.5, 0.5))
    red, green, blue = picture.getpixel((picture.width * x, picture.height * y))
    assert abs(red - 240) + abs(green - 120) + abs(blue - 20) < 30


def test_where_a_logo_is_transparent_the_picture_stays(differences, tmp_path):
    ring = Image.new("RGBA", (400, 400), (255, 255, 255, 255))
    ring.paste((0, 0, 0, 0), (40, 40, 360, 360))
    ring.save(tmp_path / "ring.png")
    (tmp_path / "logo.png").write_bytes(logo.prepare(tmp_path / "ring.png"))
    mark = Mark(logo=tmp_path / "logo.png", place="middle", opacity_percent=100)
    found = differences(GREY, mark)[0]
    assert strongest(found) > 90
    assert found.getpixel((found.width // 2, found.height // 2)) < 4


@pytest.mark.parametrize("size", EVERY_SHAPE)
def test_a_logo_fits_on_any_shape(differences, drawn, size):
    for place in PLACES:
        mark = Mark(logo=drawn(), place=place)
        assert differences(Image.new("RGB", size, "#708090"), mark)[0].size == size


def test_a_prepared_logo_has_lost_its_empty_margin_and_everything_but_its_picture(drawn):
    with Image.open(drawn((3000, 2400))) as picture:
        assert (picture.mode, picture.size) == ("RGBA", (1000, 800))
        assert set(picture.info) <= {"dpi"}


@pytest.mark.parametrize("mode", ["RGB", "L", "P", "LA", "1", "I;16"])
def test_a_png_of_any_kind_becomes_a_logo(tmp_path, mode):
    source = tmp_path / "source.png"
    Image.new(mode, (60, 40), (9, 255) if mode == "LA" else 1).save(source)
    picture = Image.open(io.BytesIO(logo.prepare(source)))
    assert (picture.mode, picture.size) == ("RGBA", (60, 40))


def test_what_is_no_logo_is_refused(tmp_path):
    source = tmp_path / "source.png"
    Image.new("RGBA", (60, 40)).save(source)
    empty = source.read_bytes()
    for data in (empty, empty[:60], b"\x89PNG\r\n\x1a\n" + bytes(40)):
        source.write_bytes(data)
        with pytest.raises(UnreadablePhoto):
            logo.prepare(source)


@pytest.mark.parametrize(
    ("size", "screens"), [((3000, 2000), (0.85, 1.3)), ((2000, 3000), (0.85, 1.3))]
)
def test_no_screen_cuts_the_mark_of_a_cover(photo, size, screens):
    """N-05. The page cuts the picture to its own shape, at `object-position: 50% 40%`."""
    path = photo(Image.new("RGB", size, "#708090"))
    bare, marked = (render_cover(path, "jpeg", mark) for mark in (None, Mark(TEXT)))
    assert max(marked.width_px, marked.height_px) == 1600
    left, top, right, bottom = changed_box(_difference(bare.data, marked.data))
    assert right - left < 0.45
    for shape in screens:
        wide, high = min(1, shape * size[1] / size[0]), min(1, size[0] / size[1] / shape)
        assert left > (1 - wide) * 0.5
        assert right < 1 - (1 - wide) * 0.5
        assert top > (1 - high) * 0.4
        assert bottom < 1 - (1 - high) * 0.6


def test_every_polish_letter_has_its_shape():
    font = ImageFont.truetype(FONT, 40)
    missing = bytes(font.getmask("\uffff"))
    for letter in "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ„”–©·":
        assert bytes(font.getmask(letter)) != missing
