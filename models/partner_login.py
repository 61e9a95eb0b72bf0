"""How somebody of a partner signs in, to see their own orders and addresses."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Select, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.types import UtcDateTime, utc_now

if TYPE_CHECKING:
    from models.partner import Partner


def new_session_stamp() -> str:
    return secrets.token_hex(8)


class PartnerLogin(db.Model):
    """One address may sign in for partners of several studios. `session_stamp` is a part of every
    sign-in; a new one ends all of them. `invite_hash` is of the mailed link to set a password.
    """

    __tablename__ = "partner_logins"

    partner_id: Mapped[int] = mapped_column(
        ForeignKey("partners.id", ondelete="CASCADE"), primary_key=True
    )
    email: Mapped[str] = mapped_column(index=True)
    password_hash: Mapped[str | None]
    session_stamp: Mapped[str] = mapped_column(default=new_session_stamp)
    invite_hash: Mapped[str | None] = mapped_column(unique=True)
    invite_sealed: Mapped[str | None]
    invite_ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_signed_in_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)

    partner: Mapped[Partner] = relationship(back_populates="login")

    @classmethod
    def by_email(cls, email: str) -> Select[PartnerLogin]:
        return select(cls).where(cls.email == email.strip().lower()).order_by(cls.partner_id)
