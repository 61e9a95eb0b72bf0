"""The studio's own words of a mail."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import ForeignKey, Select, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from extensions import db


class MailEvent(StrEnum):
    """What a mail with the studio's own words is about."""

    IMPORTED = "order_imported"
    COMPLETED = "order_completed"
    PAYMENT_DUE = "payment_due"


class MailTemplate(db.Model):
    """Subject and body with `{variables}`; without a row the words of Kadr are used."""

    __tablename__ = "mail_templates"
    __table_args__ = (UniqueConstraint("studio_id", "event", "locale"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    studio_id: Mapped[int] = mapped_column(ForeignKey("studios.id", ondelete="CASCADE"))
    event: Mapped[str]
    locale: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]

    @classmethod
    def of(cls, studio_id: int, event: str, locale: str) -> Select[MailTemplate]:
        return select(cls).where(
            cls.studio_id == studio_id, cls.event == event, cls.locale == locale
        )
