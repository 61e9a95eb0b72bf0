"""Who may open what. A getter is the permission: one cannot fetch a thing without the right to it.

The unknown and the forbidden look the same (404), so nobody learns what exists.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from flask import abort, current_app, g, request
from flask_login import current_user
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.interfaces import ORMOption

from blueprints import cookies
from blueprints.numbers import number
from extensions import db
from models.chapter import Chapter
from models.client import Client
from models.consent import Consent
from models.document import Document
from models.extension import Extension
from models.gallery import Gallery
from models.invitation import Invitation
from models.order import Order
from models.order_list import STATUS
from models.order_status import OrderStatus
from models.outbox import OutboxEntry
from models.parcel import Parcel
from models.photo import Folder, Photo
from models.price_list import PriceList
from models.shop import Shop
from models.sign_in import SignIn

GRANT_COOKIE = "kadr_grant"
GRANT_LIFE_S = 90 * 24 * 3600
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}


@dataclass(frozen=True)
class Visitor:
    """Who looks at a gallery: the invited person, or its owner in that person's place."""

    invitation: Invitation
    is_preview: bool

    @property
    def gallery(self) -> Gallery:
        return self.invitation.gallery


def gallery_of_studio(gallery_id: int) -> Gallery:
    return _one(Gallery.of_studio(current_user.studio_id).where(Gallery.id == gallery_id))


def photo_of_studio(photo_id: int) -> Photo:
    return _one(
        select(Photo)
        .join(Gallery, Photo.gallery_id == Gallery.id)
        .where(Photo.id == photo_id, Gallery.studio_id == current_user.studio_id)
    )


def photos_of_gallery(gallery: Gallery, photo_ids: Collection[int]) -> list[Photo]:
    """Photos of one gallery, in the order people see them. Aborts 404 when one is not of it."""
    wanted = select(Photo).where(Photo.gallery_id == gallery.id, Photo.id.in_(photo_ids))
    found = list(db.session.scalars(wanted.order_by(*Photo.sheet_order())))
    return found if len(found) == len(set(photo_ids)) else abort(404)


def chapter_of_gallery(gallery: Gallery, chapter_id: int) -> Chapter:
    return _one(Chapter.of_gallery(gallery.id).where(Chapter.id == chapter_id))


def invitation_of_studio(invitation_id: int) -> Invitation:
    return _one(
        select(Invitation)
        .join(Gallery)
        .where(Invitation.id == invitation_id, Gallery.studio_id == current_user.studio_id)
    )


def extension_of_studio(extension_id: int) -> Extension:
    return _one(
        select(Extension)
        .join(Invitation)
        .join(Gallery)
        .where(Extension.id == extension_id, Gallery.studio_id == current_user.studio_id)
    )


def order_of_studio(order_id: int, *options: ORMOption) -> Order:
    """With `Order.whole()` its lines and photos are read along."""
    wanted = Order.of_studio(current_user.studio_id).where(Order.id == order_id)
    return _one(wanted.options(*options))


def orders_of_studio(order_ids: Sequence[int]) -> Sequence[Order]:
    """All of these, their lines read along; 404 when one of them is not the studio's."""
    wanted = Order.of_studio(current_user.studio_id).where(Order.id.in_(order_ids))
    found = db.session.scalars(wanted.options(Order.whole(), STATUS, joinedload(Order.gallery)))
    orders = found.unique().all()
    return orders if len(orders) == len(set(order_ids)) else abort(404)


def price_list_of_studio(list_id: int) -> PriceList:
    """One of the studio's own lists; what a gallery sells is reached through the gallery."""
    return _one(PriceList.of_studio(current_user.studio_id).where(PriceList.id == list_id))


def status_of_studio(status_id: int) -> OrderStatus:
    return _one(
        select(OrderStatus).where(
            OrderStatus.id == status_id, OrderStatus.studio_id == current_user.studio_id
        )
    )


def shop_of_studio(shop_id: int) -> Shop:
    return _one(Shop.of_studio(current_user.studio_id).where(Shop.id == shop_id))


def client_of_studio(client_id: int) -> Client:
    """Nobody who has been erased."""
    return _one(Client.of_studio(current_user.studio_id).where(Client.id == client_id))


