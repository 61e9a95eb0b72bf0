"""The finished photos: what there is, what may be taken, and until when."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from flask import abort, make_response, render_template

from blueprints import access
from blueprints.access import Visitor
from blueprints.proofing import bp, rights
from blueprints.proofing.figures import Cell, cell, frame_of
from blueprints.proofing.gallery import is_view_due
from blueprints.proofing.visiting import welcome
from models.order import Order
from models.photo import Folder, Photo
from models.types import utc_now
from services import downloads, photos
from services.downloads import Hindrance, Taken

SHOWN_AT_ONCE = 8
# Above this a download takes so long that people ask what to do when it breaks off.
LARGE_BYTES = 500_000_000
NOT_BOUGHT = (Hindrance.NOT_ORDERED, Hindrance.NO_FILE_ORDERED)


class Final(NamedTuple):
    """A finished photo, the shape of its preview, whether it is new, and when it was taken."""

    photo: Photo
    cell: Cell
    is_new: bool
    taken_at: datetime | None


@dataclass(frozen=True)
class FolderView:
    """One folder as the page shows it. `unpaid_count` photos wait for `unpaid`; the orders among
    them that are this person's own lead to their page."""

    name: str
    photos: list[Photo]
    news: list[Photo]
    taken: Taken
    unpaid: list[Order]
    unpaid_count: int
    other_count: int

    @property
    def size_bytes(self) -> int:
        return sum(photo.size_bytes for photo in self.photos)

    @property
    def news_bytes(self) -> int:
        return sum(photo.size_bytes for photo in self.news)

    @property
    def is_large(self) -> bool:
        return self.size_bytes > LARGE_BYTES

    @cached_property
    def parts(self) -> list[list[Photo]]:
        return downloads.parts(self.photos)

    @property
    def formats(self) -> str:
        names = {photo.format.upper().replace("JPEG", "JPG") for photo in self.photos}
        return ", ".join(sorted(names))

    @property
    def longest_px(self) -> int:
        return max((max(p.width_px or 0, p.height_px or 0) for p in self.photos), default=0)

    @cached_property
    def finals(self) -> list[Final]:
        """The new ones first, so that nobody has to look for them."""
        new = {photo.id for photo in self.news}
        ordered = sorted(self.photos, key=lambda photo: photo.id not in new)
        return [
            Final(
                photo,
                cell(frame_of(photo), {}, {}),
                photo.id in new,
                self.taken.photos.get(photo.id),
            )
            for photo in ordered
        ]


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
    unpaid = [one for one in rights.orders_of(visitor) if one.is_standing and not one.is_settled]
    return _page(visitor, "delivery_waits.html", 403, waits_for_payment=waits, unpaid=unpaid)


def _wanted(folder: str | None) -> list[str]:
    return [folder] if folder else list(rights.FINISHED)


def _has_files(visitor: Visitor, folder: str | None) -> bool:
    counts = photos.counts(visitor.gallery, shown_only=True)
    return any(counts[name] for name in _wanted(folder))


def _folder_view(visitor: Visitor, folder: str) -> FolderView:
    """What is withheld from a visitor of a public session is not counted: it is others'."""
    person, delivery = visitor.invitation, visitor.gallery.delivery
    offered = downloads.offered(person, Folder(folder), utc_now())
    given = rights.finished_photos(visitor, folder)
    waiting = [one for one in offered if one.hindrance == Hindrance.UNPAID]
    others = sum(one.hindrance in NOT_BOUGHT for one in offered)
    return FolderView(
        folder,
        given,
        [photo for photo in given if delivery.is_news(photo)],
        downloads.taken(person, Folder(folder)),
        list(dict.fromkeys(order for one in waiting for order in one.unpaid)),
        len(waiting),
        0 if person.is_visitor else others,
    )


def _page(visitor: Visitor, name: str, status: int, **values):
    page = render_template(
        f"proofing/{name}",
        visitor=visitor,
        gallery=visitor.gallery,
        is_preview=visitor.is_preview,
        is_view_due=is_view_due(visitor),
        ends_at=visitor.gallery.delivery.expires_at_for(visitor.invitation),
        **values,
    )
    return make_response(page, status)
