import io
from datetime import datetime

import pytest
from PIL import Image

from media.renditions import KINDS, render
from media.watermark import Mark
from tests.media import pictures

ALL = ("thumb", "grid", "proof")
ONLY_PICTURE = {0xE0, 0xDB, 0xC0, 0xC4, 0xDD}


@pytest.fixture
def rendered(tmp_path):
    def rendered(data, format="jpeg", watermark=None, kinds=ALL):
        path = tmp_path / "photo"
        path.write_bytes(data)
        return render(path, format, watermark and Mark(watermark), kinds)

    return rendered


def test_three_renditions_have_their_sizes(rendered):
    result = rendered(pictures.saved(pictures.quarters(3000, 2000)))
    sizes = {kind: (file.width_px, file.height_px) for kind, file in result.files.items()}
    assert sizes == {"thumb": (400, 267), "grid": (1024, 683), "proof": (2048, 1365)}
    assert (result.width_px, result.height_px) == (3000, 2000)
    for file in result.files.values():
        picture = Image.open(io.BytesIO(file.data))
        assert (picture.format, picture.mode) == ("JPEG", "RGB")
        assert picture.size == (file.width_px, file.height_px)


def test_a_finished_photo_gets_only_the_kinds_asked_for(rendered):
    result = rendered(pictures.saved(pictures.quarters(3000, 2000)), kinds=("thumb", "grid"))
    assert set(result.files) == {"thumb", "grid"}
    assert result.files["grid"].width_px == KINDS["grid"]


def test_a_small_photo_is_never_enlarged(rendered):
    result = rendered(pictures.saved(pictures.quarters(300, 200)))
    assert {(file.width_px, file.height_px) for file in result.files.values()} == {(300, 200)}


@pytest.mark.parametrize(
    ("size", "proof"),
    [((1, 1), (1, 1)), ((3000, 1), (2048, 1)), ((1, 30_000), (1, 2048)), ((5000, 2), (2048, 1))],
)
def test_extreme_shapes_keep_at_least_one_pixel(rendered, size, proof):
    files = rendered(pictures.saved(pictures.quarters(*size)), watermark="Studio").files
    assert (files["proof"].width_px, files["proof"].height_px) == proof
    assert Image.open(io.BytesIO(files["thumb"].data)).size >= (1, 1)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("size", [(600, 400), (2600, 1800)])
def test_every_orientation_comes_out_upright(rendered, orientation, size):
    stored = pictures.turned(pictures.quarters(*size), orientation)
    result = rendered(pictures.saved(stored, exif=pictures.camera_exif(orientation)))
    assert (result.width_px, result.height_px) == size
    assert {pictures.corners(file.data) for file in result.files.values()} == {pictures.CORNERS}


@pytest.mark.parametrize("orientation", [0, 9, 255, 65_535])
def test_an_impossible_orientation_is_ignored(rendered, orientation):
    exif = pictures.camera_exif(orientation)
    result = rendered(pictures.saved(pictures.quarters(), exif=exif))
    assert pictures.corners(result.files["proof"].data) == pictures.CORNERS


def test_a_heic_that_tells_its_orientation_twice_is_turned_once(rendered):
    """The container and the EXIF block both say 6, as iPhones write it."""
    pillow_heif = pytest.importorskip("pillow_heif")
    stored = pictures.turned(pictures.quarters(), 6)
    buffer = io.BytesIO()
    pillow_heif.from_pillow(stored).save(buffer, exif=pictures.camera_exif(6).tobytes())
    assert b"irot" in buffer.getvalue()
    result = rendered(buffer.getvalue(), "heic")
    assert (result.width_px, result.height_px) == (600, 400)
    assert pictures.corners(result.files["proof"].data) == pictures.CORNERS
    assert result.captured_at == datetime(2026, 5, 16, 14, 30)


