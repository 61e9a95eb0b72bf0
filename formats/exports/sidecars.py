"""XMP files in a ZIP: five stars, a keyword and the client's note for every picked photo.

Nothing else is said of a photo, so nothing that was there is cleared. The note is IPTC's
"Instructions" and not the caption: captions travel with the picture to whoever gets it.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from formats.exports.picked import Options, PickedPhoto
from formats.stems import stem

FOLDER = "xmp"
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A fixed day: equal choices give equal files.
_MADE_AT = (2026, 1, 1, 0, 0, 0)
_PACKET = """<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
   xmlns:xmp="http://ns.adobe.com/xap/1.0/"
   xmlns:dc="http://purl.org/dc/elements/1.1/"
   xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
   xmp:Rating="5"{note}>
   <dc:subject><rdf:Bag><rdf:li>{keyword}</rdf:li></rdf:Bag></dc:subject>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
"""


def sidecars(photos: Sequence[PickedPhoto], options: Options) -> bytes:
    """`<stem>.xmp`, or `<stem>.<raw_extension>.xmp` for programs that name them so.

    All lie in a folder of their own: unpacked among the RAW files they would replace sidecars
    that hold somebody's edits.
    """
    page = io.BytesIO()
    ending = f".{options.raw_extension}.xmp" if options.raw_extension else ".xmp"
    with zipfile.ZipFile(page, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, note in _notes(photos).items():
            entry = zipfile.ZipInfo(f"{FOLDER}/{name}{ending}", _MADE_AT)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, _packet(note, options.keyword), zipfile.ZIP_DEFLATED, 1)
    return page.getvalue()


def _notes(photos: Sequence[PickedPhoto]) -> dict[str, str]:
    """The notes of each stem: two photos of one name share a sidecar."""
    notes: dict[str, list[str]] = {}
    for photo in photos:
        notes.setdefault(stem(photo.filename), []).append(photo.note)
    return {name: "\n".join(filter(None, told)) for name, told in notes.items()}


def _packet(note: str, keyword: str) -> str:
    # Line breaks as references: an attribute would turn them into spaces.
    breaks = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
    told = f"\n   photoshop:Instructions={quoteattr(_clean(note), breaks)}" if note else ""
    return _PACKET.format(note=told, keyword=escape(_clean(keyword)))


def _clean(text: str) -> str:
    return _NOT_XML.sub(" ", text)
