"""The tenant: one photographer's business. Studios never see each other."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.types import UtcDateTime, utc_now

if TYPE_CHECKING:
    from models.document_settings import DocumentSettings
    from models.feedback_settings import FeedbackSettings
    from models.mail_account import MailAccount
    from models.order_status import OrderStatus
    from models.payment import PaymentTerms
    from models.user import User

FIRST_ORDER_NUMBER = 1001
LOGO_TRIES = 2


class Studio(db.Model):
    """`logo_key` is the logo in use; `logo_source_key` a file that was uploaded to become the
    next one and is not prepared yet. `logo_tries` counts workers that began with it.
    `quota_bytes` is what the operator lets the studio keep: None as everybody, 0 without a limit.
    `finished_suffix` is what the studio adds to names of finished files: "_hz".
    """

    __tablename__ = "studios"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    contact_email: Mapped[str]
    locale: Mapped[str] = mapped_column(default="pl")
    timezone: Mapped[str] = mapped_column(default="Europe/Warsaw")
    currency: Mapped[str] = mapped_column(default="PLN")
    finished_suffix: Mapped[str] = mapped_column(default="")
    next_order_number: Mapped[int] = mapped_column(default=FIRST_ORDER_NUMBER)
    last_export_program: Mapped[str | None]
    last_export_form: Mapped[str | None]
    logo_key: Mapped[str | None]
    logo_source_key: Mapped[str | None]
    logo_tries: Mapped[int] = mapped_column(default=0)
    quota_bytes: Mapped[int | None] = mapped_column(BigInteger)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)

    users: Mapped[list[User]] = relationship(back_populates="studio")
    order_statuses: Mapped[list[OrderStatus]] = relationship(
        back_populates="studio", order_by="OrderStatus.position"
    )
    mail_account: Mapped[MailAccount] = relationship(back_populates="studio")
    feedback: Mapped[FeedbackSettings] = relationship(back_populates="studio")
    document_settings: Mapped[DocumentSettings] = relationship(back_populates="studio")
    payment_terms: Mapped[PaymentTerms] = relationship(back_populates="studio")

    @property
    def logo_state(self) -> str:
        """none, waiting, ready, or failed: the newest file could not be read."""
        if self.logo_source_key:
            return "failed" if self.logo_tries >= LOGO_TRIES else "waiting"
        return "ready" if self.logo_key else "none"

    def today(self, now: datetime | None = None) -> date:
        """The day it is where the studio is."""
        return (now or utc_now()).astimezone(ZoneInfo(self.timezone)).date()
