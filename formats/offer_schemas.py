"""The schemas of offers as one file, for whoever reads offers by a program."""

import io
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from formats.iof.validation import PLAIN_XML, SCHEMAS

FILENAME = "kadr-offer-schemas.zip"
# Equal files make an equal archive, whenever it is made.
_MADE = (2026, 1, 1, 0, 0, 0)


def schemas_zip() -> bytes:
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for path in [*sorted(SCHEMAS.iterdir()), PLAIN_XML]:
            folder = "iof-3.0" if path.parent == SCHEMAS else "kadr-xml-1"
            entry = ZipInfo(f"{folder}/{path.name}", _MADE)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
    return packed.getvalue()