def sign_in_of_user(sign_in_id: int) -> SignIn:
    """One of this person's own that is good; nobody ends another's."""
    return _one(SignIn.of_user(current_user.id).where(SignIn.id == sign_in_id))


def consent_of_studio(consent_id: int) -> Consent:
    return _one(Consent.of_studio(current_user.studio_id).where(Consent.id == consent_id))


def outbox_entry_of_studio(entry_id: int) -> OutboxEntry:
    return _one(
        select(OutboxEntry).where(
            OutboxEntry.id == entry_id, OutboxEntry.studio_id == current_user.studio_id
        )
    )


def parcel_of_studio(parcel_id: int) -> Parcel:
    return _one(Parcel.of_studio(current_user.studio_id).where(Parcel.id == parcel_id))


def document_of_studio(document_id: int) -> Document:
    return _one(Document.of_studio(current_user.studio_id).where(Document.id == document_id))


def visitor_for(code: str) -> Visitor:
    """Whoever holds a grant for this gallery, or its owner previewing with `?preview=<id>`.

    Aborts 404 without either, 403 when a preview tries to change something.
    """
    if "preview" in request.args:
        g.preview = request.args.get("preview", 0, type=number)
        visitor = Visitor(_previewed(code, g.preview), is_preview=True)
        if request.method in UNSAFE:
            abort(403)
        return visitor
    return Visitor(granted_invitation(code) or abort(404), is_preview=False)


def photo_for_visitor(visitor: Visitor, photo_id: int, folder: Folder = Folder.PROOFS) -> Photo:
    """A photo of the visitor's gallery that they may look at."""
    photos = Photo.shown_in_folder(visitor.gallery.id, folder)
    return _one(photos.where(Photo.id == photo_id))


def order_for_visitor(visitor: Visitor, number: int, *options: ORMOption) -> Order:
    wanted = Order.of_gallery(visitor.gallery.id).where(
        Order.number == number, Order.invitation_id == visitor.invitation.id
    )
    return _one(wanted.options(*options))


def give_grant(response, invitation: Invitation, *tokens: str) -> None:
    """Let this browser into the gallery: a signed cookie that dies with the link.

    The addresses of the links get it, too, so that a later visit goes straight in.
    """
    value = _signer(current_app.config["SECRET_KEY"]).dumps([invitation.id, invitation.link_epoch])
    for name in (invitation.gallery.code, *tokens):
        response.set_cookie(
            cookies.name_of(GRANT_COOKIE, current_app.config),
            value,
            max_age=GRANT_LIFE_S,
            path=f"/g/{name}",
            secure=current_app.config["SESSION_COOKIE_SECURE"],
            httponly=True,
            samesite="Lax",
        )


def grant() -> tuple[int, int] | None:
    """What this browser's cookie says: (invitation id, link epoch). Not yet looked up."""
    held = cookies.value_of(GRANT_COOKIE, request.cookies, current_app.config)
    return read_grant(held, current_app.config["SECRET_KEY"])


def read_grant(cookie: str, secret_key: str) -> tuple[int, int] | None:
    """(invitation id, link epoch) of a cookie's value; None when it is not ours or too old."""
    try:
        invitation_id, epoch = _signer(secret_key).loads(cookie, max_age=GRANT_LIFE_S)
    except (BadSignature, ValueError, TypeError):
        return None
    return invitation_id, epoch


def granted_invitation(code: str) -> Invitation | None:
    """The invitation of this browser's cookie for the gallery, when it is still good."""
    if (known := grant()) is None:
        return None
    invitation_id, epoch = known
    wanted = {"code": code, "invitation_id": invitation_id, "epoch": epoch}
    return db.session.scalar(Invitation.live_by_grant(), wanted)


def _previewed(code: str, invitation_id: int) -> Invitation:
    if not current_user.is_authenticated:
        abort(404)
    return _one(
        select(Invitation)
        .join(Gallery)
        .where(
            Gallery.code == code,
            Gallery.studio_id == current_user.studio_id,
            Invitation.id == invitation_id,
        )
    )


@cache
def _signer(secret_key: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret_key, salt="gallery-grant")


def _one(query):
    return db.session.scalar(query) or abort(404)
