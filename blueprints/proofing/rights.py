"""What a client may fetch below their gallery. As in `blueprints.access`, getters are rights."""

from datetime import timedelta

from flask import abort, request
from flask_login import current_user
from sqlalchemy import Select, bindparam, or_, select

from blueprints import access
from blueprints.access import Visitor
from blueprints.proofing.links import Link
from extensions import db
from models.cart import Cart
from models.gallery import Gallery
from models.invitation import Invitation
from models.order import Order
from models.photo import Folder, Photo, Rendition
from models.price_item import PriceItem
from models.types import utc_now
from services import deliveries, downloads

ONE_DAY = timedelta(days=1)

# Made once: to put them together takes longer than to run them, and pictures are asked for most.
_PROOF = (
    select(Rendition.key, Photo.revision)
    .join(Photo, Rendition.photo_id == Photo.id)
    .join(Gallery, Photo.gallery_id == Gallery.id)
    .where(
        Gallery.code == bindparam("code"),
        Photo.id == bindparam("photo_id"),
        Photo.folder == Folder.PROOFS,
        Photo.rendered_at.is_not(None),
        Photo.hidden_at.is_(None),
        Rendition.kind == bindparam("kind"),
    )
)
# A day later than anywhere on earth: the pages know the studio's own zone.
_NOT_ENDED = or_(
    Gallery.expires_on.is_(None),
    Gallery.expires_on >= bindparam("ended_on", callable_=lambda: utc_now().date() - ONE_DAY),
)
_PROOF_OF_STUDIO = _PROOF.where(Gallery.studio_id == bindparam("studio_id"))
PROOF_BY_GRANT = _PROOF.join(Invitation, Invitation.gallery_id == Gallery.id).where(
    Invitation.id == bindparam("invitation_id"),
    Invitation.link_epoch == bindparam("epoch"),
    Invitation.revoked_at.is_(None),
    Gallery.archived_at.is_(None),
    _NOT_ENDED,
)

FINISHED = {Folder.FULL.value: Folder.FULL, Folder.WEB.value: Folder.WEB}


def gallery_once_entered(code: str) -> Gallery | None:
    """The gallery this browser was let into, even when its link has died since.

    It permits nothing: its studio's name and address are what such a visitor has seen before.
    """
    if (known := access.grant()) is None:
        return None
    entered = select(Gallery).join(Invitation).where(Invitation.id == known[0])
    gallery = db.session.scalar(entered)
    # Compared here, because an address may hold what no database takes.
    return gallery if gallery and gallery.code == code else None


def cart_by_key(visitor: Visitor, key: str) -> Cart:
    """The visitor's own cart, ordered or not, that an order form names. Aborts 404."""
    cart = select(Cart).where(Cart.key == key, Cart.invitation_id == visitor.invitation.id)
    return db.session.scalar(cart) or abort(404)


def has_finished(invitation: Invitation) -> bool:
    """Are the finished photos what this person comes for? A visitor's only after an order."""
    if not invitation.gallery.delivery.is_handed_over:
        return False
    return not invitation.is_visitor or invitation in deliveries.recipients(invitation.gallery)


def order_of_cart(cart: Cart) -> Order:
    return db.session.scalar(select(Order).where(Order.cart_id == cart.id)) or abort(404)


def orders_of(visitor: Visitor) -> list[Order]:
    """What this person has ordered from the gallery, newest first."""
    mine = Order.invitation_id == visitor.invitation.id
    return list(db.session.scalars(Order.of_gallery(visitor.gallery.id).where(mine)))


def photo_item(visitor: Visitor, item_id: int) -> PriceItem:
    """A print or file that this gallery sells of a photo. Aborts 404."""
    items = visitor.gallery.prices.photo_items
    return next((item for item in items if item.id == item_id), None) or abort(404)


def proof_key(code: str, photo_id: int, kind: str) -> tuple[str, str]:
    """(storage key, revision) of a proof's rendition, permission and all in one query.

    Aborts 404.
    """
    statement, holder = _holder()
    wanted = {"code": code, "photo_id": photo_id, "kind": kind, **holder}
    found = db.session.execute(statement, wanted).one_or_none() or abort(404)
    return found.key, found.revision


def finished_photos(visitor: Visitor, folder: str, photo_id: int | None = None) -> list[Photo]:
    """What the visitor may download from a folder, with `photo_id` that one photo or nothing.

    Aborts 404 for a folder that is none.
    """
    known = FINISHED.get(folder) or abort(404)
    return downloads.downloadable(visitor.invitation, known, utc_now(), photo_id)


def finished_photo(visitor: Visitor, folder: str, photo_id: int) -> Photo | None:
    return next(iter(finished_photos(visitor, folder, photo_id)), None)


def cover_photo(gallery: Gallery) -> Photo | None:
    """The chosen cover, else the first photo that is ready."""
    if gallery.cover_photo is not None and gallery.cover_photo.is_shown:
        return gallery.cover_photo
    return db.session.scalar(Photo.shown_in_folder(gallery.id, Folder.PROOFS).limit(1))


def cover_key(link: Link) -> str:
    """Where the cover's picture lies. Aborts 404 without one, for a dead or unsent link, and where
    a PIN is asked for."""
    if link.is_dead or link.gallery.has_pin or not link.gallery.is_sent:
        abort(404)
    photo = cover_photo(link.gallery) or abort(404)
    keys = {rendition.kind: rendition.key for rendition in photo.renditions}
    return keys.get("cover") or keys.get("grid") or abort(404)


def rendition_key(photo: Photo, kind: str) -> str:
    query = select(Rendition.key).where(Rendition.photo_id == photo.id, Rendition.kind == kind)
    return db.session.scalar(query) or abort(404)


def gallery_photo(visitor: Visitor, photo_id: int) -> Photo:
    """A photo to choose from, also while its previews are made anew. Aborts 404."""
    photos = Photo.in_folder(visitor.gallery.id, Folder.PROOFS).where(Photo.hidden_at.is_(None))
    return db.session.scalar(photos.where(Photo.id == photo_id)) or abort(404)


def sold_item(visitor: Visitor, item_id: int, is_per_photo: bool) -> PriceItem:
    """What this gallery sells of a photo, or on its own. Aborts 404."""
    prices = visitor.gallery.prices
    items = prices.photo_items if is_per_photo else prices.products
    return next((item for item in items if item.id == item_id), None) or abort(404)


def _holder() -> tuple[Select, dict[str, int]]:
    """How this browser proves its right: by a grant, or as the owner in the preview."""
    if "preview" not in request.args:
        invitation_id, epoch = access.grant() or abort(404)
        return PROOF_BY_GRANT, {"invitation_id": invitation_id, "epoch": epoch}
    if not current_user.is_authenticated:
        abort(404)
    return _PROOF_OF_STUDIO, {"studio_id": current_user.studio_id}
