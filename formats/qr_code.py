"""QR codes as pictures."""

from io import BytesIO

import segno

QUIET_ZONE = 4


def qr_svg(text: str) -> bytes:
    """An SVG without a size of its own: black on white in every colour scheme, with the quiet zone
    that cameras need.
    """
    picture = BytesIO()
    code = segno.make_qr(text, error="m", encoding="utf-8")
    code.save(picture, kind="svg", border=QUIET_ZONE, dark="#000", light="#fff", omitsize=True)
    return picture.getvalue()


def qr_inline(text: str) -> str:
    """The same as a part of a page, for what must not have an address of its own."""
    code = segno.make_qr(text, error="m", encoding="utf-8")
    return code.svg_inline(border=QUIET_ZONE, dark="#000", light="#fff", omitsize=True)
