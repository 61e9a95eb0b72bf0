"""What a client may fetch below their gallery. As in `blueprints.access`, getters are rights."""

from flask import abort, g, request
from flask_login import current_user
from sqlalchemy import Select, select

from blueprints import access
from blueprints.access import Visitor
from extensions import db
from models.cart import Cart
from models.gallery import Gallery
from models.invitation import Invitation
from models.order import Order
from models.photo import Folder, Photo, Rendition
from models.types import utc_now
from services import deliveries

FINISHED = {Folder.FULL.value: Folder.FULL, Folder.WEB.value: Folder.WEB}


def cart_by_key(visitor: Visitor, key: str) -> Cart:
    """The visitor's own cart, ordered or not, that an order form names. Aborts 404."""
    cart = select(Cart).where(Cart.key == key, Cart.invitation_id == visitor.invitation.id)
    return db.session.scalar(cart) or abort(404)


def order_of_cart(cart: Cart) -> Order:
    return db.session.scalar(select(Order).where(Order.cart_id == cart.id)) or abort(404)


def orders_of(visitor: Visitor) -> list[Order]:
    """What this person has ordered from the gallery, newest first."""
    mine = Order.invitation_id == visitor.invitation.id
    return list(db.session.scalars(Order.of_gallery(visitor.gallery.id).where(mine)))


def proof_key(code: str, photo_id: int, kind: str) -> tuple[str, str]:
    """(storage key, revision) of a proof's rendition, permission and all in one query.

    Aborts 404.
    """
    query = (
        select(Rendition.key, Photo.revision)
        .join(Photo, Rendition.photo_id == Photo.id)
        .join(Gallery, Photo.gallery_id == Gallery.id)
        .where(
            Gallery.code == code,
            Photo.id == photo_id,
            Photo.folder == Folder.PROOFS,
            Photo.rendered_at.is_not(None),
            Rendition.kind == kind,
        )
    )
    found = db.session.execute(_permitted(query)).one_or_none() or abort(404)
    return found.key, found.revision


def finished_photos(visitor: Visitor, folder: str) -> list[Photo]:
    """What the visitor may download from a folder. Aborts 404 for a folder that is none."""
    known = FINISHED.get(folder) or abort(404)
    return deliveries.downloadable(visitor.gallery, known, utc_now())


def cover_photo(gallery: Gallery) -> Photo | None:
    """The chosen cover, else the first photo that is ready."""
    if gallery.cover_photo is not None and gallery.cover_photo.is_ready:
        return gallery.cover_photo
    return db.session.scalar(Photo.ready_in_folder(gallery.id, Folder.PROOFS).limit(1))


def cover_key(invitation: Invitation) -> str:
    """Where the cover's picture lies. Aborts 404 without one and for a dead or unsent link."""
    if invitation.is_revoked or not invitation.gallery.is_sent:
        abort(404)
    photo = cover_photo(invitation.gallery) or abort(404)
    return rendition_key(photo, "grid")


def rendition_key(photo: Photo, kind: str) -> str:
    query = select(Rendition.key).where(Rendition.photo_id == photo.id, Rendition.kind == kind)
    return db.session.scalar(query) or abort(404)


def _permitted(query: Select) -> Select:
    """Only for whoever holds a grant of the gallery, or its owner in the preview."""
    if "preview" in request.args:
        g.preview = request.args.get("preview", 0, type=int)
        if not current_user.is_authenticated:
            abort(404)
        return query.where(Gallery.studio_id == current_user.studio_id)
    invitation_id, epoch = access.grant() or abort(404)
    return query.join(Invitation, Invitation.gallery_id == Gallery.id).where(
        Invitation.id == invitation_id,
        Invitation.link_epoch == epoch,
        Invitation.revoked_at.is_(None),
    )
