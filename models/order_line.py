"""The lines of an order, and the photos that go into an ordered product."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from extensions import db
from models.print_size import COARSE_DPI, print_dpi
from models.vat import STANDARD_RATE

if TYPE_CHECKING:
    from models.order import Order
    from models.partner_file import PartnerFile
    from models.photo import Photo
    from models.product_size import ProductSize
    from models.reservation import Reservation


class OrderLine(db.Model):
    """One thing that was ordered: a photo to retouch, prints of a photo, a product, a fee.

    `filename` stays when the photo itself is gone, `item_name` when the price list has changed.
    Note and pin stand at the first line of their photo. What a partner ordered has the code of its
    size in the catalogue, and the file that is printed where it is no photo of a session.
    """

    __tablename__ = "order_lines"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"), index=True)
    photo_id: Mapped[int | None] = mapped_column(
        ForeignKey("photos.id", ondelete="SET NULL"), index=True
    )
    position: Mapped[int]
    kind: Mapped[str]
    price_item_id: Mapped[int | None] = mapped_column(
        ForeignKey("price_items.id", ondelete="SET NULL"), index=True
    )
    product_size_id: Mapped[int | None] = mapped_column(
        ForeignKey("product_sizes.id", ondelete="SET NULL"), index=True
    )
    partner_file_id: Mapped[int | None] = mapped_column(
        ForeignKey("partner_files.id", ondelete="SET NULL"), index=True
    )
    product_code: Mapped[str] = mapped_column(default="")
    item_name: Mapped[str] = mapped_column(default="")
    paper: Mapped[str] = mapped_column(default="")
    filename: Mapped[str] = mapped_column(default="")
    photo_number: Mapped[int | None]
    note: Mapped[str] = mapped_column(default="")
    pin_x: Mapped[int | None]
    pin_y: Mapped[int | None]
    quantity: Mapped[int] = mapped_column(default=1)
    unit_price_cents: Mapped[int] = mapped_column(default=0)
    vat_rate: Mapped[str] = mapped_column(default=STANDARD_RATE)

    order: Mapped[Order] = relationship(back_populates="lines")
    photo: Mapped[Photo | None] = relationship()
    product_size: Mapped[ProductSize | None] = relationship()
    partner_file: Mapped[PartnerFile | None] = relationship()
    photos: Mapped[list[OrderLinePhoto]] = relationship(
        back_populates="line", order_by="OrderLinePhoto.position", cascade="all, delete-orphan"
    )
    reservations: Mapped[list[Reservation]] = relationship(
        back_populates="line", order_by="Reservation.size_id", cascade="all, delete-orphan"
    )

    @property
    def total_cents(self) -> int:
        return self.quantity * self.unit_price_cents

    @property
    def full_name(self) -> str:
        """The format and its paper."""
        return ", ".join(part for part in (self.item_name, self.paper) if part)

    @property
    def print_dpi(self) -> int | None:
        """How finely a partner's file is printed in the size of the line; None when unknown."""
        file = self.partner_file
        return print_dpi(self.paper, file.width, file.height) if file else None

    @property
    def is_coarse(self) -> bool:
        return self.print_dpi is not None and self.print_dpi < COARSE_DPI


class OrderLinePhoto(db.Model):
    """A photo that goes into an ordered product."""

    __tablename__ = "order_line_photos"

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(
        ForeignKey("order_lines.id", ondelete="CASCADE"), index=True
    )
    photo_id: Mapped[int | None] = mapped_column(
        ForeignKey("photos.id", ondelete="SET NULL"), index=True
    )
    filename: Mapped[str]
    photo_number: Mapped[int | None]
    position: Mapped[int] = mapped_column(default=0)

    line: Mapped[OrderLine] = relationship(back_populates="photos")
    photo: Mapped[Photo | None] = relationship()

    @property
    def title(self) -> str:
        """What people call it: its number, or its name while it had none."""
        return str(self.photo_number) if self.photo_number else self.filename
