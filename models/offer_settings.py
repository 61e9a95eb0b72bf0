"""Whether a studio shares its offer with partners, and how often that offer has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db

if TYPE_CHECKING:
    from models.studio import Studio


class OfferSettings(db.Model):
    """`version` grows with every change of the catalogue. Whoever changes it holds the row until
    the commit, so that versions become visible in their order, and nothing is overlooked by
    whoever reads what is newer than the one it knows.
    """

    __tablename__ = "offer_settings"

    studio_id: Mapped[int] = mapped_column(
        ForeignKey("studios.id", ondelete="CASCADE"), primary_key=True
    )
    is_on: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=0)

    studio: Mapped[Studio] = relationship()
