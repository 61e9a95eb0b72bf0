"""The secrets of partners: made, replaced with an overlap, revoked, recognised."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from extensions import db
from models.partner import Partner
from models.partner_token import PartnerToken, TokenKind
from models.token import new_token, token_hash
from models.types import utc_now
from services import vault
from services.transaction import transaction

PREFIX = "kdr_"
NOTED_EVERY = timedelta(minutes=1)
OVERLAP = timedelta(days=7)


def issue(partner: Partner, kind: TokenKind) -> str:
    """A new secret; those before it end at once. It is returned this once."""
    with transaction():
        return replace(partner, kind, timedelta(0))


def rotate(partner: Partner, kind: TokenKind, overlap: timedelta = OVERLAP) -> str:
    """A new secret; those before it are good for `overlap` yet."""
    with transaction():
        return replace(partner, kind, overlap)


def replace(partner: Partner, kind: TokenKind, overlap: timedelta) -> str:
    """The same as a step."""
    ends_at = utc_now() + overlap
    for known in current_tokens(partner, kind):
        known.ends_at = min(known.ends_at or ends_at, ends_at)
    token = PREFIX + new_token()
    made = PartnerToken(
        partner_id=partner.id,
        kind=kind,
        token_hash=token_hash(token),
        token_sealed=vault.seal(token) if kind == TokenKind.FEED else None,
        hint=token[-4:],
    )
    db.session.add(made)
    db.session.flush()
    return token


def revoke(token: PartnerToken) -> None:
    """It is dead at once, everywhere."""
    with transaction():
        token.revoked_at = utc_now()


def partner_by(kind: TokenKind, token: str) -> Partner | None:
    """Whose secret it is; None when it is nobody's, or dead. Its use is noted once a minute."""
    wanted = PartnerToken.live(kind, token).options(joinedload(PartnerToken.partner))
    found = db.session.scalar(wanted)
    if found is None:
        return None
    _note_use(found, utc_now())
    return found.partner


def current_tokens(partner: Partner, kind: TokenKind) -> list[PartnerToken]:
    """Those that are good now, the newest last."""
    known = select(PartnerToken).filter_by(partner_id=partner.id, kind=kind)
    found = db.session.scalars(known.order_by(PartnerToken.id))
    return [one for one in found if one.is_live()]


def text_of(token: PartnerToken) -> str:
    """The secret of an address, to be copied again. Raises ValueError for a key, which is not
    kept."""
    if token.token_sealed is None:
        raise ValueError("A key is shown once.")
    return vault.unseal(token.token_sealed)


def _note_use(token: PartnerToken, now: datetime) -> None:
    if token.last_used_at and now - token.last_used_at < NOTED_EVERY:
        return
    with transaction():
        token.last_used_at = now
