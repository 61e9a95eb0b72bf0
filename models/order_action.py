"""What has been done about an order, once each: the locks of the feedback update."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, Select, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.types import UtcDateTime, utc_now

if TYPE_CHECKING:
    from models.order import Order
    from models.outbox import OutboxEntry


class Action(StrEnum):
    """In the order in which the studio reads them."""

    IMPORT_STATUS = "import_status"
    IMPORT_MAIL = "import_mail"
    COMPLETION_STATUS = "completion_status"
    COMPLETION_MAIL = "completion_mail"
    SHOP_DOCUMENT = "shop_document"
    PAYMENT_STATUS = "payment_status"
    TRACKING_NUMBER = "tracking_number"
    THANK_YOU_MAIL = "thank_you_mail"


class Outcome(StrEnum):
    """PROMISED: see the outbox entry; RESET: marked as done, nothing was sent; SKIPPED: it could
    not be done (`reason` says why), and the rest went on.
    """

    PROMISED = "promised"
    RESET = "reset"
    SKIPPED = "skipped"


class OrderAction(db.Model):
    """A row is the flag: an action without one has still to be done. At most one per order."""

    __tablename__ = "order_actions"
    __table_args__ = (UniqueConstraint("order_id", "action"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"))
    action: Mapped[str]
    outcome: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    was_test: Mapped[bool] = mapped_column(default=False)
    entry_id: Mapped[int | None] = mapped_column(
        ForeignKey("outbox.id", ondelete="SET NULL"), index=True
    )
    reset_id: Mapped[int | None] = mapped_column(
        ForeignKey("feedback_resets.id", ondelete="CASCADE"), index=True
    )
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)

    order: Mapped[Order] = relationship(back_populates="actions")
    entry: Mapped[OutboxEntry | None] = relationship()


class FeedbackReset(db.Model):
    """Orders imported up to the end of a day (the studio's) were marked as done; can be undone."""

    __tablename__ = "feedback_resets"

    id: Mapped[int] = mapped_column(primary_key=True)
    studio_id: Mapped[int] = mapped_column(ForeignKey("studios.id", ondelete="CASCADE"), index=True)
    up_to_on: Mapped[date]
    actions: Mapped[list[str]] = mapped_column(JSON, default=list)
    counts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    actor: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @classmethod
    def of_studio(cls, studio_id: int) -> Select[FeedbackReset]:
        return select(cls).where(cls.studio_id == studio_id).order_by(cls.id.desc())
