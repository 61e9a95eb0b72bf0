"""Partners: clients with a part of the studio's offer, and on which terms they have it."""

from dataclasses import dataclass

from flask_babel import LazyString, lazy_gettext
from sqlalchemy import select, update

from extensions import db
from models.client import Client
from models.event import Event
from models.gallery import Gallery
from models.gallery_share import GalleryShare
from models.offer_price import DISCOUNT_UNIT, RATE_UNIT
from models.order_delivery import HOME_COUNTRY
from models.partner import DataFormat, FileSet, Partner
from services import feeds, meanwhile
from services.refusals import Refused
from services.transaction import transaction


class PartnerAlready(Refused):
    """The client is a partner; somebody else pressed first."""


class ShopMissing(Refused):
    """Orders are taken only in shops that the partner has."""

    status = 422


class ChangesAllOffers(Refused):
    """Format and type of file belong to every offer of the partner: asked about first."""


class TermsWrong(Refused):
    """A discount, a rate or a number that cannot be; `field` says which."""

    status = 422

    def __init__(self, field: str, message: LazyString):
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Company:
    """Who pays. Name, e-mail and telephone are the client's own."""

    contact_name: str = ""
    tax_id: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = HOME_COUNTRY


@dataclass(frozen=True)
class Sharing:
    """`may_order` None leaves what it is: the switch could not be pressed."""

    is_sharing: bool
    data_format: str = DataFormat.IOF
    file_set: str = FileSet.BOTH
    may_order: bool | None = None


@dataclass(frozen=True)
class Terms:
    """`rate_e4` is what one unit of `currency` costs in the studio's, in ten-thousandths."""

    discount_bp: int = 0
    currency: str = "PLN"
    rate_e4: int = RATE_UNIT
    language: str = "pl"
    only_in_stock: bool = False
    unlimited_as: int | None = None


def make_partner(client: Client, actor: str) -> Partner:
    """The client may have an offer from now on; nothing is shared yet. Raises PartnerAlready."""
    with transaction():
        if db.session.scalar(select(Partner.id).where(Partner.client_id == client.id)):
            raise PartnerAlready(lazy_gettext("This client is a partner already."))
        studio = client.studio
        partner = Partner(
            studio=studio, client=client, language=studio.locale, currency=studio.currency
        )
        db.session.add(partner)
        db.session.flush()
        note(partner, "partner.made", actor)
    return partner


def change_company(partner: Partner, company: Company) -> None:
    with transaction():
        _apply(partner, company)


def change_sharing(
    partner: Partner, wanted: Sharing, actor: str, *, is_confirmed: bool = False
) -> None:
    """Switch the offer and the orders on or off, and choose what files it has.

    Off closes every address at once; the settings stay. Raises ChangesAllOffers unless it is
    confirmed, and ShopMissing for orders without a shop.
    """
    if not is_confirmed and changes_offers(partner, wanted):
        raise ChangesAllOffers(warning(partner))
    with transaction():
        was_sharing = partner.is_sharing
        partner.is_sharing = wanted.is_sharing
        partner.data_format, partner.file_set = wanted.data_format, wanted.file_set
        if wanted.may_order is not None:
            _let_order(partner, wanted.may_order)
        if was_sharing != partner.is_sharing:
            note(partner, "partner.shared" if partner.is_sharing else "partner.blocked", actor)
    feeds.ask(partner)


def change_terms(partner: Partner, terms: Terms, seen: str = "") -> None:
    """Prices, language and stock as the partner sees them. `seen` is what `seen_of` said when the
    page was made.

    Raises TermsWrong, ChangedMeanwhile.
    """
    _check(terms, partner.studio.currency)
    with transaction():
        held = update(Partner).where(Partner.id == partner.id)
        db.session.execute(held.values(currency=Partner.currency))
        db.session.refresh(partner)
        meanwhile.refuse_changes(seen, _shown(partner))
        _apply(partner, terms)
        if partner.currency == partner.studio.currency:
            partner.rate_e4 = RATE_UNIT
    feeds.ask(partner)


def seen_of(partner: Partner) -> str:
    """For the page on which the terms are changed."""
    return meanwhile.seen_as(_shown(partner))


def share_gallery(partner: Partner, gallery: Gallery) -> None:
    """Prints of its photos may be ordered; sharing it again changes nothing."""
    with transaction():
        if db.session.get(GalleryShare, (gallery.id, partner.id)) is None:
            db.session.add(GalleryShare(gallery_id=gallery.id, partner_id=partner.id))


def withdraw_gallery(partner: Partner, gallery: Gallery) -> None:
    """No further orders of its photos; those that came stay."""
    with transaction():
        if share := db.session.get(GalleryShare, (gallery.id, partner.id)):
            db.session.delete(share)


def changes_offers(partner: Partner, wanted: Sharing) -> bool:
    """Would offers that the partner has become other files?"""
    known = (partner.data_format, partner.file_set)
    return bool(partner.shops) and known != (wanted.data_format, wanted.file_set)


def warning(partner: Partner):
    """The sentence of I-08."""
    return lazy_gettext(
        "The change concerns every offer the partner has access to (%(count)s)",
        count=len(partner.shops),
    )


def can_order(partner: Partner) -> bool:
    """May orders be switched on? Sharing comes first, then a shop (I-12)."""
    return partner.is_sharing and bool(partner.shops)


def note(partner: Partner, kind: str, actor: str, **detail: str) -> None:
    """A fact for the studio's activity; a step."""
    told = {"name": partner.client.name, "client": partner.client_id, **detail}
    db.session.add(Event(studio_id=partner.studio_id, kind=kind, actor=actor, detail=told))


def _let_order(partner: Partner, is_wanted: bool) -> None:
    is_new = is_wanted and not partner.may_order
    if is_new and not partner.shops:
        raise ShopMissing(lazy_gettext("Add at least one shop"))
    if is_new and not partner.is_sharing:
        raise ShopMissing(lazy_gettext("Switch sharing on first."))
    partner.may_order = is_wanted


def _shown(partner: Partner) -> dict[str, object]:
    return {name: getattr(partner, name) for name in Terms.__dataclass_fields__}


def _check(terms: Terms, own_currency: str) -> None:
    if not 0 <= terms.discount_bp < DISCOUNT_UNIT:
        raise TermsWrong("discount_bp", lazy_gettext("A discount is from 0 to 99.99 %."))
    if terms.rate_e4 <= 0:
        raise TermsWrong("rate_e4", lazy_gettext("A rate is more than nothing."))
    if terms.currency != own_currency and terms.rate_e4 == RATE_UNIT:
        # Nobody's currency is worth just as much: a rate that was forgotten.
        asked = lazy_gettext("Write what 1 %(currency)s costs.", currency=terms.currency)
        raise TermsWrong("rate_e4", asked)
    if terms.unlimited_as is not None and terms.unlimited_as < 1:
        raise TermsWrong("unlimited_as", lazy_gettext("Write a number from 1 to 10,000."))


def _apply(partner: Partner, values: object) -> None:
    for name, value in vars(values).items():
        setattr(partner, name, value)
