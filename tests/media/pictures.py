"""Small photographs made on the spot, with the traps real ones have."""

import io
import struct
import zlib

from PIL import Image, ImageCms, ImageDraw

CORNERS = ("red", "green", "blue", "yellow")
_NAMED = {"red": (220, 30, 30), "green": (30, 160, 30), "blue": (30, 30, 220)}
_NAMED["yellow"] = (230, 220, 40)
_STORED_AS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def quarters(width_px=600, height_px=400):
    """Red and green above blue and yellow, so that every turn and mirror shows."""
    image = Image.new("RGB", (width_px, height_px))
    draw = ImageDraw.Draw(image)
    for number, name in enumerate(CORNERS):
        left, top = number % 2 * width_px // 2, number // 2 * height_px // 2
        draw.rectangle((left, top, left + width_px // 2, top + height_px // 2), _NAMED[name])
    return image


def corners(data):
    """Names of the four colours of a rendition, as `CORNERS` when it is upright."""
    image = Image.open(io.BytesIO(data)).convert("RGB")
    return tuple(
        _nearest(image.getpixel((round(image.width * x), round(image.height * y))))
        for x, y in ((0.1, 0.1), (0.9, 0.1), (0.1, 0.9), (0.9, 0.9))
    )


def turned(image, orientation):
    """The pixels a camera stores when the viewer has to apply `orientation`."""
    return image.transpose(_STORED_AS[orientation]) if orientation in _STORED_AS else image


def saved(image, format="JPEG", **options):
    buffer = io.BytesIO()
    image.save(buffer, format, **options)
    return buffer.getvalue()


def camera_exif(orientation=1, taken="2026:05:16 14:30:00"):
    """Orientation and time, and what must never leave the house: place, owner, serial number."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x013B] = "Jan Prywatny"
    details = exif.get_ifd(0x8769)
    details[0x9003] = taken
    details[0xA431] = "SERIAL-12345"
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (52.0, 13.0, 47.0)
    return exif


def segments(data):
    """Markers of a JPEG before its picture data."""
    found, at = [], 2
    while data[at + 1] != 0xDA:
        found.append(data[at + 1])
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return found


def png_header(width_px, height_px):
    """A PNG that claims a size and holds nearly nothing."""
    header = struct.pack(">2L5B", width_px, height_px, 8, 0, 0, 0, 0)
    body = _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(b"\0")) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def scan_bomb(scans):
    """A progressive JPEG that repeats its first scan."""
    data = saved(quarters(64, 64), progressive=True)
    start = data.index(b"\xff\xda")
    second = data.index(b"\xff\xc4", start)
    return data[:second] + data[start:second] * scans + data[second:]


def adobe_rgb():
    """A profile with the primaries and the gamma of Adobe RGB (1998)."""
    primaries = {
        b"rXYZ": (0.60974, 0.31111, 0.01947),
        b"gXYZ": (0.20528, 0.62567, 0.06087),
        b"bXYZ": (0.14919, 0.06322, 0.74457),
        b"wtpt": (0.9642, 1.0, 0.8249),
    }
    tags = {name: b"XYZ \0\0\0\0" + _fixed(*values) for name, values in primaries.items()}
    curve = struct.pack(">4s2LH", b"curv", 0, 1, round(2.19921875 * 256)) + b"\0\0"
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    tags[b"desc"] = _text(b"desc", b"Wide RGB")
    return _profile(tags)


def to_srgb(color, profile):
    """What lcms says the colour is, asked by another way than the one under test."""
    image = Image.new("RGB", (1, 1), color)
    converted = ImageCms.profileToProfile(
        image, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"), 1
    )
    return converted.getpixel((0, 0))


def _nearest(color):
    def distance(name):
        return sum((a - b) ** 2 for a, b in zip(_NAMED[name], color, strict=True))

    return min(_NAMED, key=distance)


def _chunk(kind, data):
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))


def _fixed(*values):
    return struct.pack(f">{len(values)}l", *(round(value * 65536) for value in values))


def _text(kind, text):
    return kind + struct.pack(">2L", 0, len(text) + 1) + text + bytes(79 + 4 - len(text) % 4)


def _profile(tags):
    table, body = struct.pack(">L", len(tags)), b""
    for name, data in tags.items():
        table += struct.pack(">4s2L", name, 132 + 12 * len(tags) + len(body), len(data))
        body += data
    size = 128 + len(table) + len(body)
    head = struct.pack(">2L8s8s", size, 0, b"\x02\x10\0\0mntr", b"RGB XYZ ")
    head = head.ljust(36, b"\0") + b"acsp"
    head = head.ljust(68, b"\0") + _fixed(0.9642, 1.0, 0.8249)
    return head.ljust(128, b"\0") + table + body
