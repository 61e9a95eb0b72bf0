"""Which photo of a folder a new file is meant for: its own place, or that of another one."""

import re
from dataclasses import dataclass

from flask_babel import lazy_gettext
from sqlalchemy import Select, select

from extensions import db
from formats.stems import matching_key, matching_stem, stem
from models.gallery import Gallery
from models.photo import Folder, Photo
from services.refusals import Refused

_SHA256 = re.compile(r"[0-9a-f]{64}")


class NameTaken(Refused):
    """Another photo of the folder has this name: replace it, or keep both?"""


class NoSuchPhoto(Refused):
    """Nothing in the folder has the name of a file that is to replace something."""

    status = 422


class NameUnclear(Refused):
    """Several photos of the folder have the name but for its ending."""

    status = 422


@dataclass(frozen=True)
class Announced:
    """What the browser says of a file: `chapter` is the name of the folder it lay in.

    `same_name` is "", "keep", "replace" (whatever has this name), or "match" (nothing new comes:
    the file replaces the photo of its name, whose ending and suffix may differ). With `photo_id` it
    replaces that photo, whatever it is called. `actor` is who sends it.
    """

    upload_id: str
    filename: str
    size_bytes: int
    same_name: str = ""
    chapter: str = ""
    photo_id: int = 0
    actor: str = ""

    @property
    def sha256(self) -> str | None:
        return self.upload_id if _SHA256.fullmatch(self.upload_id) else None


def replaced_by(gallery: Gallery, folder: Folder, announced: Announced) -> Photo | None:
    """The photo whose place the file takes; None when it is a photo of its own.

    Raises NameTaken, NoSuchPhoto, NameUnclear.
    """
    if announced.photo_id:
        meant = of_folder(gallery, folder).where(Photo.id == announced.photo_id)
        return db.session.scalar(meant) or _refuse_unknown(announced)
    if announced.same_name == "match":
        return _matching(gallery, folder, announced)
    same = _namesake(gallery, folder, announced)
    if same and not announced.same_name:
        raise NameTaken(lazy_gettext("A different photo with this name is here already."))
    return same if announced.same_name == "replace" else None


def of_folder(gallery: Gallery, folder: Folder) -> Select[Photo]:
    return select(Photo).where(Photo.gallery_id == gallery.id, Photo.folder == folder)


def _namesake(gallery: Gallery, folder: Folder, announced: Announced) -> Photo | None:
    """A photo of this name and other content; the size tells where no hash does."""
    is_other = (
        Photo.sha256 != announced.sha256
        if announced.sha256
        else Photo.size_bytes != announced.size_bytes
    )
    named = of_folder(gallery, folder).where(Photo.filename == announced.filename, is_other)
    return db.session.scalar(named.order_by(Photo.id).limit(1))


def _matching(gallery: Gallery, folder: Folder, announced: Announced) -> Photo:
    """IMG_1042-Edit.tif is meant for IMG_1042.JPG; the very name goes before its likes."""
    names = of_folder(gallery, folder).with_only_columns(Photo.filename, Photo.id)
    by_stem: dict[str, list[int]] = {}
    for filename, photo_id in db.session.execute(names.order_by(Photo.id)):
        if filename == announced.filename:
            return db.session.get_one(Photo, photo_id)
        by_stem.setdefault(matching_key(stem(filename)), []).append(photo_id)
    own = gallery.studio.finished_suffix
    found = by_stem.get(matching_stem(announced.filename, by_stem, own) or "", [])
    if len(found) > 1:
        raise NameUnclear(
            lazy_gettext("Several photos have this name. Replace the right one by itself.")
        )
    return db.session.get_one(Photo, found[0]) if found else _refuse_unknown(announced)


def _refuse_unknown(announced: Announced) -> Photo:
    raise NoSuchPhoto(
        lazy_gettext("The session has no photo called %(name)s.", name=stem(announced.filename))
    )
