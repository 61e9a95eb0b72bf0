import subprocess
import sys

import pytest

from media.intake import EXTENSIONS, MEDIA_TYPES, Reason, UnreadablePhoto, check_name, sniff

REST = bytes(60)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"\xff\xd8\xff\xe1", "jpeg"),
        (b"\xff\xd8\xff\xdb", "jpeg"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "webp"),
        (b"II*\0", "tiff"),
        (b"MM\0*", "tiff"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heic"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "heic"),
    ],
)
def test_a_photo_is_known_by_its_first_bytes(head, name):
    assert sniff((head + REST)[:64], 5000) == name
    assert name in MEDIA_TYPES
    assert name in EXTENSIONS


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        (b"just some text, no picture at all", Reason.NOT_A_PHOTO),
        (b"<html><script>alert(1)</script>", Reason.NOT_A_PHOTO),
        (b"MZ\x90\0", Reason.NOT_A_PHOTO),
        (b"%PDF-1.7", Reason.NOT_A_PHOTO),
        (b"%!PS-Adobe-3.0 EPSF-3.0", Reason.NOT_A_PHOTO),
        (b"--boundary\r\n\xff\xd8\xff\xe0", Reason.NOT_A_PHOTO),
        (bytes(64), Reason.NOT_A_PHOTO),
        (b"RIFF\x10\0\0\0WAVEfmt ", Reason.NOT_A_PHOTO),
        (b"\0\0\0\x18ftypisom\0\0\0\0mp42avc1", Reason.NOT_A_PHOTO),
        (b"GIF89a", Reason.UNSUPPORTED),
        (b"<svg onload=alert(1)>", Reason.UNSUPPORTED),
        (b"8BPS", Reason.UNSUPPORTED),
        (b"\0\0\0\x1cftypavif\0\0\0\0mif1avifmiaf", Reason.UNSUPPORTED),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf", Reason.UNSUPPORTED),
        (b"II*\0\x10\0\0\0CR\x02\0", Reason.RAW),
        (b"\0\0\0\x18ftypcrx \0\0\0\x01crx isom", Reason.RAW),
        (b"FUJIFILMCCD-RAW 0201", Reason.RAW),
        (b"IIU\0\x18\0\0\0", Reason.RAW),
    ],
)
def test_anything_else_is_refused_with_its_reason(head, reason):
    """Attack A16: whatever the name says."""
    with pytest.raises(UnreadablePhoto) as refusal:
        sniff((head + REST)[:64], 5000)
    assert refusal.value.reason is reason


def test_an_empty_file_is_called_empty():
    with pytest.raises(UnreadablePhoto) as refusal:
        sniff(b"", 0)
    assert refusal.value.reason is Reason.EMPTY


def test_a_file_too_short_for_any_photo_says_how_many_bytes_came():
    with pytest.raises(UnreadablePhoto) as refusal:
        sniff(b"\xff\xd8", 2)
    assert refusal.value.reason is Reason.NOT_A_PHOTO
    assert refusal.value.detail == {"got_bytes": 2}


@pytest.mark.parametrize(
    "name", ["IMG_0001.JPG", "a.jpeg", "żółw.png", "no extension", "x.TIFF", "a.b.webp", ".jpg"]
)
def test_names_of_photographs_pass(name):
    check_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "wedding.jpg.exe",
        "photo.php",
        "a.jpg\\b.scr",
        "x.svg",
        "a.HTML",
        "a.exe. ",
        "a.php\0.jpg",
        "invoice\u202egpj.exe",
    ],
)
def test_a_name_that_would_be_a_program_or_a_page_is_refused(name):
    """Attack A16: the content may be a photograph, the download would not be."""
    with pytest.raises(UnreadablePhoto) as refusal:
        check_name(name)
    assert refusal.value.reason is Reason.NAME


def test_the_web_process_never_loads_a_decoder():
    source = "import sys, media.intake, media.incoming, media.storage, media.zip_writer;"
    source += "print([m for m in sys.modules if m in ('pyvips', 'PIL', 'pillow_heif')])"
    answer = subprocess.run(
        [sys.executable, "-c", source], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"
