"""Documents as PDF: the same bytes, the right letters, and nothing from outside."""

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageStat
from pypdf import PdfReader

from formats.sales_document import DocumentBroken, Press

ROOT = Path(__file__).parents[2]
FONTS = sorted((ROOT / "static/fonts").glob("instrument-sans-*.woff2"))
LETTERS = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ€„”–—×"
CELL_PT, SIZE_PT, SCALE = 60, 36, 8
DOTS = """@page { size: 60pt 60pt; margin: 0 } body { margin: 0 }
p { margin: 0; height: 60pt; text-align: center; font: FACE; break-after: page }"""


@pytest.fixture(scope="module")
def press():
    css = (ROOT / "templates/documents/print.css").read_text("utf-8")
    return Press(css, {path.name: path.read_bytes() for path in FONTS})


def page(text):
    return f"<html lang=pl><title>T</title><body class=pl><p>{text}</p></body></html>"


def test_the_same_values_give_the_same_bytes_whatever_was_made_between(press):
    """O-10: a lost verdict does not change a document."""
    first = press.pdf(page("Zażółć"), {}, "1")
    press.pdf(page("gęślą jaźń " * 400), {}, "2")
    assert press.pdf(page("Zażółć"), {}, "1") == first


def test_another_document_has_another_identifier(press):
    assert press.pdf(page("Zażółć"), {}, "1") != press.pdf(page("Zażółć"), {}, "2")


def test_it_is_an_archive_pdf_in_which_nothing_runs_and_nothing_hides(press):
    """A22."""
    reader = PdfReader(BytesIO(press.pdf(page("Faktura"), {}, "1")))
    xmp = reader.xmp_metadata.stream.get_data().decode()
    assert 'pdfaid:part="3"' in xmp or "<pdfaid:part>3<" in xmp or ":part>3<" in xmp
    names = {key for item in _objects(reader) if isinstance(item, dict) for key in item}
    assert names.isdisjoint({"/JS", "/JavaScript", "/Launch", "/EmbeddedFile", "/EF", "/AA"})
    assert "/OpenAction" not in reader.trailer["/Root"]


@pytest.mark.parametrize(
    "html",
    [
        '<img src="file:///etc/passwd">',
        '<img src="http://127.0.0.1/x.png">',
        '<link rel="stylesheet" href="https://example.com/x.css">',
        '<img src="kadr:unknown.png">',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<svg><image href="file:///etc/passwd"/></svg><img src="data:text/plain,x">',
    ],
)
def test_what_was_not_handed_over_ends_the_rendering(press, html):
    """A22."""
    with pytest.raises(DocumentBroken):
        press.pdf(page(html), {}, "1")


def test_control_characters_and_halves_of_letters_do_not_break_a_page(press):
    text = press.pdf(page("A\x00\x01\x1f\x85\ud800B\ufffe"), {}, "1")
    assert "A" in PdfReader(BytesIO(text)).pages[0].extract_text()


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_every_polish_letter_is_drawn_from_our_own_font_to_the_pixel(path, tmp_path):
    """D3: compared with the same letter drawn by Pillow."""
    face = f"@font-face {{ font-family: Ours; src: url(kadr:{path.name}) }}"
    css = face + DOTS.replace("FACE", f"{SIZE_PT}pt/{CELL_PT}pt Ours")
    press = Press(css, {path.name: path.read_bytes()})
    html = "".join(f"<p>{letter}</p>" for letter in LETTERS)
    pages = pypdfium2.PdfDocument(press.pdf(f"<title>T</title>{html}", {}, "1"))
    font = _pillow_font(path, tmp_path)
    for number, letter in enumerate(LETTERS):
        printed = _ink(pages[number].render(scale=SCALE).to_pil().convert("L"))
        assert _difference(printed, _drawn(letter, font)) < 12, letter
    bare = _ink(pages[LETTERS.index("ą")].render(scale=SCALE).to_pil().convert("L"))
    assert _difference(bare, _drawn("a", font)) > 12, "a letter without its tail would be found"


def _pillow_font(path, folder):
    """Pillow reads no WOFF2, so the same outlines as TTF."""
    font = TTFont(path)
    font.flavor = None
    font.save(folder / "font.ttf")
    return ImageFont.truetype(folder / "font.ttf", SIZE_PT * SCALE)


def _drawn(letter, font):
    canvas = Image.new("L", (CELL_PT * SCALE * 2,) * 2, 255)
    ImageDraw.Draw(canvas).text((CELL_PT, CELL_PT), letter, font=font, fill=0)
    return _ink(canvas)


def _ink(picture):
    """What is not paper."""
    return picture.crop(ImageChops.invert(picture).point(lambda v: 255 * (v > 100)).getbbox())


def _difference(one, other):
    """Mean difference of grey, 0 to 255; pictures of different size differ altogether."""
    if max(abs(one.width - other.width), abs(one.height - other.height)) > 4:
        return 255
    small = ImageChops.difference(one, other.resize(one.size))
    return ImageStat.Stat(small).mean[0]


def _objects(reader):
    return [reader.get_object(number) for number in range(1, reader.trailer["/Size"])]
