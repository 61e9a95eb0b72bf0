"""Promises to the outside world: what must still be mailed or pushed, and how it went."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    case,
    func,
    or_,
    select,
)
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, aliased, mapped_column, relationship

from extensions import db
from models.types import UtcDateTime, utc_now

OPEN = ("pending", "retry")
# Mails to the studio itself; every other one is for a client.
TO_STUDIO = (
    "mail.extension_asked",
    "mail.order_arrived",
    "mail.change_asked",
    "mail.pin_locked",
    "mail.password_reset",
    "mail.new_device",
    "mail.sending_stopped",
    "mail.shop_refused",
    "mail.alarm",
)
# These leave through the server of the installation, whatever the studio's own one does.
BY_INSTALLATION = (
    "mail.password_reset",
    "mail.new_device",
    "mail.sending_stopped",
    "mail.shop_refused",
    "mail.alarm",
)
# Mails that are about an invitation.
TO_INVITED = (
    "mail.gallery_ready",
    "mail.deadline_near",
    "mail.delivery_ready",
    "mail.visitor_link",
)
# Mails about an order, to whoever has placed it or pays for it.
TO_BUYERS = (
    "mail.order_placed",
    "mail.order_edited",
    "mail.order_unlocked",
    "mail.order_imported",
    "mail.order_completed",
    "mail.order_form",
    "mail.order_parcel",
    "mail.payment_due",
)
# Mails to whoever signs in for a partner.
TO_PARTNERS = ("mail.partner_invitation", "mail.partner_password")


def new_marker() -> str:
    return secrets.token_hex(16)


class OutboxEntry(db.Model):
    """`state` is pending, leased, retry, sent, dead, cancelled, or done by a person another way.

    `marker` goes out with the message (Message-ID, shop reference), so that it can be looked up
    before it is sent a second time; `uncertain` says that a try ended without a verdict. An entry
    with `after_id` waits until that one is sent: a mail for the document it carries. `was_test`:
    the studio was in test mode when it left, so the client has not got it. With `shop_id` it is for
    that shop; `is_backlog`: it goes after what is new.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_due", "state", "next_at"),
        Index("ix_outbox_studio_state", "studio_id", "state"),
        Index("ix_outbox_subject", "kind", "subject_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    studio_id: Mapped[int] = mapped_column(ForeignKey("studios.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    subject_id: Mapped[int]
    payload: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    recipient: Mapped[str] = mapped_column(default="")
    shop_id: Mapped[int | None] = mapped_column(
        ForeignKey("shops.id", ondelete="CASCADE"), index=True
    )
    is_backlog: Mapped[bool] = mapped_column(default=False)
    dedupe_key: Mapped[str] = mapped_column(unique=True)
    marker: Mapped[str] = mapped_column(unique=True, default=new_marker)
    state: Mapped[str] = mapped_column(default="pending")
    attempts: Mapped[int] = mapped_column(default=0)
    crashes: Mapped[int] = mapped_column(default=0)
    uncertain: Mapped[bool] = mapped_column(default=False)
    was_test: Mapped[bool] = mapped_column(default=False)
    next_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lease_token: Mapped[str | None]
    after_id: Mapped[int | None] = mapped_column(
        ForeignKey("outbox.id", ondelete="SET NULL"), index=True
    )
    external_id: Mapped[str | None]
    last_error: Mapped[str | None]
    last_code: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    after: Mapped[OutboxEntry | None] = relationship(remote_side=[id])
    history: Mapped[list[OutboxAttempt]] = relationship(
        back_populates="entry", order_by="OutboxAttempt.id", cascade="all, delete-orphan"
    )

    @hybrid_property
    def queue(self) -> str:
        """First tries go before repeats, so one dead server delays nobody else's first mail."""
        if self.kind.startswith("document."):
            return "documents"
        if self.kind.startswith(("shop.", "partner.")):
            return "shops"
        return "interactive" if self.attempts == 0 and self.state == "pending" else "backlog"

    @queue.inplace.expression
    @classmethod
    def _queue(cls) -> ColumnElement[str]:
        is_new = (cls.attempts == 0) & (cls.state == "pending")
        return case(
            (cls.kind.startswith("document."), "documents"),
            (or_(cls.kind.startswith("shop."), cls.kind.startswith("partner.")), "shops"),
            (is_new, "interactive"),
            else_="backlog",
        )

    @property
    def is_open(self) -> bool:
        return self.state in (*OPEN, "leased")

    @classmethod
    def due(cls, now: datetime) -> Select[OutboxEntry]:
        """Entries whose time has come, or whose worker has gone silent; oldest first."""
        ready = cls.state.in_(OPEN) & (cls.next_at <= now) & cls.waits_for_none()
        abandoned = (cls.state == "leased") & (cls.lease_until < now)
        return select(cls).where(or_(ready, abandoned)).order_by(cls.next_at, cls.id)

    @classmethod
    def offered(cls, now: datetime, each: int) -> Select[OutboxEntry]:
        """Of what is due the oldest `each` of every studio in every queue, so that nothing that
        cannot leave stands in the way of anything else."""
        turn = (
            func.row_number()
            .over(partition_by=(cls.studio_id, cls.queue), order_by=(cls.next_at, cls.id))
            .label("turn")
        )
        turns = cls.due(now).with_only_columns(cls.id, turn).order_by(None).subquery()
        chosen = select(cls).join(turns, turns.c.id == cls.id).where(turns.c.turn <= each)
        return chosen.order_by(cls.next_at, cls.id)

    @classmethod
    def waits_for_none(cls) -> ColumnElement[bool]:
        """Is there nothing that has to be sent before it, or was that decided by a person?"""
        first = aliased(cls)
        is_over = first.state.in_(("sent", "done", "cancelled"))
        over = select(first.id).where(first.id == cls.after_id, is_over)
        return or_(cls.after_id.is_(None), over.exists())

    @classmethod
    def of_studio(cls, studio_id: int) -> Select[OutboxEntry]:
        return select(cls).where(cls.studio_id == studio_id).order_by(cls.id.desc())

    @classmethod
    def about(cls, kind: str, subject_id: int) -> Select[OutboxEntry]:
        """The promises of one kind about one row, newest first."""
        return (
            select(cls)
            .where(cls.kind == kind, cls.subject_id == subject_id)
            .order_by(cls.id.desc())
        )

    @classmethod
    def about_any(cls, kinds: Iterable[str], subject_ids: Iterable[int]) -> Select[OutboxEntry]:
        """The promises of these kinds about any of these rows, oldest first."""
        return (
            select(cls)
            .where(cls.kind.in_(list(kinds)), cls.subject_id.in_(list(subject_ids)))
            .order_by(cls.id)
        )


class OutboxAttempt(db.Model):
    __tablename__ = "outbox_attempts"

    id: Mapped[int] = mapped_column(primary_key=True)
    outbox_id: Mapped[int] = mapped_column(ForeignKey("outbox.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[str] = mapped_column(default="running")
    code: Mapped[str | None]
    detail: Mapped[str | None]

    entry: Mapped[OutboxEntry] = relationship(back_populates="history")
