"""Everything Kadr knows of the picked photos, for programs of one's own."""

import json
from collections.abc import Sequence
from typing import Any

from formats.exports.picked import Options, PickedPhoto
from formats.stems import stem


def json_list(photos: Sequence[PickedPhoto], options: Options) -> str:
    told = {"session": options.title, "photos": [_photo(photo) for photo in photos]}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _photo(photo: PickedPhoto) -> dict[str, Any]:
    """`captured_at` is the camera's own clock, without a zone."""
    return {
        "file": photo.filename,
        "stem": stem(photo.filename),
        "number": photo.number,
        "folder": photo.folder,
        "captured_at": photo.captured_at and photo.captured_at.replace(tzinfo=None).isoformat(),
        "kind": photo.kind,
        "note": photo.note,
        "orders": list(photo.order_numbers),
        "prints": [{"format": name, "copies": copies} for name, copies in photo.prints],
    }
