"""Making and renewing what a partner comes with: the key for orders, the secret in addresses."""

from datetime import timedelta

from flask_babel import lazy_gettext

from models.partner import Partner
from models.partner_token import PartnerToken, TokenKind
from services import partner_tokens, partners
from services.transaction import transaction


def make_key(partner: Partner, actor: str, *, is_gentle: bool = True) -> str:
    """A new key for orders, returned this once. One before it ends in a week, or at once unless
    `is_gentle`. Raises ShopMissing: there is nothing yet that could be ordered (I-12).
    """
    if not partners.can_order(partner):
        raise partners.ShopMissing(lazy_gettext("Add at least one shop"))
    with transaction():
        partners.note(partner, "partner.key", actor)
        return partner_tokens.replace(partner, TokenKind.API, _overlap(is_gentle))


def renew_addresses(partner: Partner, actor: str, *, is_gentle: bool = True) -> None:
    """Every address of the partner's offer gets a new secret; the one before ends likewise."""
    with transaction():
        partners.note(partner, "partner.addresses", actor)
        partner_tokens.replace(partner, TokenKind.FEED, _overlap(is_gentle))


def key_of(partner: Partner) -> PartnerToken | None:
    """The newest that is good now."""
    known = partner_tokens.current_tokens(partner, TokenKind.API)
    return known[-1] if known else None


def _overlap(is_gentle: bool) -> timedelta:
    return partner_tokens.OVERLAP if is_gentle else timedelta(0)
