"""Every photograph of the test data: upright, sRGB, sized, and without a word about its maker."""

import csv
import io
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageCms, ImageOps, ImageStat

from media.intake import sniff
from media.renditions import KINDS, fit_within, render
from tests.media import pictures

DATA = os.environ.get("KADR_TEST_DATA")
PHOTOS = Path(DATA or ".", "photos")
ROWS = list(csv.DictReader((PHOTOS / "manifest.csv").read_text().splitlines())) if DATA else []
TELLTALES = ("GPS", "Serial", "Owner", "Thumbnail", "XMP", "IPTC", "MPF", "EXIF", "MakerNotes")

pytestmark = pytest.mark.skipif(not DATA, reason="KADR_TEST_DATA is not set")


@pytest.fixture(scope="module")
def rendered():
    """Each photograph rendered once, by file name."""
    return {row["file"]: _rendered(PHOTOS / row["file"]) for row in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_it_is_upright_and_has_its_sizes(rendered, row):
    result = rendered[row["file"]]
    upright_px = int(row["display_w"]), int(row["display_h"])
    assert (result.width_px, result.height_px) == upright_px
    assert not result.may_be_damaged
    for kind, file in result.files.items():
        assert (file.width_px, file.height_px) == fit_within(*upright_px, KINDS[kind])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_it_looks_as_another_decoder_shows_it(rendered, row):
    """Turned the wrong way or left in Display P3, it would be far off."""
    thumb = Image.open(io.BytesIO(rendered[row["file"]].files["thumb"].data))
    other = _shown_by_pillow(PHOTOS / row["file"], thumb.size)
    coarse = [image.resize((24, 24), Image.Resampling.BOX) for image in (thumb, other)]
    assert max(ImageStat.Stat(ImageChops.difference(*coarse)).mean) < 2.5


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_its_camera_time_is_known(rendered, row):
    captured_at = rendered[row["file"]].captured_at
    told = captured_at.strftime("%Y:%m:%d %H:%M:%S") if captured_at else ""
    assert told == row["datetime_original"]


def test_no_rendition_has_a_place_for_metadata(rendered):
    """Attack A17."""
    for name, result in rendered.items():
        for file in result.files.values():
            markers = set(pictures.segments(file.data))
            assert not markers & {*range(0xE1, 0xF0), 0xFE}, name


@pytest.mark.skipif(not shutil.which("exiftool"), reason="exiftool is not installed")
def test_exiftool_finds_nothing_to_tell(rendered, tmp_path):
    for name, result in rendered.items():
        for kind, file in result.files.items():
            (tmp_path / f"{name}-{kind}.jpg").write_bytes(file.data)
    command = ["exiftool", "-json", "-a", "-G1", tmp_path]
    answer = subprocess.run(command, capture_output=True, check=True)
    found = [tag for tags in json.loads(answer.stdout) for tag in tags]
    assert len(found) > len(ROWS)
    assert [tag for tag in found if any(word in tag for word in TELLTALES)] == []


def test_originals_are_left_as_they_are(rendered):
    for row in ROWS:
        assert (PHOTOS / row["file"]).stat().st_size == int(row["bytes"])


def _rendered(path):
    with path.open("rb") as file:
        return render(path, sniff(file.read(64), path.stat().st_size), None, tuple(KINDS))


def _shown_by_pillow(path, size):
    pytest.importorskip("pillow_heif").register_heif_opener()
    with Image.open(path) as image:
        image.draft("RGB", (size[0] * 2, size[1] * 2))
        profile = image.info.get("icc_profile")
        upright = ImageOps.exif_transpose(image).resize(size, Image.Resampling.LANCZOS)
    if not profile:
        return upright
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    return ImageCms.profileToProfile(upright, source, ImageCms.createProfile("sRGB"))
