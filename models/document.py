"""Documents of an order, with numbers of their own. Once issued, none changes."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, Index, Select, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.types import UtcDateTime, utc_now

if TYPE_CHECKING:
    from models.order import Order


class DocumentKind(StrEnum):
    """RO: confirmation of the order, PF: pro forma, FS: invoice, PA: confirmation of the sale that
    is no fiscal receipt, KFS: correction of an invoice."""

    RO = "RO"
    PF = "PF"
    FS = "FS"
    PA = "PA"
    KFS = "KFS"


class Slot(StrEnum):
    """An order has one document before the sale and one of the sale; corrections have no slot."""

    ORDER = "order"
    SALE = "sale"


class Document(db.Model):
    """`content` is everything the PDF shows, frozen: seller, buyer, lines, rates, texts.

    `number` counts without a gap within studio, kind and `year`. A document made elsewhere has none
    of ours: `own_number` is the one on it. `pdf_*` stand once the bytes are stored, for ever.
    """

    __tablename__ = "documents"
    __table_args__ = (
        UniqueConstraint("studio_id", "kind", "year", "number"),
        UniqueConstraint("order_id", "slot"),
        Index("ix_documents_studio_issued", "studio_id", "issued_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    studio_id: Mapped[int] = mapped_column(ForeignKey("studios.id", ondelete="CASCADE"))
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    kind: Mapped[str]
    slot: Mapped[str | None]
    year: Mapped[int]
    number: Mapped[int | None]
    own_number: Mapped[str] = mapped_column(default="")
    ksef_number: Mapped[str] = mapped_column(default="")
    locale: Mapped[str]
    issued_on: Mapped[date]
    total_cents: Mapped[int]
    currency: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"), index=True)
    pdf_key: Mapped[str | None]
    pdf_sha256: Mapped[str | None]
    pdf_bytes: Mapped[int | None]
    rendered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)

    order: Mapped[Order] = relationship(back_populates="documents")
    corrects: Mapped[Document | None] = relationship(remote_side=[id])

    @classmethod
    def begin(cls, order: Order, kind: DocumentKind, day: date, **values: Any) -> Document:
        """A document of an order, issued on a day, in its language and money unless `values` say
        otherwise; not in a session yet.
        """
        usual = {"locale": order.locale, "currency": order.currency, "own_number": ""}
        return cls(
            studio_id=order.studio_id,
            order_id=order.id,
            kind=kind,
            year=day.year,
            issued_on=day,
            **(usual | values),
        )

    @property
    def full_number(self) -> str:
        """As people quote it: FS/12/2026."""
        if self.is_own:
            return self.own_number or self.ksef_number
        return f"{self.kind}/{self.number}/{self.year}"

    @property
    def file_name(self) -> str:
        """FS_12_2026.pdf"""
        kept = "".join(letter if letter.isalnum() else "_" for letter in self.full_number)
        return f"{kept}.pdf"

    @property
    def is_rendered(self) -> bool:
        return self.pdf_key is not None

    @property
    def is_own(self) -> bool:
        """Made elsewhere and attached, so it has no number of ours."""
        return self.number is None

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def state(self) -> str:
        """cancelled, ready, erased, number (only that is known of it), or waiting for its PDF."""
        if self.is_cancelled:
            return "cancelled"
        if self.is_rendered:
            return "ready"
        if self.rendered_at:
            return "erased"
        return "number" if self.is_own else "waiting"

    @property
    def is_sale(self) -> bool:
        return self.slot == Slot.SALE

    @classmethod
    def of_studio(cls, studio_id: int) -> Select[Document]:
        return select(cls).where(cls.studio_id == studio_id).order_by(cls.id.desc())

    @classmethod
    def of_month(cls, studio_id: int, first: date, last: date) -> Select[Document]:
        """Issued on these days, both of them included; in the order of their numbers."""
        days = cls.issued_on >= first, cls.issued_on <= last
        return (
            cls.of_studio(studio_id)
            .where(*days)
            .order_by(None)
            .order_by(cls.issued_on.desc(), cls.kind, cls.number.desc(), cls.id.desc())
        )

    @classmethod
    def corrections_of(cls, document_id: int) -> Select[Document]:
        """The newest first."""
        return select(cls).where(cls.corrects_id == document_id).order_by(cls.id.desc())


class DocumentSeries(db.Model):
    """The next number of one kind in one year; its UPDATE makes two documents wait in turn."""

    __tablename__ = "document_series"

    studio_id: Mapped[int] = mapped_column(
        ForeignKey("studios.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    next_number: Mapped[int] = mapped_column(default=1)
