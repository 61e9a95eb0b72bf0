"""The finished photos: what there is, what may be taken, and until when."""

from dataclasses import dataclass
from functools import cached_property

from flask import abort, make_response, render_template

from blueprints import access
from blueprints.access import Visitor
from blueprints.proofing import bp, rights
from blueprints.proofing.figures import Cell, cell, frame_of
from blueprints.proofing.gallery import is_view_due
from blueprints.proofing.visiting import welcome
from models.photo import Folder, Photo
from models.types import utc_now
from services import downloads, photos

SHOWN_AT_ONCE = 8


@dataclass(frozen=True)
class FolderView:
    """One folder as the page shows it: `photos` with the shape of each preview."""

    name: str
    photos: list[Photo]
    hidden_count: int

    @property
    def size_bytes(self) -> int:
        return sum(photo.size_bytes for photo in self.photos)

    @property
    def formats(self) -> str:
        names = {photo.format.upper().replace("JPEG", "JPG") for photo in self.photos}
        return ", ".join(sorted(names))

    @property
    def longest_px(self) -> int:
        return max((max(p.width_px or 0, p.height_px or 0) for p in self.photos), default=0)

    @cached_property
    def finals(self) -> list[tuple[Photo, Cell]]:
        return [(photo, cell(frame_of(photo), {}, {})) for photo in self.photos]


@bp.get("/<code>/delivery")
def show_delivery(code: str):
    visitor = welcome(code)
    if refusal := refusal_page(visitor):
        return refusal
    folders = [_folder_view(visitor, folder) for folder in rights.FINISHED]
    return _page(visitor, "delivery.html", 200, folders=[one for one in folders if one.photos])


def refusal_page(visitor: Visitor, folder: str | None = None, photo_id: int | None = None):
    """Why a folder or a photo cannot be downloaded, as a page that says what to do.

    None when something can. Aborts 404 when there is no such file at all.
    """
    delivery = visitor.gallery.delivery
    if not delivery.is_handed_over:
        return _page(visitor, "delivery_not_ready.html", 404)
    if delivery.is_expired_at(utc_now(), visitor.invitation):
        return _page(visitor, "delivery_expired.html", 410)
    if folder is not None and photo_id is not None:
        access.photo_for_visitor(visitor, photo_id, Folder(folder))
    elif any(rights.finished_photos(visitor, name) for name in _wanted(folder)):
        return None
    if not _has_files(visitor, folder):
        return abort(404) if folder else None
    waits = downloads.wait_for_payment(visitor.invitation)
    return _page(visitor, "delivery_waits.html", 403, waits_for_payment=waits)


def _wanted(folder: str | None) -> list[str]:
    return [folder] if folder else list(rights.FINISHED)


def _has_files(visitor: Visitor, folder: str | None) -> bool:
    counts = photos.counts(visitor.gallery)
    return any(counts[name] for name in _wanted(folder))


def _folder_view(visitor: Visitor, folder: str) -> FolderView:
    allowed = rights.finished_photos(visitor, folder)
    count = photos.counts(visitor.gallery)[folder]
    return FolderView(folder, allowed, count - len(allowed))


def _page(visitor: Visitor, name: str, status: int, **values):
    page = render_template(
        f"proofing/{name}",
        visitor=visitor,
        gallery=visitor.gallery,
        is_preview=visitor.is_preview,
        is_view_due=is_view_due(visitor),
        **values,
    )
    return make_response(page, status)
