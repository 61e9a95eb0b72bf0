"""One person invited to a gallery: their link, what they looked at, their cart."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, ForeignKey, Index, Select, bindparam, or_, select, text
from sqlalchemy.orm import Mapped, contains_eager, joinedload, mapped_column, relationship

from extensions import db
from models.order import Order
from models.token import token_hash
from models.types import UtcDateTime, utc_now

if TYPE_CHECKING:
    from models.cart import Cart
    from models.client import Client
    from models.extension import Extension
    from models.gallery import Gallery

VISIT = timedelta(minutes=30)


class Invitation(db.Model):
    """The link is looked up by `token_hash`; `token_sealed` is for "Copy link" alone.

    `link_epoch` grows with every new or revoked link: cookies of an older epoch are dead.
    A visitor of a public session has neither name nor address until their first press.
    `download_right` is a right of this person alone, None means the session's;
    `download_until_at` is more time for downloading than everybody has.
    """

    __tablename__ = "invitations"
    __table_args__ = (
        Index(
            "uq_invitations_email",
            "gallery_id",
            "email",
            unique=True,
            sqlite_where=text("email <> ''"),
            postgresql_where=text("email <> ''"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    gallery_id: Mapped[int] = mapped_column(ForeignKey("galleries.id", ondelete="CASCADE"))
    client_id: Mapped[int | None] = mapped_column(
        ForeignKey("clients.id", ondelete="SET NULL"), index=True
    )
    name: Mapped[str]
    email: Mapped[str]
    is_visitor: Mapped[bool] = mapped_column(default=False)
    token_hash: Mapped[str] = mapped_column(unique=True)
    token_sealed: Mapped[str]
    link_epoch: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    first_viewed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_viewed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    view_count: Mapped[int] = mapped_column(default=0)
    download_right: Mapped[str | None]
    download_until_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    gallery: Mapped[Gallery] = relationship(back_populates="invitations")
    client: Mapped[Client | None] = relationship()
    carts: Mapped[list[Cart]] = relationship(
        back_populates="invitation", cascade="all, delete-orphan"
    )
    extensions: Mapped[list[Extension]] = relationship(
        back_populates="invitation", order_by="Extension.id", cascade="all, delete-orphan"
    )

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None

    @property
    def is_named(self) -> bool:
        return bool(self.email)

    @property
    def needs_introduction(self) -> bool:
        """True for a visitor who only looks: the first press asks for a name and an address."""
        return self.is_visitor and not self.is_named

    @property
    def own_orders(self) -> ColumnElement[bool]:
        """The orders that count as this person's: a visitor's own; the invited share theirs."""
        if self.is_visitor:
            return Order.invitation_id == self.id
        visitors = select(Invitation.id).where(
            Invitation.gallery_id == self.gallery_id, Invitation.is_visitor
        )
        invited = or_(Order.invitation_id.is_(None), Order.invitation_id.not_in(visitors))
        return (Order.gallery_id == self.gallery_id) & invited

    @property
    def select_until_on(self) -> date | None:
        """This person's last day of choosing: the gallery's, or a later one they were granted."""
        own = [one.granted_until_on for one in self.extensions if one.granted_until_on]
        last = self.gallery.select_until_on
        return last and max([last, *own])

    def is_closed_on(self, day: date) -> bool:
        """True when this person's choosing has ended before `day`."""
        if self.gallery.is_expired_on(day):
            return True
        last = self.gallery.select_until_on
        # Only late visitors cost a look at what they were granted.
        if last is None or day <= last:
            return False
        return day > (self.select_until_on or last)

    @property
    def fee_cents(self) -> int:
        """What granted extensions cost and no order has taken in yet."""
        if not self.gallery.extension_cents and not self.gallery.select_until_on:
            return 0
        due = (one for one in self.extensions if one.is_granted and one.order_id is None)
        return sum(one.fee_cents for one in due)

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
            .options(
                contains_eager(cls.gallery).options(
                    joinedload(Gallery.studio),
                    joinedload(Gallery.prices),
                    joinedload(Gallery.delivery),
                )
            )
            .where(
                Gallery.code == bindparam("code"),
                cls.id == bindparam("invitation_id"),
                cls.link_epoch == bindparam("epoch"),
                cls.revoked_at.is_(None),
            )
        )
