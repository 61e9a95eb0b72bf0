"""One person invited to a gallery: their link, what they looked at, their cart."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Select, UniqueConstraint, bindparam, select
from sqlalchemy.orm import Mapped, contains_eager, mapped_column, relationship

from extensions import db
from models.token import token_hash
from models.types import UtcDateTime, utc_now

if TYPE_CHECKING:
    from models.cart import Cart
    from models.gallery import Gallery

VISIT = timedelta(minutes=30)


class Invitation(db.Model):
    """The link is looked up by `token_hash`; `token_sealed` is for "Copy link" alone.

    `link_epoch` grows with every new or revoked link: cookies of an older epoch are dead.
    """

    __tablename__ = "invitations"
    __table_args__ = (UniqueConstraint("gallery_id", "email"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    gallery_id: Mapped[int] = mapped_column(ForeignKey("galleries.id", ondelete="CASCADE"))
    name: Mapped[str]
    email: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    token_sealed: Mapped[str]
    link_epoch: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    first_viewed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_viewed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    view_count: Mapped[int] = mapped_column(default=0)

    gallery: Mapped[Gallery] = relationship(back_populates="invitations")
    carts: Mapped[list[Cart]] = relationship(
        back_populates="invitation", cascade="all, delete-orphan"
    )

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None

    def is_view_due_at(self, now: datetime) -> bool:
        """False while the visit that was recorded last is still going on."""
        return self.last_viewed_at is None or now - self.last_viewed_at > VISIT

    @classmethod
    def by_token(cls, token: str) -> Select[Invitation]:
        return select(cls).where(cls.token_hash == token_hash(token))

    @classmethod
    @cache
    def live_by_grant(cls) -> Select[Invitation]:
        """The invitation a browser's cookie stands for, in the gallery its address names; gallery
        and studio are read along. Takes `code`, `invitation_id` and `epoch` when it is run.

        Every page of a client begins with it, and to put it together takes as long as to run it.
        """
        from models.gallery import Gallery

        return (
            select(cls)
            .join(Gallery)
            .options(contains_eager(cls.gallery).joinedload(Gallery.studio))
            .where(
                Gallery.code == bindparam("code"),
                cls.id == bindparam("invitation_id"),
                cls.link_epoch == bindparam("epoch"),
                cls.revoked_at.is_(None),
            )
        )
