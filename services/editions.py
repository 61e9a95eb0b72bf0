"""Which edition of an offer a partner reads: found or made from the partner's settings."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from extensions import db
from models.edition import UNLIMITED, Edition
from models.feed_file import FeedFile
from models.offer_settings import OfferSettings
from models.partner import Partner
from models.partner_shop import PartnerShop
from services.transaction import forget_files, transaction

UNREAD_FOR = timedelta(days=1)


def edition_of(shop: PartnerShop) -> Edition | None:
    """The one this shop is read from; None when it has never been written."""
    return db.session.scalar(select(Edition).filter_by(**_terms(shop)))


def ensure(shop: PartnerShop) -> Edition:
    """The same, made when it is not there; of two at once one makes it. A verb."""
    if found := edition_of(shop):
        return found
    try:
        with transaction():
            db.session.add(Edition(studio_id=shop.partner.studio_id, **_terms(shop)))
    except IntegrityError:
        pass
    return db.session.scalars(select(Edition).filter_by(**_terms(shop))).one()


def shops_of(edition: Edition) -> list[PartnerShop]:
    """Who reads this edition just now."""
    wanted = (
        sharing_shops()
        .where(PartnerShop.price_list_id == edition.price_list_id)
        .order_by(PartnerShop.id)
    )
    return [shop for shop in db.session.scalars(wanted) if _terms(shop) == _own(edition)]


def read_now() -> list[tuple[Edition, list[PartnerShop]]]:
    """Every edition that is read, with its readers; those that are missing are made."""
    by_terms: dict[tuple, list[PartnerShop]] = {}
    for shop in db.session.scalars(sharing_shops().order_by(PartnerShop.id)).all():
        by_terms.setdefault(tuple(_terms(shop).items()), []).append(shop)
    return [(ensure(shops[0]), shops) for shops in by_terms.values()]


def sweep(now: datetime) -> int:
    """Forget editions that no partner's settings ask for, after a day; returns how many."""
    wanted = {tuple(_terms(shop).items()) for shop in db.session.scalars(_all_shops())}
    old = select(Edition).where(
        func.coalesce(Edition.full_at, Edition.created_at) < now - UNREAD_FOR,
        or_(Edition.lease_until.is_(None), Edition.lease_until < now),
    )
    left = [one for one in db.session.scalars(old) if tuple(_own(one).items()) not in wanted]
    for edition in left:
        with transaction():
            keys = select(FeedFile.key, FeedFile.gzip_key).filter_by(edition_id=edition.id)
            forget_files(key for pair in db.session.execute(keys).all() for key in pair)
            db.session.execute(delete(Edition).where(Edition.id == edition.id))
    return len(left)


def sharing_shops():
    """Shops of partners whose offer is open, in studios whose module is on."""
    return (
        _all_shops()
        .join(PartnerShop.partner)
        .join(OfferSettings, OfferSettings.studio_id == Partner.studio_id)
        .where(Partner.is_sharing, OfferSettings.is_on)
    )


TERMS = (
    "price_list_id",
    "data_format",
    "language",
    "currency",
    "rate_e4",
    "only_in_stock",
    "unlimited_as",
)


def _all_shops():
    return select(PartnerShop).options(joinedload(PartnerShop.partner))


def _own(edition: Edition) -> dict[str, Any]:
    return {name: getattr(edition, name) for name in TERMS}


def _terms(shop: PartnerShop) -> dict[str, Any]:
    partner = shop.partner
    unlimited_as = UNLIMITED if partner.unlimited_as is None else partner.unlimited_as
    terms = {name: getattr(partner, name) for name in TERMS[1:-1]}
    return {"price_list_id": shop.price_list_id} | terms | {"unlimited_as": unlimited_as}