@pytest.mark.parametrize("format", ["PNG", "WEBP", "TIFF"])
def test_other_formats_become_the_same_renditions(rendered, format):
    stored = pictures.turned(pictures.quarters(2200, 1500), 6)
    # Pillow leaves the folder with the camera's time out of a TIFF unless it gets it as tags.
    exif = {0x0112: 6, 0x8769: {0x9003: "2026:05:16 14:30:00"}}
    options = {"tiffinfo": exif} if format == "TIFF" else {"exif": pictures.camera_exif(6)}
    result = rendered(pictures.saved(stored, format, **options), format.lower())
    assert (result.width_px, result.height_px) == (2200, 1500)
    assert pictures.corners(result.files["grid"].data) == pictures.CORNERS
    assert result.captured_at == datetime(2026, 5, 16, 14, 30)


def test_only_the_first_frame_of_an_animation_counts(rendered):
    frames = [Image.new("RGB", (60, 40), color) for color in ("red", "blue", "lime")]
    for format in ("PNG", "WEBP", "TIFF"):
        data = pictures.saved(frames[0], format, save_all=True, append_images=frames[1:])
        result = rendered(data, format.lower())
        assert (result.width_px, result.height_px) == (60, 40)
        assert result.dominant_color.startswith("f")


def test_no_rendition_tells_who_where_or_with_what(rendered):
    """Attack A17: GPS, owner, serial number, thumbnail, XMP, IPTC, comment, profile."""
    exif = pictures.camera_exif()
    data = pictures.saved(
        pictures.quarters(), exif=exif, comment=b"secret", icc_profile=pictures.adobe_rgb()
    )
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>GPSLatitude</x:xmpmeta>"
    iptc = b"Photoshop 3.0\x008BIM\x04\x04secret"
    for marker, block in ((b"\xff\xe1", xmp), (b"\xff\xed", iptc)):
        data = data[:2] + marker + (len(block) + 2).to_bytes(2, "big") + block + data[2:]
    for kind, file in rendered(data, watermark="Studio").files.items():
        assert set(pictures.segments(file.data)) <= ONLY_PICTURE, kind
        for secret in (b"SERIAL", b"Prywatny", b"GPS", b"secret", b"Exif", b"ICC_PROFILE"):
            assert secret not in file.data


@pytest.mark.parametrize(
    ("taken", "captured_at"),
    [
        ("2026:05:16 14:30:00", datetime(2026, 5, 16, 14, 30)),
        ("2099:12:31 23:59:59", datetime(2099, 12, 31, 23, 59, 59)),
        ("0000:00:00 00:00:00", None),
        ("last summer", None),
        ("", None),
    ],
)
def test_camera_time_is_read_or_left_out(rendered, taken, captured_at):
    data = pictures.saved(pictures.quarters(), exif=pictures.camera_exif(taken=taken))
    assert rendered(data).captured_at == captured_at


def test_a_photo_without_exif_has_no_camera_time(rendered):
    assert rendered(pictures.saved(pictures.quarters())).captured_at is None


def test_the_stand_in_color_is_the_mean_of_the_picture(rendered):
    half_black = Image.new("RGB", (90, 60), "#306090")
    half_black.paste("black", (0, 0, 45, 60))
    mean = bytes.fromhex(rendered(pictures.saved(half_black)).dominant_color)
    assert list(mean) == pytest.approx([0x18, 0x30, 0x48], abs=3)


def test_progressive_photos_and_bytes_behind_the_end_are_fine(rendered):
    data = pictures.saved(pictures.quarters(), progressive=True) + b"PK\3\4 an archive" * 1000
    result = rendered(data)
    assert not result.may_be_damaged
    assert all(b"PK\3\4" not in file.data for file in result.files.values())


def test_a_tiff_of_a_hundred_megapixels_is_no_bomb(rendered):
    """Pillow, which reads its header, would warn; medium format has such files."""
    data = pictures.saved(Image.new("1", (12_000, 8_000)), "TIFF", compression="group4")
    assert rendered(data, "tiff", kinds=("thumb",)).width_px == 12_000
