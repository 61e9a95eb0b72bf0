"""Photos that come as one form, where scripts are off: each is judged alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

from werkzeug.datastructures import FileStorage

from models.gallery import Gallery
from models.photo import Folder, Photo
from services import uploads
from services.namesakes import Announced
from services.refusals import Refused


@dataclass(frozen=True)
class Result:
    """What became of one file: a photo, or the sentence that says why not."""

    filename: str
    photo: Photo | None
    refusal: str = ""


def add_files(
    gallery: Gallery, folder: Folder, files: Iterable[FileStorage], **told: str | int
) -> list[Result]:
    """Take each file; one that is refused never stops the others. An untouched field is none.

    `told` goes into what is announced; without it namesakes are kept.
    """
    return [_add(gallery, folder, file, **told) for file in files if file.filename]


def _add(gallery: Gallery, folder: Folder, file: FileStorage, **told: Any) -> Result:
    filename = file.filename or ""
    upload_id, facts = f"form-{token_hex(16)}", {"same_name": "keep"} | told
    announced = Announced(upload_id, filename, _size(file), **facts)
    try:
        return Result(filename, uploads.receive(gallery, folder, announced, file.stream))
    except Refused as refusal:
        return Result(filename, None, str(refusal))


def _size(file: FileStorage) -> int:
    end = file.stream.seek(0, 2)
    file.stream.seek(0)
    return end
