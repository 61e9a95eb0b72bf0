"""A picture of a product, prepared once and shown to anybody who has its address."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Select, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.outbox import new_marker
from models.product import Product
from models.types import UtcDateTime, utc_now

PICTURE_TRIES = 2


class ProductPicture(db.Model):
    """`source_key` is what was uploaded and waits to be prepared; then `key` is the large picture,
    `icon_key` the small one, with the MD5 of their bytes. `marker` is their public address, under
    which the bytes never change. `size_bytes` is how large the uploaded file was. `failure` is a
    `media.intake.Reason`, or "".
    """

    __tablename__ = "product_pictures"

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(
        ForeignKey("products.id", ondelete="CASCADE"), index=True
    )
    marker: Mapped[str] = mapped_column(unique=True, default=new_marker)
    filename: Mapped[str]
    source_key: Mapped[str | None]
    key: Mapped[str | None]
    icon_key: Mapped[str | None]
    md5: Mapped[str] = mapped_column(default="")
    icon_md5: Mapped[str] = mapped_column(default="")
    width: Mapped[int] = mapped_column(default=0)
    height: Mapped[int] = mapped_column(default=0)
    icon_width: Mapped[int] = mapped_column(default=0)
    icon_height: Mapped[int] = mapped_column(default=0)
    size_bytes: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    tries: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)

    product: Mapped[Product] = relationship(back_populates="pictures")

    @property
    def state(self) -> str:
        """ready, waiting, or failed: the file could not be read."""
        if self.key:
            return "ready"
        return "failed" if self.tries >= PICTURE_TRIES else "waiting"

    @property
    def new_key(self) -> str:
        """The beginning of all its keys."""
        return f"products/{self.product_id}/{self.marker}"

    @classmethod
    def shown(cls, marker: str) -> Select[ProductPicture]:
        """The picture behind a public address; none of a product that is hidden or removed."""
        offered = (Product.is_hidden.is_(False), Product.removed_at.is_(None))
        wanted = select(cls).join(cls.product).where(cls.marker == marker, *offered)
        return wanted.where(cls.key.is_not(None))

    @classmethod
    def waiting(cls) -> Select[ProductPicture]:
        """What nobody has prepared."""
        undone = (cls.key.is_(None), cls.source_key.is_not(None), cls.tries < PICTURE_TRIES)
        return select(cls).where(*undone).order_by(cls.id)
