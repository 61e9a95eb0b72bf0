"""Deleting a session: what is lost, what the law keeps, and how the bytes go."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import lazy_gettext
from sqlalchemy import delete, func, select, update

from extensions import db
from models.cart import Cart, CartLine
from models.chapter import Chapter
from models.closed_link import ClosedLink
from models.gallery import Gallery
from models.invitation import Invitation
from models.order import Order
from models.outbox import OPEN, TO_INVITED, OutboxEntry
from models.photo import Folder, Photo
from models.types import utc_now
from models.watermark_example import WatermarkExample
from services import events
from services.files import storage
from services.refusals import Refused
from services.transaction import changed_rows, transaction

# No upload that was running goes on for so long.
QUIET = timedelta(hours=1)
SWEPT_AT_ONCE = 20


class TitleWrong(Refused):
    """What was typed is not the title of the session."""

    status = 422


class DeletedBefore(Refused):
    """Somebody else pressed first."""


@dataclass(frozen=True)
class Loss:
    """What goes with a session, and the orders that stay. `files` are finished ones."""

    photos: int
    files: int
    size_bytes: int
    carts: int
    links: int
    orders: int


def loss_of(gallery: Gallery) -> Loss:
    """Three queries."""
    is_proof = Photo.folder == Folder.PROOFS
    photos = select(
        func.count().filter(is_proof),
        func.count().filter(~is_proof),
        func.coalesce(func.sum(Photo.size_bytes), 0),
    ).where(Photo.gallery_id == gallery.id)
    full = select(CartLine.id).where(CartLine.cart_id == Cart.id)
    carts = (
        select(func.count(Cart.id))
        .join(Cart.invitation)
        .where(Invitation.gallery_id == gallery.id, Cart.ordered_at.is_(None), full.exists())
    )
    links = select(func.count(Invitation.id)).where(
        Invitation.gallery_id == gallery.id, Invitation.revoked_at.is_(None)
    )
    orders = select(func.count(Order.id)).where(Order.gallery_id == gallery.id)
    proofs, files, size_bytes = db.session.execute(photos).one()
    counts = (db.session.scalar(count) or 0 for count in (carts, links, orders))
    return Loss(proofs, files, int(size_bytes), *counts)


def delete_gallery(gallery: Gallery, typed_title: str, actor: str) -> None:
    """Photos, carts, links and downloads are gone at once; the bytes go soon after.

    Orders keep every line, name and price. Raises TitleWrong, DeletedBefore.
    """
    if " ".join(typed_title.split()).casefold() != " ".join(gallery.title.split()).casefold():
        raise TitleWrong(lazy_gettext("Type the title exactly as it stands above."))
    first = update(Gallery).where(Gallery.id == gallery.id, Gallery.deleted_at.is_(None))
    with transaction():
        public_hash = gallery.public_token_hash
        if changed_rows(first.values(deleted_at=utc_now(), **_closed())) != 1:
            raise DeletedBefore(lazy_gettext("The session has been deleted already."))
        if gallery.is_sent:
            _keep_hashes(gallery.id, public_hash)
        _silence(gallery.id)
        _forget_rows(gallery.id)
        events.note_of_gallery(gallery, "gallery.deleted", actor)


def sweep(now: datetime) -> int:
    """Remove the bytes of deleted sessions; returns of how many.

    May break off anywhere: what is left is found again by the next sweep.
    """
    gone = (
        select(Gallery.id)
        .where(Gallery.deleted_at < now - QUIET, Gallery.files_removed_at.is_(None))
        .order_by(Gallery.id)
        .limit(SWEPT_AT_ONCE)
    )
    ids = db.session.scalars(gone).all()
    for gallery_id in ids:
        with transaction():
            _forget_rows(gallery_id)
        for key in list(storage().list(f"galleries/{gallery_id}")):
            storage().delete(key)
        done = update(Gallery).where(Gallery.id == gallery_id)
        with transaction():
            db.session.execute(done.values(files_removed_at=now))
    return len(ids)


def _closed() -> dict[str, object]:
    """What leads in from outside, and what was written for the client."""
    return {
        "is_public": False,
        "public_token_hash": None,
        "public_token_sealed": None,
        "pin_sealed": None,
        "cover_photo_id": None,
        "welcome_text": "",
    }


def _keep_hashes(gallery_id: int, public_hash: str | None) -> None:
    """Of links that were given to people: they are told that the session is gone."""
    theirs = select(Invitation.token_hash).where(
        Invitation.gallery_id == gallery_id, Invitation.is_visitor.is_(False)
    )
    hashes = [*db.session.scalars(theirs), public_hash]
    db.session.add_all(ClosedLink(gallery_id=gallery_id, token_hash=one) for one in hashes if one)


def _silence(gallery_id: int) -> None:
    """Nobody is written to any more about what is not there."""
    people = select(Invitation.id).where(Invitation.gallery_id == gallery_id)
    mails = update(OutboxEntry).where(
        OutboxEntry.kind.in_(TO_INVITED),
        OutboxEntry.subject_id.in_(people),
        OutboxEntry.state.in_(OPEN),
    )
    db.session.execute(mails.values(state="cancelled"))


def _forget_rows(gallery_id: int) -> None:
    """The database takes along what hangs on these rows, and lets the lines of orders go."""
    for model in (Photo, Chapter, Invitation, WatermarkExample):
        db.session.execute(delete(model).where(model.gallery_id == gallery_id))
