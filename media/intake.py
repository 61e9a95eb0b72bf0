"""What an upload is, told by its first bytes: never by its name, and without decoding it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePosixPath

MEDIA_TYPES = {
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "tiff": "image/tiff",
    "heic": "image/heic",
}
EXTENSIONS = {
    "jpeg": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "png": (".png",),
    "webp": (".webp",),
    "tiff": (".tif", ".tiff"),
    "heic": (".heic", ".heif", ".hif"),
}
SMALLEST_BYTES = 12
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1"}
_AVIF_BRANDS = {b"avif", b"avis"}
_RAW_BEGINNINGS = (b"IIRO", b"IIRS", b"MMOR", b"IIU\0", b"FUJIFILMCCD-RAW", b"FOVb", b"\0MRM")
_OTHER_BEGINNINGS = (
    b"GIF87a",
    b"GIF89a",
    b"BM",
    b"8BPS",
    b"<svg",
    b"\xff\x0a",
    b"\0\0\0\x0cJXL ",
    b"\0\0\0\x0cjP  ",
)


class Reason(StrEnum):
    """Why a file is not taken; each has one sentence in the user's language."""

    EMPTY = "empty"
    NOT_A_PHOTO = "not_a_photo"
    NAME = "name"
    UNSUPPORTED = "unsupported"
    RAW = "raw"
    TRUNCATED = "truncated"
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    QUARANTINED = "quarantined"


class UnreadablePhoto(Exception):
    """The file cannot become renditions; trying again gives the same answer.

    `detail` holds numbers for the sentence: `got_bytes`, `width_px`, `height_px`, `megapixels`,
    `limit_megapixels`, `scans`, `hidden_letters`, `name_bytes`.
    """

    def __init__(self, reason: Reason, detail: dict[str, int] | None = None):
        super().__init__(reason.value)
        self.reason = reason
        self.detail = detail or {}


def sniff(head: bytes, size_bytes: int) -> str:
    """The format of a file from its first 64 bytes: a key of MEDIA_TYPES.

    Raises UnreadablePhoto with EMPTY, NOT_A_PHOTO, UNSUPPORTED or RAW. A known beginning
    promises nothing about the rest.
    """
    if size_bytes == 0:
        raise UnreadablePhoto(Reason.EMPTY)
    if size_bytes < SMALLEST_BYTES:
        raise UnreadablePhoto(Reason.NOT_A_PHOTO, {"got_bytes": size_bytes})
    if _is_raw(head):
        raise UnreadablePhoto(Reason.RAW)
    if found := _accepted_format(head):
        return found
    known = _is_other_picture(head)
    raise UnreadablePhoto(Reason.UNSUPPORTED if known else Reason.NOT_A_PHOTO)


def check_name(filename: str) -> None:
    """Raise UnreadablePhoto(NAME) for an extension that belongs to no photograph, and for NUL.

    The picture inside `wedding.jpg.exe` may be fine, but the client would download a program.
    A name without any extension passes, and so does `.png` on a JPEG. Dots and spaces at the end
    do not count, because Windows drops them.
    """
    suffix = PurePosixPath(filename.replace("\\", "/").rstrip(". ")).suffix.lower()
    known = {extension for group in EXTENSIONS.values() for extension in group}
    if "\0" in filename or (suffix and suffix not in known):
        raise UnreadablePhoto(Reason.NAME)


def _accepted_format(head: bytes) -> str | None:
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[:4] in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"):
        return "tiff"
    return "heic" if _brands(head) & _HEIC_BRANDS and not _is_avif(head) else None


def _is_raw(head: bytes) -> bool:
    is_canon_tiff = head[:2] in (b"II", b"MM") and head[8:10] == b"CR"
    return is_canon_tiff or b"crx " in _brands(head) or head.startswith(_RAW_BEGINNINGS)


def _is_other_picture(head: bytes) -> bool:
    return _is_avif(head) or head.startswith(_OTHER_BEGINNINGS)


def _is_avif(head: bytes) -> bool:
    return bool(_brands(head) & _AVIF_BRANDS)


def _brands(head: bytes) -> set[bytes]:
    """Brands of an ISO media file (HEIC, AVIF, CR3); none for anything else."""
    if head[4:8] != b"ftyp":
        return set()
    end = min(int.from_bytes(head[:4], "big"), len(head))
    return {head[8:12], *(head[at : at + 4] for at in range(16, end, 4))}
