"""The secrets a partner comes with: one in the addresses of the offer, one for orders."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Select, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.token import token_hash
from models.types import UtcDateTime, utc_now

if TYPE_CHECKING:
    from models.partner import Partner


class TokenKind(StrEnum):
    FEED = "feed"
    API = "api"


class PartnerToken(db.Model):
    """Only the hash is looked up. The one in addresses is kept sealed, to be copied again; of a key
    for orders `hint`, its last four characters, is all that remains. `ends_at`: replaced by a
    newer one, and good until then.
    """

    __tablename__ = "partner_tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    partner_id: Mapped[int] = mapped_column(
        ForeignKey("partners.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    token_sealed: Mapped[str | None]
    hint: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    partner: Mapped[Partner] = relationship(back_populates="tokens")

    def is_live(self, now: datetime | None = None) -> bool:
        is_over = self.ends_at is not None and self.ends_at <= (now or utc_now())
        return self.revoked_at is None and not is_over

    @classmethod
    def live(cls, kind: TokenKind, token: str, now: datetime | None = None) -> Select[PartnerToken]:
        is_good = or_(cls.ends_at.is_(None), cls.ends_at > (now or utc_now()))
        return select(cls).where(
            cls.token_hash == token_hash(token),
            cls.kind == kind,
            cls.revoked_at.is_(None),
            is_good,
        )
