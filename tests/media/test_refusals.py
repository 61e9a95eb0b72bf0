import pytest
from PIL import Image

from media.intake import Reason, UnreadablePhoto
from media.renditions import render
from media.vips import pyvips
from tests.media import pictures

ALL = ("thumb", "grid", "proof")


@pytest.fixture
def refusal(tmp_path):
    def refusal(data, format="jpeg"):
        path = tmp_path / "photo"
        path.write_bytes(data)
        with pytest.raises(UnreadablePhoto) as caught:
            render(path, format, None, ALL)
        return caught.value

    return refusal


@pytest.fixture
def grainy():
    return Image.effect_noise((800, 600), 60)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("part", [0.5, 0.9])
def test_half_a_photo_is_refused(refusal, grainy, format, part):
    """libvips shows a JPEG that breaks off as if it were whole, with grey instead of the rest."""
    data = pictures.saved(grainy.convert("RGB"), format)
    caught = refusal(data[: int(len(data) * part)], format.lower())
    assert caught.reason in {Reason.TRUNCATED, Reason.DAMAGED}
    if format != "WEBP":
        assert caught.reason is Reason.TRUNCATED
        assert caught.detail == {"got_bytes": int(len(data) * part)}


def test_too_many_pixels_are_refused_by_the_header(refusal):
    caught = refusal(pictures.png_header(13_000, 13_000), "png")
    assert caught.reason is Reason.TOO_LARGE
    assert caught.detail["megapixels"] == 169
    assert caught.detail["limit_megapixels"] == 160


def test_a_side_past_every_camera_is_refused(refusal):
    assert refusal(pictures.png_header(70_000, 2), "png").reason is Reason.TOO_LARGE


def test_a_thousand_scans_are_refused_before_decoding(refusal):
    caught = refusal(pictures.scan_bomb(1000))
    assert caught.reason is Reason.TOO_SLOW
    assert caught.detail == {"scans": 101}


@pytest.mark.parametrize(
    ("data", "format"),
    [
        (b"\xff\xd8\xff\xd9" + bytes(60), "jpeg"),
        (b"\x89PNG\r\n\x1a\n" + b"IEND" * 20, "png"),
        (b"RIFF\x30\0\0\0WEBPVP8 " + bytes(60), "webp"),
        (b"II*\0\x08\0\0\0" + bytes(60), "tiff"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(60), "heic"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", "png"),
        (b"GIF89a\1\0\1\0\0\0\0;", "jpeg"),
    ],
)
def test_rubbish_behind_a_good_beginning_is_refused(refusal, data, format):
    assert refusal(data, format).reason in {Reason.DAMAGED, Reason.TRUNCATED}


def test_an_empty_file_is_refused(refusal):
    assert refusal(b"").reason is Reason.EMPTY


def test_a_raw_file_that_is_a_tiff_is_refused(refusal):
    """Its first picture is a preview the size of a stamp."""
    data = pictures.saved(pictures.quarters(160, 120), "TIFF", tiffinfo={50_706: b"\1\4\0\0"})
    assert refusal(data, "tiff").reason is Reason.RAW


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"),
        ("a.gif", pictures.saved(pictures.quarters(9, 9), "GIF")),
        ("a.ppm", b"P6 1 1 255 abc"),
    ],
)
def test_decoders_we_do_not_need_are_locked(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(pyvips.Error):
        pyvips.Image.new_from_file(str(tmp_path / name)).avg()


def test_damage_that_can_be_shown_is_shown_and_flagged(tmp_path, grainy):
    """A recovery tool that closes half a picture properly: only rows are missing."""
    path = tmp_path / "photo"
    data = bytearray(pictures.saved(grainy))
    height = data.index(b"\xff\xc0") + 5
    data[height : height + 2] = (1200).to_bytes(2, "big")
    path.write_bytes(data)
    result = render(path, "jpeg", None, ALL)
    assert result.may_be_damaged
    assert result.height_px == 1200


def test_what_samsung_writes_into_every_photo_is_no_damage(tmp_path, grainy):
    path = tmp_path / "photo"
    data = bytearray(pictures.saved(grainy))
    scan = data.index(b"\xff\xda")
    data[scan + 2 + int.from_bytes(data[scan + 2 : scan + 4], "big") - 2] = 0
    path.write_bytes(data)
    assert not render(path, "jpeg", None, ALL).may_be_damaged
