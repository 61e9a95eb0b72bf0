"""A studio to try Kadr with: a session with orders and finished photos, and one still a draft.

Everything goes the way of real work, through the verbs of the other services.
"""

import hashlib
import io
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from extensions import db
from models.event import Event
from models.gallery import Gallery
from models.invitation import Invitation
from models.order import Order
from models.photo import Folder, Photo
from models.price_list import PriceList
from models.studio import Studio
from models.types import utc_now
from models.user import User
from services import (
    accounts,
    carts,
    checkout,
    demo_offer,
    demo_partner,
    galleries,
    invitations,
    orders,
    payments,
    price_lists,
    renditions,
    rules,
    uploads,
    wishes,
)
from services.checkout import Checkout
from services.demo_choices import (
    ADDRESS,
    CHOSEN_BY_LUCJA,
    CHOSEN_BY_MARIA,
    PRINTS,
    STILL_IN_CART,
)
from services.demo_prices import COUPLE, OUTDOOR, PRICE_LISTS
from services.files import storage
from services.galleries import Terms
from services.namesakes import Announced
from services.rules import Look
from services.transaction import transaction

LOGIN = "demo@kadr.local"
PASSWORD = "kadr-demo-2026"  # noqa: S105 - printed for everybody to see
STUDIO, PHOTOGRAPHER = "Pracownia Światłoczuła", "Hanna Żurek"
CONTACT = "pracownia@example.com"
WEDDING, ENGAGEMENT = "Łucja i Jan", "Emma & Tom"
LAST_FACT = "order.status"
DAYS_TO_CHOOSE = 12

WELCOMES = {
    WEDDING: (
        "Kochani, w pakiecie macie 5\N{NO-BREAK SPACE}zdjęć po retuszu, każde kolejne to "
        "40,00\N{NO-BREAK SPACE}zł. Przy zdjęciu możecie zostawić uwagę. Ściskam, Hanna"
    ),
    ENGAGEMENT: "Dear both, choose the three you like best. Any further one is 60 zł. Hanna",
}


def fill(photographs: Path) -> None:
    """Make the demo studio of the IMG_ and DSC_ files in a folder.

    What a run that broke off has left is completed; a complete studio is never touched again.
    """
    studio = _studio()
    if _is_complete(studio):
        return
    _keep_price_lists(studio)
    _offer_products(studio)
    _prepare_engagement(studio, sorted(photographs.glob("DSC_*.JPG")))
    files = sorted(photographs.glob("IMG_*.JPG"))
    wedding = _send_wedding(studio, files)
    lucja, maria = wedding.invitations
    paid = _order(lucja, CHOSEN_BY_LUCJA, "courier", **ADDRESS)
    _order(maria, CHOSEN_BY_MARIA, "locker", delivery_point="KRA012", phone="600 200 300")
    _pick(lucja, STILL_IN_CART)
    _finish(wedding, [file for file in files if file.name in CHOSEN_BY_LUCJA])
    demo_partner.share(studio, OUTDOOR, PHOTOGRAPHER)
    payments.mark_paid(paid, PHOTOGRAPHER)
    orders.set_status(paid, studio.order_statuses[1], PHOTOGRAPHER)


def _studio() -> Studio:
    """The studio; the second look is for a run that ended between the two steps."""
    if user := db.session.scalar(User.by_email(LOGIN)):
        return user.studio
    user = db.session.scalar(User.by_email(CONTACT))
    user = user or accounts.create_studio(STUDIO, CONTACT, PASSWORD, is_live=True)
    with transaction():
        # Not given to create_studio: .local is reserved, no mail could ever be sent there.
        user.email, user.name = LOGIN, PHOTOGRAPHER
    return user.studio


def _is_complete(studio: Studio) -> bool:
    last = select(Event.id).where(Event.studio_id == studio.id, Event.kind == LAST_FACT)
    return db.session.scalar(last.limit(1)) is not None


def _keep_price_lists(studio: Studio) -> None:
    kept = {prices.name for prices in db.session.scalars(PriceList.of_studio(studio.id))}
    for name, terms in PRICE_LISTS.items():
        if name not in kept:
            price_lists.create_list(studio, name, terms)


def _offer_products(studio: Studio) -> None:
    sold_in = PriceList.of_studio(studio.id).where(PriceList.name == OUTDOOR)
    demo_offer.offer(studio, db.session.scalars(sold_in).one())


def _prepare_engagement(studio: Studio, files: list[Path]) -> None:
    """A draft: the photos are here, nobody has been told."""
    gallery = _gallery(studio, _engagement_terms())
    _add_files(gallery, Folder.PROOFS, files)
    galleries.choose_cover(gallery, _photos(gallery)["DSC_2291.JPG"])


