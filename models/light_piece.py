"""One product as it stands in the light files of an edition, after a discount."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from extensions import db


class LightPiece(db.Model):
    """There as long as the product's piece of the full file is what it was when this was written.
    `body` is empty for what no light file tells of."""

    __tablename__ = "light_pieces"

    edition_id: Mapped[int] = mapped_column(
        ForeignKey("editions.id", ondelete="CASCADE"), primary_key=True
    )
    discount_bp: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(
        ForeignKey("products.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    body: Mapped[bytes]
