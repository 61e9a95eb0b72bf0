"""Which stored file a partner's request is for."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from extensions import db
from formats.offers import WRITERS
from models.edition import Edition
from models.feed_file import FeedFile
from models.partner import Partner
from models.partner_shop import PartnerShop
from models.partner_token import TokenKind
from models.types import utc_now
from services import editions, feed_fulls, feed_slices, partner_rights, partner_tokens
from services.feed_addresses import CHANGES, GATEWAY, LIGHT, may_have
from services.feed_files import GOOD_FOR
from services.offer_terms import terms_of


class Missing(StrEnum):
    """Why there is no file: nothing of that name, not any more, or not written yet."""

    UNKNOWN = "unknown"
    DROPPED = "dropped"
    LATER = "later"


@dataclass(frozen=True)
class Reader:
    """A partner whose token has been recognised, with the shop the address names, if it is
    theirs. `is_closed`: the studio does not share its offer with them just now."""

    partner: Partner
    shop: PartnerShop | None
    is_closed: bool


def reader(token: str, shop_code: str) -> Reader | None:
    """None when the token is nobody's, or the studio shares its offer with nobody."""
    partner = partner_tokens.partner_by(TokenKind.FEED, token)
    if partner is None or not partner_rights.is_module_on(partner.studio_id):
        return None
    shop = next((one for one in partner.shops if one.code == shop_code), None)
    return Reader(partner, shop, is_closed=not partner.is_sharing)


def find(shop: PartnerShop, name: str, md5: str = "") -> FeedFile | Missing:
    """The file as it is shown now, or the one with this hash as long as that stays."""
    if not may_have(shop.partner, name):
        return Missing.UNKNOWN
    edition = editions.edition_of(shop)
    if edition is None:
        return Missing.LATER
    wanted = _place(edition, shop, name)
    if md5 and (known := db.session.scalar(wanted.where(FeedFile.md5 == md5).limit(1))):
        return known
    found = db.session.scalar(wanted.where(FeedFile.dropped_at.is_(None)))
    return found or _missing(edition, name)


def recent_changes(shop: PartnerShop) -> Iterator[bytes] | Missing:
    """The products that changed in the last half hour, as a file (I-13)."""
    if not may_have(shop.partner, CHANGES):
        return Missing.UNKNOWN
    edition = editions.edition_of(shop)
    if edition is None or edition.full_at is None:
        return Missing.LATER
    terms, now = terms_of(edition.id), utc_now()
    if terms is None:
        return Missing.LATER
    head = terms.head(now, now + GOOD_FOR)
    return feed_fulls.told(terms, feed_slices.recent(edition.id, now), head, [])


def media_type(partner: Partner) -> str:
    return WRITERS[partner.data_format].media_type


def _place(edition: Edition, shop: PartnerShop, name: str):
    return select(FeedFile).where(
        FeedFile.edition_id == edition.id,
        FeedFile.name == name,
        ~FeedFile.is_draft,
        FeedFile.partner_shop_id == (shop.id if name == GATEWAY else None),
        FeedFile.discount_bp == (shop.partner.discount_bp if name == LIGHT else None),
    )


def _missing(edition: Edition, name: str) -> Missing:
    """A slice that was before those that are kept is gone for good."""
    if not name.startswith(CHANGES):
        return Missing.LATER
    stamp = feed_slices.stamp_in(name)
    if stamp is None:
        return Missing.UNKNOWN
    oldest = db.session.scalar(feed_slices.shown(edition.id).limit(1))
    first = oldest.stamp if oldest else edition.stamped
    return Missing.DROPPED if first and stamp < first else Missing.UNKNOWN
