"""Every way into a studio's data that needs no sign-in of the studio, and how each is ended."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, or_, select

from extensions import db
from models.baselinker_access import BaseLinkerAccess
from models.gallery import Gallery
from models.invitation import Invitation
from models.order import Order
from models.order_link import OrderLink
from models.partner import Partner
from models.partner_login import PartnerLogin
from models.partner_token import PartnerToken
from models.password_reset import PasswordReset
from models.shop import Shop
from models.types import utc_now
from models.user import User
from services import (
    accounts,
    baselinker_access,
    invitations,
    order_links,
    partner_logins,
    partner_tokens,
    shop_news,
    visitors,
)


@dataclass(frozen=True)
class Kind:
    """`rows` are those of a studio that open something now, newest first; `key` is their id."""

    rows: Callable[[int], Select[Any]]
    key: Any
    revoke: Callable[[Any], object]


def counts(studio_id: int) -> dict[str, int]:
    """How many of each kind are live."""
    return {name: _count(kind.rows(studio_id)) for name, kind in KINDS.items()}


def _count(rows: Select[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(rows.order_by(None).subquery())) or 0


def _invitations(studio_id: int) -> Select[Any]:
    return (
        select(Invitation)
        .join(Gallery)
        .where(Gallery.studio_id == studio_id, Gallery.deleted_at.is_(None))
        .where(Invitation.revoked_at.is_(None))
        .order_by(Invitation.id.desc())
    )


def _public(studio_id: int) -> Select[Any]:
    own = Gallery.studio_id == studio_id, Gallery.deleted_at.is_(None), Gallery.is_public
    return select(Gallery).where(*own).order_by(Gallery.id.desc())


def _orders(studio_id: int) -> Select[Any]:
    own = select(OrderLink).join(Order).where(Order.studio_id == studio_id)
    return own.order_by(OrderLink.id.desc())


def _keys(studio_id: int) -> Select[Any]:
    good = or_(PartnerToken.ends_at.is_(None), PartnerToken.ends_at > utc_now())
    own = select(PartnerToken).join(Partner).where(Partner.studio_id == studio_id)
    return own.where(PartnerToken.revoked_at.is_(None), good).order_by(PartnerToken.id.desc())


def _logins(studio_id: int) -> Select[Any]:
    own = select(PartnerLogin).join(Partner).where(Partner.studio_id == studio_id)
    return own.order_by(PartnerLogin.partner_id.desc())


def _baselinker(studio_id: int) -> Select[Any]:
    own = BaseLinkerAccess.studio_id == studio_id
    return select(BaseLinkerAccess).where(own, BaseLinkerAccess.is_on)


def _shop_news(studio_id: int) -> Select[Any]:
    own = Shop.studio_id == studio_id, Shop.news_hash.is_not(None)
    return select(Shop).where(*own).order_by(Shop.id.desc())


def _passwords(studio_id: int) -> Select[Any]:
    good = PasswordReset.used_at.is_(None), PasswordReset.expires_at > utc_now()
    own = select(PasswordReset).join(User).where(User.studio_id == studio_id, *good)
    return own.order_by(PasswordReset.id.desc())


KINDS = {
    "invitations": Kind(_invitations, Invitation.id, invitations.revoke_link),
    "public": Kind(_public, Gallery.id, visitors.close_session),
    "orders": Kind(_orders, OrderLink.id, order_links.revoke),
    "keys": Kind(_keys, PartnerToken.id, partner_tokens.revoke),
    "logins": Kind(_logins, PartnerLogin.partner_id, partner_logins.remove),
    "baselinker": Kind(_baselinker, BaseLinkerAccess.studio_id, baselinker_access.switch_off),
    "news": Kind(_shop_news, Shop.id, shop_news.turn_off),
    "passwords": Kind(_passwords, PasswordReset.id, accounts.end_reset),
}