def _send_wedding(studio: Studio, files: list[Path]) -> Gallery:
    """Sent to two people, who have both looked."""
    gallery = _gallery(studio, _wedding_terms(_today(studio)))
    _add_files(gallery, Folder.PROOFS, files)
    if len(gallery.invitations) == 1:
        invitations.invite(gallery, "Maria Wójcik", "maria.wojcik@example.com")
    if not gallery.is_sent:
        galleries.choose_cover(gallery, _photos(gallery)["IMG_1035.JPG"])
        galleries.send_gallery(gallery, PHOTOGRAPHER)
    for invitation in gallery.invitations:
        if invitation.first_viewed_at is None:
            invitations.record_view(invitation)
    return gallery


def _finish(gallery: Gallery, files: list[Path]) -> None:
    """The retouched photos, whole and as large as a screen; not handed over yet."""
    _add_files(gallery, Folder.FULL, files)
    for photo in _photos(gallery, Folder.FULL).values():
        for rendition in photo.renditions:
            if rendition.kind == "grid":
                data = storage().local_path(rendition.key).read_bytes()
                _add(gallery, Folder.WEB, photo.filename, data)


def _gallery(studio: Studio, terms: Terms) -> Gallery:
    known = Gallery.of_studio(studio.id).where(Gallery.title == terms.title)
    gallery = db.session.scalar(known) or galleries.create_gallery(studio, terms)
    rules.change_look(gallery, Look(welcome_text=WELCOMES[terms.title]))
    return gallery


def _add_files(gallery: Gallery, folder: Folder, files: Iterable[Path]) -> None:
    for file in files:
        _add(gallery, folder, file.name, file.read_bytes())


def _add(gallery: Gallery, folder: Folder, filename: str, data: bytes) -> None:
    """Take in one photo like any upload, and make its previews at once."""
    announced = Announced(hashlib.sha256(data).hexdigest(), filename, len(data))
    photo = uploads.find_received(gallery, folder, announced)
    photo = photo or uploads.receive(gallery, folder, announced, io.BytesIO(data))
    if photo:
        renditions.make(photo.id)


def _photos(gallery: Gallery, folder: Folder = Folder.PROOFS) -> dict[str, Photo]:
    photos = db.session.scalars(Photo.in_folder(gallery.id, folder))
    return {photo.filename: photo for photo in photos}


def _pick(person: Invitation, chosen: dict[str, str]) -> None:
    cart, photos = carts.open_cart(person), _photos(person.gallery)
    for filename, note in chosen.items():
        carts.pick(cart, photos[filename])
        if note:
            carts.write_note(cart, photos[filename], note)


def _print(person: Invitation) -> None:
    cart, photos = carts.open_cart(person), _photos(person.gallery)
    offered = {(item.name, item.paper): item for item in person.gallery.prices.prints}
    for filename, name, paper, quantity in PRINTS:
        if any(line.photo_id == photos[filename].id for line in cart.lines):
            wishes.order_of_photo(cart, photos[filename], offered[name, paper], quantity)


def _order(person: Invitation, chosen: dict[str, str], kind: str, **typed: Any) -> Order:
    """The person's first order; placed now unless it stands already."""
    first = select(Order).where(Order.invitation_id == person.id).order_by(Order.id)
    if order := db.session.scalar(first):
        return order
    _pick(person, chosen)
    _print(person)
    cart = carts.open_cart(person)
    prices = person.gallery.prices
    method = next(one for one in prices.delivery_methods if one.kind == kind)
    typed |= {"payment": prices.payment_methods[0], "name": person.name, "email": person.email}
    total_cents = cart.quote(method).total_cents
    return checkout.place_order(cart, Checkout(method, total_cents, **typed))


def _today(studio: Studio) -> date:
    return utc_now().astimezone(ZoneInfo(studio.timezone)).date()


def _wedding_terms(today: date) -> Terms:
    return Terms(
        title=WEDDING,
        subtitle="plener ślubny",
        client_name="Łucja Wójcik",
        client_email="lucja.wojcik@example.com",
        taken_on=date(2026, 10, 10),
        select_until_on=today + timedelta(days=DAYS_TO_CHOOSE),
        prices=PRICE_LISTS[OUTDOOR],
    )


def _engagement_terms() -> Terms:
    return Terms(
        title=ENGAGEMENT,
        subtitle="engagement walk",
        client_name="Emma Clarke",
        client_email="emma.clarke@example.com",
        locale="en",
        taken_on=date(2026, 9, 19),
        prices=PRICE_LISTS[COUPLE],
    )
