"""Making a gallery, inviting people to it, sending it and knowing who has looked."""

from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext
from sqlalchemy import func, update

from extensions import db
from models.delivery import Delivery
from models.gallery import Gallery
from models.photo import Folder, Photo
from models.price_list import PriceList
from models.studio import Studio
from models.types import utc_now
from services import invitations, price_lists
from services.accounts import clean_email
from services.clients import client_of
from services.price_lists import PriceTerms
from services.refusals import Refused
from services.transaction import COVER_JOB, ask_for_picture, transaction


class NothingToShow(Refused):
    """A gallery without a single ready photo is not sent."""


@dataclass(frozen=True)
class Terms:
    """What the photographer types about a gallery. Days have no time.

    With None the prices stay what they are: those of a new gallery sell nothing.
    """

    title: str
    client_name: str
    client_email: str
    locale: str = "pl"
    subtitle: str = ""
    taken_on: date | None = None
    select_until_on: date | None = None
    prices: PriceTerms | None = None


def create_gallery(studio: Studio, terms: Terms) -> Gallery:
    """A draft with one invitation, for the client; the studio's name lies on its photos.

    Raises EmailWrong.
    """
    email = clean_email(terms.client_email)
    with transaction():
        gallery = Gallery(studio=studio, delivery=Delivery(), prices=PriceList(studio=studio))
        gallery.watermark_text = studio.name
        fill(gallery, terms, email)
        db.session.add(gallery)
    return gallery


def change_gallery(gallery: Gallery, terms: Terms) -> None:
    """Take over new terms. Orders keep theirs. Raises EmailWrong."""
    email = clean_email(terms.client_email)
    with transaction():
        _apply(gallery, terms)
        _rename_client(gallery, terms.client_name, email)


def send_gallery(gallery: Gallery, actor: str, *, is_mailed: bool = True) -> None:
    """Number the photos and mail every invited person their link, or only let the links lead in.

    The first photo becomes the cover where none is chosen. Visitors of a public session have their
    link already. Raises NothingToShow when no photo is ready yet.
    """
    with transaction():
        first = db.session.scalar(Photo.shown_in_folder(gallery.id, Folder.PROOFS).limit(1))
        if first is None:
            raise NothingToShow(
                lazy_gettext("Add photos first: there is nothing to show the client yet.")
            )
        number_photos(gallery)
        if gallery.cover_photo is None:
            _set_cover(gallery, first)
        gallery.sent_at = gallery.sent_at or utc_now()
        for invitation in gallery.people if is_mailed else ():
            if not invitation.is_revoked:
                invitations.promise_link(invitation, actor)


def choose_cover(gallery: Gallery, photo: Photo) -> None:
    with transaction():
        _set_cover(gallery, photo)


def fill(gallery: Gallery, terms: Terms, email: str) -> None:
    """Give a new gallery its terms, its client and their invitation; a step of a verb."""
    gallery.client = client_of(gallery.studio.id, terms.client_name, email)
    _apply(gallery, terms)
    invitation = invitations.new_invitation(terms.client_name, email)
    invitation.client = gallery.client
    gallery.invitations = [invitation]


def number_photos(gallery: Gallery) -> None:
    """Give numbers to the photos that have none, in the natural order of their names.

    A step of a verb: the caller's transaction commits it. Until then nobody else can number photos
    of the gallery, so no number is given twice.
    """
    touch = update(Gallery).where(Gallery.id == gallery.id).values(code=Gallery.code)
    db.session.execute(touch)
    proofs = Photo.in_folder(gallery.id, Folder.PROOFS)
    highest = proofs.with_only_columns(func.max(Photo.number)).order_by(None)
    last = db.session.scalar(highest) or 0
    unnumbered = db.session.scalars(proofs.where(Photo.number.is_(None)))
    for number, photo in enumerate(unnumbered, start=last + 1):
        photo.number = number


def _set_cover(gallery: Gallery, photo: Photo) -> None:
    gallery.cover_photo = photo
    ask_for_picture(COVER_JOB, photo.id)


def _apply(gallery: Gallery, terms: Terms) -> None:
    for name in (
        "title",
        "subtitle",
        "taken_on",
        "select_until_on",
        "locale",
    ):
        setattr(gallery, name, getattr(terms, name))
    if terms.prices is not None:
        price_lists.apply_terms(gallery.prices, terms.prices)


def _rename_client(gallery: Gallery, name: str, email: str) -> None:
    before = gallery.client.email
    gallery.client = client_of(gallery.studio_id, name, email)
    gallery.client.name = name
    for invitation in gallery.invitations:
        # Visitors without a name, and an erased client, have no address.
        if before and invitation.email == before:
            invitation.name, invitation.email = name, email
            invitation.client = gallery.client
