"""QR codes as pictures."""

from xml.etree import ElementTree

from formats.qr_code import qr_svg


def test_the_picture_is_a_square_with_a_white_ground_and_no_script():
    svg = ElementTree.fromstring(qr_svg("|PL|Łódź|||"))
    _left, _top, width, height = svg.attrib["viewBox"].split()
    assert width == height
    assert "width" not in svg.attrib
    first, *_rest = svg.iter("{http://www.w3.org/2000/svg}path")
    assert first.attrib["fill"] == "#fff"


def test_the_longest_transfer_still_fits_a_code_that_telephones_read():
    modules = int(ElementTree.fromstring(qr_svg("ż" * 160)).attrib["viewBox"].split()[2])
    assert modules <= 85
