"""What happens by itself once an order has come in, and once it is completed."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.types import UtcDateTime

if TYPE_CHECKING:
    from models.studio import Studio


class ImportMode(StrEnum):
    """What an order becomes when it comes in: a reservation, a pro forma, or a sale at once."""

    RO = "RO"
    PF = "PF"
    DS = "DS"


class FeedbackSettings(db.Model):
    """Statuses that are set in a shop stand at the shop. `reset_advised_at` says that settings were
    changed and older orders have not been marked as done since. What was paid or handed over
    before `completes_since_at` is not completed by itself. `ran_*`: the last feedback update.
    """

    __tablename__ = "feedback_settings"

    studio_id: Mapped[int] = mapped_column(
        ForeignKey("studios.id", ondelete="CASCADE"), primary_key=True
    )
    import_mode: Mapped[str] = mapped_column(default=ImportMode.RO)
    mails_after_import: Mapped[bool] = mapped_column(default=False)
    mails_after_completion: Mapped[bool] = mapped_column(default=False)
    attaches_document: Mapped[bool] = mapped_column(default=False)
    pushes_document: Mapped[bool] = mapped_column(default=False)
    completes_paid: Mapped[bool] = mapped_column(default=False)
    completes_handed_over: Mapped[bool] = mapped_column(default=False)
    completes_since_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reset_advised_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ran_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ran_count: Mapped[int] = mapped_column(default=0)

    studio: Mapped[Studio] = relationship(back_populates="feedback")

    @property
    def sells_at_once(self) -> bool:
        """The sales document is issued at import, so nothing is left to complete."""
        return self.import_mode == ImportMode.DS
