"""A studio to try Kadr with, made once: a session with orders and one that is still a draft.

Everything goes the way of real work, through the verbs of the other services.
"""

import hashlib
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from flask import current_app

from extensions import db
from models.delivery import DownloadRight
from models.gallery import Gallery
from models.invitation import Invitation
from models.photo import Folder, Photo
from models.studio import Studio
from models.types import utc_now
from models.user import User
from services import (
    accounts,
    carts,
    deliveries,
    galleries,
    invitations,
    orders,
    renditions,
    uploads,
)
from services.galleries import MethodTerms, Terms
from services.orders import Checkout
from services.transaction import transaction
from services.uploads import Announced

LOGIN = "demo@kadr.local"
PASSWORD = "kadr-demo-2026"  # noqa: S105 - printed for everybody to see
CONTACT = "pracownia@example.com"
WEDDING, DRAFT = "Łucja i Jan", "Emma & Tom"
MISSING = "IMG_1042.JPG"


def fill() -> None:
    """Make the demo studio, unless it is there."""
    studio = _studio()
    if not _gallery(studio, DRAFT):
        _wedding(studio)
        _engagement(studio)


def _studio() -> Studio:
    user = db.session.scalar(User.by_email(LOGIN)) or db.session.scalar(User.by_email(CONTACT))
    if user is None:
        user = accounts.create_studio("Pracownia Światłoczuła", CONTACT, PASSWORD)
    with transaction():
        # Reserved names such as .local are no addresses, so it is not accepted as one.
        user.email, user.name = LOGIN, "Hanna Żurek"
    return user.studio


def _wedding(studio: Studio) -> None:
    """Sent, looked at, ordered twice, half finished."""
    gallery = _gallery(studio, WEDDING) or galleries.create_gallery(studio, _wedding_terms())
    _add(gallery, Folder.PROOFS, _files("IMG_*.JPG"))
    _render()
    lucja = gallery.invitations[0]
    if gallery.orders or gallery.is_sent:
        return
    maria = invitations.invite(gallery, "Maria Wójcik", "maria.wojcik@example.com")
    galleries.choose_cover(gallery, _photo(gallery, "IMG_1035.JPG"))
    galleries.send_gallery(gallery, "Hanna Żurek")
    for person in (lucja, maria):
        invitations.record_view(person)
    _order_package(lucja)
    _order_prints(maria)
    _pick(lucja, ["IMG_1046.JPG", "IMG_1050.JPG"])
    _finish(gallery)


def _engagement(studio: Studio) -> None:
    """A draft: photos are here, nobody knows yet."""
    gallery = galleries.create_gallery(studio, _engagement_terms())
    _add(gallery, Folder.PROOFS, _files("DSC_*.JPG"))
    _render()


def _order_package(person: Invitation) -> None:
    numbers = (1035, 1036, 1038, 1042, 1044, 1047, 1050)
    _pick(person, [f"IMG_{number}.JPG" for number in numbers])
    cart = carts.open_cart(person)
    photo = _photo(person.gallery, "IMG_1042.JPG")
    carts.write_note(cart, photo, "Poprosimy cieplejsze kolory, jeśli się da.")
    method = person.gallery.delivery_methods[0]
    price = cart.quote(method).total_cents
    checkout = Checkout(method, price, person.name, person.email, phone="600 100 200")
    orders.mark_paid(orders.place_order(cart, checkout), "Hanna Żurek")


def _order_prints(person: Invitation) -> None:
    _pick(person, ["IMG_1035.JPG", "IMG_1041.JPG", "IMG_1049.JPG"])
    cart = carts.open_cart(person)
    method = person.gallery.delivery_methods[1]
    checkout = Checkout(
        method,
        cart.quote(method).total_cents,
        person.name,
        person.email,
        street="Długa 5/7",
        postcode="31-147",
        city="Kraków",
    )
    orders.place_order(cart, checkout)


def _pick(person: Invitation, filenames: Iterable[str]) -> None:
    cart = carts.open_cart(person)
    for filename in filenames:
        carts.pick(cart, _photo(person.gallery, filename))


def _finish(gallery: Gallery) -> None:
    """The retouched photos are in their folder, all but one."""
    deliveries.change_delivery(gallery.delivery, DownloadRight.PAID, makes_web_version=True)
    ordered = {line.filename for order in gallery.orders for line in order.lines} - {MISSING}
    _add(gallery, Folder.FULL, [file for file in _files("IMG_*.JPG") if file.name in ordered])
    _render()


def _files(pattern: str) -> list[Path]:
    return sorted((Path(current_app.root_path) / "demo" / "photos").glob(pattern))


def _add(gallery: Gallery, folder: Folder, files: Iterable[Path]) -> None:
    for file in files:
        data = file.read_bytes()
        announced = Announced(hashlib.sha256(data).hexdigest(), file.name, len(data))
        if not uploads.find_received(gallery, folder, announced):
            with file.open("rb") as stream:
                uploads.receive(gallery, folder, announced, stream)


def _render() -> None:
    """Make all previews now; those of web versions are asked for by their originals."""
    while waiting := db.session.scalars(Photo.waiting(utc_now())).all():
        for photo_id in waiting:
            renditions.make(photo_id)


def _gallery(studio: Studio, title: str) -> Gallery | None:
    return db.session.scalar(Gallery.of_studio(studio.id).where(Gallery.title == title))


def _photo(gallery: Gallery, filename: str) -> Photo:
    proofs = Photo.in_folder(gallery.id, Folder.PROOFS)
    return db.session.scalars(proofs.where(Photo.filename == filename)).one()


def _wedding_terms() -> Terms:
    today = utc_now().date()
    return Terms(
        title=WEDDING,
        subtitle="plener ślubny",
        client_name="Łucja Wójcik",
        client_email="lucja.wojcik@example.com",
        taken_on=today - timedelta(days=8),
        select_until_on=today + timedelta(days=21),
        welcome_text="Dziękuję Wam za ten dzień w górach.\nWybierzcie pięć zdjęć z pakietu.",
        watermark_text="Pracownia Światłoczuła",
        package_photo_count=5,
        extra_photo_cents=4000,
        methods=[
            MethodTerms("pickup", "Odbiór osobisty w pracowni", 0),
            MethodTerms("courier", "Kurier", 1900),
        ],
    )


def _engagement_terms() -> Terms:
    return Terms(
        title=DRAFT,
        locale="en",
        subtitle="engagement",
        client_name="Emma Clarke",
        client_email="emma.clarke@example.com",
        taken_on=utc_now().date() - timedelta(days=2),
        watermark_text="Pracownia Światłoczuła",
        extra_photo_cents=6000,
        methods=[MethodTerms("online", "Files by link", 0)],
    )
