"""What is handed to a person who asks for their data: a page to read and a file for machines."""

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any


def person_archive(page: str, facts: Mapping[str, Any], names: tuple[str, str]) -> bytes:
    """A ZIP of two files, called `names`: the HTML page, and the same facts as JSON in UTF-8."""
    told = json.dumps(facts, ensure_ascii=False, indent=2)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(names[0], page)
        archive.writestr(names[1], told)
    return held.getvalue()
