"""A photo's name as other programs look for it."""

import re
import unicodedata
from collections.abc import Container
from functools import lru_cache

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")

# What editors and people add to a name when they save a finished photo, in small letters.
SUFFIXES = (
    *("edit", "edited", "edits", "retouch", "retouched", "ret", "final", "finished", "done"),
    *("retusz", "po retuszu", "obrobka", "obróbka", "obrobione", "gotowe", "final", "finalne"),
    *("ostateczne", "poprawka", "poprawione", "wersja", "version", "v", "copy", "kopia"),
    *("web", "www", "internet", "net", "fb", "ig", "insta", "small", "male", "małe", "srgb"),
    *("print", "druk", "do druku", "full", "full res", "fullres", "hires", "hq", "large", "duze"),
    *("duże", "bw", "b&w", "mono", "cb", "czb", "cz-b", "color", "colour", "kolor"),
    *("crop", "cropped", "kadr", "hdr", "pano", "stack", "enhanced", "nr", "sr", "dxo", "topaz"),
    *("denoise", "sharpen", "ps", "lr", "c1", "raw", "psd", "tif", "tiff", "jpg", "jpeg", "png"),
    *("cr2", "cr3", "nef", "arw", "raf", "dng", "orf", "rw2"),
)
_SEPARATORS = "-_ .+"


def stem(filename: str) -> str:
    """The name without its last extension: `a.b.CR3` is `a.b`, `.hidden` stays `.hidden`.

    The client saw IMG_1.JPG, the photographer edits IMG_1.CR3: the stem is what they share.
    `filename` is a bare name, never a path.
    """
    name, _, _ = filename.rpartition(".")
    return name if name.strip(".") else filename


def one_line(name: str) -> str:
    """The name letter for letter, but a line break or another control character becomes a space.

    Without this, one photo would take two lines of a list.
    """
    return _CONTROL.sub(" ", name)


def matching_key(name: str) -> str:
    """Equal for names that programs take for the same: upper or lower case, NFC or NFD."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def matching_stem(filename: str, stems: Container[str], own: str = "") -> str | None:
    """The longest of `stems` that the name is once suffixes such as "-Edit" are taken off it.

    `stems` are keys of `matching_key`: all names of the session, so that a burst's A747902-3 is
    never taken for a second version of A747902. `own` is what the studio itself adds: "_hz".
    """
    name = matching_key(stem(filename))
    _, suffix = _patterns(own)
    while name not in stems:
        shorter = suffix.sub("", name)
        if shorter == name or not shorter:
            return None
        name = shorter
    return name


def bare_stem(filename: str, own: str = "") -> str:
    """The key of a name without additions, for names of which nobody knows the original.

    Numbers stay: nobody can tell which are versions.
    """
    name = matching_key(stem(filename))
    addition, _ = _patterns(own)
    while (shorter := addition.sub("", name)) not in ("", name):
        name = shorter
    return name


@lru_cache(maxsize=64)
def _patterns(own: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What only people and programs add, "-Edit", "_retusz-2", "_2048px", " (2)"; and the same or
    a number alone: a version, "-2", or the camera's own, but those of cameras are longer."""
    words = {*SUFFIXES, matching_key(own).strip(_SEPARATORS)} - {""}
    known = "|".join(re.escape(one) for one in sorted(words, key=len, reverse=True))
    added = rf"[-_ .+]+(?:(?:{known})[-_ .]?\d{{0,2}}|\d{{3,4}}px)|[-_ .]*\(\d{{1,2}}\)"
    return re.compile(rf"(?:{added})$"), re.compile(rf"(?:{added}|[-_ .]+\d{{1,2}})$")
