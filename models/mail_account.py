"""How a studio's mails leave: its own SMTP server, and whether clients get them yet."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.types import UtcDateTime

if TYPE_CHECKING:
    from models.studio import Studio

SUBMISSION_PORT = 587
# Why sending pauses that no waiting mends (NotDelivered.code).
FOR_GOOD = ("auth", "certificate", "unencrypted", "tls", "private", "port", "no_login", "sender")


class MailAccount(db.Model):
    """Without a `host` mails leave through the server of the installation.

    In test mode everything for clients goes to `test_recipient`. `paused_until` stands while the
    server refuses the password or does not answer, `paused_code` says which (NotDelivered.code)
    and `paused_error` in its words; `pause_count` is how many times in a row.
    """

    __tablename__ = "mail_accounts"
    # What the photographer types, the password aside.
    TYPED = (
        "sender_address",
        "host",
        "port",
        "login",
        "uses_tls",
        "ignores_certificate",
        "is_test_mode",
        "test_recipient",
    )

    studio_id: Mapped[int] = mapped_column(
        ForeignKey("studios.id", ondelete="CASCADE"), primary_key=True
    )
    sender_address: Mapped[str] = mapped_column(default="")
    host: Mapped[str] = mapped_column(default="")
    port: Mapped[int] = mapped_column(default=SUBMISSION_PORT)
    login: Mapped[str] = mapped_column(default="")
    password_sealed: Mapped[str | None]
    uses_tls: Mapped[bool] = mapped_column(default=True)
    ignores_certificate: Mapped[bool] = mapped_column(default=False)
    is_test_mode: Mapped[bool] = mapped_column(default=False)
    test_recipient: Mapped[str] = mapped_column(default="")
    paused_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    paused_code: Mapped[str | None]
    paused_error: Mapped[str | None]
    pause_count: Mapped[int] = mapped_column(default=0)

    studio: Mapped[Studio] = relationship(back_populates="mail_account")

    @property
    def is_own(self) -> bool:
        return bool(self.host)

    @property
    def stands_still(self) -> bool:
        """Somebody has to look: what a server that is away for a minute asks for is patience."""
        return self.paused_code in FOR_GOOD or self.pause_count >= 3

    @property
    def has_password(self) -> bool:
        return self.password_sealed is not None
